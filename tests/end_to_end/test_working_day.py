"""One coordinator's work from the memo to the proof, in the real window, by keyboard and mouse."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator import RESOURCES
from coordinator.rules.invitations import InvitationStatus
from coordinator.rules.licensing import LicenseMove
from coordinator.rules.vocabulary import LicenseState, Mark
from coordinator.services.workspace import Workspace
from coordinator.views.invitations import invitation_rows
from coordinator.views.licenses import licenses
from coordinator.views.taskings import taskings
from coordinator.views.trainings import seats, trainings
from tests.conftest import StandingClock
from ui.dialogs.acknowledgments_dialog import AcknowledgmentsDialog
from ui.dialogs.agreement_dialog import AgreementDialog
from ui.dialogs.decision_dialogs import DecideDialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.invitations_dialog import InvitationsDialog
from ui.dialogs.issue_certificates_dialog import IssueCertificatesDialog
from ui.dialogs.issue_licenses_dialog import IssueLicensesDialog
from ui.dialogs.license_move_dialog import LicenseMoveDialog
from ui.dialogs.paper_output_dialog import PaperOutputDialog
from ui.dialogs.report_dialog import ReportDialog
from ui.dialogs.seat_plan_dialog import SeatPlanDialog
from ui.dialogs.seating_dialog import SeatingDialog
from ui.dialogs.tasking_dialog import TaskingDialog
from ui.dialogs.training_dialog import TrainingDialog
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.pages.audit_page import AuditPage
from ui.pages.documents_page import DocumentsPage
from ui.pages.licenses_page import LicensesPage
from ui.pages.readiness_page import ReadinessPage
from ui.pages.reports_page import ReportsPage
from ui.pages.settings_page import SettingsPage
from ui.pages.taskings_page import TaskingsPage
from ui.pages.trainings_page import TrainingsPage
from ui.style import Look
from ui.widgets.week_block import TrainingBlock

SAMPLE = RESOURCES / "sample"
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Answers(Messages):
    """Says yes, takes the folder it was given, and fails the test at a refusal."""

    def __init__(self, folder: Path) -> None:
        self.directory = folder
        self.asked: list[str] = []

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        self.asked.append(title)
        return True

    def refuse(self, parent: QWidget | None, sentence: str, title: str = "") -> None:
        raise AssertionError(f"{title}: {sentence}")

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self.directory / suggested

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        return self.directory


@pytest.fixture(autouse=True)
def no_stray_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    def stray(dialog: QDialog) -> int:
        raise AssertionError(f"a modal dialog opened by itself: {dialog.windowTitle()!r}")

    monkeypatch.setattr(QDialog, "exec", stray)


class Day:
    """The window and the hands on it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, clock: StandingClock) -> None:
        self.qtbot, self.window, self.clock = qtbot, window, clock

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=20_000)

    def settle(self) -> None:
        for _ in range(3):
            self.until(lambda: not self.window.runner.is_busy)
            QApplication.processEvents()

    def click(self, button: QAbstractButton) -> None:
        self.until(button.isEnabled)
        QTest.mouseClick(button, LEFT)
        self.settle()

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(widget, key, modifier)
        self.settle()

    def activate(self) -> None:
        """Without a window manager nothing does it when a dialog is closed."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def page(self, name: str) -> QWidget:
        self.activate()
        QTest.mouseClick(self.window.rail.buttons[name], LEFT)
        self.settle()
        return self.window.page

    def drop(self, *paths: Path, onto: QWidget | None = None) -> None:
        """As from the file manager, onto a dialog, else onto whichever page is shown."""
        dragged = QMimeData()
        dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        copy, place, no_key = Qt.DropAction.CopyAction, QPointF(600, 400), Qt.KeyboardModifier.NoModifier
        target = onto or self.window
        QApplication.sendEvent(target, QDragEnterEvent(place.toPoint(), copy, dragged, LEFT, no_key))
        QApplication.sendEvent(target, QDropEvent(place, copy, dragged, LEFT, no_key))
        self.settle()

    def dialog(self, kind: type[QDialog], of: Callable[[], object]) -> None:
        self.until(lambda: isinstance(of(), kind))
        self.settle()


def opened(database: Path, look: Look, clock: StandingClock, folder: Path) -> MainWindow:
    workspace = Workspace.open(database, actor="J. Coordinator", clock=clock)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(workspace, look, Answers(folder / "saved"), settings)
    window.resize(1280, 720)
    window.show()
    return window


def create_tasking(day: Day) -> None:
    page = day.page("Taskings")
    assert isinstance(page, TaskingsPage)
    day.key(page, Qt.Key.Key_N, CONTROL)
    day.dialog(TaskingDialog, lambda: page.dialog)
    dialog = page.dialog
    assert isinstance(dialog, TaskingDialog)
    QGuiApplication.clipboard().setText((SAMPLE / "memo.txt").read_text(encoding="utf-8"))
    dialog.memo.setFocus()
    day.key(dialog.memo, Qt.Key.Key_V, CONTROL)
    day.until(lambda: dialog.number.text == "0312-26")
    day.settle()
    assert dialog.due_on.day == date(2026, 10, 23)
    assert len(dialog.offers) == 2
    for offer in dialog.offers:
        # A document without a date in the memo is offered, and left to the user.
        offer.is_wanted.setChecked(True)
        offer.version.setText("version 1")
        offer.effective_on.setDate(QDate(2026, 9, 1))
    day.click(dialog.go)
    day.until(lambda: page.dialog is None)


def import_nominations(day: Day) -> None:
    day.page("Today")
    day.drop(SAMPLE / "DEN nominations.xlsx", SAMPLE / "SEA nominees.csv")
    page = day.window.page
    assert isinstance(page, TaskingsPage)
    day.dialog(ImportDialog, lambda: page.dialog)
    dialog = page.dialog
    assert isinstance(dialog, ImportDialog)
    day.until(lambda: len(dialog.cards) == 2)
    assert [card.office.currentText()[:3] for card in dialog.cards] == ["DEN", "SEA"]
    day.click(dialog.go)
    day.until(lambda: page.dialog is None)


def rank_and_decide(day: Day) -> None:
    page = day.page("Taskings")
    assert isinstance(page, TaskingsPage)
    page.selection.rank.trigger()
    day.settle()
    page.decide_action.trigger()
    day.dialog(DecideDialog, lambda: page.dialog)
    dialog = page.dialog
    assert isinstance(dialog, DecideDialog)
    dialog.capacity.setValue(9)
    day.click(dialog.go)
    day.until(lambda: page.dialog is None)


def acknowledge(day: Day) -> None:
    page = day.page("Documents")
    assert isinstance(page, DocumentsPage)
    for place in range(2):
        page.governing.grid.selectRow(place)
        day.until(lambda: len(page.governing.missing) == 9)
        page.governing.verbs.record.trigger()
        day.dialog(AcknowledgmentsDialog, lambda: page.dialog)
        dialog = page.dialog
        assert isinstance(dialog, AcknowledgmentsDialog)
        day.click(dialog.all)
        day.click(dialog.go)
        day.until(lambda: page.dialog is None)


def plan_and_seat(day: Day) -> None:
    page = day.page("Trainings")
    assert isinstance(page, TrainingsPage)
    for number, on in ((1, date(2026, 11, 4)), (2, date(2026, 11, 10))):
        day.click(page.plan_button)
        planning = page.chosen.dialog
        assert isinstance(planning, TrainingDialog)
        assert planning.title.text() == f"Training {number}"
        planning.date.setDate(QDate(on.year, on.month, on.day))
        planning.capacity.setValue(7)
        day.click(planning.go)
    page.list.choose(page.list.rows[0].id)
    day.settle()
    day.click(page.seat_button)
    seating = page.chosen.dialog
    assert isinstance(seating, SeatingDialog)
    day.until(lambda: len(seating.chosen()) == 7)
    day.click(seating.all_button)
    assert seating.outcome.text() == "7 seats free: 7 seated, 2 wait"
    day.click(seating.ok_button)


def name_the_point_of_contact(day: Day) -> None:
    page = day.page("Settings")
    assert isinstance(page, SettingsPage)
    field = page.fields["unit_point_of_contact"]
    QTest.keyClicks(field, "C3 training desk, c3.training@example.gov")
    day.key(field, Qt.Key.Key_Return)


def propose_seats_for_those_who_wait(day: Day) -> None:
    page = day.page("Trainings")
    assert isinstance(page, TrainingsPage)
    day.key(page, Qt.Key.Key_P, CONTROL | SHIFT)
    proposal = page.chosen.dialog
    assert isinstance(proposal, SeatPlanDialog)
    day.until(lambda: "no better filling exists" in proposal.summary.text())
    assert proposal.go.text() == "Accept 2 seats"
    day.click(proposal.go)


def invite(day: Day) -> None:
    """Draft what is due and say that it was sent."""
    page = day.page("Trainings")
    day.key(page, Qt.Key.Key_I, CONTROL | SHIFT)
    assert isinstance(page, TrainingsPage)
    inviting = page.chosen.dialog
    assert isinstance(inviting, InvitationsDialog)
    day.click(inviting.picker.all)
    day.click(inviting.go)
    day.click(inviting.picker.all)
    day.click(inviting.sent)
    day.key(inviting, Qt.Key.Key_Escape)


def move_an_hour_later(day: Day) -> None:
    """In the calendar, by keyboard: the window asks, because people are in it."""
    page = day.page("Trainings")
    assert isinstance(page, TrainingsPage)
    page.views.choose("calendar")
    page.calendar.go_to(date(2026, 11, 10))
    page.calendar.choose(page.list.rows[1].id)
    day.settle()
    block = next(each for each in page.calendar.week.findChildren(TrainingBlock) if each.isVisible())
    block.setFocus()
    for _ in range(4):
        day.key(block, Qt.Key.Key_Down, CONTROL | SHIFT)
    day.key(block, Qt.Key.Key_Return)
    page.views.choose("list")
    day.settle()


def record_attendance(day: Day) -> None:
    page = day.page("Trainings")
    assert isinstance(page, TrainingsPage)
    day.drop(SAMPLE / "Training 1 - attendance report.csv")
    day.dialog(ReportDialog, lambda: page.chosen.dialog)
    report = page.chosen.dialog
    assert isinstance(report, ReportDialog)
    day.click(report.go)
    day.settle()
    page.register.setFocus()
    unmarked = [row.id for row in page.register.rows_model.rows if row.mark is None and row.queue_place is None]
    for seat_id in unmarked:
        page.register.select_ids([seat_id])
        day.key(page.register, Qt.Key.Key_P)
    day.click(page.issue_button)
    issuing = page.chosen.dialog
    assert isinstance(issuing, IssueCertificatesDialog)
    day.until(lambda: issuing.view.is_drawn)
    day.click(issuing.go)
    output = page.chosen.dialog
    assert isinstance(output, PaperOutputDialog)
    day.click(output.go)


def hand_out_letters(day: Day, page: LicensesPage) -> None:
    """A file for each into the folder."""
    letters = page.licenses.letters
    day.until(lambda: letters.dialog is not None)
    output, letters.dialog = letters.dialog, None
    assert output is not None
    day.click(output.go)


def issue_licenses(day: Day) -> None:
    page = day.page("Licenses")
    assert isinstance(page, LicensesPage)
    day.click(page.agreement_button)
    agreement = page.dialog
    assert isinstance(agreement, AgreementDialog)
    QTest.keyClicks(agreement.contract, "70CMSD26C0001")
    agreement.seats.setValue(5)
    day.click(agreement.go)
    day.until(lambda: page.dialog is None)
    day.click(page.issue_button)
    issuing = page.dialog
    assert isinstance(issuing, IssueLicensesDialog)
    day.until(lambda: issuing.plan is not None)
    day.click(issuing.check_all)
    day.click(issuing.go)
    hand_out_letters(day, page)


def see_who_is_missing(day: Day) -> None:
    """Every office that somebody is missing in, by a click; the board shows that office alone."""
    page = day.page("Readiness")
    assert isinstance(page, ReadinessPage)
    offices = page.board.offices
    day.until(lambda: offices.count() > 2)
    offices.setCurrentRow(1)
    day.settle()
    shown = page.board.grid.rows_model.rows
    assert 0 < len(shown) < page.board.grid.rows_model.total
    assert len({row.office for row in shown}) == 1


def suspend(day: Day) -> None:
    page = day.page("Licenses")
    assert isinstance(page, LicensesPage)
    grid = page.licenses.grid
    day.until(lambda: grid.rows_model.total == 5)
    grid.select_ids([grid.rows_model.rows[0].id])
    day.settle()
    page.licenses.verbs.moves[LicenseMove.SUSPEND].trigger()
    dialog = page.dialog
    assert isinstance(dialog, LicenseMoveDialog)
    dialog.reason.selectAll()
    QTest.keyClicks(dialog.reason, "Searches were not logged")
    day.click(dialog.go)
    day.until(lambda: page.dialog is None)


def verified(day: Day, paper: Path) -> str:
    """What is said of a paper that comes back."""
    day.page("Today")
    day.activate()
    day.key(day.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = day.window.verifying
    day.until(dialog.isVisible)
    day.drop(paper, onto=dialog)
    said = dialog.pane.verdict.text()
    day.key(dialog, Qt.Key.Key_Escape)
    return said


def prove(day: Day) -> Path:
    """Yesterday nobody held a license; today five do, one of them suspended. Returns the report."""
    page = day.page("Reports")
    assert isinstance(page, ReportsPage)
    panel = page.compliance
    day.until(lambda: panel.grid.rows_model.total == 5)
    assert "every holder met every gate" in panel.verdict.text()
    panel.chips.choose("suspended")
    assert len(panel.grid.rows_model.rows) == 1
    panel.chips.choose("all")
    panel.as_of.setDate(QDate(2026, 11, 11))
    day.until(lambda: panel.grid.rows_model.total == 0)
    panel.as_of.setDate(QDate(2026, 11, 12))
    day.until(lambda: panel.grid.rows_model.total == 5)
    panel.report_action.trigger()
    day.settle()
    answers = day.window.desk.messages
    assert isinstance(answers, Answers)
    return answers.directory / "Compliance 2026-11-12.pdf"


@pytest.mark.timeout(150)
def test_a_working_day_from_the_memo_to_the_proof(
    qtbot: QtBot, database: Path, clock: StandingClock, qapp: QApplication, tmp_path: Path
) -> None:
    look = Look()
    look.apply(qapp, "light")
    clock.move_to(datetime(2026, 10, 5, 15, tzinfo=UTC))
    window = opened(database, look, clock, tmp_path)
    qtbot.addWidget(window)
    day = Day(qtbot, window, clock)
    day.settle()
    workspace = window.runner.workspace

    create_tasking(day)
    clock.move_to(datetime(2026, 10, 21, 15, tzinfo=UTC))
    import_nominations(day)
    assert workspace.read(taskings)[0].nominated == 10

    window.undo_action.trigger()
    day.settle()
    assert workspace.read(taskings)[0].nominated == 0
    window.redo_action.trigger()
    day.settle()
    assert workspace.read(taskings)[0].nominated == 10

    clock.move_to(datetime(2026, 10, 26, 15, tzinfo=UTC))
    rank_and_decide(day)
    assert workspace.read(taskings)[0].selected == 9

    clock.move_to(datetime(2026, 11, 2, 15, tzinfo=UTC))
    acknowledge(day)
    plan_and_seat(day)
    assert [(row.taken, row.waiting) for row in workspace.read(trainings)] == [(7, 2), (0, 0)]
    name_the_point_of_contact(day)
    propose_seats_for_those_who_wait(day)
    assert [(row.taken, row.waiting) for row in workspace.read(trainings)] == [(7, 0), (2, 0)]
    second = workspace.read(trainings)[1].id
    trainings_page = day.page("Trainings")
    assert isinstance(trainings_page, TrainingsPage)
    trainings_page.list.choose(second)
    day.settle()
    invite(day)
    assert {row.status for row in workspace.read(invitation_rows, second)} == {InvitationStatus.INVITED}
    move_an_hour_later(day)
    assert {row.status for row in workspace.read(invitation_rows, second)} == {InvitationStatus.CHANGED}
    invite(day)
    assert {(row.status, row.sequence) for row in workspace.read(invitation_rows, second)} == {
        (InvitationStatus.INVITED, 1)
    }
    trainings_page.list.choose(workspace.read(trainings)[0].id)
    day.settle()

    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
    record_attendance(day)
    training = workspace.read(trainings)[0]
    marks = [row.mark for row in workspace.read(seats, training.id) if row.queue_place is None]
    assert marks.count(Mark.PRESENT) >= 6
    assert training.certificates == training.present
    assert len(list((tmp_path / "saved").glob("CEIU-FRS-2026-*.pdf"))) == training.certificates

    issue_licenses(day)
    held = workspace.read(licenses)
    assert [row.state for row in held] == [LicenseState.ISSUED] * 5
    see_who_is_missing(day)
    suspend(day)
    held = workspace.read(licenses)
    assert [row.state for row in held].count(LicenseState.SUSPENDED) == 1
    assert prove(day).read_bytes().startswith(b"%PDF")
    assert verified(day, sorted((tmp_path / "saved").glob("CEIU-FRS-2026-*.pdf"))[0]) == "Genuine"

    audit = day.page("Audit")
    assert isinstance(audit, AuditPage)
    day.click(audit.verify_button)
    assert "unbroken" in " ".join(each.text() for each in audit.banner.findChildren(QLabel))
    window.close()

    again = opened(database, look, clock, tmp_path)
    qtbot.addWidget(again)
    assert again.runner.workspace.read(licenses) == held
    assert again.runner.workspace.verify().fault is None
    Day(qtbot, again, clock).settle()
    again.close()
