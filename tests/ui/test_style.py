"""Both palettes can be read: every pair of colors that is drawn on each other is measured."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import RESOURCES
from ui import style
from ui.style import DARK, LIGHT, Look, Theme

INKS = ("text", "secondary", "neutral", "accent", "good", "caution", "bad")
GROUNDS = ("window", "surface", "raised", "rail", "hover", "selection")
TEXT_PAIRS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_bad", "bad"),
    ("on_bad", "bad_hover"),
    ("window", "text"),  # the toast
]
# Not text: edges of fields and the focus ring, 3 : 1 (WCAG 1.4.11).
EDGE_PAIRS = [("border", "surface"), ("accent", "surface"), ("accent", "window"), ("text", "accent"), ("text", "bad")]
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    qapp.setStyleSheet("")


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shares = [value / 255 for value in cast("tuple[int, ...]", QColor(color).getRgb())[:3]]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: Theme, pair: tuple[str, str]) -> float:
    light, dark = sorted((luminance(theme.tone(token)) for token in pair), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_right() -> None:
    assert luminance("#FFFFFF") == pytest.approx(1)
    assert luminance("#000000") == 0
    assert luminance("#777777") == pytest.approx(0.1845, abs=0.001)


@THEMES
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_can_be_read(theme: Theme, pair: tuple[str, str]) -> None:
    assert contrast(theme, pair) >= 4.5


@THEMES
@pytest.mark.parametrize("pair", EDGE_PAIRS, ids="-on-".join)
def test_edges_can_be_seen(theme: Theme, pair: tuple[str, str]) -> None:
    needed = 3.0 if pair[0] != "text" else 1.5  # the ring around a filled button also stands on the window
    assert contrast(theme, pair) >= needed


@THEMES
def test_the_sheet_is_complete(theme: Theme) -> None:
    text = style.sheet(theme)
    assert "$" not in text
    assert text.count("{") == text.count("}")
    assert theme.accent in text


def test_the_sheet_is_understood(app: QApplication, capfd: pytest.CaptureFixture[str]) -> None:
    Look().apply(app, "light")
    assert "Could not parse" not in capfd.readouterr().err


def test_switching_colors_the_program(app: QApplication, qtbot: QtBot) -> None:
    look = Look()
    look.apply(app, "light")
    assert look.theme is LIGHT
    with qtbot.waitSignal(look.changed):
        look.apply(app, "dark")
    assert look.theme is DARK
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)


def test_icons_take_the_color(app: QApplication) -> None:
    image = style.pixmap("check", "#B3261E", 16).toImage()
    assert image.width() == 32
    colors = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }
    assert "#b3261e" in colors


def test_every_icon_is_a_drawing(app: QApplication) -> None:
    for path in sorted((RESOURCES / "icons").glob("*.svg")):
        assert not style.icon(path.stem, "#000000").isNull()
        assert "currentColor" in path.read_text(encoding="utf-8")


def test_the_icons_have_their_license() -> None:
    assert "ISC" in (RESOURCES / "icons" / "LICENSE.txt").read_text(encoding="utf-8")
