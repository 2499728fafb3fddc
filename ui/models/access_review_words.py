"""An access review in words: how far it is, how each office and each license stands, and what is proposed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from coordinator.rules.access_review import Finding
from coordinator.rules.vocabulary import ReviewDecision
from coordinator.services.access_review_answers import TakenAnswers
from coordinator.views.access_review_answers import FilePlan, Trouble
from coordinator.views.access_review_lines import ReviewLine
from coordinator.views.access_reviews import OfficeAnswer, ReviewOffice, ReviewRow, ReviewState
from ui.wording import NOTHING, count, day, tone, word

Tone = tuple[str, str]
LICENSES = ("license", "licenses")
OFFICES = ("office", "offices")

_STATES = {
    ReviewState.OPEN: ("Waiting for answers", ("hourglass", "accent")),
    ReviewState.OVERDUE: ("Answers overdue", ("triangle-alert", "bad")),
    ReviewState.DECIDING: ("Every office answered", ("list-checks", "accent")),
    ReviewState.DONE: ("Everything is carried out", ("circle-check", "good")),
    ReviewState.CLOSED: ("Closed", ("archive", "neutral")),
}
_ANSWERS = {
    OfficeAnswer.OVERDUE: ("Overdue", ("triangle-alert", "bad")),
    OfficeAnswer.AWAITED: ("Awaited", ("hourglass", "caution")),
    OfficeAnswer.PARTLY: ("In part", ("circle-dot", "caution")),
    OfficeAnswer.LATE: ("Answered late", ("clock", "caution")),
    OfficeAnswer.ON_TIME: ("Answered", ("circle-check", "good")),
}
TROUBLES = {
    Trouble.UNKNOWN: "Not in this review",
    Trouble.WRONG_NAME: "Another name",
    Trouble.NOT_UNDERSTOOD: "Not understood",
    Trouble.OTHER_OFFICE: "Another office",
    Trouble.TWICE: "Said twice",
    Trouble.TOO_LATE: "Too late",
}
VERBS = {
    ReviewDecision.KEEP: "Keep",
    ReviewDecision.RETURN: "Return",
    ReviewDecision.SUSPEND: "Suspend",
    ReviewDecision.REVOKE: "Revoke",
}
_FINDINGS = {
    Finding.WAITING: ("No answer yet", ("hourglass", "neutral")),
    Finding.MOVED_ON: ("Moved on", ("log-out", "neutral")),
    Finding.COMMENT: ("Read comment", ("notebook-pen", "accent")),
}


def state_words(row: ReviewRow) -> str:
    return _STATES[row.state][0]


def state_tone(row: ReviewRow) -> Tone:
    return _STATES[row.state][1]


def chooser_words(row: ReviewRow, *, is_of_many: bool = False) -> str:
    """ "Access review 2026 · 31 of 40 offices answered", with the product where there are several."""
    closed = f"closed {day(row.closed_on)}" if row.closed_on else f"{offices_words(row)} answered"
    return "  ·  ".join([row.title, *([row.product] if is_of_many else []), closed])


def offices_words(row: ReviewRow) -> str:
    """ "31 of 40 offices"."""
    return f"{row.offices_answered:,} of {count(row.offices, *OFFICES)}"


def due_words(row: ReviewRow, today: date) -> str:
    """ "due in 12 days, 11/30/26", "was due 2 days ago, 11/30/26"."""
    left = (row.due_on - today).days
    if left == 0:
        return "due today"
    when = f"due in {count(left, 'day', 'days')}" if left > 0 else f"was due {count(-left, 'day', 'days')} ago"
    return f"{when}, {day(row.due_on)}"


# an office


def answer_words(row: ReviewOffice) -> str:
    return _ANSWERS[row.answer][0]


def answer_tone(row: ReviewOffice) -> Tone:
    return _ANSWERS[row.answer][1]


def counted_words(row: ReviewOffice) -> str:
    """ "3 of 5"."""
    return f"{row.answered + row.moved_on} of {row.licenses}"


def split_words(row: ReviewOffice) -> str:
    """ "2 keep, 1 return, 1 comment"."""
    parts = (
        (row.kept, f"{row.kept} keep"),
        (row.returned, f"{row.returned} return"),
        (row.comments, count(row.comments, "comment", "comments")),
        (row.moved_on, f"{row.moved_on} moved on"),
    )
    return ", ".join(words for number, words in parts if number) or NOTHING


def mail_words(row: ReviewOffice, zone: str) -> str:
    """ "Sent 11/12/26, reminded 12/1/26"; "Drafted 11/12/26"; "Not asked yet"."""
    if row.asked_at is None:
        return "Not asked yet"
    if row.sent_at is None:
        return f"Drafted {_on(row.asked_at, zone)}"
    again = f", reminded {_on(row.reminded_at, zone)}" if row.reminded_at else ""
    return f"Sent {_on(row.sent_at, zone)}{again}"


def _on(at: datetime, zone: str) -> str:
    return day(at.astimezone(ZoneInfo(zone)).date())


# a license


def line_answer_words(line: ReviewLine) -> str:
    """ "Keep", "Return, late", "No answer"."""
    if line.answer is None:
        return "No answer"
    return f"{word(line.answer)}, late" if line.is_late else word(line.answer)


def line_answer_tone(line: ReviewLine) -> Tone:
    return tone(line.answer) if line.answer else ("circle-dashed", "neutral")


def proposal_words(line: ReviewLine) -> str:
    """What is proposed; of a license that was dealt with, nothing."""
    found = line.proposal
    if found is None:
        return NOTHING
    if found.decision is None:
        return _FINDINGS[found.finding][0]
    return VERBS[found.decision]


def proposal_tone(line: ReviewLine) -> Tone | None:
    found = line.proposal
    if found is None:
        return None
    if found.decision is None:
        return _FINDINGS[found.finding][1]
    return tone(found.decision)


def decision_words(line: ReviewLine) -> str:
    """ "Return, done 12/3/26"."""
    if line.decision is None:
        return NOTHING
    return f"{VERBS[line.decision]}, done" if line.carried_out_on else VERBS[line.decision]


def decision_tone(line: ReviewLine) -> Tone | None:
    if line.decision is None:
        return None
    return ("check", "good") if line.carried_out_on else tone(line.decision)


# files that come back


def file_words(plan: FilePlan) -> str:
    """ "DEN by its key: 12 new answers, 1 changed, 2 left open"."""
    if plan.refusal:
        return plan.refusal
    if plan.taken_on is not None:
        when = f" on {day(plan.taken_on)}" if plan.taken_on != date.min else " as another file of this batch"
        return f"This very file was taken{when}. It is left out."
    changed = sum(answer.is_change for answer in plan.answers)
    new = len(plan.answers) - changed
    parts = (
        (new, count(new, "new answer", "new answers")),
        (changed, f"{changed} changed"),
        (plan.same, f"{plan.same} as on record"),
        (plan.blank, f"{plan.blank} left open"),
    )
    return ", ".join(words for number, words in parts if number) or "No answers"


def taken_words(taken: TakenAnswers) -> str:
    """ "Took 12 answers of DEN, 1 changed, 3 late; 2 rows to look at"."""
    if not taken.offices:
        return "These files were taken before; nothing was changed"
    of = taken.offices[0] if len(taken.offices) == 1 else count(len(taken.offices), *OFFICES)
    said = f"Took {count(taken.new + taken.changed, 'answer', 'answers')} of {of}"
    more = ((taken.changed, f"{taken.changed} changed"), (taken.late, f"{taken.late} late"))
    said = ", ".join([said, *(words for number, words in more if number)])
    rest = (
        (taken.problems, f"{count(taken.problems, 'row', 'rows')} to look at"),
        (taken.withdrawn, f"{count(taken.withdrawn, 'decision', 'decisions')} taken back"),
    )
    return "; ".join([said, *(words for number, words in rest if number)])
