"""Issues licenses under a tasking: first who would get one and why, who not and what comes next; then the work."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from coordinator.services.letter_preview import preview_license_letter
from coordinator.services.licenses import issue_licenses
from coordinator.views.issue_plans import IssuePlan, issue_plan
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.batch_dialog import LICENSES
from ui.dialogs.plan_dialog import NO_POOL, PlanDialog, ShownPlan
from ui.dialogs.preview_dialog import PreviewDialog
from ui.widgets.basics import button
from ui.widgets.plan_lists import ID, NAME
from ui.widgets.plan_words import is_held_by_share, of_issue, seats_words, until_words
from ui.wording import count

NOBODY_SELECTED = "Nobody was selected under a tasking yet. Decide a selection on Taskings first."
NOBODY_READY = "Nobody can be issued a license now. On the right is what each of them needs."


class IssueLicensesDialog(PlanDialog):
    """`choice` is the tasking, `plan` what would be done now."""

    def __init__(self, desk: Desk, parent: QWidget, taskings: Sequence[TaskingRow], chosen: int | None = None) -> None:
        lists = ("Will be issued", "Not now", ("Rank", 60))
        super().__init__(desk, parent, "Issue licenses", "Tasking", lists)
        self.plan: IssuePlan | None = None
        for row in taskings:
            self.choice.addItem(f"{row.number} · {row.subject}", row.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0) if taskings else -1)
        self.choice.currentIndexChanged.connect(self.load)
        self.preview: PreviewDialog | None = None
        self.look = button("Look at the letter", "flat", "eye")
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self.look_at_letter)
        self.buttons.insertWidget(2, self.look)
        self.load()

    def look_at_letter(self) -> None:
        """The letter of the current person, as it will be issued with the license."""
        item = self.people.served.currentItem()
        if self.plan is not None and item is not None:
            asked = (self.plan.tasking_id, item.data(NAME, ID))
            title = f"The letter to {item.text(NAME)}"
            self.preview = PreviewDialog(self.desk, self, title, preview_license_letter, *asked)
            self.preview.finished.connect(self.preview.deleteLater)
            self.preview.open()

    def ask(self, wanted: list[int] | None) -> None:
        if self.choice.currentIndex() < 0:
            self.sentence.setText(NOBODY_SELECTED)
            return
        asked = (self.desk.today(), int(self.choice.currentData()), wanted, self.over_share.isChecked())
        self.desk.runner.read(issue_plan, *asked).then(self._take)

    def _take(self, plan: IssuePlan) -> None:
        self.plan = plan
        self.look.setEnabled(bool(plan.served))
        self.show_plan(shown(plan))

    def submit(self) -> None:
        assert self.plan is not None
        runner, is_over = self.desk.runner, self.over_share.isChecked()
        job = runner.change(issue_licenses, self.plan.tasking_id, self.ids, runner.progress, is_over)
        self.run(job, len(self.ids), "Issued")


def shown(plan: IssuePlan) -> ShownPlan:
    """The plan as it is put before the coordinator."""
    served, agreement = plan.served, plan.agreement
    return ShownPlan(
        people=[of_issue(line, plan.pool) for line in plan.lines],
        title=f"{agreement.product}  ·  {until_words(agreement.contract_number, agreement.ends_on)}"
        if agreement
        else NO_POOL,
        pool=plan.pool,
        coming=Counter(line.person.office_id for line in served if line.person.reservation is None),
        offices={person.office_id: person.office for person in plan.people},
        sentence=sentence_of(plan),
        verb=f"Issue {count(len(served), *LICENSES)}" if served else "Issue licenses",
        is_held=any(_is_held(plan, place) for place in range(len(plan.lines))),
        is_bad=agreement is None,
    )


def _is_held(plan: IssuePlan, place: int) -> bool:
    line = plan.lines[place]
    return is_held_by_share(line.why_not, line.person.office, line.person.office_id, plan.pool)


def sentence_of(plan: IssuePlan) -> str:
    """ "12 licenses from HSI-1; 3 seats stay free; 12 letters."."""
    served = plan.served
    if plan.agreement is None:
        return f"{NO_POOL}. Add one first; until then nothing can be issued."
    if not served:
        return NOBODY_READY
    new = sum(line.person.reservation is None for line in served)
    kept = f", {len(served) - new:,} of them on a seat reserved before" if new < len(served) else ""
    made, letters = count(len(served), *LICENSES), count(len(served), "letter", "letters")
    return f"{made} from {plan.agreement.contract_number}{kept}; {seats_words(plan.free - new)}; {letters}."
