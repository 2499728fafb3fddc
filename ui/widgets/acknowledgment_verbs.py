"""What is acknowledged during a training, by all who were present."""

from PySide6.QtCore import QObject

from coordinator.rules.vocabulary import Mark
from ui.dialogs.present_acknowledged_dialog import PresentAcknowledgedDialog
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.mark_verbs import has_begun


class AcknowledgmentVerbs(QObject):
    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self.present = self._desk.actions.add(
            chosen.page, "Page", "All present acknowledged…", self.ask_present, "", "clipboard-check"
        )
        self.follow()

    def follow(self) -> None:
        self.present.setEnabled(has_begun(self._chosen) and self._number_present() > 0)

    def _number_present(self) -> int:
        return sum(row.mark is Mark.PRESENT for row in self._chosen.seats)

    def ask_present(self) -> None:
        row = self._chosen.training
        if row is not None:
            dialog = PresentAcknowledgedDialog(self._desk, self._chosen.page, row, self._number_present())
            dialog.done_with.connect(self._desk.say)
            self._chosen.show(dialog)
