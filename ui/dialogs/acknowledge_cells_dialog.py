"""Records what is chosen in the grid with its evidence: a signed form, or on behalf of somebody."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import AcknowledgmentMethod
from coordinator.services.acknowledgments import Accepted, acknowledge
from coordinator.services.governing_documents import Evidence
from ui.desk import Desk
from ui.dialogs.acknowledgment_fields import METHODS, AcknowledgmentFields
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import qdate
from ui.dialogs.version_dialog import read_kept
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count


class AcknowledgeCellsDialog(DialogFrame):
    """`fields` begin with the day and the method of the bar above the grid."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        accepted: Sequence[Accepted],
        what: str,
        start: tuple[date, AcknowledgmentMethod],
    ) -> None:
        super().__init__(desk, parent, "Record with evidence", "Record")
        self._accepted = tuple(accepted)
        self.column.addWidget(wrapped(label(what)))
        form = Form()
        self.fields = AcknowledgmentFields(desk, form)
        self.fields.on.setDate(qdate(start[0]))
        self.fields.method.setCurrentIndex(METHODS.index(start[1]))
        self.fields.changed.connect(self._check)
        self.column.addWidget(form)
        self.column.addWidget(self.fields.hint)
        self.finish_layout()
        self.fit(520)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(self.fields.is_complete)

    def submit(self) -> None:
        self.start()
        self.desk.runner.call(read_kept, self.fields.evidence.path).then(self._record).otherwise(self.refused)

    def _record(self, evidence: Evidence | None) -> None:
        job = self.desk.runner.change(acknowledge, self._accepted, self.fields.facts(evidence))
        job.then(self._on_recorded).otherwise(self.refused)

    def _on_recorded(self, new: int) -> None:
        self.finish(f"Recorded {count(new, 'acknowledgment', 'acknowledgments')}", can_undo=new > 0)
