"""How the window looks: palette, fonts, icons, and the one object that switches between light and dark."""

from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from coordinator import RESOURCES
from ui.sheet import filled

Choice = Literal["light", "dark", "system"]

FAMILY = "Inter"
SCALE = 2


@dataclass(frozen=True, slots=True)
class Theme:
    """Token colors. `good`, `caution`, `bad`, `neutral` and `accent` also name the tones of a status."""

    name: str
    window: str
    surface: str
    raised: str
    rail: str
    hover: str
    text: str
    secondary: str
    line: str
    border: str  # of fields and check boxes: 3 : 1 against the surface
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    good: str
    caution: str
    bad: str
    bad_hover: str
    on_bad: str
    neutral: str

    def tone(self, token: str) -> str:
        """The color of a tone or token by its name."""
        return str(getattr(self, token))


LIGHT = Theme(
    name="light",
    window="#F6F7F9",
    surface="#FFFFFF",
    raised="#FFFFFF",
    rail="#EEF0F4",
    hover="#F0F3F8",
    text="#1B1F27",
    secondary="#566070",
    line="#D9DEE6",
    border="#8791A1",
    accent="#2457C5",
    accent_hover="#1D49A8",
    on_accent="#FFFFFF",
    selection="#DCE7FD",
    good="#1B7040",
    caution="#835600",
    bad="#B3261E",
    bad_hover="#961E17",
    on_bad="#FFFFFF",
    neutral="#566070",
)

DARK = Theme(
    name="dark",
    window="#16181D",
    surface="#1E2127",
    raised="#262A31",
    rail="#121419",
    hover="#262B35",
    text="#E8EAEE",
    secondary="#A3ACBA",
    line="#363C47",
    border="#6B7484",
    accent="#7FA8FF",
    accent_hover="#9BBBFF",
    on_accent="#0E1420",
    selection="#2A3A5E",
    good="#6CCB92",
    caution="#E5B45A",
    bad="#FF8A80",
    bad_hover="#FFA49C",
    on_bad="#1A0B0A",
    neutral="#A3ACBA",
)

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
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)  # hinting eats the dots of i at 13 px
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


def sheet(theme: Theme) -> str:
    """The complete style sheet."""
    return filled(asdict(theme))


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
