"""A nomination file step by step: sheets, columns, problems, people. What is decided here is done by the import."""

from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from coordinator.services.import_plan import ImportPlan, RowState
from coordinator.services.import_reading import NominationFile, RowProblem, rejected_csv, rejected_xlsx
from coordinator.services.papers import write_file
from coordinator.views.offices import OfficeRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.file_in_hand import FileInHand
from ui.widgets.basics import button, label, wrapped
from ui.widgets.import_columns import ImportColumns
from ui.widgets.import_mending import ImportMending
from ui.widgets.import_people import ImportPeople
from ui.widgets.import_sheets import ImportSheets
from ui.wording import count

SHEETS, COLUMNS, PROBLEMS, PEOPLE = range(4)
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
    """`sheets`, `columns`, `mending` and `people` are the steps. Cancel takes back what was decided here."""

    def __init__(self, desk: Desk, parent: QWidget, file: FileInHand, offices: tuple[OfficeRow, ...]) -> None:
        super().__init__(desk, parent, file.name, "Done")
        self._file = file
        file.keep_place()
        self.sheets, self.columns = ImportSheets(file), ImportColumns(file)
        self.mending = ImportMending(file, desk.look, offices)
        self.people = ImportPeople(file, desk.look, offices)
        self.tabs, self._steps = QTabBar(), QStackedWidget()
        self.summary = wrapped(label("", "secondary"))
        self.save_button = button("Save rows to correct…", "", "file-down")
        self.save_button.setAutoDefault(False)
        self._lay_out()
        self.tabs.currentChanged.connect(self._steps.setCurrentIndex)
        self.mending.people_wanted.connect(self._show_doubtful)
        self.save_button.clicked.connect(self.save_rejected)
        file.changed.connect(self._tell)
        self._tell()
        self.tabs.setCurrentIndex(self._first_step())

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Steps")
        for text in ("1  Sheets", "2  Columns", "3  Problems", "4  People"):
            self.tabs.addTab(text)
        for step in (self.sheets, self.columns, self.mending, self.people):
            self._steps.addWidget(step)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self._steps, 1)
        self.buttons.insertWidget(0, self.summary, 1)
        self.buttons.insertWidget(2, self.save_button)
        # Enter chooses a row; it must not end the look.
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self.finish_layout()
        self.resize(1180, 680)

    def _first_step(self) -> int:
        """Where something waits for a decision."""
        plan = self._file.plan
        if self._file.content is None or not self._file.content.entries:
            return SHEETS
        if self.mending.waiting:
            return PROBLEMS
        return PEOPLE if plan else COLUMNS

    def _tell(self) -> None:
        plan, waiting = self._file.plan, self.mending.waiting
        self.tabs.setTabText(PROBLEMS, f"3  Problems  {waiting:,}" if waiting else "3  Problems")
        if plan is not None:
            people = sum(row.state is not RowState.LEFT_OUT for row in plan.rows)
            self.tabs.setTabText(PEOPLE, f"4  People  {people:,}")
            self.summary.setText(plan_sentence(plan))
        elif self._file.content is not None:
            read = count(len(self._file.content.entries), "person", "people")
            self.summary.setText(f"{read} read; choose the office to see what becomes of them")
        self.save_button.setEnabled(bool(waiting))

    def _show_doubtful(self) -> None:
        self.tabs.setCurrentIndex(PEOPLE)
        self.people.show_doubtful()

    # what is done

    def submit(self) -> None:
        self.accept()

    def reject(self) -> None:
        """As it was before."""
        self._file.go_back()
        super().reject()

    def save_rejected(self) -> None:
        """A file for the office: its own rows, what is wrong, and how to mend it."""
        content, plan = self._file.content, self._file.plan
        if content is None:
            return
        suggested = f"{Path(self._file.name).stem} - rows to correct.xlsx"
        path = self.desk.messages.save_file(self, "Save the rows to correct", suggested, _PATTERN)
        if path is not None:
            problems = plan.problems if plan else content.problems
            self.desk.runner.call(write_rejected, path, content, problems).then(self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self.desk.say(f"Saved {path.name}", False)


def write_rejected(path: Path, content: NominationFile, problems: tuple[RowProblem, ...]) -> Path:
    """On the worker. As a workbook, unless the name says otherwise."""
    make = rejected_csv if path.suffix.lower() == ".csv" else rejected_xlsx
    return write_file(path.parent, path.name, make(content, problems))
