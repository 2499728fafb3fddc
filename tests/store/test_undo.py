"""Undo and redo of single and bulk changes, across restarts, and what they refuse."""

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coordinator.errors import MovedOn, RuleBroken
from coordinator.rules.vocabulary import Mark
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.certificates import issue_certificates
from coordinator.services.offices import add_office, edit_office
from coordinator.services.seats import seat_designees
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.store.change_set import ChangeSet, RowChange
from coordinator.views.offices import offices
from coordinator.views.roster import designees, history_of
from coordinator.views.settings import unit_settings
from coordinator.views.trainings import seats
from tests import builders


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the trail and kept files, which only ever grow."""
    connection = sqlite3.connect(path)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    skipped = {"audit_entry", "audit_subject", "stored_file", "sqlite_sequence"}
    content = {
        name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in names if name not in skipped
    }
    connection.close()
    return content


def test_undo_takes_a_whole_import_back(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    before = _content(workspace.path)
    builders.nominated(workspace, tasking_id)
    after = _content(workspace.path)
    label, _ = workspace.undo()
    assert label == "Import nominations of SAC Denver"
    assert _content(workspace.path) == before
    workspace.redo()
    assert _content(workspace.path) == after
    assert workspace.verify().fault is None


def test_undo_goes_on_after_a_restart(database: Path) -> None:
    with Workspace.open(database, actor="J") as workspace:
        workspace.change(change_settings, {"unit_name": "One"})
        workspace.change(change_settings, {"unit_name": "Two"})
    with Workspace.open(database, actor="J") as workspace:
        workspace.undo()
        assert workspace.read(unit_settings).unit_name == "One"
        workspace.undo()
        assert workspace.read(unit_settings).unit_name == "Cyber Crimes Center"
        workspace.redo()
        assert workspace.read(unit_settings).unit_name == "One"


def test_a_new_change_clears_what_could_be_redone(workspace: Workspace) -> None:
    workspace.change(change_settings, {"unit_name": "One"})
    workspace.undo()
    workspace.change(change_settings, {"unit_name": "Two"})
    with pytest.raises(RuleBroken, match="nothing to redo"):
        workspace.redo()


def test_there_is_nothing_to_undo_before_the_first_change(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="cannot be undone"):
        workspace.undo()
    assert workspace.history() == (None, None)


def test_issued_certificates_are_not_undone(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.attended(workspace)
    workspace.change(issue_certificates, training_id)
    with pytest.raises(RuleBroken, match="what was issued is revoked"):
        workspace.undo()


def test_a_row_that_was_used_since_is_not_taken_back(workspace: Workspace) -> None:
    # Somebody else's program added a seat for a person whose import is then undone.
    builders.nominated(workspace, builders.a_tasking(workspace))
    connection = sqlite3.connect(workspace.path)
    connection.execute("UPDATE designee SET note = 'changed elsewhere' WHERE id = 1")
    connection.commit()
    connection.close()
    before = _content(workspace.path)
    with pytest.raises(MovedOn, match="changed or used since"):
        workspace.undo()
    assert _content(workspace.path) == before


def test_undoing_a_seating_restores_every_seat(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.a_training(workspace, capacity=3)
    before = _content(workspace.path)
    workspace.change(seat_designees, training_id, workspace.read(builders.designee_ids))
    workspace.undo()
    assert _content(workspace.path) == before


def test_undoing_marks_restores_the_marks_before(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.attended(workspace)
    seat = workspace.read(seats, training_id)[0]
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.EXCUSED, None, "court")})
    workspace.undo()
    again = workspace.read(seats, training_id)[0]
    assert (again.mark, again.minutes, again.mark_note) == (Mark.PRESENT, 88, "")


def test_the_history_of_a_person_names_undo_too(workspace: Workspace) -> None:
    builders.selected(workspace)
    training_id = builders.attended(workspace)
    seat = workspace.read(seats, training_id)[0]
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.EXCUSED)})
    workspace.undo()
    labels = [row.label for row in workspace.read(history_of, seat.designee_id)]
    assert labels[:2] == [f"Undo: Mark attendance of {seat.name}", f"Mark attendance of {seat.name}"]


def test_ids_are_never_given_out_twice(workspace: Workspace) -> None:
    first, _ = workspace.change(add_office, "ZZ1", "One", "America/Denver")
    workspace.undo()
    second, _ = workspace.change(add_office, "ZZ2", "Two", "America/Denver")
    assert second > first


def test_a_bulk_import_of_thousands_is_undone_whole(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    names = [f"Person{n:04}, Alex" for n in range(2000)]
    builders.nominated(workspace, tasking_id, names=names)
    assert len(workspace.read(designees, workspace.clock.now().date())) == 2000
    workspace.undo()
    assert workspace.read(designees, workspace.clock.now().date()) == ()


VALUES = st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), min_size=3, max_size=3)


@given(st.lists(VALUES, min_size=2, max_size=6))
def test_changes_of_one_row_merge_to_first_before_and_last_after(states: list[dict[str, int]]) -> None:
    changes = ChangeSet()
    for before, after in pairwise(states):
        changed = [k for k in after if before[k] != after[k]]
        if changed:
            changes.note("t", 1, RowChange({k: before[k] for k in changed}, {k: after[k] for k in changed}))
    merged = changes.rows.get(("t", 1))
    expected = {k: states[-1][k] for k in states[0] if states[0][k] != states[-1][k]}
    assert (merged.after if merged else {}) == expected
    assert ChangeSet.decode(changes.encode()).rows == changes.rows


@given(VALUES, VALUES)
def test_an_insert_and_its_delete_cancel_out(one: dict[str, int], two: dict[str, int]) -> None:
    changes = ChangeSet()
    changes.note("t", 1, RowChange(None, one))
    changed = {k: v for k, v in two.items() if one[k] != v}
    if changed:
        changes.note("t", 1, RowChange({k: one[k] for k in changed}, changed))
    changes.note("t", 1, RowChange({**one, **changed}, None))
    assert changes.rows == {}


class Editing(RuleBasedStateMachine):
    """Random edits, undos and redos against a list of states kept beside."""

    database: bytes
    folder: Path
    runs = 0

    def __init__(self) -> None:
        super().__init__()
        Editing.runs += 1
        path = self.folder / f"{Editing.runs}.db"
        path.write_bytes(self.database)
        self.workspace = Workspace.open(path, actor="J")
        self.states = [self._names()]
        self.at = 0

    def _names(self) -> list[str]:
        return [row.name for row in self.workspace.read(offices)]

    def _moved(self) -> None:
        self.states = [*self.states[: self.at + 1], self._names()]
        self.at += 1

    @rule(office=st.integers(1, 4), name=st.sampled_from(["Alpha", "Beta", "Gamma"]))
    def rename(self, office: int, name: str) -> None:
        _, touched = self.workspace.change(edit_office, office, "name", name)
        if touched:
            self._moved()

    @rule(code=st.sampled_from(["QQ1", "QQ2"]))
    def add(self, code: str) -> None:
        try:
            self.workspace.change(add_office, code, code, "UTC")
        except RuleBroken:
            return
        self._moved()

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        self.workspace.undo()
        self.at -= 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.workspace.redo()
        self.at += 1

    @invariant()
    def stands_where_it_should(self) -> None:
        assert self._names() == self.states[self.at]

    def teardown(self) -> None:
        assert self.workspace.verify().fault is None
        self.workspace.close()


def test_random_edits_undos_and_redos_always_stand_where_they_should(empty_database: bytes, tmp_path: Path) -> None:
    Editing.database, Editing.folder = empty_database, tmp_path
    run_state_machine_as_test(Editing, settings=settings(max_examples=12, stateful_step_count=12))
