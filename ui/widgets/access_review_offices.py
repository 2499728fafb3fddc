"""The offices of an access review in a grid, and the rows of their files that somebody has to look at."""

from collections.abc import Callable, Sequence
from functools import partial

from coordinator.views.access_review_problems import OpenProblem
from coordinator.views.access_reviews import OfficeAnswer, ReviewOffice
from ui.models.access_review_words import TROUBLES, answer_tone, answer_words, counted_words, mail_words, split_words
from ui.models.rows_model import Column
from ui.wording import NOTHING, day

Chip = tuple[str, str, int]


def _office_code(row: ReviewOffice) -> str:
    return row.code


def _office_name(row: ReviewOffice) -> str:
    return row.name


def _answer_order(row: ReviewOffice) -> tuple[int, str]:
    return list(OfficeAnswer).index(row.answer), row.code


def _share(row: ReviewOffice) -> float:
    return (row.answered + row.moved_on) / row.licenses


def _answered_on(row: ReviewOffice) -> str:
    return day(row.answered_on)


def _answered_order(row: ReviewOffice) -> object:
    return row.answered_on


def _asked_order(row: ReviewOffice) -> object:
    return row.reminded_at or row.sent_at or row.asked_at


def _files(row: ReviewOffice) -> str:
    return str(row.files) if row.files else NOTHING


def _contact(row: ReviewOffice) -> str:
    return row.contact or NOTHING


def _address(row: ReviewOffice) -> str:
    return row.address or "No address"


def _address_tone(row: ReviewOffice) -> tuple[str, str] | None:
    return None if row.address else ("mail-x", "bad")


def office_columns(zone: str) -> tuple[Column[ReviewOffice], ...]:
    return (
        Column("Office", _office_code, 66, bold=True),
        Column("Answer", answer_words, 132, sort=_answer_order, tone=answer_tone),
        Column("Licenses", counted_words, 82, sort=_share),
        Column("What was said", split_words, 200),
        Column("Mails", partial(mail_words, zone=zone), 216, sort=_asked_order),
        Column("Last answer", _answered_on, 98, sort=_answered_order),
        Column("Files", _files, 56, right=True),
        Column("Contact", _contact, 140),
        Column("Address", _address, 200, tone=_address_tone, private=True),
        Column("Name", _office_name, 150),
    )


def _every(_row: ReviewOffice) -> bool:
    return True


def _overdue(row: ReviewOffice) -> bool:
    return row.answer is OfficeAnswer.OVERDUE


def _incomplete(row: ReviewOffice) -> bool:
    return not row.is_complete


def _late(row: ReviewOffice) -> bool:
    return row.answer is OfficeAnswer.LATE


def _not_asked(row: ReviewOffice) -> bool:
    return row.asked_at is None and not row.is_complete


def _complete(row: ReviewOffice) -> bool:
    return row.is_complete


OFFICE_FILTERS: dict[str, tuple[str, Callable[[ReviewOffice], bool]]] = {
    "all": ("All", _every),
    "overdue": ("Overdue", _overdue),
    "missing": ("Answers missing", _incomplete),
    "not_asked": ("Not asked", _not_asked),
    "late": ("Late", _late),
    "complete": ("Answered", _complete),
}


def office_chips(rows: Sequence[ReviewOffice]) -> list[Chip]:
    return [(key, title, sum(map(test, rows))) for key, (title, test) in OFFICE_FILTERS.items()]


# rows to look at


def _problem_what(row: OpenProblem) -> str:
    return TROUBLES[row.problem.trouble]


def _problem_tone(_row: OpenProblem) -> tuple[str, str]:
    return "triangle-alert", "caution"


def _problem_office(row: OpenProblem) -> str:
    return row.office


def _problem_row(row: OpenProblem) -> str:
    return f"Row {row.problem.row.row}"


def _problem_license(row: OpenProblem) -> str:
    return row.problem.row.license or NOTHING


def _problem_name(row: OpenProblem) -> str:
    return row.problem.row.name or NOTHING


def _problem_answer(row: OpenProblem) -> str:
    return row.problem.row.answer or NOTHING


def _problem_comment(row: OpenProblem) -> str:
    return row.problem.row.comment or NOTHING


def _problem_file(row: OpenProblem) -> str:
    return row.file


PROBLEM_COLUMNS: tuple[Column[OpenProblem], ...] = (
    Column("What", _problem_what, 150, tone=_problem_tone),
    Column("Office", _problem_office, 62),
    Column("Row", _problem_row, 66),
    Column("License", _problem_license, 164),
    Column("Name", _problem_name, 140),
    Column("Answer", _problem_answer, 120),
    Column("Comment", _problem_comment, 160),
    Column("File", _problem_file, 220),
)
