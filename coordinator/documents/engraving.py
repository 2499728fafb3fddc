"""Ornaments and frames drawn as curves, in the manner of engraved paper: no seal of an agency, no picture file.

Curves are repeated by turning or moving the same bytes, which compress to the room of one.
"""

from functools import cache
from itertools import pairwise
from math import cos, pi, sin

from reportlab.lib.colors import Color

from coordinator.documents.drawing import Sheet

_POINTS_A_LOBE = 6
_FINE, _FINER = 0.45, 0.35
_STRANDS = 4  # of the band of a frame
_WAVE = 36.0  # points that one wave of the band is long, about

Point = tuple[float, float]


@cache
def _lobe(lobes: int, middle: float, swing: float) -> tuple[Point, ...]:
    """Return one lobe of a closed curve that swings in and out around a circle, as Bézier points for radius 1."""
    step = 2 * pi / (lobes * _POINTS_A_LOBE)
    points: list[Point] = [_at(0.0, lobes, middle, swing)]
    for number in range(_POINTS_A_LOBE):
        start, end = number * step, (number + 1) * step
        (x0, y0), (dx0, dy0) = _at(start, lobes, middle, swing), _slope(start, lobes, middle, swing)
        (x1, y1), (dx1, dy1) = _at(end, lobes, middle, swing), _slope(end, lobes, middle, swing)
        third = step / 3
        points += [(x0 + dx0 * third, y0 + dy0 * third), (x1 - dx1 * third, y1 - dy1 * third), (x1, y1)]
    return tuple(points)


def _at(angle: float, lobes: int, middle: float, swing: float) -> Point:
    radius = middle + swing * cos(lobes * angle)
    return radius * cos(angle), radius * sin(angle)


def _slope(angle: float, lobes: int, middle: float, swing: float) -> Point:
    radius = middle + swing * cos(lobes * angle)
    change = -swing * lobes * sin(lobes * angle)
    return change * cos(angle) - radius * sin(angle), change * sin(angle) + radius * cos(angle)


def _ring(
    sheet: Sheet, center: Point, radius: float, shape: tuple[int, float, float, int], look: tuple[Color, float]
) -> None:
    """Draw a lobed curve several times: how many lobes, its middle, its swing, how often it is turned."""
    lobes, middle, swing, turns = shape
    points = [(x * radius, y * radius) for x, y in _lobe(lobes, middle, swing)]
    sheet.ring(points, center, lobes * turns, *look)


def rosette(sheet: Sheet, center: Point, radius: float, color: Color) -> None:
    """Draw a guilloche rosette: lobed curves turned over each other between fine rings."""
    with sheet.artifact():
        _ring(sheet, center, radius, (6, 0.60, 0.32, 8), (color, _FINE))
        _ring(sheet, center, radius, (24, 1.045, 0.075, 4), (color, _FINER))
        for share in (0.95, 1.14):
            sheet.circle(center, radius * share, color, _FINE)


def star(sheet: Sheet, center: Point, radius: float, color: Color) -> None:
    """Draw a star of rays in a wreath of fine curves, with room for a stamp in its middle."""
    with sheet.artifact():
        _ring(sheet, center, radius, (16, 0.78, 0.15, 6), (color, _FINER))
        _ring(sheet, center, radius, (48, 1.06, 0.05, 2), (color, _FINE))
        for share in (0.58, 0.61, 0.97):
            sheet.circle(center, radius * share, color, _FINE)
        sheet.ring(_ray(5, radius * 0.52), center, 5, color, 0.7)


def _ray(points: int, radius: float) -> list[Point]:
    """Return one ray of a star with straight sides, from notch to notch."""
    notch, half = radius * 0.382, pi / points
    corners = [
        (notch * cos(angle + pi / 2), notch * sin(angle + pi / 2)) if inner else (0.0, radius)
        for angle, inner in ((-half, True), (0.0, False), (half, True))
    ]
    path = [corners[0]]
    for start, end in pairwise(corners):
        path += [start, end, end]
    return path


def engraved_frame(sheet: Sheet, inset: float, width: float, line: Color, fill: Color) -> None:
    """Draw a band of interlaced waves around the page between two lines, with a rosette in each corner."""
    across, up = sheet.width - 2 * inset, sheet.height - 2 * inset
    with sheet.artifact():
        for start, degrees, length in (
            ((inset, inset), 0, across),
            ((sheet.width - inset, inset), 90, up),
            ((sheet.width - inset, sheet.height - inset), 180, across),
            ((inset, sheet.height - inset), 270, up),
        ):
            with sheet.turned(start, degrees):
                _band(sheet, length, width, fill)
        for depth, weight in ((0.0, 1.6), (width, 0.8), (width + 3.2, 0.4)):
            size = (across - 2 * depth, up - 2 * depth)
            sheet.box((inset + depth, inset + depth), size, line, weight)
        for x in (inset + width / 2, sheet.width - inset - width / 2):
            for y in (inset + width / 2, sheet.height - inset - width / 2):
                _corner(sheet, (x, y), width, line)


def _band(sheet: Sheet, length: float, width: float, color: Color) -> None:
    """Draw the waves along one side, from corner square to corner square."""
    count = round((length - 2 * width) / _WAVE)
    wave, swing = (length - 2 * width) / count, width * 0.42
    strands = [_sine(wave, swing, wave * number / _STRANDS) for number in range(_STRANDS)]
    for number in range(count):
        with sheet.turned((width + number * wave, width / 2), 0):
            for strand in strands:
                sheet.curve(strand, color, _FINER)


def _sine(wave: float, swing: float, shift: float) -> list[Point]:
    """Return one whole wave that begins at this phase, as Bézier points."""
    steps, slope = 4, 2 * pi / wave
    points: list[Point] = []
    for number in range(steps + 1):
        x = wave * number / steps
        y, rise = swing * sin(slope * (x + shift)), swing * slope * cos(slope * (x + shift))
        reach = wave / steps / 3
        if number:
            points.append((x - reach, y - rise * reach))
        points.append((x, y))
        if number < steps:
            points.append((x + reach, y + rise * reach))
    return points


def _corner(sheet: Sheet, center: Point, width: float, color: Color) -> None:
    x, y = center
    sheet.box((x - width / 2, y - width / 2), (width, width), color, 0.8)
    _ring(sheet, center, width * 0.44, (8, 0.62, 0.34, 4), (color, _FINER))
    sheet.circle(center, width * 0.44, color, _FINER)
