"""A dry run before a batch: the pool, whom it serves and who is left out, and what it will do in one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from coordinator.rules.allotted_seats import AllottedPool
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog
from ui.widgets.answers_card import strong
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.combo import combo
from ui.widgets.plan_lists import PlanLists
from ui.widgets.plan_words import PlannedPerson
from ui.widgets.seat_bar import SeatPool

NO_POOL = "No agreement for this product is in force today"


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """What a plan looks like. `coming` are the seats it takes, `offices` the codes that it is about, by office id.

    `is_held` when a share of an office is all that holds somebody back; `is_bad` when nothing can be done at all.
    """

    people: Sequence[PlannedPerson]
    title: str
    pool: AllottedPool
    coming: Mapping[int, int]
    offices: Mapping[int, str]
    sentence: str
    verb: str
    is_held: bool = False
    is_bad: bool = False


class PlanDialog(BatchDialog):
    """`choice` says of what, `pool` and `people` are the dry run, `sentence` is what the batch will do.

    `over_share` lets offices go over their shares; it is offered only where a share holds somebody back. Subclasses
    `ask` for the plan of those who are wanted and answer with `show_plan`.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, choice: str, lists: tuple[str, str, tuple[str, int]]
    ) -> None:
        super().__init__(desk, parent, title, title)
        self.ids: list[int] = []
        self._is_asking, self._is_stale = False, False
        self._first: tuple[PlannedPerson, ...] = ()
        self.choice = combo(choice)
        self.over_share = QCheckBox("Go over the shares of offices")
        self.over_share.hide()
        self.pool = SeatPool("now")
        self.people = PlanLists(*lists)
        self.sentence = wrapped(strong("Looking…"))
        self.check_all = button("Check all", "flat")
        self.check_none = button("Check none", "flat")
        self._lay_out(choice)
        self.over_share.toggled.connect(self._look_again)
        self.people.unchecked_changed.connect(self._look_again)
        self.check_all.clicked.connect(self._check_all)
        self.check_none.clicked.connect(self._check_none)
        self.go.setEnabled(False)

    def _lay_out(self, choice: str) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        caption = label(f"&{choice}", "caption")
        caption.setBuddy(self.choice)
        above.addWidget(caption)
        above.addWidget(self.choice, 1)
        above.addWidget(self.over_share)
        self.column.addLayout(above)
        self.column.addWidget(self.pool)
        self.column.addWidget(self.people, 1)
        self.column.addWidget(self.sentence)
        self.finish_layout()
        for place, part in enumerate((self.check_all, self.check_none)):
            part.setAutoDefault(False)
            self.buttons.insertWidget(place, part)
        self.resize(1120, 640)
        self.people.served.setFocus()

    # the dry run

    def ask(self, wanted: list[int] | None) -> None:
        """Read the plan for those who are wanted, None for everybody, and hand it to `show_plan`."""
        raise NotImplementedError

    def load(self) -> None:
        """Ask anew, with everybody checked."""
        self._first = ()
        with QSignalBlocker(self.over_share):
            self.over_share.setChecked(False)
        self.go.setEnabled(False)
        self._is_asking, self._is_stale = True, False
        self.pool.setVisible(self.choice.currentIndex() >= 0)
        self.ask(None)

    def _look_again(self, _: object = None) -> None:
        """As if only those who are checked were asked for: a seat that one gives up goes to the next in line.

        One question at a time, however fast boxes are cleared.
        """
        if not self._first:
            return
        self.go.setEnabled(False)
        self._is_stale = self._is_asking
        if not self._is_asking:
            self._is_asking = True
            unchecked = self.people.unchecked
            self.ask([person.id for person in self._first if person.id not in unchecked])

    def show_plan(self, plan: ShownPlan) -> None:
        self._is_asking = False
        if self._is_stale:
            self._look_again()
            return
        unchecked = self.people.unchecked if self._first else set()
        self._first = self._first or tuple(plan.people)
        asked = {person.id: person for person in plan.people}
        self.people.show_plan([asked.get(person.id, person) for person in self._first], unchecked)
        self.ids = [person.id for person in plan.people if person.obstacle is None]
        self.pool.show_pool(plan.title, plan.pool, plan.coming, plan.offices)
        self.over_share.setVisible(plan.is_held or self.over_share.isChecked())
        self.sentence.setText(plan.sentence)
        set_property(self.sentence, "tone", "bad" if plan.is_bad else "")
        self.go.setText(plan.verb)
        self.go.setEnabled(bool(self.ids) and not plan.is_bad and not self.is_running)

    def _check_all(self) -> None:
        self.people.check(is_on=True)

    def _check_none(self) -> None:
        self.people.check(is_on=False)

    # the work

    def set_busy(self, is_busy: bool) -> None:
        for part in (self.choice, self.people, self.over_share, self.check_all, self.check_none):
            part.setEnabled(not is_busy)

    def refused(self) -> None:
        super().refused()
        self.load()
