"""Attendance reports on their way in: what is read, what is asked, what is taken, one file after the other."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator.rules.vocabulary import Mark
from coordinator.services.reports_in import Field
from coordinator.views.attendance_review import attendance_evidence
from coordinator.views.report_layouts import report_layouts
from tests.ui.attendance_desk import Bench
from tests.ui.attendance_desk import bench as bench
from tests.ui.attendance_desk import database as database
from tests.ui.attendance_desk import held_database as held_database
from tests.ui.test_accessible_names import unnamed
from ui.dialogs.report_columns_dialog import ReportColumnsDialog
from ui.dialogs.report_dialog import ReportDialog

ZOOM = (
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Dana Okafor,okafor0@example.gov,11/04/2026 01:00:00 PM,11/04/2026 02:30:00 PM,90,No\n"
    "Marisol Reyes,reyes1@example.gov,11/04/2026 01:00:00 PM,11/04/2026 01:40:00 PM,40,No\n"
)
CORRECTED = ZOOM + "Per Lindqvist,lindqvist2@example.gov,11/04/2026 01:05:00 PM,11/04/2026 02:30:00 PM,85,No\n"
OF_NOBODY_KNOWS = "Wer,Was,Womit\nDana Okafor,88,okafor0@example.gov\nPer Lindqvist,12,\n"
OPEN_DATES = ZOOM.replace("11/04/2026", "05/06/2026")


def report(bench: Bench) -> ReportDialog:
    dialog = bench.chosen.dialog
    assert isinstance(dialog, ReportDialog)
    return dialog


def imported(bench: Bench, dialog: ReportDialog) -> str:
    dialog.go.click()
    bench.settle()
    return bench.said()


def test_several_files_are_taken_one_after_the_other_and_a_corrected_one_replaces_the_first(bench: Bench) -> None:
    bench.drop(("zoom.csv", ZOOM), ("zoom again.csv", CORRECTED))
    first = report(bench)
    assert first.windowTitle().endswith("1 of 2")
    assert "Zoom report" in first.summary.text()
    assert "2 people · Nov 4, 1:00 PM to 2:30 PM" in first.summary.text()
    assert first.questions.zone is not None
    assert first.questions.part is None
    assert unnamed(first) == []
    assert imported(bench, first) == "Imported 2 people, 2 matched"
    second = report(bench)
    assert second.windowTitle().endswith("2 of 2")
    assert second.questions.part is not None
    assert second.questions.part.place == 1
    assert imported(bench, second) == "Imported 3 people, 3 matched"
    marks = {name: row.mark for name, row in bench.seats().items()}
    assert marks == {"Okafor": Mark.PRESENT, "Reyes": Mark.PARTIAL, "Lindqvist": Mark.PRESENT}
    files = bench.desk.runner.workspace.read(attendance_evidence, bench.training_id).reports
    assert [row.replaced_by for row in files] == [files[1].id, None]


def test_the_zone_that_was_said_of_one_file_is_proposed_for_the_next(bench: Bench) -> None:
    bench.drop(("one.csv", ZOOM), ("two.csv", CORRECTED))
    zone = report(bench).questions.zone
    assert zone is not None
    assert zone.currentText() == "America/New_York"
    zone.setCurrentText("America/Denver")
    imported(bench, report(bench))
    zone = report(bench).questions.zone
    assert zone is not None
    assert zone.currentText() == "America/Denver"


def test_dates_with_two_meanings_are_asked_about_with_an_example_of_the_file(bench: Bench) -> None:
    bench.drop(("dates.csv", OPEN_DATES))
    dialog = report(bench)
    order = dialog.questions.order
    assert order is not None
    assert order.answers == ("05/06/2026 is May 6, month first", "05/06/2026 is June 5, day first")
    assert not dialog.go.isEnabled()
    order.choose(0)
    order.changed.emit()
    bench.settle()
    assert dialog.questions.order is not None
    assert dialog.questions.order.place == 0
    assert dialog.go.isEnabled()
    assert "May 6, 1:00 PM" in dialog.summary.text()
    assert "the training is on 2026-11-04" in dialog.problems.text()


def test_an_unknown_file_asks_for_its_columns_and_remembers_them(bench: Bench) -> None:
    bench.drop(("wer.csv", OF_NOBODY_KNOWS))
    asked = bench.chosen.dialog
    assert isinstance(asked, ReportColumnsDialog)
    assert unnamed(asked) == []
    name, minutes, email = asked.choices
    email.choose(Field.NAME)
    assert name.field is None, "a meaning is of one column"
    email.choose(Field.EMAIL)
    bench.settle()
    assert not asked.go.isEnabled()
    assert "No column was chosen for times or minutes" in asked.told.text()
    name.choose(Field.NAME)
    minutes.choose(Field.DURATION)
    bench.settle()
    assert asked.told.text() == "Would read 2 people, all with minutes."
    asked.go.click()
    bench.settle()
    assert imported(bench, report(bench)).startswith("Imported 2 people, 2 matched")
    assert bench.seats()["Lindqvist"].mark is Mark.PARTIAL
    layouts = bench.desk.runner.workspace.read(report_layouts)
    assert list(layouts.values()) == [["name", "duration", "email"]]
    bench.drop(("wer.csv", OF_NOBODY_KNOWS.replace("12", "14")))
    dialog = report(bench)
    assert [row.person.minutes for row in dialog.people.rows_model.rows] == [88, 14]
    dialog.columns.click()
    bench.settle()
    assert dialog.asked is not None
    dialog.asked.choices[2].choose(None)
    bench.settle()
    dialog.asked.go.click()
    bench.settle()
    assert [row.person.email for row in dialog.people.rows_model.rows] == [None, None]


def test_a_file_that_is_no_table_is_refused_and_the_next_is_read(bench: Bench) -> None:
    bench.drop(("letter.txt", "Dear all,\nthank you.\n"), ("zoom.csv", ZOOM))
    assert "no attendance report" in bench.answers.refusals[0]
    dialog = report(bench)
    assert dialog.windowTitle().endswith("2 of 2")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    bench.settle()
    assert bench.answers.said == []
