"""Saved reports in the window: run, narrowed down, kept, restored, exported and printed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeView, QWidget
from pytestqt.qtbot import QtBot

from coordinator.exchange.spreadsheets import read_workbook
from coordinator.rules.vocabulary import ReportSubject
from coordinator.services.report_files import FileForm
from coordinator.services.workspace import Workspace
from coordinator.views.report_subjects import SHIPPED
from tests import report_unit
from tests.ui.test_accessible_names import unnamed
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.print_dialog import PrintDialog
from ui.dialogs.report_editor_dialog import NewReportDialog, ReportEditorDialog, ReportNameDialog
from ui.messages import Messages
from ui.runner import Runner
from ui.style import Look
from ui.widgets.reports_panel import UNSAVED, ReportsPanel


@dataclass
class Answers(Messages):
    """Saves where it is told, and keeps what was said and where it went."""

    path: Path | None = None
    said: list[str] = field(default_factory=list)
    gone: list[tuple[str, object]] = field(default_factory=list)

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self.path / suggested if self.path else None

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append(sentence + (" [Undo]" if can_undo else ""))

    def go(self, page: str, target: object) -> None:
        self.gone.append((page, target))


@pytest.fixture
def database(database: Path, empty_database: bytes) -> Path:
    database.write_bytes(report_unit.database_of_holders(empty_database))
    return database


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path)


@pytest.fixture
def panel(qtbot: QtBot, runner: Runner, look: Look, actions: Actions, answers: Answers) -> ReportsPanel:
    """Four licenses are issued; the first report is shown."""
    desk = Desk(runner, answers, look, actions, answers.go, answers.say, "America/New_York")
    page = QWidget()
    qtbot.addWidget(page)
    made = ReportsPanel(desk, page)
    qtbot.addWidget(made)
    runner.changed.connect(made.reload)
    made.resize(1000, 600)
    made.show()
    made.set_active(True)
    made.reload()
    qtbot.waitUntil(lambda: made.words.text() != "" and not runner.is_busy)
    return made


@pytest.fixture
def settled(qtbot: QtBot, runner: Runner, panel: ReportsPanel) -> Callable[[], None]:
    """Until the worker has nothing to do and the panel has heard of it."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not runner.is_busy and not panel._later.isActive())

    return wait


def lines(table: QTreeView) -> list[str]:
    """The first two cells of every line, headings and the rows below them."""
    model = table.model()
    found = []
    for at in range(model.rowCount()):
        top = model.index(at, 0)
        found.append(str(top.data()))
        found += [f"  {model.index(below, 1, top).data()}" for below in range(model.rowCount(top))]
    return found


def listed(panel: ReportsPanel) -> list[str]:
    return [item.report.definition.name for item in panel.list.rows_model.all_rows]


def test_a_report_is_shown_in_groups_and_typing_runs_it_again_without_keeping_it(
    panel: ReportsPanel, settled: Callable[[], None], workspace: Workspace
) -> None:
    assert listed(panel) == [each.name for each in SHIPPED.values()]
    assert unnamed(panel) == []
    assert panel.words.text().startswith("4 licenses")
    heads = [line for line in lines(panel.table) if not line.startswith("  ")]
    assert heads == [panel.table.report_model.result.heading(group) for group in panel.table.report_model.result.groups]
    assert panel.list.rows_model.all_rows[0].found == 4
    assert not panel.verbs.save_action.isEnabled()
    QTest.keyClicks(panel.query, " office:SE")
    settled()
    in_seattle = panel.table.report_model.result.total
    assert panel.words.text() == f"{in_seattle or 'None'} of 4 licenses."
    assert panel.origin.text() == UNSAVED
    assert panel.verbs.save_action.isEnabled()
    made = panel.query._complete(panel.query.text(), len(panel.query.text()))
    assert [each.label for each in made] == ["SEA"] * bool(in_seattle)
    assert workspace.history()[0] is None


def test_a_changed_report_is_saved_counted_and_restored(
    panel: ReportsPanel, settled: Callable[[], None], answers: Answers
) -> None:
    panel.query.setText("is:active left:<60")
    settled()
    panel.verbs.save_action.trigger()
    settled()
    assert answers.said == ["Saved the report “Licenses by office” [Undo]"]
    assert panel.saved is not None
    assert (panel.saved.is_changed, panel.saved.definition.query) == (True, "is:active left:<60")
    assert panel.list.rows_model.all_rows[0].found == 0
    assert panel.origin.text() == "Came with the program, and was changed"
    panel.verbs.restore_action.trigger()
    settled()
    assert (panel.query.text(), panel.words.text()[:10]) == ("is:active", "4 licenses")
    assert not panel.verbs.restore_action.isEnabled()


