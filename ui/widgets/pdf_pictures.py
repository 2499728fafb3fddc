"""Pictures of the pages of a PDF: one after the other from the worker, and always what is in view now."""

from collections.abc import Callable
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage

from coordinator.services.pdf_pages import Box, draw_area
from ui.desk import Desk
from ui.models.page_layout import PageLayout

LARGEST = 9_000_000  # pixels of the picture of a whole page; beyond it the part in view is drawn by itself
KEPT = 2  # pages above and below those in view whose pictures stay
_ALIKE = 0.01  # of the scale


class Picture(NamedTuple):
    """A part of a page; `scale` is in pixels of the picture a point."""

    image: QImage
    scale: float
    area: Box


class Wanted(NamedTuple):
    """A picture that is not there as it should be; of a whole page, or of the part of it that is in view."""

    page: int
    scale: float
    area: Box
    is_whole: bool


class PagePictures(QObject):
    """`view` is what is seen of the layout, `factor` the pixels of the screen in one of the window.

    `came` follows each picture, `complete` when everything in view is there and sharp.
    """

    came = Signal()
    complete = Signal()

    def __init__(
        self, desk: Desk, layout: PageLayout, view: Callable[[], QRectF], factor: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._layout, self._view, self._factor = desk, layout, view, factor
        self._data = b""
        self._whole: dict[int, Picture] = {}
        self._sharp: dict[int, Picture] = {}
        self._asked: Wanted | None = None

    def take(self, data: bytes) -> None:
        """Draw this file from now on; no bytes for none."""
        self._data, self._asked = data, None
        self._whole, self._sharp = {}, {}

    def of(self, page: int) -> list[Picture]:
        """What there is of a page, the sharper one last."""
        found = (pictures.get(page) for pictures in (self._whole, self._sharp))
        return [each for each in found if each is not None and not each.image.isNull()]

    def whole(self, page: int) -> QImage:
        """The picture of a whole page; null before it is drawn."""
        return self._whole[page].image if page in self._whole else QImage()

    @property
    def is_complete(self) -> bool:
        return bool(self._data) and bool(self._layout.sizes) and self._missing() is None

    def is_exact(self, picture: Picture) -> bool:
        """Whether a pixel of the picture is one of the screen."""
        return abs(picture.scale - self._layout.scale * self._factor()) < _ALIKE

    def ask(self) -> None:
        """For the next picture that is missing, unless one is on its way."""
        if self._asked is not None or not self._data:
            return
        wanted = self._missing()
        if wanted is None:
            self.complete.emit()
            return
        self._asked = wanted
        job = self._desk.runner.call(_drawn, self._data, wanted, self._factor())
        job.then(self._take).otherwise(self._give_up)

    def _take(self, drawn: tuple[bytes, Wanted, Picture]) -> None:
        data, wanted, picture = drawn
        if data is self._data and wanted is self._asked:
            self._keep(wanted, picture)
            self.came.emit()
            self.ask()

    def _give_up(self) -> None:
        """A page that cannot be drawn stays white; asking again would not help."""
        if self._asked is not None:
            self._keep(self._asked, Picture(QImage(), self._asked.scale, self._asked.area))

    def _keep(self, wanted: Wanted, picture: Picture) -> None:
        (self._whole if wanted.is_whole else self._sharp)[wanted.page] = picture
        self._asked = None
        shown = self._layout.within(self._view()) or [wanted.page]
        for pictures, near in ((self._whole, KEPT), (self._sharp, 0)):
            for page in [each for each in pictures if not shown[0] - near <= each <= shown[-1] + near]:
                del pictures[page]

    # what is missing

    def _missing(self) -> Wanted | None:
        """The next picture to draw: whole pages first, then those that are too large for that, in part."""
        sharp = self._layout.scale * self._factor()
        for page in self._layout.within(self._view()):
            width, height = self._layout.sizes[page]
            coarse = min(sharp, (LARGEST / (width * height)) ** 0.5)
            has = self._whole.get(page)
            if has is None or abs(has.scale - coarse) > _ALIKE:
                return Wanted(page, coarse, Box(0, 0, width, height), True)
            if coarse < sharp and not self._covers(page, sharp):
                return Wanted(page, sharp, self._around(page, sharp), False)
        return None

    def _covers(self, page: int, scale: float) -> bool:
        has, seen = self._sharp.get(page), self._seen(page)
        return (
            has is not None and abs(has.scale - scale) < _ALIKE
            and has.area.left <= seen.left + 1 and has.area.top <= seen.top + 1
            and has.area.right >= seen.right - 1 and has.area.bottom >= seen.bottom - 1
        )  # fmt: skip

    def _seen(self, page: int) -> Box:
        """The part of the page that is in view, in points."""
        place = self._layout.place(page)
        part = self._view().intersected(place).translated(-place.topLeft())
        return Box(*(each / self._layout.scale for each in (part.left(), part.top(), part.right(), part.bottom())))

    def _around(self, page: int, scale: float) -> Box:
        """What is in view and a little more, so that not every step of a wheel draws anew; from pixel to pixel."""
        (width, height), seen = self._layout.sizes[page], self._seen(page)
        more = 0.25 * self._layout.room.height() / self._layout.scale
        left, top = (floor(max(each - more, 0) * scale) / scale for each in (seen.left, seen.top))
        right, bottom = (ceil((each + more) * scale) / scale for each in (seen.right, seen.bottom))
        return Box(left, top, min(right, width), min(bottom, height))


def _drawn(data: bytes, wanted: Wanted, factor: float) -> tuple[bytes, Wanted, Picture]:
    """On the worker: a part of a page, with what it is a picture of."""
    width, height, pixels = draw_area(data, wanted.page, wanted.scale, wanted.area)
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(factor)
    return data, wanted, Picture(image, wanted.scale, wanted.area)
