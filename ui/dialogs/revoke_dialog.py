"""Revokes a certificate for a reason; it stays on record."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.certificates import revoke_certificate
from coordinator.views.documents import IssuedRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form


class RevokeDialog(DialogFrame):
    """`reason` is what stands in the register afterwards."""

    def __init__(self, desk: Desk, parent: QWidget, row: IssuedRow) -> None:
        super().__init__(desk, parent, f"Revoke certificate {row.number}", "Revoke", "danger")
        self._row = row
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._check)
        sentence = f"{row.name}, {row.about}. The file stays on record, marked as revoked. This cannot be undone."
        self.column.addWidget(wrapped(label(sentence)))
        form = Form()
        form.row("&Reason", self.reason, "Stands in the register and in the audit trail.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(480)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(revoke_certificate, self._row.id, self.reason.text())
        job.then(self._on_revoked).otherwise(self.refused)

    def _on_revoked(self, _: None) -> None:
        self.finish(f"Revoked certificate {self._row.number}", can_undo=False)
