"""Seat, release, promote and move people."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from coordinator.rules.vocabulary import SeatState
from coordinator.services.seats import (
    ReleaseResult,
    SeatingResult,
    move_seats,
    promote_next,
    release_seats,
    seat_designees,
)
from coordinator.views.seating import SeatNeed, people_to_seat
from coordinator.views.trainings import TrainingRow
from ui.dialogs.move_dialog import MoveDialog
from ui.dialogs.seating_dialog import SeatingDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.wording import count


class SeatingVerbs(QObject):
    """Owns its actions; they act on the chosen training and the people selected in its register."""

    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._title = ""
        self.seat = self._add("Seat people…", self.ask_seats, "Ctrl+Shift+N", "user-plus")
        self.promote = self._add("Promote from the wait list", self.do_promote, "Ctrl+U", "arrow-up")
        self.move = self._add("Move to another training…", self.ask_move, "Ctrl+M", "move")
        self.release = self._add("Release seat", self.do_release, "Ctrl+Backspace", "user-minus")

    def _add(self, text: str, slot: Any, shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._chosen.page, "Page", text, slot, shortcut, icon)

    def follow(self) -> None:
        """Each verb is usable when it can do something."""
        row, selected = self._chosen.training, self._chosen.selected
        takes = row is not None and row.takes_seats
        unmarked = bool(selected) and all(seat.mark is None for seat in selected)
        self.seat.setEnabled(takes)
        self.promote.setEnabled(row is not None and takes and bool(row.waiting and row.free))
        self.release.setEnabled(unmarked)
        self.move.setEnabled(unmarked and bool(self._targets()))

    def ask_seats(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._desk.runner.read(people_to_seat, row.id, self._desk.today()).then(self._show_needs)

    def _show_needs(self, people: tuple[SeatNeed, ...]) -> None:
        row = self._chosen.training
        if row is not None:
            dialog = SeatingDialog(self._chosen.page, row, people, self._desk)
            dialog.accepted.connect(self._on_seats)
            self._chosen.show(dialog)

    def _on_seats(self) -> None:
        dialog = self._chosen.dialog
        assert isinstance(dialog, SeatingDialog)
        self._desk.runner.change(seat_designees, dialog.training.id, dialog.chosen()).then(self._on_seated)

    def _on_seated(self, result: SeatingResult) -> None:
        self._desk.say(f"Seated {count(result.seated, 'person', 'people')}{_what_else(result)}", True)

    def do_release(self) -> None:
        seats = [seat.id for seat in self._chosen.selected]
        if seats:
            self._desk.runner.change(release_seats, seats).then(self._on_released)

    def _on_released(self, result: ReleaseResult) -> None:
        """Nobody moves up by itself: who releases a seat is told that somebody waits for it."""
        waits = f". {count(result.waiting, 'person waits', 'people wait')}: offer the seat or promote"
        next_step = waits if result.waiting and result.free else ""
        self._desk.say(f"Released {count(result.released, 'seat', 'seats')}{next_step}", True)

    def do_promote(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._desk.runner.change(promote_next, row.id).then(self._on_promoted)

    def _on_promoted(self, people: int) -> None:
        self._desk.say(f"Moved {count(people, 'person', 'people')} up from the wait list", True)

    def _targets(self) -> list[TrainingRow]:
        """Where people can be moved: to every other training that is still to come."""
        row, now = self._chosen.training, self._desk.now()
        others = [each for each in self._chosen.trainings if row is not None and each.id != row.id]
        return [each for each in others if each.takes_seats and each.ends_at > now]

    def ask_move(self) -> None:
        seats = self._chosen.selected
        if seats:
            who = seats[0].name if len(seats) == 1 else count(len(seats), "person", "people")
            dialog = MoveDialog(self._chosen.page, who, self._targets())
            dialog.setProperty("seats", [seat.id for seat in sorted(seats, key=_in_order)])
            dialog.accepted.connect(self._on_move)
            self._chosen.show(dialog)

    def _on_move(self) -> None:
        dialog = self._chosen.dialog
        assert isinstance(dialog, MoveDialog)
        self._title = dialog.trainings.currentText().split(",")[0]
        self._desk.runner.change(move_seats, dialog.property("seats"), dialog.target).then(self._on_moved)

    def _on_moved(self, result: SeatingResult) -> None:
        people = count(result.seated + result.waiting, "person", "people")
        self._desk.say(f"Moved {people} to {self._title}{_what_else(result)}", True)


def _what_else(result: SeatingResult) -> str:
    """Who waits, whom they overtook by priority, and what speaks against the time: ", 2 wait, 1 is away then"."""
    parts = [f"{result.waiting} wait" if result.waiting else ""]
    parts.append(f"{result.passed} who waited {_is(result.passed)} behind them now" if result.passed else "")
    twice, away = len(result.overlaps), len(result.away)
    parts.append(f"{twice} {_is(twice)} in another training at that time" if twice else "")
    parts.append(f"{away} said they are away then" if away else "")
    return "".join(f", {part}" for part in parts if part)


def _is(people: int) -> str:
    return "is" if people == 1 else "are"


def _in_order(seat: Any) -> tuple[bool, int]:
    """Those who had a seat before those who waited, these in their order."""
    return seat.state is SeatState.WAIT_LISTED, seat.queue_place or 0
