"""To which training people are moved."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.views.trainings import TrainingRow
from ui.widgets.parts import Form, button
from ui.widgets.training_list import short_moment
from ui.wording import count


class MoveDialog(QDialog):
    """`target` is the id of the training that was chosen; `trainings` is the box."""

    def __init__(self, parent: QWidget, who: str, choices: Sequence[TrainingRow]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Move {who}")
        self.setMinimumWidth(520)
        self.trainings = QComboBox()
        for row in choices:
            free = max(row.free - row.waiting, 0)
            left = f"{count(free, 'seat', 'seats')} free" if free else "full, they will wait"
            self.trainings.addItem(f"{row.title}, {short_moment(row.local_start)}, {left}", row.id)
        form = Form()
        form.row("&To", self.trainings)
        self.ok_button = button("Move", "primary")
        self.ok_button.setDefault(True)
        self.ok_button.clicked.connect(self.accept)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(cancel)
        row_of_buttons.addWidget(self.ok_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(form)
        column.addLayout(row_of_buttons)

    @property
    def target(self) -> int:
        return int(self.trainings.currentData())
