"""A proposed seating: what is wished, who would get which seat and why, who gets none; accepted whole or in part."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from coordinator.rules.proposed_seats import SeatPlan
from coordinator.rules.seat_plan import SeatWishes
from coordinator.services.seat_plans import accept_seat_plan, propose_seats
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button, label, wrapped
from ui.widgets.notices import Banner
from ui.widgets.proposal_panel import ProposalPanel
from ui.widgets.seat_wishes_bar import SeatWishesBar
from ui.widgets.training_loads import TrainingLoads
from ui.wording import count

PAUSE = 80  # ms after the last change, so that several changes ask once


class SeatPlanDialog(DialogFrame):
    """`settings` and `trainings` are what is wished, `panel` is what comes of it, `summary` how good that is.

    `banner` says why nothing could be seated, and offers to propose `anew`.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Propose seating", "Accept")
        self._is_running = False
        self.settings = SeatWishesBar()
        self.trainings = TrainingLoads(desk.look)
        self.all_trainings, self.no_trainings = button("All", "flat"), button("None", "flat")
        self.panel = ProposalPanel(desk.look)
        self.summary = wrapped(label("", "secondary"))
        self.progress, self.stop = QProgressBar(), button("Stop", "flat")
        self.banner = Banner()
        self.anew = QAction("Propose anew", self)
        self._lay_out()
        self._connect()
        self.propose()

    def _lay_out(self) -> None:
        self.cancel.setText("Close")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.setFixedWidth(140)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(self._left_side())
        body.addWidget(self.panel, 1)
        self.column.addWidget(self.settings)
        self.column.addWidget(self.banner)
        self.column.addLayout(body, 1)
        self.buttons.insertWidget(0, self.summary, 1)
        self.buttons.insertWidget(1, self.progress)
        self.buttons.insertWidget(2, self.stop)
        self.buttons.setStretch(3, 0)
        self.finish_layout()
        self.resize(1240, 690)
        for each in (self.all_trainings, self.no_trainings, self.stop, self.go):
            each.setAutoDefault(False)
        self.go.setDefault(False)  # Enter in the filter must not accept

    def _left_side(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label("TRAININGS", "section"), 1)
        head.addWidget(self.all_trainings)
        head.addWidget(self.no_trainings)
        self.trainings.setFixedWidth(284)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.trainings, 1)
        return column

    def _connect(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.propose)
        self.settings.changed.connect(self._later)
        self.trainings.choice_changed.connect(self._later)
        self.panel.pinned.connect(self._later)
        self.panel.picked.connect(self._judge)
        self.all_trainings.clicked.connect(self._all_trainings)
        self.no_trainings.clicked.connect(self._no_trainings)
        self.stop.clicked.connect(self.desk.runner.cancel)
        self.anew.triggered.connect(self.propose)
        self.desk.runner.progressed.connect(self._on_progress)

    def _all_trainings(self) -> None:
        self.trainings.check_all(True)

    def _no_trainings(self) -> None:
        self.trainings.check_all(False)

    # what is wished, and the proposal

    @property
    def wishes(self) -> SeatWishes:
        """As they stand; before the trainings are known all to come."""
        chosen = self.trainings.chosen if self.trainings.count() else None
        return self.settings.wishes(chosen, self.panel.pins, frozenset(self.panel.bars))

    def _later(self) -> None:
        """What is shown is not the answer to what is wished: nothing can be accepted meanwhile."""
        self._timer.start()
        self._judge()

    def propose(self) -> None:
        """Ask for the best filling. Of several that are asked for only the newest is shown."""
        self.banner.clear()
        self._set_running(True)
        runner, now = self.desk.runner, self.desk.now()
        job = runner.read(propose_seats, self.wishes, now, self.desk.today(), runner.progress)
        job.then(self._show).otherwise(self._on_stopped)

    def _set_running(self, is_running: bool) -> None:
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.stop.setVisible(is_running)
        self.progress.setRange(0, 0)
        self._judge()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._is_running:
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)
            self.summary.setText(f"{what}…")

    def _on_stopped(self) -> None:
        """What was proposed before is no answer to what is wished now."""
        self._set_running(False)
        self.panel.show_plan(None)
        self.summary.setText("Stopped before a filling was found.")
        self.banner.show_state("Nothing was seated.", ("circle-pause", "caution"), self.anew)

    def _show(self, plan: SeatPlan) -> None:
        self._set_running(False)
        if not self._timer.isActive():  # else a box that was just checked would be taken back
            self.trainings.show_loads(plan.loads)
        self.panel.show_plan(plan)
        self.summary.setText(f"{plan.summary} {_shortly(plan.warnings)}".strip())
        self.summary.setToolTip("\n".join(plan.warnings))

    # accepting

    def _judge(self) -> None:
        """What can be done now; how many it would be stands on the button."""
        picks = len(self.panel.picks)
        self.go.setText(f"Accept {count(picks, 'seat', 'seats')}" if picks else "Accept")
        self.go.setEnabled(picks > 0 and not self._is_running and not self._timer.isActive())

    def submit(self) -> None:
        self.start()
        self.desk.runner.change(accept_seat_plan, self.panel.picks).then(self._on_accepted).otherwise(self.refused)

    def _on_accepted(self, people: int) -> None:
        self.finish(f"Seated {count(people, 'person', 'people')} as proposed")

    def refused(self) -> None:
        """Nobody was seated: the records are others than those of the proposal, or the picks do not fit together."""
        super().refused()
        words = "Nobody was seated: the records changed, or what was picked does not fit without the rest."
        self.banner.show_state(words, ("triangle-alert", "caution"), self.anew)

    def reject(self) -> None:
        if self._is_running:
            self.desk.runner.cancel()
        super().reject()


def _shortly(warnings: Sequence[str]) -> str:
    """One in full, several as a number: the bars show which trainings they are."""
    if len(warnings) <= 1:
        return "".join(warnings)
    return f"{len(warnings)} trainings stay under their minimum."
