"""How full a training is, as a bar; the words stand beside it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ui.style import Theme

HEIGHT = 6


def paint_capacity(painter: QPainter, area: QRectF, taken: int, capacity: int, theme: Theme) -> None:
    """A rounded bar; amber once it is over the capacity, which only an older database can be."""
    radius = area.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.line))
    painter.drawRoundedRect(area, radius, radius)
    share = min(taken / max(capacity, 1), 1.0)
    if share > 0:
        filled = QRectF(area.left(), area.top(), max(area.width() * share, area.height()), area.height())
        painter.setBrush(QColor(theme.accent if taken <= capacity else theme.caution))
        painter.drawRoundedRect(filled, radius, radius)


def capacity_words(taken: int, capacity: int, waiting: int) -> str:
    """ "16/18", "18/18 +2 waiting"."""
    words = f"{taken}/{capacity}"
    return f"{words} +{waiting} waiting" if waiting else words
