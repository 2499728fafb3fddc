"""Takes back acknowledgments that were recorded by mistake, with the reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.acknowledgments import remove_acknowledgments
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count

EFFECT = "Gates that rest on it fail again. The audit trail keeps it, with the reason."


class RemoveAcknowledgmentsDialog(DialogFrame):
    """`reason` says why it was not so."""

    def __init__(self, desk: Desk, parent: QWidget, ids: Sequence[int], what: str) -> None:
        super().__init__(desk, parent, "Take back acknowledgments", "Take back", "danger")
        self._ids = tuple(ids)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason.setPlaceholderText("Such as: signed by another person of the same name")
        self.column.addWidget(wrapped(label(f"{what}. {EFFECT}")))
        form = Form()
        form.row("&Reason", self.reason)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)
        self.reason.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(remove_acknowledgments, self._ids, self.reason.text())
        job.then(self._on_removed).otherwise(self.refused)

    def _on_removed(self, removed: int) -> None:
        self.finish(f"Took back {count(removed, 'acknowledgment', 'acknowledgments')}")
