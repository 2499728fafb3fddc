"""The Trainings page: the list of trainings, and the chosen one with its register, reports and papers."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import Area
from coordinator.views.training_warnings import training_warnings
from coordinator.views.trainings import SeatRow, TrainingDetail, TrainingRow, training_detail, trainings
from ui.desk import Desk
from ui.widgets.acknowledgment_verbs import AcknowledgmentVerbs
from ui.widgets.attendance_verbs import AttendanceVerbs
from ui.widgets.availability_verbs import AvailabilityVerbs
from ui.widgets.calendar_verbs import CalendarVerbs
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.doubtful_review import DoubtfulReview
from ui.widgets.invitation_verbs import InvitationVerbs
from ui.widgets.mark_verbs import MarkVerbs
from ui.widgets.needs_list import NeedsList
from ui.widgets.page import Page
from ui.widgets.paper_verbs import PaperVerbs
from ui.widgets.parts import Chips, Header, button, label, wrapped
from ui.widgets.planning_verbs import PlanningVerbs
from ui.widgets.register import Register, chips_of, filter_of
from ui.widgets.report_verbs import ReportVerbs
from ui.widgets.schedule import SchedulePanel
from ui.widgets.seat_plan_verbs import SeatPlanVerbs
from ui.widgets.seating_verbs import SeatingVerbs
from ui.widgets.training_bar import TrainingBar
from ui.widgets.training_facts import TrainingFacts
from ui.widgets.training_list import TrainingList
from ui.widgets.view_switch import ViewSwitch
from ui.widgets.wait_list_verbs import WaitListVerbs
from ui.wording import count

KEYS = "P present · L late or partial · A absent · E excused · Backspace clears · F2 minutes · N note · / finds"
VIEWS = {"attendance": "unmarked", "doubtful": "doubtful"}
LIST, CALENDAR = range(2)


class TrainingsPage(Page):
    """Its parts: `list`, `facts`, `bar`, `chips`, `review`, `register`, `calendar`; verbs have files of their own."""

    name = "Trainings"
    icon_name = "calendar-days"
    areas = (
        Area.TRAININGS | Area.SEATS | Area.CERTIFICATES | Area.DESIGNEES | Area.OFFICES
        | Area.NOMINATIONS | Area.DOCUMENTS | Area.LICENSES | Area.SETTINGS
    )  # fmt: skip
    help = (
        "Plan trainings, seat people in rank order or have the best seating proposed, invite them, and record who was "
        "there. The calendar shows the trainings on two clocks; a training is moved and people are brought to it by "
        "drag, or by the keys below it. In the register one key marks the selected people and moves down: P present, "
        "L late or partial, A absent, E excused, Backspace clears, F2 types minutes, N a note, / finds. Drop the "
        "meeting tool's report on the page to have it all filled in; who could not be matched for certain is asked "
        "above the register. Certificates are issued to everyone marked present."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted: int | None = None
        self._view = ""
        self.detail: TrainingDetail | None = None
        self.header = Header("Trainings")
        self.search = self.header.search
        self.list = TrainingList(desk.look)
        self.facts = TrainingFacts()
        self.bar = TrainingBar()
        self.review = DoubtfulReview()
        self.chips = Chips("Filters of the register")
        self.register = Register(desk.look)
        self.keys = wrapped(label(KEYS, "secondary"))
        self.chosen = ChosenTraining(self, desk, self.list, self.register)
        self.planning = PlanningVerbs(self.chosen)
        self.seating = SeatingVerbs(self.chosen)
        self.reports = ReportVerbs(self.chosen)
        self.marks = MarkVerbs(self.chosen, self.register)
        self.papers = PaperVerbs(self.chosen)
        self.attendance = AttendanceVerbs(self.chosen)
        self.acknowledgments = AcknowledgmentVerbs(self.chosen)
        self.waiting = WaitListVerbs(self.chosen)
        self.proposals = SeatPlanVerbs(self.chosen)
        self.invitations = InvitationVerbs(self.chosen)
        self.hours = AvailabilityVerbs(self, desk, self._selected_people, self.chosen.show)
        self.calendar = SchedulePanel(desk)
        self.needs = NeedsList()
        self.scheduling = CalendarVerbs(self.chosen, self.calendar, self.needs, self.planning)
        self._verbs = (
            self.planning, self.seating, self.reports, self.marks, self.papers, self.attendance, self.waiting,
            self.proposals, self.invitations, self.hours, self.scheduling, self.acknowledgments,
        )  # fmt: skip
        self._add_buttons()
        self._arrange()
        self._connect()
        self._show_choice()

    def _add_buttons(self) -> None:
        self.plan_button = button("Plan training", "primary", "calendar-plus")
        self.views = ViewSwitch("List or calendar", (("list", "List"), ("calendar", "Calendar")))
        self.header.add_button(self.views)
        self.header.add_button(self.plan_button)
        bar = self.bar
        bar.add_seats(self.seating, self.invitations, self.waiting, self.proposals)
        bar.add_attendance(self.reports, self.marks, self.attendance, self.acknowledgments)
        bar.add_papers(self.papers)
        bar.add_menus(self.planning)
        self.seat_button, self.invite_button, self.promote_button = bar.seat, bar.invite, bar.promote
        self.import_button, self.issue_button, self.list_button = bar.bring_in, bar.issue, bar.save_list
        self.rest_button = button("Mark the rest absent")
        self.present_button = button("Mark the rest present")
        of_seats = [self.seating.move, self.seating.release, *self.waiting.of_people, self.hours.hours]
        of_papers = [self.papers.open_certificate, self.papers.save_certificates]
        self.register.set_actions([*self.marks.actions, *of_seats, *of_papers])

    def _selected_people(self) -> list[tuple[int, str]]:
        return [(row.designee_id, row.name) for row in self.register.selected_rows()]

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.present_button)
        foot.addWidget(self.rest_button)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.facts.add(self.bar)
        for part in (self.facts, self.review, self.chips):
            column.addWidget(part)
        column.addWidget(self.register, 1)
        column.addLayout(foot)
        # Both wrap, and would ask for the height they have at their least width.
        self.facts.setMinimumHeight(96)
        self.chips.setMinimumHeight(26)
        self.list.setFixedWidth(264)
        self.needs.setFixedWidth(208)
        self.calendar.add_side(self.needs)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.right, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(both)
        self.stack.addWidget(self.calendar)
        self.search.setPlaceholderText("Filter people")
        self.body.addWidget(self.header)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.plan_button.clicked.connect(self.planning.plan.trigger)
        self.rest_button.clicked.connect(self.marks.rest_absent.trigger)
        self.present_button.clicked.connect(self.marks.rest_present.trigger)
        self.register.find_in(self.search)
        self.views.chosen.connect(self._on_view)
        self.review.all_wanted.connect(self.attendance.review.trigger)
        self.list.seats_dropped.connect(self.scheduling.bring_seats)
        self.list.people_dropped.connect(self.scheduling.bring_people)
        self.calendar.chosen.connect(self._choose)
        self.calendar.opened.connect(self._open_from_calendar)
        self.facts.show_ready.clicked.connect(self._go_to_ready)
        self.list.chosen.connect(self._on_chosen)
        self.chips.chosen.connect(self._on_chip)
        self.search.textChanged.connect(self.register.rows_model.set_filter)
        self.search.returnPressed.connect(self._into_register)
        self.register.selected.connect(self._follow)
        self.register.opened.connect(self.papers.do_open)
        self.review.tied.connect(self.reports.tie)
        self.review.dismissed.connect(self.reports.dismiss)
        self.reports.doubts.connect(self._ask_doubtful)
        self.planning.planned.connect(self._choose)

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(trainings).then(self._show_trainings)
        self.scheduling.reload()

    def _on_view(self, key: str) -> None:
        self.stack.setCurrentIndex(CALENDAR if key == "calendar" else LIST)
        self.search.setVisible(key == "list" and self.list.training is not None)

    def _open_from_calendar(self, training_id: int) -> None:
        self._choose(training_id)
        self.views.choose("list")

    def open(self, target: object) -> None:
        """A training's id, the key of a chip, or ("training", id, view) with a view of the start page."""
        if isinstance(target, tuple) and len(target) == 3:
            self._view = str(target[2])
            target = target[1]
        if isinstance(target, str):
            self._view = target
        if isinstance(target, int):
            self._choose(target)
        self._open_view()

    def drop(self, paths: Sequence[Path]) -> bool:
        row = self.list.training
        self.reports.follow()  # the training may have begun since the page was shown
        if row is not None and not self.reports.bring_in.isEnabled():
            why = "was cancelled" if row.is_cancelled else "has not begun yet"
            self.desk.say(f"{row.title} {why}, so it can have no attendance report", False)
            return True
        return self.reports.take(paths)

    def _choose(self, training_id: int) -> None:
        if not self.list.choose(training_id):
            self._wanted = training_id

    def _show_trainings(self, rows: tuple[TrainingRow, ...]) -> None:
        now = self.desk.now()
        self.list.set_rows(rows, now)
        if self._wanted is not None and self.list.choose(self._wanted):
            self._wanted = None
        coming = sum(row.ends_at > now and not row.is_cancelled for row in rows)
        held = sum(row.ends_at <= now and not row.is_cancelled for row in rows)
        self.header.subtitle.setText(f"{coming} to come, {held} held" if rows else "")
        self.count_changed.emit(str(coming) if coming else "")
        self._show_choice()
        self._load()

    def _on_chosen(self, _training_id: int) -> None:
        self.register.clearSelection()
        self._show_choice()
        self._load()

    def _load(self) -> None:
        row = self.list.training
        if row is not None:
            self.desk.runner.read(training_detail, row.id, self.desk.today()).then(self._show_detail)
            self.desk.runner.read(training_warnings, row.id, self.desk.now()).then(self.facts.show_warnings)

    def _show_choice(self) -> None:
        row, was_empty = self.list.training, self.list.isHidden()
        for part in (self.list, self.facts, self.chips):
            part.setVisible(row is not None)
        self.search.setVisible(row is not None and self.stack.currentIndex() == LIST)
        if row is None:
            self._show_nothing()
        else:
            self.facts.show_training(row, self.desk.now())
            if was_empty and self.plan_button.hasFocus():
                self.list.setFocus()  # the first training is there now: on to it
            self.register.set_empty("Nobody has a seat in this training yet.", self._if_open(row))
        self._follow()

    def _if_open(self, row: TrainingRow) -> QAction | None:
        return self.seating.seat if row.takes_seats else None

    def _show_nothing(self) -> None:
        self.detail, self.chosen.seats = None, ()
        self.register.set_rows(())
        self.review.show_rows((), ())
        sentence = "A training is one dated run of your course. Plan one, seat people in it, then record who was there."
        self.register.set_empty(sentence, self.planning.plan)

    def _show_detail(self, detail: TrainingDetail) -> None:
        row = self.list.training
        if row is None or detail.training_id != row.id:
            return
        self.detail, self.chosen.seats = detail, detail.seats
        self.register.set_rows(detail.seats)
        self.chips.set_chips(chips_of(detail.seats, len(detail.doubtful)))
        # A filter that is gone has fallen back to all.
        self.register.rows_model.set_predicate(filter_of(self.chips.key))
        self.review.show_rows(detail.doubtful, detail.people)
        self.facts.show_eligible(0 if detail.doubtful else detail.eligible)
        self._open_view()
        self._follow()

    def _open_view(self) -> None:
        """Once the training is there, what was asked for with it: a chip, or the doubtful ones."""
        if self._view and self.detail is not None and self._is_shown():
            view, self._view = VIEWS.get(self._view, self._view), ""
            self.views.choose("list")
            self.chips.choose(view)
            if view == "doubtful":
                self._ask_doubtful()
            elif view == "offers":
                self.waiting.show_wait_list()
            elif view == "invitations":
                self.invitations.open_invitations()
            else:
                self._into_register()

    def _is_shown(self) -> bool:
        row = self.list.training
        return row is not None and self.detail is not None and self.detail.training_id == row.id and not self._wanted

    def _follow(self) -> None:
        """Actions, hints and the status bar follow what is chosen."""
        for verbs in self._verbs:
            verbs.follow()
        row, selected = self.list.training, self.register.selected_rows()
        begun = row is not None and not row.is_cancelled and row.starts_at <= self.desk.now()
        for mark_rest in (self.rest_button, self.present_button):
            mark_rest.setEnabled(self.marks.rest_absent.isEnabled())
            mark_rest.setVisible(begun)
        self.keys.setVisible(begun)
        self.bar.show_for(has_begun=begun, can_promote=self.seating.promote.isEnabled())
        self.status_changed.emit(self._status(selected))

    def _status(self, selected: Sequence[SeatRow]) -> str:
        people = len(self.chosen.seats)
        if not selected:
            return count(people, "seat", "seats")
        warning = selected[0].warning if len(selected) == 1 else ""
        return " · ".join(filter(None, (f"{len(selected)} of {people} selected", warning)))

    # filters and keyboard

    def _on_chip(self, key: str) -> None:
        self.register.rows_model.set_predicate(filter_of(key))
        if key == "doubtful":
            self._ask_doubtful()

    def _ask_doubtful(self) -> None:
        self.review.begin()

    def _into_register(self) -> None:
        """From the search straight to the first person found."""
        self.register.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.register.rows_model.rowCount():
            self.register.select_ids([self.register.rows_model.row_at(0).id])
            self._follow()

    def _go_to_ready(self) -> None:
        self.desk.go("Licenses", "ready")
