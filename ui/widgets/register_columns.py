"""What the register shows of a person: seat, mark, minutes, note."""

from collections.abc import Callable

from coordinator.rules.vocabulary import SeatState
from coordinator.views.people import position_words
from coordinator.views.trainings import MARKABLE, SeatRow
from ui.models.rows_model import Column
from ui.widgets.training_list import short_moment
from ui.wording import NOTHING, tone, word

NAME, OFFICE, POSITION, LOCAL, SEAT, MARK, MINUTES, CERTIFICATE, NOTE = range(9)
Typed = Callable[[SeatRow, str], None]


def columns(on_minutes: Typed, on_note: Typed) -> tuple[Column[SeatRow], ...]:
    """In the order of their numbers; minutes and notes are typed in place."""
    return (
        Column(title="Name", value=_name, width=184, bold=True),
        Column(title="Office", value=_office, width=64),
        Column(title="Position", value=_position, width=124),
        Column(title="Local time", value=_local, width=160, sort=_local_key, tone=_local_tone),
        Column(title="Seat", value=_seat, width=116, sort=_seat_key, tone=_seat_tone),
        Column(title="Mark", value=_mark, width=108, tone=_mark_tone),
        Column(title="Minutes", value=_minutes, width=80, sort=_minutes_key, right=True, edit=on_minutes),
        Column(title="Certificate", value=_certificate, width=150),
        Column(title="Note", value=_note, width=120, edit=on_note),
    )


def is_unmarked(row: SeatRow) -> bool:
    return row.mark is None and row.state in MARKABLE


def _name(row: SeatRow) -> str:
    return row.name


def _office(row: SeatRow) -> str:
    return row.office


def _position(row: SeatRow) -> str:
    return position_words(row.position)


def _local(row: SeatRow) -> str:
    return short_moment(row.local_start).split(", ", 1)[1]


def _local_tone(row: SeatRow) -> tuple[str, str] | None:
    """Away at that time, or in another training."""
    return ("triangle-alert", "caution") if row.warning else None


def _local_key(row: SeatRow) -> str:
    return row.local_start.strftime("%Y%m%d%H%M")


def _seat(row: SeatRow) -> str:
    if row.state is SeatState.WAIT_LISTED:
        return f"Wait list {row.queue_place}"
    if row.state is SeatState.OFFERED and row.reply_by is not None:
        return f"Offered to {short_moment(row.reply_by.astimezone(row.local_start.tzinfo)).split(', ')[1]}"
    if row.is_walk_in:
        return "Walk-in"
    return f"{word(row.state)}, pinned" if row.is_pinned else word(row.state)


def _seat_tone(row: SeatRow) -> tuple[str, str]:
    if row.is_walk_in:
        return "user-plus", "neutral"
    return ("pin", tone(row.state)[1]) if row.is_pinned else tone(row.state)


def _seat_key(row: SeatRow) -> tuple[int, str]:
    return row.queue_place or 0, row.name.casefold()


def _mark(row: SeatRow) -> str:
    if row.mark:
        return word(row.mark)
    return "Unmarked" if is_unmarked(row) else NOTHING


def _mark_tone(row: SeatRow) -> tuple[str, str] | None:
    if row.mark:
        return tone(row.mark)
    return ("circle-dashed", "neutral") if is_unmarked(row) else None


def _minutes(row: SeatRow) -> str:
    return NOTHING if row.minutes is None else str(row.minutes)


def _minutes_key(row: SeatRow) -> int | None:
    return row.minutes


def _certificate(row: SeatRow) -> str:
    return row.certificate or NOTHING


def _note(row: SeatRow) -> str:
    return row.mark_note or NOTHING
