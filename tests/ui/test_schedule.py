"""The calendar of trainings with a real database, driven by keys, mouse and drops."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator.views.trainings import trainings
from tests import scheduled
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.best_slots_dialog import BestSlotsDialog
from ui.models.dragged_people import PEOPLE, SEATS, carry
from ui.widgets.schedule import AGENDA, WEEK, SchedulePanel, span_of_days
from ui.widgets.week_block import TrainingBlock
from ui.widgets.week_geometry import clock_change, hours_apart, moment_at, shifted, wall_minute
from ui.widgets.week_paint import day_notes, hour_words

EAST, DENVER = "America/New_York", "America/Denver"
SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(scheduled.week_database(empty_database))
    return path


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> SchedulePanel:
    made = SchedulePanel(desk)
    qtbot.addWidget(made)
    made.resize(1030, 650)
    made.show()
    qtbot.waitExposed(made)
    made.reload()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, panel: SchedulePanel) -> None:
    qtbot.waitUntil(lambda: not panel._desk.runner.is_busy)


def block(panel: SchedulePanel, title: str) -> TrainingBlock:
    return next(each for each in panel.week.canvas.blocks if each.row.title == title)


def heard(panel: SchedulePanel) -> list[tuple[object, ...]]:
    """Everything the panel says, in order, each with the name of its signal."""
    said: list[tuple[object, ...]] = []
    for name in ("chosen", "opened", "moved", "people_dropped", "seats_dropped", "slot_chosen"):
        getattr(panel, name).connect(lambda *what, name=name: said.append((name, *what)))
    return said


def last(said: list[tuple[object, ...]]) -> tuple[object, ...]:
    return said[-1]


def press(key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """As a person does: to whatever has the keyboard."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def utc(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_week_is_drawn_and_read_aloud(panel: SchedulePanel) -> None:
    canvas = panel.week.canvas
    assert [each.row.title for each in canvas.blocks] == [
        *("Training 1", "Training 2", "Training 3", "Training 4", "Training 5", "Short call"),
    ]
    assert [day.day.day for day in canvas.grid.days] == [9, 10, 11, 12, 13]
    assert day_notes(date(2026, 11, 11), canvas.grid, canvas.axis) == "Veterans Day"
    third, fourth = block(panel, "Training 3"), block(panel, "Training 4")
    assert third.geometry().right() < fourth.geometry().left()
    assert third.geometry().bottom() > fourth.geometry().top()
    spoken = QAccessible.queryAccessibleInterface(third).text(QAccessible.Text.Name)
    assert spoken == (
        "Training 3, Thu, Nov 12, 2026, 1:00 PM EST, until 2:30 PM, 11:00 AM MST, 8 of 8 seats taken, 3 waiting, Full, "
        "host C3, instructors V. Hale"
    )
    assert "2 of at least 4 seated." in block(panel, "Training 5").accessibleName()
    assert unnamed(panel) == []
    assert panel.title.text() == "November 9 – 15, 2026"


def test_the_arrows_walk_the_trainings_and_enter_opens(panel: SchedulePanel) -> None:
    said = heard(panel)
    panel.week.canvas.setFocus()
    press(Key.Key_Tab)
    walked = []
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up, Key.Key_Up):
        press(key)
        focused = QApplication.focusWidget()
        assert isinstance(focused, TrainingBlock)
        walked.append(focused.row.title)
    assert walked == ["Training 2", "Training 3", "Training 5", "Short call", "Training 4", "Training 3", "Training 2"]
    press(Key.Key_Return)
    assert last(said) == ("opened", block(panel, "Training 2").row.id)
    assert [block.isChecked() for block in panel.week.canvas.blocks] == [False, True, False, False, False, False]
    assert said[0] == ("chosen", block(panel, "Training 1").row.id)


