"""The pane beside a wait list: one person, what speaks against the time, and every move of the seat."""

from collections.abc import Sequence

from coordinator.views.wait_list import SeatStep, WaitRow
from ui.widgets.detail import DetailPane
from ui.wording import moment, tone, word

NOBODY_CHOSEN = "Choose somebody to see the history of the seat."


class SeatHistoryPane(DetailPane):
    """Moments are shown on the clock of `zone`."""

    def __init__(self, zone: str) -> None:
        super().__init__("History of the seat")
        self._zone = zone

    def show_nobody(self) -> None:
        self.clear()
        self.placeholder(NOBODY_CHOSEN)

    def show_seat(self, row: WaitRow, steps: Sequence[SeatStep]) -> None:
        """The newest move first; a seat that was moved goes on in the training it came from."""
        self.clear()
        self.heading(row.name, f"{row.office} · {row.why}")
        if row.note:
            self.line("Speaks against the time", row.note, ("triangle-alert", "caution"))
        self.section("History of the seat")
        for step in reversed(steps):
            said = f"{word(step.to_state)}, {step.reason}" if step.reason else word(step.to_state)
            self.line(said, f"{step.training} · {moment(step.at, self._zone)}", tone(step.to_state))
