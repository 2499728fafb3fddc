"""A pool of seats as a bar: in use, taken by what is about to be done, and free afterwards."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.rules.allotted_seats import AllottedPool
from ui import style
from ui.widgets.answers_card import strong
from ui.widgets.basics import Card, label, set_property
from ui.widgets.flow import Flow

HEIGHT = 14
SWATCH = 10
USED, NOW, FREE = "accent", "good", "line"
MOST_OFFICES = 12


class SeatBar(QWidget):
    """Three pieces of one length for each seat; the legend beside it says the same in words."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: tuple[int, int, int] = (0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def show_seats(self, used: int, now: int, free: int) -> None:
        self.pieces = (max(used, 0), max(now, 0), max(free, 0))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0, 0, self.width(), HEIGHT), HEIGHT / 2, HEIGHT / 2)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), QColor(theme.tone(FREE)))
        every, left = sum(self.pieces) or 1, 0.0
        for seats, token in zip(self.pieces[:2], (USED, NOW), strict=True):
            width = self.width() * seats / every
            painter.fillRect(QRectF(left, 0, max(width - 1, 0), HEIGHT), QColor(theme.tone(token)))
            left += width
        painter.end()


class Swatch(QWidget):
    """A small square in the color of a piece of the bar."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.setFixedSize(SWATCH, SWATCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(style.current().tone(self._token)))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.end()


class SeatPool(Card):
    """`title` names the pool, `words` are used, now and free, `shares` the offices that what is done is about."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self._verb = verb
        self.title = strong("")
        self.bar = SeatBar()
        self.words = tuple(label("") for _ in range(3))
        self.shares: list[str] = []
        self._offices = Flow()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(self.title, 1)
        for token, words in zip((USED, NOW, FREE), self.words, strict=True):
            above.addSpacing(10)
            above.addWidget(Swatch(token))
            words.setFont(style.figures(words.font()))
            above.addWidget(words)
        column.addLayout(above)
        column.addWidget(self.bar)
        column.addWidget(self._offices)
        self._offices.hide()

    def show_pool(self, title: str, pool: AllottedPool, coming: Mapping[int, int], offices: Mapping[int, str]) -> None:
        """`coming` are the seats to be taken by office id, `offices` the codes of those to be named."""
        now = sum(coming.values())
        used, free = sum(pool.used.values()), pool.free - now
        self.title.setText(title)
        self.bar.show_seats(used, now, free)
        for words, text in zip(
            self.words, (f"{used:,} in use", f"{now:,} {self._verb}", f"{max(free, 0):,} stay free"), strict=True
        ):
            words.setText(text)
        self.bar.setAccessibleName(f"{title}: {', '.join(words.text() for words in self.words)}")
        self._show_shares(share_words(pool, coming, offices))

    def show_nothing(self, title: str) -> None:
        """There is no pool."""
        self.show_pool(title, AllottedPool(0), {}, {})

    def _show_shares(self, shares: Sequence[tuple[str, bool]]) -> None:
        self.shares = [text for text, _ in shares]
        while (item := self._offices.flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, is_full in [("Shares", False), *shares[:MOST_OFFICES]] if shares else []:
            made = label(text, "secondary")
            made.setFont(style.figures(made.font()))
            set_property(made, "tone", "caution" if is_full else "")
            self._offices.add(made)
        self._offices.setVisible(bool(shares))


def share_words(pool: AllottedPool, coming: Mapping[int, int], offices: Mapping[int, str]) -> list[tuple[str, bool]]:
    """ "DEN 3 → 5 of 6" for each of these offices that has a share, then the rest; and whether that is full."""
    if not pool.shares:
        return []
    said = []
    for office_id, code in sorted(offices.items(), key=lambda office: office[1]):
        if office_id in pool.shares:
            used = pool.used.get(office_id, 0)
            said.append(_share(code, used, coming.get(office_id, 0), pool.shares[office_id]))
    more = sum(seats for office_id, seats in coming.items() if office_id not in pool.shares)
    said.append(_share("Not allotted", pool.unallotted_used, more, pool.unallotted))
    return said


def _share(name: str, used: int, coming: int, share: int) -> tuple[str, bool]:
    seats = f"{used} → {used + coming}" if coming else f"{used}"
    return f"{name} {seats} of {share}", used + coming >= share
