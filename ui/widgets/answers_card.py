"""How far the answers to each open tasking are: a bar for the offices, a bar for the places."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from coordinator.views.today import OpenTasking
from ui import style
from ui.widgets.basics import Card, label, wrapped
from ui.wording import moment

HEIGHT = 6


def strong(text: str) -> QLabel:
    """A label in the weight of names."""
    made = label(text)
    font = made.font()
    font.setWeight(QFont.Weight.DemiBold)
    made.setFont(font)
    return made


class Bar(QWidget):
    """A thin bar; the words beside it say the same."""

    def __init__(self, done: int, total: int, token: str = "accent") -> None:  # noqa: S107 - of a color
        super().__init__()
        self._share = min(done / total, 1.0) if total else 0.0
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(80, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(QRectF(0, 0, self.width(), HEIGHT), 3, 3)
        if self._share:
            painter.setBrush(QColor(theme.tone(self._token)))
            painter.drawRoundedRect(QRectF(0, 0, max(self.width() * self._share, HEIGHT), HEIGHT), 3, 3)
        painter.end()


class AnswersCard(Card):
    """The open taskings, each with what came in so far."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(288)
        self.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(6)

    def set_taskings(self, taskings: Sequence[OpenTasking]) -> None:
        """Fill the card; hidden without an open tasking."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(bool(taskings))
        self._column.addWidget(label("OPEN TASKINGS", "section"))
        for tasking in taskings:
            self._add(tasking)

    def _add(self, tasking: OpenTasking) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(wrapped(strong(f"{tasking.number} · {tasking.subject}")))
        self._column.addWidget(wrapped(label(f"Due {moment(tasking.due_at, tasking.due_zone)}", "secondary")))
        self._column.addSpacing(6)
        self._measure(f"{tasking.answered} of {tasking.offices} offices answered", tasking.answered, tasking.offices)
        self._measure(f"{tasking.nominated} named for {tasking.seats} places", tasking.nominated, tasking.seats)

    def _measure(self, words: str, done: int, total: int) -> None:
        self._column.addWidget(wrapped(label(words)))
        self._column.addWidget(Bar(done, total))
        self._column.addSpacing(6)