def test_keys_shift_a_training_which_is_moved_by_enter_only(panel: SchedulePanel, qtbot: QtBot) -> None:
    said, moves = heard(panel), panel.week.canvas.moves
    block(panel, "Training 5").setFocus()
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Left, Key.Key_Left):
        press(key, SHIFT)
    assert moves.ghost.lines == [
        *("Training 5", "Wed, Nov 11, 11:30 AM EST", "9:30 AM MST"),
        "That day is Veterans Day (federal holiday).",
    ]
    press(Key.Key_Escape)
    assert (moves.pending, moves.ghost.isVisible()) == (None, False)
    press(Key.Key_Right, SHIFT)
    assert [day.day.day for day in panel.week.canvas.grid.days] == [9, 10, 11, 12, 13, 14, 15]
    press(Key.Key_Right, SHIFT)
    press(Key.Key_Right, SHIFT)
    settle(qtbot, panel)
    assert panel.first_day == date(2026, 11, 16)
    assert moves.ghost.isVisible()
    assert QApplication.focusWidget() is panel.week.canvas
    press(Key.Key_Up, SHIFT)
    press(Key.Key_Return)
    assert last(said) == ("moved", 5, utc(16, 15, 45))
    assert [each[0] for each in said].count("moved") == 1


def test_what_is_over_or_cancelled_is_not_shifted(panel: SchedulePanel) -> None:
    for title in ("Training 1", "Training 2"):
        block(panel, title).setFocus()
        press(Key.Key_Down, SHIFT)
        assert panel.week.canvas.moves.pending is None


def test_free_time_is_found_and_taken_by_keys(panel: SchedulePanel, qtbot: QtBot) -> None:
    said, canvas = heard(panel), panel.week.canvas
    canvas.setFocus()
    canvas.put_cursor(date(2026, 11, 13), 13 * 60)
    press(Key.Key_Down)
    assert canvas.accessibleName() == "Free time, Fri, Nov 13, 1:30 PM EST, 11:30 AM MST"
    press(Key.Key_Enter)
    assert last(said) == ("slot_chosen", utc(13, 18, 30))
    press(Key.Key_Right)
    settle(qtbot, panel)
    assert (panel.first_day, canvas.cursor_at) == (date(2026, 11, 16), (date(2026, 11, 16), 810))
    assert [each.row.title for each in canvas.blocks] == ["Training 6"]
    press(Key.Key_PageDown)
    settle(qtbot, panel)
    press(Key.Key_PageDown)
    settle(qtbot, panel)
    assert (panel.first_day, canvas.cursor_at[0]) == (date(2026, 11, 30), date(2026, 11, 30))
    press(Key.Key_Home)
    settle(qtbot, panel)
    assert panel.first_day == date(2026, 11, 9)


def test_the_mouse_drags_a_training_by_quarters_of_an_hour_and_days(panel: SchedulePanel) -> None:
    said, moved, canvas = heard(panel), block(panel, "Training 4"), panel.week.canvas
    down = QPoint(30, 20)
    day = canvas.grid.x(1) - canvas.grid.x(0)
    QTest.mousePress(moved, Qt.MouseButton.LeftButton, NONE, down)
    QTest.mouseMove(moved, down + QPoint(0, 20))
    QTest.mouseMove(moved, down + QPoint(day, 38))  # 38 minutes are nearer to 45 than to 30
    assert canvas.moves.ghost.lines[:2] == ["Training 4", "Fri, Nov 13, 2:15 PM EST"]
    QTest.mouseRelease(moved, Qt.MouseButton.LeftButton, NONE, down + QPoint(day, 38))
    assert last(said) == ("moved", 4, utc(13, 19, 15))
    assert not canvas.moves.ghost.isVisible()
    QTest.mouseDClick(moved, Qt.MouseButton.LeftButton)
    assert last(said) == ("opened", 4)
    free = QPoint(canvas.grid.x(0) + 40, canvas.grid.y(9 * 60) + 10)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, NONE, free)
    assert last(said) == ("opened", 4)  # a click only puts the cursor there
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, NONE, free)
    assert last(said) == ("slot_chosen", utc(9, 14))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, NONE, free + QPoint(day, 0))
    QTest.mouseMove(canvas, free + QPoint(day, 90))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, NONE, free + QPoint(day, 90))
    assert last(said) == ("slot_chosen", utc(10, 14))


def drop(target: QWidget, at: QPoint, data: QMimeData) -> bool:
    """Whether the target takes it when the drag comes in."""
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(at, action, data, buttons, NONE)
    entering.ignore()
    QApplication.sendEvent(target, entering)
    QApplication.sendEvent(target, QDropEvent(QPointF(at), action, data, buttons, NONE))
    return entering.isAccepted()


