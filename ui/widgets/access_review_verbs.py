"""What can be done in an access review: ask, take answers, answer by hand, decide, carry out, close."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from coordinator.rules.vocabulary import ReviewAnswer
from coordinator.services.access_review_answers import answer_lines
from coordinator.services.access_review_results import review_result
from coordinator.services.access_review_workbooks import write_workbooks
from coordinator.services.access_reviews import accept_proposals, discard_review, undecide_lines
from coordinator.services.certificates import BatchResult
from coordinator.services.papers import write_file
from coordinator.services.workspace import Workspace
from coordinator.views.access_review_lines import ReviewLine
from coordinator.views.access_review_mails import ReviewMail
from coordinator.views.access_reviews import ReviewOffice, ReviewRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.review_end_dialogs import CarryOutReviewDialog, CloseReviewDialog
from ui.dialogs.review_line_dialogs import CommentReviewDialog, DecideReviewDialog
from ui.dialogs.review_mails_dialog import ReviewMailsDialog
from ui.dialogs.start_review_dialog import StartReviewDialog
from ui.dialogs.take_answers_dialog import TakeAnswersDialog
from ui.models.access_review_words import LICENSES
from ui.widgets.letter_verbs import write_letters
from ui.wording import count

RETURNED = "Workbooks and lists (*.xlsx *.xls *.ods *.csv *.tsv *.txt *.xml *.htm *.html);;All files (*)"
RESULTS = "Workbook (*.xlsx);;CSV (*.csv)"


@dataclass
class KnownReview:
    """The review that is shown, its licenses and offices, and which of them are selected."""

    review: ReviewRow | None = None
    lines: tuple[ReviewLine, ...] = ()
    offices: tuple[ReviewOffice, ...] = ()
    has_licenses: bool = False
    selected: tuple[ReviewLine, ...] = ()
    selected_offices: tuple[ReviewOffice, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.review is not None and self.review.closed_on is None


class ReviewVerbs(QObject):
    """Owns its actions; `dialog` is the one that is open. `started` is told when the newest review is to be shown."""

    def __init__(self, desk: Desk, page: QWidget, known: KnownReview, started: Callable[[], None]) -> None:
        super().__init__(page)
        self.dialog: DialogFrame | None = None
        self._desk, self._page, self._known, self._started = desk, page, known, started
        add = partial(desk.actions.add, page, "Page")
        self.start = add("Start access review…", self._start, "", "play")
        self.ask = add("Draft review mails…", self._ask, "", "mail")
        self.write = add("Write review workbooks…", self._write, "", "file-down")
        self.take = add("Take answers from files…", self._take, "", "file-up")
        self.keep = add("Answer keep", partial(self.answer, ReviewAnswer.KEEP), "", "circle-check")
        self.give_back = add("Answer return", partial(self.answer, ReviewAnswer.RETURN), "", "rotate-ccw")
        self.unanswer = add("Take answer back", partial(self.answer, None), "", "undo-2")
        self.comment = add("Write comment…", self._comment, "", "notebook-pen")
        self.accept = add("Accept as proposed", self.accept_selected, "", "check")
        self.accept_all = add("Accept all proposals", self._accept_all, "", "list-checks")
        self.decide = add("Decide…", self.decide_selected, "", "clipboard-check")
        self.undecide = add("Take decision back", self._undecide, "", "rotate-ccw")
        self.carry_out = add("Carry out review…", self._carry_out, "", "zap")
        self.result = add(
            "Save result of review…", partial(self._save_result, is_redacted=False), "", "file-spreadsheet"
        )
        self.redacted = add(
            "Save redacted result of review…", partial(self._save_result, is_redacted=True), "", "eye-off"
        )
        self.close = add("Close review…", self._close, "", "archive")
        self.discard = add("Discard review", self._discard, "", "trash-2")
        self.license = add("Show license", self._show_license, "", "badge-check")

    @property
    def of_lines(self) -> list[QAction]:
        return [
            self.accept, self.decide, self.keep, self.give_back, self.comment, self.unanswer, self.undecide,
            self.license,
        ]  # fmt: skip

    @property
    def of_line(self) -> list[QAction]:
        """What is most often done with one of them."""
        return [self.accept, self.decide, self.keep, self.give_back]

    @property
    def of_offices(self) -> list[QAction]:
        return [self.ask, self.take, self.write]

    @property
    def of_review(self) -> list[QAction]:
        return [self.result, self.redacted, self.close, self.write, self.discard]

    def follow(self, *, is_active: bool) -> None:
        """What is possible for the review that is shown and for what is selected in it."""
        known, review = self._known, self._known.review
        is_open = is_active and known.is_open
        lines = [line for line in known.selected if line.carried_out_on is None]
        can = {
            self.start: is_active and known.has_licenses,
            self.ask: is_open,
            self.write: is_open,
            self.take: is_open,
            self.keep: any(line.answer is not ReviewAnswer.KEEP for line in lines),
            self.give_back: any(line.answer is not ReviewAnswer.RETURN for line in lines),
            self.unanswer: any(line.answer is not None for line in lines),
            self.comment: len(lines) == 1,
            self.accept: any(line.can_accept for line in lines),
            self.accept_all: any(line.can_accept_unseen for line in known.lines),
            self.decide: any(not line.has_moved_on for line in lines),
            self.undecide: any(line.decision is not None for line in lines),
            self.carry_out: any(line.is_to_carry_out for line in known.lines),
        }
        for action, is_possible in can.items():
            needs_open = action is not self.start
            action.setEnabled(is_possible and is_active and (is_open or not needs_open))
        self.close.setEnabled(is_open)
        is_fresh = review is not None and not (review.answered or review.carried_out)
        self.discard.setEnabled(is_open and is_fresh and not any(office.files for office in known.offices))
        for action in (self.result, self.redacted):
            action.setEnabled(is_active and review is not None)
        self.license.setEnabled(is_active and len(known.selected) == 1)

    # the review

    def _start(self) -> None:
        dialog = StartReviewDialog(self._desk, self._page)
        dialog.accepted.connect(self._started)
        self.open_dialog(dialog)

    def _ask(self) -> None:
        """Reminders once every office was asked; to the offices selected, if some are."""
        review, offices = self._known.review, self._known.offices
        if review is None:
            return
        chosen = self._known.selected_offices
        asked = all(office.asked_at is not None or office.is_complete for office in chosen or offices)
        mail = (
            ReviewMail.REMINDER if asked and any(not office.is_complete for office in offices) else ReviewMail.REQUEST
        )
        ids = [office.id for office in chosen] or None
        self.open_dialog(ReviewMailsDialog(self._desk, self._page, review, mail, ids))

    def _write(self) -> None:
        """Of the offices selected, else of all that have something to answer."""
        known, runner = self._known, self._desk.runner
        offices = known.selected_offices or known.offices
        ids = [office.id for office in offices if office.licenses > office.moved_on]
        folder = self._desk.messages.folder(self._page, "Write the workbooks into") if known.review and ids else None
        if folder is not None and known.review is not None:
            job = runner.call(write_workbooks, runner.workspace, known.review.id, ids, folder, runner.progress)
            job.then(self._on_written)

    def _on_written(self, written: tuple[int, Path]) -> None:
        self._desk.say(f"Wrote {count(written[0], 'workbook', 'workbooks')} into {written[1].name}", False)

    def _take(self) -> None:
        paths = self._desk.messages.open_files(self._page, "Take answers from files", RETURNED)
        self.take_files(paths)

    def take_files(self, paths: Sequence[Path]) -> None:
        if paths and self._known.review is not None and self._known.is_open:
            self.open_dialog(TakeAnswersDialog(self._desk, self._page, self._known.review, paths))

    def _carry_out(self) -> None:
        if self._known.review is not None:
            dialog = CarryOutReviewDialog(self._desk, self._page, self._known.review, self._known.lines)
            dialog.made.connect(self._offer_letters)
            self.open_dialog(dialog)

    def _offer_letters(self, batch: BatchResult, words: str) -> None:
        """Who was left as they are and why, then the letters of the others."""
        messages, runner = self._desk.messages, self._desk.runner
        if batch.refused:
            messages.refuse(self._page, "\n".join(batch.refused), f"{words}. This was left as it is")
        told = "Save their letters as PDF files into a folder now? They can be saved at any time."
        if batch.made and messages.confirm(self._page, words, told, "Save into a folder"):
            folder = messages.folder(self._page, "Save letters into")
            if folder is not None:
                runner.call(write_letters, runner.workspace, batch.made, folder, runner.progress).then(self._on_letters)

    def _on_letters(self, saved: tuple[int, Path]) -> None:
        self._desk.say(f"Saved {count(saved[0], 'letter', 'letters')} in {saved[1].name}", False)

    def _save_result(self, *, is_redacted: bool) -> None:
        """A redacted one is not called after the review, whose title may name anyone."""
        review, runner = self._known.review, self._desk.runner
        if review is None:
            return
        name = f"Access review result redacted {review.frozen_on}" if is_redacted else f"{review.title} result"
        path = self._desk.messages.save_file(self._page, "Save the result", f"{name}.xlsx", RESULTS)
        if path is not None:
            asked = (review.id, self._desk.today(), is_redacted)
            runner.call(_write_result, runner.workspace, asked, path).then(self._on_result)

    def _on_result(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    def _close(self) -> None:
        if self._known.review is not None:
            self.open_dialog(CloseReviewDialog(self._desk, self._page, self._known.review))

    def _discard(self) -> None:
        """At once: it can be undone."""
        if self._known.review is not None:
            self._said = f"Discarded “{self._known.review.title}”"
            self._desk.runner.change(discard_review, self._known.review.id).then(self._on_discarded)

    def _on_discarded(self, _: None) -> None:
        self._desk.say(self._said, True)

    # its licenses

    def answer(self, answer: ReviewAnswer | None) -> None:
        """For the selected licenses; what was carried out stays."""
        ids = [line.id for line in self._known.selected if line.carried_out_on is None]
        if ids and self._known.review is not None and self._known.is_open:
            self._desk.runner.change(answer_lines, self._known.review.id, ids, answer).then(self._on_answered)

    def _on_answered(self, number: int) -> None:
        if number > 1:
            self._desk.say(f"Answered for {count(number, *LICENSES)}", True)

    def _comment(self) -> None:
        if self._known.review is not None and len(self._known.selected) == 1:
            review, line = self._known.review, self._known.selected[0]
            self.open_dialog(CommentReviewDialog(self._desk, self._page, review.id, line))

    def accept_selected(self) -> None:
        self._accept([line.id for line in self._known.selected if line.can_accept])

    def _accept_all(self) -> None:
        """But those with a comment, which somebody has to read first."""
        self._accept([line.id for line in self._known.lines if line.can_accept_unseen])

    def _accept(self, ids: list[int]) -> None:
        if ids and self._known.review is not None and self._known.is_open:
            self._desk.runner.change(accept_proposals, self._known.review.id, ids).then(self._on_accepted)

    def _on_accepted(self, number: int) -> None:
        self._desk.say(f"Decided {count(number, *LICENSES)} as proposed", True)

    def decide_selected(self) -> None:
        lines = [line for line in self._known.selected if line.carried_out_on is None and not line.has_moved_on]
        if lines and self._known.review is not None and self._known.is_open:
            self.open_dialog(DecideReviewDialog(self._desk, self._page, self._known.review.id, lines))

    def _undecide(self) -> None:
        ids = [line.id for line in self._known.selected if line.decision is not None and line.carried_out_on is None]
        if ids and self._known.review is not None:
            self._desk.runner.change(undecide_lines, self._known.review.id, ids).then(self._on_undecided)

    def _on_undecided(self, number: int) -> None:
        self._desk.say(f"Took {count(number, 'decision', 'decisions')} back", True)

    def _show_license(self) -> None:
        if len(self._known.selected) == 1:
            self._desk.go("Licenses", self._known.selected[0].license_id)

    # dialogs

    def open_dialog(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self._desk.say)
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    def _on_dialog_closed(self) -> None:
        self.dialog = None


def _write_result(workspace: Workspace, asked: tuple[int, date, bool], path: Path) -> Path:
    """On the worker: of this review as of today, redacted or not; the ending says which kind."""
    review_id, today, is_redacted = asked
    kind = "csv" if path.suffix.lower() == ".csv" else "xlsx"
    _, data = workspace.read(review_result, today, review_id, kind, is_redacted=is_redacted)
    return write_file(path.parent, path.with_suffix(f".{kind}").name, data)
