"""Keys in their folder and in the settings: retired, lost, left behind with a copy, and kept for their owner alone."""

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import AuditEntry, Certificate
from coordinator.rules.paper_record import PaperRecord, code_text, payload_of, signed_bytes
from coordinator.rules.revocation_list import read_list
from coordinator.rules.verification import Judgment, Verdict
from coordinator.rules.vocabulary import TemplateKind
from coordinator.services.certificates import supersede_certificate
from coordinator.services.revocations import make_revocation_list
from coordinator.services.signing_keys import retire_key
from coordinator.services.verification import verify_code
from coordinator.services.workspace import Workspace
from coordinator.store.keys import ENVIRONMENT, KeyFolder
from coordinator.views.signing_keys import KeyState, SigningKeyRow, known_keys, signing_keys
from tests.conftest import StandingClock
from tests.issued_papers import issued_papers_in

FIRST, SECOND = "CEIU-FRS-2026-0001", "CEIU-FRS-2026-0002"
TODAY, TOMORROW = date(2026, 11, 12), date(2026, 11, 13)
WHY = "The laptop was lost."


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten documents are issued; their key is in a folder of this test."""
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    shutil.copytree(os.environ[ENVIRONMENT], tmp_path / "keys")
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "keys"))
    return path


def rows_of(workspace: Workspace) -> tuple[SigningKeyRow, ...]:
    return workspace.read(signing_keys, workspace.keys)


def states(workspace: Workspace) -> list[KeyState]:
    return [row.state for row in rows_of(workspace)]


def code_of(workspace: Workspace, number: str) -> str:
    return workspace.read(lambda session: session.scalars(select(Certificate.record).filter_by(number=number)).one())


def judged(workspace: Workspace, code: str) -> Judgment:
    return workspace.read(verify_code, code).papers[0].judgment


def signer_of_list(workspace: Workspace) -> str:
    """The key that a new list of revocations is signed with."""
    return read_list(workspace.change(make_revocation_list)[0]).key_id


def test_the_key_in_use_is_listed_with_what_it_signed(workspace: Workspace) -> None:
    [row] = rows_of(workspace)
    assert (row.certificates, row.letters, row.state, row.retired_on) == (5, 5, KeyState.IN_USE, None)
    assert row.key_id == workspace.read(known_keys).keys[0].id


def test_what_a_retired_key_signed_stays_genuine_and_a_new_one_signs_on(
    workspace: Workspace, clock: StandingClock
) -> None:
    [old] = rows_of(workspace)
    workspace.change(retire_key, old.id, f" {WHY}\n")
    assert states(workspace) == [KeyState.RETIRED]
    assert workspace.keys.has(old.key_id)  # other databases may sign with it
    assert judged(workspace, code_of(workspace, SECOND)).verdict is Verdict.GENUINE
    number, _ = workspace.change(supersede_certificate, 1)
    new, _ = rows_of(workspace)
    assert (new.state, new.certificates, new.key_id != old.key_id) == (KeyState.IN_USE, 1, True)
    assert judged(workspace, code_of(workspace, number)).verdict is Verdict.GENUINE
    clock.move_to(datetime(2027, 3, 1, 12, tzinfo=UTC))
    assert judged(workspace, code_of(workspace, SECOND)).verdict is Verdict.GENUINE


def test_a_later_day_with_a_retired_key_is_of_an_unknown_key(workspace: Workspace) -> None:
    [key] = rows_of(workspace)
    workspace.change(retire_key, key.id, WHY)
    payload = payload_of(PaperRecord(TemplateKind.CERTIFICATE, FIRST, "Dana Whitfield", "Overview", TOMORROW))
    stolen = KeyFolder(workspace.keys.folder).sign(key.key_id, signed_bytes(key.key_id, payload))
    found = judged(workspace, code_text(key.key_id, stolen, payload))
    assert found.verdict is Verdict.UNKNOWN_KEY
    assert found.sentences[0].startswith(f"The key {key.key_id} was retired on November 12, 2026, before")


def test_a_key_is_retired_once_for_a_reason_and_for_good(workspace: Workspace) -> None:
    [key] = rows_of(workspace)
    for nothing in ("", " \n\u200b "):
        with pytest.raises(RuleBroken, match="Say why the key is retired"):
            workspace.change(retire_key, key.id, nothing)
    assert states(workspace) == [KeyState.IN_USE]
    workspace.change(retire_key, key.id, WHY)
    with pytest.raises(RuleBroken, match=f"The key {key.key_id} was retired on November 12, 2026"):
        workspace.change(retire_key, key.id, "Again.")
    with pytest.raises(RuleBroken, match="no longer there"):
        workspace.change(retire_key, 99, WHY)
    assert workspace.history()[0] is None
    with pytest.raises(RuleBroken):
        workspace.undo()
    [row] = rows_of(workspace)
    assert row.retired_on == TODAY
    labels = workspace.read(lambda session: session.scalars(select(AuditEntry.label).order_by(AuditEntry.id)).all())
    assert labels[-1] == f"Retire the key {key.key_id}: {WHY}"


def test_a_copy_without_the_keys_makes_its_own_and_knows_what_was_signed_before(
    workspace: Workspace, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: StandingClock
) -> None:
    code = code_of(workspace, SECOND)
    copy = tmp_path / "copy.db"
    copy.write_bytes(database.read_bytes())
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "another computer"))
    with Workspace.open(copy, actor="Another", clock=clock) as there:
        assert states(there) == [KeyState.ELSEWHERE]
        assert signer_of_list(there) not in {key.id for key in workspace.read(known_keys).keys}
        assert states(there) == [KeyState.IN_USE, KeyState.ELSEWHERE]
        assert judged(there, code).verdict is Verdict.GENUINE
        # With both keys on one computer the newer one signs; once it is retired, the older one does.
        shutil.copytree(workspace.keys.folder, there.keys.folder, dirs_exist_ok=True)
        assert states(there) == [KeyState.IN_USE, KeyState.IN_RESERVE]
        there.change(retire_key, rows_of(there)[0].id, WHY)
        assert states(there) == [KeyState.RETIRED, KeyState.IN_USE]
        assert signer_of_list(there) == rows_of(workspace)[0].key_id
        there._changed = False
    assert states(workspace) == [KeyState.IN_USE]


def test_a_key_that_cannot_be_read_is_retired_and_followed_by_another(workspace: Workspace) -> None:
    [key] = rows_of(workspace)
    (workspace.keys.folder / f"{key.key_id}.key").write_text("torn")
    with pytest.raises(RuleBroken, match=r"cannot be read\. Retire it in Settings, and a new one is made"):
        workspace.change(make_revocation_list)
    workspace.change(retire_key, key.id, "Its file is damaged.")
    workspace.change(make_revocation_list)
    assert states(workspace) == [KeyState.IN_USE, KeyState.RETIRED]


def test_a_folder_that_cannot_be_written_refuses_in_a_sentence_and_nothing_is_issued(
    workspace: Workspace, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "a file"
    in_the_way.write_text("where the folder should be")
    workspace.keys = KeyFolder(in_the_way / "keys")
    with pytest.raises(RuleBroken, match=r"^The key for QR codes cannot be kept in .+ \(.+\)\.$"):
        workspace.change(supersede_certificate, 1)
    assert states(workspace) == [KeyState.ELSEWHERE]
    assert judged(workspace, code_of(workspace, FIRST)).verdict is Verdict.GENUINE


@pytest.mark.skipif(os.name == "nt", reason="files have no such mode there; the folder is in the user's own data")
def test_a_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "data" / "keys")
    key_id, _ = keys.make()
    [file] = keys.folder.iterdir()
    assert file.name == f"{key_id}.key"
    assert [path.stat().st_mode & 0o777 for path in (file, keys.folder)] == [0o600, 0o700]