def test_people_and_seats_are_dropped_on_trainings(panel: SchedulePanel, qtbot: QtBot) -> None:
    said, target = heard(panel), block(panel, "Training 4")
    assert drop(target, QPoint(5, 5), carry(PEOPLE, [3, 4]))
    assert drop(target, QPoint(5, 5), carry(SEATS, [7]))
    assert not drop(target, QPoint(5, 5), QMimeData())
    assert not drop(block(panel, "Training 2"), QPoint(5, 5), carry(PEOPLE, [3]))
    assert said == [("people_dropped", 4, [3, 4]), ("seats_dropped", 4, [7])]
    panel.show_view(AGENDA)
    settle(qtbot, panel)
    agenda, lines = panel.agenda, panel.agenda.lines.lines
    places = {line.words: agenda.visualRect(agenda.lines.index(at)).center() for at, line in enumerate(lines)}
    drop(agenda.viewport(), places["Training 3"], carry(PEOPLE, [5]))
    drop(agenda.viewport(), places["Training 2"], carry(PEOPLE, [5]))
    drop(agenda.viewport(), places["Friday, November 13, 2026"], carry(PEOPLE, [5]))
    assert said[2:] == [("people_dropped", 3, [5])]


def test_the_agenda_collapses_empty_days_and_opens_by_enter(panel: SchedulePanel, qtbot: QtBot) -> None:
    said = heard(panel)
    panel.show_view(AGENDA)
    settle(qtbot, panel)
    assert [line.words for line in panel.agenda.lines.lines] == [
        *("Monday, November 9, 2026", "Training 1", "Tuesday, November 10, 2026", "Training 2"),
        *("Wednesday, November 11, 2026", "Veterans Day (federal holiday)"),
        *("Thursday, November 12, 2026 · Today", "Training 3", "Training 4"),
        *("Friday, November 13, 2026", "Training 5", "Short call", "No trainings Mon, Nov 16"),
        *("Tuesday, November 17, 2026", "Training 6", "No trainings Wed, Nov 18 – Wed, Nov 25"),
        *("Thursday, November 26, 2026", "Thanksgiving Day (federal holiday)", "No trainings Fri, Nov 27 – Fri, Dec 4"),
    ]
    panel.choose(1)
    panel.agenda.setFocus()
    assert said == []
    press(Key.Key_Down)
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert said == [("chosen", 2), ("chosen", 3), ("opened", 3)]
    spoken = panel.agenda.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == block(panel, "Training 3").accessibleName()
    assert unnamed(panel) == []
    press(Key.Key_PageDown)
    settle(qtbot, panel)
    assert panel.title.text() == "December 7, 2026 – January 3, 2027"
    panel.grab()  # every line is drawn


def test_the_view_and_the_second_zone_are_remembered(
    panel: SchedulePanel, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)
    panel.keep_in(settings)
    panel.zone_box.set_zone("Pacific/Guam")
    panel.zone_box.committed.emit()
    panel.weekend_box.setChecked(True)
    settle(qtbot, panel)
    assert "Sat, Nov 14, 2" not in panel.week.canvas.blocks[0].accessibleName()
    assert "Fri, Nov 13, 4:00 AM ChST" in block(panel, "Training 3").accessibleName()
    panel.show_view(AGENDA)
    panel.zone_box.set_zone("Nowhere")
    panel.zone_box.committed.emit()
    assert panel.zone_box.zone == "Pacific/Guam"
    again = SchedulePanel(desk)
    qtbot.addWidget(again)
    assert (again.view, again.zone_box.zone) == (WEEK, DENVER)
    again.keep_in(settings)
    assert (again.view, again.zone_box.zone, again.weekend_box.isChecked()) == (AGENDA, "Pacific/Guam", True)
    settings.setValue("schedule", '{"view": 1}')
    SchedulePanel(desk).keep_in(settings)  # what cannot be read is nothing
    settle(qtbot, panel)


@pytest.mark.parametrize(
    ("day", "minute", "moment"),
    [
        ("2026-11-01", 60, "2026-11-01T05:00+00:00"),  # the first of two times
        ("2026-11-01", 120, "2026-11-01T07:00+00:00"),
        ("2026-03-08", 150, "2026-03-08T07:30+00:00"),  # skipped: read as before the change
        ("2026-03-08", 180, "2026-03-08T07:00+00:00"),
    ],
)
def test_a_place_in_the_week_is_a_time_on_the_wall(day: str, minute: int, moment: str) -> None:
    assert moment_at(date.fromisoformat(day), minute, EAST) == datetime.fromisoformat(moment)


