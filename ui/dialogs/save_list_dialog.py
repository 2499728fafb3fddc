"""In which form the attendance list is wanted."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from coordinator.services.attendance_lists import ListFormat
from ui.widgets.parts import button, label

FORMS = (
    (ListFormat.PDF, "&PDF", "The list as it is printed and filed."),
    (ListFormat.XLSX, "&Excel workbook", "With filters, to work on."),
    (ListFormat.CSV, "&CSV", "Plain text for other programs."),
    (ListFormat.SIGN_IN, "&Sign-in sheet", "PDF with signature lines, and empty ones for walk-ins."),
)
PATTERNS = {
    ListFormat.PDF: "PDF (*.pdf)",
    ListFormat.XLSX: "Excel workbook (*.xlsx)",
    ListFormat.CSV: "CSV (*.csv)",
    ListFormat.SIGN_IN: "PDF (*.pdf)",
}


class SaveListDialog(QDialog):
    """`form` is what was chosen; `choices` are the radio buttons by form."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Save the attendance list of {title}")
        self.setMinimumWidth(460)
        self.choices: dict[ListFormat, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        for form, text, meaning in FORMS:
            column.addLayout(self._choice(form, text, meaning))
        self.choices[ListFormat.PDF].setChecked(True)
        self.ok_button = button("Save as …", "primary")
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self.accept)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.ok_button)
        column.addSpacing(16)
        column.addLayout(row)

    @property
    def form(self) -> ListFormat:
        return next(form for form, choice in self.choices.items() if choice.isChecked())

    def _choice(self, form: ListFormat, text: str, meaning: str) -> QVBoxLayout:
        choice = QRadioButton(text)
        choice.setAccessibleDescription(meaning)
        self.choices[form] = choice
        note = label(meaning, "secondary")
        note.setIndent(28)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(choice)
        column.addWidget(note)
        column.addSpacing(6)
        return column
