"""Where the pages of a PDF lie below each other at a scale, in pixels of the screen; plain sums, no widgets."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF

GAP = 12  # between two pages, and around all of them
LEAST, MOST = 0.2, 6.0  # pixels a point
STEP = 1.25
SCREEN = 96 / 72  # pixels a point when a page is as large as on paper


class Fit(StrEnum):
    """What the scale follows: the width of the window, its height too, or nothing."""

    WIDTH = "Fit width"
    PAGE = "Fit page"
    FREE = ""


class PageLayout:
    """`sizes` of the pages in points, one below the other, each in the middle of what is `room` for it."""

    def __init__(self) -> None:
        self.sizes: tuple[tuple[float, float], ...] = ()
        self.scale = 1.0
        self.room = QSizeF(600, 800)
        self._tops: list[float] = []

    def arrange(self, sizes: Sequence[tuple[float, float]], scale: float, room: QSizeF) -> None:
        """Take the pages, and put them one below the other."""
        self.sizes, self.scale, self.room = tuple(sizes), scale, room
        self._tops, top = [], float(GAP)
        for _, height in self.sizes:
            self._tops.append(top)
            top += height * scale + GAP
        self.height = top
        self.width = max((width for width, _ in self.sizes), default=0.0) * scale + 2 * GAP

    def place(self, page: int) -> QRectF:
        """Of a page, from the upper left corner of all."""
        width, height = (each * self.scale for each in self.sizes[page])
        return QRectF((max(self.room.width(), self.width) - width) / 2, self._tops[page], width, height)

    def within(self, area: QRectF) -> list[int]:
        """The pages of which something lies in the area; of a long file only those near it are looked at."""
        first = max(bisect_right(self._tops, area.top()) - 1, 0)
        last = min(bisect_left(self._tops, area.bottom()), len(self.sizes))
        return [page for page in range(first, last) if self.place(page).intersects(area)]

    def foremost(self, area: QRectF) -> int:
        """The page of which most is seen, the first of two alike."""
        seen = {page: self.place(page).intersected(area).height() for page in self.within(area)}
        return max(seen, key=lambda page: seen[page]) if seen else 0

    def page_at(self, point: QPointF) -> tuple[int, tuple[float, float]] | None:
        """The page under a point, and where on it in points; None between pages."""
        for page in self.within(QRectF(point.x(), point.y(), 1, 1)):
            place = self.place(page)
            if place.contains(point):
                there = (point - place.topLeft()) / self.scale
                return page, (there.x(), there.y())
        return None


def fitting(fit: Fit, size: tuple[float, float], room: QSizeF) -> float:
    """The scale at which a page of this size fits the room."""
    across = (room.width() - 2 * GAP) / size[0]
    scale = min(across, (room.height() - 2 * GAP) / size[1]) if fit is Fit.PAGE else across
    return min(max(scale, LEAST), MOST)
