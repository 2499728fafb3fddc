"""One license in full: what it is, on what basis it was issued, and every move it made."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from coordinator.views.licenses import LicenseEventRow, LicenseRow
from ui.widgets.basics import button
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.detail import DetailPane
from ui.wording import day, tone, word


class LicensePane(DetailPane):
    """`buttons` are those of the moves that are legal now, by their text."""

    holder_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__("License")
        self.row: LicenseRow | None = None
        self.buttons: dict[str, QPushButton] = {}

    def show_nothing(self, selected: int = 0) -> None:
        self._start(None)
        many = f"{selected:,} licenses selected. What you do now is done for all of them."
        self.placeholder(many if selected > 1 else "Choose a license to see its basis and its events.")

    def show_license(
        self, row: LicenseRow, events: Sequence[LicenseEventRow], moves: Sequence[QAction], letter: QAction
    ) -> None:
        """With a button for each move that is legal now."""
        self._start(row)
        self.heading(row.name, f"{row.number} · {row.office}")
        self._add_buttons(moves)
        self._add_facts(row, letter)
        self._add_basis(events)
        self._add_events(events)

    def _start(self, row: LicenseRow | None) -> None:
        self.clear()
        self.row, self.buttons = row, {}

    def _add_buttons(self, actions: Sequence[QAction]) -> None:
        for action in actions:
            if action.isEnabled():
                made = button(action.text())
                made.clicked.connect(action.trigger)
                self.buttons[action.text()] = made
                self.add_action(made)

    def _add_facts(self, row: LicenseRow, letter: QAction) -> None:
        self.section("License")
        self.line(word(row.state), self._dates(row), tone(row.state))
        self.line(row.product, f"Agreement {row.contract_number}")
        if row.letter:
            self.line(row.letter, "Newest letter")
        holder = button("Show on the roster")
        holder.clicked.connect(self._show_holder)
        self.add_action(holder)
        self._add_buttons([letter])

    def _dates(self, row: LicenseRow) -> str:
        if row.ended_on is not None:
            return f"Issued {day(row.issued_on)}, ended {day(row.ended_on)}"
        return f"Issued {day(row.issued_on)}, valid until {day(row.valid_until)}"

    def _add_basis(self, events: Sequence[LicenseEventRow]) -> None:
        basis = next((event.basis for event in reversed(events) if event.basis), "")
        if not basis:
            return
        self.section("Issued on the basis of")
        for evidence in basis.split("; "):
            self.line(with_local_dates(evidence), "", ("circle-check", "good"))

    def _add_events(self, events: Sequence[LicenseEventRow]) -> None:
        self.section("Events")
        for event in reversed(events):
            note = f"{day(event.happened_on)} · {event.actor}"
            said = f"{word(event.to_state)}: {event.reason}" if event.reason else word(event.to_state)
            self.line(said, note, tone(event.to_state))

    def _show_holder(self) -> None:
        if self.row is not None:
            self.holder_wanted.emit(self.row.designee_id)
