"""Ornaments drawn as curves, in the manner of engraved paper: no seal of an agency, no picture file."""

from functools import cache
from math import cos, pi, sin

from coordinator.documents.drawing import GOLD, Sheet

_POINTS_A_LOBE = 6
_FINE, _FINER = 0.45, 0.35

Point = tuple[float, float]


@cache
def _lobed(lobes: int, middle: float, swing: float) -> tuple[Point, ...]:
    """Return a closed curve that swings in and out around a circle, as Bézier points for radius 1."""
    count = lobes * _POINTS_A_LOBE
    step = 2 * pi / count
    points: list[Point] = [_at(0.0, lobes, middle, swing)]
    for number in range(count):
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


def rosette(sheet: Sheet, center: Point, radius: float) -> None:
    """Draw a gold guilloche rosette: lobed curves turned over each other between fine rings."""
    _layer(sheet, "petals", center, radius, lobes=6, middle=0.60, swing=0.32, turns=8)
    _layer(sheet, "border", center, radius, lobes=24, middle=1.045, swing=0.075, turns=4)
    with sheet.artifact():
        for share in (0.95, 1.14):
            sheet.circle(center, radius * share, GOLD, _FINE)


def _layer(
    sheet: Sheet, name: str, center: Point, radius: float, *, lobes: int, middle: float, swing: float, turns: int
) -> None:
    """Draw one lobed curve several times, turned: the file holds the curve once."""
    with sheet.shape(name, reach=radius * 1.5):
        points = [(x * radius, y * radius) for x, y in _lobed(lobes, middle, swing)]
        sheet.curve(points, GOLD, _FINE if lobes < 10 else _FINER)
    with sheet.artifact():
        for turn in range(turns):
            with sheet.turned(center, turn * 360 / lobes / turns):
                sheet.stamp(name)
