"""A PDF as it will come out of the printer, and the way there."""

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from coordinator.services.papers import page_count, page_image
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog
from ui.models.page_layout import Fit
from ui.widgets.pdf_view import PdfView
from ui.wording import count

PAGES = ("page", "pages")
SHARP = 300  # dots an inch; more cannot be told apart on paper and takes long
_POINTS = 72
NO_ANSWER = "The printer does not answer. Choose another one, or save the PDF."


class PrintDialog(BatchDialog):
    """`view` shows the pages. "Print…" asks the system for a printer, and `print_to` sends them page by page.

    A page comes out as large as it is; on smaller paper it is made to fit, in the middle.
    """

    def __init__(self, desk: Desk, parent: QWidget, paper: tuple[str, bytes]) -> None:
        super().__init__(desk, parent, f"Print “{paper[0].removesuffix('.pdf')}”", "Print…")
        self._paper = paper
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._asked: QDialog | None = None
        self._left: list[int] = []
        self._sent = self._of = 0
        self._is_stopping = False
        self.view = PdfView(desk, "Pages to print")
        self.view.first_fit = Fit.PAGE
        self.view.paper.scale_changed.connect(self._tell)
        self.column.addWidget(self.view, 1)
        self.finish_layout()
        self.resize(860, 640)
        self.view.show_pdf(*paper)

    def _tell(self) -> None:
        """How many pages there are, and for what paper."""
        if self.view.pages and not self.is_running:
            kinds = dict.fromkeys(_called(_paper_of(size)) for size in self._sizes)
            self.said.setText(f"{count(self.view.pages, *PAGES)}, {' and '.join(kinds)}")

    @property
    def _sizes(self) -> tuple[tuple[float, float], ...]:
        return self.view.paper.geometry_of_pages.sizes

    # to the printer

    def submit(self) -> None:
        """The system's own dialog: which printer, which pages, how many copies."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._sizes:
            printer.setPageSize(_paper_of(self._sizes[0]))
        self._turn(printer, 0)
        printer.setDocName(self._paper[0])
        self._printer = printer
        self._asked = QPrintDialog(printer, self)
        self._asked.accepted.connect(self._on_chosen)
        QDialog.open(self._asked)  # its own `open` wants a slot by name

    def _on_chosen(self) -> None:
        if self._printer is not None:
            self.print_to(self._printer)

    def print_to(self, printer: QPrinter) -> None:
        self._printer = printer
        self._is_stopping = False
        self.progress.setRange(0, 0)
        self._set_running(True)
        self.desk.runner.call(page_count, self._paper[1]).then(self._begin).otherwise(self.refused)

    def _begin(self, pages: int) -> None:
        assert self._printer is not None
        ranges = self._printer.pageRanges()
        self._left = [page for page in range(pages) if ranges.isEmpty() or ranges.contains(page + 1)]
        self._sent, self._of = 0, len(self._left)
        if not self._left:
            self.refused()
            self.desk.messages.refuse(self, f"There are no such pages. This file has {count(pages, *PAGES)}.")
            return
        self.progress.setRange(0, self._of)
        self._printer.setFullPage(True)  # the pages have margins of their own
        self._turn(self._printer, self._left[0])
        self._painter = QPainter(self._printer)
        if self._painter.isActive():
            self._next()
        else:
            self._no_answer()

    def _turn(self, printer: QPrinter, page: int) -> None:
        """The sheet lies as the page does: certificates and letters may come in one file."""
        width, height = self._sizes[page] if page < len(self._sizes) else (1.0, 1.0)
        is_wide = width > height
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait)

    def _next(self) -> None:
        self.progress.setValue(self._sent)
        self.said.setText(f"Page {self._sent + 1:,} of {self._of:,}")
        job = self.desk.runner.call(page_image, self._paper[1], self._left[self._sent], self._sharpness)
        job.then(self._draw).otherwise(self._give_up)

    @property
    def _sharpness(self) -> float:
        """Pixels a point."""
        assert self._printer is not None
        return min(self._printer.resolution(), SHARP) / _POINTS

    def _draw(self, drawn: tuple[int, int, bytes]) -> None:
        """Onto the paper, then on to the next page."""
        assert self._printer is not None
        assert self._painter is not None
        width, height, pixels = drawn
        image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGBA8888)
        as_it_is = QSizeF(width, height) * (self._printer.resolution() / _POINTS / self._sharpness)
        # The painter goes on thinking that the paper lies as it did at first.
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).size()
        self._painter.drawImage(on_paper(as_it_is, paper), image)
        self._sent += 1
        if self._is_stopping:
            self._stop()
        elif self._sent == self._of:
            self._close()
            self.finish(f"Sent {count(self._sent, *PAGES)} to the printer", False)
        else:
            self._turn(self._printer, self._left[self._sent])
            if self._printer.newPage():
                self._next()
            else:
                self._no_answer()

    # when it ends

    def reject(self) -> None:
        """While it prints, stop after the page that is being drawn."""
        if self.is_running:
            self._is_stopping = True
        else:
            super().reject()

    def _stop(self) -> None:
        assert self._printer is not None
        self._printer.abort()
        self._close()
        self.done_with.emit(f"Stopped printing at page {self._sent:,} of {self._of:,}", False)
        self.refused()

    def _no_answer(self) -> None:
        self._give_up()
        self.desk.messages.refuse(self, NO_ANSWER)

    def _give_up(self) -> None:
        self._close()
        self.refused()

    def _close(self) -> None:
        self.is_running = False
        if self._painter is not None:
            self._painter.end()
            self._painter = None

    def refused(self) -> None:
        super().refused()
        self._tell()


def on_paper(page: QSizeF, paper: QSizeF) -> QRectF:
    """Where a page lies on the paper: as large as it is, smaller where it would not fit, and in the middle."""
    scale = min(1.0, paper.width() / page.width(), paper.height() / page.height())
    size = page * scale
    return QRectF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2, size.width(), size.height())


def _paper_of(size: tuple[float, float]) -> QPageSize:
    """The paper of a page, lying on its short side, by its usual name."""
    upright = QSizeF(min(size), max(size))
    return QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)


def _called(paper: QPageSize) -> str:
    return "US Letter" if paper.id() is QPageSize.PageSizeId.Letter else paper.name()
