"""A PDF on the screen: pages drawn on the worker, white paper first; turn, zoom, save a copy."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from coordinator.services.papers import page_count, page_image, write_file
from ui import style
from ui.desk import Desk
from ui.widgets.basics import button, label, wrapped

STEP = 1.25
LEAST, MOST = 0.25, 4.0
LETTER_WIDTH = 612.0  # points; what a page is taken for until the first picture of it is there
SETTLE = 120  # milliseconds after the last change of size


class Sheet(QWidget):
    """White paper with a hairline; the ink comes when it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.setFixedSize(image.deviceIndependentSize().toSize())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if not self.image.isNull():
            painter.drawImage(0, 0, self.image)
        painter.setPen(QColor(style.current().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PdfView(QWidget):
    """`show_pdf` a file, `say` a sentence instead. `page` counts from 0; `zoom` 0 fits the width."""

    def __init__(self, desk: Desk, name: str = "Preview") -> None:
        super().__init__()
        self._desk = desk
        self._file: tuple[str, bytes] | None = None
        self._points = LETTER_WIDTH
        self._factor = 1.0
        self.page, self.pages = 0, 0
        self.zoom = 0.0
        self.sheet = Sheet()
        self.sentence = wrapped(label("", "secondary"))
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.place = label("", "secondary")
        self._make_buttons()
        self._make_scroll(name)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE)
        self._timer.timeout.connect(self._draw)
        self.say("Nothing to show.")

    # what is shown

    def show_pdf(self, name: str, data: bytes) -> None:
        """Show a PDF from its first page."""
        self._file = (name, data)
        self.page, self.pages = 0, 0
        self._desk.runner.call(page_count, data).then(self._take_count).otherwise(self._cannot)

    def say(self, sentence: str) -> None:
        """A sentence where the page would be."""
        self._file = None
        self.pages = 0
        self.sheet.image = QImage()
        self.sentence.setText(sentence)
        self._stack.setCurrentIndex(1)
        self._tell()

    @property
    def is_drawn(self) -> bool:
        return not self.sheet.image.isNull()

    def _take_count(self, pages: int) -> None:
        self.pages = pages
        self._stack.setCurrentIndex(0)
        self._tell()
        self._draw()

    def _cannot(self) -> None:
        self.say("This file cannot be shown here. Save a copy and open it in another program.")

    # turning and zooming

    def turn_back(self) -> None:
        self._go(self.page - 1)

    def turn(self) -> None:
        self._go(self.page + 1)

    def zoom_in(self) -> None:
        self._zoom_to(self._shown_scale() * STEP)

    def zoom_out(self) -> None:
        self._zoom_to(self._shown_scale() / STEP)

    def fit(self) -> None:
        self._zoom_to(0.0)

    def _zoom_to(self, zoom: float) -> None:
        self.zoom = min(max(zoom, LEAST), MOST) if zoom else 0.0
        self._draw()

    def _go(self, page: int) -> None:
        if 0 <= page < self.pages:
            self.page = page
            self._scroll.verticalScrollBar().setValue(0)
            self._tell()
            self._draw()

    def _shown_scale(self) -> float:
        """Pixels a point, on a screen of factor 1."""
        room = self._scroll.viewport().width() - 2
        return self.zoom or min(max(room / self._points, LEAST), MOST)

    def _draw(self) -> None:
        if self._file is None or not self.pages:
            return
        self._factor = self.devicePixelRatioF()
        scale = self._shown_scale() * self._factor
        self._desk.runner.call(_drawn, self._file[1], self.page, scale).then(self._show)

    def _show(self, drawn: tuple[bytes, int, QImage, float]) -> None:
        """A picture of a page that was turned or replaced meanwhile is dropped."""
        data, page, image, scale = drawn
        if self._file is None or data is not self._file[1] or page != self.page:
            return
        points = image.width() / scale
        was_guess = abs(points - self._points) > 1
        self._points = points
        image.setDevicePixelRatio(self._factor)
        self.sheet.show_image(image)
        if was_guess and not self.zoom:
            self._draw()

    def _tell(self) -> None:
        self.place.setText(f"Page {self.page + 1} of {self.pages}" if self.pages else "")
        self.back.setEnabled(self.page > 0)
        self.forth.setEnabled(self.page + 1 < self.pages)
        for each in (self.nearer, self.farther, self.whole, self.save):
            each.setEnabled(bool(self.pages))

    # a copy

    def save_copy(self) -> None:
        if self._file is None:
            return
        path = self._desk.messages.save_file(self, "Save a copy", self._file[0], "PDF (*.pdf);;All files (*)")
        if path is not None:
            self._desk.runner.call(write_file, path.parent, path.name, self._file[1]).then(self._saved)

    def _saved(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    # parts

    def _make_buttons(self) -> None:
        self.back = _tool("chevron-left", "Page up", self.turn_back)
        self.forth = _tool("chevron-right", "Page down", self.turn)
        self.farther = _tool("minus", "Zoom out", self.zoom_out)
        self.nearer = _tool("plus", "Zoom in", self.zoom_in)
        self.whole = _tool("", "Fit width", self.fit)
        self.save = _tool("download", "Save a copy", self.save_copy)

    def _make_scroll(self, name: str) -> None:
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll.setAccessibleName(name)
        # Always there, so that fitting the width does not depend on its own result.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setWidget(self.sheet)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(2)
        for each in (self.back, self.forth, self.place):
            bar.addWidget(each)
        bar.addStretch(1)
        for each in (self.farther, self.nearer, self.whole, self.save):
            bar.addWidget(each)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self.sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addLayout(self._stack, 1)

    # Qt's side

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.zoom:
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.turn()
            case Qt.Key.Key_PageUp:
                self.turn_back()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_0:
                self.fit()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms, as in any viewer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)


def _tool(icon: str, name: str, slot: object) -> QPushButton:
    made = button("" if icon else name, "flat", icon)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setAutoDefault(False)
    made.clicked.connect(slot)
    return made


def _drawn(data: bytes, page: int, scale: float) -> tuple[bytes, int, QImage, float]:
    """On the worker: the picture of a page, with what it is a picture of."""
    width, height, pixels = page_image(data, page, scale)
    image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    return data, page, image, scale
