"""A dated exception to one gate for one person."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coordinator.rules.gates import GateResult
from coordinator.services.governing_documents import waive_gate
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import day

USUAL = timedelta(days=90)


class WaiverDialog(DialogFrame):
    """Offers the gates that do not hold. `gate`, `reason`, `approver`, `until`."""

    def __init__(self, desk: Desk, parent: QWidget, designee_id: int, name: str, gates: Sequence[GateResult]) -> None:
        super().__init__(desk, parent, f"Waive a gate for {name}", "Waive")
        self._designee_id, self._name = designee_id, name
        self._gates = [gate for gate in gates if not gate.holds]
        self.gate = QComboBox()
        self.gate.view().setAccessibleName("Gate")
        for gate in self._gates:
            self.gate.addItem(gate.title)
        self.reason, self.approver = QLineEdit(), QLineEdit()
        self.reason.setMaxLength(500)
        self.until = date_field(desk.today() + USUAL)
        for line in (self.reason, self.approver):
            line.textChanged.connect(self._check)
        self.gate.currentIndexChanged.connect(self._show_evidence)
        self._lay_out()
        self._show_evidence()
        self._check()

    def _lay_out(self) -> None:
        self.evidence = wrapped(label("", "secondary"))
        form = Form()
        form.row("&Gate", self.gate)
        form.row("", self.evidence)
        form.row("&Reason", self.reason, "Stands as the evidence of this gate, and in the audit trail.")
        form.row("&Approved by", self.approver)
        form.row("&Until", self.until)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(500)

    def _show_evidence(self) -> None:
        place = self.gate.currentIndex()
        self.evidence.setText(self._gates[place].evidence if place >= 0 else "Every gate holds: nothing to waive.")

    def _check(self) -> None:
        is_full = bool(self.reason.text().strip() and self.approver.text().strip())
        self.go.setEnabled(is_full and bool(self._gates))

    def submit(self) -> None:
        self.start()
        gate = self._gates[self.gate.currentIndex()]
        until = pydate(self.until.date())
        job = self.desk.runner.change(
            waive_gate, self._designee_id, gate.gate_id, self.reason.text(), self.approver.text(), until
        )
        job.then(self._on_waived).otherwise(self.refused)

    def _on_waived(self, _: None) -> None:
        until = day(pydate(self.until.date()))
        self.finish(f"Waived “{self.gate.currentText()}” for {self._name} until {until}")
