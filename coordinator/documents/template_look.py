"""What a template decides of the look of any document: its colors, and how large its pictures are."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

from coordinator.documents.pictures import picture
from coordinator.rules.colors import mixed, softened
from coordinator.rules.templates import Colors


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of a template, and what is made of them: soft for texts of less weight, hair for fine lines."""

    ink: Color
    soft: Color
    accent: Color
    second: Color
    hair: Color


def palette(colors: Colors) -> Palette:
    """Return the colors to draw with."""
    codes = (colors.ink, softened(colors.ink), colors.accent, colors.second, mixed(colors.ink, 78))
    return Palette(*map(HexColor, codes))


def fitted_size(data: bytes, room: tuple[float, float]) -> tuple[float, float]:
    """Return width and height of a picture that is as large as can be in the room."""
    width, height = picture(data).seen.size
    share = min(room[0] / width, room[1] / height)
    return width * share, height * share
