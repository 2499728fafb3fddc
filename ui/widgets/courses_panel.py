"""Courses of the LMS and of the unit, and beside each who completed it and until when it counts."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import CourseKind
from coordinator.services.courses import remove_course
from coordinator.views.courses import CompletionRow, CompletionState, CourseRow, completions, courses
from ui.desk import Desk
from ui.dialogs.course_dialog import CourseDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.remove_completions_dialog import RemoveCompletionsDialog
from ui.dialogs.transcript_dialog import TranscriptDialog
from ui.kept_files import save_all
from ui.widgets.basics import button, label, wrapped
from ui.widgets.course_columns import COMPLETIONS, COURSES, STATES, facts_of, is_in
from ui.widgets.grid import Grid
from ui.widgets.parts import Chips
from ui.wording import word

NOBODY_LISTED = "Nobody has completed this course. Take the transcript list of the LMS in."
LISTS = "Lists (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.html *.xml)"


class CoursesPanel(QWidget):
    """`courses` are on the left, `people` are the completions of the chosen one, filtered by `chips`."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk, self._page = desk, page
        self.dialog: DialogFrame | None = None
        self._wanted: int | None = None
        self._is_active = False
        self.courses: Grid[CourseRow] = Grid(COURSES, desk.look, "Courses")
        self.courses.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.title, self.facts = wrapped(label("", "name")), wrapped(label("", "secondary"))
        self.chips = Chips("Filters of the completions")
        self.people: Grid[CompletionRow] = Grid(COMPLETIONS, desk.look, "Completions")
        self._add_actions()
        self._lay_out()
        self.courses.selected.connect(self._load)
        self.courses.opened.connect(self.edit_course)
        self.people.selected.connect(self._follow)
        self.people.opened.connect(self.show_proof)
        self.chips.chosen.connect(self._on_chip)
        self._show_people(())

    def _add_actions(self) -> None:
        add = partial(self.desk.actions.add, self._page, "Page")
        self.add_action = add("Add course…", self.add_course, "", "plus")
        self.edit_action = add("Edit course…", self.edit_course, "", "pencil")
        self.remove_course_action = add("Remove course", self.remove_course, "", "trash-2")
        self.take_action = add("Take a transcript list in…", self.take_in, "", "file-up")
        self.proof_action = add("Show where a completion is from", self.show_proof, "", "external-link")
        self.remove_action = add("Remove completion…", self.remove, "", "x")
        self.person_action = add("Show who completed it on the roster", self.show_person, "", "user")
        self.courses.set_actions([self.edit_action, self.remove_course_action])
        self.people.set_actions([self.proof_action, self.person_action, self.remove_action])

    def _lay_out(self) -> None:
        self.courses.set_empty("No course is on record.", self.add_action)
        left = QWidget()
        left.setMinimumWidth(356)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.courses, 1)
        column.addLayout(_row_of(self.add_action, self.edit_action))
        right = QWidget()
        detail = QVBoxLayout(right)
        detail.setContentsMargins(0, 0, 0, 0)
        detail.setSpacing(8)
        above = QHBoxLayout()
        above.addWidget(self.title, 1)
        above.addLayout(_row_of(self.take_action))
        detail.addLayout(above)
        detail.addWidget(self.facts)
        detail.addWidget(self.chips)
        detail.addWidget(self.people, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(16)
        split.setChildrenCollapsible(False)
        for part, stretch in ((left, 0), (right, 1)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setSizes([400, 800])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    # what is shown

    def reload(self) -> None:
        self.desk.runner.read(courses, self.desk.today()).then(self._show)

    def open(self, target: object) -> None:
        """A course's id, ("course", id), or the key of a filter such as "expiring"."""
        if isinstance(target, str):
            self.chips.choose(target)
            return
        self._wanted = int(target[1]) if isinstance(target, tuple) else int(str(target))
        self.reload()

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._follow()

    def search(self, text: str) -> None:
        self.people.rows_model.set_filter(text)

    @property
    def course(self) -> CourseRow | None:
        return next(iter(self.courses.selected_rows()), None)

    def _show(self, rows: tuple[CourseRow, ...]) -> None:
        chosen = self._wanted or (self.course.id if self.course else 0)
        self._wanted = None
        self.courses.set_rows(rows)
        if rows:
            self.courses.select_ids([chosen if any(row.id == chosen for row in rows) else rows[0].id])
        self._load()

    def _load(self) -> None:
        row = self.course
        self._follow()
        if row is None:
            self._show_people(())
            return
        self.title.setText(f"{row.code}  {row.title}")
        self.facts.setText(facts_of(row))
        if row.kind is CourseKind.LMS:
            self.people.set_empty(NOBODY_LISTED, self.take_action)
        else:
            self.people.set_empty("Nobody has attended a training of this course.")
        self.desk.runner.read(completions, row.id, self.desk.today()).then(self._show_people)

    def _show_people(self, rows: tuple[CompletionRow, ...]) -> None:
        self.people.set_rows(rows)
        counted = [(state.value, word(state), sum(row.state is state for row in rows)) for state in CompletionState]
        self.chips.set_chips([("all", "All", len(rows)), *counted])
        self._follow()

    def _on_chip(self, key: str) -> None:
        state = STATES.get(key)
        self.people.rows_model.set_predicate(None if state is None else partial(is_in, state))
        self._follow()

    def _follow(self) -> None:
        course, rows = self.course, self.people.selected_rows()
        is_on = self._is_active
        for action, can in (
            (self.add_action, True),
            (self.edit_action, course is not None),
            (self.remove_course_action, course is not None),
            (self.take_action, bool(self.courses.rows_model.total)),
            (self.proof_action, len(rows) == 1 and (rows[0].is_by_attendance or rows[0].file_id is not None)),
            (self.person_action, len(rows) == 1),
            (self.remove_action, bool(rows) and not any(row.is_by_attendance for row in rows)),
        ):
            action.setEnabled(is_on and can)
        self.status_changed.emit(f"{len(rows):,} of {self.people.rows_model.total:,} selected")

    # what can be done

    def _open(self, dialog: DialogFrame) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def add_course(self) -> None:
        self._open(CourseDialog(self.desk, self))

    def edit_course(self) -> None:
        if self.course is not None:
            self._open(CourseDialog(self.desk, self, self.course))

    def remove_course(self) -> None:
        row = self.course
        if row is not None:
            said = f"Removed course {row.code}"
            self.desk.runner.change(remove_course, row.id).then(lambda _: self.desk.say(said, True))

    def take_in(self) -> None:
        """A list of who completed what, from the LMS."""
        path = self.desk.messages.open_file(self, "Take a transcript list in", LISTS)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        self._open(TranscriptDialog(self.desk, self, path, self.courses.rows_model.all_rows))

    def remove(self) -> None:
        rows = self.people.selected_rows()
        if rows:
            self._open(RemoveCompletionsDialog(self.desk, self, rows))

    def show_person(self) -> None:
        self.desk.go("Roster", self.people.selected_rows()[0].designee_id)

    def show_proof(self) -> None:
        """The training that was attended, or the list that it came in with."""
        rows = self.people.selected_rows()
        if len(rows) == 1 and rows[0].training_id is not None:
            self.desk.go("Trainings", rows[0].training_id)
        elif len(rows) == 1 and rows[0].file_id is not None:
            self._save_list(rows[0].file_id)

    def _save_list(self, file_id: int) -> None:
        folder = self.desk.messages.folder(self, "Save the list to")
        if folder is not None:
            runner = self.desk.runner
            runner.call(save_all, runner.workspace, [file_id], folder, runner.progress).then(self._on_saved)

    def _on_saved(self, saved: tuple[int, Path]) -> None:
        self.desk.say(f"Saved the list to {saved[1].name}", False)


def _row_of(*actions: QAction) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for action in actions:
        made = button(action.text())
        made.clicked.connect(action.trigger)
        action.enabledChanged.connect(made.setEnabled)
        row.addWidget(made)
    row.addStretch(1)
    return row
