"""Ornaments drawn as curves, in the manner of engraved paper: no seal of an agency, no picture file."""

from functools import cache
from math import cos, pi, sin

from coordinator.documents.drawing import GOLD, Sheet

_POINTS_A_LOBE = 6
_FINE, _FINER = 0.45, 0.35

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


def rosette(sheet: Sheet, center: Point, radius: float) -> None:
    """Draw a gold guilloche rosette: lobed curves turned over each other between fine rings."""
    with sheet.artifact():
        for weight, lobes, middle, swing, turns in ((_FINE, 6, 0.60, 0.32, 8), (_FINER, 24, 1.045, 0.075, 4)):
            points = [(x * radius, y * radius) for x, y in _lobe(lobes, middle, swing)]
            sheet.ring(points, center, lobes * turns, GOLD, weight)
        for share in (0.95, 1.14):
            sheet.circle(center, radius * share, GOLD, _FINE)
