"""Quotas of a tasking, one row an office: typed, set for all, spread, or pasted from a spreadsheet."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QWidget

from coordinator.rules.allotment import Allotment, spread
from coordinator.services.taskings import set_allotments
from coordinator.views.pools import AgreementRow, agreements
from coordinator.views.taskings import BoardRow, TaskingRow
from ui.desk import Desk
from ui.dialogs.decision_dialogs import free_of
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.form import indent
from ui.widgets.grid import Grid
from ui.wording import count

MOST = 9999
HOW = (
    "F2 or a double click edits a cell. A reserve is the part of the quota that is the office’s own whatever others "
    "rank. A pasted column is numbers from the current row down, or codes and numbers in any order."
)
_NUMBER = re.compile(r"(?<!\S)\d{1,4}(?!\S)")


@dataclass(frozen=True, slots=True)
class QuotaRow:
    id: int
    code: str
    name: str
    seats: int
    reserved: int
    nominated: int


class Pasted(NamedTuple):
    """One line of a pasted column; `office` is a code or a name, "" for a bare number."""

    office: str
    seats: int
    reserved: int | None = None


def read_quotas(text: str) -> tuple[list[Pasted], list[str]]:
    """Lines such as "5", "DEN<tab>5", "5 DEN" or "DEN 5 2" with a reserve; and those that are none of these."""
    read, others = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        plain = re.sub(r"[,;:\t]+", " ", line)
        numbers = [int(number) for number in _NUMBER.findall(plain)]
        if len(numbers) in (1, 2):
            read.append(Pasted(" ".join(_NUMBER.sub(" ", plain).split()).upper(), *numbers))
        else:
            others.append(line)
    return read, others


class QuotasDialog(DialogFrame):
    """`grid` has the rows, `set_all` and `spread` fill the column, `paste` takes the clipboard, `total` follows."""

    def __init__(self, desk: Desk, parent: QWidget, tasking: TaskingRow, board: Sequence[BoardRow]) -> None:
        super().__init__(desk, parent, f"Quotas of {tasking.number}", "Set quotas")
        self._tasking = tasking
        self._pool: int | None = None
        self.rows = [
            QuotaRow(row.id, row.office_code, row.office_name, row.quota, row.reserved, row.nominated) for row in board
        ]
        self._before = {row.id: row for row in self.rows}
        self.grid: Grid[QuotaRow] = Grid(self._columns(), desk.look, "Quotas")
        self.total, self.left_out = wrapped(label("")), wrapped(label(""))
        set_property(self.left_out, "tone", "caution")
        self.left_out.hide()
        self.all_seats, self.set_all = self._filler("Places for every office", "Set all", self._set_all)
        self.all_seats.setValue(max((row.seats for row in self.rows), default=0))
        self.in_all, self.spread = self._filler("Places in all", "Spread evenly", self._spread)
        self.in_all.setRange(0, MOST * 10)
        self.in_all.setValue(sum(row.seats for row in self.rows))
        self.paste = button("Paste column", "", "clipboard-paste")
        self.paste.setAutoDefault(False)
        self.paste.clicked.connect(self._paste)
        self._lay_out()
        self._show()
        self.resize(620, 620)
        desk.runner.read(agreements).then(self._take_pools)

    def _columns(self) -> tuple[Column[QuotaRow], ...]:
        return (
            Column("Office", _code, 80, bold=True),
            Column("Named", _nominated, 76, sort=_nominated_number, right=True),
            Column("Quota", _seats, 76, sort=_seats_number, right=True, edit=self._edit_seats),
            Column("Reserve", _reserved, 84, sort=_reserved_number, right=True, edit=self._edit_reserved),
            Column("Name", _name, 210),
        )

    def _filler(self, name: str, verb: str, slot: Callable[[], None]) -> tuple[QSpinBox, QPushButton]:
        box, made = QSpinBox(), button(verb)
        box.setRange(0, MOST)
        box.setAccessibleName(name)
        indent(box)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        return box, made

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        for widget in (label("Each"), self.all_seats, self.set_all):
            above.addWidget(widget)
        above.addSpacing(16)
        for widget in (label("In all"), self.in_all, self.spread):
            above.addWidget(widget)
        above.addStretch(1)
        above.addWidget(self.paste)
        self.column.addWidget(wrapped(label(HOW, "secondary")))
        self.column.addLayout(above)
        self.column.addWidget(self.grid, 1)
        self.column.addWidget(self.left_out)
        self.column.addWidget(self.total)
        self.finish_layout()

    # the sum

    def _take_pools(self, pools: tuple[AgreementRow, ...]) -> None:
        self._pool = free_of(pools, self._tasking.product, self.desk.today())
        self._show_total()

    def _show(self) -> None:
        self.grid.set_rows(self.rows)
        self._show_total()

    def _show_total(self) -> None:
        seats = sum(row.seats for row in self.rows)
        said = f"{count(seats, 'place', 'places')} in all"
        if reserved := sum(row.reserved for row in self.rows):
            said += f", {reserved:,} of them reserved"
        said += f"; {sum(row.nominated for row in self.rows):,} named."
        if self._pool is not None:
            said += f" The pool has {count(self._pool, 'free seat', 'free seats')}"
            said += f", {seats - self._pool:,} fewer." if seats > self._pool else "."
        self.total.setText(said)
        set_property(self.total, "tone", "caution" if self._pool is not None and seats > self._pool else "")

    # changes

    def _edit_seats(self, row: QuotaRow, text: str) -> None:
        if text.strip().isdecimal() and int(text) <= MOST:
            self._put({row.id: Pasted("", int(text))})

    def _edit_reserved(self, row: QuotaRow, text: str) -> None:
        """A reserve larger than the quota is the whole quota."""
        if text.strip().isdecimal():
            self._put({row.id: Pasted("", row.seats, int(text))})

    def _set_all(self) -> None:
        self._put(dict.fromkeys(self._before, Pasted("", self.all_seats.value())))

    def _spread(self) -> None:
        even = spread(self.in_all.value(), [row.id for row in self.rows])
        self._put({office_id: Pasted("", seats) for office_id, seats in even.items()})

    def _paste(self) -> None:
        """Codes decide where they are given; bare numbers go down from the current row."""
        pasted, others = read_quotas(QGuiApplication.clipboard().text())
        by_name = {name: row.id for row in self.rows for name in (row.code, row.name.upper())}
        shown = [row.id for row in self.grid.rows_model.rows]
        current = self.grid.current_row()
        start = shown.index(current.id) if current else 0
        bare = [line for line in pasted if not line.office]
        below = dict(zip(shown[start:], bare, strict=False))
        self._put(below | {by_name[line.office]: line for line in pasted if line.office in by_name})
        unknown = [line.office for line in pasted if line.office and line.office not in by_name]
        self._tell_left_out(others + unknown, len(bare) - len(below))

    def _tell_left_out(self, lines: Sequence[str], too_many: int) -> None:
        named = ", ".join(f"“{line[:24]}”" for line in lines[:4])
        more = f" and {len(lines) - 4} more" if len(lines) > 4 else ""
        parts = [f"Left out, for no office is meant: {named}{more}." if lines else ""]
        parts += [f"{count(too_many, 'number', 'numbers')} beyond the last row." if too_many > 0 else ""]
        self.left_out.setText(" ".join(filter(None, parts)))
        self.left_out.setVisible(bool(self.left_out.text()))

    def _put(self, changes: Mapping[int, Pasted]) -> None:
        self.rows = [_changed(row, changes[row.id]) if row.id in changes else row for row in self.rows]
        self._show()

    # the work

    def submit(self) -> None:
        changed = {row.id: Allotment(row.seats, row.reserved) for row in self.rows if row != self._before[row.id]}
        if not changed:
            self.reject()
            return
        self.start()
        self._changed = len(changed)
        job = self.desk.runner.change(set_allotments, self._tasking.id, changed)
        job.then(self._on_set).otherwise(self.refused)

    def _on_set(self, _: None) -> None:
        self.finish(f"Set the quota of {count(self._changed, 'office', 'offices')} of {self._tasking.number}")


def _changed(row: QuotaRow, line: Pasted) -> QuotaRow:
    """A reserve that does not fit shrinks with the seats."""
    reserved = row.reserved if line.reserved is None else line.reserved
    return replace(row, seats=line.seats, reserved=min(reserved, line.seats))


def _code(row: QuotaRow) -> str:
    return row.code


def _name(row: QuotaRow) -> str:
    return row.name


def _seats(row: QuotaRow) -> str:
    return str(row.seats)


def _seats_number(row: QuotaRow) -> int:
    return row.seats


def _reserved(row: QuotaRow) -> str:
    return str(row.reserved)


def _reserved_number(row: QuotaRow) -> int:
    return row.reserved


def _nominated(row: QuotaRow) -> str:
    return str(row.nominated)


def _nominated_number(row: QuotaRow) -> int:
    return row.nominated
