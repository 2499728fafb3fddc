"""A new version of a governing document."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from coordinator.services.document_edits import correct_version
from coordinator.services.governing_documents import VersionFacts, add_version
from coordinator.services.papers import read_file
from coordinator.views.documents import VersionRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.dialogs.version_change_dialog import VersionChange, VersionChangeDialog
from ui.widgets.basics import button, label, wrapped
from ui.widgets.form import Form

PATTERN = "Documents (*.pdf *.docx *.doc *.odt *.rtf *.txt *.png *.jpg *.jpeg *.eml *.msg);;All files (*)"
THREE_YEARS = timedelta(days=3 * 365 + 1)
A_YEAR = timedelta(days=365)
Kept = tuple[str, bytes]


class DayOrNone(QWidget):
    """A day, or none."""

    def __init__(self, proposed: date, words: str) -> None:
        super().__init__()
        self.is_set = QCheckBox(words)
        self.day: QDateEdit = date_field(proposed)
        self.day.setAccessibleName(words)
        self.day.setEnabled(False)
        self.is_set.toggled.connect(self.day.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.is_set)
        row.addWidget(self.day, 1)
        self.setFocusProxy(self.is_set)

    def show_day(self, value: date | None) -> None:
        self.is_set.setChecked(value is not None)
        if value is not None:
            self.day.setDate(qdate(value))

    @property
    def value(self) -> date | None:
        return pydate(self.day.date()) if self.is_set.isChecked() else None


class FileField(QWidget):
    """A file that is to be kept, chosen through the messages."""

    chosen = Signal()

    def __init__(self, desk: Desk, title: str = "Choose the document") -> None:
        super().__init__()
        self._desk, self._title = desk, title
        self.path: Path | None = None
        self.words = label("None chosen", "secondary")
        self.choose = button("Choose…", "", "paperclip")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.choose)
        row.addWidget(self.words, 1)
        self.setFocusProxy(self.choose)

    def _choose(self) -> None:
        path = self._desk.messages.open_file(self, self._title, PATTERN)
        if path is not None:
            self.path = path
            self.words.setText(path.name)
            self.chosen.emit()


class VersionFields:
    """The fields of a version as rows of a form."""

    def __init__(self, desk: Desk, form: Form) -> None:
        today = desk.today()
        self.label = QLineEdit()
        self.label.setPlaceholderText("version 1")
        self.effective_on = date_field(today)
        self.expires_on = DayOrNone(today + THREE_YEARS, "Expires on")
        self.review_on = DayOrNone(today + A_YEAR, "Review on")
        self.grace_days = QSpinBox()
        self.grace_days.setRange(0, 365)
        self.grace_days.setValue(30)
        self.grace_days.setSuffix(" days")
        self.file = FileField(desk)
        form.row("&Version", self.label, "As people cite it: a number or the date of the text.")
        form.row("In &force from", self.effective_on)
        form.row("E&xpiry", self.expires_on, "A PTA is re-certified after three years.")
        form.row("Re&view", self.review_on, "Today says so when the day comes near.")
        form.row("&Grace", self.grace_days, "How long acknowledgments of the version before still hold.")
        form.row("Fi&le", self.file, "Kept as it is, with its SHA-256.")

    def show_version(self, row: VersionRow) -> None:
        self.label.setText(row.label)
        self.effective_on.setDate(qdate(row.effective_on))
        self.expires_on.show_day(row.expires_on)
        self.review_on.show_day(row.review_on)
        self.grace_days.setValue(row.grace_days)

    @property
    def facts(self) -> VersionFacts:
        return VersionFacts(
            label=self.label.text(),
            effective_on=pydate(self.effective_on.date()),
            expires_on=self.expires_on.value,
            review_on=self.review_on.value,
            grace_days=self.grace_days.value(),
        )


def read_kept(path: Path | None) -> Kept | None:
    """On the worker: name and bytes of the chosen file."""
    return read_file(path) if path else None


class VersionDialog(DialogFrame):
    """`fields` are those of the version; `version_id` is set when it was added."""

    def __init__(self, desk: Desk, parent: QWidget, row: VersionRow) -> None:
        super().__init__(desk, parent, "Add a version", "Add version")
        self._row = row
        self.version_id: int | None = None
        self.column.addWidget(wrapped(label(f"{row.title}. Acknowledgments of {row.label} are stale after the grace.")))
        form = Form()
        self.fields = VersionFields(desk, form)
        self.fields.label.textChanged.connect(self._check)
        self.changes = button("What changes…")
        self.changes.setAutoDefault(False)
        self.changes.clicked.connect(self.show_changes)
        self.buttons.insertWidget(0, self.changes)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(540)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.fields.label.text().strip()))

    def show_changes(self) -> None:
        """Before it is on record: the text of the chosen file, and whom it would concern."""
        facts = self.fields.facts
        change = VersionChange(
            self._row.document_id, self._row.title, facts.label.strip(), facts.effective_on, facts.grace_days,
            self._row.id, path=self.fields.file.path,
        )  # fmt: skip
        self.shown = VersionChangeDialog(self.desk, self, change)
        self.shown.open()

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.file.path).then(self._add).otherwise(self.refused)

    def _add(self, file: Kept | None) -> None:
        job = self.desk.runner.change(add_version, self._row.document_id, self.fields.facts, file)
        job.then(self._on_added).otherwise(self.refused)

    def _on_added(self, version_id: int) -> None:
        self.version_id = version_id
        self.finish(f"Added {self.fields.label.text().strip()} of {self._row.title}")


class CorrectVersionDialog(DialogFrame):
    """What was entered of a version, to be set right. What people acknowledged stays as it was."""

    def __init__(self, desk: Desk, parent: QWidget, row: VersionRow) -> None:
        super().__init__(desk, parent, f"Correct {row.label} of {row.title}", "Save")
        self._row = row
        form = Form()
        self.fields = VersionFields(desk, form)
        self.fields.show_version(row)
        if row.acknowledged_by_any:
            for field in (self.fields.label, self.fields.effective_on, self.fields.grace_days, self.fields.file):
                field.setEnabled(False)
            self.column.addWidget(wrapped(label("It was acknowledged as it is, so only review and expiry can be set.")))
        elif row.file_id is not None:
            self.fields.file.setEnabled(False)
            self.fields.file.words.setText(row.file_name)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(540)

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.file.path).then(self._save).otherwise(self.refused)

    def _save(self, file: Kept | None) -> None:
        job = self.desk.runner.change(correct_version, self._row.id, self.fields.facts, file)
        job.then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, _: None) -> None:
        self.finish(f"Saved {self.fields.label.text().strip()} of {self._row.title}")
