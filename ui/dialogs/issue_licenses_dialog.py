"""Issues licenses under a tasking: first who would get one, who not, and why; then the work, with progress."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QProgressBar, QTreeWidget, QTreeWidgetItem, QWidget

from coordinator.services.certificates import BatchResult
from coordinator.services.licenses import issue_licenses
from coordinator.views.licenses import CandidateRow, IssuePlan, issue_plan
from coordinator.views.taskings import TaskingRow
from ui import style
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.form import Form
from ui.wording import NOTHING, count, day

ID = Qt.ItemDataRole.UserRole
NAME, OFFICE, RANK, STANDS = range(4)
LICENSES = ("license", "licenses")
HOLDS, NO_SEAT = "Already holds a license", "Ready, but the pool has no free seat left"


class IssueLicensesDialog(DialogFrame):
    """`tasking` chooses, `people` is the dry run with its check boxes, `summary` and `chosen` count."""

    issued = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, taskings: Sequence[TaskingRow], chosen: int | None = None) -> None:
        super().__init__(desk, parent, "Issue licenses", "Issue licenses")
        self.plan: IssuePlan | None = None
        self._is_running = False
        self.tasking = QComboBox()
        for row in taskings:
            self.tasking.addItem(f"{row.number} · {row.subject}", row.id)
        if chosen is not None:
            self.tasking.setCurrentIndex(max(self.tasking.findData(chosen), 0))
        self.summary = wrapped(label(""))
        self.people = QTreeWidget()
        self.chosen = label("", "secondary")
        self.check_all = button("Check all ready", "flat")
        self.progress = QProgressBar()
        self._dress_list()
        self._lay_out()
        self.tasking.currentIndexChanged.connect(self.load)
        self.people.itemChanged.connect(self._check)
        self.check_all.clicked.connect(self._check_ready)
        desk.runner.progressed.connect(self._on_progress)
        self.go.setEnabled(False)
        self.load()

    def _dress_list(self) -> None:
        people = self.people
        people.setHeaderLabels(["Name", "Office", "Rank", "What stands in the way"])
        people.setAccessibleName("People selected under the tasking")
        people.setRootIsDecorated(False)
        people.setUniformRowHeights(True)
        people.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((NAME, 220), (OFFICE, 72), (RANK, 60)):
            people.setColumnWidth(column, width)

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Tasking", self.tasking)
        self.column.addWidget(form)
        self.column.addWidget(self.summary)
        self.column.addWidget(self.people, 1)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.hide()
        self.column.addWidget(self.progress)
        self.check_all.setAutoDefault(False)
        self.buttons.insertWidget(0, self.chosen)
        self.buttons.insertWidget(1, self.check_all)
        self.finish_layout()
        self.resize(840, 560)

    # the dry run

    def load(self) -> None:
        """Ask anew who would be issued a license."""
        if self.tasking.currentIndex() < 0:
            self.summary.setText("Nobody was selected under a tasking yet. Decide a selection on Taskings first.")
            return
        tasking_id = int(self.tasking.currentData())
        self.desk.runner.read(issue_plan, self.desk.today(), tasking_id).then(self._show_plan)

    def _show_plan(self, plan: IssuePlan) -> None:
        self.plan = plan
        self._summarize(plan)
        blocker = QSignalBlocker(self.people)
        self.people.clear()
        ready = [person for person in plan.people if person.is_ready]
        for place, person in enumerate(ready):
            self.people.addTopLevelItem(_item(person, is_checked=place < plan.free, has_seat=place < plan.free))
        for person in plan.people:
            if not person.is_ready:
                self.people.addTopLevelItem(_item(person, is_checked=False, has_seat=True))
        blocker.unblock()
        self._check()

    def _summarize(self, plan: IssuePlan) -> None:
        ready = count(len(plan.ready), "person is", "people are")
        if plan.agreement is None:
            said = f"{ready} ready, but no agreement for this product is in force today. Add one first."
        else:
            seats = count(plan.free, "seat is", "seats are")
            until = day(plan.agreement.ends_on)
            said = f"{ready} ready. {seats} free under {plan.agreement.contract_number}, which ends {until}."
        self.summary.setText(said)
        set_property(self.summary, "tone", "bad" if plan.agreement is None else "")

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.people.topLevelItem(place) for place in range(self.people.topLevelItemCount()))
        return [item for item in found if item is not None]

    @property
    def ids(self) -> list[int]:
        """Who is checked."""
        return [item.data(NAME, ID) for item in self._items() if _is_checked(item)]

    def _check_ready(self) -> None:
        """From the top, as many as the pool has seats."""
        blocker = QSignalBlocker(self.people)
        left = self.plan.free if self.plan else 0
        for item in self._items():
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                item.setCheckState(NAME, Qt.CheckState.Checked if left > 0 else Qt.CheckState.Unchecked)
                left -= 1
        blocker.unblock()
        self._check()

    def _check(self) -> None:
        checked, free = len(self.ids), self.plan.free if self.plan else 0
        fits = checked <= free
        self.go.setEnabled(fits and checked > 0 and not self._is_running)
        self.go.setText(f"Issue {count(checked, *LICENSES)}" if checked else "Issue licenses")
        over = f"{checked:,} checked, but only {count(free, 'seat is', 'seats are')} free"
        self.chosen.setText(f"{checked:,} checked" if fits else over)
        set_property(self.chosen, "tone", "" if fits else "bad")

    # the work

    def submit(self) -> None:
        assert self.plan is not None
        self._set_running(True)
        runner = self.desk.runner
        job = runner.change(issue_licenses, self.plan.tasking_id, self.ids, progress=runner.progress)
        job.then(self._on_issued).otherwise(self.refused)

    def _set_running(self, is_running: bool) -> None:
        """While it runs the second button stops it after the license it is at."""
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.progress.setRange(0, max(len(self.ids), 1))
        self.progress.setValue(0)
        self.cancel.setText("Stop" if is_running else "Cancel")
        for part in (self.tasking, self.people, self.check_all):
            part.setEnabled(not is_running)
        self._check()

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if self._is_running:
            self.progress.setMaximum(total)
            self.progress.setValue(done)
            self.chosen.setText(f"{done:,} of {total:,}: {what}")

    def reject(self) -> None:
        if self._is_running:
            self.desk.runner.cancel()
        else:
            super().reject()

    def refused(self) -> None:
        self._set_running(False)
        self.load()

    def _on_issued(self, batch: BatchResult) -> None:
        self._is_running = False
        of = f" of {batch.of:,}; stopped" if batch.stopped else ""
        made = f"Issued {len(batch.made):,}{of}" if of else f"Issued {count(len(batch.made), *LICENSES)}"
        self.finish(made, can_undo=False)
        self.issued.emit(batch)


def _is_checked(item: QTreeWidgetItem) -> bool:
    can = bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
    return can and item.checkState(NAME) is Qt.CheckState.Checked


def _item(person: CandidateRow, *, is_checked: bool, has_seat: bool) -> QTreeWidgetItem:
    """Who is not ready has no box, and the reason beside an icon."""
    rank = str(person.rank) if person.rank is not None else NOTHING
    item = QTreeWidgetItem([person.name, person.office, rank, _stands(person, has_seat)])
    item.setData(NAME, ID, person.designee_id)
    item.setToolTip(STANDS, item.text(STANDS))
    theme = style.current()
    if person.is_ready:
        item.setCheckState(NAME, Qt.CheckState.Checked if is_checked else Qt.CheckState.Unchecked)
        sign = ("badge-check", theme.good) if has_seat else ("hourglass", theme.caution)
    else:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        sign = ("circle-check", theme.neutral) if person.holds_license else ("clock", theme.caution)
    item.setIcon(STANDS, style.icon(*sign))
    return item


def _stands(person: CandidateRow, has_seat: bool) -> str:
    if person.holds_license:
        return HOLDS
    if person.next_action:
        return person.next_action
    return "Ready" if has_seat else NO_SEAT
