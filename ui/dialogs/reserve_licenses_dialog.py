"""Reserves seats of the pool for people who are selected and not ready yet."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from coordinator.rules.allotted_seats import Verdict, give_seats, why_no_seat
from coordinator.services.licenses import reserve_licenses
from coordinator.views.issue_plans import IssuePlan, PlanLine, reservation_plan
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.checklist_dialog import ChecklistDialog, Proposal
from ui.dialogs.plan_dialog import NO_POOL
from ui.widgets.basics import label, set_property
from ui.widgets.combo import combo
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.plan_words import capital, seats_words
from ui.wording import NOTHING, count

COLUMNS = (("Name", 210), ("Office", 76), ("Rank", 60), ("What stands between them and a license", 320))
READY = ("badge-check", "good")
NOBODY = "Nobody was selected under a tasking yet. Decide a selection on Taskings first."


class ReserveLicensesDialog(ChecklistDialog):
    """`tasking` chooses; nobody is checked at first. `over_share` is offered where a share holds somebody back."""

    def __init__(self, desk: Desk, parent: QWidget, taskings: Sequence[TaskingRow]) -> None:
        super().__init__(desk, parent, "Reserve seats", "Reserve", COLUMNS)
        self.plan: IssuePlan | None = None
        self.tasking = combo("Tasking")
        for row in taskings:
            self.tasking.addItem(f"{row.number} · {row.subject}", row.id)
        self.over_share = QCheckBox("Go over the shares of offices")
        self.over_share.hide()
        above = QHBoxLayout()
        caption = label("&Tasking", "caption")
        caption.setBuddy(self.tasking)
        above.addWidget(caption)
        above.addWidget(self.tasking, 1)
        above.addWidget(self.over_share)
        self.column.insertLayout(1, above)
        self.tasking.currentIndexChanged.connect(self.load)
        self.over_share.toggled.connect(self.judge)
        self.load()

    def load(self) -> None:
        if self.tasking.currentIndex() < 0:
            self.what.setText(NOBODY)
            return
        asked = (self.desk.today(), int(self.tasking.currentData()), None, True)
        self.desk.runner.read(reservation_plan, *asked).then(self._take)

    def _take(self, plan: IssuePlan) -> None:
        self.plan = plan
        proposals = [_proposal(line, plan) for line in plan.lines]
        # Those whom it is for come first; the ready ones can be issued a license at once.
        self.show_proposals(sorted(proposals, key=_order), "")

    def judge(self) -> None:
        """How many seats it takes, or who would find none."""
        super().judge()
        if self.plan is None:
            return
        lines = {line.person.designee_id: line for line in self.plan.lines}
        chosen = [lines[each].person for each in self.ids]
        verdicts = give_seats(
            self.plan.pool, [p.office_id for p in chosen], over_share=self.over_share.isChecked()
        )  # fmt: skip
        refused = next((pair for pair in zip(chosen, verdicts, strict=True) if not pair[1].gives), None)
        if Verdict.SHARE_USED in verdicts:
            self.over_share.show()
        self.what.setText(self._words(len(chosen)))
        set_property(self.what, "tone", "")
        if refused is not None:
            person, verdict = refused
            why = why_no_seat(self.plan.pool, person.office_id, person.office, verdict)
            self.what.setText(f"No seat can be held for {person.name}: {why}.")
            set_property(self.what, "tone", "bad")
            self.go.setEnabled(False)

    def _words(self, chosen: int) -> str:
        assert self.plan is not None
        if self.plan.agreement is None:
            return f"{NO_POOL}. Add one first."
        free, contract = self.plan.free, self.plan.agreement.contract_number
        if not chosen:
            return (
                f"{count(free, 'seat', 'seats')} of {contract} free. Check whom to hold one for until they are ready."
            )
        return f"{count(chosen, 'seat', 'seats')} of {contract} reserved; {seats_words(free - chosen)}. No letter yet."

    def submit(self) -> None:
        self.start()
        is_over = self.over_share.isChecked()
        job = self.desk.runner.change(reserve_licenses, int(self.tasking.currentData()), self.ids, is_over)
        job.then(self._on_reserved).otherwise(self.refused)

    def refused(self) -> None:
        super().refused()
        self.load()

    def _on_reserved(self, how_many: int) -> None:
        self.finish(f"Reserved {count(how_many, 'seat', 'seats')}")


def _order(proposal: Proposal) -> tuple[bool, bool]:
    return not proposal.can_be_checked, proposal.icon == READY


def _proposal(line: PlanLine, plan: IssuePlan) -> Proposal:
    """Without a free seat somebody else's box has to be cleared first, so the box stays."""
    person = line.person
    empty = why_no_seat(plan.pool, person.office_id, person.office, Verdict.POOL_EMPTY)
    can_be = plan.agreement is not None and line.why_not in ("", empty)
    stands = with_local_dates(person.next_action) or "Ready: a license can be issued at once"
    icon = ("clock", "caution") if person.next_action else READY
    if not can_be:
        stands, icon = capital(line.why_not), ("circle-minus", "neutral")
    rank = str(person.rank) if person.rank is not None else NOTHING
    cells = (person.name, person.office, rank, stands)
    return Proposal(person.designee_id, cells, can_be, is_checked=False, icon=icon)
