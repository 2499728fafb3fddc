"""Revokes a certificate or a letter for a reason; it stays on record."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.certificates import revoke_certificate
from coordinator.services.letter_changes import revoke_letter
from coordinator.views.issued_papers import IssuedRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.paper_words import facts
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form

STAYS = "The file stays on record, marked as revoked. This cannot be undone."
LICENSE_STAYS = "A license it tells of is not changed by that: move the license itself, on the page Licenses."


class RevokeDialog(DialogFrame):
    """`reason` is what stands in the register afterwards."""

    def __init__(self, desk: Desk, parent: QWidget, row: IssuedRow) -> None:
        self._kind = "certificate" if row.is_certificate else "letter"
        super().__init__(desk, parent, f"Revoke {self._kind} {row.number}", "Revoke", "danger")
        self._row = row
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._check)
        self.column.addWidget(wrapped(label(facts(row))))
        self.column.addWidget(wrapped(label(STAYS if row.is_certificate else f"{STAYS} {LICENSE_STAYS}", "secondary")))
        form = Form()
        form.row("&Reason", self.reason, "Stands in the register and in the audit trail.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        runner, reason = self.desk.runner, self.reason.text()
        if self._row.is_certificate:
            job = runner.change(revoke_certificate, self._row.id, reason)
        else:
            job = runner.change(revoke_letter, -self._row.id, reason)
        job.then(self._on_revoked).otherwise(self.refused)

    def _on_revoked(self, _: None) -> None:
        self.finish(f"Revoked {self._kind} {self._row.number}", can_undo=False)
