"""Third step of an import: what is odd, grouped by what would mend it, and mended in place."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.import_reading import (
    REPAIR_SENTENCES,
    NominationField,
    ProblemKind,
    Repair,
    RowDecision,
    RowProblem,
)
from coordinator.views.offices import OfficeRow
from ui.models.file_in_hand import FileInHand
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.basics import button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips

_TITLES = {
    Repair.GIVE_NAME: "Name",
    Repair.GIVE_EMAIL: "E-mail",
    Repair.GIVE_PHONE: "Telephone",
    Repair.GIVE_DATE: "Date",
    Repair.GIVE_ANSWER: "Yes or no",
    Repair.GIVE_ZONE: "Time zone",
    Repair.GIVE_PRIORITY: "Priority",
    Repair.CHOOSE_DATE_ORDER: "Day or month first",
    Repair.CHOOSE_OFFICE: "Office",
    Repair.CHOOSE_PERSON: "Who is meant",
    Repair.SAME_AS_ROW: "Given twice",
    Repair.ASK_OFFICE: "Withheld",
    Repair.NOTHING: "Nothing to do",
}
# What can be typed into a cell to mend the row.
_FIELDS = {
    Repair.GIVE_NAME: NominationField.NAME,
    Repair.ASK_OFFICE: NominationField.NAME,
    Repair.GIVE_EMAIL: NominationField.EMAIL,
    Repair.GIVE_PHONE: NominationField.PHONE,
    Repair.GIVE_DATE: NominationField.COURSE_COMPLETED,
    Repair.GIVE_ANSWER: NominationField.TRIAL_USE,
    Repair.GIVE_ZONE: NominationField.TIME_ZONE,
    Repair.GIVE_PRIORITY: NominationField.PRIORITY,
}
MEND = 2


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """One problem with its number, so that the grid can keep its place."""

    id: int
    problem: RowProblem
    several_sheets: bool

    @property
    def where(self) -> str:
        return f"{self.problem.sheet}, row {self.problem.row}" if self.several_sheets else f"Row {self.problem.row}"

    @property
    def cell(self) -> str:
        """What stands in the cell it is about."""
        at = self.problem.column
        return self.problem.cells[at] if at is not None and at < len(self.problem.cells) else ""


class ImportMending(QWidget):
    """`groups` are the repairs, `grid` the rows of the one that is chosen; its third column is typed in."""

    people_wanted = Signal()

    def __init__(self, file: FileInHand, look: Look, offices: tuple[OfficeRow, ...]) -> None:
        super().__init__()
        self._file = file
        self._groups: tuple[Repair, ...] = ()
        self.groups = Chips("Problems by what mends them")
        self.what = wrapped(label("", "secondary"))
        self.grid: Grid[ProblemLine] = Grid(self._columns(), look, "Rows to mend")
        self.grid.set_empty("Every row was read without a question.")
        self.leave_out = button("Leave these rows out")
        self.take = button("They are people of their own")
        self.day_first, self.month_first = button("Day first"), button("Month first")
        self.office, self.use_office = QComboBox(), button("This is the office")
        self.forget = button("Forget what was mended", "flat")
        self.settle = button("Decide on the People step")
        for row in offices:
            if row.valid_until is None:
                self.office.addItem(f"{row.code} · {row.name}", row.id)
        self.office.setAccessibleName("Office that is meant")
        self._lay_out()
        self._connect()
        self.show_file()

    def _columns(self) -> tuple[Column[ProblemLine], ...]:
        return (
            Column("Where", _where, 110),
            Column("What is odd", _message, 380),
            Column("Mend here", _cell, 220, edit=self._mend),
            Column("The row", _row_text, 400),
        )

    def _lay_out(self) -> None:
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for widget in (self.leave_out, self.take, self.day_first, self.month_first, self.office, self.use_office):
            verbs.addWidget(widget)
        verbs.addWidget(self.settle)
        verbs.addStretch(1)
        verbs.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part, stretch in ((self.groups, 0), (self.what, 0), (self.grid, 1)):
            column.addWidget(part, stretch)
        column.addLayout(verbs)

    def _connect(self) -> None:
        self._file.changed.connect(self.show_file)
        self.groups.chosen.connect(self._show_group)
        self.grid.selected.connect(self._judge)
        self.leave_out.clicked.connect(self._leave_out)
        self.take.clicked.connect(self._take)
        self.day_first.clicked.connect(self._day_first)
        self.month_first.clicked.connect(self._month_first)
        self.use_office.clicked.connect(self._use_office)
        self.forget.clicked.connect(self._file.forget_repairs)
        self.settle.clicked.connect(self.people_wanted)
        self.grid.opened.connect(self._edit)

    # what is shown

    @property
    def lines(self) -> list[ProblemLine]:
        plan, content = self._file.plan, self._file.content
        problems = plan.problems if plan else content.problems if content else ()
        sheets = {problem.sheet for problem in problems}
        return [ProblemLine(at, problem, len(sheets) > 1) for at, problem in enumerate(problems)]

    @property
    def waiting(self) -> int:
        """How many could be mended."""
        return sum(line.problem.repair is not Repair.NOTHING for line in self.lines)

    def show_file(self) -> None:
        numbers = Counter(line.problem.repair for line in self.lines)
        self._groups = tuple(repair for repair in Repair if numbers[repair])
        self.groups.setVisible(bool(self._groups))
        if self._groups:
            self.groups.set_chips([(repair, _TITLES[repair], numbers[repair]) for repair in self._groups])
        self._show_group(self.groups.key)

    @property
    def repair(self) -> Repair | None:
        """The group that is chosen."""
        return next((repair for repair in self._groups if repair.value == self.groups.key), None)

    def _show_group(self, _key: str) -> None:
        repair = self.repair
        self.what.setText(REPAIR_SENTENCES[repair] if repair else "")
        self.what.setVisible(repair is not None)
        self.grid.set_rows([line for line in self.lines if line.problem.repair is repair] if repair else [])
        self.grid.setColumnHidden(MEND, repair not in _FIELDS)
        self._judge()

    def _judge(self) -> None:
        """Only what mends the chosen group is offered."""
        repair = self.repair
        chosen = bool(self._keys())
        self.leave_out.setVisible(repair not in (None, Repair.NOTHING, Repair.CHOOSE_OFFICE, Repair.CHOOSE_PERSON))
        self.take.setVisible(repair in (Repair.SAME_AS_ROW, Repair.NOTHING))
        for verb in (self.leave_out, self.take):
            verb.setEnabled(chosen)
        for verb in (self.day_first, self.month_first):
            verb.setVisible(repair is Repair.CHOOSE_DATE_ORDER)
        for widget in (self.office, self.use_office):
            widget.setVisible(repair is Repair.CHOOSE_OFFICE)
        self.use_office.setEnabled(chosen)
        self.settle.setVisible(repair is Repair.CHOOSE_PERSON)
        self.forget.setEnabled(bool(self._file.choices.repairs))

    def _keys(self) -> list[tuple[str, int]]:
        return [line.problem.key for line in self.grid.selected_rows()]

    # what mends

    def _edit(self) -> None:
        """Enter begins to type where the row can be mended."""
        current = self.grid.currentIndex()
        cell = self.grid.rows_model.index(current.row(), MEND)
        if current.isValid() and not self.grid.isColumnHidden(MEND) and cell.flags() & Qt.ItemFlag.ItemIsEditable:
            self.grid.setCurrentIndex(cell)
            self.grid.edit(QModelIndex(cell))

    def _mend(self, line: ProblemLine, text: str) -> None:
        field = line.problem.field or _FIELDS.get(line.problem.repair)
        if field is not None and text.strip():
            self._file.mend(line.problem.key, field, text.strip())

    def _leave_out(self) -> None:
        self._file.judge(self._keys(), RowDecision.LEAVE_OUT)

    def _take(self) -> None:
        self._file.judge(self._keys(), RowDecision.TAKE)

    def _day_first(self) -> None:
        self._order(day_first=True)

    def _month_first(self) -> None:
        self._order(day_first=False)

    def _order(self, *, day_first: bool) -> None:
        """For every column with such dates: nobody writes one list both ways."""
        lines = [line.problem for line in self.lines if line.problem.kind is ProblemKind.AMBIGUOUS_DATE]
        for sheet, column in {(problem.sheet, problem.column) for problem in lines}:
            if column is not None:
                self._file.choose_date_order(sheet, column, day_first=day_first)

    def _use_office(self) -> None:
        """The texts in doubt are those of the entries of these rows."""
        plan, keys = self._file.plan, set(self._keys())
        texts = {row.entry.office_text for row in plan.rows if row.entry.key in keys} if plan else set()
        for text in texts:
            self._file.choose_office(text, int(self.office.currentData()))


def _where(line: ProblemLine) -> str:
    return line.where


def _message(line: ProblemLine) -> str:
    return line.problem.message


def _cell(line: ProblemLine) -> str:
    return line.cell


def _row_text(line: ProblemLine) -> str:
    return " | ".join(filter(None, line.problem.cells))
