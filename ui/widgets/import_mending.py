"""Third step of an import: what is odd, grouped by what would mend it, and mended in place."""

from collections import Counter

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.import_reading import REPAIR_SENTENCES, ProblemKind, Repair, RowKey
from coordinator.views.offices import OfficeRow
from ui.models.file_in_hand import FileInHand
from ui.models.problem_lines import FIELDS, ProblemLine, ProblemLines
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.basics import button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.import_words import shortened, tip
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
_BY_TYPING = "Enter or F2 types into “Mend here”."
_LONGEST = 400
MEND = 2


class ImportMending(QWidget):
    """`groups` are the repairs, `grid` the rows of the one that is chosen; its third column is typed in.

    When the last row of a group is mended, the next group that has rows follows; in a group the next row.
    """

    people_wanted = Signal()

    def __init__(self, file: FileInHand, look: Look, offices: tuple[OfficeRow, ...]) -> None:
        super().__init__()
        self._file = file
        self._numbered = ProblemLines()
        self.lines: list[ProblemLine] = []
        self._repair: Repair | None = None
        self.groups = Chips("Problems by what mends them")
        self.what = wrapped(label("", "secondary"))
        self.grid: Grid[ProblemLine] = Grid(self._columns(), look, "Rows to mend")
        self.grid.set_empty("Every row was read without a question.")
        self.detail = wrapped(label("", "secondary"))
        self.leave_out, self.take = button("Leave these rows out"), button("")
        self.day_first, self.month_first = button("Day first"), button("Month first")
        self.office, self.use_office = QComboBox(), button("This is the office")
        self.settle = button("Decide on the People step")
        self.forget = button("Forget what was mended", "flat")
        for row in offices:
            if row.valid_until is None:
                self.office.addItem(f"{row.code} · {row.name}", row.id)
        self.office.setAccessibleName("Office that is meant")
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().lineSpacing())  # so that the grid stands still
        self._lay_out()
        self._connect()

    def _columns(self) -> tuple[Column[ProblemLine], ...]:
        return (
            Column("Where", _where, 110),
            Column("What is odd", _message, 420),
            Column("Mend here", _cell, 220, edit=self._mend),
            Column("The row", _row_text, 360),
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
        for part, stretch in ((self.groups, 0), (self.what, 0), (self.grid, 1), (self.detail, 0)):
            column.addWidget(part, stretch)
        column.addLayout(verbs)

    def _connect(self) -> None:
        self.groups.chosen.connect(self._on_group)
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
    def repair(self) -> Repair | None:
        """The group that is chosen."""
        return self._repair

    def show_file(self) -> None:
        self.lines = self._numbered.of(self._file)
        numbers = Counter(line.repair for line in self.lines)
        groups = [repair for repair in Repair if numbers[repair]]
        blocker = QSignalBlocker(self.groups)  # one group is shown, not each that the chips pass through
        self.groups.setVisible(bool(groups))
        self.groups.set_chips([(repair.value, _TITLES[repair], numbers[repair]) for repair in groups])
        self._repair = _still(self._repair, groups)
        if self._repair is not None:
            self.groups.choose(self._repair.value)
        blocker.unblock()
        self._show_group()

    def _on_group(self, key: str) -> None:
        self._repair = Repair(key)
        self.grid.clearSelection()
        self._show_group()

    def _show_group(self) -> None:
        repair = self._repair
        how = f" {_BY_TYPING}" if repair in FIELDS else ""
        self.what.setText(REPAIR_SENTENCES[repair] + how if repair else "")
        self.what.setVisible(repair is not None)
        self.grid.setColumnHidden(MEND, repair not in FIELDS)
        place, was_chosen = self.grid.currentIndex().row(), bool(self.grid.selected_rows())
        self.grid.set_rows([line for line in self.lines if line.repair is repair])
        if was_chosen and not self.grid.selected_rows():
            self._choose_place(place)
        self._judge()

    def _choose_place(self, place: int) -> None:
        """Where a row was mended away, the one that took its place is next."""
        rows = self.grid.rows_model.rows
        if rows:
            self.grid.select_ids([rows[min(max(place, 0), len(rows) - 1)].id])

    def _judge(self) -> None:
        """Only what mends the chosen group is offered."""
        repair, chosen = self._repair, self.grid.selected_rows()
        self.leave_out.setVisible(repair not in (None, Repair.NOTHING, Repair.CHOOSE_OFFICE, Repair.CHOOSE_PERSON))
        self.take.setVisible(repair in (Repair.SAME_AS_ROW, Repair.NOTHING))
        self.take.setText("They are people of their own" if repair is Repair.SAME_AS_ROW else "Take them as people")
        self.leave_out.setEnabled(bool(chosen))
        self.take.setEnabled(any(line.problem.kind is not ProblemKind.OTHER_PHONE for line in chosen))
        for verb in (self.day_first, self.month_first):
            verb.setVisible(repair is Repair.CHOOSE_DATE_ORDER)
        for widget in (self.office, self.use_office):
            widget.setVisible(repair is Repair.CHOOSE_OFFICE)
        self.use_office.setEnabled(bool(chosen) and self.office.count() > 0)
        self.settle.setVisible(repair is Repair.CHOOSE_PERSON)
        self.forget.setEnabled(self._file.is_mended)
        self._tell_one(chosen[0] if len(chosen) == 1 else None)

    def _tell_one(self, line: ProblemLine | None) -> None:
        """In full what the cells of the grid cut off."""
        text = f"{line.where}: {line.problem.message} {line.row}" if line else ""
        self.detail.setText(shortened(text, _LONGEST))
        self.detail.setToolTip(tip(text) if len(text) > _LONGEST else "")

    def _keys(self) -> list[RowKey]:
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
        if line.field is not None and text.strip():
            self._file.mend(line.problem.key, line.field, text.strip())

    def _leave_out(self) -> None:
        self._file.leave_out(self._keys())

    def _take(self) -> None:
        self._file.take(self._keys())

    def _day_first(self) -> None:
        self._order(day_first=True)

    def _month_first(self) -> None:
        self._order(day_first=False)

    def _order(self, *, day_first: bool) -> None:
        """For every column with such dates: nobody writes one list both ways."""
        odd = [line.problem for line in self.lines if line.problem.kind is ProblemKind.AMBIGUOUS_DATE]
        columns = {(problem.sheet, problem.column) for problem in odd}
        self._file.choose_date_order([(sheet, at) for sheet, at in columns if at is not None], day_first=day_first)

    def _use_office(self) -> None:
        """The texts in doubt are those of the entries of these rows."""
        plan, keys = self._file.plan, set(self._keys())
        if plan is not None:
            texts = {row.entry.office_text for row in plan.rows if row.entry.key in keys}
            self._file.choose_offices(texts, int(self.office.currentData()))


def _still(chosen: Repair | None, groups: list[Repair]) -> Repair | None:
    """The group that is chosen while it has rows; then the next that asks for something, else what is left."""
    if chosen in groups or not groups:
        return chosen if groups else None
    order = list(Repair)
    start = order.index(chosen) if chosen else 0
    following = [*order[start:], *order[:start]]
    asking = [repair for repair in following if repair in groups and repair is not Repair.NOTHING]
    return asking[0] if asking else groups[0]


def _where(line: ProblemLine) -> str:
    return line.where


def _message(line: ProblemLine) -> str:
    return line.problem.message


def _cell(line: ProblemLine) -> str:
    return line.cell


def _row_text(line: ProblemLine) -> str:
    return line.row
