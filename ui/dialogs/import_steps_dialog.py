"""A nomination file step by step: sheets, columns, problems, people. What is decided here is done by the import."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from coordinator.services.import_plan import ImportPlan, RowState
from coordinator.services.import_reading import NominationFile, RowProblem, rejected_csv, rejected_xlsx
from coordinator.services.papers import write_file
from coordinator.views.offices import OfficeRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.file_in_hand import FileInHand
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.import_columns import ImportColumns
from ui.widgets.import_mending import ImportMending
from ui.widgets.import_people import ImportPeople
from ui.widgets.import_sheets import ImportSheets
from ui.wording import count

SHEETS, COLUMNS, PROBLEMS, PEOPLE = range(4)
_TITLES = ("&1  Sheets", "&2  Columns", "&3  Problems", "&4  People")
_PATTERN = "Workbook (*.xlsx);;Text (*.csv)"


def plan_sentence(plan: ImportPlan) -> str:
    """ "12 new, 2 changed, 1 doubtful, 3 withheld; 2 over quota; late"."""
    numbers = [(plan.count(state), state.value.replace("_", " ")) for state in RowState]
    people = ", ".join(f"{number:,} {what}" for number, what in [*numbers, (plan.withheld, "withheld")] if number)
    over = sum(office.over for office in plan.offices)
    marks = [f"{over:,} over quota"] if over else []
    marks += ["late"] if plan.is_late else []
    return "; ".join([people or "nobody", *marks])


class ImportStepsDialog(DialogFrame):
    """`sheets`, `columns`, `mending` and `people` are the steps, Alt+1 to Alt+4 go to them. Cancel takes back what was
    decided here.
    """

    def __init__(self, desk: Desk, parent: QWidget, file: FileInHand, offices: tuple[OfficeRow, ...]) -> None:
        super().__init__(desk, parent, file.name, "Done")
        self._file = file
        file.keep_place()
        self.sheets, self.columns = ImportSheets(file), ImportColumns(file)
        self.mending = ImportMending(file, desk.look, offices)
        self.people = ImportPeople(file, desk.look, offices)
        self._shown = (self.sheets, self.columns, self.mending, self.people)
        self.tabs, self._steps = QTabBar(), QStackedWidget()
        self.summary = wrapped(label("", "secondary"))
        self.save_button = button("Save rows to correct…", "", "file-down")
        self._lay_out()
        self.tabs.currentChanged.connect(self._show_step)
        self.mending.people_wanted.connect(self._show_doubtful)
        self.save_button.clicked.connect(self.save_rejected)
        file.changed.connect(self._on_changed)
        self._stale = set(self._shown)
        self._tell()
        self._show_step(self._first_step())

    def _lay_out(self) -> None:
        wrapped(self.heading)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Steps")
        for text in _TITLES:
            self.tabs.addTab(text)
        for step in self._shown:
            self._steps.addWidget(step)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self._steps, 1)
        self.buttons.insertWidget(0, self.summary, 1)
        self.buttons.insertWidget(2, self.save_button)
        self.go.setDefault(False)
        self.finish_layout()
        self.resize(1180, 680)

    def _first_step(self) -> int:
        """Where something waits for a decision."""
        if self._file.content is None or not self._file.content.entries:
            return SHEETS
        if self._file.waiting:
            return PROBLEMS
        return PEOPLE if self._file.plan else COLUMNS

    def _on_changed(self) -> None:
        self._stale = set(self._shown)
        self._show_step(self.tabs.currentIndex())
        self._tell()

    def _show_step(self, at: int) -> None:
        """A step is filled when it is looked at: of a long list, all four would take too long at every decision."""
        step = self._shown[at]
        if step in self._stale:
            self._stale.remove(step)
            step.show_file()
        self.tabs.setCurrentIndex(at)
        self._steps.setCurrentIndex(at)

    def _tell(self) -> None:
        """Numbers on the tabs, and what an import would do."""
        plan, content, waiting = self._file.plan, self._file.content, self._file.waiting
        people = sum(row.state is not RowState.LEFT_OUT for row in plan.rows) if plan else 0
        for at, number in ((PROBLEMS, waiting), (PEOPLE, people)):
            self.tabs.setTabText(at, f"{_TITLES[at]}  {number:,}" if number else _TITLES[at])
        # The first step says beside the encoding why it was refused.
        refusal = self._file.refusal if self.tabs.currentIndex() != SHEETS else ""
        self._say(refusal or _summary(plan, content), "bad" if refusal else "")
        self.save_button.setEnabled(bool(waiting))

    def _say(self, sentence: str, tone: str = "") -> None:
        self.summary.setText(sentence)
        set_property(self.summary, "tone", tone)

    def _show_doubtful(self) -> None:
        self.tabs.setCurrentIndex(PEOPLE)
        self.people.show_doubtful()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the step: it must not end the look, nor press a button that has not the keyboard."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # what is done

    def submit(self) -> None:
        self.accept()

    def reject(self) -> None:
        """As it was before."""
        self._file.go_back()
        super().reject()

    def save_rejected(self) -> None:
        """A file for the office: its own rows, what is wrong, and how to mend it."""
        content = self._file.content
        if content is None:
            return
        suggested = f"{Path(self._file.name).stem} - rows to correct.xlsx"
        path = self.desk.messages.save_file(self, "Save the rows to correct", suggested, _PATTERN)
        if path is not None:
            self.desk.runner.call(write_rejected, path, content, self._file.problems).then(self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self._say(f"Saved {path.name}.")
        self.desk.say(f"Saved {path.name}", False)


def _summary(plan: ImportPlan | None, content: NominationFile | None) -> str:
    if plan is not None:
        return plan_sentence(plan)
    read = count(len(content.entries) if content else 0, "person", "people")
    return f"{read} read; choose the office to see what becomes of them"


def write_rejected(path: Path, content: NominationFile, problems: tuple[RowProblem, ...]) -> Path:
    """On the worker. As a workbook, unless the name says otherwise; returns where it was written."""
    is_text = path.suffix.lower() == ".csv"
    name = path.name if is_text or path.suffix.lower() == ".xlsx" else f"{path.name}.xlsx"
    return write_file(path.parent, name, (rejected_csv if is_text else rejected_xlsx)(content, problems))
