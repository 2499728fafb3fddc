"""When and how something was acknowledged, and what proves it: the fields that every such dialog asks for."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit

from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.acknowledgments import AcknowledgmentFacts
from coordinator.services.governing_documents import Evidence
from ui.desk import Desk
from ui.dialogs.memo_fields import date_field, pydate
from ui.dialogs.version_dialog import FileField
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.wording import word

METHODS = tuple(AcknowledgmentMethod)
ON_BEHALF = "On behalf of somebody: attach the file that proves it, and note who asked for it and why."


class AcknowledgmentFields(QObject):
    """`on`, `method`, `note` and `evidence` as rows of a form; `changed` when any of them did."""

    changed = Signal()

    def __init__(self, desk: Desk, form: Form) -> None:
        super().__init__(form)
        self.on = date_field(desk.today())
        self.method: QComboBox = combo("How")
        for method in METHODS:
            self.method.addItem(word(method))
        self.note = QLineEdit()
        self.note.setMaxLength(500)
        self.note.setPlaceholderText("Where the original is, or who asked for it")
        self.evidence = FileField(desk, "Choose the evidence")
        self.hint = wrapped(label(ON_BEHALF, "secondary"))
        set_property(self.hint, "tone", "caution")
        form.row("&On", self.on)
        form.row("&How", self.method)
        form.row("&Note", self.note)
        form.row("&Evidence", self.evidence, "Such as the scan of the signed form. Kept as it is, with its SHA-256.")
        self.method.currentIndexChanged.connect(self._judge)
        self.note.textChanged.connect(self._judge)
        self.evidence.chosen.connect(self._judge)
        self._judge()

    @property
    def chosen(self) -> AcknowledgmentMethod:
        return METHODS[self.method.currentIndex()]

    @property
    def is_complete(self) -> bool:
        """On behalf needs a note and a file."""
        if self.chosen is not AcknowledgmentMethod.ON_BEHALF:
            return True
        return bool(self.note.text().strip()) and self.evidence.path is not None

    def facts(self, evidence: Evidence | None) -> AcknowledgmentFacts:
        """With the file that was read."""
        return AcknowledgmentFacts(pydate(self.on.date()), self.chosen, self.note.text().strip(), evidence)

    def _judge(self) -> None:
        self.hint.setVisible(not self.is_complete)
        self.changed.emit()
