"""Retires a key that signs the codes of documents, for a reason."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.signing_keys import LONGEST_REASON, retire_key
from coordinator.views.signing_keys import KeyState, SigningKeyRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form

STAYS = (
    "What it signed until today stays genuine. A document with a later day of issue counts as signed with an unknown "
    "key."
)
NEXT = {
    KeyState.IN_USE: "The next document is signed with another key, which is made then if need be.",
    KeyState.IN_RESERVE: "Documents are signed with the key in use, as before.",
    KeyState.ELSEWHERE: "The computer that has it makes another one for its next document.",
}
TELL = "Hand out the checking page and the revocation list anew afterwards: older ones do not know of it."
FORGED = "Whoever has the key can still sign an earlier day. Verify document finds what is not on record."
FINAL = "This cannot be undone."


class RetireKeyDialog(DialogFrame):
    """`reason` stands in the audit trail."""

    def __init__(self, desk: Desk, parent: QWidget, row: SigningKeyRow) -> None:
        super().__init__(desk, parent, f"Retire the key {row.key_id}", "Retire", "danger")
        self._row = row
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setPlaceholderText("Such as: the laptop was lost")
        self.reason.textChanged.connect(self._check)
        self.column.addWidget(wrapped(label(f"{STAYS} {NEXT[row.state]}")))
        self.column.addWidget(wrapped(label(TELL, "secondary")))
        self.column.addWidget(wrapped(label(f"{FORGED} {FINAL}", "secondary")))
        form = Form()
        form.row("&Reason", self.reason, "Stands in the audit trail.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(retire_key, self._row.id, self.reason.text())
        job.then(self._on_retired).otherwise(self.refused)

    def _on_retired(self, _: None) -> None:
        self.finish(f"Retired the key {self._row.key_id}", can_undo=False)
