"""Opens the invitations of the chosen training."""

from PySide6.QtCore import QObject

from ui.dialogs.invitations_dialog import InvitationsDialog
from ui.widgets.chosen_training import ChosenTraining


class InvitationVerbs(QObject):
    """Owns its action, `invite`."""

    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self.invite = chosen.desk.actions.add(
            chosen.page, "Page", "Invitations…", self.open_invitations, "Ctrl+Shift+I", "mail"
        )

    def follow(self) -> None:
        """A cancelled training still owes cancellations, so any can be opened."""
        self.invite.setEnabled(self._chosen.training is not None)

    def open_invitations(self) -> None:
        row = self._chosen.training
        if row is not None:
            self._chosen.show(InvitationsDialog(self._chosen.desk, self._chosen.page, row))
