"""Agreements in words: their state, their seats on a day, and what follows them; and the columns of their grid."""

from datetime import date

from coordinator.views.agreements import AgreementState, PoolRow, SeatsOn
from ui.models.rows_model import Column
from ui.wording import NOTHING, count, day

_TONES = {
    AgreementState.PLANNED: ("calendar-clock", "accent"),
    AgreementState.IN_FORCE: ("circle-check", "good"),
    AgreementState.ENDING: ("hourglass", "caution"),
    AgreementState.ENDED: ("archive", "neutral"),
}


def state_words(row: PoolRow) -> str:
    """ "Ends in 58 days", "Planned"; short enough for a cell."""
    if row.alert is None:
        return row.state.replace("_", " ").capitalize()
    return _ends_in(row.alert.days_left)


def state_tone(row: PoolRow) -> tuple[str, str]:
    return ("bell", "caution") if row.is_alert_due else _TONES[row.state]


def alert_words(row: PoolRow) -> str:
    """ "Ends in 58 days (60-day alert)", or the state where nothing is to be said of its end."""
    if row.alert is None:
        return state_words(row)
    lead = f"{row.alert.lead}-day alert" if row.alert.lead else "alert of the last day"
    return f"{_ends_in(row.alert.days_left)} ({lead})"


def alert_note(row: PoolRow) -> str:
    """Whether somebody knows, and when it is announced next."""
    seen = f"Seen {day(row.alert_seen_on)}" if row.alert is not None and row.alert.is_seen else ""
    following = f"next alert {day(row.next_alert_on)}" if row.next_alert_on else ""
    said = ", ".join(filter(None, (seen, following)))
    return said[:1].upper() + said[1:]


def _ends_in(days_left: int) -> str:
    return f"Ends in {count(days_left, 'day', 'days')}" if days_left else "Ends today"


def leads_words(leads: tuple[int, ...]) -> str:
    """ "90, 60 and 30 days before the end"."""
    if leads == (0,):
        return "On the last day"
    *most, last = map(str, leads)
    numbers = f"{', '.join(most)} and {last}" if most else last
    return f"{numbers} {'day' if leads == (1,) else 'days'} before the end"


def seats_words(row: PoolRow, on: SeatsOn) -> str:
    """ "On 3/3/2027: 25 seats, 18 used, 2 reserved, 5 free; 7 licenses end before"."""
    if not on.is_in_force:
        return f"On {day(on.on)}: not in force, {'it starts later' if on.on < row.starts_on else 'it has ended'}."
    said = f"On {day(on.on)}: {_counts(on.seats, on.used, on.reserved, on.free)}"
    return f"{said}; {count(on.ended, 'license ends', 'licenses end')} before." if on.ended else f"{said}."


def all_seats_words(rows: tuple[PoolRow, ...], on: date) -> str:
    """The same of every agreement in force on that day together."""
    live = [row.on for row in rows if row.on.is_in_force]
    if not live:
        return f"On {day(on)} no agreement is in force."
    sums = (sum(each.seats for each in live), sum(each.used for each in live), sum(each.reserved for each in live))
    return f"On {day(on)}: {_counts(*sums, sum(each.free for each in live))} in all."


def _counts(seats: int, used: int, reserved: int, free: int) -> str:
    left = f"{free:,} free" if free >= 0 else f"{-free:,} too few"
    return f"{count(seats, 'seat', 'seats')}, {used:,} used, {reserved:,} reserved, {left}"


def _number(row: PoolRow) -> str:
    return row.contract_number


def _product(row: PoolRow) -> str:
    return row.product


def _state_order(row: PoolRow) -> int:
    return list(AgreementState).index(row.state)


def _seats(row: PoolRow) -> str:
    return f"{row.on.seats:,}"


def _used(row: PoolRow) -> str:
    return f"{row.on.used:,}" if row.on.is_in_force else NOTHING


def _reserved(row: PoolRow) -> str:
    return f"{row.on.reserved:,}" if row.on.is_in_force else NOTHING


def _free(row: PoolRow) -> str:
    return f"{row.on.free:,}" if row.on.is_in_force else NOTHING


def _seats_number(row: PoolRow) -> int:
    return row.on.seats


def _used_number(row: PoolRow) -> int:
    return row.on.used


def _reserved_number(row: PoolRow) -> int:
    return row.on.reserved


def _free_number(row: PoolRow) -> int:
    return row.on.free


def _starts(row: PoolRow) -> str:
    return day(row.starts_on)


def _starts_on(row: PoolRow) -> date:
    return row.starts_on


def _ends(row: PoolRow) -> str:
    return day(row.ends_on)


def _ends_on(row: PoolRow) -> date:
    return row.ends_on


def _renewed_by(row: PoolRow) -> str:
    return row.renewed_by or NOTHING


def _vendor(row: PoolRow) -> str:
    return row.vendor or NOTHING


COLUMNS: tuple[Column[PoolRow], ...] = (
    Column("Agreement", _number, 178, bold=True),
    Column("State", state_words, 152, sort=_state_order, tone=state_tone),
    Column("Seats", _seats, 60, sort=_seats_number, right=True),
    Column("Used", _used, 60, sort=_used_number, right=True),
    Column("Reserved", _reserved, 86, sort=_reserved_number, right=True),
    Column("Free", _free, 56, sort=_free_number, right=True),
    Column("Ends", _ends, 96, sort=_ends_on),
    Column("Starts", _starts, 96, sort=_starts_on, hidden=True),
    Column("Renewed by", _renewed_by, 170, hidden=True),
    Column("Product", _product, 200, hidden=True),
    Column("Vendor", _vendor, 120, hidden=True),
)
