"""A proposed seating in two lists, with what a person decides about it: whom to accept, to pin and to bar."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator.rules.proposed_seats import SeatPlan, Unplaced
from coordinator.services.seat_plans import SeatPick
from ui.style import Look
from ui.widgets.basics import button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.parts import SearchBox
from ui.widgets.proposal_grids import UNPLACED_COLUMNS, PickRow, ProposalGrid

KEYS = "Space accepts or leaves · P pins to the training · B bars from it · Ctrl+A selects all"
SEATS, UNPLACED = range(2)


class ProposalPanel(QWidget):
    """`seats` and `unplaced` are the lists in `tabs`, `search` filters both, `reason` is the chosen one's in full.

    `picked` comes when others are to be accepted; `pinned` when pins or bars ask for another proposal. Both hold as
    long as the panel lives.
    """

    picked = Signal()
    pinned = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.plan: SeatPlan | None = None
        self.pins: dict[int, int] = {}
        self.bars: set[tuple[int, int]] = set()
        self._left: set[tuple[int, int]] = set()  # (person, training) that are not to be accepted
        self.tabs, self.views = QTabBar(), QStackedWidget()
        self.seats = ProposalGrid(look)
        self.unplaced: Grid[Unplaced] = Grid(UNPLACED_COLUMNS, look, "Without a seat")
        self.search = SearchBox("Filter people")
        self.search.setPlaceholderText("Filter")
        self.search.setFixedWidth(220)
        self.reason = wrapped(label("", "secondary"))
        self.reason.setMinimumHeight(36)
        self.pick_all, self.pick_none = button("Check all", "flat"), button("Check none", "flat")
        self.pin, self.bar = button("Pin", "flat", "pin"), button("Bar", "flat", "ban")
        self.clear = button("Clear pins and bars", "flat")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What is shown")
        for text, view in (("Proposed", self.seats), ("Without a seat", self.unplaced)):
            self.tabs.addTab(text)
            self.views.addWidget(view)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.search)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for each in (self.pick_all, self.pick_none, self.pin, self.bar, self.clear):
            each.setAutoDefault(False)
            foot.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(label(KEYS, "secondary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.views, 1)
        column.addWidget(self.reason)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        for grid in (self.seats, self.unplaced):
            self.search.textChanged.connect(grid.rows_model.set_filter)
            grid.selected.connect(self._show_reason)
        self.seats.toggled.connect(self.toggle)
        self.seats.pin_wanted.connect(self.toggle_pins)
        self.seats.bar_wanted.connect(self.bar_people)
        self.pick_all.clicked.connect(self._pick_all)
        self.pick_none.clicked.connect(self._pick_none)
        self.pin.clicked.connect(self._pin_selected)
        self.bar.clicked.connect(self._bar_selected)
        self.clear.clicked.connect(self._clear)

    # what is shown

    def show_plan(self, plan: SeatPlan | None) -> None:
        """None while there is no answer to what is wished."""
        self.plan = plan
        self._show_rows()
        self.unplaced.set_rows(plan.unplaced if plan else ())
        self.tabs.setTabText(SEATS, f"Proposed {len(plan.seats):,}" if plan else "Proposed")
        self.tabs.setTabText(UNPLACED, f"Without a seat {len(plan.unplaced):,}" if plan else "Without a seat")
        self.seats.set_empty("No seat is proposed.")
        self.unplaced.set_empty("Everyone who needs a seat gets one." if plan else "")
        self.clear.setVisible(bool(self.pins or self.bars))
        self._show_reason()

    def _show_rows(self) -> None:
        seats = self.plan.seats if self.plan else ()
        self.seats.set_rows([PickRow(seat, (seat.id, seat.training_id) not in self._left) for seat in seats])
        self.picked.emit()

    def _show_reason(self) -> None:
        """In full of the one that is chosen: the column cuts it off."""
        picked, lost = self.seats.selected_rows(), self.unplaced.selected_rows()
        is_first = self.tabs.currentIndex() == SEATS
        whys = [row.seat.why for row in picked] if is_first else [row.why for row in lost]
        self.reason.setText(whys[0] if len(whys) == 1 else "")
        for each in (self.pin, self.bar):
            each.setEnabled(bool(picked) and is_first)

    def _on_tab(self, place: int) -> None:
        self.views.setCurrentIndex(place)
        self._show_reason()

    # whom to accept

    @property
    def picks(self) -> list[SeatPick]:
        """What would be accepted, in the order of priority."""
        return [
            SeatPick(seat.id, seat.training_id, seat.from_seat_id, seat.is_pinned, seat.is_move)
            for seat in (self.plan.seats if self.plan else ())
            if (seat.id, seat.training_id) not in self._left
        ]

    def toggle(self, ids: Sequence[int]) -> None:
        """All of them are accepted, or none when they all are already."""
        pairs = self._pairs(ids)
        self._left = self._left - pairs if pairs & self._left else self._left | pairs
        self._show_rows()

    def _pairs(self, ids: Sequence[int]) -> set[tuple[int, int]]:
        wanted = set(ids)
        return {(seat.id, seat.training_id) for seat in (self.plan.seats if self.plan else ()) if seat.id in wanted}

    def _pick_all(self) -> None:
        """Those that the filter shows."""
        self._left -= self._pairs([row.id for row in self.seats.rows_model.rows])
        self._show_rows()

    def _pick_none(self) -> None:
        self._left |= self._pairs([row.id for row in self.seats.rows_model.rows])
        self._show_rows()

    # pins and bars

    def toggle_pins(self, ids: Sequence[int]) -> None:
        """Pin people to the trainings that are proposed, or let them go when they all are pinned."""
        pairs = dict(self._pairs(ids))
        if all(person in self.pins for person in pairs):
            self.pins = {person: training for person, training in self.pins.items() if person not in pairs}
        else:
            self.pins |= pairs
        self.pinned.emit()

    def bar_people(self, ids: Sequence[int]) -> None:
        """Bar people from the trainings that are proposed; the next proposal finds others."""
        pairs = self._pairs(ids)
        self.bars |= pairs
        self.pins = {person: training for person, training in self.pins.items() if (person, training) not in pairs}
        self.pinned.emit()

    def _pin_selected(self) -> None:
        self.toggle_pins(self.seats.acted_on())

    def _bar_selected(self) -> None:
        self.bar_people(self.seats.acted_on())

    def _clear(self) -> None:
        self.pins, self.bars = {}, set()
        self.pinned.emit()
