"""What is shown when the program itself is at fault."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ui.widgets.basics import button, label, wrapped

SENTENCE = (
    "The program made a mistake and stopped what it was doing. Everything entered before is kept; nothing was written "
    "half. You can go on working. Please send the details below to whoever looks after the program."
)


class CrashDialog(QDialog):
    """`details` is a traceback. It is shown and copied as it stands, so look through it before it is sent."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.resize(640, 420)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName("Details")
        self.copy_button = button("Copy details", icon="copy")
        self.copy_button.clicked.connect(self._copy)
        self.close_button = button("Close", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._arrange()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(label("Something went wrong", "title"))
        column.addWidget(wrapped(label(SENTENCE)))
        column.addWidget(self.details, 1)
        column.addLayout(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy_button.setText("Copied")
