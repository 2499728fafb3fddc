"""Quotas of a tasking, one row an office: type them, set them all, or paste a column from a spreadsheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from coordinator.services.taskings import set_quotas
from coordinator.views.taskings import BoardRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.basics import button, label, wrapped
from ui.widgets.grid import Grid
from ui.wording import count

MOST = 9999
_PASTED = re.compile(r"^(?:(?P<code>[A-Za-z]{2,5})\s*[\t,;:\s]\s*)?(?P<seats>\d{1,4})$")


@dataclass(frozen=True, slots=True)
class QuotaRow:
    id: int
    code: str
    name: str
    seats: int
    nominated: int


def read_quotas(text: str) -> list[tuple[str, int]]:
    """Lines such as "5" or "DEN<tab>5" as (code or "", seats); lines with neither are left out."""
    found = [_PASTED.match(line.strip()) for line in text.splitlines()]
    return [((match["code"] or "").upper(), int(match["seats"])) for match in found if match]


def _code(row: QuotaRow) -> str:
    return row.code


def _name(row: QuotaRow) -> str:
    return row.name


def _seats(row: QuotaRow) -> str:
    return str(row.seats)


def _nominated(row: QuotaRow) -> str:
    return str(row.nominated)


class QuotasDialog(DialogFrame):
    """`grid` has the rows, `all_seats` and `set_all` fill the column, `paste` takes the clipboard."""

    def __init__(self, desk: Desk, parent: QWidget, tasking_id: int, number: str, board: Sequence[BoardRow]) -> None:
        super().__init__(desk, parent, f"Quotas of {number}", "Set quotas")
        self._tasking_id, self._number = tasking_id, number
        self.rows = [QuotaRow(row.id, row.office_code, row.office_name, row.quota, row.nominated) for row in board]
        self._before = {row.id: row.seats for row in self.rows}
        self.grid: Grid[QuotaRow] = Grid(self._columns(), desk.look, "Quotas")
        self.total = label("", "secondary")
        self.all_seats = QSpinBox()
        self.all_seats.setRange(0, MOST)
        self.all_seats.setAccessibleName("Places for every office")
        self.all_seats.setValue(max((row.seats for row in self.rows), default=0))
        self.set_all = button("Set all")
        self.set_all.setAutoDefault(False)
        self.set_all.clicked.connect(self._set_all)
        self.paste = button("Paste column", "", "copy")
        self.paste.setAutoDefault(False)
        self.paste.clicked.connect(self._paste)
        self._lay_out()
        self._show()
        self.resize(560, 600)

    def _columns(self) -> tuple[Column[QuotaRow], ...]:
        return (
            Column("Office", _code, 80, bold=True),
            Column("Name", _name, 210),
            Column("Named", _nominated, 84),
            Column("Quota", _seats, 84, edit=self._edit),
        )

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(label("Every office"))
        above.addWidget(self.all_seats)
        above.addWidget(self.set_all)
        above.addStretch(1)
        above.addWidget(self.paste)
        how = "F2 or a double click edits a quota. A pasted column is numbers, or codes and numbers."
        self.column.addWidget(wrapped(label(how, "secondary")))
        self.column.addLayout(above)
        self.column.addWidget(self.grid, 1)
        self.column.addWidget(self.total)
        self.finish_layout()

    def _show(self) -> None:
        self.grid.set_rows(self.rows)
        self.total.setText(f"{count(sum(row.seats for row in self.rows), 'place', 'places')} in all")

    def _edit(self, row: QuotaRow, text: str) -> None:
        if text.strip().isdecimal() and int(text) <= MOST:
            self._put({row.id: int(text)})

    def _set_all(self) -> None:
        self._put(dict.fromkeys(self._before, self.all_seats.value()))

    def _paste(self) -> None:
        """Codes decide where they are given; bare numbers go down from the current row."""
        pasted = read_quotas(QGuiApplication.clipboard().text())
        by_code = {row.code: row.id for row in self.rows}
        current = self.grid.current_row()
        start = [row.id for row in self.rows].index(current.id) if current else 0
        bare = [seats for code, seats in pasted if not code]
        below = zip((row.id for row in self.rows[start:]), bare, strict=False)
        self._put(dict(below) | {by_code[code]: seats for code, seats in pasted if code in by_code})

    def _put(self, seats: dict[int, int]) -> None:
        self.rows = [replace(row, seats=seats.get(row.id, row.seats)) for row in self.rows]
        self._show()

    def submit(self) -> None:
        changed = {row.id: row.seats for row in self.rows if row.seats != self._before[row.id]}
        if not changed:
            self.reject()
            return
        self.start()
        self._changed = len(changed)
        job = self.desk.runner.change(set_quotas, self._tasking_id, changed)
        job.then(self._on_set).otherwise(self.refused)

    def _on_set(self, _: None) -> None:
        self.finish(f"Set the quota of {count(self._changed, 'office', 'offices')} of {self._number}")
