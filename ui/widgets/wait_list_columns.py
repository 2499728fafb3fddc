"""The columns of a wait list: place, priority, since when they wait or until when an offer stands, their clock."""

from coordinator.rules.vocabulary import SeatState
from coordinator.views.wait_list import WaitRow
from ui.models.rows_model import Column
from ui.widgets.training_list import short_moment
from ui.wording import NOTHING, tone


def wait_list_columns() -> tuple[Column[WaitRow], ...]:
    return (
        Column("Place", _place, 92, tone=_place_tone),
        Column("Name", _name, 150, bold=True),
        Column("Office", _office, 60),
        Column("Priority", _priority, 186, tone=_priority_tone),
        Column("Since, or answer by", _when, 200),
        Column("Their time", _local, 212, tone=_local_tone),
        Column("Note", _note, 280, hidden=True),
    )


def _place(row: WaitRow) -> str:
    if row.state is SeatState.WAIT_LISTED:
        return str(row.place or NOTHING)
    return "Run out" if row.has_run_out else "Offered"


def _place_tone(row: WaitRow) -> tuple[str, str]:
    return ("timer", "caution") if row.has_run_out else tone(row.state)


def _name(row: WaitRow) -> str:
    return row.name


def _office(row: WaitRow) -> str:
    return row.office


def _priority(row: WaitRow) -> str:
    return row.why


def _priority_tone(row: WaitRow) -> tuple[str, str] | None:
    """A hand, where the place was given by hand."""
    return ("hand", "accent") if row.by_hand else None


def _when(row: WaitRow) -> str:
    if row.local_reply_by:
        return f"By {short_moment(row.local_reply_by)}"
    if row.local_joined_at is None:
        return NOTHING
    return f"Since {short_moment(row.local_joined_at).rsplit(' ', 1)[0]}"  # on the clock that the next column names


def _local(row: WaitRow) -> str:
    return short_moment(row.local_start)


def _local_tone(row: WaitRow) -> tuple[str, str] | None:
    return ("triangle-alert", "caution") if row.note else None


def _note(row: WaitRow) -> str:
    return ". ".join(filter(None, (row.note, row.by_hand))) or NOTHING
