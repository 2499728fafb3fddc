"""What keeps a training full: its wait list, offers, confirmed and pinned seats, overbooking."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from coordinator.rules.vocabulary import SeatState
from coordinator.services.seat_offers import offer_seats
from coordinator.services.seats import confirm_seats, pin_seats
from ui.dialogs.frame import DialogFrame
from ui.dialogs.overbooking_dialog import OverbookingDialog
from ui.dialogs.wait_list_dialog import WaitListDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.wording import count


class WaitListVerbs(QObject):
    """Owns its actions, in two lists: what is done to a training, and to the people selected in it."""

    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._said = ""
        self.wait_list = self._add("Wait list…", self.show_wait_list, "Ctrl+L", "list-ordered")
        self.offer = self._add("Offer free seats", self.do_offer, "Ctrl+Shift+U", "mail")
        self.confirm = self._add("Confirm seats", self.do_confirm, "", "user-check")
        self.pin = self._add("Pin seats", self.do_pin, "", "pin")
        self.unpin = self._add("Unpin seats", self.do_unpin, "", "map-pin")
        self.overbook = self._add("Overbooking…", self.show_overbooking, "", "users-round")
        self.of_training: list[QAction] = [self.wait_list, self.offer, self.overbook]
        self.of_people: list[QAction] = [self.confirm, self.pin, self.unpin]

    def _add(self, text: str, slot: Any, shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._chosen.page, "Page", text, slot, shortcut, icon)

    def follow(self) -> None:
        """Each verb is usable when it can do something."""
        row, selected = self._chosen.training, self._chosen.selected
        takes = row is not None and row.takes_seats
        held = bool(selected) and all(seat.state is not SeatState.WAIT_LISTED for seat in selected)
        reserved = held and all(seat.state is not SeatState.OFFERED for seat in selected)
        self.wait_list.setEnabled(row is not None)
        self.offer.setEnabled(row is not None and takes and bool(row.waiting and row.free))
        self.confirm.setEnabled(reserved and any(seat.state is SeatState.RESERVED for seat in selected))
        self.pin.setEnabled(held and not all(seat.is_pinned for seat in selected))
        self.unpin.setEnabled(held and any(seat.is_pinned for seat in selected))
        self.overbook.setEnabled(row is not None and takes and row.starts_at > self._desk.now())

    def show_wait_list(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._chosen.show(WaitListDialog(self._desk, self._chosen.page, row))

    def show_overbooking(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._show(OverbookingDialog(self._desk, self._chosen.page, row))

    def _show(self, dialog: DialogFrame) -> None:
        dialog.done_with.connect(self._desk.say)
        self._chosen.show(dialog)

    def do_offer(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._said = row.title
            self._desk.runner.change(offer_seats, row.id).then(self._on_offered)

    def _on_offered(self, seats: int) -> None:
        self._desk.say(f"Offered {count(seats, 'seat', 'seats')} in {self._said}", True)

    def do_confirm(self) -> None:
        seats = [seat.id for seat in self._chosen.selected]
        if seats:
            self._desk.runner.change(confirm_seats, seats).then(self._on_confirmed)

    def _on_confirmed(self, seats: int) -> None:
        self._desk.say(f"Confirmed {count(seats, 'seat', 'seats')}", True)

    def do_pin(self) -> None:
        self._pin(True)

    def do_unpin(self) -> None:
        self._pin(False)

    def _pin(self, is_pinned: bool) -> None:
        seats = [seat.id for seat in self._chosen.selected]
        if seats:
            self._said = "Pinned" if is_pinned else "Unpinned"
            self._desk.runner.change(pin_seats, seats, is_pinned).then(self._on_pinned)

    def _on_pinned(self, seats: int) -> None:
        self._desk.say(f"{self._said} {count(seats, 'seat', 'seats')}", bool(seats))
