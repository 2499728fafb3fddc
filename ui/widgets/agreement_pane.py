"""One agreement in full: its seats on the day that is looked at, its end, its renewal, shares, and what ends when."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from coordinator.views.agreements import AllotmentRow, PoolRow, SeatsOn
from ui import style
from ui.widgets.agreement_words import alert_note, alert_words, leads_words, seats_words, state_tone
from ui.widgets.basics import button
from ui.widgets.detail import DetailPane
from ui.wording import count, day

MOST_LINES = 8
SHORT = {"Mark alert as seen": "Seen", "Edit agreement…": "Edit…", "Shares of offices…": "Shares…"}
BAR = 8


class SeatsBar(QWidget):
    """Used, reserved and free seats side by side; the sentence beside it says the same."""

    def __init__(self, on: SeatsOn) -> None:
        super().__init__()
        self._on = on
        self.setFixedHeight(BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, area = QPainter(self), style.current(), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        seats = max(self._on.seats, 1) if self._on.is_in_force else 1
        taken = self._on.used + self._on.reserved if self._on.is_in_force else 0
        reserved = QColor(theme.accent)
        reserved.setAlpha(110)
        # From the widest to the narrowest, so that each covers the left part of the one before.
        for share, color in ((1.0, QColor(theme.line)), (taken / seats, reserved),
                             ((taken - self._on.reserved) / seats, QColor(theme.accent))):  # fmt: skip
            if share > 0:
                wide = max(area.width() * min(share, 1.0), area.height())
                painter.setBrush(color)
                painter.drawRoundedRect(QRectF(area.left(), area.top(), wide, area.height()), BAR / 2, BAR / 2)
        painter.end()


class AgreementPane(DetailPane):
    """`buttons` by their text; `agreement_wanted` carries the id of a renewal, `licenses_wanted` asks for the list."""

    agreement_wanted = Signal(int)
    licenses_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Agreement")
        self.row: PoolRow | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.show_nothing()

    def show_nothing(self) -> None:
        self._start(None)
        self.placeholder("Choose an agreement to see its seats, its end, its renewal and the shares of offices.")

    def show_agreement(self, row: PoolRow, shares: Sequence[AllotmentRow], actions: Sequence[QAction]) -> None:
        """With a button for each of the actions that can be done now; the first of them stands out."""
        self._start(row)
        self.heading(row.contract_number, " · ".join(filter(None, (row.product, row.vendor))))
        self._add_buttons(actions)
        self.section("Seats")
        self.add_widget(SeatsBar(row.on))
        self.line(seats_words(row, row.on))
        self._add_end(row)
        self._add_renewal(row)
        self._add_shares(row, shares)
        self._add_licenses(row)

    def _start(self, row: PoolRow | None) -> None:
        self.clear()
        self.row, self.buttons = row, {}

    def _add_buttons(self, actions: Sequence[QAction]) -> None:
        kind = "primary"
        for action in actions:
            if action.isEnabled():
                self._add_button(SHORT.get(action.text(), action.text()), kind).clicked.connect(action.trigger)
                kind = ""

    def _add_button(self, text: str, kind: str = "") -> QPushButton:
        made = self.buttons[text] = button(text, kind)
        made.setAccessibleName(f"{text} {self.row.contract_number}" if self.row else text)
        self.add_action(made)
        return made

    def _add_end(self, row: PoolRow) -> None:
        self.section("Term")
        self.line(alert_words(row), alert_note(row), state_tone(row))
        self.line(f"{day(row.starts_on)} to {day(row.ends_on)}", f"Alerts {leads_words(row.leads).lower()}")
        if row.outside:
            lie = count(row.outside, "license lies", "licenses lie")
            self.line(f"{lie} outside these dates", "Renew or return them.", ("triangle-alert", "caution"))

    def _add_renewal(self, row: PoolRow) -> None:
        self.section("Renewal")
        if row.renewed_by_id is not None:
            self.line(f"Renewed by {row.renewed_by}", "", ("repeat", "good"))
            self._add_button(f"Show {row.renewed_by}").clicked.connect(self._show_renewal)
        else:
            self.line("No renewal is planned", "", ("circle-dashed", "neutral"))
        if row.renews_id is not None:
            self.line(f"Renews {row.renews}")
            self._add_button(f"Show {row.renews}").clicked.connect(self._show_renewed)

    def _add_shares(self, row: PoolRow, shares: Sequence[AllotmentRow]) -> None:
        self.section("Shares of offices")
        mine = [each for each in shares if each.share is not None]
        if not mine:
            self.line("No shares", "Every seat goes to whoever is ready first.")
            return
        for each in mine[:MOST_LINES]:
            left = each.left or 0
            note = f"{left:,} left" if left >= 0 else f"{-left:,} over the share"
            self.line(f"{each.code}: {each.used:,} of {each.share:,} used", note,
                      ("triangle-alert", "caution") if left < 0 else None)  # fmt: skip
        if len(mine) > MOST_LINES:
            self.line(f"and {count(len(mine) - MOST_LINES, 'more office', 'more offices')}")
        rest = row.seats - row.allotted
        others = sum(each.used for each in shares if each.share is None)
        self.line(f"Not allotted: {count(rest, 'seat', 'seats')}", f"{others:,} used by offices without a share")

    def _add_licenses(self, row: PoolRow) -> None:
        self.section("Licenses ending")
        if not row.ends:
            self.line("No license is active in it.")
            return
        for on, number in row.ends[:MOST_LINES]:
            self.line(day(on), count(number, "license", "licenses"))
        if len(row.ends) > MOST_LINES:
            later = sum(number for _, number in row.ends[MOST_LINES:])
            self.line("Later", count(later, "license", "licenses"))
        self._add_button("Show licenses").clicked.connect(self.licenses_wanted)

    def _show_renewal(self) -> None:
        if self.row is not None and self.row.renewed_by_id is not None:
            self.agreement_wanted.emit(self.row.renewed_by_id)

    def _show_renewed(self) -> None:
        if self.row is not None and self.row.renews_id is not None:
            self.agreement_wanted.emit(self.row.renews_id)
