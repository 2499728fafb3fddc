"""Above the pages of a PDF: where one is, how large it is, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from ui.models.page_layout import SCREEN, Fit
from ui.widgets.basics import label
from ui.widgets.combo import combo
from ui.widgets.pdf_find import small_tool

SIZES = (50, 75, 100, 125, 150, 200, 300, 400)


class PdfBar(QWidget):
    """`page_wanted` carries a page from 0, `fit_wanted` a `Fit`, `scale_wanted` pixels a point; the rest are buttons.

    A small one has no bookmarks, search, copying and printing, and zooms by its box and the keys.
    """

    page_wanted = Signal(int)
    fit_wanted = Signal(object)
    scale_wanted = Signal(float)

    def __init__(self, *, is_large: bool) -> None:
        super().__init__()
        self._page, self._pages = 0, 0
        self.contents = small_tool("layout-list", "Contents")
        self.back = small_tool("chevron-up", "Page before (Page Up)", self._go_back)
        self.forth = small_tool("chevron-down", "Next page (Page Down)", self._go_on)
        self.number = QLineEdit()
        self.number.setAccessibleName("Page")
        self.number.setFixedWidth(48)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setValidator(QIntValidator(1, 99_999, self.number))
        self.number.returnPressed.connect(self._on_number)
        self.of = label("", "secondary")
        self.farther = small_tool("minus", "Zoom out (Ctrl+Minus)")
        self.nearer = small_tool("plus", "Zoom in (Ctrl+Plus)")
        self.sizes = self._sizes()
        self.look = small_tool("search", "Find in this file (Ctrl+F)")
        self.copy = small_tool("copy", "Copy the text chosen, else of the page (Ctrl+C)")
        self.print = small_tool("printer", "Print… (Ctrl+P)")
        self.save = small_tool("download", "Save a copy…")
        self._lay_out()
        self.contents.hide()
        for tool in (self.farther, self.nearer, self.look, self.copy, self.print):
            tool.setVisible(is_large)

    def _sizes(self) -> QComboBox:
        made = combo("Size of the page")
        made.addItem(Fit.WIDTH.value, Fit.WIDTH)
        made.addItem(Fit.PAGE.value, Fit.PAGE)
        for percent in SIZES:
            made.addItem(f"{percent} %", percent)
        made.setMinimumWidth(112)
        made.activated.connect(self._on_size)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        where = (self.contents, self.back, self.forth, self.number, self.of)
        groups: tuple[tuple[QWidget, ...], ...] = (
            where, (self.farther, self.sizes, self.nearer), (self.look, self.copy, self.print, self.save)
        )  # fmt: skip
        for group in groups:
            if group is not where:
                row.addStretch(1)
            for part in group:
                row.addWidget(part)
        row.insertSpacing(row.indexOf(self.of), 4)

    def tell(self, page: int, pages: int) -> None:
        """Where one is, from 0, of how many."""
        self._page, self._pages = page, pages
        self.number.setText(str(page + 1) if pages else "")
        self.of.setText(f"of {pages:,}" if pages else "")
        self.back.setEnabled(page > 0)
        self.forth.setEnabled(page + 1 < pages)
        for part in (self.number, self.sizes, self.nearer, self.farther, self.look, self.copy, self.print, self.save):
            part.setEnabled(bool(pages))

    def tell_size(self, fit: Fit, scale: float) -> None:
        """The percentage stands in the box where neither width nor page is followed."""
        percent = round(scale / SCREEN * 100)
        self.sizes.setCurrentIndex(self.sizes.findData(percent if fit is Fit.FREE else fit))
        self.sizes.setPlaceholderText(f"{percent} %")

    def _go_back(self) -> None:
        self.page_wanted.emit(self._page - 1)

    def _go_on(self) -> None:
        self.page_wanted.emit(self._page + 1)

    def _on_number(self) -> None:
        self.page_wanted.emit(min(int(self.number.text() or 1), self._pages) - 1)
        self.tell(self._page, self._pages)

    def _on_size(self, _place: int) -> None:
        wanted = self.sizes.currentData()
        if isinstance(wanted, int):
            self.scale_wanted.emit(wanted / 100 * SCREEN)
        else:
            self.fit_wanted.emit(Fit(wanted))
