"""The licenses of an access review in a grid: answered and accepted with one key, filtered by what they need."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from coordinator.rules.access_review import Finding
from coordinator.rules.vocabulary import ReviewAnswer
from coordinator.views.access_review_lines import ReviewLine
from ui.models.access_review_words import (
    decision_tone,
    decision_words,
    line_answer_tone,
    line_answer_words,
    proposal_tone,
    proposal_words,
)
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.designee_pane import with_local_dates
from ui.widgets.grid import Grid
from ui.wording import NOTHING, day, tone, word

Chip = tuple[str, str, int]
ANSWER_KEYS: dict[int, ReviewAnswer | None] = {
    Qt.Key.Key_K: ReviewAnswer.KEEP,
    Qt.Key.Key_R: ReviewAnswer.RETURN,
    Qt.Key.Key_Delete: None,
}


def _name(line: ReviewLine) -> str:
    return line.name


def _office(line: ReviewLine) -> str:
    return line.office


def _number(line: ReviewLine) -> str:
    return line.number


def _comment(line: ReviewLine) -> str:
    return line.comment or NOTHING


def _urgency(line: ReviewLine) -> int:
    return line.urgency


def _reason(line: ReviewLine) -> str:
    """Of the decision; without one, of the proposal."""
    said = line.reason or (line.proposal.reason if line.proposal and not line.decision else "")
    return with_local_dates(said) or NOTHING


def _state(line: ReviewLine) -> str:
    return word(line.state_now)


def _state_tone(line: ReviewLine) -> tuple[str, str]:
    return tone(line.state_now)


def _trained(line: ReviewLine) -> str:
    return day(line.trained_on)


def _trained_on(line: ReviewLine) -> object:
    return line.trained_on


def _until(line: ReviewLine) -> str:
    return day(line.valid_until)


def _until_on(line: ReviewLine) -> object:
    return line.valid_until


def _email(line: ReviewLine) -> str:
    return line.email or NOTHING


LINE_COLUMNS: tuple[Column[ReviewLine], ...] = (
    Column("Name", _name, 146, bold=True),
    Column("Office", _office, 62),
    Column("Answer", line_answer_words, 118, tone=line_answer_tone),
    Column("Proposal", proposal_words, 128, sort=_urgency, tone=proposal_tone),
    Column("Decision", decision_words, 122, tone=decision_tone),
    Column("Comment", _comment, 190),
    Column("Reason", _reason, 240),
    Column("License", _number, 164),
    Column("State", _state, 108, tone=_state_tone),
    Column("Valid until", _until, 92, sort=_until_on),
    Column("Last training", _trained, 104, sort=_trained_on),
    Column("E-mail", _email, 200, private=True),
)


class ReviewLinesGrid(Grid[ReviewLine]):
    """K and R answer for the selected licenses, Delete takes the answer back, A accepts what is proposed."""

    answered = Signal(object)
    accepted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(LINE_COLUMNS, look, "Licenses under review")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_plain and event.key() in ANSWER_KEYS:
            self.answered.emit(ANSWER_KEYS[event.key()])
        elif is_plain and event.key() == Qt.Key.Key_A:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)


# filters of licenses


def _any(_line: ReviewLine) -> bool:
    return True


def looks_first(line: ReviewLine) -> bool:
    return line.is_undecided and line.proposal is not None and line.proposal.look_first


def _unanswered(line: ReviewLine) -> bool:
    return line.answer is None and not line.has_moved_on and line.carried_out_on is None


def _returned(line: ReviewLine) -> bool:
    return line.answer is ReviewAnswer.RETURN


def _kept_with_problem(line: ReviewLine) -> bool:
    found = line.proposal
    return line.answer is ReviewAnswer.KEEP and found is not None and found.finding in (Finding.GATES, Finding.DEPARTED)


def _to_decide(line: ReviewLine) -> bool:
    return line.can_accept or looks_first(line)


def _decided(line: ReviewLine) -> bool:
    return line.is_to_carry_out


def _carried_out(line: ReviewLine) -> bool:
    return line.carried_out_on is not None


def _moved_on(line: ReviewLine) -> bool:
    return line.has_moved_on


LINE_FILTERS: dict[str, tuple[str, Callable[[ReviewLine], bool]]] = {
    "all": ("All", _any),
    "look": ("Read first", looks_first),
    "unanswered": ("Unanswered", _unanswered),
    "return": ("Return", _returned),
    "problem": ("Keep in doubt", _kept_with_problem),
    "to_decide": ("To decide", _to_decide),
    "decided": ("Decided", _decided),
    "carried_out": ("Carried out", _carried_out),
    "moved_on": ("Moved on", _moved_on),
}


def line_chips(lines: Sequence[ReviewLine]) -> list[Chip]:
    """Only where there is something to filter, so that they fit on one line."""
    chips = [(key, title, sum(map(test, lines))) for key, (title, test) in LINE_FILTERS.items()]
    return [chip for chip in chips if chip[0] == "all" or chip[2]]
