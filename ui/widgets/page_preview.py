"""A paper while it is made: drawn anew when it changes, and the last pages stay until the new ones are there."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from coordinator.services.pdf_pages import Box, draw_area, outline
from ui import style
from ui.desk import Desk
from ui.models.page_layout import SCREEN, Fit, PageLayout, fitting

SETTLE = 80  # milliseconds after the last change of size
MOST_PAGES = 12  # drawn at once; a template is judged by its first pages
_ALIKE = 0.01  # of the scale


class View(NamedTuple):
    """How the pages are looked at: what the scale follows, in which room, on a screen of this factor."""

    fit: Fit
    room: QSizeF
    factor: float

    def scale(self, size: tuple[float, float]) -> float:
        """Pixels a point for a page of this size; what follows nothing is as large as on paper."""
        return SCREEN if self.fit is Fit.FREE else fitting(self.fit, size, self.room)


class DrawnPages(NamedTuple):
    """The pictures of a file's first pages; `sizes` of all its pages are in points."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    view: View
    images: tuple[QImage, ...]


class PagePreview(QAbstractScrollArea):
    """`show_pdf` a file again and again; `images` are its pages, `drawn` follows when they are those of that file.

    Where there is nothing to show, `say` says why.
    """

    drawn = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._desk = desk
        self._data, self._sentence = b"", ""
        self._shown: DrawnPages | None = None
        self._pages = PageLayout()
        self.fit = Fit.PAGE
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, so that fitting the width does not depend on its own result.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._timer.timeout.connect(self._ask)
        desk.look.changed.connect(self.viewport().update)

    # what is shown

    def show_pdf(self, data: bytes) -> None:
        """From now on this file; what is shown stays until its pages are drawn."""
        self._data, self._sentence = data, ""
        self._ask()

    def say(self, sentence: str) -> None:
        """A sentence where the pages would be."""
        self._data, self._sentence, self._shown = b"", sentence, None
        self._pages.sizes = ()
        self._arrange()

    def set_fit(self, fit: Fit) -> None:
        """What the scale follows from now on."""
        self.fit = fit
        self._ask()

    @property
    def data(self) -> bytes:
        """The file whose pages are shown; none before they are drawn."""
        return self._shown.data if self._shown else b""

    @property
    def images(self) -> tuple[QImage, ...]:
        return self._shown.images if self._shown else ()

    @property
    def pages(self) -> int:
        """How many pages the file has, drawn or not."""
        return len(self._shown.sizes) if self._shown else 0

    @property
    def is_sharp(self) -> bool:
        """Whether every pixel of the pictures is one of the screen, and they are of the newest file."""
        return self._shown is not None and self._shown.data is self._data and self._shown.view == self._view()

    def _view(self) -> View:
        return View(self.fit, QSizeF(self.viewport().size()), self.devicePixelRatioF())

    def _ask(self) -> None:
        if self._data:
            self._desk.runner.call(_drawn, self._data, self._view()).then(self._take).otherwise(self._cannot)

    def _take(self, drawn: DrawnPages) -> None:
        """Pictures of a file or a size that were replaced meanwhile are dropped."""
        if drawn.data is not self._data or drawn.view.fit is not self.fit:
            return
        self._shown = drawn
        self._pages.sizes = drawn.sizes[:MOST_PAGES]
        self.setAccessibleDescription(f"{len(drawn.sizes)} pages" if len(drawn.sizes) > 1 else "One page")
        self._arrange()
        if drawn.view.room != QSizeF(self.viewport().size()):
            self._timer.start()
        self.drawn.emit()

    def _cannot(self) -> None:
        """Said by the runner already."""
        if self._shown is None:
            self.say("This cannot be shown.")

    def _arrange(self) -> None:
        pages, room = self._pages, self.viewport().size()
        scale = self._view().scale(pages.sizes[0]) if pages.sizes else 1.0
        pages.arrange(pages.sizes, scale, QSizeF(room))
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        for bar, whole, seen in ((down, pages.height, room.height()), (across, pages.width, room.width())):
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, round(whole) - seen))
        self.viewport().update()

    # painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self.viewport()), style.current()
        painter.fillRect(self.viewport().rect(), QColor(theme.rail))
        if self._sentence:
            painter.setPen(QColor(theme.secondary))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect().adjusted(24, 24, -24, -24), flags, self._sentence)
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page, image in enumerate(self.images):
            place = self._pages.place(page).translated(-corner)
            # On whole pixels, so that a picture of that size is not blurred.
            place.moveTo(QPointF(place.topLeft().toPoint()))
            self._paint_page(painter, place, image)
        painter.end()

    def _paint_page(self, painter: QPainter, place: QRectF, image: QImage) -> None:
        painter.fillRect(place, QColor("white"))
        if abs(image.width() / image.devicePixelRatio() - place.width()) < 1:
            painter.drawImage(place.topLeft(), image)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        painter.setPen(QColor(style.current().line))
        painter.drawRect(place.toRect().adjusted(-1, -1, 0, 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 160)


def _drawn(data: bytes, view: View) -> DrawnPages:
    """On the worker: the pictures of the first pages."""
    sizes = outline(data).sizes
    scale = view.scale(sizes[0]) * view.factor
    images = (picture_of(data, page, size, scale) for page, size in enumerate(sizes[:MOST_PAGES]))
    drawn = tuple(images)
    for image in drawn:
        image.setDevicePixelRatio(view.factor)
    return DrawnPages(data, sizes, view, drawn)


def picture_of(data: bytes, page: int, size: tuple[float, float], scale: float) -> QImage:
    """On the worker: one page of this size in points; `scale` is in pixels of the picture a point."""
    width, height, pixels = draw_area(data, page, scale, Box(0, 0, *size))
    return QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
