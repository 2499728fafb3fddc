"""Renews licenses under another agreement: first who stays and why, who not and why not; then the work."""

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from coordinator.services.license_successors import renew_licenses
from coordinator.views.licenses import LicenseRow
from coordinator.views.pools import AgreementRow
from coordinator.views.renewals import RenewalPlan, renewal_plan
from ui.desk import Desk
from ui.dialogs.batch_dialog import LICENSES
from ui.dialogs.plan_dialog import PlanDialog, ShownPlan
from ui.widgets.plan_words import is_held_by_share, of_renewal, seats_words, until_words
from ui.wording import count, day

NONE_IN_FORCE = "No agreement is in force today. Licenses are renewed under one that is."
NOBODY = "No license can be renewed now. On the right is what each of them needs."
NOTHING_DUE = "No license is due for renewal under this agreement."


class RenewalDialog(PlanDialog):
    """`choice` is the agreement to renew under. With `chosen` only these licenses, else all that the plan proposes.

    `rows` are all licenses: whose office and whose agreement they are.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        pools: Sequence[AgreementRow],
        rows: Sequence[LicenseRow],
        chosen: Sequence[int] = (),
    ) -> None:
        super().__init__(desk, parent, "Renew licenses", "Agreement", ("Stay", "Do not stay", ("License", 164)))
        self.plan: RenewalPlan | None = None
        self._rows = {row.id: row for row in rows}
        self._chosen = list(chosen)
        today = desk.today()
        for pool in pools:
            if pool.starts_on <= today <= pool.ends_on:
                self.choice.addItem(f"{pool.contract_number} · {pool.product}, until {day(pool.ends_on)}", pool.id)
        self.resize(1160, 640)
        self.choice.currentIndexChanged.connect(self.load)
        self.load()

    def ask(self, wanted: list[int] | None) -> None:
        if self.choice.currentIndex() < 0:
            self.sentence.setText(NONE_IN_FORCE)
            return
        ids = self._chosen or None if wanted is None else wanted
        asked = (self.desk.today(), int(self.choice.currentData()), ids, self.over_share.isChecked())
        self.desk.runner.read(renewal_plan, *asked).then(self._take)

    def _take(self, plan: RenewalPlan) -> None:
        self.plan = plan
        self.show_plan(shown(plan, self._rows))

    def submit(self) -> None:
        assert self.plan is not None
        runner, is_over = self.desk.runner, self.over_share.isChecked()
        job = runner.change(renew_licenses, self.ids, self.plan.agreement.id, runner.progress, is_over)
        self.run(job, len(self.ids), "Renewed")


def shown(plan: RenewalPlan, rows: Mapping[int, LicenseRow]) -> ShownPlan:
    """The plan as it is put before the coordinator; `rows` are the licenses by id."""
    lines = [line for line in plan.lines if line.license_id in rows]
    offices = {line.license_id: rows[line.license_id].office_id for line in lines}
    held = [
        line for line in lines
        if is_held_by_share(line.why_not, line.office, offices[line.license_id], plan.pool)
    ]  # fmt: skip
    made = len(plan.served)
    return ShownPlan(
        people=[of_renewal(line, plan.pool, offices[line.license_id]) for line in lines],
        title=f"{plan.agreement.product}  ·  {until_words(plan.agreement.contract_number, plan.agreement.ends_on)}",
        pool=plan.pool,
        coming=coming_of(plan, rows),
        offices={offices[line.license_id]: line.office for line in lines},
        sentence=sentence_of(plan, rows),
        verb=f"Renew {count(made, *LICENSES)}" if made else "Renew licenses",
        is_held=bool(held),
        is_bad=bool(plan.obstacle),
    )


def coming_of(plan: RenewalPlan, rows: Mapping[int, LicenseRow]) -> Counter[int]:
    """Seats by office of those who come from another agreement; the others keep the seat they have."""
    served = [rows[line.license_id] for line in plan.served if line.license_id in rows]
    return Counter(row.office_id for row in served if row.agreement_id != plan.agreement.id)


def sentence_of(plan: RenewalPlan, rows: Mapping[int, LicenseRow]) -> str:
    """ "12 licenses carried over to HSI-2 until 9/30/28; 3 seats stay free; 12 letters."."""
    if plan.obstacle:
        return plan.obstacle
    if not plan.served:
        return NOBODY if plan.lines else NOTHING_DUE
    made, letters = count(len(plan.served), *LICENSES), count(len(plan.served), "letter", "letters")
    free = seats_words(plan.free - coming_of(plan, rows).total())
    return f"{made} carried over to {plan.agreement.contract_number} until {day(plan.until)}; {free}; {letters}."
