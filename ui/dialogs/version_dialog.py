"""A new version of a governing document."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from coordinator.services.governing_documents import VersionFacts, add_version
from coordinator.services.papers import read_file
from coordinator.views.documents import VersionRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import button, label, wrapped
from ui.widgets.form import Form

PATTERN = "Documents (*.pdf *.docx *.doc *.odt *.rtf *.txt *.png *.jpg);;All files (*)"
THREE_YEARS = timedelta(days=3 * 365 + 1)
Kept = tuple[str, bytes]


class ExpiryField(QWidget):
    """A day, or none."""

    def __init__(self, proposed: date) -> None:
        super().__init__()
        self.is_set = QCheckBox("Expires on")
        self.day: QDateEdit = date_field(proposed)
        self.day.setAccessibleName("Day of expiry")
        self.day.setEnabled(False)
        self.is_set.toggled.connect(self.day.setEnabled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.is_set)
        row.addWidget(self.day, 1)
        self.setFocusProxy(self.is_set)

    @property
    def value(self) -> date | None:
        return pydate(self.day.date()) if self.is_set.isChecked() else None


class FileField(QWidget):
    """The file that is kept with a version, chosen through the messages."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
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
        path = self._desk.messages.open_file(self, "Choose the document", PATTERN)
        if path is not None:
            self.path = path
            self.words.setText(path.name)


class VersionFields:
    """The fields of a version as rows of a form."""

    def __init__(self, desk: Desk, form: Form) -> None:
        today = desk.today()
        self.label = QLineEdit()
        self.label.setPlaceholderText("version 1")
        self.effective_on = date_field(today)
        self.expires_on = ExpiryField(today + THREE_YEARS)
        self.grace_days = QSpinBox()
        self.grace_days.setRange(0, 365)
        self.grace_days.setValue(30)
        self.grace_days.setSuffix(" days")
        self.file = FileField(desk)
        form.row("&Version", self.label, "As people cite it: a number or the date of the text.")
        form.row("In &force from", self.effective_on)
        form.row("E&xpiry", self.expires_on, "A PTA is re-certified after three years.")
        form.row("&Grace", self.grace_days, "How long acknowledgments of the version before still hold.")
        form.row("Fi&le", self.file, "Kept as it is, with its SHA-256.")

    @property
    def facts(self) -> VersionFacts:
        return VersionFacts(
            label=self.label.text(),
            effective_on=pydate(self.effective_on.date()),
            expires_on=self.expires_on.value,
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
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(520)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.fields.label.text().strip()))

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.file.path).then(self._add).otherwise(self.refused)

    def _add(self, file: Kept | None) -> None:
        job = self.desk.runner.change(add_version, self._row.document_id, self.fields.facts, file)
        job.then(self._on_added).otherwise(self.refused)

    def _on_added(self, version_id: int) -> None:
        self.version_id = version_id
        self.finish(f"Added {self.fields.label.text().strip()} of {self._row.title}")
