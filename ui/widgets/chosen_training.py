"""What the verbs of the Trainings page act on: the training that is chosen and the people selected in its register."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from coordinator.views.trainings import SeatRow, TrainingRow
from ui.desk import Desk
from ui.widgets.register import Register
from ui.widgets.training_list import TrainingList


class ChosenTraining:
    """`dialog` is the one that was opened last; dialogs do not block, they answer by their signals."""

    def __init__(self, page: QWidget, desk: Desk, trainings: TrainingList, register: Register) -> None:
        self.page = page
        self.desk = desk
        self._trainings = trainings
        self._register = register
        self.seats: tuple[SeatRow, ...] = ()
        self.dialog: QDialog | None = None

    @property
    def training(self) -> TrainingRow | None:
        return self._trainings.training

    @property
    def trainings(self) -> Sequence[TrainingRow]:
        return self._trainings.rows

    @property
    def selected(self) -> list[SeatRow]:
        return self._register.selected_rows()

    def show(self, dialog: QDialog) -> None:
        """Open a dialog over the page; it is gone once it is answered."""
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
