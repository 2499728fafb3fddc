"""Labels, buttons and icons that take their colors from the theme, whichever it is."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ui import style

_ON_GROUND = {"primary": "on_accent", "danger": "on_bad"}
GAP = 4
_RECOLOR = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)


def label(text: str, kind: str = "") -> QLabel:
    """Plain text, never markup. Kinds: title, section, secondary, name, caption."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    return made


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at, and have it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _spaced(picture: QPixmap) -> QPixmap:
    """The icon with room at its right: a style sheet leaves none between icon and text."""
    wide = QPixmap(picture.width() + round(GAP * picture.devicePixelRatio()), picture.height())
    wide.setDevicePixelRatio(picture.devicePixelRatio())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


class Button(QPushButton):
    """A push button whose icon follows the theme."""

    def __init__(self, text: str, kind: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon = icon
        self._token = _ON_GROUND.get(kind, "secondary")
        self._drawn = ""
        self.setProperty("kind", kind)
        self.setIconSize(QSize(16 + GAP, 16) if text else QSize(16, 16))
        self._recolor()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RECOLOR:
            self._recolor()

    def _recolor(self) -> None:
        color = style.current().tone(self._token)
        if self._icon and color != self._drawn:
            self._drawn = color
            picture = style.pixmap(self._icon, color)
            self.setIcon(QIcon(_spaced(picture) if self.text() else picture))


def button(text: str, kind: str = "", icon: str = "") -> QPushButton:
    """Kinds: primary, danger, flat, chip; none for the plain one. A button without text needs an accessible name."""
    return Button(text, kind, icon)


class Icon(QLabel):
    """A Lucide icon in a color token; says nothing to a screen reader, the word beside it does."""

    def __init__(self, name: str, token: str = "secondary", size: int = 16) -> None:  # noqa: S107 - of a color
        super().__init__()
        self._size = size
        self._drawn = ("", "")
        self._wanted = (name, token)
        self.setFixedSize(size, size)
        self._recolor()

    def show_icon(self, name: str, token: str) -> None:
        self._wanted = (name, token)
        self._recolor()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _RECOLOR:
            self._recolor()

    def _recolor(self) -> None:
        name, token = self._wanted
        wanted = (name, style.current().tone(token))
        if wanted != self._drawn:
            self._drawn = wanted
            self.setPixmap(style.pixmap(*wanted, self._size))


class Card(QFrame):
    """A surface with a hairline and round corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")


class Elided(QLabel):
    """One line of plain text that gives way where room is short: it ends in an ellipsis, and the tip says it all."""

    def __init__(self, text: str, kind: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(1)
        self.setProperty("kind", kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        said, area = self.text(), self.contentsRect()
        shown = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, area.width())
        self.setToolTip("" if shown == said else said.replace("<", "‹"))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter = QPainter(self)
        self.style().drawItemText(painter, area, side, self.palette(), self.isEnabled(), shown, self.foregroundRole())


def wrapped(made: QLabel) -> QLabel:
    """Let a label break its lines, and be as narrow as its place."""
    made.setWordWrap(True)
    made.setMinimumWidth(1)
    return made
