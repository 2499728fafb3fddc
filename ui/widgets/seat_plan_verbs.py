"""Propose the seating of all trainings to come."""

from PySide6.QtCore import QObject

from ui.dialogs.seat_plan_dialog import SeatPlanDialog
from ui.widgets.chosen_training import ChosenTraining


class SeatPlanVerbs(QObject):
    """Owns its action; `follow` after the trainings were read."""

    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self.propose = self._desk.actions.add(
            chosen.page, "Page", "Propose seating…", self.ask, "Ctrl+Shift+P", "wand-sparkles"
        )

    def follow(self) -> None:
        """There must be a training to come."""
        now = self._desk.now()
        to_come = (row for row in self._chosen.trainings if row.takes_seats and row.starts_at > now)
        self.propose.setEnabled(any(to_come))

    def ask(self) -> None:
        dialog = SeatPlanDialog(self._desk, self._chosen.page)
        dialog.done_with.connect(self._desk.say)
        self._chosen.show(dialog)
