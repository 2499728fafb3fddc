"""The record of a change: rows noted one by one or in bulk, merged, inverted and stored."""

import json
import zlib
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from coordinator.errors import MovedOn
from coordinator.model import AuditEntry, AuditSubject, Base, Completion, Designee, Nomination, Office
from coordinator.rules.names import name_key, parse_name
from coordinator.rules.vocabulary import NominationState, Position
from coordinator.services.selection import rank_nominations
from coordinator.services.workspace import Workspace
from coordinator.store.change_set import ChangeSet, Group, RowChange, append_only, recorded_columns
from coordinator.store.inverse import apply
from coordinator.store.unit_of_work import UnitOfWork
from tests import builders

COLUMNS = ("a", "b", "c")
ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=5)
UPDATES = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(COLUMNS), st.integers(0, 3)), max_size=8)


def updated(changes: ChangeSet, rows: dict[int, dict[str, int]], updates: list[tuple[int, str, int]]) -> None:
    """Note the updates of these rows one by one, keeping the rows up to date."""
    for row_id, name, value in updates:
        if row_id in rows and rows[row_id][name] != value:
            changes.note("t", row_id, RowChange({name: rows[row_id][name]}, {name: value}))
            rows[row_id][name] = value


@given(ROWS, UPDATES, st.booleans())
def test_rows_noted_in_bulk_merge_with_later_changes_like_rows_noted_one_by_one(
    values: list[tuple[int, int, int]], updates: list[tuple[int, str, int]], is_deleted: bool
) -> None:
    bulk, single = ChangeSet(), ChangeSet()
    bulk.note_all(Group("t", "+", COLUMNS, {place: (place, *row) for place, row in enumerate(values)}))
    for place, row in enumerate(values):
        single.note("t", place, RowChange(None, dict(zip(COLUMNS, row, strict=True))))
    for changes in (bulk, single):
        rows = {place: dict(zip(COLUMNS, row, strict=True)) for place, row in enumerate(values)}
        updated(changes, rows, updates)
        if is_deleted:
            changes.note("t", 0, RowChange(rows[0], None))
    assert bulk.rows == single.rows
    assert bulk.rows == {
        ("t", place): RowChange(None, row) for place, row in rows.items() if not (is_deleted and place == 0)
    }
    assert len(bulk) == len(bulk.rows)
    assert ChangeSet.decode(bulk.encode()).rows == bulk.rows


@given(ROWS, UPDATES)
def test_an_inverse_swaps_before_and_after_and_runs_from_the_last_to_the_first(
    values: list[tuple[int, int, int]], updates: list[tuple[int, str, int]]
) -> None:
    changes = ChangeSet()
    updated(changes, {place: dict(zip(COLUMNS, row, strict=True)) for place, row in enumerate(values)}, updates)
    inverse = changes.inverse()
    assert list(inverse.rows) == list(reversed(changes.rows))
    assert inverse.rows == {key: RowChange(change.after, change.before) for key, change in changes.rows.items()}
    assert inverse.inverse().rows == changes.rows
    inverse.note("t", 9, RowChange(None, {"a": 1}))
    assert ("t", 9) not in changes.rows


def test_the_stored_form_is_what_entries_have_always_been() -> None:
    stored = [
        ["office", "+", ["code", "name"], [[7, "ZZ1", "Zürich"], [8, "ZZ2", None]]],
        ["seat", "=", ["state", "minutes"], [[3, "reserved", None, "confirmed", 88]]],
        ["waiver", "-", ["designee_id", "reason"], [[5, 41, "On leave"]]],
    ]
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"))
    changes = ChangeSet.decode(zlib.compress(text.encode()))
    assert changes.rows == {
        ("office", 7): RowChange(None, {"code": "ZZ1", "name": "Zürich"}),
        ("office", 8): RowChange(None, {"code": "ZZ2", "name": None}),
        ("seat", 3): RowChange({"state": "reserved", "minutes": None}, {"state": "confirmed", "minutes": 88}),
        ("waiver", 5): RowChange({"designee_id": 41, "reason": "On leave"}, None),
    }
    assert changes.designees() == {41}
    assert zlib.decompress(changes.encode()).decode() == text


def test_a_change_names_every_designee_before_and_after() -> None:
    changes = ChangeSet(subjects={9})
    changes.note("designee", 4, RowChange({"note": ""}, {"note": "x"}))
    changes.note("seat", 1, RowChange({"designee_id": 5, "mark": None}, {"designee_id": 6, "mark": "present"}))
    changes.note("attendee", 2, RowChange({"designee_id": None}, {"designee_id": 7}))
    assert changes.designees() == {4, 5, 6, 7, 9}


def person(name: str, **values: Any) -> dict[str, Any]:
    parsed = parse_name(name)
    assert parsed is not None
    return {
        "raw_name": name, "last_name": parsed.last, "first_name": parsed.first, "name_key": name_key(parsed),
        "office_id": 1, **values,
    }  # fmt: skip


