"""The wait list of a training, overbooking and absences in their dialogs, with a real database."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.seats import release_seats, seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.availability import availability
from coordinator.views.trainings import TrainingRow, seat_events, seats, trainings
from tests import builders
from tests.conftest import StandingClock
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.availability_dialog import AvailabilityDialog
from ui.dialogs.overbooking_dialog import OverbookingDialog
from ui.dialogs.wait_list_dialog import WaitListDialog
from ui.runner import Runner
from ui.style import Look
from ui.widgets.availability_verbs import AvailabilityVerbs
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.register import Register
from ui.widgets.seating_verbs import SeatingVerbs
from ui.widgets.training_list import TrainingList
from ui.widgets.wait_list_verbs import WaitListVerbs

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def desk(desk: Desk, said: list[str], runner: Runner, look: Look, actions: Actions) -> Desk:
    def say(sentence: str, _undoable: bool) -> None:
        said.append(sentence)

    runner.refused.connect(said.append)
    return Desk(runner, desk.messages, look, actions, desk.go, say, "America/New_York")


def settle(qtbot: QtBot, desk: Desk) -> None:
    quiet = 0
    while quiet < 3:
        qtbot.wait(5)
        quiet = 0 if desk.runner.is_busy else quiet + 1


def shown(qtbot: QtBot, desk: Desk, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    settle(qtbot, desk)


def with_room(workspace: Workspace, capacity: int = 1) -> int:
    """Every seat is free again, and the rest of the five of Denver wait."""
    builders.selected(workspace)
    training = builders.a_training(workspace, capacity=capacity, start=START)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    held = [row.id for row in workspace.read(seats, training) if row.queue_place is None]
    workspace.change(release_seats, held)
    return training


def the_training(workspace: Workspace, training_id: int) -> TrainingRow:
    return next(row for row in workspace.read(trainings) if row.id == training_id)


def test_the_queue_is_offered_accepted_declined_and_passed_on_in_one_dialog(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow, clock: StandingClock
) -> None:
    training = with_room(workspace)
    dialog = WaitListDialog(desk, window, the_training(workspace, training))
    shown(qtbot, desk, dialog)
    assert dialog.facts.text() == (
        "Wed, Dec 2, 2026, 1:00 PM EST · 0 of 1 seat taken or offered · 1 free · 4 people wait"
    )
    names = [row.name for row in dialog.grid.rows_model.rows]
    assert dialog.offer.isEnabled()
    assert not any(verb.isEnabled() for verb in (dialog.accept_button, dialog.expire, dialog.back))
    dialog.offer.click()
    settle(qtbot, desk)
    first = dialog.grid.rows_model.row_at(0)
    assert (first.name, first.state, dialog.chosen) == (names[0], SeatState.OFFERED, first)
    assert not dialog.offer.isEnabled()
    dialog.reason.setText("in court")
    dialog.decline.click()
    settle(qtbot, desk)
    assert workspace.read(seat_events, first.id)[-1].reason == "declined: in court"
    second = dialog.grid.rows_model.row_at(0)
    assert (second.name, second.state) == (names[1], SeatState.OFFERED)
    clock.move_to(datetime(2026, 11, 20, 15, 0, tzinfo=UTC))
    dialog.load()
    settle(qtbot, desk)
    assert dialog.facts.text().endswith("1 offer has run out")
    dialog.expire.click()
    settle(qtbot, desk)
    third = dialog.grid.rows_model.row_at(0)
    assert third.name == names[2]
    dialog.grid.select_ids([third.id])
    dialog.accept_button.click()
    settle(qtbot, desk)
    assert [row.name for row in dialog.grid.rows_model.rows] == names[3:]
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    assert dialog.grid.rows_model.row_at(0).state is SeatState.OFFERED


def test_somebody_is_moved_by_hand_with_the_keyboard_and_only_with_a_reason(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow
) -> None:
    training = with_room(workspace)
    dialog = WaitListDialog(desk, window, the_training(workspace, training))
    shown(qtbot, desk, dialog)
    assert unnamed(dialog) == []
    before = [row.id for row in dialog.grid.rows_model.rows]
    dialog.grid.select_ids([before[2]])
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(dialog.grid, Qt.Key.Key_Up, control)
    settle(qtbot, desk)
    assert dialog.reason.hasFocus()
    dialog.reason.setText("testifies in January")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Up, control)
    settle(qtbot, desk)
    assert [row.id for row in dialog.grid.rows_model.rows] == [before[0], before[2], before[1], before[3]]
    row = dialog.chosen
    assert row is not None
    assert (row.id, row.by_hand) == (before[2], "moved by hand to place 2: testifies in January")
    dialog.order.click()
    settle(qtbot, desk)
    assert dialog.grid.rows_model.row_at(1).id == before[2]
    dialog.back.click()
    settle(qtbot, desk)
    assert [row.id for row in dialog.grid.rows_model.rows] == before
    QTest.keyClick(dialog.grid, Qt.Key.Key_Down, control)
    settle(qtbot, desk)
    assert dialog.grid.rows_model.row_at(3).id == before[2]
    dialog.is_usual.setChecked(False)
    dialog.offer.click()
    settle(qtbot, desk)
    # As it stands in the field: the day before, 17:00 on the host's clock.
    assert dialog.grid.rows_model.row_at(0).reply_by == datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
    dialog.grid.select_ids([before[1]])
    dialog.release.click()
    dialog.promote.click()
    settle(qtbot, desk)
    assert [row.place for row in dialog.grid.rows_model.rows] == [None, 1, 2]


def test_the_suggested_overbooking_is_applied(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow, said: list[str]
) -> None:
    training = with_room(workspace, capacity=3)
    row = the_training(workspace, training)
    without = OverbookingDialog(desk, window, row)
    shown(qtbot, desk, without)
    assert not without.go.isEnabled()
    assert without.words.text().startswith("No attendance was marked yet")
    held = builders.a_training(workspace, "Training 2")
    workspace.change(seat_designees, held, workspace.read(builders.designee_ids))
    marks = (Mark.ABSENT, Mark.ABSENT, Mark.ABSENT, Mark.PARTIAL, Mark.PRESENT)
    entries = {seat.id: MarkEntry(mark) for seat, mark in zip(workspace.read(seats, held), marks, strict=True)}
    workspace.change(record_attendance, entries)
    dialog = OverbookingDialog(desk, window, row)
    dialog.done_with.connect(desk.say)
    shown(qtbot, desk, dialog)
    assert unnamed(dialog) == []
    assert dialog.go.text() == "Overbook by 2"
    assert [rate.rate.office for rate in dialog.offices.rows_model.rows] == ["DEN"]
    dialog.go.click()
    settle(qtbot, desk)
    assert the_training(workspace, training).overbook == 2
    assert said == ["Overbooking of Training 1 set, 5 seats free; 2 people wait for it"]


def test_hours_and_absences_of_the_selected_people_are_set_and_removed(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow
) -> None:
    builders.selected(workspace)
    person = workspace.read(builders.designee_ids)[0]
    opened: list[QDialog] = []
    verbs = AvailabilityVerbs(window, desk, lambda: [(person, "Okafor, Dana R")], opened.append)
    verbs.follow()
    verbs.hours.trigger()
    dialog = opened[0]
    assert isinstance(dialog, AvailabilityDialog)
    shown(qtbot, desk, dialog)
    assert unnamed(dialog) == []
    assert dialog.facts.text() == "On duty 8:00 AM to 5:00 PM, the unit’s · America/Denver"
    dialog.is_unit.setChecked(False)
    dialog.duty_start.setTime(dialog.duty_start.time().addSecs(-7200))
    dialog.set_hours.click()
    settle(qtbot, desk)
    assert dialog.facts.text().startswith("On duty 6:00 AM to 5:00 PM, of their own")
    dialog.first_day.setDate(QDate(2026, 12, 24))
    assert dialog.last_day.date() == QDate(2026, 12, 24)
    dialog.note.setText("leave")
    dialog.add.click()
    settle(qtbot, desk)
    dialog.is_whole.setChecked(False)
    dialog.until_time.setTime(dialog.from_time.time())
    dialog.add.click()
    settle(qtbot, desk)
    rows = dialog.absences.rows_model.rows
    assert [(row.starts_at.isoformat(), row.ends_at.isoformat(), row.note) for row in rows] == [
        ("2026-12-24T00:00:00-07:00", "2026-12-25T00:00:00-07:00", "leave")
    ]
    dialog.absences.select_ids([rows[0].id])
    dialog.remove.click()
    settle(qtbot, desk)
    found = workspace.read(availability, person)
    assert found is not None
    assert (found.absences, found.duty_start) == ((), 360)


def test_the_verbs_follow_what_is_chosen_and_say_what_they_did(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow, said: list[str]
) -> None:
    training = with_room(workspace, capacity=2)
    listed, register = TrainingList(desk.look), Register(desk.look)
    for widget in (listed, register):
        qtbot.addWidget(widget)
    chosen = ChosenTraining(window, desk, listed, register)
    verbs, seating = WaitListVerbs(chosen), SeatingVerbs(chosen)

    def show() -> None:
        listed.set_rows(workspace.read(trainings), desk.now())
        listed.choose(training)
        register.set_rows(workspace.read(seats, training))
        verbs.follow()

    show()
    assert verbs.offer.isEnabled()
    assert not any(action.isEnabled() for action in (verbs.confirm, verbs.pin))
    verbs.offer.trigger()
    settle(qtbot, desk)
    seating.promote.trigger()
    settle(qtbot, desk)
    show()
    offered = [row.id for row in register.rows_model.rows if row.state is SeatState.OFFERED]
    register.select_ids(offered[:1])
    seating.do_release()
    settle(qtbot, desk)
    seating.do_promote()
    settle(qtbot, desk)
    show()
    seat = next(row for row in register.rows_model.rows if row.state is SeatState.RESERVED)
    register.select_ids([seat.id])
    verbs.follow()
    assert verbs.confirm.isEnabled()
    for verb in (verbs.confirm, verbs.pin, verbs.unpin):
        verb.trigger()
        settle(qtbot, desk)
        show()
        register.select_ids([seat.id])
        verbs.follow()
    assert said == [
        "Offered 2 seats in Training 1",
        "Nobody can move up: there is no free seat, or nobody is waiting.",
        "Released 1 seat. 1 person waits: offer the seat or promote",
        "Moved 1 person up from the wait list",
        "Confirmed 1 seat",
        "Pinned 1 seat",
        "Unpinned 1 seat",
    ]
    verbs.wait_list.trigger()
    verbs.overbook.trigger()
    settle(qtbot, desk)
    assert isinstance(chosen.dialog, OverbookingDialog)
