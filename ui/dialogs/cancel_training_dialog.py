"""Cancel a training, with the reason that goes on record."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.views.trainings import TrainingRow
from ui.widgets.parts import Form, button, label, wrapped
from ui.wording import count


class CancelTrainingDialog(QDialog):
    """`reason` is the field; without one the training stays."""

    def __init__(self, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Cancel {training.title}")
        self.setMinimumWidth(480)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Host is unavailable")
        self.ok_button = button("Cancel training", "danger")
        self.ok_button.setEnabled(False)
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self.accept)
        self.reason.textChanged.connect(self._check)
        keep = button("Keep it")
        keep.clicked.connect(self.reject)
        people = training.taken + training.waiting
        what = f"{count(people, 'seat is', 'seats are')} released; the training and its history stay on record."
        form = Form()
        form.row("&Reason", self.reason)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(keep)
        row.addWidget(self.ok_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(wrapped(label(what)))
        column.addWidget(form)
        column.addLayout(row)

    def _check(self) -> None:
        self.ok_button.setEnabled(bool(self.reason.text().strip()))
