"""The Trainings page with a real database, driven by keys and clicks."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.vocabulary import Mark, SeatState, TrainingState
from coordinator.services.attendance_lists import ListFormat
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import SeatRow, TrainingRow, seats, trainings
from tests import builders
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.attendance_list_dialog import AttendanceListDialog
from ui.dialogs.cancel_training_dialog import CancelTrainingDialog
from ui.dialogs.issue_certificates_dialog import IssueCertificatesDialog
from ui.dialogs.move_dialog import MoveDialog
from ui.dialogs.paper_output_dialog import PaperOutputDialog
from ui.dialogs.report_dialog import ReportDialog
from ui.dialogs.seating_dialog import SeatingDialog
from ui.dialogs.training_dialog import TrainingDialog
from ui.messages import Messages
from ui.pages.trainings_page import TrainingsPage
from ui.runner import Runner
from ui.style import Look

TO_COME = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
REPORT = (
    b"Name (Original Name),User Email,Total Duration (Minutes),Guest\n"
    b"Dana Okafor,okafor0@example.gov,88,No\n"
    b"Per L,,80,Yes\n"
    b"Training Host,,90,Yes\n"
)


class Answers(Messages):
    """Says yes, and gives the paths that the test set."""

    def __init__(self, folder: Path) -> None:
        self.directory = folder
        self.files: list[Path] = []
        self.asked: list[str] = []
        self.suggested = ""

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return True

    def open_files(self, parent: QWidget, title: str, pattern: str) -> list[Path]:
        return self.files

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        self.suggested = suggested
        return self.directory / suggested

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self.directory


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def gone() -> list[tuple[str, object]]:
    return []


@pytest.fixture
def desk(
    workspace: Workspace,
    look: Look,
    actions: Actions,
    answers: Answers,
    said: list[str],
    gone: list[tuple[str, object]],
) -> Iterator[Desk]:
    def say(sentence: str, _undoable: bool) -> None:
        said.append(sentence)

    def go(page: str, target: object) -> None:
        gone.append((page, target))

    runner = Runner(workspace)
    runner.refused.connect(said.append)
    yield Desk(runner, answers, look, actions, go, say, "America/New_York")
    runner.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> TrainingsPage:
    """Not shown yet: the test fills the database first."""
    made = TrainingsPage(desk)
    made.resize(1080, 700)
    qtbot.addWidget(made)
    return made


def show(qtbot: QtBot, page: TrainingsPage) -> None:
    page.show()
    qtbot.waitExposed(page)
    settle(qtbot, page)


def settle(qtbot: QtBot, page: TrainingsPage) -> None:
    """Until the worker has nothing left to do, and what it found is shown."""
    quiet = 0
    while quiet < 3:
        qtbot.wait(5)
        quiet = 0 if page.desk.runner.is_busy else quiet + 1


def press(qtbot: QtBot, page: TrainingsPage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(page.register, key)
    settle(qtbot, page)


def held(workspace: Workspace, capacity: int = 10) -> int:
    """A training of last week in which the five of Denver have seats, none of them marked."""
    builders.selected(workspace)
    training = builders.a_training(workspace, capacity=capacity)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    return training


def to_come(workspace: Workspace, capacity: int = 3) -> int:
    builders.selected(workspace)
    return builders.a_training(workspace, capacity=capacity, start=TO_COME)


def marks(workspace: Workspace, training_id: int) -> list[Mark | None]:
    return [row.mark for row in workspace.read(seats, training_id)]


def rows(workspace: Workspace, training_id: int) -> tuple[SeatRow, ...]:
    return workspace.read(seats, training_id)


def only_training(workspace: Workspace) -> TrainingRow:
    return workspace.read(trainings)[0]


def test_an_empty_database_says_what_the_page_is_for(qtbot: QtBot, page: TrainingsPage) -> None:
    show(qtbot, page)
    assert page.list.isHidden()
    assert page.register.rows_model.total == 0


def test_the_chosen_training_shows_its_facts_and_its_people(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace
) -> None:
    held(workspace)
    show(qtbot, page)
    assert page.facts.title.text() == "Training 1"
    assert "Wed, Nov 4, 2026, 1:00 PM EST · 90 minutes · Host C3 · Instructors V. Hale" in page.facts.facts.text()
    assert page.facts.state.text() == "5 unmarked"
    assert page.register.rows_model.rowCount() == 5
    assert page.chips.key == "all"


def test_one_key_marks_a_person_and_moves_down(qtbot: QtBot, page: TrainingsPage, workspace: Workspace) -> None:
    training = held(workspace)
    show(qtbot, page)
    page.register.select_ids([page.register.rows_model.row_at(0).id])
    press(qtbot, page, Qt.Key.Key_P, Qt.Key.Key_L, Qt.Key.Key_A, Qt.Key.Key_E)
    assert marks(workspace, training) == [Mark.PRESENT, Mark.PARTIAL, Mark.ABSENT, Mark.EXCUSED, None]
    press(qtbot, page, Qt.Key.Key_P)
    assert marks(workspace, training)[-1] is Mark.PRESENT


def test_several_selected_people_are_marked_at_once_and_undone_as_one_step(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, said: list[str]
) -> None:
    training = held(workspace)
    show(qtbot, page)
    page.register.selectAll()
    press(qtbot, page, Qt.Key.Key_P)
    assert marks(workspace, training) == [Mark.PRESENT] * 5
    assert said == ["Marked 5 people present"]
    page.desk.runner.undo()
    settle(qtbot, page)
    assert marks(workspace, training) == [None] * 5


def test_backspace_clears_a_mark(qtbot: QtBot, page: TrainingsPage, workspace: Workspace) -> None:
    builders.selected(workspace)
    training = builders.attended(workspace)
    show(qtbot, page)
    page.register.select_ids([page.register.rows_model.row_at(0).id])
    press(qtbot, page, Qt.Key.Key_Backspace)
    assert marks(workspace, training)[0] is None


def test_the_rest_is_marked_absent(qtbot: QtBot, page: TrainingsPage, workspace: Workspace) -> None:
    training = held(workspace)
    show(qtbot, page)
    page.register.select_ids([page.register.rows_model.row_at(0).id])
    press(qtbot, page, Qt.Key.Key_P)
    QTest.mouseClick(page.rest_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert marks(workspace, training) == [Mark.PRESENT, *[Mark.ABSENT] * 4]


def test_typed_minutes_earn_their_mark_and_words_are_refused(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, said: list[str]
) -> None:
    training = held(workspace)
    show(qtbot, page)
    model = page.register.rows_model
    assert model.setData(model.index(0, 6), "many")
    assert model.setData(model.index(0, 6), "40")
    settle(qtbot, page)
    assert said[0].startswith("Minutes are a whole number")
    assert marks(workspace, training)[0] is Mark.PARTIAL


def test_a_line_says_who_becomes_eligible(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, gone: list[tuple[str, object]]
) -> None:
    held(workspace)
    builders.acknowledged(workspace)
    show(qtbot, page)
    assert page.facts.follows.isHidden()
    page.register.selectAll()
    press(qtbot, page, Qt.Key.Key_P)
    assert page.facts.follows.text.text() == "5 become eligible for a license."
    page.facts.show_ready.click()
    assert gone == [("Licenses", "ready")]


def test_chips_and_search_narrow_the_register(qtbot: QtBot, page: TrainingsPage, workspace: Workspace) -> None:
    held(workspace)
    show(qtbot, page)
    page.search.setText("okaf")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert [row.name for row in page.register.selected_rows()] == ["Okafor, Dana R"]
    press(qtbot, page, Qt.Key.Key_P)
    page.search.clear()
    page.chips.choose("present")
    assert [row.name for row in page.register.rows_model.rows] == ["Okafor, Dana R"]
    page.chips.choose("unmarked")
    assert page.register.rows_model.rowCount() == 4


def test_a_training_is_planned_from_the_dialog_with_its_warnings(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace
) -> None:
    show(qtbot, page)
    page.plan_button.click()
    dialog = page.chosen.dialog
    assert isinstance(dialog, TrainingDialog)
    assert dialog.title.text() == "Training 1"
    dialog.date.setDate(dialog.date.date().fromString("2026-11-26", Qt.DateFormat.ISODate))
    qtbot.waitUntil(lambda: "Thanksgiving Day" in " ".join(dialog.warning.sentences))
    assert "6:00 PM UTC" in dialog.fields.when.elsewhere()
    dialog.minimum.setValue(99)
    assert not dialog.go.isEnabled()
    dialog.minimum.setValue(8)
    dialog.go.click()
    settle(qtbot, page)
    row = only_training(workspace)
    assert (row.starts_at, row.minimum) == (datetime(2026, 11, 26, 18, 0, tzinfo=UTC), 8)
    assert page.facts.warning.sentences == (
        "0 of at least 8 seated.",
        "That day is Thanksgiving Day (federal holiday).",
    )


def test_a_training_is_changed_in_the_same_dialog(qtbot: QtBot, page: TrainingsPage, workspace: Workspace) -> None:
    to_come(workspace)
    show(qtbot, page)
    page.planning.edit.trigger()
    dialog = page.chosen.dialog
    assert isinstance(dialog, TrainingDialog)
    dialog.capacity.setValue(4)
    dialog.go.click()
    settle(qtbot, page)
    row = only_training(workspace)
    assert (row.capacity, row.starts_at, row.host) == (4, TO_COME, "C3")


def test_a_training_is_cancelled_with_a_reason(qtbot: QtBot, page: TrainingsPage, workspace: Workspace) -> None:
    to_come(workspace)
    show(qtbot, page)
    page.planning.cancel.trigger()
    dialog = page.chosen.dialog
    assert isinstance(dialog, CancelTrainingDialog)
    assert not dialog.ok_button.isEnabled()
    dialog.reason.setText("Host ill")
    dialog.ok_button.click()
    settle(qtbot, page)
    assert only_training(workspace).state is TrainingState.CANCELLED
    assert page.facts.warning.sentences == ("Cancelled: Host ill",)


def test_people_are_seated_in_rank_order_and_the_dialog_says_what_comes_of_it(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, said: list[str]
) -> None:
    training = to_come(workspace)
    show(qtbot, page)
    page.seat_button.click()
    settle(qtbot, page)
    dialog = page.chosen.dialog
    assert isinstance(dialog, SeatingDialog)
    assert dialog.outcome.text() == "3 seats free: 3 seated, 0 wait"
    dialog.all_button.click()
    assert dialog.outcome.text() == "3 seats free: 3 seated, 2 wait"
    ranked = dialog.chosen()
    dialog.ok_button.click()
    settle(qtbot, page)
    assert said == ["Seated 3 people, 2 wait"]
    waiting = [row.designee_id for row in rows(workspace, training) if row.state is SeatState.WAIT_LISTED]
    assert waiting == ranked[3:]


def test_a_released_seat_goes_to_the_wait_list(qtbot: QtBot, page: TrainingsPage, workspace: Workspace) -> None:
    training = to_come(workspace)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    show(qtbot, page)
    page.register.select_ids([page.register.rows_model.row_at(0).id])
    page.register.selected.emit()
    page.seating.release.trigger()
    settle(qtbot, page)
    page.promote_button.click()
    settle(qtbot, page)
    row = only_training(workspace)
    assert (row.taken, row.waiting) == (3, 1)


def test_people_are_moved_to_another_training(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, said: list[str]
) -> None:
    training = to_come(workspace)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    other = builders.a_training(workspace, "Training 2", start=datetime(2026, 12, 9, 18, 0, tzinfo=UTC))
    show(qtbot, page)
    page.open(training)
    settle(qtbot, page)
    page.register.selectAll()
    page.seating.move.trigger()
    dialog = page.chosen.dialog
    assert isinstance(dialog, MoveDialog)
    dialog.ok_button.click()
    settle(qtbot, page)
    assert said == ["Moved 5 people to Training 2"]
    assert len(rows(workspace, other)) == 5


def import_report(qtbot: QtBot, page: TrainingsPage, path: Path) -> ReportDialog:
    path.write_bytes(REPORT)
    assert page.drop([path])
    settle(qtbot, page)
    dialog = page.chosen.dialog
    assert isinstance(dialog, ReportDialog)
    return dialog


def test_a_dropped_report_is_shown_then_imported_and_the_doubtful_are_asked(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, tmp_path: Path, said: list[str]
) -> None:
    training = held(workspace)
    show(qtbot, page)
    dialog = import_report(qtbot, page, tmp_path / "report.csv")
    assert "3 people" in dialog.summary.text()
    dialog.go.click()
    settle(qtbot, page)
    assert said == ["Imported 3 people, 1 matched, 2 doubtful"]
    assert page.review.isVisible()
    assert page.review.tie_button.text() == "&It is Lindqvist, Per"
    QTest.keyClick(page.review.people, Qt.Key.Key_Return)
    settle(qtbot, page)
    lindqvist = next(row for row in rows(workspace, training) if row.name.startswith("Lindqvist"))
    assert lindqvist.mark is Mark.PRESENT
    assert page.review.question.text() == "Who is “Training Host”?"
    page.review.dismiss_button.click()
    settle(qtbot, page)
    assert page.review.isHidden()


def test_the_same_report_again_says_that_nothing_changed(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, tmp_path: Path, said: list[str], answers: Answers
) -> None:
    held(workspace)
    show(qtbot, page)
    import_report(qtbot, page, tmp_path / "report.csv").go.click()
    settle(qtbot, page)
    answers.files = [tmp_path / "report.csv"]
    page.reports.bring_in.trigger()
    settle(qtbot, page)
    dialog = page.chosen.dialog
    assert isinstance(dialog, ReportDialog)
    dialog.go.click()
    settle(qtbot, page)
    assert said[-1] == "This report was imported before; nothing changed"


def test_a_file_that_is_no_report_is_refused_and_the_next_one_is_read(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, tmp_path: Path, said: list[str]
) -> None:
    held(workspace)
    show(qtbot, page)
    (tmp_path / "letter.txt").write_text("Dear all,\nthank you.\n")
    (tmp_path / "report.csv").write_bytes(REPORT)
    assert page.drop([tmp_path / "letter.txt", tmp_path / "report.csv"])
    settle(qtbot, page)
    assert "no attendance report" in said[0]
    assert isinstance(page.chosen.dialog, ReportDialog)


def test_a_report_for_a_training_that_has_not_begun_is_not_taken(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, tmp_path: Path, said: list[str]
) -> None:
    to_come(workspace)
    show(qtbot, page)
    assert page.drop([tmp_path / "report.csv"])
    assert said == ["Training 1 has not begun yet, so it can have no attendance report"]


@pytest.mark.parametrize("form", list(ListFormat))
def test_the_attendance_list_is_saved_in_every_form(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, answers: Answers, form: ListFormat, said: list[str]
) -> None:
    builders.selected(workspace)
    builders.attended(workspace)
    show(qtbot, page)
    page.list_button.click()
    dialog = page.chosen.dialog
    assert isinstance(dialog, AttendanceListDialog)
    dialog.choose(form)
    settle(qtbot, page)
    dialog.go.click()
    settle(qtbot, page)
    saved = answers.directory / answers.suggested
    assert saved.stat().st_size > 100
    assert said == [f"Saved {saved.name}"]


def test_certificates_are_looked_at_issued_and_handed_out(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace, answers: Answers, said: list[str]
) -> None:
    builders.selected(workspace)
    builders.attended(workspace)
    show(qtbot, page)
    page.issue_button.click()
    settle(qtbot, page)
    issuing = page.chosen.dialog
    assert isinstance(issuing, IssueCertificatesDialog)
    qtbot.waitUntil(lambda: issuing.view.is_drawn)
    assert issuing.go.text() == "Issue 5 certificates"
    issuing.go.click()
    settle(qtbot, page)
    output = page.chosen.dialog
    assert isinstance(output, PaperOutputDialog)
    assert output.heading.text() == "Hand out 5 certificates"
    output.go.click()
    settle(qtbot, page)
    assert said == ["Issued 5 certificates", f"Saved 5 files in {answers.directory.name}"]
    assert len(list(answers.directory.glob("CEIU-FRS-2026-*.pdf"))) == 5
    assert not page.issue_button.isEnabled()
    assert page.facts.state.text() == "Done"


def test_the_start_page_leads_to_what_waits_in_a_training(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace
) -> None:
    training = held(workspace)
    builders.a_training(workspace, "Training 2", start=TO_COME)
    page.open(("training", training, "attendance"))
    show(qtbot, page)
    assert page.facts.title.text() == "Training 1"
    assert page.chips.key == "unmarked"
    assert len(page.register.selected_rows()) == 1


def test_the_rail_is_told_how_many_trainings_are_to_come(
    qtbot: QtBot, page: TrainingsPage, workspace: Workspace
) -> None:
    to_come(workspace)
    with qtbot.waitSignal(page.count_changed) as told:
        show(qtbot, page)
    assert told.args == ["1"]
