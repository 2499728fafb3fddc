"""An attendance list: of whom, with which columns, in which form, redacted or not; a preview follows every choice."""

from datetime import date

from PySide6.QtCore import QDate, QSettings, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from coordinator.services.attendance_lists import (
    KINDS,
    ListColumn,
    ListFormat,
    ListRequest,
    file_name,
    preview,
    usual_columns,
)
from coordinator.views.attendance_lists import ListScope
from coordinator.views.offices import OfficeRow, offices
from coordinator.views.redaction import redacted_title
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.sheet_preview import SheetPreview
from ui.widgets.form import Form
from ui.widgets.ordered_choices import OrderedChoices
from ui.widgets.parts import label, wrapped
from ui.wording import count

FORMS = (
    (ListFormat.PDF, "PDF, as it is printed and filed"),
    (ListFormat.XLSX, "Excel workbook, with filters"),
    (ListFormat.CSV, "CSV, plain text for other programs"),
    (ListFormat.SIGN_IN, "Sign-in sheet, with empty lines for walk-ins"),
)
PATTERNS = {
    ListFormat.PDF: "PDF (*.pdf)",
    ListFormat.XLSX: "Excel workbook (*.xlsx)",
    ListFormat.CSV: "CSV (*.csv)",
    ListFormat.SIGN_IN: "PDF (*.pdf)",
}
WITHHELD = (
    "Personal data is replaced by its FOIA exemption; it is not in the file at all. Settings say what is withheld."
)
ONE, PERIOD = "one", "period"
Preview = tuple[tuple[str, ...], list[list[str]], int]


class AttendanceListDialog(DialogFrame):
    """`wanted` carries the request and a name for its file. Columns are remembered for each form."""

    wanted = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(desk, parent, "Attendance list", "Save as…")
        self.training = training
        self.scope_box = QComboBox()
        self.scope_box.addItem(training.title, ONE)
        self.scope_box.addItem("All trainings of a period", PERIOD)
        day = training.local_start.date()
        self.first = self._day(day.replace(day=1))
        self.last = self._day(day)
        self.office_box = QComboBox()
        self.office_box.addItem("All offices", "")
        self.form_box = QComboBox()
        for form, words in FORMS:
            self.form_box.addItem(words, form)
        self.columns = OrderedChoices("Columns")
        self.redacted = QCheckBox("&Redacted for release")
        self.redacted.setAccessibleDescription(WITHHELD)
        self.shown = SheetPreview(self.font(), self)
        self.table = QTableView()
        self.outcome = wrapped(label("", "secondary"))
        self._arrange()
        self._connect()
        self._on_form()
        desk.runner.read(offices).then(self._show_offices)

    def _day(self, day: date) -> QDateEdit:
        box = QDateEdit(QDate(day.year, day.month, day.day))
        box.setCalendarPopup(True)
        return box

    def _arrange(self) -> None:
        form = Form()
        form.row("&People of", self.scope_box)
        self._days = [(form.row("&From", self.first), self.first), (form.row("&Until", self.last), self.last)]
        form.row("&Office", self.office_box)
        form.row("For&m", self.form_box)
        form.row("&Columns", self.columns, "Space takes a column or leaves it out; Alt+Up and Alt+Down move it.")
        form.row("", self.redacted, WITHHELD)
        self.table.setModel(self.shown)
        self.table.setAccessibleName("The first rows of the list")
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setStyleSheet("QTableView::item { padding: 0 8px 0 9px; }")  # under the words of the header
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(label("PREVIEW", "section"))
        right.addWidget(self.table, 1)
        right.addWidget(self.outcome)
        form.setFixedWidth(400)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(form)
        row.addLayout(right, 1)
        self.column.addLayout(row, 1)
        self.finish_layout()
        self.resize(1040, 600)

    def _connect(self) -> None:
        self.form_box.currentIndexChanged.connect(self._on_form)
        self.scope_box.currentIndexChanged.connect(self._on_form)
        self.office_box.currentIndexChanged.connect(self._preview)
        for box in (self.first, self.last):
            box.dateChanged.connect(self._preview)
        self.columns.changed.connect(self._preview)
        self.redacted.toggled.connect(self._preview)

    @property
    def form(self) -> ListFormat:
        return ListFormat(self.form_box.currentData())

    def choose(self, form: ListFormat) -> None:
        self.form_box.setCurrentIndex(self.form_box.findData(form))

    @property
    def request(self) -> ListRequest:
        office = str(self.office_box.currentData() or "")
        scope = ListScope(self.training.id, office)
        if self._is_period:
            scope = ListScope(None, office, _date(self.first), _date(self.last))
        columns = tuple(ListColumn(key) for key in self.columns.keys)
        return ListRequest(scope, self.form, columns, self.redacted.isChecked())

    @property
    def _is_period(self) -> bool:
        return bool(self.scope_box.currentData() == PERIOD)

    @property
    def _key(self) -> str:
        return f"attendance-lists/{self.form.value}-{self.scope_box.currentData()}"

    def _show_offices(self, rows: tuple[OfficeRow, ...]) -> None:
        for row in rows:
            self.office_box.addItem(f"{row.code}  {row.name}", row.code)

    def _on_form(self) -> None:
        """Another form or scope has columns of its own."""
        for caption, box in self._days:
            caption.setVisible(self._is_period)
            box.setVisible(self._is_period)
        usual = [column.value for column in usual_columns(self.form, of_one_training=not self._is_period)]
        kept = [key for key in str(QSettings().value(self._key, "")).split(",") if key]
        self.columns.show_choices([(column.value, kind.title) for column, kind in KINDS.items()], kept or usual)
        self._preview()

    def _preview(self) -> None:
        self.desk.runner.read(preview, self.request).then(self._show_preview)

    def _show_preview(self, shown: Preview) -> None:
        titles, rows, people = shown
        self.shown.show_rows(tuple(tuple(row) for row in rows), titles, -1)
        self.table.resizeColumnsToContents()
        signs = self.form is ListFormat.SIGN_IN and self._is_period
        said = f"{count(people, 'person', 'people')} on the list" if people else "Nobody is on this list."
        self.outcome.setText("A sign-in sheet is of one training." if signs else said)
        self.go.setEnabled(bool(people) and bool(titles) and not signs)

    def submit(self) -> None:
        request = self.request
        QSettings().setValue(self._key, ",".join(self.columns.keys))
        title = self.training.title
        if self._is_period:
            title = f"Trainings {_date(self.first)} to {_date(self.last)}"
        if request.scope.office:
            title += f" {request.scope.office}"
        if request.is_redacted:
            self.start()
            self.desk.runner.read(redacted_title, title).then(self._hand_on).otherwise(self.refused)
        else:
            self._hand_on(title)

    def _hand_on(self, title: str) -> None:
        request = self.request
        self.wanted.emit(request, file_name(title, request.form, is_redacted=request.is_redacted))
        self.accept()


def _date(box: QDateEdit) -> date:
    day = box.date()
    return date(day.year(), day.month(), day.day())
