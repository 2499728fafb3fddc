"""What the calendar asks for: another time for a training, people brought to it, a training in free time."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from coordinator.services.seats import SeatingResult, move_seats, seat_designees
from coordinator.services.trainings import reschedule_training
from coordinator.views.schedule import people_needing_seats
from coordinator.views.trainings import TrainingRow
from ui.runner import Job
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.needs_list import NeedsList
from ui.widgets.planning_verbs import PlanningVerbs
from ui.widgets.schedule import SchedulePanel
from ui.widgets.training_list import short_moment
from ui.wording import count


class CalendarVerbs(QObject):
    """A training that nobody is seated in moves at once; with people in it the window asks first."""

    def __init__(
        self, chosen: ChosenTraining, calendar: SchedulePanel, needs: NeedsList, planning: PlanningVerbs
    ) -> None:
        super().__init__(chosen.page)
        self._chosen = chosen
        self._desk = chosen.desk
        self._calendar = calendar
        self._needs = needs
        self._planning = planning
        self._title = ""
        calendar.moved.connect(self.move)
        calendar.people_dropped.connect(self.bring_people)
        calendar.seats_dropped.connect(self.bring_seats)
        calendar.slot_chosen.connect(planning.ask_plan_at)
        calendar.menu_wanted.connect(self._show_menu)
        needs.wanted.connect(self._bring_to_chosen)

    def reload(self) -> None:
        self._calendar.reload()
        self._desk.runner.read(people_needing_seats, self._desk.today()).then(self._needs.show_people)

    def follow(self) -> None:
        row = self._chosen.training
        self._calendar.choose(row.id if row else None)
        self._needs.show_target(row.title if row is not None and row.takes_seats else "")

    def _bring_to_chosen(self, designee_ids: Sequence[int]) -> None:
        if (row := self._chosen.training) is not None:
            self.bring_people(row.id, designee_ids)

    def _row(self, training_id: int) -> TrainingRow | None:
        return next((row for row in self._chosen.trainings if row.id == training_id), None)

    def move(self, training_id: int, starts_at: datetime) -> None:
        row = self._row(training_id)
        if row is None or not self._is_agreed(row, starts_at):
            self._calendar.reload()  # it goes back to where it was
            return
        self._title = row.title
        job = self._desk.runner.change(reschedule_training, training_id, starts_at)
        job.then(self._on_moved).otherwise(self._calendar.reload)

    def _is_agreed(self, row: TrainingRow, starts_at: datetime) -> bool:
        people = row.taken + row.waiting
        if not people:
            return True
        when = short_moment(starts_at.astimezone(row.local_start.tzinfo))
        return self._desk.messages.confirm(
            self._chosen.page,
            f"Move {row.title} to {when}?",
            f"{count(people, 'person is', 'people are')} in it. Whoever was invited is shown as changed since sent.",
            "Move training",
        )

    def _on_moved(self, _nothing: None) -> None:
        self._desk.say(f"Moved {self._title}", True)

    def bring_people(self, training_id: int, designee_ids: Sequence[int]) -> None:
        self._bring(training_id, self._desk.runner.change(seat_designees, training_id, list(designee_ids)))

    def bring_seats(self, training_id: int, seat_ids: Sequence[int]) -> None:
        self._bring(training_id, self._desk.runner.change(move_seats, list(seat_ids), training_id))

    def _bring(self, training_id: int, job: Job[SeatingResult]) -> None:
        row = self._row(training_id)
        self._title = row.title if row else ""
        job.then(self._on_brought)

    def _on_brought(self, result: SeatingResult) -> None:
        people = count(result.seated + result.waiting, "person", "people")
        waits = f", {result.waiting} wait" if result.waiting else ""
        self._desk.say(f"Brought {people} to {self._title}{waits}", True)

    def _show_menu(self, training_id: int, place: QPoint) -> None:
        self._calendar.choose(training_id)
        menu = QMenu(self._chosen.page)
        menu.addActions(self._planning.of_training)
        menu.addSeparator()
        menu.addActions(self._planning.moves)
        menu.popup(place)
