"""A proposed seating: what is wished, who would get which seat and why, who gets none; accepted whole or in part."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator.rules.proposed_seats import SeatPlan, Unplaced
from coordinator.rules.seat_plan import SeatWishes
from coordinator.services.seat_plans import SeatPick, accept_seat_plan, propose_seats
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.notices import Banner
from ui.widgets.parts import SearchBox
from ui.widgets.proposal_grids import UNPLACED_COLUMNS, PickRow, ProposalGrid
from ui.widgets.seat_wishes_bar import SeatWishesBar
from ui.widgets.training_loads import TrainingLoads
from ui.wording import count

PAUSE = 80  # ms after the last change, so that several changes ask once
KEYS = "Space accepts or leaves · P pins to the training · B bars from it · Ctrl+A selects all"


class SeatPlanDialog(DialogFrame):
    """`settings` and `trainings` are what is wished; `seats` and `unplaced` what comes of it.

    Pins and bars that are set here hold for every proposal of the dialog; a pin is kept with an accepted seat.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Propose seating", "Accept")
        self.plan: SeatPlan | None = None
        self.pins: dict[int, int] = {}
        self.bars: set[tuple[int, int]] = set()
        self._left: set[tuple[int, int]] = set()  # (person, training) that are not to be accepted
        self._is_running = False
        self._make_parts()
        self._lay_out()
        self._connect()
        self.propose()

    # parts

    def _make_parts(self) -> None:
        self.settings = SeatWishesBar()
        self.trainings = TrainingLoads(self.desk.look)
        self.all_trainings, self.no_trainings = button("All", "flat"), button("None", "flat")
        self.tabs, self.views = QTabBar(), QStackedWidget()
        self.seats = ProposalGrid(self.desk.look)
        self.unplaced: Grid[Unplaced] = Grid(UNPLACED_COLUMNS, self.desk.look, "Without a seat")
        self.search = SearchBox("Filter people")
        self.search.setPlaceholderText("Filter")
        self.reason = wrapped(label("", "secondary"))
        self.pick_all, self.pick_none = button("Check all", "flat"), button("Check none", "flat")
        self.pin, self.bar = button("Pin", "flat", "pin"), button("Bar", "flat", "ban")
        self.clear = button("Clear pins and bars", "flat")
        self.summary = wrapped(label("", "secondary"))
        self.progress, self.stop = QProgressBar(), button("Stop", "flat")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.setFixedWidth(140)
        self.banner = Banner()
        self.anew = QAction("Propose anew", self)

    def _lay_out(self) -> None:
        self.cancel.setText("Close")
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(self._left_side())
        body.addLayout(self._right_side(), 1)
        self.column.addWidget(self.settings)
        self.column.addWidget(self.banner)
        self.column.addLayout(body, 1)
        self.buttons.insertWidget(0, self.summary, 1)
        self.buttons.insertWidget(1, self.progress)
        self.buttons.insertWidget(2, self.stop)
        self.buttons.setStretch(3, 0)
        self.finish_layout()
        self.resize(1240, 690)
        for each in (self.all_trainings, self.no_trainings, self.pick_all, self.pick_none, self.pin, self.bar,
                     self.clear, self.stop):  # fmt: skip
            each.setAutoDefault(False)
        self.go.setDefault(False)  # Enter in the filter must not accept
        self.go.setAutoDefault(False)

    def _left_side(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label("TRAININGS", "section"), 1)
        head.addWidget(self.all_trainings)
        head.addWidget(self.no_trainings)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        self.trainings.setFixedWidth(284)
        column.addWidget(self.trainings, 1)
        return column

    def _right_side(self) -> QVBoxLayout:
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
        self.search.setFixedWidth(220)
        head.addWidget(self.search)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for each in (self.pick_all, self.pick_none, self.pin, self.bar, self.clear):
            foot.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(label(KEYS, "secondary"))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.views, 1)
        self.reason.setMinimumHeight(36)
        column.addWidget(self.reason)
        column.addLayout(foot)
        return column

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.propose)
        self.settings.changed.connect(self._later)
        self.trainings.choice_changed.connect(self._later)
        self.all_trainings.clicked.connect(self._all_trainings)
        self.no_trainings.clicked.connect(self._no_trainings)
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
        self.stop.clicked.connect(self.desk.runner.cancel)
        self.anew.triggered.connect(self.propose)
        self.desk.runner.progressed.connect(self._on_progress)

    # what is wished, and the proposal

    @property
    def wishes(self) -> SeatWishes:
        """As they stand; before the trainings are known all to come."""
        chosen = self.trainings.chosen if self.trainings.count() else None
        return self.settings.wishes(chosen, self.pins, frozenset(self.bars))

    def _later(self) -> None:
        """What is shown is not the answer to what is wished: nothing can be accepted meanwhile."""
        self.go.setEnabled(False)
        self._timer.start()

    def propose(self) -> None:
        """Ask for the best filling. Of several that are asked for only the newest is shown."""
        self.banner.clear()
        self._set_running(True)
        runner, now = self.desk.runner, self.desk.now()
        job = runner.read(propose_seats, self.wishes, now, self.desk.today(), runner.progress)
        job.then(self._show).otherwise(self._on_stopped)

    def _set_running(self, is_running: bool) -> None:
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.stop.setVisible(is_running)
        self.progress.setRange(0, 0)
        self._judge()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._is_running:
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)
            self.summary.setText(f"{what}…")

    def _on_stopped(self) -> None:
        """What was proposed before is no answer to what is wished now."""
        self._set_running(False)
        self.plan = None
        self._judge()
        self.summary.setText("Stopped before a filling was found.")
        self.banner.show_state("Nothing was seated.", ("circle-pause", "caution"), self.anew)

    def _show(self, plan: SeatPlan) -> None:
        self.plan = plan
        self._set_running(False)
        self.trainings.show_loads(plan.loads)
        self._show_rows()
        self.unplaced.set_rows(plan.unplaced)
        self.tabs.setTabText(0, f"Proposed {len(plan.seats):,}")
        self.tabs.setTabText(1, f"Without a seat {len(plan.unplaced):,}")
        self.seats.set_empty("No seat is proposed.")
        self.unplaced.set_empty("Everyone who needs a seat gets one.")
        self.summary.setText(f"{plan.summary} {_shortly(plan.warnings)}".strip())
        self.summary.setToolTip("\n".join(plan.warnings))
        self._show_reason()

    def _show_rows(self) -> None:
        seats = self.plan.seats if self.plan else ()
        self.seats.set_rows([PickRow(seat, (seat.id, seat.training_id) not in self._left) for seat in seats])
        self._judge()

    def _show_reason(self) -> None:
        """In full of the one that is chosen: the column cuts it off."""
        picked, lost = self.seats.selected_rows(), self.unplaced.selected_rows()
        if self.tabs.currentIndex() == 0:
            self.reason.setText(picked[0].seat.why if len(picked) == 1 else "")
        else:
            self.reason.setText(lost[0].why if len(lost) == 1 else "")
        for each in (self.pin, self.bar):
            each.setEnabled(bool(picked) and self.tabs.currentIndex() == 0)

    def _on_tab(self, place: int) -> None:
        self.views.setCurrentIndex(place)
        self._show_reason()

    def _all_trainings(self) -> None:
        self.trainings.check_all(True)

    def _no_trainings(self) -> None:
        self.trainings.check_all(False)

    # picks, pins and bars

    @property
    def picks(self) -> list[SeatPick]:
        """What would be accepted, in the order of priority."""
        return [
            SeatPick(seat.id, seat.training_id, seat.from_seat_id, seat.is_pinned)
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

    def toggle_pins(self, ids: Sequence[int]) -> None:
        """Pin people to the trainings that are proposed, or let them go when they all are pinned."""
        pairs = dict(self._pairs(ids))
        if all(person in self.pins for person in pairs):
            self.pins = {person: training for person, training in self.pins.items() if person not in pairs}
        else:
            self.pins |= pairs
        self._later()

    def bar_people(self, ids: Sequence[int]) -> None:
        """Bar people from the trainings that are proposed; the next proposal finds others."""
        pairs = self._pairs(ids)
        self.bars |= pairs
        self.pins = {person: training for person, training in self.pins.items() if (person, training) not in pairs}
        self._later()

    def _pin_selected(self) -> None:
        self.toggle_pins(self.seats.acted_on())

    def _bar_selected(self) -> None:
        self.bar_people(self.seats.acted_on())

    def _clear(self) -> None:
        self.pins, self.bars = {}, set()
        self._later()

    # accepting

    def _judge(self) -> None:
        """What can be done now; how many it would be stands on the button."""
        picks = len(self.picks)
        self.go.setText(f"Accept {count(picks, 'seat', 'seats')}" if picks else "Accept")
        self.go.setEnabled(picks > 0 and not self._is_running)
        self.clear.setVisible(bool(self.pins or self.bars))

    def submit(self) -> None:
        self.start()
        self.desk.runner.change(accept_seat_plan, self.picks).then(self._on_accepted).otherwise(self.refused)

    def _on_accepted(self, people: int) -> None:
        self.finish(f"Seated {count(people, 'person', 'people')} as proposed")

    def refused(self) -> None:
        """Nobody was seated: the records are others than those of the proposal."""
        super().refused()
        words = "The records changed since this was proposed, and nobody was seated."
        self.banner.show_state(words, ("triangle-alert", "caution"), self.anew)

    def reject(self) -> None:
        if self._is_running:
            self.desk.runner.cancel()
        super().reject()


def _shortly(warnings: Sequence[str]) -> str:
    """The bars show which trainings they are."""
    return warnings[0] if len(warnings) == 1 else f"{len(warnings)} trainings stay under their minimum." if warnings else ""
