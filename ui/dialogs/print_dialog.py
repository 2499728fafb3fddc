"""A PDF as it will come out of the printer, and the way there."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from coordinator.services.papers import page_count, page_image
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.page_layout import Fit
from ui.widgets.pdf_view import PdfView
from ui.wording import count

SHARP = 300  # dots an inch; more cannot be told apart on paper and takes long
_POINTS = 72
_FITTING = Qt.AspectRatioMode.KeepAspectRatio


class PrintDialog(DialogFrame):
    """`view` shows the pages. "Print…" asks the system for a printer, and `print_to` sends them page by page."""

    def __init__(self, desk: Desk, parent: QWidget, paper: tuple[str, bytes]) -> None:
        super().__init__(desk, parent, f"Print “{paper[0].removesuffix('.pdf')}”", "Print…")
        self._paper = paper
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._asked: QDialog | None = None
        self._first = self._done = self._last = 0
        self.view = PdfView(desk, "Pages to print")
        self.view.first_fit = Fit.PAGE
        self.column.addWidget(self.view, 1)
        self.finish_layout()
        self.resize(860, 640)
        self.view.show_pdf(*paper)

    def submit(self) -> None:
        """The system's own dialog: which printer, which pages, how many copies."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._turn(printer, 0)
        printer.setFullPage(True)  # the pages have margins of their own
        printer.setDocName(self._paper[0])
        self._printer = printer
        self._asked = QPrintDialog(printer, self)
        self._asked.accepted.connect(self._on_chosen)
        QDialog.open(self._asked)  # its own `open` wants a slot by name

    def _on_chosen(self) -> None:
        if self._printer is not None:
            self.print_to(self._printer)

    def print_to(self, printer: QPrinter) -> None:
        self.start()
        self._printer = printer
        self.desk.runner.call(page_count, self._paper[1]).then(self._begin).otherwise(self.refused)

    def _begin(self, pages: int) -> None:
        assert self._printer is not None
        self._first = self._done = max(self._printer.fromPage() - 1, 0)
        self._last = min(self._printer.toPage() or pages, pages)
        self._turn(self._printer, self._first)
        self._painter = QPainter(self._printer)
        if not self._painter.isActive():
            self._painter = None
            self.refused()
            self.desk.messages.refuse(self, "The printer does not answer. Choose another one, or save the PDF.")
            return
        self._next()

    def _turn(self, printer: QPrinter, page: int) -> None:
        """The sheet lies as the page does: certificates and letters may come in one file."""
        sizes = self.view.paper.geometry_of_pages.sizes
        width, height = sizes[page] if page < len(sizes) else (1.0, 1.0)
        is_wide = width > height
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait)

    def _next(self) -> None:
        assert self._printer is not None
        scale = min(self._printer.resolution(), SHARP) / _POINTS
        job = self.desk.runner.call(page_image, self._paper[1], self._done, scale)
        job.then(self._draw).otherwise(self._stop)

    def _draw(self, drawn: tuple[int, int, bytes]) -> None:
        """Onto the paper as large as it is there, then on to the next page."""
        assert self._printer is not None
        assert self._painter is not None
        width, height, pixels = drawn
        image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        place = QRect(self._painter.viewport())
        size = image.size().scaled(place.size(), _FITTING)
        self._painter.drawImage(QRect(place.topLeft(), size), image)
        self._done += 1
        if self._done < self._last:
            self._turn(self._printer, self._done)
            self._printer.newPage()
            self._next()
        else:
            self._stop()
            self.finish(f"Sent {count(self._done - self._first, 'page', 'pages')} to the printer", False)

    def _stop(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self.refused()
