"""The result of an access review for the file: in words, and every license of it as a workbook or CSV.

A redacted one holds the exemption where a text was, and says how many were withheld.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.attendance_list import write_csv, write_xlsx
from coordinator.rules.gates import WAIVED_BY
from coordinator.rules.redaction import PersonalField, Redaction
from coordinator.rules.vocabulary import ReviewDecision
from coordinator.store.trail import head
from coordinator.views.access_review_lines import ReviewLine, review_lines
from coordinator.views.access_reviews import ReviewRow, access_reviews
from coordinator.views.redaction import redacted_title, redaction_for

_COLUMNS = (
    "License", "Holder", "Office", "Position", "E-mail", "State then", "Issued", "Valid until", "Last training",
    "Basis", "Answer before", "Answer", "Answered", "Late", "Comment", "Decision", "Reason", "Carried out", "State now",
)  # fmt: skip
_PAST = {
    ReviewDecision.KEEP: "kept",
    ReviewDecision.RETURN: "returned",
    ReviewDecision.SUSPEND: "suspended",
    ReviewDecision.REVOKE: "revoked",
}


def review_result(
    session: Session, today: date, review_id: int, kind: str = "xlsx", *, is_redacted: bool = False
) -> tuple[str, bytes]:
    """Name and bytes of the whole result: a row a license with what was frozen, said, decided and done.

    `kind` is xlsx or csv. Nothing in it becomes a formula.
    """
    review, redaction = _review(session, today, review_id), redaction_for(session, is_redacted)
    lines = sorted(review_lines(session, today, review_id), key=lambda line: (line.office, line.name.casefold()))
    rows = [_cells(_without_person(line, redaction)) for line in lines]
    name = f"{redacted_title(session, review.title)} result redacted" if is_redacted else f"{review.title} result"
    if kind == "csv":
        withheld = [[redaction.sentence]] if redaction.sentence else []
        return f"{name}.csv", write_csv(_COLUMNS, [*rows, *withheld])
    title = redaction.words(review.title)
    said = [redaction.words(sentence) for sentence in result_words(replace(review, note=""), lines)]
    note = redaction.of(PersonalField.NOTE, review.note)
    notes = [*said, note, f"Audit trail when written: {head(session)}.", redaction.sentence]
    return f"{name}.xlsx", write_xlsx(f"{title}: result", _COLUMNS, rows, list(filter(None, notes)))


def _without_person(line: ReviewLine, redaction: Redaction) -> ReviewLine:
    # A waiver among the gates of then gives its reason in free words.
    is_noted = WAIVED_BY in line.basis
    return replace(
        line,
        number=redaction.of(PersonalField.LICENSE, line.number),
        name=redaction.of(PersonalField.NAME, line.name),
        email=redaction.of(PersonalField.EMAIL, line.email),
        basis=redaction.of(PersonalField.NOTE, line.basis) if is_noted else redaction.words(line.basis),
        last_answer=redaction.words(line.last_answer),
        comment=redaction.of(PersonalField.NOTE, line.comment),
        reason=redaction.of(PersonalField.NOTE, line.reason),
    )


def review_summary(session: Session, today: date, review_id: int) -> tuple[str, ...]:
    """The result in sentences: what was asked, what was answered, what was done, what is left."""
    return result_words(_review(session, today, review_id), review_lines(session, today, review_id))


def _review(session: Session, today: date, review_id: int) -> ReviewRow:
    found = next((row for row in access_reviews(session, today) if row.id == review_id), None)
    if found is None:
        raise RuleBroken("This access review is no longer there. Refresh the page.")
    return found


def result_words(review: ReviewRow, lines: Sequence[ReviewLine]) -> tuple[str, ...]:
    return tuple(filter(None, (_asked(review), _answered(lines), _done(lines), _left(lines), _closed(review))))


def _asked(review: ReviewRow) -> str:
    offices = f"{review.offices} {'office' if review.offices == 1 else 'offices'}"
    held = f"{offices} held {_licenses(review.licenses)} for {review.product}"
    return f"On {review.frozen_on} {held}; answers were due on {review.due_on}."


def _answered(lines: Sequence[ReviewLine]) -> str:
    late = sum(line.is_late for line in lines)
    in_time = sum(line.answer is not None for line in lines) - late
    silent = sum(line.answer is None and not line.has_moved_on for line in lines)
    parts = [f"{in_time or 'none'} answered for in time"]
    parts += [f"{late} late"] * bool(late) + [f"{silent} without an answer"] * bool(silent)
    return f"{_joined(parts).capitalize()}."


def _done(lines: Sequence[ReviewLine]) -> str:
    done = [line for line in lines if line.carried_out_on is not None]
    counts = [(sum(line.decision is decision for line in done), words) for decision, words in _PAST.items()]
    parts = [f"{number} {words}" for number, words in counts if number]
    return f"{_joined(parts).capitalize()}." if parts else "Nothing was carried out."


def _left(lines: Sequence[ReviewLine]) -> str:
    moved = sum(line.has_moved_on for line in lines)
    decided = sum(line.is_to_carry_out for line in lines)
    open_ = sum(line.is_undecided for line in lines)
    parts = [f"{moved} moved on before it was decided"] * bool(moved)
    parts += [f"{decided} decided and not carried out"] * bool(decided) + [f"{open_} not decided"] * bool(open_)
    return f"{_joined(parts).capitalize()}." if parts else ""


def _closed(review: ReviewRow) -> str:
    closed = f"Closed on {review.closed_on}." if review.closed_on else "The review is open."
    return " ".join(filter(None, (closed, review.note)))


def _joined(parts: Sequence[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _licenses(number: int) -> str:
    return f"{number} {'license' if number == 1 else 'licenses'}"


def _cells(line: ReviewLine) -> list[str]:
    return [
        line.number, line.name, line.office, line.position, line.email, line.state_then.value, _iso(line.issued_on),
        _iso(line.valid_until), _iso(line.trained_on), line.basis, line.last_answer, line.answer or "",
        _iso(line.answered_on), "late" if line.is_late else "", line.comment, line.decision or "", line.reason,
        _iso(line.carried_out_on), line.state_now.value,
    ]  # fmt: skip


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
