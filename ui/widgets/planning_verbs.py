"""Plan, repeat, change, copy, move, open, close and cancel trainings."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from coordinator.rules.vocabulary import TrainingState
from coordinator.services.trainings import (
    cancel_training,
    close_training,
    open_training,
    reopen_training,
)
from coordinator.views.trainings import TrainingRow
from ui.dialogs.best_slots_dialog import BestSlotsDialog
from ui.dialogs.cancel_training_dialog import CancelTrainingDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.reschedule_dialog import RescheduleDialog
from ui.dialogs.series_dialog import SeriesDialog
from ui.dialogs.training_dialog import TrainingDialog
from ui.models.counted_titles import free_titles
from ui.models.planned_facts import facts_of, moved
from ui.widgets.chosen_training import ChosenTraining
from ui.wording import count

MOVABLE = (TrainingState.PLANNED, TrainingState.OPEN)


class PlanningVerbs(QObject):
    """Owns its actions, in two lists: `of_training` leads to dialogs, `moves` are the states it goes through.

    `planned` carries the id of a new training.
    """

    planned = Signal(int)

    def __init__(self, chosen: ChosenTraining) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._title = ""
        self.plan = self._add("Plan training…", self.ask_plan, "Ctrl+N", "calendar-plus")
        self.edit = self._add("Change training…", self.ask_edit, "Ctrl+E", "pencil")
        self.copy = self._add("Copy training…", self.ask_copy, "", "copy")
        self.reschedule = self._add("Reschedule…", self.ask_reschedule, "", "calendar-clock")
        self.best = self._add("Find the best time…", self.ask_best, "", "clock")
        self.series = self._add("Plan series…", self.ask_series, "", "repeat")
        self.open = self._add("Open training", self.do_open, "", "calendar-check")
        self.close = self._add("Close training", self.do_close, "", "circle-check")
        self.reopen = self._add("Reopen training", self.do_reopen, "", "rotate-ccw")
        self.cancel = self._add("Cancel training…", self.ask_cancel, "", "calendar-x")
        self.of_training = [self.edit, self.copy, self.reschedule, self.best, self.series]
        self.moves = [self.open, self.close, self.reopen, self.cancel]

    def _add(self, text: str, slot: Callable[[], object], shortcut: str, icon: str) -> QAction:
        return self._desk.actions.add(self._chosen.page, "Page", text, slot, shortcut, icon)

    def follow(self) -> None:
        """Each verb is usable when it can do something. The best time is looked for with or without a training."""
        row = self._chosen.training
        state = row.state if row else None
        self.edit.setEnabled(row is not None and row.takes_seats)
        self.copy.setEnabled(row is not None)
        self.series.setEnabled(row is not None)
        self.reschedule.setEnabled(row is not None and _can_move(row))
        self.open.setEnabled(state is TrainingState.PLANNED)
        self.close.setEnabled(state is TrainingState.HELD)
        self.reopen.setEnabled(state is TrainingState.CLOSED)
        self.cancel.setEnabled(row is not None and row.takes_seats and not row.marked)

    # plan

    def ask_plan(self) -> None:
        self._show_plan(TrainingDialog(self._desk, self._chosen.page))

    def ask_plan_at(self, starts_at: datetime) -> None:
        """With this start, in UTC, on the clocks of the unit."""
        dialog = TrainingDialog(self._desk, self._chosen.page)
        dialog.set_start(starts_at.astimezone(ZoneInfo(self._desk.zone)), self._desk.zone)
        self._show_plan(dialog)

    def _show_plan(self, dialog: TrainingDialog) -> None:
        titles = self._titles()
        dialog.title.setText(free_titles(f"Training {len(titles) + 1}", titles, 1)[0])
        dialog.title.selectAll()
        self._show_planning(dialog)

    def _titles(self) -> set[str]:
        return {row.title for row in self._chosen.trainings}

    def _show_planning(self, dialog: TrainingDialog | SeriesDialog) -> None:
        dialog.planned.connect(self.planned)
        self._show(dialog)

    def _show(self, dialog: DialogFrame) -> None:
        dialog.done_with.connect(self._desk.say)
        self._chosen.show(dialog)

    def ask_edit(self) -> None:
        if (row := self._chosen.training) is not None:
            dialog = TrainingDialog(self._desk, self._chosen.page)
            dialog.fill(row)
            self._show(dialog)

    def ask_copy(self) -> None:
        if (row := self._chosen.training) is not None:
            dialog = TrainingDialog(self._desk, self._chosen.page)
            dialog.prefill(row, self._chosen.trainings)
            self._show_planning(dialog)

    def ask_series(self) -> None:
        """More like the chosen one, from a week after it on."""
        if (row := self._chosen.training) is not None:
            first = max(row.local_start.date(), self._desk.today())
            weeks = (first - row.local_start.date()).days // 7 + 1
            local = row.local_start + timedelta(weeks=weeks)  # the wall clock stays through a change of the clocks
            title = free_titles(row.title, self._titles(), 1)[0]
            facts = replace(moved(facts_of(row), local.astimezone(UTC)), title=title, overbook=0)
            self._show_planning(SeriesDialog(self._desk, self._chosen.page, facts))

    # another time

    def ask_reschedule(self) -> None:
        if (row := self._chosen.training) is not None:
            self._show(RescheduleDialog(self._desk, self._chosen.page, row))

    def ask_best(self) -> None:
        """For the people of the chosen training, where it can be moved; else for a new one."""
        row = self._to_move()
        dialog = BestSlotsDialog(self._desk, self._chosen.page, row)
        dialog.slot_chosen.connect(self._move_to if row else self.ask_plan_at)
        self._chosen.show(dialog)

    def _to_move(self) -> TrainingRow | None:
        row = self._chosen.training
        has_people = row is not None and bool(row.taken + row.waiting)
        return row if row is not None and has_people and _can_move(row) else None

    def _move_to(self, starts_at: datetime) -> None:
        if (row := self._to_move()) is not None:
            dialog = RescheduleDialog(self._desk, self._chosen.page, row)
            dialog.set_start(starts_at)
            self._show(dialog)

    # states

    def do_open(self) -> None:
        if (row := self._named()) is not None:
            self._desk.runner.change(open_training, row.id).then(self._on_opened)

    def _on_opened(self, _nothing: None) -> None:
        self._desk.say(f"Opened {self._title}", True)

    def do_close(self) -> None:
        if (row := self._named()) is not None:
            self._desk.runner.change(close_training, row.id).then(self._on_closed)

    def _on_closed(self, _nothing: None) -> None:
        self._desk.say(f"Closed {self._title}", True)

    def do_reopen(self) -> None:
        if (row := self._named()) is not None:
            self._desk.runner.change(reopen_training, row.id).then(self._on_reopened)

    def _on_reopened(self, _nothing: None) -> None:
        self._desk.say(f"Reopened {self._title}", True)

    def _named(self) -> TrainingRow | None:
        row = self._chosen.training
        self._title = row.title if row else ""
        return row

    def ask_cancel(self) -> None:
        if (row := self._chosen.training) is not None:
            dialog = CancelTrainingDialog(self._chosen.page, row)
            dialog.accepted.connect(self._on_cancel)
            self._chosen.show(dialog)

    def _on_cancel(self) -> None:
        dialog, row = self._chosen.dialog, self._named()
        assert isinstance(dialog, CancelTrainingDialog)
        if row is not None:
            self._desk.runner.change(cancel_training, row.id, dialog.reason.text()).then(self._on_cancelled)

    def _on_cancelled(self, seats: int) -> None:
        self._desk.say(f"Cancelled {self._title}, {count(seats, 'seat', 'seats')} released", True)


def _can_move(row: TrainingRow) -> bool:
    return row.state in MOVABLE and not row.marked
