"""Takes the pictures of `docs/pictures`: every page, light and dark, and what the guide shows. `make screenshots`."""

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QSettings, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from coordinator.rules.vocabulary import AcknowledgmentMethod, NominationState
from coordinator.services.acknowledgments import Accepted, AcknowledgmentFacts, acknowledge
from coordinator.services.demo import run_demo
from coordinator.services.paper_batches import save_papers
from coordinator.services.selection import override
from coordinator.services.workspace import Workspace
from coordinator.store.keys import ENVIRONMENT
from coordinator.views.acknowledgment_grid import acceptance_grid
from coordinator.views.taskings import nominations, taskings
from ui.application import build_application
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_steps_dialog import PEOPLE, ImportStepsDialog
from ui.dialogs.what_if_dialog import WhatIfDialog
from ui.main_window import MainWindow
from ui.messages import Messages
from ui.pages.documents_page import DocumentsPage
from ui.pages.licenses_page import LicensesPage
from ui.pages.reports_page import ReportsPage
from ui.pages.roster_page import RosterPage
from ui.pages.taskings_page import TaskingsPage
from ui.pages.trainings_page import TrainingsPage
from ui.style import Choice, Look
from ui.widgets.acceptance_board import FIRST
from ui.widgets.grid import Grid
from ui.widgets.page import Page

PICTURES = Path(__file__).parent / "pictures"
SIZE = QSize(1440, 860)
PageT = TypeVar("PageT", bound=Page)
WITH_DOUBTS = Path(__file__).parent / "list-with-doubts.csv"


class NoMessages(Messages):
    """A picture is not worth waiting for an answer to a message box."""

    def refuse(self, parent: QWidget | None, sentence: str, title: str = "") -> None:
        raise SystemExit(f"{title}: {sentence}")


def settle(window: MainWindow) -> None:
    """Until the worker has nothing to do and everything is drawn."""
    for _ in range(200):
        QTest.qWait(50)
        if not window.runner.is_busy:
            break
    QTest.qWait(900)


def choose_first(window: MainWindow) -> None:
    """Select a row in the first grid of the page that has any, so that its details are shown."""
    for grid in window.page.findChildren(QTableView):
        if isinstance(grid, Grid) and grid.isVisible() and grid.rows_model.rowCount() > 1:
            grid.selectRow(1)
            return


def take(window: MainWindow, theme: Choice) -> None:
    for name in window.pages:
        window.go(name, None)
        settle(window)
        choose_first(window)
        settle(window)
        window.grab().save(str(PICTURES / f"{name.lower()}-{theme}.png"))


def take_dialogs(window: MainWindow) -> None:
    """What the guide shows of the way from answers to a decision."""
    window.go("Taskings", None)
    settle(window)
    page = window.page
    assert isinstance(page, TaskingsPage)
    page.import_files([WITH_DOUBTS])
    settle(window)
    importing = page.dialog
    assert isinstance(importing, ImportDialog)
    importing.cards[0].look_closer.click()
    settle(window)
    steps = importing.steps
    assert isinstance(steps, ImportStepsDialog)
    steps.tabs.setCurrentIndex(PEOPLE)
    steps.people.grid.selectRow(0)
    keep(window, steps, "import-people-light")
    steps.accept()
    importing.go.click()
    settle(window)
    page.draft_mails()
    assert page.dialog is not None
    keep(window, page.dialog, "drafts-light")
    page.dialog.reject()
    take_what_if(window, page)


def take_what_if(window: MainWindow, page: TaskingsPage) -> None:
    page.selection.ask_what_if()
    trying = page.dialog
    assert isinstance(trying, WhatIfDialog)
    settle(window)
    trying.panel.capacity.setValue(24)
    trying.panel.rules.rows[0].weight.setValue(1)
    keep(window, trying, "what-if-light")
    trying.name.setText("Course before trial use")
    trying.keep_button.click()
    settle(window)
    trying.panel.rules.rows[2].weight.setValue(5)
    trying.tabs.setCurrentIndex(1)
    keep(window, trying, "what-if-compare-light")
    trying.reject()


def take_duplicates(window: MainWindow) -> None:
    window.go("Roster", None)
    settle(window)
    page = window.page
    assert isinstance(page, RosterPage)
    page.people.find_duplicates()
    assert page.dialog is not None
    keep(window, page.dialog, "duplicates-light")
    page.dialog.reject()


def take_trainings(window: MainWindow) -> None:
    """What the guide shows of trainings: the calendar, the best time, a proposal, invitations, the review."""
    window.go("Trainings", None)
    settle(window)
    page = window.page
    assert isinstance(page, TrainingsPage)
    rows = {row.title: row for row in page.list.rows}
    page.open(("training", rows["Training 2"].id, ""))
    settle(window)
    page.attendance.ask_review()
    keep_dialog(window, page, "attendance-review-light")
    page.open(("training", rows["Training 3"].id, ""))
    settle(window)
    keep(window, window, "training-to-come-light")
    page.planning.reschedule.trigger()
    keep_dialog(window, page, "reschedule-light")
    page.invitations.open_invitations()
    keep_dialog(window, page, "invitations-light")
    page.waiting.show_wait_list()
    keep_dialog(window, page, "wait-list-light")
    page.planning.best.trigger()
    keep_dialog(window, page, "best-slots-light")
    page.proposals.ask()
    keep_dialog(window, page, "seat-plan-light")
    page.planning.plan.trigger()
    keep_dialog(window, page, "plan-training-light")
    page.views.choose("calendar")
    page.calendar.go_to(rows["Training 3"].local_start.date())
    keep(window, window, "calendar-light")


