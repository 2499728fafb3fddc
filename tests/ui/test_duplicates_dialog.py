"""Duplicates are settled one after the other by keyboard alone, each with one step back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import Cancelled
from coordinator.model import Designee
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.licenses import issue_licenses
from coordinator.services.merging import FIELDS
from coordinator.services.workspace import Workspace
from coordinator.views.duplicates import TITLES
from coordinator.views.roster import find_designees
from tests import builders
from ui.desk import Desk
from ui.dialogs.duplicates_dialog import NONE_FOUND, DuplicatesDialog
from ui.widgets.merge_table import FIELD, LEFT, RIGHT, VERDICT

CTRL = Qt.KeyboardModifier.ControlModifier


def added(workspace: Workspace, name: str, **facts: str) -> int:
    office = workspace.read(builders.office_id, "DEN")
    return workspace.change(add_designee, DesigneeFacts(name, office, **facts))[0]  # type: ignore[arg-type]


@pytest.fixture
def people(workspace: Workspace) -> list[int]:
    """Two pairs that may be one person each, and a bystander."""
    return [
        added(workspace, "Okafor, Dana R", email="dana.okafor@example.gov", phone="(303) 555-0101"),
        added(workspace, "Reyes, Marisol", email="marisol.reyes@example.gov"),
        added(workspace, "Haddad, Samir", email="samir.haddad@example.gov"),
        added(workspace, "Okafor, Dana", phone="(303) 555-0102", duty_station="Boulder"),
        added(workspace, "Reyez, Marisol", phone="(303) 555-0103"),
    ]


def opened(qtbot: QtBot, desk: Desk, window: QWidget, ids: list[int] | None = None) -> DuplicatesDialog:
    dialog = DuplicatesDialog(desk, window, ids)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.progress.isHidden() and (dialog.apart.isEnabled() or not shown(dialog)))
    return dialog


def shown(dialog: DuplicatesDialog) -> list[str]:
    return [row.names for row in dialog.pairs.rows_model.rows]


def header(dialog: DuplicatesDialog, column: int) -> str:
    item = dialog.table.horizontalHeaderItem(column)
    assert item is not None
    return item.text()


def cell(dialog: DuplicatesDialog, title: str, column: int) -> QTableWidgetItem:
    table = dialog.table
    found = (table.item(row, column) for row in range(table.rowCount()) if title_of(dialog, row) == title)
    item = next(found)
    assert item is not None
    return item


def title_of(dialog: DuplicatesDialog, row: int) -> str:
    item = dialog.table.item(row, FIELD)
    assert item is not None
    return item.text()


def shown_after(qtbot: QtBot, dialog: DuplicatesDialog, how_many: int) -> None:
    qtbot.waitUntil(lambda: len(shown(dialog)) == how_many and (not how_many or dialog.apart.isEnabled()))


def merged(workspace: Workspace) -> dict[int, int | None]:
    def read(session: Session) -> dict[int, int | None]:
        return dict(session.execute(select(Designee.id, Designee.merged_into_id)).all())

    return workspace.read(read)


def test_a_list_is_settled_by_keyboard_alone(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, people: list[int]
) -> None:
    dialog = opened(qtbot, desk, window)
    assert dialog.summary.text() == "2 pairs may be one person"
    assert dialog.pairs.hasFocus() or dialog.focusWidget() is dialog.pairs
    assert shown(dialog)[0] == "Okafor, Dana R / Okafor, Dana"
    QTest.keyClick(dialog.pairs, Qt.Key.Key_Return, CTRL)
    shown_after(qtbot, dialog, 1)
    assert dialog.toast.isVisible()
    QTest.keyClick(dialog.pairs, Qt.Key.Key_D)
    shown_after(qtbot, dialog, 0)
    assert dialog.summary.text() == NONE_FOUND
    assert merged(workspace) == {
        people[0]: None,
        people[1]: None,
        people[2]: None,
        people[3]: people[0],
        people[4]: None,
    }
    assert not shown(opened(qtbot, desk, window))


def test_skipping_goes_to_the_next_pair_and_round(
    qtbot: QtBot, desk: Desk, window: QMainWindow, people: list[int]
) -> None:
    dialog = opened(qtbot, desk, window)
    QTest.keyClick(dialog.pairs, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "one letter differs" in dialog.reasons.text())
    assert header(dialog, LEFT) == "Kept: Reyes, Marisol"
    dialog.skip.click()
    qtbot.waitUntil(lambda: "same name" in dialog.reasons.text())


def test_each_field_is_chosen_with_the_arrow_keys(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, people: list[int]
) -> None:
    dialog = opened(qtbot, desk, window)
    table = dialog.table
    rows = {title_of(dialog, row): row for row in range(table.rowCount())}
    assert cell(dialog, "Telephone", VERDICT).text() == "Differs"
    assert cell(dialog, "Office", VERDICT).text() == "Same"
    assert cell(dialog, "E-mail", VERDICT).text() == "One side"
    assert cell(dialog, "Nominations", LEFT).text() == "0 nominations"
    assert table.side_of["duty_station"] == RIGHT
    assert table.side_of["phone"] == LEFT
    table.setCurrentCell(rows["Telephone"], LEFT)
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.side_of["phone"] == RIGHT
    spoken = cell(dialog, "Telephone", RIGHT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Telephone: (303) 555-0102, chosen"
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Return, CTRL)
    shown_after(qtbot, dialog, 1)
    kept = workspace.read(lambda session: session.get(Designee, people[0]))
    assert kept is not None
    assert (kept.phone, kept.duty_station, kept.email) == ("(303) 555-0102", "Boulder", "dana.okafor@example.gov")


def test_the_other_record_may_be_kept(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, people: list[int]
) -> None:
    dialog = opened(qtbot, desk, window)
    assert dialog.keep_left.isChecked()
    dialog.keep_right.click()
    assert header(dialog, RIGHT) == "Kept: Okafor, Dana"
    assert dialog.table.side_of["name"] == RIGHT
    assert dialog.table.side_of["email"] == LEFT
    dialog.submit()
    shown_after(qtbot, dialog, 1)
    assert merged(workspace)[people[0]] == people[3]
    assert workspace.read(find_designees, ["dana.okafor@example.gov"])[-1] == people[3]


def test_what_was_settled_last_is_taken_back(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, people: list[int]
) -> None:
    dialog = opened(qtbot, desk, window)
    QTest.keyClick(dialog.pairs, Qt.Key.Key_Return, CTRL)
    shown_after(qtbot, dialog, 1)
    QTest.keyClick(dialog, Qt.Key.Key_Z, CTRL)
    shown_after(qtbot, dialog, 2)
    assert set(merged(workspace).values()) == {None}
    QTest.keyClick(dialog.pairs, Qt.Key.Key_N, CTRL)
    shown_after(qtbot, dialog, 1)
    dialog.toast.undo_wanted.emit()
    shown_after(qtbot, dialog, 2)


def test_two_chosen_records_are_merged_at_once(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, people: list[int]
) -> None:
    dialog = opened(qtbot, desk, window, [people[2], people[1]])
    assert not dialog.pairs.isVisible()
    assert "other first name" in dialog.reasons.text()
    with qtbot.waitSignal(dialog.done_with) as signal:
        dialog.go.click()
    assert signal.args == ["Merged Haddad, Samir into Reyes, Marisol", True]
    assert merged(workspace)[people[2]] == people[1]


def test_two_active_licenses_stand_in_the_way(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    workspace.change(issue_licenses, builders.ready(workspace))
    dialog = opened(qtbot, desk, window, workspace.read(builders.designee_ids)[:2])
    assert not dialog.go.isEnabled()
    assert "Return one first." in dialog.note.text()
    assert cell(dialog, "Licenses", LEFT).text() == "1 license"


def test_pairs_of_a_merged_record_become_those_of_the_one_kept(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    first = added(workspace, "Okafor, Dana R", phone="(303) 555-0101")
    second = added(workspace, "Okafro, Dana R", phone="(303) 555-0101")
    third = added(workspace, "Okafor, D R", phone="(303) 555-0101")
    dialog = opened(qtbot, desk, window)
    assert len(shown(dialog)) == 3
    dialog.submit()
    shown_after(qtbot, dialog, 1)
    dialog.submit()
    shown_after(qtbot, dialog, 0)
    assert merged(workspace) == {first: None, second: first, third: first}


def test_looking_for_pairs_can_be_stopped(
    qtbot: QtBot, desk: Desk, window: QMainWindow, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(done: int, total: int, what: str) -> None:
        raise Cancelled(f"Stopped after {done} of {total}.")

    monkeypatch.setattr(desk.runner, "progress", stopped)
    dialog = DuplicatesDialog(desk, window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.progress.isHidden)
    assert "Stopped" in dialog.summary.text()
    assert not dialog.go.isEnabled()


def test_every_field_that_is_shown_can_be_taken() -> None:
    assert TITLES.keys() == FIELDS.keys()
