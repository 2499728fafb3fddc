"""Shared by the tests of the import windows: real files, the dialogs on a real database, and a user who answers."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from xlsxwriter.utility import xl_rowcol_to_cell

from coordinator.exchange.nomination_workbook import HEADER_ROW
from coordinator.services.workspace import Workspace
from coordinator.views.taskings import NominationRow, nominations, taskings
from tests import builders
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_steps_dialog import ImportStepsDialog
from ui.messages import Messages
from ui.models.file_in_hand import FileInHand
from ui.models.problem_lines import ProblemLine
from ui.runner import Runner
from ui.style import Look
from ui.widgets.import_mending import MEND
from ui.widgets.import_people import PlanLine

Table = Sequence[Sequence[str]]
HEADERS = ("Name", "E-mail", "Position", "Used trial license", "Course completed")
ANA = ("Moss, Ana", "ana.moss@example.gov", "Special Agent", "yes", "2026-09-01")
BO = ("Nim, Bo", "bo.nim@example.gov", "Analyst", "no", "2026-09-02")
CY = ("Orr, Cy", "cy.orr@example.gov", "Analyst", "no", "")

ODD = [
    ("Name", "E-mail", "Phone", "Trial", "PALMS", "Priority", "Time zone"),
    ("Moss, Ana", "ana.moss@", "12", "perhaps", "soon", "first", "Moon"),
    ("(b)(6); (b)(7)(C)", "(b)(6)", "", "", "", "", ""),
    ("", "cy@example.gov", "303-555-0101", "yes", "no", "1", ""),
    ("Vacant", "", "", "", "", "", ""),
    ("Nim, Bo", "bo@example.gov", "303-555-0102", "", "", "", ""),
    ("Nim, Bo", "bo@example.gov", "", "", "", "", ""),
    ("Total: 3", "", "", "", "", "", ""),
]


def csv(rows: Table, separator: str = ",", ending: str = "\r\n") -> str:
    return ending.join(separator.join(f'"{cell}"' for cell in row) for row in rows) + ending


def xlsx(sheets: dict[str, Table], hidden: Sequence[str] = ()) -> bytes:
    """A workbook as an office would send it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name in hidden:
                sheet.hide()
    return target.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package_of(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


def filled_in(workbook: bytes, people: Table) -> bytes:
    """A nomination workbook with people typed below its header."""
    parts = parts_of(workbook)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for row, person in enumerate(people, start=HEADER_ROW + 2):
        for column, text in enumerate(person):
            cell = xl_rowcol_to_cell(row - 1, column)
            typed = rf'<c r="{cell}" s="\1" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            sheet, number = re.subn(rf'<c r="{cell}" s="(\d+)"/>', typed, sheet)
            assert number == 1
    return package_of({**parts, "xl/worksheets/sheet1.xml": sheet.encode()})


@dataclass
class Answers(Messages):
    """Answers in the user's place."""

    path: Path | None = None
    refusals: list[str] = field(default_factory=list)
    said: list[tuple[str, bool]] = field(default_factory=list)

    def refuse(self, parent: QWidget | None, sentence: str, title: str = "") -> None:
        self.refusals.append(sentence)

    def save_file(self, parent: QWidget | None, title: str, suggested: str, pattern: str) -> Path | None:
        return self.path

    def say(self, sentence: str, can_undo: bool) -> None:
        self.said.append((sentence, can_undo))

    def go(self, page: str, target: object) -> None:
        raise AssertionError(f"the import went to {page}")


@dataclass
class Importing:
    """Opens the windows as the Taskings page does, and waits for what the worker does."""

    qtbot: QtBot
    desk: Desk
    workspace: Workspace
    answers: Answers
    window: QMainWindow
    folder: Path
    tasking_id: int

    def settle(self) -> None:
        for _ in range(3):
            self.qtbot.waitUntil(self._is_idle)
            self.qtbot.wait(1)

    def _is_idle(self) -> bool:
        return not self.desk.runner.is_busy

    def open(self, *files: tuple[str, bytes]) -> ImportDialog:
        paths = []
        for name, data in files:
            paths.append(self.folder / name)
            paths[-1].write_bytes(data)
        dialog = ImportDialog(self.desk, self.window, self.workspace.read(taskings), self.tasking_id, paths)
        dialog.done_with.connect(self.answers.say)
        dialog.open()
        self.settle()
        return dialog

    def steps(self, name: str, data: bytes) -> ImportStepsDialog:
        """A look at one file."""
        return self.look_closer(self.open((name, data)))

    def look_closer(self, dialog: ImportDialog, at: int = 0) -> ImportStepsDialog:
        dialog.cards[at].look_closer.click()
        self.settle()
        assert dialog.steps is not None
        self.qtbot.waitUntil(dialog.steps.isActiveWindow)
        return dialog.steps

    def take(self, dialog: ImportDialog) -> str:
        """Import; returns what was said."""
        assert dialog.go.isEnabled()
        dialog.go.click()
        self.settle()
        assert not dialog.isVisible()
        return self.answers.said[-1][0]

    def done(self, steps: ImportStepsDialog) -> None:
        steps.go.click()
        self.settle()

    def cancel(self, steps: ImportStepsDialog) -> None:
        steps.cancel.click()
        self.settle()

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        QTest.keyClick(widget, key)
        self.settle()

    def nominations(self) -> list[NominationRow]:
        return list(self.workspace.read(nominations, self.tasking_id))


def type_into(importing: Importing, steps: ImportStepsDialog, text: str, begin: Qt.Key = Qt.Key.Key_Return) -> None:
    """Mends the current row with the keyboard alone."""
    grid = steps.mending.grid
    grid.setFocus()
    if begin == Qt.Key.Key_F2:
        grid.setCurrentIndex(grid.rows_model.index(grid.currentIndex().row(), MEND))
    QTest.keyClick(grid, begin)
    editor = steps.focusWidget()
    assert editor is not None
    assert editor is not grid
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, text)
    importing.press(editor, Qt.Key.Key_Return)


def choose(importing: Importing, steps: ImportStepsDialog, column: int, text: str, sheet: str = "DEN.csv") -> None:
    """As if it was picked from the list."""
    box = steps.columns.choices[sheet, column]
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())
    importing.settle()


def problem_rows(steps: ImportStepsDialog) -> list[ProblemLine]:
    return list(steps.mending.grid.rows_model.rows)


def people_rows(steps: ImportStepsDialog) -> list[PlanLine]:
    return list(steps.people.grid.rows_model.rows)


def names(file: FileInHand) -> list[str]:
    return [entry.name.display for entry in file.content.entries] if file.content else []


def said(dialog: ImportDialog, at: int = 0) -> list[str]:
    return [line.sentence for line in dialog.cards[at].lines]


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def importing(qtbot: QtBot, workspace: Workspace, look: Look, answers: Answers, tmp_path: Path) -> Iterator[Importing]:
    runner, window = Runner(workspace), QMainWindow()
    qtbot.addWidget(window)
    window.show()
    crashes: list[str] = []
    runner.crashed.connect(crashes.append)
    runner.refused.connect(lambda sentence: answers.refuse(None, sentence))
    desk = Desk(runner, answers, look, Actions(look), answers.go, answers.say, "America/New_York")
    made = Importing(qtbot, desk, workspace, answers, window, tmp_path, builders.a_tasking(workspace))
    yield made
    made.settle()
    runner.close()
    assert crashes == []
