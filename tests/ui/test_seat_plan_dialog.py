"""A proposed seating is looked at, changed by pins, bars and settings, and accepted whole or in part."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.rules.seat_plan import HoursRule, Reseat
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.seating import people_to_seat
from coordinator.views.trainings import seats, trainings
from tests import builders
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.seat_plan_dialog import PAUSE, SeatPlanDialog
from ui.dialogs.seating_dialog import SeatingDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.proposal_grids import ProposalGrid
from ui.widgets.register import Register
from ui.widgets.seat_plan_verbs import SeatPlanVerbs
from ui.widgets.training_list import TrainingList
from ui.widgets.training_loads import load_words

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)  # 11:00 AM in Denver
DAY = timedelta(days=1)
KEY = Qt.Key


def settled(qtbot: QtBot, dialog: SeatPlanDialog) -> None:
    QTest.qWait(PAUSE + 20)  # longer than the pause after the last change
    qtbot.waitUntil(lambda: not dialog.desk.runner.is_busy)


@pytest.fixture
def ids(workspace: Workspace) -> tuple[int, int]:
    """Five people of Denver; two seats in the first training, two in the second."""
    builders.selected(workspace)
    first = builders.a_training(workspace, capacity=2, start=START)
    return first, builders.a_training(workspace, "Training 2", capacity=2, start=START + DAY)


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, window: QMainWindow, ids: tuple[int, int]) -> SeatPlanDialog:
    made = SeatPlanDialog(desk, window)
    qtbot.addWidget(made)
    made.open()
    settled(qtbot, made)
    return made


def shown(grid: ProposalGrid) -> list[tuple[str, str, bool]]:
    rows = sorted(grid.rows_model.rows, key=lambda row: row.seat.rank or 0)
    return [(row.seat.name.split(",")[0], row.seat.training, row.is_picked) for row in rows]


def press(dialog: SeatPlanDialog, person: str, key: Qt.Key) -> None:
    wanted = next(row.id for row in dialog.panel.seats.rows_model.rows if row.seat.name.startswith(person))
    dialog.panel.seats.select_ids([wanted])
    QTest.keyClick(dialog.panel.seats, key)


def test_what_is_proposed_is_accepted_in_part_and_the_pins_are_kept(
    qtbot: QtBot, dialog: SeatPlanDialog, workspace: Workspace, ids: tuple[int, int]
) -> None:
    names = [name for name, _, _ in shown(dialog.panel.seats)]
    assert [training for _, training, _ in shown(dialog.panel.seats)].count("Training 1") == 2
    assert dialog.summary.text().startswith("4 of 5 people get a seat, 4 inside duty hours. Score 4,")
    assert [dialog.panel.tabs.tabText(n) for n in (0, 1)] == ["Proposed 4", "Without a seat 1"]
    assert dialog.panel.unplaced.rows_model.rows[0].why == "Both trainings are full with people ranked higher."
    assert [load_words(load) for load in dialog.panel.plan.loads] == ["0 → 2 of 2"] * 2 if dialog.panel.plan else False
    press(dialog, names[0], KEY.Key_P)
    press(dialog, names[3], KEY.Key_Space)
    settled(qtbot, dialog)
    assert shown(dialog.panel.seats)[0][1:] == ("Training 1", True)
    assert shown(dialog.panel.seats)[3][2] is False
    assert dialog.go.text() == "Accept 3 seats"
    with qtbot.waitSignal(dialog.done_with) as done:
        QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert done.args == ["Seated 3 people as proposed", True]
    rows = [row for training in ids for row in workspace.read(seats, training)]
    assert {row.name.split(",")[0] for row in rows} == set(names[:3])
    assert workspace.history()[0] == "Seat 3 people as proposed"


def test_bars_settings_and_trainings_lead_to_another_proposal(qtbot: QtBot, dialog: SeatPlanDialog) -> None:
    first = shown(dialog.panel.seats)[0]
    press(dialog, first[0], KEY.Key_B)
    assert not dialog.go.isEnabled(), "what is shown is no answer to what is wished now"
    settled(qtbot, dialog)
    assert shown(dialog.panel.seats)[0][1] != first[1]
    QTest.mouseClick(dialog.panel.clear, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert shown(dialog.panel.seats)[0] == first
    dialog.trainings.setCurrentRow(0)
    QTest.keyClick(dialog.trainings, KEY.Key_Space)
    settled(qtbot, dialog)
    assert {training for _, training, _ in shown(dialog.panel.seats)} == {"Training 2"}
    dialog.settings.hours.setCurrentIndex(dialog.settings.hours.findData(HoursRule.NEVER.value))
    dialog.settings.reseat.setCurrentIndex(dialog.settings.reseat.findData(Reseat.EVERYONE.value))
    assert (dialog.wishes.hours, dialog.wishes.reseat) == (HoursRule.NEVER, Reseat.EVERYONE)
    QTest.mouseClick(dialog.no_trainings, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert dialog.summary.text() == "No training to come is chosen."
    assert not dialog.go.isEnabled()
    dialog.panel.search.setText("nobody of this name")
    assert dialog.panel.unplaced.rows_model.rows == ()


def test_all_or_none_of_those_that_the_filter_shows(dialog: SeatPlanDialog) -> None:
    dialog.panel.tabs.setCurrentIndex(0)
    names = [name for name, _, _ in shown(dialog.panel.seats)]
    QTest.mouseClick(dialog.panel.pick_none, Qt.MouseButton.LeftButton)
    assert (dialog.panel.picks, dialog.go.isEnabled()) == ([], False)
    dialog.panel.search.setText(names[1])
    QTest.mouseClick(dialog.panel.pick_all, Qt.MouseButton.LeftButton)
    dialog.panel.search.clear()
    assert [name for name, _, is_picked in shown(dialog.panel.seats) if is_picked] == [names[1]]
    assert dialog.go.text() == "Accept 1 seat"


def test_the_search_for_a_filling_can_be_stopped_and_begun_anew(qtbot: QtBot, dialog: SeatPlanDialog) -> None:
    runner = dialog.desk.runner
    at_once = runner.progressed.connect(runner.cancel, Qt.ConnectionType.DirectConnection)
    dialog.propose()
    assert dialog.stop.isVisible()
    settled(qtbot, dialog)
    assert dialog.summary.text() == "Stopped before a filling was found."
    assert (shown(dialog.panel.seats), dialog.go.isEnabled(), dialog.banner.isVisible()) == ([], False, True)
    assert unnamed(dialog) == []
    runner.progressed.disconnect(at_once)
    dialog.anew.trigger()
    settled(qtbot, dialog)
    assert len(shown(dialog.panel.seats)) == 4


def test_people_are_checked_by_query_for_one_training(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, ids: tuple[int, int]
) -> None:
    row = next(row for row in workspace.read(trainings) if row.id == ids[0])
    needs = workspace.read(people_to_seat, row.id, desk.today())
    by_hand = SeatingDialog(window, row, needs, desk)
    qtbot.addWidget(by_hand)
    by_hand.open()
    by_hand.query.setText("office:DEN rank:<=2")
    by_hand.query.setFocus()
    QTest.keyClick(by_hand.query, KEY.Key_Return)
    qtbot.waitUntil(lambda: by_hand.found.text() == "2 of 2 people found need a seat")
    assert by_hand.chosen() == [need.id for need in needs[:2]]
    assert by_hand.isVisible(), "Enter asks and does not accept"
    by_hand.query.clear()
    QTest.mouseClick(by_hand.query_button, Qt.MouseButton.LeftButton)
    assert by_hand.found.text().startswith("The query is empty.")
    assert by_hand.chosen() == [need.id for need in needs[:2]]


def test_a_proposal_that_was_overtaken_is_refused_and_offered_anew(
    qtbot: QtBot, dialog: SeatPlanDialog, workspace: Workspace, ids: tuple[int, int]
) -> None:
    workspace.change(seat_designees, ids[1], [dialog.panel.picks[0].designee_id])
    with qtbot.waitSignal(dialog.desk.runner.refused) as refused:
        dialog.submit()
    assert "has a seat in Training 2 now" in refused.args[0]
    assert dialog.banner.isVisible()
    assert [row.taken for row in workspace.read(trainings)] == [0, 1]
    dialog.anew.trigger()
    settled(qtbot, dialog)
    assert dialog.banner.isHidden()
    assert dialog.summary.text().startswith("3 of 4 people get a seat")


def test_the_verb_needs_a_training_to_come_and_opens_the_proposal(
    qtbot: QtBot, desk: Desk, window: QMainWindow, workspace: Workspace, ids: tuple[int, int]
) -> None:
    listed = TrainingList(desk.look)
    chosen = ChosenTraining(window, desk, listed, Register(desk.look))
    verbs = SeatPlanVerbs(chosen)
    verbs.follow()
    assert not verbs.propose.isEnabled()
    listed.set_rows(workspace.read(trainings), desk.now())
    verbs.follow()
    verbs.propose.trigger()
    assert isinstance(chosen.dialog, SeatPlanDialog)
    settled(qtbot, chosen.dialog)
    assert len(chosen.dialog.panel.picks) == 4
