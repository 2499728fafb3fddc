"""Takes back completions that were recorded by mistake, with the reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.courses import remove_completions
from coordinator.views.courses import CompletionRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count, day


class RemoveCompletionsDialog(DialogFrame):
    """`reason` says why it was not so."""

    def __init__(self, desk: Desk, parent: QWidget, rows: Sequence[CompletionRow]) -> None:
        super().__init__(desk, parent, "Remove completions", "Remove", "danger")
        self._ids = [row.id for row in rows]
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.setPlaceholderText("Such as: of another person")
        one = f"{rows[0].name}, {day(rows[0].completed_on)}" if len(rows) == 1 else f"{len(rows):,} people"
        self.column.addWidget(wrapped(label(f"{one}. Gates that rest on this fail again. The audit trail keeps it.")))
        form = Form()
        form.row("&Reason", self.reason)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(480)
        self.reason.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.reason.text().strip()))

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(remove_completions, self._ids, self.reason.text())
        job.then(self._on_removed).otherwise(self.refused)

    def _on_removed(self, removed: int) -> None:
        self.finish(f"Removed {count(removed, 'completion', 'completions')}")
