"""One license in full: what can be done, the gates of its holder, and every move it made with its letter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from coordinator.views.license_detail import LicenseDetail
from coordinator.views.licenses import LicenseEventRow, LicenseRow
from ui.widgets.basics import button
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.detail import DetailPane
from ui.widgets.gate_lines import Go, add_gates
from ui.wording import day, tone, word


class LicensePane(DetailPane):
    """`buttons` are those of what is possible now, `links` lead to proofs, letters and other licenses, by their text.

    `letter_wanted` carries the id of a file, `license_wanted` the number of a license.
    """

    letter_wanted = Signal(int)
    license_wanted = Signal(str)

    def __init__(self, go: Go) -> None:
        super().__init__("License")
        self._go = go
        self.row: LicenseRow | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.links: dict[str, QPushButton] = {}

    def show_nothing(self, selected: int = 0, actions: Sequence[QAction] = ()) -> None:
        """With several selected, what can be done for all of them."""
        self._start(None)
        if selected > 1:
            self.heading(f"{selected:,} licenses selected", "What you do now is done for all of them.")
            self._add_buttons(actions)
        else:
            self.placeholder("Choose a license to see the gates of its holder and every move with its letter.")

    def show_license(self, row: LicenseRow, detail: LicenseDetail, actions: Sequence[QAction]) -> None:
        self._start(row)
        self.heading(row.name, f"{row.number} · {row.office}")
        self._add_buttons(actions)
        self._add_facts(row)
        self._add_gates(detail)
        self._add_history(detail.events)

    def _start(self, row: LicenseRow | None) -> None:
        self.clear()
        self.row, self.buttons, self.links = row, {}, {}

    def _add_buttons(self, actions: Sequence[QAction]) -> None:
        for action in actions:
            if action.isEnabled():
                made = button(action.text())
                made.clicked.connect(action.trigger)
                self.buttons[action.text()] = made
                self.add_action(made)

    def _link(self, text: str, said: str) -> QPushButton:
        made = button(text, "link")
        made.setAccessibleName(said)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        self.links[said] = made
        self.add_widget(made)
        return made

    def _add_facts(self, row: LicenseRow) -> None:
        self.section("License")
        self.line(word(row.state), dates_words(row), tone(row.state))
        under = f", tasking {row.tasking}" if row.tasking else ""
        self.line(row.product, f"Agreement {row.contract_number}{under}")
        for words, number in (("Follows", row.follows), ("Followed by", row.followed_by)):
            if number:
                made = self._link(f"{words} {number}", f"{words} license {number}")
                made.clicked.connect(partial(self.license_wanted.emit, number))
        holder = self._link("Show the holder on the roster", "Show the holder on the roster")
        holder.clicked.connect(partial(self._go, "Roster", row.designee_id))

    def _add_gates(self, detail: LicenseDetail) -> None:
        if detail.gates:
            self.section("Gates today")
            for made in add_gates(self, detail.gates, self._go):
                self.links[made.accessibleName()] = made

    def _add_history(self, events: Sequence[LicenseEventRow]) -> None:
        self.section("History")
        for event in reversed(events):
            self.line(_event_words(event), _event_note(event), tone(event.to_state))
            if event.letter_file_id is not None:
                kind = f"letter of {word(event.letter_kind).lower()}" if event.letter_kind else "letter"
                made = self._link(f"Open {kind}", f"Open {kind} {event.letter}")
                made.setToolTip(event.letter)
                made.clicked.connect(partial(self.letter_wanted.emit, event.letter_file_id))


def dates_words(row: LicenseRow) -> str:
    if row.issued_on is None:
        ended = f", given back {day(row.ended_on)}" if row.ended_on else ""
        return f"Seat held since {day(row.reserved_on)}{ended}"
    if row.ended_on is not None:
        return f"Issued {day(row.issued_on)}, ended {day(row.ended_on)}"
    return f"Issued {day(row.issued_on)}, valid until {day(row.valid_until)}"


def _event_words(event: LicenseEventRow) -> str:
    reason = with_local_dates(event.reason)
    return f"{word(event.to_state)}: {reason}" if reason else word(event.to_state)


def _event_note(event: LicenseEventRow) -> str:
    """When, by whom, and on what basis, which is kept as it stood that day."""
    said = f"{day(event.happened_on)} · {event.actor}"
    if event.at is not None and event.at.date() > event.happened_on:
        said += f", recorded {day(event.at.date())}"
    return f"{said}\nBasis: {with_local_dates(event.basis)}" if event.basis else said
