"""The shares of offices in a pool: typed, shared out evenly or by what is used, never more than its seats."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from coordinator.rules.allotment import spread
from coordinator.rules.share_out import in_proportion
from coordinator.services.agreements import set_allotments
from coordinator.views.agreements import AllotmentRow, PoolRow, allotments
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.grid import Grid
from ui.wording import NOTHING, count

MOST = 999_999
HOW = (
    "F2 or a double click edits a share; empty it for none. An office with a share may use up to it; what is not "
    "allotted is for the offices without one. Choose several offices to share out among these only."
)


class AllotmentsDialog(DialogFrame):
    """`grid` has the offices; `evenly`, `by_use` and `clear` fill the column; `total` follows."""

    def __init__(self, desk: Desk, parent: QWidget, pool: PoolRow) -> None:
        super().__init__(desk, parent, f"Shares of offices in {pool.contract_number}", "Set shares")
        self._pool = pool
        self.rows: list[AllotmentRow] = []
        self._before: dict[int, int | None] = {}
        self.grid: Grid[AllotmentRow] = Grid(self._columns(), desk.look, "Shares of offices")
        self.total = wrapped(label("Reading…"))
        self.evenly = self._filler("Share out evenly", self._share_evenly)
        self.by_use = self._filler("By what is used", self._share_by_use)
        self.clear = self._filler("No shares", self._clear)
        self._lay_out()
        self.go.setEnabled(False)
        self.resize(600, 620)
        desk.runner.read(allotments, pool.id).then(self._take)

    def _columns(self) -> tuple[Column[AllotmentRow], ...]:
        return (
            Column("Office", _code, 80, bold=True),
            Column("Name", _name, 184),
            Column("Share", _share, 80, sort=_share_number, right=True, edit=self._edit),
            Column("Used", _used, 80, sort=_used_number, right=True),
            Column("Left", _left, 110, sort=_left_number, right=True, tone=_left_tone),
        )

    def _filler(self, text: str, slot: Callable[[], None]) -> QPushButton:
        made = button(text)
        made.setAutoDefault(False)
        made.clicked.connect(slot)
        return made

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        for each in (self.evenly, self.by_use, self.clear):
            above.addWidget(each)
        above.addStretch(1)
        self.column.addWidget(wrapped(label(HOW, "secondary")))
        self.column.addLayout(above)
        self.column.addWidget(self.grid, 1)
        self.column.addWidget(self.total)
        self.finish_layout()
        self.grid.setFocus()

    # the shares

    def _take(self, rows: tuple[AllotmentRow, ...]) -> None:
        self.rows = sorted(rows, key=_concerned_first)
        self._before = {row.id: row.share for row in rows}
        self.by_use.setEnabled(any(row.used for row in rows))
        self._show()

    def _show(self) -> None:
        self.grid.set_rows(self.rows)
        given = sum(row.share or 0 for row in self.rows)
        seats, offices = self._pool.seats, sum(row.share is not None for row in self.rows)
        said = f"{given:,} of {count(seats, 'seat', 'seats')} allotted to {count(offices, 'office', 'offices')}"
        if given > seats:
            said += f", {given - seats:,} too many."
        elif not offices:
            said = f"No shares: all {count(seats, 'seat', 'seats')} go to whoever is ready first."
        else:
            said += f"; {seats - given:,} left for the offices without a share."
        self.total.setText(said)
        set_property(self.total, "tone", "bad" if given > seats else "")
        self.go.setEnabled(given <= seats)

    def _edit(self, row: AllotmentRow, text: str) -> None:
        text = text.strip()
        if not text:
            self._put({row.id: None})
        elif text.isascii() and text.isdecimal() and int(text) <= MOST:
            self._put({row.id: int(text)})

    def _put(self, shares: Mapping[int, int | None]) -> None:
        self.rows = [replace(row, share=shares[row.id]) if row.id in shares else row for row in self.rows]
        self._show()

    def _meant(self) -> list[AllotmentRow]:
        """The chosen offices where several are chosen; else those that have a share or use seats; else all."""
        chosen = self.grid.selected_rows()
        if len(chosen) > 1:
            return chosen
        return [row for row in self.rows if row.share is not None or row.used] or self.rows

    def _share_evenly(self) -> None:
        meant = self._meant()
        self._put(spread(self._to_share(meant), [row.id for row in meant]))

    def _share_by_use(self) -> None:
        meant = self._meant()
        by_use = in_proportion(self._to_share(meant), {row.id: row.used for row in meant if row.used})
        self._put(dict.fromkeys((row.id for row in meant), None) | by_use)

    def _to_share(self, meant: list[AllotmentRow]) -> int:
        """What the other offices do not have."""
        among = {row.id for row in meant}
        return max(self._pool.seats - sum(row.share or 0 for row in self.rows if row.id not in among), 0)

    def _clear(self) -> None:
        self._put(dict.fromkeys((row.id for row in self.rows), None))

    # the work

    def submit(self) -> None:
        changed = {row.id: row.share for row in self.rows if row.share != self._before[row.id]}
        if not changed:
            self.reject()
            return
        self.start()
        self._changed = len(changed)
        job = self.desk.runner.change(set_allotments, self._pool.id, changed)
        job.then(self._on_set).otherwise(self.refused)

    def _on_set(self, _: None) -> None:
        self.finish(f"Set the share of {count(self._changed, 'office', 'offices')} in {self._pool.contract_number}")


def _concerned_first(row: AllotmentRow) -> tuple[bool, str]:
    return row.share is None and not row.used, row.code


def _code(row: AllotmentRow) -> str:
    return row.code


def _name(row: AllotmentRow) -> str:
    return row.name


def _share(row: AllotmentRow) -> str:
    return NOTHING if row.share is None else f"{row.share}"


def _share_number(row: AllotmentRow) -> int:
    return -1 if row.share is None else row.share


def _used(row: AllotmentRow) -> str:
    return f"{row.used:,}"


def _used_number(row: AllotmentRow) -> int:
    return row.used


def _left(row: AllotmentRow) -> str:
    if row.left is None:
        return NOTHING
    return f"{row.left:,}" if row.left >= 0 else f"{-row.left:,} over"


def _left_number(row: AllotmentRow) -> int:
    return row.left if row.left is not None else MOST + 1


def _left_tone(row: AllotmentRow) -> tuple[str, str] | None:
    return ("triangle-alert", "caution") if row.left is not None and row.left < 0 else None