def test_a_week_with_a_change_of_the_clocks_is_drawn_by_the_wall() -> None:
    sunday = date(2026, 11, 1)
    change = clock_change(sunday, EAST)
    assert change is not None
    assert (change.top, change.bottom, change.sentence) == (60, 120, "Clocks go back")
    assert clock_change(date(2026, 11, 2), EAST) is None
    spring = clock_change(date(2026, 3, 8), EAST)
    assert spring is not None
    assert (spring.top, spring.bottom, spring.sentence) == (120, 180, "Clocks go forward")
    # 1:30 comes twice; both are drawn at 1:30, and a day on is the same time of day.
    assert {wall_minute(utc(1, hour, 30), sunday, EAST) for hour in (5, 6)} == {90}
    assert shifted(utc(31, 17, month=10), EAST, days=1) == utc(1, 18)
    assert hours_apart(sunday, EAST, "America/Phoenix") == timedelta(hours=-2)
    assert hours_apart(sunday - timedelta(days=1), EAST, "America/Phoenix") == timedelta(hours=-3)
    assert [
        hour_words(13, apart) for apart in (timedelta(), timedelta(hours=15), timedelta(hours=-14, minutes=30))
    ] == [
        *("1 PM", "4 AM +1", "11:30 PM −1"),
    ]


def test_days_are_said_as_a_span() -> None:
    assert span_of_days(date(2026, 10, 26), date(2026, 11, 1)) == "October 26 – November 1, 2026"


def test_the_best_times_are_proposed_and_shown_zone_by_zone(panel: SchedulePanel, desk: Desk, qtbot: QtBot) -> None:
    dialog = BestSlotsDialog(desk, panel)
    dialog.open()
    qtbot.waitUntil(lambda: len(dialog.strip.best) == 4)
    assert dialog.who.text() == "For the 7 people who need a seat."
    spoken = [
        dialog.strip.rows.index(place).data(Qt.ItemDataRole.AccessibleTextRole)
        for place in range(dialog.strip.rows.rowCount())
    ]
    assert spoken == [
        "Chamorro Standard Time, HNL · 3 people, Tue, Nov 17, 5:30 AM ChST, outside duty hours",
        "Atlantic Standard Time, SJU · 2 people, Mon, Nov 16, 3:30 PM AST, inside duty hours",
        "Pacific Time, SEA · 2 people, Mon, Nov 16, 11:30 AM PST, inside duty hours",
    ]
    words = "4 of 7 inside duty hours; 3 at 5:30 AM on Tue, Nov 17 in Guam"
    assert dialog.strip.total.text() == words
    assert dialog.strip.best[0].accessibleName() == f"Mon, Nov 16, 2:30 PM EST, {words}"
    assert unnamed(dialog) == []
    dialog.strip.best[1].click()
    assert dialog.go.text() == "Use Tue, Nov 17, 2:30 PM EST"
    assert not dialog.grab().isNull()
    with qtbot.waitSignal(dialog.slot_chosen) as chosen:
        dialog.go.click()
    assert chosen.args == [utc(17, 19, 30)]


def test_the_fields_of_the_dialog_narrow_what_is_proposed(panel: SchedulePanel, desk: Desk, qtbot: QtBot) -> None:
    row = next(row for row in desk.runner.workspace.read(trainings) if row.title == "Training 4")
    dialog = BestSlotsDialog(desk, panel, row)
    dialog.open()
    qtbot.waitUntil(lambda: len(dialog.strip.best) == 4)
    assert (dialog.duration.value(), dialog.who.text()) == (120, "For the 18 people seated or waiting.")
    assert dialog.strip.total.text() == "18 of 18 inside duty hours"
    # On Friday the instructor has 11:00 to 12:00 and 3:00 to 3:30 taken by other trainings.
    assert dialog.strip.best[0].text() == "Fri, Nov 13, 12:00 PM EST"
    dialog.days.setValue(1)
    qtbot.waitUntil(lambda: len(dialog.strip.best) == 2)
    dialog.duration.setValue(600)
    qtbot.waitUntil(lambda: not dialog.strip.best)
    assert not dialog.go.isEnabled()
    assert "No time fits" in dialog.strip.total.text()
    dialog.reject()
