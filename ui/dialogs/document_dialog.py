"""Registers a governing document with its first version, or edits what it is."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from coordinator.rules.vocabulary import DocumentKind
from coordinator.services.document_edits import DocumentFacts, edit_document
from coordinator.services.governing_documents import register_document
from coordinator.views.agreements import ProductRow, products
from coordinator.views.documents import VersionRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.version_dialog import Kept, VersionFields, read_kept
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.wording import word

KINDS = tuple(DocumentKind)


class DocumentFields:
    """What a document is, as rows of a form: `kind`, `name`, `product` and `required`."""

    def __init__(self, form: Form) -> None:
        self._product_id: int | None = None
        self.kind: QComboBox = combo("Kind")
        for kind in KINDS:
            self.kind.addItem(word(kind))
        self.name = QLineEdit()
        self.name.setPlaceholderText("Privacy Threshold Analysis")
        self.product: QComboBox = combo("Required for")
        self.product.addItem("Every product", None)
        self.required = QCheckBox("Nobody holds a license without it")
        self.required.setChecked(True)
        form.row("&Kind", self.kind, "Gates ask for the PTA and the memorandum.")
        form.row("&Title", self.name)
        form.row("Re&quired for", self.product)
        form.row("&Required", self.required)

    def show_document(self, row: VersionRow) -> None:
        self.kind.setCurrentIndex(KINDS.index(row.kind))
        self.name.setText(row.title)
        self.required.setChecked(row.is_required)
        self._product_id = row.product_id
        self._choose_product()

    def take_products(self, rows: tuple[ProductRow, ...]) -> None:
        for row in rows:
            self.product.addItem(row.name, row.id)
        self._choose_product()

    def _choose_product(self) -> None:
        self.product.setCurrentIndex(max(self.product.findData(self._product_id), 0))

    @property
    def facts(self) -> DocumentFacts:
        kind = KINDS[self.kind.currentIndex()]
        return DocumentFacts(kind, self.name.text(), self.product.currentData(), self.required.isChecked())


class DocumentDialog(DialogFrame):
    """`document` and `fields` are those of the document and its version; `version_id` is set when it was registered."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Register a governing document", "Register")
        self.version_id: int | None = None
        form = Form()
        self.document = DocumentFields(form)
        desk.runner.read(products).then(self._take_products)
        self.kind, self.name = self.document.kind, self.document.name
        self.fields = VersionFields(desk, form)
        for line in (self.name, self.fields.label):
            line.textChanged.connect(self._check)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(540)
        self._check()
        self.name.setFocus()

    def _take_products(self, rows: tuple[ProductRow, ...]) -> None:
        self.document.take_products(rows)

    def _check(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip() and self.fields.label.text().strip()))

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.file.path).then(self._register).otherwise(self.refused)

    def _register(self, file: Kept | None) -> None:
        about, version = self.document.facts, self.fields.facts
        job = self.desk.runner.change(
            register_document, about.kind, about.title, version, file, about.product_id, about.is_required
        )
        job.then(self._on_registered).otherwise(self.refused)

    def _on_registered(self, version_id: int) -> None:
        self.version_id = version_id
        self.finish(f"Registered {self.name.text().strip()}")


class EditDocumentDialog(DialogFrame):
    """`document` is what it is; its versions stay as they are."""

    def __init__(self, desk: Desk, parent: QWidget, row: VersionRow) -> None:
        super().__init__(desk, parent, f"Edit {row.title}", "Save")
        self._document_id = row.document_id
        form = Form()
        self.document = DocumentFields(form)
        desk.runner.read(products).then(self._take_products)
        self.document.show_document(row)
        self.document.name.textChanged.connect(self._check)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(520)

    def _take_products(self, rows: tuple[ProductRow, ...]) -> None:
        self.document.take_products(rows)

    def _check(self) -> None:
        self.go.setEnabled(bool(self.document.name.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(edit_document, self._document_id, self.document.facts)
        job.then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, _: None) -> None:
        self.finish(f"Saved {self.document.name.text().strip()}")
