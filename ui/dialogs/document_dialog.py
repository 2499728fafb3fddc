"""Registers a governing document with its first version."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coordinator.rules.vocabulary import DocumentKind
from coordinator.services.governing_documents import register_document
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.version_dialog import Kept, VersionFields, read_kept
from ui.widgets.form import Form
from ui.wording import word

KINDS = tuple(DocumentKind)


class DocumentDialog(DialogFrame):
    """`kind`, `name` and the `fields` of the version; `version_id` is set when it was registered."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Register a governing document", "Register")
        self.version_id: int | None = None
        self.kind = QComboBox()
        self.kind.view().setAccessibleName("Kind")
        for kind in KINDS:
            self.kind.addItem(word(kind))
        self.name = QLineEdit()
        self.name.setPlaceholderText("Privacy Threshold Analysis")
        form = Form()
        form.row("&Kind", self.kind, "Gates ask for the PTA and the memorandum.")
        form.row("&Title", self.name)
        self.fields = VersionFields(desk, form)
        for line in (self.name, self.fields.label):
            line.textChanged.connect(self._check)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(520)
        self._check()
        self.name.setFocus()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip() and self.fields.label.text().strip()))

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.file.path).then(self._register).otherwise(self.refused)

    def _register(self, file: Kept | None) -> None:
        kind = KINDS[self.kind.currentIndex()]
        job = self.desk.runner.change(register_document, kind, self.name.text(), self.fields.facts, file)
        job.then(self._on_registered).otherwise(self.refused)

    def _on_registered(self, version_id: int) -> None:
        self.version_id = version_id
        self.finish(f"Registered {self.name.text().strip()}")
