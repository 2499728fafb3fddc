"""First step of an import: which sheets, which row is the header, and how a text file is encoded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coordinator.services.import_reading import NO_HEADER, SheetRead
from ui.models.file_in_hand import FileInHand
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form

ENCODINGS = (
    ("UTF-8", "utf-8"),
    ("Windows (cp1252)", "cp1252"),
    ("UTF-16", "utf-16"),
    ("Mac Roman", "mac-roman"),
    ("DOS (cp437)", "cp437"),
)
_Check = Qt.CheckState


class ImportSheets(QWidget):
    """`sheets` is the list to tick, `header` the row of the header (0 for none), `preview` the first rows."""

    looked = Signal()

    def __init__(self, file: FileInHand) -> None:
        super().__init__()
        self._file = file
        self._is_filling = False
        self.sheets = QListWidget()
        self.sheets.setAccessibleName("Sheets")
        self.sheets.setFixedWidth(240)
        self.encoding = QComboBox()
        self.encoding.setAccessibleName("Encoding of the text")
        self.header = QSpinBox()
        self.header.setRange(0, 1)
        self.header.setSpecialValueText("No header row")
        self.preview = QTableWidget()
        self.preview.setAccessibleName("First rows of the sheet")
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.preview.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.preview.horizontalHeader().hide()
        self.notes = wrapped(label("", "secondary"))
        self._lay_out()
        self.sheets.currentRowChanged.connect(self._show_sheet)
        self.sheets.itemChanged.connect(self._on_ticked)
        self.header.valueChanged.connect(self._on_header)
        self.preview.cellDoubleClicked.connect(self._on_row)
        self.encoding.activated.connect(self._on_encoding)
        file.changed.connect(self.show_file)
        self.show_file()

    def _lay_out(self) -> None:
        form = Form()
        self._encoding_caption = form.row("&Encoding", self.encoding)
        self.encoding.setToolTip("Choose another one if accents look wrong below.")
        form.row("&Header row", self.header, "Or double-click the row in the preview.")
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(form)
        right.addWidget(self.preview, 1)
        right.addWidget(self.notes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.sheets)
        row.addLayout(right, 1)

    # what is shown

    @property
    def sheet(self) -> SheetRead | None:
        """The one that is looked at."""
        content, at = self._file.content, self.sheets.currentRow()
        return content.sheets[at] if content and 0 <= at < len(content.sheets) else None

    def show_file(self) -> None:
        content = self._file.content
        if content is None:
            return
        self._is_filling = True
        at = max(self.sheets.currentRow(), 0)
        self.sheets.clear()
        for sheet in content.sheets:
            self.sheets.addItem(_item(sheet))
        self._fill_encodings(content.source.encoding)
        self._is_filling = False
        self.sheets.setCurrentRow(min(at, self.sheets.count() - 1))
        self.notes.setText(" ".join(content.notes))
        self.notes.setVisible(bool(content.notes))

    def _fill_encodings(self, used: str | None) -> None:
        self.encoding.setVisible(used is not None)
        self._encoding_caption.setVisible(used is not None)
        self.encoding.clear()
        self.encoding.addItem(f"As found: {used}" if self._file.encoding is None else "As found", None)
        for text, name in ENCODINGS:
            self.encoding.addItem(text, name)
        self.encoding.setCurrentIndex(max(self.encoding.findData(self._file.encoding), 0))

    def _show_sheet(self) -> None:
        sheet = self.sheet
        if sheet is None or self._is_filling:
            return
        self._is_filling = True
        self.header.setRange(0, max(len(sheet.preview), sheet.header_row + 1, 1))
        self.header.setValue(sheet.header_row + 1)
        self._fill_preview(sheet)
        self._is_filling = False

    def _fill_preview(self, sheet: SheetRead) -> None:
        columns = max(map(len, sheet.preview), default=0)
        self.preview.setRowCount(len(sheet.preview))
        self.preview.setColumnCount(columns)
        for at, row in enumerate(sheet.preview):
            for column in range(columns):
                cell = QTableWidgetItem(row[column] if column < len(row) else "")
                if at == sheet.header_row:
                    font = QFont(self.preview.font())
                    font.setWeight(QFont.Weight.DemiBold)
                    cell.setFont(font)
                self.preview.setItem(at, column, cell)
        if sheet.header_row >= 0:
            self.preview.selectRow(sheet.header_row)
        else:
            self.preview.clearSelection()

    # what is chosen

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if not self._is_filling:
            name = str(item.data(Qt.ItemDataRole.UserRole))
            self._file.choose_sheet(name, taken=item.checkState() is _Check.Checked)

    def _on_header(self, row: int) -> None:
        if not self._is_filling and self.sheet is not None:
            self._file.choose_header(self.sheet.name, row - 1 if row else NO_HEADER)

    def _on_row(self, row: int, _column: int) -> None:
        self.header.setValue(row + 1)

    def _on_encoding(self) -> None:
        self._file.read_as(self.encoding.currentData())


def _item(sheet: SheetRead) -> QListWidgetItem:
    rows = f"{sheet.row_count:,} rows" + (", hidden" if sheet.hidden else "")
    item = QListWidgetItem(f"{sheet.name}\n{rows}")
    item.setData(Qt.ItemDataRole.UserRole, sheet.name)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_Check.Checked if sheet.is_taken else _Check.Unchecked)
    item.setToolTip(sheet.why_not)
    return item
