"""Second step of an import: what each column is read as, how sure that is, and a few of its cells."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coordinator.services.import_reading import NominationField, SheetColumn, SheetRead, Told
from ui.models.file_in_hand import FileInHand
from ui.widgets.answers_card import strong
from ui.widgets.basics import label, set_property, wrapped

LEFT_OUT = "Left out"
_SURE = 0.8
_TOLD = {
    Told.CHOICE: "Chosen",
    Told.LAST_TIME: "As last time",
    Told.WORKBOOK: "Our own workbook",
    Told.HEADER: "By its header",
    Told.CONTENT: "By what is in it",
}
Key = tuple[str, int]


def field_words(field: NominationField) -> str:
    """ "E-mail", "Supervisor's e-mail", "Used trial license"."""
    return _WORDS.get(field) or field.value.replace("_", " ").capitalize()


_WORDS = {
    NominationField.EMAIL: "E-mail",
    NominationField.SUPERVISOR_NAME: "Supervisor",
    NominationField.SUPERVISOR_EMAIL: "Supervisor’s e-mail",
    NominationField.TRIAL_USE: "Used trial license",
    NominationField.COURSE_COMPLETED: "Course completed",
    NominationField.PRIORITY: "Supervisor’s priority",
    NominationField.MIDDLE_NAME: "Middle name or initial",
}


class ImportColumns(QWidget):
    """`choices` are the combo boxes, by sheet and column."""

    def __init__(self, file: FileInHand) -> None:
        super().__init__()
        self._file = file
        self.choices: dict[Key, QComboBox] = {}
        self._sure: dict[Key, QLabel] = {}
        self._shape: list[tuple[str, int, str]] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("Columns")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        file.changed.connect(self.show_file)
        self.show_file()

    def show_file(self) -> None:
        """Built anew only when there are other columns, so that the keyboard stays where it is."""
        if self._file.content is None:
            return
        sheets = [sheet for sheet in self._file.content.sheets if sheet.is_taken]
        shape = [(sheet.name, column.index, column.header) for sheet in sheets for column in sheet.columns]
        if shape != self._shape:
            self._shape = shape
            self._build(sheets)
        for sheet in sheets:
            for column in sheet.columns:
                self._fill((sheet.name, column.index), column)

    def _build(self, sheets: list[SheetRead]) -> None:
        self.choices, self._sure = {}, {}
        content = QWidget()
        content.setProperty("kind", "plain")
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for title, at in (("Column", 0), ("Some of its cells", 1), ("Read as", 2), ("How sure", 3)):
            grid.addWidget(label(title.upper(), "section"), 0, at)
        for sheet in sheets:
            if len(sheets) > 1:
                grid.addWidget(label(sheet.name.upper(), "section"), grid.rowCount(), 0, 1, 4)
            for column in sheet.columns:
                self._add(grid, (sheet.name, column.index), column)
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(content)

    def _add(self, grid: QGridLayout, key: Key, column: SheetColumn) -> None:
        row = grid.rowCount()
        name = column.header or f"Column {column.index + 1}"
        choice = QComboBox()
        choice.setAccessibleName(f"Read “{name}” as")
        choice.setFixedWidth(200)
        choice.addItem(LEFT_OUT, None)
        for field in NominationField:
            choice.addItem(field_words(field), field)
        choice.activated.connect(partial(self._on_chosen, key))
        self.choices[key], self._sure[key] = choice, label("", "secondary")
        grid.addWidget(wrapped(strong(name)), row, 0)
        grid.addWidget(wrapped(label(" · ".join(column.samples) or "Nothing in it", "secondary")), row, 1)
        grid.addWidget(choice, row, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._sure[key], row, 3)

    def _fill(self, key: Key, column: SheetColumn) -> None:
        choice, sure = self.choices[key], self._sure[key]
        # What is read as nothing in particular is kept as a remark, unless it was left out.
        field = column.field or (None if column.left_out else NominationField.REMARKS)
        choice.setCurrentIndex(0 if field is None else choice.findData(field))
        sure.setText(_sure_words(column))
        is_doubtful = column.field is not None and column.confidence < _SURE
        set_property(sure, "tone", "caution" if is_doubtful else "")

    def _on_chosen(self, key: Key, _index: int) -> None:
        field = self.choices[key].currentData()
        self._file.choose_field(*key, NominationField(field) if field else None)


def _sure_words(column: SheetColumn) -> str:
    if column.field is None:
        return "Chosen" if column.left_out else "Kept as a remark"
    return f"{_TOLD.get(column.told_by, '')}, {column.confidence:.0%}"
