"""Planning trainings in its windows: one, one like another, a series, another time; and the verbs that lead there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMainWindow
from pytestqt.qtbot import QtBot

from coordinator.rules.slots import PersonClock
from coordinator.rules.vocabulary import TrainingState
from coordinator.services.seats import seat_designees
from coordinator.services.trainings import TrainingFacts, edit_training, plan_training
from coordinator.services.workspace import Workspace
from coordinator.views.training_warnings import TrainingWarning, WarningKind
from coordinator.views.trainings import TrainingRow, trainings
from tests import builders
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.attendance_rule_fields import MINUTES
from ui.dialogs.cancel_training_dialog import CancelTrainingDialog
from ui.dialogs.reschedule_dialog import RescheduleDialog, clocks_moved
from ui.dialogs.series_dialog import NOTE, TITLE, SeriesDialog
from ui.dialogs.series_fields import ON
from ui.dialogs.training_dialog import TrainingDialog
from ui.models.counted_titles import free_titles
from ui.models.dragged_people import PEOPLE, SEATS, carry
from ui.models.planned_facts import facts_of
from ui.runner import Runner
from ui.style import Look
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.planning_verbs import PlanningVerbs
from ui.widgets.register import Register
from ui.widgets.training_facts import TrainingFacts as FactsCard
from ui.widgets.training_list import TrainingList, state_of

START = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)  # a Wednesday, 1:00 PM in New York
NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)
FACTS = TrainingFacts(
    "Training 1", START, "America/New_York", 90, 18, 8, "C3", "V. Hale", "https://meet.example.gov/c3",
    "555-0100, code 4711", datetime(2026, 11, 30, 22, 0, tzinfo=UTC), 2, None, 60, 20,
)  # fmt: skip


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
    dialog.show()
    settle(qtbot, desk)
    assert unnamed(dialog) == []
    assert dialog.width() <= 1280
    assert dialog.height() <= 680


def only(workspace: Workspace, title: str = "Training 1") -> TrainingRow:
    return next(row for row in workspace.read(trainings) if row.title == title)


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("Training 4", (), ["Training 4", "Training 5"]),
        ("Training 4", ("Training 4", "Training 6"), ["Training 5", "Training 7"]),
        ("Run 09 (virtual)", ("Run 09 (virtual)",), ["Run 10 (virtual)", "Run 11 (virtual)"]),
        ("Orientation", (), ["Orientation", "Orientation 2"]),
    ],
)
def test_titles_are_counted_up_past_those_that_are_taken(
    title: str, taken: tuple[str, ...], expected: list[str]
) -> None:
    assert free_titles(title, taken, 2) == expected


def test_all_that_is_entered_is_planned_and_what_speaks_against_it_is_said_while_typing(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow, said: list[str]
) -> None:
    dialog, planned = TrainingDialog(desk, window), list[int]()
    dialog.planned.connect(planned.append)
    dialog.done_with.connect(desk.say)
    shown(qtbot, desk, dialog)
    assert not dialog.go.isEnabled()
    dialog.title.setText("Training 1")
    dialog.fields.has_deadline.setChecked(True)
    dialog.set_start(datetime(2026, 11, 26, 13, 0, tzinfo=ZoneInfo("America/New_York")), "America/New_York")
    assert dialog.preview.text().replace("\xa0", " ").startswith("6:00 PM UTC · 11:00 AM MST")
    qtbot.waitUntil(lambda: "That day is Thanksgiving Day (federal holiday)." in dialog.warning.sentences)
    dialog.minimum.setValue(99)
    assert dialog.warning.sentences[0] == "The minimum is higher than the capacity."
    assert not dialog.go.isEnabled()
    dialog.minimum.setValue(8)
    dialog.zone.set_zone("Amer")
    assert not dialog.go.isEnabled()
    dialog.zone.set_zone("America/Denver")
    dialog.dial_in.setText("555-0100")
    dialog.overbook.setValue(2)
    dialog.fields.rule.way.setCurrentIndex(MINUTES)
    dialog.fields.rule.minutes.setValue(60)
    dialog.go.click()
    settle(qtbot, desk)
    row = only(workspace)
    assert (row.starts_at, row.time_zone) == (datetime(2026, 11, 26, 20, 0, tzinfo=UTC), "America/Denver")
    assert (row.minimum, row.overbook, row.dial_in) == (8, 2, "555-0100")
    assert (row.present_percent, row.present_minutes, row.partial_minutes) == (None, 60, 1)
    # Two working days before Friday the 13th, with Veterans Day between; it keeps its distance to the later start.
    assert row.registration_until == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert (planned, said) == ([row.id], ["Planned Training 1"])


def test_a_training_comes_back_as_it_is_and_is_changed(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow
) -> None:
    tasking = builders.a_tasking(workspace)
    training = workspace.change(plan_training, replace(FACTS, tasking_id=tasking))[0]
    dialog = TrainingDialog(desk, window)
    dialog.fill(only(workspace))
    shown(qtbot, desk, dialog)
    course = only(workspace).course_id
    assert dialog.facts() == replace(FACTS, tasking_id=tasking, course_id=course)
    dialog.date.setDate(QDate(2026, 12, 3))
    assert dialog.facts().registration_until == datetime(2026, 12, 1, 22, 0, tzinfo=UTC)
    dialog.link.setText("meet")
    dialog.go.click()
    settle(qtbot, desk)
    assert dialog.isVisible()
    assert dialog.go.isEnabled()
    dialog.link.clear()
    dialog.go.click()
    settle(qtbot, desk)
    row = only(workspace)
    assert (row.id, row.join_link, row.local_start.date(), row.tasking_id) == (training, "", date(2026, 12, 3), tasking)


def test_a_copy_is_proposed_for_the_next_free_day_under_the_next_title(
    workspace: Workspace, desk: Desk, window: QMainWindow
) -> None:
    """Friday is followed by Monday, on which the instructor is taken; on Tuesday it is somebody else."""
    workspace.change(plan_training, replace(FACTS, starts_at=datetime(2026, 12, 4, 18, 0, tzinfo=UTC)))
    for day, title, instructors in ((7, "Training 2", "Per Lindqvist; v. hale"), (8, "Other", "Per Lindqvist")):
        workspace.change(plan_training, TrainingFacts(title, datetime(2026, 12, day, 19, 0, tzinfo=UTC),
                                                      "America/New_York", 60, 5, instructors=instructors))  # fmt: skip
    dialog = TrainingDialog(desk, window)
    dialog.prefill(only(workspace), workspace.read(trainings))
    facts = dialog.facts()
    assert (facts.title, facts.starts_at) == ("Training 3", datetime(2026, 12, 8, 18, 0, tzinfo=UTC))
    assert facts.registration_until == datetime(2026, 12, 4, 22, 0, tzinfo=UTC)
    assert (facts.present_minutes, facts.overbook, dialog.training_id) == (60, 0, None)


def test_a_time_that_the_clocks_skip_or_repeat_is_said_at_once_and_kept_as_it_is(
    desk: Desk, window: QMainWindow, workspace: Workspace
) -> None:
    dialog = TrainingDialog(desk, window)
    dialog.date.setDate(QDate(2027, 3, 14))
    dialog.start_time.setTime(QTime(2, 30))
    assert dialog.warning.sentences == (
        "The clocks go forward over 2:30 AM; it does not exist on that day. 3:30 AM EDT (UTC-04) is meant.",
    )
    second = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # 1:30 AM for the second time
    workspace.change(plan_training, replace(FACTS, starts_at=second, registration_until=None))
    dialog.fill(only(workspace))
    assert dialog.facts().starts_at == second
    assert dialog.warning.sentences[0].endswith("The second one is meant, EST (UTC-05).")
    dialog.start_time.setTime(QTime(1, 45))
    assert dialog.facts().starts_at == datetime(2026, 11, 1, 5, 45, tzinfo=UTC)
    move = RescheduleDialog(desk, window, only(workspace))
    assert not move.go.isEnabled()
    assert move.warning.sentences[0].endswith("The second one is meant, EST (UTC-05).")


def test_before_and_after_are_said_on_the_clocks_of_those_who_are_in_it() -> None:
    zones = ["America/Denver"] * 3 + ["Pacific/Guam"] * 2 + ["America/Chicago", "America/Phoenix"]
    people = [PersonClock(each, "", "", zone, 480, 1020) for each, zone in enumerate(zones)]
    assert clocks_moved(people, START, START) == []
    assert clocks_moved(people, START, datetime(2026, 12, 3, 2, 0, tzinfo=UTC)) == [
        "3 in Denver: Wed, Dec 2, 11:00 AM → 7:00 PM",
        "2 in Guam: Thu, Dec 3, 4:00 AM → 12:00 PM",
        "1 in Chicago: Wed, Dec 2, 12:00 PM → 8:00 PM",
        "1 more elsewhere",
    ]


def cells(dialog: SeriesDialog, column: int) -> list[str]:
    items = (dialog.dates.topLevelItem(place) for place in range(dialog.dates.topLevelItemCount()))
    return [item.text(column) for item in items if item is not None]


def test_a_series_shows_its_dates_and_plans_those_that_are_left_in_one_step(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow, said: list[str]
) -> None:
    workspace.change(plan_training, replace(FACTS, title="Training 3"))
    plan = TrainingDialog(desk, window)
    plan.done_with.connect(desk.say)
    plan.fields.show_facts(replace(FACTS, title="Training 2", starts_at=datetime(2026, 11, 19, 18, 0, tzinfo=UTC),
                                   registration_until=None))  # fmt: skip
    shown(qtbot, desk, plan)
    plan.repeat.click()
    dialog = plan.series
    assert dialog is not None
    shown(qtbot, desk, dialog)
    dialog.fields.count.setValue(4)
    dialog.fields.day_off.setCurrentIndex(1)
    assert cells(dialog, TITLE) == ["Training 2", "–", "Training 4", "Training 5", "Training 6"]
    assert cells(dialog, NOTE)[1] == "Thanksgiving Day (federal holiday), skipped"
    dialog.dates.setCurrentIndex(dialog.dates.model().index(2, 0))
    QTest.keyClick(dialog.dates, Qt.Key.Key_Space)
    assert cells(dialog, TITLE) == ["Training 2", "–", "–", "Training 4", "Training 5"]
    assert dialog.go.text() == "Plan 3 trainings"
    dialog.go.click()
    settle(qtbot, desk)
    planned = {row.title: row.starts_at for row in workspace.read(trainings)}
    assert planned["Training 4"] == datetime(2026, 12, 10, 18, 0, tzinfo=UTC)
    assert (len(planned), said) == (4, ["Planned 3 trainings, Training 2 to Training 5"])
    assert not plan.isVisible()
    desk.runner.undo()
    settle(qtbot, desk)
    assert len(workspace.read(trainings)) == 1


def test_a_series_repeats_in_other_rhythms_until_a_day(desk: Desk, window: QMainWindow) -> None:
    dialog = SeriesDialog(desk, window, FACTS)
    dialog.fields.ends.setCurrentIndex(ON)
    dialog.fields.until.setDate(QDate(2027, 3, 31))
    dialog.fields.rhythm.setCurrentIndex(2)
    first_wednesdays = [date(2026, 12, 2), date(2027, 1, 6), date(2027, 2, 3), date(2027, 3, 3)]
    assert [start.date() for start in dialog.starts()] == first_wednesdays
    dialog.fields.rhythm.setCurrentIndex(0)
    dialog.fields.weekdays[0].click()
    dialog.fields.until.setDate(QDate(2026, 12, 9))
    assert [start.date() for start in dialog.starts()] == [date(2026, 12, 2), date(2026, 12, 7), date(2026, 12, 9)]
    dialog.fields.until.setDate(QDate(2026, 12, 1))
    assert not dialog.go.isEnabled()


def test_a_training_is_moved_with_those_seated_in_sight(
    qtbot: QtBot, desk: Desk, workspace: Workspace, window: QMainWindow, said: list[str]
) -> None:
    builders.selected(workspace)
    training = workspace.change(plan_training, FACTS)[0]
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    dialog = RescheduleDialog(desk, window, only(workspace))
    dialog.done_with.connect(desk.say)
    shown(qtbot, desk, dialog)
    assert not dialog.go.isEnabled()
    assert dialog.strip.isVisible()
    assert dialog.affected.text().startswith("5 people have a seat. They keep their places.")
    dialog.date.setDate(QDate(2026, 12, 3))
    dialog.start_time.setTime(QTime(22, 0))
    qtbot.waitUntil(lambda: "5 people are outside their duty hours" in " ".join(dialog.warning.sentences))
    dialog.start_time.setTime(QTime(14, 0))
    assert dialog.clocks.text().replace("\xa0", " ") == "5 in Denver: Wed, Dec 2, 11:00 AM → Thu, Dec 3, 12:00 PM"
    assert dialog.change.text() == (
        "Wed, Dec 2, 2026, 1:00 PM EST → Thu, Dec 3, 2026, 2:00 PM EST. "
        "Registration then ends Tue, Dec 1, 2026, 6:00 PM EST"
    )
    dialog.go.click()
    settle(qtbot, desk)
    row = only(workspace)
    assert (row.starts_at, row.taken) == (datetime(2026, 12, 3, 19, 0, tzinfo=UTC), 5)
    assert said == ["Moved Training 1 to Thu, Dec 3, 2026, 2:00 PM EST"]


def enabled(verbs: PlanningVerbs) -> list[str]:
    verbs.follow()
    return [action.text() for action in (*verbs.of_training, *verbs.moves) if action.isEnabled()]


def test_verbs_follow_the_state_of_the_training_and_lead_to_their_windows(
    qtbot: QtBot, desk: Desk, workspace: Workspace, look: Look, window: QMainWindow, said: list[str]
) -> None:
    rows = TrainingList(look)
    chosen = ChosenTraining(window, desk, rows, Register(look))
    verbs, planned = PlanningVerbs(chosen), list[int]()
    verbs.planned.connect(planned.append)
    assert enabled(verbs) == ["Find the best time…"]
    verbs.ask_plan_at(START)
    dialog = chosen.dialog
    assert isinstance(dialog, TrainingDialog)
    assert (dialog.title.text(), dialog.facts().starts_at) == ("Training 1", START)
    dialog.go.click()
    settle(qtbot, desk)

    def act(verb: Callable[[], None], change: Callable[[TrainingRow], TrainingRow] = lambda row: row) -> None:
        rows.set_rows([change(row) for row in workspace.read(trainings)], NOW)
        rows.choose(planned[0])
        verbs.follow()
        verb()
        settle(qtbot, desk)

    act(verbs.open.trigger)
    assert (only(workspace).state, said[-1]) == (TrainingState.OPEN, "Opened Training 1")
    act(verbs.copy.trigger)
    assert isinstance(chosen.dialog, TrainingDialog)
    assert chosen.dialog.title.text() == "Training 2"
    act(verbs.series.trigger)
    assert isinstance(chosen.dialog, SeriesDialog)
    assert chosen.dialog.starts()[0] == datetime(2026, 12, 9, 18, 0, tzinfo=UTC)
    act(verbs.reschedule.trigger)
    assert isinstance(chosen.dialog, RescheduleDialog)
    assert "Reopen training" not in enabled(verbs)
    act(verbs.cancel.trigger)
    assert isinstance(chosen.dialog, CancelTrainingDialog)
    chosen.dialog.reason.setText("Host is ill")
    chosen.dialog.ok_button.click()
    settle(qtbot, desk)
    assert (only(workspace).state, said[-1]) == (TrainingState.CANCELLED, "Cancelled Training 1, 0 seats released")
    act(lambda: None)
    assert enabled(verbs) == ["Copy training…", "Find the best time…", "Plan series…"]
    act(lambda: None, lambda row: replace(row, state=TrainingState.HELD))
    assert "Close training" in enabled(verbs)


def test_a_list_takes_people_where_they_can_be_seated_and_says_the_state(
    qtbot: QtBot, workspace: Workspace, look: Look
) -> None:
    training = workspace.change(plan_training, replace(FACTS, minimum=0))[0]
    rows = TrainingList(look)
    qtbot.addWidget(rows)
    rows.resize(264, 300)
    row = only(workspace)
    assert state_of(row, NOW)[0] == "Planned"
    assert state_of(replace(row, state=TrainingState.OPEN), NOW)[0] == "Open"
    assert state_of(replace(row, state=TrainingState.CLOSED), row.ends_at)[0] == "Closed"
    rows.set_rows([row], NOW)
    got: list[tuple[str, int, list[int]]] = []
    rows.people_dropped.connect(lambda to, ids: got.append(("people", to, ids)))
    rows.seats_dropped.connect(lambda to, ids: got.append(("seats", to, ids)))
    for kind, ids in ((PEOPLE, [4, 5]), (SEATS, [9])):
        data = carry(kind, ids)
        over = QDragMoveEvent(QPoint(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier)  # fmt: skip
        rows.dragMoveEvent(over)
        assert over.isAccepted()
        rows.grab()
        rows.dropEvent(QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                  Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert got == [("people", training, [4, 5]), ("seats", training, [9])]


def test_more_than_two_warnings_fold_up_and_unfold_by_key(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.change(plan_training, FACTS)
    workspace.change(edit_training, only(workspace).id, replace(FACTS, starts_at=datetime(2026, 11, 26, 18, tzinfo=UTC),
                                                                registration_until=None))  # fmt: skip
    card = FactsCard()
    qtbot.addWidget(card)
    card.show_training(only(workspace), NOW)
    card.show()
    first = ("0 of at least 8 seated.", "That day is Thanksgiving Day (federal holiday).")
    assert card.warning.sentences == first
    assert not card.warning.more.isVisible()
    more = [TrainingWarning(WarningKind.HOURS, text) for text in (*first, "Third.", "Fourth.")]
    card.show_warnings(more)
    assert card.warning.more.text() == "+ 2 more"
    QTest.keyClick(card.warning.more, Qt.Key.Key_Space)
    assert card.warning.more.text() == "Show fewer"
    card.show_training(only(workspace), NOW)  # the same one again: what was read stays until it is read anew
    assert len(card.warning.sentences) == 4


def test_facts_of_a_training_plan_the_same_one(workspace: Workspace) -> None:
    workspace.change(plan_training, FACTS)
    row = only(workspace)
    assert facts_of(row) == replace(FACTS, course_id=row.course_id)
