"""Second step of an import: what each column is read as, how sure that is, and a few of its cells."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coordinator.services.import_reading import NominationField, SheetColumn, is_passed_over
from ui.models.file_in_hand import FileInHand
from ui.widgets.answers_card import strong
from ui.widgets.basics import Icon, label, set_property, wrapped
from ui.widgets.import_words import LEFT_OUT, column_name, field_words, shortened, sure_words, tip

SURE = 0.8
_TITLES = (("Column", 2), ("Some of its cells", 3), ("Read as", 0), ("How sure", 0))
_AT_ONCE, _LONGEST_NAME = 20, 80
_NOTHING_TICKED = "No sheet is ticked. Tick one on the first step."
Key = tuple[str, int]


def is_doubtful(column: SheetColumn) -> bool:
    """Whether somebody should look at how it is read; an empty column can be read as anything."""
    return column.field is not None and column.confidence < SURE and bool(column.samples)


class FieldBox(QComboBox):
    """The fields to choose from. The wheel turns it only once it has the keyboard: scrolling must choose nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(200)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(20)
        self.addItems(_CHOICES)

    @property
    def field(self) -> NominationField | None:
        """None: the column is left out."""
        return _FIELDS[self.currentIndex() - 1] if self.currentIndex() > 0 else None

    def show_field(self, field: NominationField | None) -> None:
        self.setCurrentIndex(0 if field is None else _FIELDS.index(field) + 1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


_FIELDS = tuple(NominationField)
_CHOICES = [LEFT_OUT, *map(field_words, _FIELDS)]


class ImportColumns(QWidget):
    """`choices` are the combo boxes, by sheet and column; of many columns the first ones are there at once."""

    def __init__(self, file: FileInHand) -> None:
        super().__init__()
        self._file = file
        self.choices: dict[Key, FieldBox] = {}
        self._sure: dict[Key, tuple[Icon, QLabel]] = {}
        self._columns: dict[Key, SheetColumn] = {}
        self._shape: list[tuple[Key, str, tuple[str, ...]]] | None = None
        self._grid = QGridLayout()
        self._to_come: list[Key] = []
        self._row = 0
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._add_some)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName("Columns")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def show_file(self) -> None:
        """Built anew only when there are other columns, so that the keyboard stays where it is."""
        if self._file.content is None:
            return
        # A sheet that is wanted but names nobody yet shows its columns, so that one can be said to hold names.
        sheets = [sheet for sheet in self._file.content.sheets if self._file.is_wanted(sheet.name)]
        self._columns = {(sheet.name, column.index): column for sheet in sheets for column in sheet.columns}
        shape = [(key, column.header, column.samples) for key, column in self._columns.items()]
        if shape != self._shape:
            self._shape = shape
            self._build()
        for key in self.choices:
            self._fill(key)

    def _build(self) -> None:
        self.choices, self._sure, self._to_come = {}, {}, list(self._columns)
        self._row = 0
        content = QWidget()
        content.setProperty("kind", "plain")
        self._grid = QGridLayout()
        down = QVBoxLayout(content)
        down.setContentsMargins(0, 0, 12, 0)
        down.addLayout(self._grid)
        down.addStretch(1)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        for at, (title, stretch) in enumerate(_TITLES):
            self._grid.setColumnStretch(at, stretch)
            self._grid.addWidget(label(title.upper(), "section"), 0, at)
        if not self._to_come:
            self._grid.addWidget(wrapped(label(_NOTHING_TICKED, "secondary")), 1, 0, 1, len(_TITLES))
        self._add_some()
        self.area.setWidget(content)

    def _add_some(self) -> None:
        """A screenful now, the rest as soon as nothing else is to be done."""
        several = len({sheet for sheet, _ in self._columns}) > 1
        for key in self._to_come[:_AT_ONCE]:
            if several and (not self.choices or key[0] != next(reversed(self.choices))[0]):
                title = wrapped(label(key[0].upper(), "section"))
                self._grid.addWidget(title, self._next_row(), 0, 1, len(_TITLES))
            self._add(key, self._columns[key])
            self._fill(key)
        del self._to_come[:_AT_ONCE]
        if self._to_come:
            self._rest.start()

    def _next_row(self) -> int:
        self._row += 1
        return self._row

    def _add(self, key: Key, column: SheetColumn) -> None:
        row = self._next_row()
        name = column_name(column)
        choice = FieldBox(f"Read “{name}” as")
        choice.activated.connect(partial(self._on_chosen, key))
        icon, sure = Icon("triangle-alert", "caution"), label("", "secondary")
        sure.setMinimumWidth(150)
        self.choices[key], self._sure[key] = choice, (icon, sure)
        samples = " · ".join(column.samples)
        cells = wrapped(label(shortened(samples) or "Nothing in it", "secondary"))
        cells.setToolTip(tip(samples))
        told = QHBoxLayout()
        told.setSpacing(6)
        told.addWidget(icon)
        told.addWidget(sure, 1)
        self._grid.addWidget(wrapped(strong(shortened(name, _LONGEST_NAME))), row, 0)
        self._grid.addWidget(cells, row, 1)
        self._grid.addWidget(choice, row, 2, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addLayout(told, row, 3)

    def _fill(self, key: Key) -> None:
        column = self._columns[key]
        # What is read as nothing in particular is kept as a remark, unless it was left out.
        silent = None if is_passed_over(column) else NominationField.REMARKS
        self.choices[key].show_field(column.field or silent)
        icon, sure = self._sure[key]
        sure.setText(sure_words(column))
        icon.setVisible(is_doubtful(column))
        set_property(sure, "tone", "caution" if is_doubtful(column) else "")

    def _on_chosen(self, key: Key, _index: int) -> None:
        self._file.choose_field(*key, self.choices[key].field)
