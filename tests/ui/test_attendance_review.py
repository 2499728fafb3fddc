"""Who the doubtful were, settled by keyboard; walk-ins, the rule, and what is kept as evidence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from coordinator.rules.vocabulary import Mark
from coordinator.views.trainings import doubtful_attendees
from tests import builders
from tests.ui.attendance_desk import Bench
from tests.ui.attendance_desk import bench as bench
from tests.ui.attendance_desk import database as database
from tests.ui.attendance_desk import held_database as held_database
from tests.ui.test_accessible_names import unnamed
from ui.dialogs.attendance_evidence_dialog import AttendanceEvidenceDialog
from ui.dialogs.attendance_review_dialog import AttendanceReviewDialog
from ui.dialogs.attendance_rule_dialog import MINUTES, AttendanceRuleDialog
from ui.dialogs.report_dialog import ReportDialog
from ui.dialogs.walk_in_dialog import WalkInDialog

KEYS = {" ": Qt.Key.Key_Space, "\b": Qt.Key.Key_Backspace, "\n": Qt.Key.Key_Return}
NAMES = ("Dana Ok", "Marisol R", "Training Host", "Kim Newcomer", "iPhone", "Per L")
REPORT = "Name (Original Name),User Email,Total Duration (Minutes),Guest\n" + "".join(
    f"{name},,{80 - at},Yes\n" for at, name in enumerate(NAMES)
)


def imported(bench: Bench) -> None:
    bench.drop(("report.csv", REPORT))
    dialog = bench.chosen.dialog
    assert isinstance(dialog, ReportDialog)
    with bench.qtbot.waitSignal(bench.reports.doubts):
        dialog.go.click()
    bench.settle()


def reviewing(bench: Bench) -> AttendanceReviewDialog:
    imported(bench)
    assert bench.verbs.review.isEnabled()
    bench.verbs.review.trigger()
    bench.settle()
    dialog = bench.chosen.dialog
    assert isinstance(dialog, AttendanceReviewDialog)
    return dialog


def type_in(dialog: AttendanceReviewDialog, keys: str) -> None:
    """Everything goes to the one line that has the keyboard."""
    for key in keys:
        if key in KEYS:
            QTest.keyClick(dialog.card.line, KEYS[key])
        else:
            QTest.keyClicks(dialog.card.line, key)


def waiting(bench: Bench) -> list[str]:
    return [row.name for row in bench.desk.runner.workspace.read(doubtful_attendees, bench.training_id)]


def test_the_doubtful_are_settled_by_keyboard_alone_in_one_step(bench: Bench) -> None:
    dialog = reviewing(bench)
    assert unnamed(dialog) == []
    assert [item.row.name for item in dialog.hand.items] == list(NAMES)
    assert dialog.card.choices.rows_model.row_at(0).name == "Okafor, Dana R"
    type_in(dialog, "1reyes\n0")
    assert dialog.card.name.text() == "Kim Newcomer"
    type_in(dialog, "+")
    assert dialog.asked is not None
    assert unnamed(dialog.asked) == []
    dialog.asked.office.setCurrentIndex(dialog.asked.office.findText("DEN", Qt.MatchFlag.MatchStartsWith))
    dialog.asked.go.click()
    type_in(dialog, " ")
    assert dialog.card.name.text() == "Per L"
    type_in(dialog, "\b\b")
    assert dialog.card.name.text() == "Kim Newcomer"
    dialog.people.select_ids([dialog.hand.items[-1].id])
    type_in(dialog, "lindqvist1")
    assert dialog.progress.text() == "5 of 6 decided, 1 left for later. Ctrl+Enter settles them"
    assert waiting(bench) == list(NAMES), "nothing is written yet"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert bench.answers.said[-1] == ("Settled 5 people; 1 waits for a decision", True)
    assert waiting(bench) == ["iPhone"]
    rows = bench.seats()
    assert {name: row.minutes for name, row in rows.items()} == {
        "Okafor": 80, "Reyes": 79, "Newcomer": 77, "Lindqvist": 75
    }  # fmt: skip
    assert rows["Newcomer"].is_walk_in
    bench.desk.runner.undo()
    bench.settle()
    assert waiting(bench) == list(NAMES)
    assert "Newcomer" not in bench.seats()


def test_leaving_the_review_asks_once_something_was_decided(bench: Bench) -> None:
    dialog = reviewing(bench)
    bench.answers.is_yes = False
    type_in(dialog, "1")
    dialog.cancel.click()
    assert bench.answers.asked == ["Leave without settling 1 person?"]
    assert dialog.isVisible()
    bench.answers.is_yes = True
    dialog.cancel.click()
    assert waiting(bench) == list(NAMES)


def test_a_walk_in_is_found_by_a_part_of_the_name_or_written_down(bench: Bench) -> None:
    bench.verbs.walk_in.trigger()
    bench.settle()
    dialog = bench.chosen.dialog
    assert isinstance(dialog, WalkInDialog)
    assert unnamed(dialog) == []
    QTest.keyClicks(dialog.name, "hadd")
    assert dialog.go.text() == "Add Haddad, Samir"
    dialog.minutes.setText("many")
    assert not dialog.go.isEnabled()
    dialog.minutes.setText("70")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    bench.settle()
    assert bench.said() == "Added Haddad, Samir as a walk-in"
    row = bench.seats()["Haddad"]
    assert (row.is_walk_in, row.mark, row.minutes) == (True, Mark.PRESENT, 70)
    bench.verbs.walk_in.trigger()
    bench.settle()
    other = bench.chosen.dialog
    assert isinstance(other, WalkInDialog)
    assert not other.email.isEnabled()
    QTest.keyClicks(other.name, "o")
    QTest.keyClick(other.name, Qt.Key.Key_Up)
    other.found.select_ids([0])
    other.name.setText("Kim Odegard")
    other.email.setText("kim@example.gov")
    other.go.click()
    bench.settle()
    assert bench.said() == "Wrote down “Kim Odegard”"
    assert waiting(bench) == ["Kim Odegard"]


def test_the_rule_says_at_once_how_the_minutes_would_count(bench: Bench) -> None:
    imported(bench)
    bench.verbs.review.trigger()
    bench.settle()
    review = bench.chosen.dialog
    assert isinstance(review, AttendanceReviewDialog)
    type_in(review, "11")
    review.submit()
    bench.settle()
    bench.verbs.rule.trigger()
    bench.settle()
    dialog = bench.chosen.dialog
    assert isinstance(dialog, AttendanceRuleDialog)
    assert unnamed(dialog) == []
    assert dialog.outcome.text() == "Of 2 people with minutes: 2 present, 0 partial, 0 absent"
    dialog.ways.button(MINUTES).click()
    dialog.minutes.setValue(80)
    assert dialog.outcome.text() == "Of 2 people with minutes: 1 present, 1 partial, 0 absent"
    dialog.partial.setValue(81)
    assert dialog.outcome.text() == "Present cannot need fewer minutes than partial."
    assert not dialog.go.isEnabled()
    dialog.partial.setValue(10)
    dialog.go.click()
    bench.settle()
    assert bench.said() == "Set the rule of Training 1; 1 mark changed"
    assert bench.seats()["Reyes"].mark is Mark.PARTIAL


def test_the_evidence_names_file_hash_and_decision_and_takes_one_back(
    bench: Bench,
) -> None:
    dialog = reviewing(bench)
    type_in(dialog, "1")
    dialog.submit()
    bench.settle()
    bench.verbs.evidence.trigger()
    bench.settle()
    evidence = bench.chosen.dialog
    assert isinstance(evidence, AttendanceEvidenceDialog)
    assert unnamed(evidence) == []
    assert evidence.summary.text() == "1 file, 6 participants"
    evidence.reports.selectAll()
    evidence.copy_hash.click()
    report = evidence.reports.rows_model.row_at(0)
    assert QGuiApplication.clipboard().text() == report.sha256
    bench.answers.path = bench.folder / "copy.csv"
    evidence.save.click()
    bench.settle()
    assert bench.answers.path.read_text() == REPORT
    first = evidence.people.rows_model.row_at(0)
    assert (first.designee, first.matched_by, first.decided_by) == ("Okafor, Dana R", "By hand", "J. Coordinator")
    evidence.people.select_ids([first.id])
    evidence.again.click()
    bench.settle()
    assert evidence.people.rows_model.row_at(0).matched_by == "Waits for a decision"
    assert waiting(bench)[0] == "Dana Ok"
    assert bench.seats()["Okafor"].mark is None
    evidence.toast.undo_wanted.emit()
    bench.settle()
    assert bench.seats()["Okafor"].mark is Mark.PRESENT


@pytest.mark.parametrize("name", ["review", "walk_in", "evidence"])
def test_what_needs_an_attendance_waits_for_the_training(bench: Bench, name: str) -> None:
    workspace = bench.desk.runner.workspace
    later = builders.a_training(workspace, "Training 2", start=bench.desk.now().replace(year=2027))
    bench._on_changed(None)
    bench.list.choose(later)
    bench.follow()
    assert not getattr(bench.verbs, name).isEnabled()
    assert bench.verbs.rule.isEnabled()
