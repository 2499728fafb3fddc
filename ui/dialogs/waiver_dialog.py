"""Dated exceptions to one gate, for one person or several who do not meet it: one reason, approver and end for all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from coordinator.rules.gates import GateResult
from coordinator.services.waivers import waive_gates
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import label, wrapped
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.form import Form
from ui.wording import count, day

USUAL = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Lack:
    """A person, and the gates that do not hold."""

    id: int
    name: str
    gates: tuple[GateResult, ...]


class WaivePeopleDialog(DialogFrame):
    """Offers the gates that somebody lacks; who meets the gate gets no waiver. `gate`, `reason`, `approver`, `until`.

    `chosen` is the id of the gate to begin with.
    """

    def __init__(self, desk: Desk, parent: QWidget, people: Sequence[Lack], chosen: int | None = None) -> None:
        who = people[0].name if len(people) == 1 else count(len(people), "person", "people")
        super().__init__(desk, parent, f"Waive a gate for {who}", "Waive")
        self._people = people
        self.gate = QComboBox()
        self.gate.view().setAccessibleName("Gate")
        for gate_id, title in _lacked(people):
            self.gate.addItem(title, gate_id)
        self.gate.setCurrentIndex(max(self.gate.findData(chosen), 0))
        self.reason, self.approver = QLineEdit(), QLineEdit()
        self.reason.setMaxLength(500)
        self.approver.setMaxLength(200)
        self.until = date_field(desk.today() + USUAL)
        self.effect = wrapped(label("", "secondary"))
        self._show_effect()
        self._lay_out()
        for line in (self.reason, self.approver):
            line.textChanged.connect(self._check)
        self.gate.currentIndexChanged.connect(self._show_effect)
        self._check()

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Gate", self.gate)
        form.row("", self.effect)
        form.row("&Reason", self.reason, "Stands as the evidence of this gate, and in the audit trail.")
        form.row("&Approved by", self.approver)
        form.row("&Until", self.until, "The last day. Then the gate counts again by itself.")
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(520)

    @property
    def those_who_lack(self) -> list[Lack]:
        """The people whom the gate chosen is waived for."""
        gate_id = self.gate.currentData()
        return [each for each in self._people if any(gate.gate_id == gate_id for gate in each.gates)]

    def _show_effect(self) -> None:
        people = self.those_who_lack
        if not people:
            self.effect.setText("Every gate holds: nothing to waive.")
            return
        if len(self._people) == 1:
            [gate] = [gate for gate in people[0].gates if gate.gate_id == self.gate.currentData()]
            self.effect.setText(with_local_dates(gate.evidence))
            return
        rest = len(self._people) - len(people)
        said = f"{count(len(people), 'person does', 'people do')} not meet it and get a waiver each."
        self.effect.setText(f"{said} {rest:,} of those chosen meet it and get none." if rest else said)

    def _check(self) -> None:
        is_full = bool(self.reason.text().strip() and self.approver.text().strip())
        self.go.setEnabled(is_full and bool(self.those_who_lack))

    def submit(self) -> None:
        self.start()
        ids, until = [each.id for each in self.those_who_lack], pydate(self.until.date())
        job = self.desk.runner.change(
            waive_gates, ids, self.gate.currentData(), self.reason.text(), self.approver.text(), until
        )
        job.then(self._on_waived).otherwise(self.refused)

    def _on_waived(self, made: int) -> None:
        people = self.those_who_lack
        who = people[0].name if len(people) == 1 else count(made, "person", "people")
        self.finish(f"Waived “{self.gate.currentText()}” for {who} until {day(pydate(self.until.date()))}")


class WaiverDialog(WaivePeopleDialog):
    """Of one person, with all gates as they stand."""

    def __init__(self, desk: Desk, parent: QWidget, designee_id: int, name: str, gates: Sequence[GateResult]) -> None:
        super().__init__(desk, parent, [Lack(designee_id, name, tuple(gate for gate in gates if not gate.holds))])


def _lacked(people: Sequence[Lack]) -> list[tuple[int, str]]:
    """Each gate that somebody lacks, the most lacked first."""
    titles = {gate.gate_id: gate.title for each in people for gate in each.gates}
    counted = Counter(gate.gate_id for each in people for gate in each.gates)
    return [(gate_id, titles[gate_id]) for gate_id, _ in counted.most_common()]
