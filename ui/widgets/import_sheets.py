"""First step of an import: which sheets, which row is the header, and how a text file is encoded."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coordinator.services.import_reading import NO_HEADER, SheetRead, first_rows
from ui.models.file_in_hand import FileInHand
from ui.models.sheet_preview import SheetPreview
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.form import Form, indent
from ui.widgets.import_words import read_as, tip

ENCODINGS = (
    ("UTF-8", "utf-8"),
    ("Windows (cp1252)", "cp1252"),
    ("UTF-16", "utf-16"),
    ("Mac Roman", "mac-roman"),
    ("DOS (cp437)", "cp437"),
)
_FEWEST_ROWS, _MOST_ROWS, _MOST_COLUMNS = 24, 80, 100
_WIDEST, _NARROWEST, _PAD, _TESTED = 220, 48, 32, 60
_Check = Qt.CheckState


class ImportSheets(QWidget):
    """`sheets` is the list to tick, `header` the row of the header (0 for none), `preview` the first rows.

    `refusal` says why a reading was refused: the one before is still shown.
    """

    def __init__(self, file: FileInHand) -> None:
        super().__init__()
        self._file = file
        self.sheets = QListWidget()
        self.encoding = QComboBox()
        self.header = QSpinBox()
        self.as_found = button("As found", "flat")
        self.preview = QTableView()
        self.rows = SheetPreview(self.preview.font(), self.preview)
        self.notes = wrapped(label("", "secondary"))
        self.refusal = wrapped(label(""))
        self._set_up()
        self._lay_out()
        self.sheets.currentRowChanged.connect(self._show_sheet)
        self.sheets.itemChanged.connect(self._on_ticked)
        self.header.valueChanged.connect(self._on_header)
        self.as_found.clicked.connect(self._on_as_found)
        self.preview.doubleClicked.connect(self._on_row)
        self.encoding.activated.connect(self._on_encoding)

    def _set_up(self) -> None:
        self.sheets.setAccessibleName("Sheets")
        self.sheets.setFixedWidth(240)
        self.sheets.setWordWrap(True)
        self.sheets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.encoding.setAccessibleName("Encoding of the text")
        self.encoding.setToolTip("Choose another one if accents look wrong below.")
        self.header.setSpecialValueText("No header row")
        self.header.setKeyboardTracking(False)
        indent(self.header)
        set_property(self.refusal, "tone", "bad")
        self.preview.setModel(self.rows)
        self.preview.setAccessibleName("First rows of the sheet")
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.preview.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.preview.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.preview.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.preview.setTabKeyNavigation(False)
        self.preview.setWordWrap(False)
        self.preview.setStyleSheet("QTableView::item { padding: 0 9px; }")  # cells stand below their titles
        self.preview.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.preview.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _lay_out(self) -> None:
        for field in (self.encoding, self.header):
            field.setFixedWidth(240)
        at_header = QWidget()
        across = QHBoxLayout(at_header)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.header)
        across.addWidget(self.as_found)
        across.addWidget(wrapped(label("Or double-click the row below.", "secondary")), 1)
        self.header.setAccessibleName("Header row")
        form = Form()
        self._encoding_caption = form.row("&Encoding", self.encoding)
        form.row("&Header row", at_header).setBuddy(self.header)
        right = QVBoxLayout()
        right.setSpacing(8)
        for part in (form, self.refusal):
            right.addWidget(part)
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
        self.refusal.setText(self._file.refusal)
        self.refusal.setVisible(bool(self._file.refusal))
        if content is None:
            return
        self._fill_sheets(content.sheets)
        self._fill_encodings(content.source.encoding)
        self._show_sheet()

    def _fill_sheets(self, sheets: tuple[SheetRead, ...]) -> None:
        """Made anew only where there are others, so that the keyboard stays where it is."""
        blocker = QSignalBlocker(self.sheets)
        if [self.sheets.item(at).data(_NAME) for at in range(self.sheets.count())] != [each.name for each in sheets]:
            self.sheets.clear()
            for sheet in sheets:
                self.sheets.addItem(_item(sheet))
            first = next((at for at, sheet in enumerate(sheets) if sheet.is_taken), 0)
            self.sheets.setCurrentRow(first)
        for at, sheet in enumerate(sheets):
            item, wanted = self.sheets.item(at), self._file.is_wanted(sheet.name)
            item.setCheckState(_Check.Checked if wanted else _Check.Unchecked)
            item.setToolTip(tip(sheet.why_not or sheet.name))
        blocker.unblock()

    def _fill_encodings(self, used: str | None) -> None:
        self.encoding.setVisible(used is not None)
        self._encoding_caption.setVisible(used is not None)
        if not self.encoding.count():
            for text, name in (("As found", None), *ENCODINGS):
                self.encoding.addItem(text, name)
        if self._file.encoding is None:
            self.encoding.setItemText(0, f"As found: {used}")
        self.encoding.setCurrentIndex(max(self.encoding.findData(self._file.encoding), 0))

    def _show_sheet(self) -> None:
        sheet, content = self.sheet, self._file.content
        if sheet is None or content is None:
            return
        blocker = QSignalBlocker(self.header)
        self.header.setRange(0, max(sheet.row_count, 1))
        self.header.setValue(sheet.header_row + 1)
        blocker.unblock()
        choice = self._file.choices.sheets.get(sheet.name)
        self.as_found.setEnabled(choice is not None and choice.header_row is not None)
        notes = (*content.notes, *((sheet.why_not,) if sheet.why_not else ()))
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))
        rows = first_rows(content, sheet.name, min(max(sheet.header_row + 12, _FEWEST_ROWS), _MOST_ROWS), _MOST_COLUMNS)
        if self.rows.show_rows(rows, _titles(sheet, rows), sheet.header_row):
            self._fit_columns()
            self._show_header(sheet.header_row)

    def _fit_columns(self) -> None:
        metrics = self.preview.fontMetrics()
        for column in range(self.rows.columnCount()):
            text = self.rows.widest(column)[:_TESTED]
            width = metrics.horizontalAdvance(text) + _PAD
            self.preview.setColumnWidth(column, min(max(width, _NARROWEST), _WIDEST))

    def _show_header(self, row: int) -> None:
        if row < 0:
            self.preview.clearSelection()
            return
        self.preview.selectRow(row)
        self.preview.scrollTo(self.rows.index(row, 0))

    # what is chosen

    def _on_ticked(self, item: QListWidgetItem) -> None:
        self._file.choose_sheet(str(item.data(_NAME)), taken=item.checkState() is _Check.Checked)

    def _on_header(self, row: int) -> None:
        if self.sheet is not None:
            self._file.choose_header(self.sheet.name, row - 1 if row else NO_HEADER)

    def _on_as_found(self) -> None:
        if self.sheet is not None:
            self._file.choose_header(self.sheet.name, None)
            self.header.setFocus()

    def _on_row(self, index: QModelIndex) -> None:
        self.header.setValue(index.row() + 1)

    def _on_encoding(self) -> None:
        self._file.read_as(self.encoding.currentData())


_NAME = Qt.ItemDataRole.UserRole


def _item(sheet: SheetRead) -> QListWidgetItem:
    rows = f"{sheet.row_count:,} {'row' if sheet.row_count == 1 else 'rows'}" + (", hidden" if sheet.hidden else "")
    item = QListWidgetItem(f"{sheet.name}\n{rows}")
    item.setData(_NAME, sheet.name)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    return item


def _titles(sheet: SheetRead, rows: tuple[tuple[str, ...], ...]) -> list[str]:
    """What each column is read as; its number where the sheet is not read."""
    known = {column.index: read_as(column) for column in sheet.columns}
    return [known.get(at, f"Column {at + 1}") for at in range(max(map(len, rows), default=0))]
