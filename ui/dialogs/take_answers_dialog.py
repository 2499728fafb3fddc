"""Takes workbooks of an access review back: what each file says, what it changes, and which rows cannot be taken."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from coordinator.services.access_review_answers import TakenAnswers, take_answers
from coordinator.services.papers import bytes_of
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_answers import FilePlan, NewAnswer, ReturnedFile, plan_files
from coordinator.views.access_reviews import ReviewRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.models.access_review_words import file_words, taken_words
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.detail import DetailPane
from ui.widgets.form import Form
from ui.wording import count, day, word

FILES = ("file", "files")
SHOWN = 12
DROP_MORE = "Drop more files here. Every file is kept as it came; the step can be undone."


class TakeAnswersDialog(DialogFrame):
    """`received` is the day they came, `found` what is in them, `hint` what can be done now."""

    def __init__(self, desk: Desk, parent: QWidget, review: ReviewRow, paths: Sequence[Path]) -> None:
        super().__init__(desk, parent, f"Take answers for “{review.title}”", "Take answers")
        self._review = review
        self._paths: list[Path] = []
        self._files: tuple[ReturnedFile, ...] = ()
        self.plans: tuple[FilePlan, ...] = ()
        self._is_taking = False
        self.received = date_field(desk.today())
        self.received.setMinimumDate(qdate(review.frozen_on))
        self.received.setMaximumDate(qdate(desk.today()))
        self.late = wrapped(label("", "secondary"))
        self.found = DetailPane("What is in the files")
        self.hint = label("", "secondary")
        self.setAcceptDrops(True)
        self._lay_out()
        self.received.dateChanged.connect(self._check)
        self._check()
        self.add_files(paths)

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Received on", self.received)
        self.column.addWidget(form)
        self.column.addWidget(self.late)
        self.column.addWidget(self.found, 1)
        self.column.addWidget(wrapped(label(DROP_MORE, "secondary")))
        self.buttons.insertWidget(0, self.hint, 1)
        self.finish_layout()
        self.resize(720, 600)

    # reading

    def add_files(self, paths: Sequence[Path]) -> None:
        """Read them along with those that are here."""
        self._paths += [path for path in paths if path not in self._paths]
        self.hint.setText("Reading…")
        runner = self.desk.runner
        runner.call(_read, runner.workspace, self._review.id, tuple(self._paths)).then(self._show).otherwise(
            self._on_none
        )

    def _on_none(self) -> None:
        """One that cannot be opened at all; those read before are still here."""
        self._paths = self._paths[: len(self._files)]
        self._check()

    def _show(self, read: tuple[tuple[ReturnedFile, ...], tuple[FilePlan, ...]]) -> None:
        self._files, self.plans = read
        self.found.clear()
        self.found.heading(count(len(self.plans), *FILES), _all_words(self.plans))
        for plan in self.plans:
            self._show_file(plan)
        self._check()

    def _show_file(self, plan: FilePlan) -> None:
        self.found.section(plan.office or "Not taken")
        sign = (
            ("circle-x", "bad")
            if plan.refusal
            else ("history", "neutral")
            if plan.taken_on
            else ("circle-check", "good")
        )
        known = "" if plan.by_key or not plan.is_usable else " · known by its licenses, not by a hidden key"
        self.found.line(file_words(plan), f"{plan.name}{known}", sign)
        if not plan.is_usable:
            return
        changes = [answer for answer in plan.answers if answer.is_change]
        for answer in changes[:SHOWN]:
            self.found.line(f"{answer.name}: {change_words(answer)}", answer.number, ("pencil", "accent"))
        comments = [answer for answer in plan.answers if answer.comment and not answer.is_change]
        for answer in comments[:SHOWN]:
            self.found.line(answer.comment, f"{answer.name} · {answer.number}", ("notebook-pen", "accent"))
        for problem in plan.problems[:SHOWN]:
            place = f"Row {problem.row.row}"
            self.found.line(with_local_dates(problem.sentence), place, ("triangle-alert", "caution"))
        rest = sum(max(len(each) - SHOWN, 0) for each in (changes, comments, plan.problems))
        if rest:
            self.found.line(f"{rest:,} more", "They are all taken or listed; this is only too long to show")
        for note in plan.notes:
            self.found.line(note, "", ("info", "neutral"))

    def _check(self) -> None:
        on = pydate(self.received.date())
        is_late = on > self._review.due_on
        self.late.setText(f"That is after {day(self._review.due_on)}: the answers are taken, and marked as late.")
        set_property(self.late, "tone", "caution")
        self.late.setVisible(is_late)
        usable = [plan for plan in self.plans if plan.is_usable]
        answers = sum(len(plan.answers) for plan in usable)
        self.go.setEnabled(bool(usable) and not self._is_taking)
        self.go.setText(f"Take {count(answers, 'answer', 'answers')}" if usable else "Take answers")
        self.hint.setText("" if usable or not self.plans else "None of these files can be taken.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add_files(paths)

    # the work

    def submit(self) -> None:
        self._is_taking = True
        self.start()
        files = tuple(file for file, plan in zip(self._files, self.plans, strict=True) if plan.is_usable)
        runner = self.desk.runner
        job = runner.change(take_answers, self._review.id, files, pydate(self.received.date()), runner.progress)
        job.then(self._on_taken).otherwise(self.refused)

    def refused(self) -> None:
        self._is_taking = False
        super().refused()

    def _on_taken(self, taken: TakenAnswers) -> None:
        self.finish(taken_words(taken), can_undo=bool(taken.offices))


def _read(
    workspace: Workspace, review_id: int, paths: Sequence[Path]
) -> tuple[tuple[ReturnedFile, ...], tuple[FilePlan, ...]]:
    """On the worker."""
    files = tuple(ReturnedFile(path.name, bytes_of(path)) for path in paths)
    return files, workspace.read(plan_files, review_id, files)


def _all_words(plans: Sequence[FilePlan]) -> str:
    usable = [plan for plan in plans if plan.is_usable]
    problems = sum(len(plan.problems) for plan in usable)
    rows = f", {count(problems, 'row', 'rows')} to look at" if problems else ""
    return f"{count(sum(len(plan.answers) for plan in usable), 'answer', 'answers')}{rows}"


def change_words(answer: NewAnswer) -> str:
    """ "keep becomes return", "comment “On leave” becomes none"."""
    if answer.answer is not answer.was:
        was = word(answer.was).lower() if answer.was else "no answer"
        return f"{was} becomes {word(answer.answer).lower() if answer.answer else 'no answer'}"
    now = f"“{answer.comment}”" if answer.comment else "none"
    return f"comment “{answer.was_comment}” becomes {now}"
