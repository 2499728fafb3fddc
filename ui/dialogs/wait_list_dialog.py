"""The wait list of a training: who is next and why, offers and their answers, moves by hand with a reason."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDateTimeEdit,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coordinator.rules.vocabulary import SeatState
from coordinator.services.seat_offers import accept_offer, decline_offer, expire_offers, offer_seats
from coordinator.services.seats import promote_next, release_seats
from coordinator.services.wait_list import move_in_line, put_back_in_line, reorder_wait_list
from coordinator.views.trainings import TrainingRow
from coordinator.views.wait_list import SeatStep, WaitList, WaitRow, seat_history, wait_list
from ui.desk import Desk
from ui.dialogs.memo_fields import with_whole_year
from ui.dialogs.stay_open import StayOpenDialog
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.widgets.grid import Grid
from ui.widgets.seat_history_pane import SeatHistoryPane
from ui.widgets.wait_list_columns import wait_list_columns
from ui.wording import count, moment

NOBODY = "Nobody waits for this training, and no offer is open."
USUAL = "The &usual time, at close of business where they are"
ELSE = "else, on the host’s clock,"


class WaitListDialog(StayOpenDialog):
    """`grid` has offers and queue, `history` the moves of the chosen seat; `reason` goes with moves and declines.

    `found` is what is shown, None before it came.
    """

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(desk, parent, f"Wait list of {training.title}")
        self._training = training
        self._did = ""
        self.found: WaitList | None = None
        self.facts = wrapped(label("Looking…", "secondary"))
        self.grid: Grid[WaitRow] = Grid(wait_list_columns(), desk.look, "Wait list")
        self.history = SeatHistoryPane(desk.zone)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.is_usual = QCheckBox(USUAL)
        self.reply_by = QDateTimeEdit()
        self._make_verbs()
        self._lay_out()
        self._connect()
        self.load()

    # parts

    def _make_verbs(self) -> None:
        self.offer = self.verb("&Offer free seats", self.do_offer, "mail")
        self.promote = self.verb("&Give without asking", self.do_promote, "arrow-up")
        self.expire = self.verb("Pass on e&xpired", self.do_expire, "timer")
        self.order = self.verb("Order by &priority", self.do_order, "list-ordered")
        self.accept_button = self.verb("&Accept", self.do_accept, "check")
        self.decline = self.verb("&Decline", self.do_decline, "x")
        self.release = self.verb("Re&lease", self.do_release, "user-minus")
        self.up = self.verb("Move up", self.move_up, "chevron-up")
        self.down = self.verb("Move down", self.move_down, "chevron-down")
        self.back = self.verb("&Back in line", self.do_put_back, "rotate-ccw")
        self.up.setToolTip("Ctrl+Up")
        self.down.setToolTip("Ctrl+Down")

    def _lay_out(self) -> None:
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.grid.setSortingEnabled(False)  # the order is what this is about
        self.grid.set_empty(NOBODY)
        self.reason.setPlaceholderText("Why somebody is moved by hand, or declines")
        with_whole_year(self.reply_by)
        self.is_usual.setChecked(True)
        above = QHBoxLayout()
        above.setSpacing(16)
        above.addWidget(self.grid, 1)
        self.history.setFixedWidth(280)
        above.addWidget(self.history)
        form = Form()
        form.row("Answer by", self._answer_row())
        form.row("&Reason", self.reason)
        self.column.addWidget(self.facts)
        self.column.addLayout(above, 1)
        self.column.addLayout(self._rows_of_verbs())
        self.column.addWidget(form)
        self.finish_layout()
        self.resize(1248, 660)

    def _answer_row(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.is_usual)
        row.addWidget(label(ELSE, "secondary"))
        row.addWidget(self.reply_by)
        row.addStretch(1)
        self.reply_by.setMinimumWidth(210)
        self.reply_by.setAccessibleName("Answer by, on the host’s clock")
        box.setFocusProxy(self.is_usual)
        return box

    def _rows_of_verbs(self) -> QVBoxLayout:
        rows = QVBoxLayout()
        rows.setSpacing(8)
        for verbs in (
            (self.offer, self.promote, self.expire, self.order),
            (self.accept_button, self.decline, self.release, self.up, self.down, self.back),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for each in verbs:
                row.addWidget(each)
            row.addStretch(1)
            rows.addLayout(row)
        return rows

    def _connect(self) -> None:
        self.grid.selected.connect(self._follow)
        self.is_usual.toggled.connect(self._follow)
        QShortcut(QKeySequence("Ctrl+Up"), self, self.move_up)
        QShortcut(QKeySequence("Ctrl+Down"), self, self.move_down)

    # what is shown

    def load(self) -> None:
        self.desk.runner.read(wait_list, self._training.id, self.desk.now()).then(self._show)

    def _show(self, found: WaitList | None) -> None:
        if found is None:
            self.reject()
            return
        is_first = self.found is None
        self.found = found
        self.grid.set_rows(found.rows)
        self.facts.setText(_facts(found))
        if is_first:
            self._suggest_reply_by(found)
            self.grid.setFocus()
        if found.rows and not self.grid.selected_rows():
            self.grid.select_ids([found.rows[0].id])
        self._follow()

    def _suggest_reply_by(self, found: WaitList) -> None:
        """A day before the start, on the host's clock; only used when it is asked for."""
        local = found.starts_at.astimezone(ZoneInfo(found.time_zone))
        self.reply_by.setDate(QDate(local.year, local.month, local.day).addDays(-1))
        self.reply_by.setTime(QTime(17, 0))

    @property
    def chosen(self) -> WaitRow | None:
        return next(iter(self.grid.selected_rows()), None)

    def _follow(self) -> None:
        """Each verb can be used when it can do something."""
        found, row = self.found, self.chosen
        waits = row is not None and row.state is SeatState.WAIT_LISTED
        has_room = found is not None and bool(found.free and found.waiting)
        self.offer.setEnabled(has_room)
        self.promote.setEnabled(has_room)
        self.expire.setEnabled(found is not None and found.run_out > 0)
        self.order.setEnabled(found is not None and found.waiting > 1)
        self.accept_button.setEnabled(row is not None and not waits)
        self.decline.setEnabled(row is not None and not waits)
        self.release.setEnabled(row is not None)
        self.up.setEnabled(waits and row is not None and row.place != 1)
        self.down.setEnabled(waits and row is not None and found is not None and row.place != found.waiting)
        self.back.setEnabled(row is not None and bool(row.by_hand))
        self.reply_by.setEnabled(not self.is_usual.isChecked())
        self._ask_history(row)

    def _ask_history(self, row: WaitRow | None) -> None:
        if row is None:
            self.history.show_nobody()
        else:
            self.desk.runner.read(seat_history, row.id).then(self._show_history)

    def _show_history(self, steps: tuple[SeatStep, ...]) -> None:
        row = self.chosen
        if row is not None and steps:
            self.history.show_seat(row, steps)

    # all of them

    def do_offer(self) -> None:
        until = None if self.is_usual.isChecked() else self._reply_by()
        self.desk.runner.change(offer_seats, self._training.id, until).then(self._on_offered)

    def _reply_by(self) -> datetime | None:
        if self.found is None:
            return None
        shown = self.reply_by.dateTime()
        day, clock = shown.date(), shown.time()
        zone = ZoneInfo(self.found.time_zone)
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=zone)

    def _on_offered(self, seats: int) -> None:
        self.say(f"Offered {count(seats, 'seat', 'seats')}")

    def do_promote(self) -> None:
        self.desk.runner.change(promote_next, self._training.id).then(self._on_promoted)

    def _on_promoted(self, people: int) -> None:
        self.say(f"Moved {count(people, 'person', 'people')} up from the wait list")

    def do_expire(self) -> None:
        job = self.desk.runner.change(expire_offers, self.desk.now(), self._training.id)
        job.then(self._on_expired)

    def _on_expired(self, offers: int) -> None:
        self.say(f"Passed on {count(offers, 'offer that ran out', 'offers that ran out')}")

    def do_order(self) -> None:
        self.desk.runner.change(reorder_wait_list, self._training.id).then(self._on_ordered)

    def _on_ordered(self, places: int) -> None:
        if places:
            self.say(f"Ordered the wait list by priority, {count(places, 'place', 'places')} changed")
        else:
            self.toast.show_text("The wait list was in the order of priority already")

    # the one that is chosen

    def do_accept(self) -> None:
        self._do("Accepted the offer for {}", accept_offer)

    def do_decline(self) -> None:
        row = self.chosen
        if row is not None:
            self._did = f"Declined the offer for {row.name}"
            self.desk.runner.change(decline_offer, row.id, self.reason.text()).then(self._on_declined)

    def _on_declined(self, passed_on: int) -> None:
        self.say(f"{self._did}, offered to the next" if passed_on else f"{self._did}, the seat is free")
        self.reason.clear()

    def do_release(self) -> None:
        row = self.chosen
        if row is not None:
            self._did = f"Released the seat of {row.name}"
            self.desk.runner.change(release_seats, [row.id], self.reason.text().strip()).then(self._on_done)

    def do_put_back(self) -> None:
        self._do("Put {} back in line", put_back_in_line)

    def _do(self, sentence: str, service: Any) -> None:
        row = self.chosen
        if row is not None:
            self._did = sentence.format(row.name)
            self.desk.runner.change(service, row.id).then(self._on_done)

    def _on_done(self, _: object) -> None:
        self.say(self._did)

    def move_up(self) -> None:
        self._move(-1, self.up)

    def move_down(self) -> None:
        self._move(1, self.down)

    def _move(self, by: int, verb: QPushButton) -> None:
        row = self.chosen
        if row is None or row.place is None or not verb.isEnabled():
            return
        if not self.reason.text().strip():
            self.toast.show_text("Say why the order is changed by hand, then move again")
            self.reason.setFocus()
            return
        self._did = f"Moved {row.name}"
        self.desk.runner.change(move_in_line, row.id, row.place + by, self.reason.text()).then(self._on_moved)

    def _on_moved(self, place: int) -> None:
        self.say(f"{self._did} to place {place}")


def _facts(found: WaitList) -> str:
    parts = [moment(found.starts_at, found.time_zone)]
    seats = f"{found.taken} of {count(found.capacity, 'seat', 'seats')} taken or offered"
    parts.append(f"{seats}, {found.overbook} extra" if found.overbook else seats)
    parts.append(f"{found.free} free" if found.free else "none free")
    parts.append(f"{count(found.waiting, 'person waits', 'people wait')}")
    if found.run_out:
        parts.append(count(found.run_out, "offer has run out", "offers have run out"))
    return " · ".join(parts)