def insert_people(uow: UnitOfWork) -> list[int]:
    """Two people in bulk, one with every kind of value said and one with none, and a change of one on top."""
    known = person(
        "Okafor, Dana", departed_on=date(2026, 3, 1), position=Position.ANALYST, is_contractor=True,
        email="d@example.gov", email_key="d@example.gov",
    )  # fmt: skip
    ids = uow.insert_rows(Designee, [known, person("Reyes, Marisol")])
    uow.get(Designee, ids[1]).note = "said afterwards"
    uow.describe("Add two people")
    return ids


def test_rows_inserted_in_bulk_are_recorded_as_they_stand_in_the_file(workspace: Workspace) -> None:
    ids, _ = workspace.change(insert_people)
    with workspace._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM designee ORDER BY id").mappings().all()
    recorded = last_change(workspace).rows
    assert [recorded["designee", row_id].after for row_id in ids] == [
        {name: value for name, value in row.items() if name != "id"} for row in rows
    ]
    first, second = rows
    assert (first["departed_on"], first["position"], first["is_contractor"]) == ("2026-03-01", "analyst", 1)
    assert (second["departed_on"], second["position"], second["is_contractor"]) == (None, "other", 0)
    assert second["note"] == "said afterwards"


def last_change(workspace: Workspace) -> ChangeSet:
    query = select(AuditEntry.changes).order_by(AuditEntry.id.desc()).limit(1)
    return ChangeSet.decode(workspace.read(lambda session: session.scalars(query).one()))


def nominate_at(uow: UnitOfWork, moments: list[datetime]) -> None:
    nominations = [
        {"tasking_id": 1, "designee_id": n, "office_id": 1, "nominated_at": at} for n, at in enumerate(moments, start=1)
    ]
    uow.insert_rows(Nomination, nominations)
    uow.describe("Nominate")


def test_both_hours_of_the_night_the_clocks_go_back_stay_apart_in_a_bulk(workspace: Workspace) -> None:
    # The two are equal to Python, which compares moments of one zone by their wall clock.
    twice = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    workspace.change(insert_people)
    builders.a_tasking(workspace)
    workspace.change(nominate_at, [twice, twice.replace(fold=1)])
    read = workspace.read(lambda session: session.scalars(select(Nomination.nominated_at)).all())
    assert read == [datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)]


def test_an_entry_of_a_version_with_fewer_columns_is_done_again_with_their_defaults(workspace: Workspace) -> None:
    changes = ChangeSet()
    values = {"code": "ZZ9", "name": "Nowhere", "time_zone": "UTC"}
    changes.note("office", 900, RowChange(None, values))
    workspace.change(take, changes)
    office = workspace.read(lambda session: session.get_one(Office, 900))
    assert (office.code, office.city, office.note) == ("ZZ9", "", "")


def take(uow: UnitOfWork, changes: ChangeSet) -> None:
    apply(uow, changes, "Take")
    uow.describe("Take")


def test_a_row_changed_or_gone_since_stops_a_bulk_before_its_first_row(workspace: Workspace) -> None:
    builders.selected(workspace)
    changes = ChangeSet()
    for row_id in (1, 2, 999):
        changes.note("nomination", row_id, RowChange({"remarks": ""}, {"remarks": "x"}))
    with pytest.raises(MovedOn):
        workspace.change(take, changes)
    changes.note("nomination", 999, RowChange({"remarks": "x"}, {"remarks": ""}))
    changes.note("nomination", 2, RowChange({"state": "pending"}, {"state": "withdrawn"}))
    with pytest.raises(MovedOn):
        workspace.change(take, changes)
    read = workspace.read(lambda session: session.scalars(select(Nomination)).all())
    assert {(row.remarks, row.state) for row in read} == {("", NominationState.SELECTED)}


def test_what_was_taken_back_in_bulk_is_in_the_history_of_everyone_it_concerned(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    workspace.change(rank_nominations, tasking_id)
    workspace.undo()
    subjects = workspace.read(
        lambda session: session.scalars(
            select(AuditSubject.designee_id).order_by(AuditSubject.id.desc(), AuditSubject.designee_id).limit(5)
        ).all()
    )
    assert subjects == [1, 2, 3, 4, 5]


def test_completions_of_an_import_come_back_with_it(workspace: Workspace) -> None:
    builders.nominated(workspace, builders.a_tasking(workspace))
    before = workspace.read(lambda session: [(row.id, row.completed_on) for row in session.scalars(select(Completion))])
    workspace.undo()
    workspace.redo()
    after = workspace.read(lambda session: [(row.id, row.completed_on) for row in session.scalars(select(Completion))])
    assert after == before != []


def test_every_recorded_column_can_be_said_without_quotes(workspace: Workspace) -> None:
    # Bulk statements are written out: a column called like a word of SQL would break them.
    with workspace._engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if not append_only(table):
                names = ", ".join(column.name for column in recorded_columns(table))
                connection.exec_driver_sql(f"SELECT id, {names} FROM {table.name} WHERE id = 0")
