"""Colors as "#RRGGBB", and how well they are read (WCAG 2.0: relative luminance, contrast ratio)."""

import re

WHITE = "#FFFFFF"
LEAST_CONTRAST = 4.5  # of text (WCAG 2.0, 1.4.3)

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_SOFTEST = 30  # percent of white in a text of less weight


def is_color(text: str) -> bool:
    """Whether the text is a color."""
    return _COLOR.fullmatch(text) is not None


def contrast(color: str, ground: str = WHITE) -> float:
    """Return how much a color stands out from another: 1 to 21."""
    light, dark = sorted((luminance(color), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """Return the relative luminance: 0 of black to 1 of white."""
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mixed(color: str, percent: int, other: str = WHITE) -> str:
    """Return the color with so many percent of another in it."""
    pairs = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round(own + (far - own) * percent / 100):02X}" for own, far in pairs)


def softened(color: str) -> str:
    """Return the color lighter, for texts of less weight: as far as it can still be read on white."""
    shades = (mixed(color, percent) for percent in range(_SOFTEST, 0, -1))
    return next((shade for shade in shades if contrast(shade) >= LEAST_CONTRAST), color)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
