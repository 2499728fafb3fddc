"""The Trainings page: the list of trainings, and the chosen one with its register, reports and papers."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import Area
from coordinator.views.trainings import TrainingDetail, TrainingRow, training_detail, trainings
from ui.desk import Desk
from ui.widgets.chosen_training import ChosenTraining
from ui.widgets.doubtful_review import DoubtfulReview
from ui.widgets.mark_verbs import MarkVerbs
from ui.widgets.page import Page
from ui.widgets.paper_verbs import PaperVerbs
from ui.widgets.parts import Chips, Header, button, label, wrapped
from ui.widgets.register import Register, chips_of, filter_of
from ui.widgets.report_verbs import ReportVerbs
from ui.widgets.seating_verbs import SeatingVerbs
from ui.widgets.training_facts import TrainingFacts
from ui.widgets.training_list import TrainingList
from ui.wording import count

KEYS = "P present · L late or partial · A absent · E excused · Backspace clears · F2 minutes"
VIEWS = {"attendance": "unmarked", "doubtful": "doubtful"}


class TrainingsPage(Page):
    """`list`, `facts`, `chips`, `review` and `register` are its parts; `seating`, `reports`, `marks`, `papers`
    are its verbs."""

    name = "Trainings"
    icon_name = "calendar-days"
    areas = (
        Area.TRAININGS | Area.SEATS | Area.CERTIFICATES | Area.DESIGNEES | Area.OFFICES
        | Area.NOMINATIONS | Area.DOCUMENTS | Area.LICENSES | Area.SETTINGS
    )  # fmt: skip
    help = (
        "Plan trainings, seat people in rank order, and record who was there. In the register one key marks the "
        "selected people and moves down: P present, L late or partial, A absent, E excused, Backspace clears, F2 types "
        "minutes. Drop the meeting tool's report on the page to have it all filled in; who could not be matched for "
        "certain is asked above the register. Certificates are issued to everyone marked present."
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
        self.review = DoubtfulReview()
        self.chips = Chips("Filters of the register")
        self.register = Register(desk.look)
        self.keys = wrapped(label(KEYS, "secondary"))
        self.chosen = ChosenTraining(self, desk, self.list, self.register)
        self.seating = SeatingVerbs(self.chosen)
        self.reports = ReportVerbs(self.chosen)
        self.marks = MarkVerbs(self.chosen, self.register)
        self.papers = PaperVerbs(self.chosen)
        self._add_buttons()
        self._arrange()
        self._connect()
        self._show_choice()

    def _add_buttons(self) -> None:
        self.plan_button = button("Plan training", "primary", "calendar-plus")
        self.header.add_button(self.plan_button)
        facts, seating, papers = self.facts, self.seating, self.papers
        self.seat_button = facts.add_button(seating.seat)
        self.import_button = facts.add_button(self.reports.bring_in, "Import report…")
        self.issue_button = facts.add_button(papers.issue)
        self.list_button = facts.add_button(papers.save_list, "Save list…")
        self.edit_button = facts.add_button(seating.edit, "Change…")
        self.promote_button = facts.add_button(seating.promote, "Promote")
        self.rest_button = button("Mark the rest absent")
        of_people = [*self.marks.actions, seating.move, seating.release, papers.open_certificate]
        self.register.set_actions([*of_people, papers.save_certificates])

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.keys, 1)
        foot.addWidget(self.rest_button)
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.facts, self.review, self.chips):
            column.addWidget(part)
        column.addWidget(self.register, 1)
        column.addLayout(foot)
        # Both wrap, and would ask for the height they have at their least width.
        self.facts.setMinimumHeight(96)
        self.chips.setMinimumHeight(26)
        self.list.setFixedWidth(264)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.right, 1)
        self.search.setPlaceholderText("Filter people")
        self.body.addWidget(self.header)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.plan_button.clicked.connect(self.seating.plan.trigger)
        self.rest_button.clicked.connect(self.marks.rest_absent.trigger)
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
        self.seating.planned.connect(self._choose)

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(trainings).then(self._show_trainings)

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

    def _show_choice(self) -> None:
        row, was_empty = self.list.training, self.list.isHidden()
        for part in (self.list, self.facts, self.chips, self.search):
            part.setVisible(row is not None)
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
        self.register.set_empty(sentence, self.seating.plan)

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
            self.chips.choose(view)
            if view == "doubtful":
                self._ask_doubtful()
            else:
                self._into_register()

    def _is_shown(self) -> bool:
        row = self.list.training
        return row is not None and self.detail is not None and self.detail.training_id == row.id and not self._wanted

    def _follow(self) -> None:
        """Actions, hints and the status bar follow what is chosen."""
        for verbs in (self.seating, self.reports, self.marks, self.papers):
            verbs.follow()
        row, selected = self.list.training, self.register.selected_rows()
        begun = row is not None and not row.is_cancelled and row.starts_at <= self.desk.now()
        self.rest_button.setEnabled(self.marks.rest_absent.isEnabled())
        self.keys.setVisible(begun)
        self.rest_button.setVisible(begun)
        self.promote_button.setVisible(row is not None and bool(row.waiting))
        people = len(self.chosen.seats)
        self.status_changed.emit(
            f"{len(selected)} of {people} selected" if selected else count(people, "seat", "seats")
        )

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
