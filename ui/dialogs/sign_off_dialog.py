"""The last look before a selection is signed off: by whom, by which scenario, and what it will do."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.scenarios import sign_off_scenario
from coordinator.services.selection import decide_selection
from coordinator.views.scenarios import ScenarioResult
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count, day

FOR_GOOD = (
    "The ranked list is frozen with every explanation, and its record is kept as a PDF. This cannot be undone; people "
    "can still be decided by hand afterwards, each with a reason."
)


class SignOffDialog(DialogFrame):
    """`name` is who answers for it. Without a scenario the tasking is decided as it is."""

    def __init__(
        self, desk: Desk, parent: QWidget, tasking_id: int, result: ScenarioResult, scenario_id: int | None
    ) -> None:
        super().__init__(desk, parent, "Sign off the selection", "Sign off")
        self._tasking_id, self._result, self._scenario_id = tasking_id, result, scenario_id
        self.name = QLineEdit(desk.runner.workspace.actor)
        self.name.setMaxLength(200)
        self.name.textChanged.connect(self._check)
        form = Form()
        form.row("&Signed by", self.name, f"On {day(desk.today())}, by the scenario “{result.facts.name}”.")
        self.column.addWidget(wrapped(label(_summary(result))))
        self.column.addWidget(form)
        self.column.addWidget(wrapped(label(FOR_GOOD, "secondary")))
        self.finish_layout()
        self.fit(520)

    def _check(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))

    def submit(self) -> None:
        self.start()
        runner, by = self.desk.runner, self.name.text().strip()
        if self._scenario_id is not None:
            job = runner.change(sign_off_scenario, self._scenario_id, by)
        else:
            job = runner.change(decide_selection, self._tasking_id, self._result.facts.capacity, signed_by=by)
        job.then(self._on_decided).otherwise(self.refused)

    def _on_decided(self, selected: int) -> None:
        self.finish(f"Signed off: {selected:,} selected", False)


def _summary(result: ScenarioResult) -> str:
    """ "30 of 39 candidates get one of 30 licenses; 9 are alternates in their order." """
    gets = "gets" if result.selected == 1 else "get"
    people, licenses = len(result.rows), count(result.facts.capacity, "license", "licenses")
    parts = [f"{result.selected:,} of {count(people, 'candidate', 'candidates')} {gets} one of {licenses}"]
    parts += [f"{result.alternates:,} alternates in their order"] if result.alternates else []
    parts += [f"{result.not_selected:,} not selected"] if result.not_selected else []
    parts += [f"{count(result.unused, 'license', 'licenses')} left over"] if result.unused else []
    return "; ".join(parts) + "."
