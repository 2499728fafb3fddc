"""One license as it stood on the day: each gate with its proof one click away, and what was written down later."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from coordinator.views.compliance import PAST_ITS_LAST_DAY, ComplianceRow
from ui.widgets.basics import button
from ui.widgets.compliance_columns import later_words, verdict, verdict_tone
from ui.widgets.detail import DetailPane
from ui.widgets.gate_lines import Go, add_gates
from ui.wording import day, tone, word


class CompliancePane(DetailPane):
    """`links` lead to the proof of each gate."""

    def __init__(self, go: Go) -> None:
        super().__init__("License on the day")
        self._go = go
        self.links: list[QPushButton] = []

    def show_nothing(self, selected: int = 0) -> None:
        self.clear()
        self.links = []
        many = f"{selected:,} licenses selected."
        self.placeholder(many if selected > 1 else "Choose a license to see on what basis it was held.")

    def show_row(self, row: ComplianceRow, actions: Sequence[QAction]) -> None:
        self.clear()
        self.heading(row.name, f"{row.license_number} · {row.office}")
        for action in actions:
            made = button(action.text())
            made.clicked.connect(action.trigger)
            self.add_action(made)
        self.section("On that day")
        self.line(verdict(row), row.product, verdict_tone(row))
        until = f", valid until {day(row.valid_until)}" if row.valid_until else ""
        self.line(word(row.state), f"Issued {day(row.issued_on)}{until}", tone(row.state))
        if row.is_overdue:
            self.line(PAST_ITS_LAST_DAY, "It was not closed when it ended.", ("clock", "caution"))
        if later := later_words(row):
            self.line(later, "The records of that day did not say so yet.", ("history", "neutral"))
        self.section("Gates as they stood")
        self.links = add_gates(self, row.gates, self._go)
