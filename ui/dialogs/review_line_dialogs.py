"""Decides licenses under review otherwise than proposed, and puts down what an office said in another way."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from coordinator.rules.access_review import is_possible, move_of
from coordinator.rules.licensing import letter_of
from coordinator.rules.vocabulary import ReviewDecision
from coordinator.services.access_review_answers import comment_line
from coordinator.services.access_reviews import LineDecision, decide_lines
from coordinator.views.access_review_lines import ReviewLine
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.access_review_words import LICENSES, VERBS
from ui.widgets.basics import button, label, wrapped
from ui.widgets.form import Form
from ui.wording import count

REASONS = {
    ReviewDecision.KEEP: "The office keeps it",
    ReviewDecision.RETURN: "No longer needed, by the access review",
    ReviewDecision.SUSPEND: "No answer in the access review",
    ReviewDecision.REVOKE: "Not used for the purpose it was issued for",
}
LATER = "Nothing happens to the license yet: the review is carried out as one step, and until then this can be changed."


class DecideReviewDialog(DialogFrame):
    """`choices` are the decisions; one that is impossible for a license is off. `reason` stands in the letter."""

    def __init__(self, desk: Desk, parent: QWidget, review_id: int, lines: Sequence[ReviewLine]) -> None:
        what = lines[0].name if len(lines) == 1 else count(len(lines), *LICENSES)
        super().__init__(desk, parent, f"Decide {what}", "Decide")
        self._review_id, self._lines = review_id, list(lines)
        self.choices: dict[ReviewDecision, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.letters = wrapped(label("", "secondary"))
        self._lay_out()
        self.reason.textChanged.connect(self._check)
        self._start_with()
        self._check()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for decision, verb in VERBS.items():
            made = button(verb, "chip")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(verb)
            made.setEnabled(all(is_possible(line.state_now, decision) for line in self._lines))
            made.toggled.connect(partial(self._on_choice, decision))
            self._group.addButton(made)
            self.choices[decision] = made
            row.addWidget(made)
        row.addStretch(1)
        if len(self._lines) == 1 and self._lines[0].comment:
            self.column.addWidget(wrapped(label(f"The office writes: {self._lines[0].comment}")))
        self.column.addLayout(row)
        form = Form()
        form.row("&Reason", self.reason, "It stands in the letter and in the result.")
        self.column.addWidget(form)
        self.letters.setMinimumHeight(2 * self.letters.fontMetrics().lineSpacing() + 2)
        self.column.addWidget(self.letters)
        self.finish_layout()
        self.fit(560)

    def _start_with(self) -> None:
        """What was decided or is proposed, where it is the same for all."""
        found = {line.decision or (line.proposal.decision if line.proposal else None) for line in self._lines}
        decision = found.pop() if len(found) == 1 else None
        if decision is not None and self.choices[decision].isEnabled():
            self.choices[decision].setChecked(True)
            first = self._lines[0]
            said = {line.reason or (line.proposal.reason if line.proposal else "") for line in self._lines}
            if len(said) == 1:
                self.reason.setText(first.reason or (first.proposal.reason if first.proposal else ""))

    @property
    def decision(self) -> ReviewDecision | None:
        return next((each for each, made in self.choices.items() if made.isChecked()), None)

    def _on_choice(self, decision: ReviewDecision, is_on: bool) -> None:
        """A reason of the user's own stays."""
        if is_on and self.reason.text() in ("", *REASONS.values(), *self._proposed):
            self.reason.setText(REASONS[decision])
        self._check()

    @property
    def _proposed(self) -> set[str]:
        return {line.proposal.reason for line in self._lines if line.proposal}

    def _check(self, _: object = None) -> None:
        decision = self.decision
        needs_reason = decision is not None and decision is not ReviewDecision.KEEP
        self.go.setEnabled(decision is not None and (bool(self.reason.text().strip()) or not needs_reason))
        letters = 0 if decision is None else sum(_has_letter(line, decision) for line in self._lines)
        said = f"{count(letters, 'letter', 'letters')} when it is carried out. " if letters else ""
        self.letters.setText(f"{said}{LATER}")

    def submit(self) -> None:
        decision = self.decision
        if decision is None or not self.go.isEnabled():
            return
        self.start()
        decisions = [LineDecision(line.id, decision, self.reason.text()) for line in self._lines]
        job = self.desk.runner.change(decide_lines, self._review_id, decisions)
        job.then(self._on_decided).otherwise(self.refused)

    def _on_decided(self, number: int) -> None:
        self.finish(f"Decided {count(number, *LICENSES)}")


def _has_letter(line: ReviewLine, decision: ReviewDecision) -> bool:
    move = move_of(line.state_now, decision)
    return move is not None and letter_of(line.state_now, move) is not None


class CommentReviewDialog(DialogFrame):
    """`comment` is what the office said about one license."""

    def __init__(self, desk: Desk, parent: QWidget, review_id: int, line: ReviewLine) -> None:
        super().__init__(desk, parent, f"What the office says about {line.name}", "Save")
        self._review_id, self._line = review_id, line
        self.comment = QPlainTextEdit(line.comment)
        self.comment.setAccessibleName("Comment")
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(96)
        self.column.addWidget(self.comment)
        told = "A license with a comment is not accepted along with the others: it is looked at first."
        self.column.addWidget(wrapped(label(told, "secondary")))
        self.finish_layout()
        self.fit(520)
        self.comment.setFocus()

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(comment_line, self._review_id, self._line.id, self.comment.toPlainText())
        job.then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, _: None) -> None:
        self.finish(f"Saved the comment on {self._line.number}")
