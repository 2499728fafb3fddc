"""How the window looks: palette, fonts, icons, and the one object that switches between light and dark."""

from functools import cache
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ui.sheet import sheet
from ui.theme import DARK, LIGHT, Theme

__all__ = ["DARK", "LIGHT", "Choice", "Look", "Theme", "current", "figures", "icon", "load_fonts", "palette", "pixmap"]
__all__ += ["sheet"]

Choice = Literal["light", "dark", "system"]
RESOURCES = Path(__file__).parent.parent / "resources"
FAMILY = "Inter"
SCALE = 2

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "window",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.PlaceholderText: "secondary",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "border",
}
_TEXTS = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


@cache
def load_fonts() -> str:
    """Make the bundled typeface known to Qt; the name of its family."""
    for path in sorted((RESOURCES / "fonts").glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    return FAMILY


def body_font() -> QFont:
    """Inter at 13 pixels, what everything starts from."""
    font = QFont(load_fonts())
    font.setPixelSize(13)
    return font


def figures(font: QFont) -> QFont:
    """The same font with digits of one width, so that columns of numbers line up."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def palette(theme: Theme) -> QPalette:
    colors = QPalette()
    for role, token in _ROLES.items():
        colors.setColor(role, QColor(theme.tone(token)))
    for role in _TEXTS:
        colors.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.border))
    return colors


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, color: str, size: int = 16) -> QPixmap:
    """A Lucide icon in one color, drawn at twice its size for sharp screens."""
    picture = QPixmap(size * SCALE, size * SCALE)
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(SCALE)
    painter = QPainter(picture)
    drawing = _drawing(name).replace("currentColor", color)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, color: str) -> QIcon:
    return QIcon(pixmap(name, color))


class Look(QObject):
    """The current theme. One for the program; `changed` comes after everything was repainted."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app: QApplication | None = None
        self._choice: Choice = "light"

    @property
    def theme(self) -> Theme:
        return current()

    @property
    def choice(self) -> Choice:
        """What the user asked for; `theme` is what came of it."""
        return self._choice

    def apply(self, app: QApplication, choice: Choice) -> None:
        """Dress the whole program; `system` follows the desktop from now on."""
        self._choice = choice
        if self._app is None:
            self._app = app
            app.setStyle("Fusion")
            app.setFont(body_font())
            app.styleHints().colorSchemeChanged.connect(self._follow)
        self._dress(app)

    def _follow(self) -> None:
        if self._choice == "system" and self._app is not None:
            self._dress(self._app)

    def _dress(self, app: QApplication) -> None:
        global _current
        _current = self._wanted(app)
        app.setPalette(palette(_current))
        app.setStyleSheet(sheet(_current))
        self.changed.emit()

    def _wanted(self, app: QApplication) -> Theme:
        dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        if self._choice == "dark" or (self._choice == "system" and dark):
            return DARK
        return LIGHT


_current = LIGHT


def current() -> Theme:
    """The theme in force, for widgets that color an icon and have no `Look` at hand."""
    return _current
