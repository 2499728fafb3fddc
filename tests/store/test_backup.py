"""Backups are checked copies, thinned by age, and can be put back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import DatabaseRefused
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.store import backup
from coordinator.store.backup import Backup, to_keep
from coordinator.views.settings import unit_settings

START = datetime(2026, 1, 1, tzinfo=UTC)


def test_closing_a_changed_database_backs_it_up(database: Path) -> None:
    with Workspace.open(database, actor="J") as workspace:
        workspace.change(change_settings, {"unit_name": "Renamed"})
        head = workspace.verify().head
    made = backup.existing(database)
    assert [each.sequence for each in made] == [head.sequence]
    manifest = json.loads(made[0].path.with_suffix(".json").read_text())
    assert manifest["hash"] == head.hash.hex()


def test_closing_an_unchanged_database_makes_no_backup(database: Path) -> None:
    Workspace.open(database, actor="J").close()
    assert backup.existing(database) == []


def test_a_restored_backup_has_what_it_had(database: Path) -> None:
    with Workspace.open(database, actor="J") as workspace:
        workspace.change(change_settings, {"unit_name": "Kept"})
        made = workspace.back_up()
    aside = backup.restore(made.path, database, START)
    assert aside.exists()
    with Workspace.open(database, actor="J") as workspace:
        assert workspace.read(unit_settings).unit_name == "Kept"


def test_a_backup_that_was_changed_is_not_restored(database: Path) -> None:
    with Workspace.open(database, actor="J") as workspace:
        made = workspace.back_up()
    made.path.write_bytes(made.path.read_bytes()[:-1] + b"x")
    before = database.read_bytes()
    with pytest.raises(DatabaseRefused, match="changed since it was made"):
        backup.restore(made.path, database, START)
    assert database.read_bytes() == before


@given(st.lists(st.integers(0, 400 * 24), min_size=1, max_size=60, unique=True))
def test_thinning_keeps_the_newest_and_two_days_and_never_more_than_the_policy(hours: list[int]) -> None:
    backups = [Backup(Path(f"{h}.db"), START + timedelta(hours=h), h) for h in hours]
    kept = to_keep(backups)
    newest = max(backups, key=lambda each: each.made_at)
    recent = {each for each in backups if each.made_at >= newest.made_at - timedelta(days=2)}
    assert newest in kept
    assert recent <= kept
    assert len(kept - recent) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY


@given(st.lists(st.integers(0, 400 * 24), min_size=1, max_size=60, unique=True))
def test_thinning_twice_removes_nothing_more(hours: list[int]) -> None:
    kept = to_keep([Backup(Path(f"{h}.db"), START + timedelta(hours=h), h) for h in hours])
    assert to_keep(kept) == kept
