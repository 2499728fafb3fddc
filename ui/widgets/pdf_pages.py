"""The pages of a PDF below each other, drawn as they come into view: turned, zoomed, marked, and chosen from."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from coordinator.services.pdf_pages import Box, Passage, PdfOutline
from ui import style
from ui.desk import Desk
from ui.models.page_layout import LEAST, MOST, STEP, Fit, PageLayout, fitting
from ui.widgets.pdf_choice import ChosenWords
from ui.widgets.pdf_pictures import PagePictures, Picture

SETTLE = 80  # milliseconds after the last change of size
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_FOUND, _CURRENT, _CHOSEN = ("caution", 60), ("accent", 110), ("accent", 50)


class PdfPages(QAbstractScrollArea):
    """`show_pdf` bytes with their outline. `page` counts from 0; `fit` says what the scale follows.

    `found` are passages that are marked, `current` is the one among them that stands out, `chosen` is the mouse's.
    """

    page_changed = Signal(int)
    scale_changed = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.geometry_of_pages = PageLayout()
        self.pictures = PagePictures(desk, self.geometry_of_pages, self._view, self.devicePixelRatioF, self)
        self.chosen = ChosenWords(desk, self)
        self.fit, self.page = Fit.WIDTH, 0
        self.found: tuple[Passage, ...] = ()
        self.current: Passage | None = None
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, so that fitting the width does not depend on its own result.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._connect(desk)

    def _connect(self, desk: Desk) -> None:
        self._timer.timeout.connect(self._settle)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)
        for signal in (desk.look.changed, self.pictures.came, self.chosen.changed):
            signal.connect(self.viewport().update)

    # what is shown

    def show_pdf(self, data: bytes, outline: PdfOutline) -> None:
        """From its first page."""
        self.page = 0
        self.found, self.current = (), None
        self.pictures.take(data)
        self.chosen.take(data)
        self.geometry_of_pages.sizes = outline.sizes
        self._arrange(self._fitting_scale())
        self._scroll_to(0)
        self.pictures.ask()

    def clear(self) -> None:
        self.show_pdf(b"", PdfOutline((), ()))

    def mark(self, found: tuple[Passage, ...], current: Passage | None) -> None:
        """Mark these passages, one of them more than the others."""
        self.found, self.current = found, current
        self.viewport().update()

    @property
    def pages(self) -> int:
        return len(self.geometry_of_pages.sizes)

    @property
    def scale(self) -> float:
        """Pixels a point, on a screen of factor 1."""
        return self.geometry_of_pages.scale

    @property
    def is_complete(self) -> bool:
        """Whether everything in view is there, and sharp, at the size that the view has."""
        return not self._timer.isActive() and self.pictures.is_complete

    def picture(self, page: int = 0) -> QImage:
        """The picture of a page; null before it is drawn."""
        return self.pictures.whole(page)

    # turning

    def go_to(self, page: int) -> None:
        """Its top to the top of the view."""
        if 0 <= page < self.pages:
            self._scroll_to(self.geometry_of_pages.place(page).top() - 8)
            self._be_on(page)

    def reveal(self, passage: Passage) -> None:
        """Bring a passage into view, where it is not."""
        box = passage.boxes[0] if passage.boxes else Box(0, 0, 0, 0)
        corner = self.geometry_of_pages.place(passage.page).topLeft() + QPointF(box.left, box.top) * self.scale
        if not self._view().adjusted(0, 24, 0, -24).contains(corner):
            self._scroll_to(corner.y() - self.viewport().height() / 3)
            self.horizontalScrollBar().setValue(round(corner.x() - self.viewport().width() / 2))
        self._be_on(passage.page)

    def scroll_by(self, screens: float) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(screens * self.viewport().height()))

    def _scroll_to(self, top: float) -> None:
        self.verticalScrollBar().setValue(round(top))

    def _be_on(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)

    def _on_scrolled(self) -> None:
        self.viewport().update()
        if self.pages:
            self._be_on(self.geometry_of_pages.foremost(self._view()))
            self.pictures.ask()

    # zooming

    def zoom_to(self, scale: float) -> None:
        """Pixels a point; what is in the middle of the view stays there."""
        self.fit = Fit.FREE
        self._rescale(min(max(scale, LEAST), MOST))

    def zoom_in(self) -> None:
        self.zoom_to(self.scale * STEP)

    def zoom_out(self) -> None:
        self.zoom_to(self.scale / STEP)

    def set_fit(self, fit: Fit) -> None:
        """Follow the size of the window from now on."""
        page = self.page
        self.fit = fit
        self._rescale(self._fitting_scale())
        if fit is Fit.PAGE:
            self.go_to(page)

    def _fitting_scale(self) -> float:
        sizes = self.geometry_of_pages.sizes
        if self.fit is Fit.FREE or not sizes:
            return self.scale
        widest = max(width for width, _ in sizes)
        return fitting(self.fit, (widest, sizes[min(self.page, len(sizes) - 1)][1]), self._room())

    def _rescale(self, scale: float) -> None:
        page, pages, view = self.page, self.geometry_of_pages, self._view()
        middle = view.center().y() / pages.height, view.center().x() / max(pages.width, view.width())
        self._arrange(scale)
        self._scroll_to(middle[0] * pages.height - view.height() / 2 if view.top() else 0)
        self.horizontalScrollBar().setValue(round(middle[1] * pages.width - view.width() / 2))
        self._be_on(page)
        self._timer.start()

    def _arrange(self, scale: float) -> None:
        pages = self.geometry_of_pages
        pages.arrange(pages.sizes, scale, self._room())
        room, down, across = self.viewport().size(), self.verticalScrollBar(), self.horizontalScrollBar()
        for bar, whole, seen in ((down, pages.height, room.height()), (across, pages.width, room.width())):
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(0, round(whole) - seen))
        self.viewport().update()
        self.scale_changed.emit()

    def _settle(self) -> None:
        """The size does not change any more: draw for it."""
        self._arrange(self._fitting_scale())
        self.pictures.ask()

    def _room(self) -> QSizeF:
        return QSizeF(self.viewport().size())

    def _view(self) -> QRectF:
        """What is seen, from the upper left corner of all pages."""
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRectF(corner, self._room())

    def choose_page(self) -> None:
        """All the words of the page."""
        if self.pages:
            self.chosen.choose(self.page, self.geometry_of_pages.sizes[self.page])

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll a little, Space a screen; everything else is for the view around the pages."""
        if event.key() == Qt.Key.Key_Space:
            self.scroll_by(-0.9 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.9)
        elif event.key() in _ARROWS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.begin(self._under(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.chosen.reach(self._under(event))

    def _under(self, event: QMouseEvent) -> tuple[int, tuple[float, float]] | None:
        return self.geometry_of_pages.page_at(event.position() + self._view().topLeft())

    # painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.scale)
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(style.current().rail))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self.geometry_of_pages.within(self._view()):
            self._paint_page(painter, page)
        painter.end()

    def _paint_page(self, painter: QPainter, page: int) -> None:
        place = self.geometry_of_pages.place(page).translated(-self._view().topLeft())
        # On whole pixels, so that a picture of that size is not blurred.
        place.moveTo(QPointF(place.topLeft().toPoint()))
        painter.fillRect(place, QColor("white"))
        for picture in self.pictures.of(page):
            self._paint_picture(painter, place, picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for passage in self.found:
            if passage.page == page:
                self._paint_passage(painter, place, passage, _CURRENT if passage is self.current else _FOUND)
        if self.chosen.passage is not None and self.chosen.passage.page == page:
            self._paint_passage(painter, place, self.chosen.passage, _CHOSEN)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QColor(style.current().line))
        painter.drawRect(QRect(place.topLeft().toPoint(), place.size().toSize()).adjusted(-1, -1, 0, 0))

    def _paint_picture(self, painter: QPainter, place: QRectF, picture: Picture) -> None:
        area = self._on_screen(place, picture.area)
        if self.pictures.is_exact(picture):
            painter.drawImage(area.topLeft(), picture.image)
        else:
            painter.drawImage(area, picture.image)

    def _paint_passage(self, painter: QPainter, place: QRectF, passage: Passage, color: tuple[str, int]) -> None:
        ink = QColor(style.LIGHT.tone(color[0]))  # paper is white in the dark, too
        ink.setAlpha(color[1])
        for box in passage.boxes:
            painter.fillRect(self._on_screen(place, box).adjusted(-1, -1, 1, 1), ink)

    def _on_screen(self, place: QRectF, box: Box) -> QRectF:
        left, top, right, bottom = (each * self.scale for each in box)
        return QRectF(place.left() + left, place.top() + top, right - left, bottom - top)
