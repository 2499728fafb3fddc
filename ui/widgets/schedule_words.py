"""What the week and the agenda say of a training: its times on two clocks, and all of it for a screen reader."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coordinator.rules.slots import clock_words, short_day
from coordinator.views.trainings import TrainingRow
from ui.widgets.capacity_bar import capacity_words
from ui.widgets.training_facts import warnings_of
from ui.widgets.training_list import short_moment, state_of
from ui.widgets.week_geometry import zone_letters
from ui.wording import moment


def span_words(start: datetime, end: datetime, zone: str) -> str:
    """ "1:00 – 2:30 PM", "11:30 AM – 1:00 PM", on the clocks of the zone."""
    first, last = (clock_words(at.astimezone(ZoneInfo(zone))) for at in (start, end))
    if first[-2:] == last[-2:]:
        first = first[:-3]
    return f"{first} – {last}"


def elsewhere(at: datetime, zone: str, other: str) -> str:
    """ "11:00 AM MST" on the other clocks; with the date where it is another day."""
    here, there = at.astimezone(ZoneInfo(zone)), at.astimezone(ZoneInfo(other))
    said = f"{clock_words(there)} {zone_letters(at, other)}"
    return said if here.date() == there.date() else f"{short_day(there.date())}, {said}"


def on_both_clocks(at: datetime, zone: str, other: str) -> str:
    """ "Wed, Nov 4, 1:00 PM EST, 11:00 AM MST"."""
    said = short_moment(at.astimezone(ZoneInfo(zone)))
    return said if zone == other else f"{said}, {elsewhere(at, zone, other)}"


def aloud(row: TrainingRow, now: datetime, zone: str, other: str) -> str:
    """Everything about a training in one line."""
    full = f"{row.taken} of {row.places} seats taken, {row.waiting} waiting"
    led_by = f"instructors {row.instructors}" if row.instructors else ""
    hosted = f"host {row.host}" if row.host else ""
    until = f"until {clock_words(row.ends_at.astimezone(ZoneInfo(zone)))}"
    there = elsewhere(row.starts_at, zone, other) if zone != other else ""
    parts = (row.title, moment(row.starts_at, zone), until, there, full, state_of(row, now)[0], hosted, led_by)
    return ". ".join([", ".join(filter(None, parts)), *warnings_of(row, now)])


def tip(row: TrainingRow, now: datetime, zone: str, other: str) -> str:
    """The same in lines, for the pointer that rests on it."""
    full = capacity_words(row.taken, row.places, row.waiting)
    times = f"{on_both_clocks(row.starts_at, zone, other)}, {row.duration_minutes} minutes"
    people = " · ".join(filter(None, (row.host, row.instructors)))
    return "\n".join(
        filter(None, (row.title, times, f"{full} · {state_of(row, now)[0]}", people, *warnings_of(row, now)))
    )


def can_be_moved(row: TrainingRow, now: datetime) -> bool:
    """What is cancelled, closed or over keeps its time."""
    return row.takes_seats and row.ends_at > now