def take_proofs(window: MainWindow) -> None:
    """What the guide shows from acknowledgments to reports."""
    documents = page_of(window, DocumentsPage)
    documents.governing.verbs.show_change()
    assert documents.dialog is not None
    keep(window, documents.dialog, "version-change-light")
    documents.dialog.reject()
    documents.open("acknowledgments")
    settle(window)
    board = documents.acknowledgments.board
    board.setCurrentIndex(board.rows_model.index(3, FIRST))
    keep(window, window, "acknowledgments-light")
    licenses = page_of(window, LicensesPage)
    for panel, name in ((licenses.agreements, "agreements"), (licenses.reviews, "access-review")):
        licenses.tabs.show_panel(panel)
        settle(window)
        choose_first(window)
        keep(window, window, f"{name}-light")
    reports = page_of(window, ReportsPage)
    reports.tabs.show_panel(reports.reports)
    keep(window, window, "saved-reports-light")


def take_issue(window: MainWindow) -> None:
    """The dry run shows most when somebody has just become ready."""
    workspace = window.runner.workspace
    grid = workspace.read(acceptance_grid, window.runner.workspace.clock.now().date())
    asked = [
        Accepted(row.id, version.id)
        for row in grid.people
        for version, cell in zip(grid.versions, row.cells, strict=True)
        if cell.is_asked
    ]
    workspace.change(acknowledge, asked, AcknowledgmentFacts(date(2026, 11, 20), AcknowledgmentMethod.SIGNED_FORM))
    licenses = page_of(window, LicensesPage)
    licenses.open("issue")
    settle(window)
    assert licenses.dialog is not None
    keep(window, licenses.dialog, "issue-licenses-light")
    licenses.dialog.reject()


def take_papers(window: MainWindow) -> None:
    """What the guide shows of papers: the editor of a template, and a paper that is verified."""
    documents = page_of(window, DocumentsPage)
    documents.open("templates")
    settle(window)
    documents.templates.verbs.ask_edit()
    settle(window)
    assert documents.dialog is not None
    keep(window, documents.dialog, "template-light")
    documents.dialog.reject()
    documents.open("issued")
    settle(window)
    keep(window, window, "issued-light")
    row = documents.issued.row
    assert row is not None
    with tempfile.TemporaryDirectory() as folder:
        window.runner.workspace.read(save_papers, [row.id], Path(folder))
        window.verify_document()
        window.verifying.check_files(list(Path(folder).iterdir()))
        keep(window, window.verifying, "verify-light")
    window.verifying.reject()


def page_of(window: MainWindow, kind: type[PageT]) -> PageT:
    window.go(kind.name, None)
    settle(window)
    page = window.page
    assert isinstance(page, kind)
    return page


def keep_dialog(window: MainWindow, page: TrainingsPage, name: str) -> None:
    settle(window)
    assert page.chosen.dialog is not None
    keep(window, page.chosen.dialog, name)
    page.chosen.dialog.reject()
    settle(window)


def keep(window: MainWindow, widget: QWidget, name: str) -> None:
    settle(window)
    widget.grab().save(str(PICTURES / f"{name}.png"))


def opened(application: QApplication, theme: Choice, database: Path, folder: Path) -> MainWindow:
    look = Look()
    look.apply(application, theme)
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(Workspace.open(database, actor="Sample coordinator"), look, NoMessages(), settings)
    window.resize(SIZE)
    window.show()
    return window


def take_back_the_decision(window: MainWindow) -> None:
    """A what-if shows most while nobody is decided."""
    workspace = window.runner.workspace
    tasking = workspace.read(taskings)[0]
    ids = [row.id for row in workspace.read(nominations, tasking.id)]
    workspace.change(override, ids, NominationState.PENDING, "for the picture")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    application = build_application(sys.argv)
    themes: tuple[Choice, ...] = ("light", "dark")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ[ENVIRONMENT] = str(folder / "sample" / "keys")
        database = run_demo(folder / "sample").database
        for theme in themes:
            window = opened(application, theme, database, folder)
            take(window, theme)
            if theme == "light":
                take_trainings(window)
                take_proofs(window)
                take_papers(window)
            window.close()
        for place, takes in enumerate(((take_back_the_decision, take_dialogs, take_duplicates), (take_issue,))):
            copy = folder / f"copy{place}.db"
            shutil.copyfile(database, copy)
            window = opened(application, "light", copy, folder)
            for each in takes:
                each(window)
            window.close()
    QApplication.processEvents()


if __name__ == "__main__":
    main()
