"""What the columns of a report mean, where the program does not know: one drop-down a column, and what comes of it."""

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator.services.reports_in import LAYOUT_FIELDS, DateOrder, Field, ReportFile, ReportTable
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.report_reading import read_as_told
from ui.widgets.answers_card import strong
from ui.widgets.basics import Icon, label, set_property, wrapped
from ui.widgets.combo import name_combo
from ui.wording import count

LEAVE_OUT = "Leave out"
MEANINGS = {
    Field.NAME: "Name",
    Field.FIRST_NAME: "First name",
    Field.LAST_NAME: "Last name",
    Field.EMAIL: "E-mail",
    Field.UPN: "Sign-in name",
    Field.ROLE: "Role",
    Field.JOIN: "Joined",
    Field.LEAVE: "Left",
    Field.DURATION: "Minutes",
    Field.ATTENDED: "Attended, yes or no",
    Field.ACTION: "Joined or left",
    Field.STAMP: "Time of joining or leaving",
    Field.GUEST: "Guest, yes or no",
    Field.WAITING: "In the waiting room",
    Field.CONNECTION: "Kind of connection",
}
_TITLES = (("Column", 2), ("Some of its cells", 3), ("Means", 0))
_LONGEST = 64


class MeaningBox(QComboBox):
    """What one column means. The wheel turns it only once it has the keyboard."""

    def __init__(self, name: str, field: Field | None) -> None:
        super().__init__()
        name_combo(self, f"Meaning of {name}")
        self.setFixedWidth(220)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(len(LAYOUT_FIELDS) + 1)
        self.addItem(LEAVE_OUT)
        self.addItems([MEANINGS[each] for each in LAYOUT_FIELDS])
        self.choose(field)

    @property
    def field(self) -> Field | None:
        return LAYOUT_FIELDS[self.currentIndex() - 1] if self.currentIndex() > 0 else None

    def choose(self, field: Field | None) -> None:
        self.setCurrentIndex(LAYOUT_FIELDS.index(field) + 1 if field else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ReportColumnsDialog(DialogFrame):
    """`choices` are the drop-downs in the order of the columns, `told` says what would be read, `file` is that."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        report: tuple[Path, date],
        table: ReportTable,
        layout: Sequence[Field | None] | None = None,
        date_order: DateOrder | None = None,
    ) -> None:
        path, _ = report
        super().__init__(desk, parent, f"What the columns of {path.name} mean", "Read")
        self._report, self._date_order = report, date_order
        self.file: ReportFile | None = None
        fields = layout or [column.field for column in table.columns]
        self.choices = [
            MeaningBox(_called(column.header, column.place), field)
            for column, field in zip_longest(table.columns, fields[: len(table.columns)])
        ]
        self.icon, self.told = Icon("info", "neutral"), wrapped(label(""))
        self._lay_out(table)
        for choice in self.choices:
            choice.currentIndexChanged.connect(self._on_chosen)
        self._read()

    def _lay_out(self, table: ReportTable) -> None:
        wrapped(self.heading)
        self.column.addWidget(
            wrapped(label("Say where the names and the times or minutes stand. It is remembered for files with "
                          "the same header row.", "secondary"))
        )  # fmt: skip
        self.column.addWidget(self._columns(table), 1)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.told, 1)
        self.column.addLayout(said)
        self.finish_layout()
        self.resize(820, 560)

    def _columns(self, table: ReportTable) -> QScrollArea:
        content = QWidget()
        content.setProperty("kind", "plain")
        down = QVBoxLayout(content)
        down.setContentsMargins(0, 0, 12, 0)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        down.addLayout(grid)
        down.addStretch(1)
        for at, (title, stretch) in enumerate(_TITLES):
            grid.setColumnStretch(at, stretch)
            grid.addWidget(label(title.upper(), "section"), 0, at)
        for row, (column, choice) in enumerate(zip(table.columns, self.choices, strict=True), 1):
            cells = " · ".join(each[:_LONGEST] for each in column.samples)
            grid.addWidget(wrapped(strong(_called(column.header, column.place)[:_LONGEST])), row, 0)
            grid.addWidget(wrapped(label(cells or "Nothing in it", "secondary")), row, 1)
            grid.addWidget(choice, row, 2, Qt.AlignmentFlag.AlignVCenter)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName("Columns")
        area.setWidget(content)
        return area

    @property
    def layout_told(self) -> list[Field | None]:
        """The meanings by place."""
        return [choice.field for choice in self.choices]

    def _on_chosen(self) -> None:
        """A meaning is of one column: another that had it is left out."""
        chosen = self.sender()
        if isinstance(chosen, MeaningBox) and chosen.field is not None:
            for other in self.choices:
                if other is not chosen and other.field is chosen.field:
                    with QSignalBlocker(other):
                        other.choose(None)
        self._read()

    def _read(self) -> None:
        self.go.setEnabled(False)
        job = self.desk.runner.call(read_as_told, *self._report, self.layout_told, self._date_order)
        job.then(self._show)

    def _show(self, read: ReportFile | str) -> None:
        """What comes of it; an answer that was overtaken by another choice is not looked at."""
        if not isinstance(read, str) and read.layout != tuple(field or "" for field in self.layout_told):
            return
        self.file = None if isinstance(read, str) else read
        people = len(self.file.content.participants) if self.file else 0
        sentence = read if isinstance(read, str) else _outcome(read)
        self.told.setText(sentence)
        self.icon.show_icon(*(("circle-check", "good") if people else ("triangle-alert", "caution")))
        set_property(self.told, "tone", "good" if people else "caution")
        self.go.setText(f"Read {count(people, 'person', 'people')}" if people else "Read")
        self.go.setEnabled(bool(people))

    def submit(self) -> None:
        if self.file is not None:
            self.accept()


def _outcome(file: ReportFile) -> str:
    people = file.content.participants
    if not people:
        return "Nobody would be read."
    unknown = sum(person.minutes is None for person in people)
    said = f"Would read {count(len(people), 'person', 'people')}"
    return f"{said}, of {unknown} without minutes." if unknown else f"{said}, all with minutes."


def _called(header: str, place: int) -> str:
    return header or f"Column {place + 1}"
