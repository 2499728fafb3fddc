"""The board of a tasking: its columns, its filters, and in one line how far the answers are."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from coordinator.rules.deadlines import describe_lateness
from coordinator.rules.vocabulary import ResponseState
from coordinator.views.taskings import BoardRow
from ui.models.rows_model import Column
from ui.wording import NOTHING, count, day, moment, tone, word

Tone = tuple[str, str]


def answer_words(row: BoardRow) -> str:
    """ "3 of 5, on time"; "Declined"; "Awaited, 2 days late"; "No quota"."""
    if row.state is ResponseState.RECEIVED:
        return f"{row.nominated} of {row.quota}, {describe_lateness(row.late_by) if row.late_by else 'on time'}"
    if row.state is ResponseState.AWAITED and not row.quota:
        return "No quota"
    late = f", {describe_lateness(row.overdue_by)}" if row.overdue_by else ""
    return word(row.state) + late


def _answer_tone(row: BoardRow) -> Tone:
    if row.is_late:
        return "clock", "bad"
    if row.state is ResponseState.AWAITED:
        return ("hourglass", "caution") if row.quota else ("circle-slash", "neutral")
    return tone(row.state)


def _answer_key(row: BoardRow) -> tuple[int, timedelta, str]:
    """The most pressing first."""
    late = row.overdue_by or row.late_by or timedelta()
    return list(ResponseState).index(row.state), -late, row.office_code


def places_words(row: BoardRow) -> str:
    """ "2 over quota", "1 short"."""
    if row.over_quota:
        return f"{row.over_quota} over quota"
    return f"{row.short} short" if row.short else NOTHING


def _places_tone(row: BoardRow) -> Tone | None:
    if row.over_quota:
        return "triangle-alert", "caution"
    return ("circle-minus", "caution") if row.short else None


def _places_key(row: BoardRow) -> int | None:
    return row.over_quota or -row.short or None


def quota_words(row: BoardRow) -> str:
    """ "5, 2 reserved, gave back 3"."""
    more = (
        (row.reserved, f"{row.reserved} reserved"),
        (row.given_back, f"gave back {row.given_back}"),
        (row.taken_up, f"took up {row.taken_up}"),
    )
    return ", ".join([str(row.quota), *(text for number, text in more if number)])


def _quota_key(row: BoardRow) -> int:
    return row.quota


def _problem_words(row: BoardRow) -> str:
    return count(row.problems, "row", "rows") if row.problems else NOTHING


def _problem_tone(row: BoardRow) -> Tone | None:
    return ("triangle-alert", "caution") if row.problems else None


def two_clocks(at: datetime, zone: str, other: str) -> str:
    """On the unit's clock, and in brackets on the office's: "Tue, Oct 20, 2026, 11:00 AM EDT (9:00 AM MDT)"."""
    here, there = moment(at, zone), moment(at, other)
    if here == there:
        return here
    (this_day, _, _), (that_day, _, clock) = here.rpartition(", "), there.rpartition(", ")
    return f"{here} ({clock if this_day == that_day else there})"


def _received_words(zone: str, row: BoardRow) -> str:
    return two_clocks(row.received_at, zone, row.time_zone) if row.received_at else NOTHING


def _received_at(row: BoardRow) -> object:
    return row.received_at


def _from(row: BoardRow) -> str:
    return row.received_from or NOTHING


def mail_words(zone: str, row: BoardRow) -> str:
    """ "Asked 4/30/26, reminded 5/6/26": the newest of each that was sent."""
    there = ZoneInfo(zone)
    sent = (("asked", row.asked_at), ("reminded", row.reminded_at))
    said = ", ".join(f"{what} {day(at.astimezone(there).date())}" for what, at in sent if at)
    return said[:1].upper() + said[1:] or NOTHING


def _mailed_at(row: BoardRow) -> datetime | None:
    return row.reminded_at or row.asked_at


def _office_of(row: BoardRow) -> str:
    return row.office_code


def _office_name(row: BoardRow) -> str:
    return row.office_name


def _note(row: BoardRow) -> str:
    return row.note or NOTHING


def board_columns(zone: str) -> tuple[Column[BoardRow], ...]:
    """`zone` is the unit's, in which moments are told first."""
    return (
        Column("Office", _office_of, 66, bold=True),
        Column("Answer", answer_words, 176, sort=_answer_key, tone=_answer_tone),
        Column("Places", places_words, 118, sort=_places_key, tone=_places_tone),
        Column("Problems", _problem_words, 88, tone=_problem_tone),
        Column("Last mail", partial(mail_words, zone), 204, sort=_mailed_at),
        Column("Quota", quota_words, 148, sort=_quota_key),
        Column("Received", partial(_received_words, zone), 312, sort=_received_at),
        Column("From", _from, 160),
        Column("Name", _office_name, 140),
        Column("Note", _note, 160),
    )


# filters


def _every(row: BoardRow) -> bool:
    return True


def _awaited(row: BoardRow) -> bool:
    return row.is_awaited


def _late(row: BoardRow) -> bool:
    return row.is_late


def _short(row: BoardRow) -> bool:
    return row.short > 0


def _over(row: BoardRow) -> bool:
    return row.over_quota > 0


def _declined(row: BoardRow) -> bool:
    return row.state is ResponseState.DECLINED


def _with_problems(row: BoardRow) -> bool:
    return row.problems > 0


BOARD_FILTERS: dict[str, tuple[str, Callable[[BoardRow], bool]]] = {
    "all": ("All", _every),
    "awaited": ("Awaited", _awaited),
    "late": ("Late", _late),
    "short": ("Short", _short),
    "over": ("Over quota", _over),
    "declined": ("Declined", _declined),
    "problems": ("With problems", _with_problems),
}


# how far it is


def progress_words(rows: Sequence[BoardRow], due_at: datetime, now: datetime) -> str:
    """ "27 of 30 answered, 3 late, 118 of 150 places filled; due in 2 days"."""
    answered = sum(row.state is not ResponseState.AWAITED for row in rows)
    late = sum(row.is_late for row in rows)
    filled, places = filled_of(rows)
    parts = (
        f"{answered:,} of {len(rows):,} answered",
        f"{late:,} late" if late else "",
        f"{filled:,} of {count(places, 'place', 'places')} filled",
    )
    return f"{', '.join(filter(None, parts))}; {due_words(due_at, now)}"


def filled_of(rows: Sequence[BoardRow]) -> tuple[int, int]:
    """Places that somebody is named for, and how many there are; who is over quota fills none."""
    return sum(min(row.nominated, row.quota) for row in rows), sum(row.quota for row in rows)


def due_words(due_at: datetime, now: datetime) -> str:
    """ "due in 2 days", "was due 3 hours ago"."""
    how_long = describe_lateness(abs(due_at - now)).removesuffix(" late")
    return f"due in {how_long}" if now <= due_at else f"was due {how_long} ago"
