"""What every dialog of a page is: a column, a row of buttons, and work that may be refused without losing what was
typed.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.widgets.basics import button, label, wrapped


class DialogFrame(QDialog):
    """`done_with` says in the past tense what was done; the dialog stays open when the work was refused."""

    done_with = Signal(str, bool)

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, kind: str = "primary") -> None:
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        self.heading = wrapped(label(title, "name"))
        self.column.addWidget(self.heading)
        self.cancel = button("Cancel")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.go = button(verb, kind)
        self.go.setDefault(True)
        self.go.clicked.connect(self.submit)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.go)

    def finish_layout(self) -> None:
        """The buttons below everything else."""
        self.column.addLayout(self.buttons)

    def fit(self, width: int) -> None:
        """As wide as this and as high as its sentences need; without it wrapped labels ask for too much."""
        self.column.insertStretch(self.column.count() - 1, 1)
        self.resize(width, self.column.totalHeightForWidth(width))
        self.setMinimumWidth(width)

    def submit(self) -> None:
        """Start the work. Subclasses call `start`, and `finish` when it is done."""
        raise NotImplementedError

    def start(self) -> None:
        self.go.setEnabled(False)

    def refused(self) -> None:
        """Nothing was done; what was typed is still here."""
        self.go.setEnabled(True)

    def finish(self, sentence: str, can_undo: bool = True) -> None:
        self.done_with.emit(sentence, can_undo)
        self.accept()
