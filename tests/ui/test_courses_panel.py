"""Courses and completions in the window: a transcript list taken in by keyboard, a course that lapses, a mistake."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.services.workspace import Workspace
from tests import builders
from tests.conftest import StandingClock
from ui.desk import Desk
from ui.dialogs.course_dialog import CourseDialog
from ui.dialogs.remove_completions_dialog import RemoveCompletionsDialog
from ui.dialogs.transcript_dialog import TranscriptDialog
from ui.widgets.courses_panel import CoursesPanel

LIST = """Name,Course,Completed,Status
"Okafor, Dana R",LMS-9,03/02/2026,Completed
"Nobody, Known",LMS-9,03/15/2026,Completed
"Haddad, Samir",LMS-9,03/15/2026,In progress
"""


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock) -> CoursesPanel:
    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
    builders.selected(workspace)
    builders.attended(workspace)
    page = QWidget()
    qtbot.addWidget(page)
    made = CoursesPanel(desk, page)
    qtbot.addWidget(made)
    desk.runner.changed.connect(made.reload)
    made.show()
    made.set_active(True)
    made.reload()
    qtbot.waitUntil(lambda: made.courses.rows_model.total == 2 and made.people.rows_model.total > 0)
    return made


def test_a_course_is_added_and_a_list_of_it_taken_in(
    qtbot: QtBot, panel: CoursesPanel, tmp_path: Path, workspace: Workspace
) -> None:
    panel.add_action.trigger()
    course = panel.dialog
    assert isinstance(course, CourseDialog)
    QTest.keyClicks(course.code, "LMS-9")
    QTest.keyClicks(course.title, "Refresher")
    course.lapses.setChecked(True)
    course.go.click()
    qtbot.waitUntil(lambda: panel.courses.rows_model.total == 3)
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    panel.take(path)
    dialog = panel.dialog
    assert isinstance(dialog, TranscriptDialog)
    qtbot.waitUntil(lambda: dialog.people.grid.rows_model.total == 2)
    assert "not finished" in dialog.notes.sentences[0]
    assert not dialog.go.isEnabled()
    first = dialog.people.grid.selected_rows()[0]
    assert "Okafor" in first.found.choices[0].name
    QTest.keyClick(dialog.people.grid, Qt.Key.Key_1)
    assert dialog.people.open_rows == 1
    QTest.keyClick(dialog.people.grid, Qt.Key.Key_0)
    assert dialog.said.text() == "1 completion of 2 to record."
    dialog.go.click()
    wanted = next(row for row in panel.courses.rows_model.all_rows if row.code == "LMS-9")
    panel.open(("course", wanted.id))
    qtbot.waitUntil(lambda: [row.name for row in panel.people.rows_model.rows] == ["Okafor, Dana R"])
    assert panel.facts.text() == "LMS course. A completion counts for 365 days."
    panel.people.select_ids([panel.people.rows_model.row_at(0).id])
    panel.remove_action.trigger()
    remove = panel.dialog
    assert isinstance(remove, RemoveCompletionsDialog)
    assert not remove.go.isEnabled()
    remove.reason.setText("of another person")
    remove.go.click()
    qtbot.waitUntil(lambda: panel.people.rows_model.total == 0)


def test_equal_names_are_taken_at_once_and_attendance_cannot_be_removed(
    qtbot: QtBot, panel: CoursesPanel, tmp_path: Path
) -> None:
    panel.people.select_ids([panel.people.rows_model.row_at(0).id])
    assert panel.proof_action.isEnabled()
    assert not panel.remove_action.isEnabled()
    path = tmp_path / "list.csv"
    path.write_text(LIST.replace("LMS-9", "Unheard of"))
    panel.take(path)
    dialog = panel.dialog
    assert isinstance(dialog, TranscriptDialog)
    qtbot.waitUntil(lambda: dialog.people.grid.rows_model.total == 2)
    dialog.equal.click()
    assert dialog.people.open_rows == 1
    dialog.rest.click()
    assert not dialog.go.isEnabled()
    box = dialog.boxes["Unheard of"]
    box.setCurrentIndex(box.count() - 1)
    assert dialog.go.isEnabled()
    dialog.reject()
