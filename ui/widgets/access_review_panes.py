"""One license under review, one office, or one row to look at, in full; what was written comes first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QAction

from coordinator.views.access_review_lines import ReviewLine
from coordinator.views.access_review_problems import OpenProblem
from coordinator.views.access_reviews import ReviewOffice, ReviewRow
from ui.models.access_review_words import (
    TROUBLES,
    VERBS,
    answer_tone,
    answer_words,
    counted_words,
    decision_tone,
    due_words,
    line_answer_tone,
    line_answer_words,
    mail_words,
    proposal_tone,
    proposal_words,
    split_words,
    state_tone,
    state_words,
)
from ui.widgets.basics import button
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.detail import DetailPane
from ui.wording import NOTHING, count, day, tone, word

KEYS_HINT = "K keep · R return · A accept · Enter decides"


class ReviewPane(DetailPane):
    """Beside the grids of an access review."""

    def __init__(self) -> None:
        super().__init__("Access review")

    # a license

    def show_line(self, line: ReviewLine, verbs: Sequence[QAction]) -> None:
        self.clear()
        self.heading(line.name, f"{line.position} · {line.office_name}")
        if line.comment:
            self.line(f"“{line.comment}”", f"{line.office} writes", ("notebook-pen", "accent"))
        self._show_outlook(line)
        self._add_buttons(verbs)
        self.section("Answer")
        when = f"{day(line.answered_on)}, due {day(line.due_on)}" if line.answered_on else f"Due {day(line.due_on)}"
        self.line(line_answer_words(line), when, line_answer_tone(line))
        if line.last_answer:
            self.line(with_local_dates(line.last_answer).capitalize(), "The review before")
        self._show_record(line)

    def _show_outlook(self, line: ReviewLine) -> None:
        """What is done, decided or proposed, with its reason."""
        if line.decision is not None:
            done = f" on {day(line.carried_out_on)}" if line.carried_out_on else " – not carried out yet"
            said = f"{'Done' if line.carried_out_on else 'Decided'}: {VERBS[line.decision].lower()}{done}"
            self.line(said, with_local_dates(line.reason), decision_tone(line))
        elif line.proposal is not None:
            is_one = line.proposal.decision is not None
            said = f"Proposed: {proposal_words(line).lower()}" if is_one else proposal_words(line)
            self.line(said, with_local_dates(line.proposal.reason), proposal_tone(line))

    def _show_record(self, line: ReviewLine) -> None:
        if line.missed:
            self.section("Not in order today")
            for missed in line.missed:
                self.line(with_local_dates(missed[:1].upper() + missed[1:]), "", ("circle-x", "bad"))
        self.section("License")
        now = "" if line.state_now is line.state_then else f"It was {line.state_then.value} when the review began"
        self.line(f"{line.number} · {word(line.state_now)}", now, tone(line.state_now))
        self.line(f"{day(line.issued_on)} to {day(line.valid_until)}", "Issued, valid until")
        self.line(day(line.trained_on), "Last training")
        self.section("On what basis it was held")
        for evidence in line.basis.split("; "):
            self.line(with_local_dates(evidence) or NOTHING)

    # an office

    def show_office(self, row: ReviewOffice, zone: str, verbs: Sequence[QAction]) -> None:
        self.clear()
        self.heading(row.name, row.code)
        said = split_words(row)
        self.line(f"{answer_words(row)}: {counted_words(row)}", "" if said == NOTHING else said, answer_tone(row))
        self._add_buttons(verbs)
        self.section("Mails")
        self.line(mail_words(row, zone), "", ("mail", "neutral"))
        if row.address:
            self.line(row.contact or row.address, row.address if row.contact else "", ("user", "neutral"))
        else:
            self.line("No address is known", row.contact, ("mail-x", "bad"))
        self.section("Files")
        self.line(count(row.files, "file", "files") + " taken", f"Last answer {day(row.answered_on)}")

    # a row of a file

    def show_problem(self, row: OpenProblem, verbs: Sequence[QAction]) -> None:
        self.clear()
        told = row.problem.row
        self.heading(TROUBLES[row.problem.trouble], f"{row.office} · row {told.row} · {day(row.received_on)}")
        self.line(with_local_dates(row.problem.sentence), "", ("triangle-alert", "caution"))
        self._add_buttons(verbs)
        self.section("The row as it stands")
        for text, what in (
            (told.license, "License"),
            (told.name, "Name"),
            (told.answer, "Answer"),
            (told.comment, "Comment"),
        ):
            self.line(text or NOTHING, what)
        self.section("File")
        self.line(row.file, f"Sheet {told.sheet}")

    # the review

    def show_review(self, row: ReviewRow, today: date, selected: int, verbs: Sequence[QAction]) -> None:
        """When none or many are selected."""
        self.clear()
        if selected > 1:
            self.heading(count(selected, "license", "licenses"), "What you do now is done for all of them")
            self._add_buttons(verbs)
            self.section("Keys")
            self.line(KEYS_HINT)
            return
        self.heading(row.title, row.product)
        when = "" if row.closed_on else due_words(row, today)
        self.line(state_words(row), when[:1].upper() + when[1:], state_tone(row))
        self.section("What was frozen")
        held = f"{count(row.licenses, 'license', 'licenses')} of {count(row.offices, 'office', 'offices')}"
        self.line(held, f"On {day(row.frozen_on)}", ("lock", "neutral"))
        if row.note:
            self.section("Note")
            self.line(row.note)
        if row.closed_on is None:
            self.section("Keys in the list")
            self.line(KEYS_HINT)
        self._add_buttons(verbs, has_main=False)

    def _add_buttons(self, verbs: Sequence[QAction], *, has_main: bool = True) -> None:
        """The first one that can be used is the main one."""
        usable = [verb for verb in verbs if verb.isEnabled()]
        for place, verb in enumerate(usable):
            made = button(verb.text(), "" if place or not has_main else "primary")
            made.setAccessibleName(verb.text())
            made.clicked.connect(verb.trigger)
            self.add_action(made)
