"""The purchased pools as cards: how many seats are used, how many free, until when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.views.licenses import AgreementRow
from ui import style
from ui.widgets.basics import Card, Icon, button, label, set_property
from ui.widgets.capacity_bar import HEIGHT, paint_capacity
from ui.wording import day

WIDTH, TALL = 336, 124


def used_words(row: AgreementRow) -> str:
    return f"{row.active:,} of {row.seats:,} used, {row.free:,} free"


def ends_words(row: AgreementRow, today: date) -> tuple[str, str]:
    """The sentence and its tone."""
    if today < row.starts_on:
        return f"Starts {day(row.starts_on)}", "neutral"
    if today > row.ends_on:
        return f"Ended {day(row.ends_on)}", "bad"
    return f"Ends {day(row.ends_on)}", "caution" if row.is_ending(today) else "neutral"


class PoolBar(QWidget):
    """How much of a pool is used; the words beside it say the same."""

    def __init__(self, row: AgreementRow) -> None:
        super().__init__()
        self._row = row
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(used_words(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_capacity(painter, QRectF(self.rect()), self._row.active, self._row.seats, style.current())
        painter.end()


class AgreementCard(Card):
    """`used` and `ends` are its sentences, `seats` changes the size of the pool."""

    def __init__(self, row: AgreementRow, today: date) -> None:
        super().__init__()
        self.row = row
        self.setFixedSize(WIDTH, TALL)
        self.used = label(used_words(row))
        self.used.setFont(style.figures(self.used.font()))
        sentence, tone = ends_words(row, today)
        self.ends = label(sentence, "secondary")
        set_property(self.ends, "tone", tone if tone != "neutral" else "")
        self.seats = button("Change seats…", "flat")
        self.seats.setAccessibleName(f"Change seats of agreement {row.contract_number}")
        self._lay_out(tone)

    def _lay_out(self, tone: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(4)
        column.addWidget(_elided(self.row.product, 296))
        column.addWidget(label(self.row.contract_number, "secondary"))
        column.addSpacing(4)
        column.addWidget(PoolBar(self.row))
        column.addWidget(self.used)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        if tone in ("caution", "bad"):
            foot.addWidget(Icon("hourglass" if tone == "caution" else "circle-alert", tone, 14))
        foot.addWidget(self.ends, 1)
        foot.addWidget(self.seats)
        column.addLayout(foot)


class AgreementCards(QScrollArea):
    """The cards side by side; more than fit are scrolled to. `cards` are by the agreement's id."""

    seats_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[int, AgreementCard] = {}
        self.setAccessibleName("Agreements")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(TALL)
        self.hide()

    def set_rows(self, rows: Sequence[AgreementRow], today: date) -> None:
        content = QWidget()
        content.setProperty("kind", "plain")
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        self.cards = {row.id: AgreementCard(row, today) for row in rows}
        for card in self.cards.values():
            card.seats.clicked.connect(self._on_seats)
            across.addWidget(card)
        across.addStretch(1)
        before = self.takeWidget()
        if before is not None:
            before.deleteLater()  # a button in it may be the one that led here
        self.setWidget(content)
        self.setVisible(bool(rows))

    def show_agreement(self, agreement_id: int) -> None:
        card = self.cards.get(agreement_id)
        if card is not None:
            self.ensureWidgetVisible(card)
            card.seats.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, TALL)

    def _on_seats(self) -> None:
        pressed = self.sender()
        for agreement_id, card in self.cards.items():
            if card.seats is pressed:
                self.seats_wanted.emit(agreement_id)


def _elided(text: str, width: int) -> QWidget:
    made = label(text, "caption")
    metrics = made.fontMetrics()
    made.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
    if made.text() != text:
        made.setToolTip(text)
    return made