def test_columns_are_chosen_and_a_heading_sorts(panel: ReportsPanel, settled: Callable[[], None]) -> None:
    panel.verbs.edit_action.trigger()
    dialog = panel.dialog
    assert isinstance(dialog, ReportEditorDialog)
    assert unnamed(dialog) == []
    dialog.columns.list.setCurrentRow(1)
    dialog.columns.move_up()
    dialog.group_by.setCurrentIndex(0)
    dialog.go.click()
    settled()
    model = panel.table.report_model
    assert [column.name for column in model.result.columns][:2] == ["name", "license"]
    assert model.result.by == ""
    names = [row.cells[0] for row in model.rows_in_order()]
    assert names == sorted(names, key=str)
    panel.table.header().sectionClicked.emit(0)
    settled()
    assert [row.cells[0] for row in model.rows_in_order()] == names[::-1]
    assert panel.definition is not None
    assert panel.definition.is_descending


def test_own_reports_are_made_renamed_copied_put_in_order_and_deleted(
    panel: ReportsPanel, settled: Callable[[], None]
) -> None:
    panel.verbs.new_action.trigger()
    new = panel.dialog
    assert isinstance(new, NewReportDialog)
    assert not new.go.isEnabled()
    assert unnamed(new) == []
    QTest.keyClicks(new.name, "Our people")
    new.subject.setCurrentIndex(new.subject.findData(ReportSubject.PEOPLE))
    new.go.click()
    settled()
    assert listed(panel)[-1] == "Our people"
    assert (panel.title.text(), panel.words.text()) == ("Our people", "7 people.")
    panel.verbs.duplicate_action.trigger()
    settled()
    assert listed(panel)[-1] == panel.title.text() == "Copy of Our people"
    panel.verbs.up_action.trigger()
    settled()
    assert listed(panel)[-2:] == ["Copy of Our people", "Our people"]
    panel.verbs.rename_action.trigger()
    rename = panel.dialog
    assert isinstance(rename, ReportNameDialog)
    rename.name.setText("Everyone")
    rename.go.click()
    settled()
    assert listed(panel)[-2] == panel.title.text() == "Everyone"
    panel.verbs.delete_action.trigger()
    settled()
    assert listed(panel)[-1] == "Our people"
    assert panel.title.text() == "Licenses by office"
    panel.open("idle")
    settled()
    assert not panel.verbs.delete_action.isEnabled()
    panel.verbs.save_as_action.trigger()
    save_as = panel.dialog
    assert isinstance(save_as, ReportNameDialog)
    save_as.go.click()
    settled()
    assert panel.title.text() == "Idle reservations 2"


def test_rows_are_copied_folded_and_opened_with_the_keyboard(
    panel: ReportsPanel, settled: Callable[[], None], answers: Answers
) -> None:
    table = panel.table
    table.setFocus()
    table.setCurrentIndex(table.report_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert not table.isExpanded(table.report_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.isExpanded(table.report_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Down)
    [row] = table.selected_rows()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    header, line = QGuiApplication.clipboard().text().splitlines()
    assert header.startswith("License\tHolder")
    assert line.startswith(str(row.cells[0]))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert answers.gone == [("Licenses", row.target)]


def test_what_is_shown_is_exported_also_when_it_is_not_saved(
    panel: ReportsPanel, settled: Callable[[], None], answers: Answers, tmp_path: Path
) -> None:
    panel.query.setText("is:closed")
    settled()
    for action in panel.output.save_actions.values():
        action.trigger()
        settled()
    assert answers.said == [f"Saved Licenses by office 2026-11-12.{form.value}" for form in FileForm]
    data = (tmp_path / "Licenses by office 2026-11-12.xlsx").read_bytes()
    [sheet] = read_workbook("report.xlsx", data).sheets
    assert "None of 4 licenses. Search: is:closed." in str(sheet.rows[2])


def test_a_report_is_looked_at_and_then_printed_page_by_page(
    panel: ReportsPanel, settled: Callable[[], None], answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    panel.open("responses")
    settled()
    panel.output.print_action.trigger()
    settled()
    dialog = panel.dialog
    assert isinstance(dialog, PrintDialog)
    qtbot.waitUntil(lambda: dialog.view.is_drawn)
    assert unnamed(dialog) == []
    pages = dialog.view.pages
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_to(printer)
    qtbot.waitUntil(lambda: panel.dialog is None)
    assert answers.said == [f"Sent {pages} pages to the printer"]
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert len(printed) == pages == 2
    printed.close()
