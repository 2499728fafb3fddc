"""Carries an access review out as one step, and closes it."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coordinator.rules.access_review import move_of
from coordinator.rules.licensing import letter_of
from coordinator.services.access_review_results import review_summary
from coordinator.services.access_reviews import carry_out_review, close_review
from coordinator.services.certificates import BatchResult
from coordinator.views.access_review_lines import ReviewLine
from coordinator.views.access_reviews import ReviewRow
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog
from ui.dialogs.frame import DialogFrame
from ui.models.access_review_words import LICENSES, VERBS
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.detail import DetailPane
from ui.widgets.form import Form
from ui.wording import count, tone

MOVES = ("license", "licenses")
FOR_GOOD = "This is one step with its letters, and cannot be undone. What is not decided waits."
NO_LETTER = "No letter is made, so this can be undone. What is not decided waits."


class CarryOutReviewDialog(BatchDialog):
    """`what` says decision by decision what will happen to whom."""

    def __init__(self, desk: Desk, parent: QWidget, review: ReviewRow, lines: Sequence[ReviewLine]) -> None:
        super().__init__(desk, parent, f"Carry out “{review.title}”", "Carry out", "primary")
        self._review = review
        self._lines = [line for line in lines if line.is_to_carry_out]
        self._skipped = [line for line in lines if line.decision and line.has_moved_on]
        self.what = DetailPane("What will be done")
        self._fill()
        self.column.addWidget(self.what, 1)
        self.end = wrapped(label(FOR_GOOD if self._letters else NO_LETTER, "secondary"))
        self.column.addWidget(self.end)
        self.finish_layout()
        self.resize(640, 560)
        self.go.setText(f"Carry out for {count(len(self._lines), *LICENSES)}")
        self.go.setEnabled(bool(self._lines))

    @property
    def _letters(self) -> int:
        moves = [(line.state_now, move_of(line.state_now, line.decision)) for line in self._lines if line.decision]
        return sum(move is not None and letter_of(state, move) is not None for state, move in moves)

    def _fill(self) -> None:
        counts = Counter(line.decision for line in self._lines)
        left = self._review.undecided
        self.what.heading(
            count(len(self._lines), *LICENSES),
            f"{count(self._letters, 'letter', 'letters')}"
            + (f"; {count(left, 'license is', 'licenses are')} not decided" if left else ""),
        )
        for decision, verb in VERBS.items():
            if not counts[decision]:
                continue
            self.what.section(f"{verb}  {counts[decision]:,}")
            for line in [line for line in self._lines if line.decision is decision]:
                note = with_local_dates(line.reason)
                self.what.line(f"{line.name} · {line.office} · {line.number}", note, tone(decision))
        if self._skipped:
            self.what.section(f"Left as they are  {len(self._skipped):,}")
            for line in self._skipped:
                note = f"It is {line.state_now.value} by now"
                self.what.line(f"{line.name} · {line.office} · {line.number}", note, ("log-out", "neutral"))

    def submit(self) -> None:
        runner = self.desk.runner
        self.run(
            runner.change(carry_out_review, self._review.id, runner.progress), len(self._lines), "Carried out", MOVES
        )

    def _on_done(self, batch: BatchResult) -> None:
        """The licenses that are kept were carried out too, though no license was moved for them."""
        self.is_running = False
        stopped = ", stopped" if batch.stopped else ""
        refused = f", {len(batch.refused)} left as they are" if batch.refused else ""
        kept = sum(move_of(line.state_now, line.decision) is None for line in self._lines if line.decision)
        words = f"Carried out the review for {count(len(batch.made) + kept, *LICENSES)}{stopped}{refused}"
        self.finish(words, can_undo=not self._letters)
        self.made.emit(batch, words)


class CloseReviewDialog(DialogFrame):
    """`summary` is the result in words; `note` is needed while something is left."""

    def __init__(self, desk: Desk, parent: QWidget, review: ReviewRow) -> None:
        super().__init__(desk, parent, f"Close “{review.title}”", "Close review")
        self._review = review
        self.summary = wrapped(label("…"))
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(72)
        self.hint = wrapped(label(""))
        set_property(self.hint, "tone", "caution")
        form = Form()
        form.row("&Note", self.note, "It stands in the result.")
        self.summary.setMinimumHeight(5 * self.summary.fontMetrics().lineSpacing() + 4)
        self.column.addWidget(self.summary)
        self.column.addWidget(form)
        self.column.addWidget(self.hint)
        self.finish_layout()
        self.fit(560)
        self.note.textChanged.connect(self._check)
        self._check()
        desk.runner.read(review_summary, desk.today(), review.id).then(self._show)

    @property
    def _left(self) -> int:
        return self._review.undecided + self._review.decided

    def _show(self, sentences: tuple[str, ...]) -> None:
        self.summary.setText(with_local_dates(" ".join(sentences)))

    def _check(self) -> None:
        left = self._left
        is_explained = bool(self.note.toPlainText().strip())
        told = f"{count(left, 'license is', 'licenses are')} not dealt with. Say in the note why it is closed without."
        self.hint.setText(told if left and not is_explained else "")
        self.hint.setVisible(bool(left))
        self.go.setEnabled(is_explained or not left)

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(close_review, self._review.id, self.note.toPlainText())
        job.then(self._on_closed_review).otherwise(self.refused)

    def _on_closed_review(self, _: None) -> None:
        self.finish(f"Closed “{self._review.title}”")
