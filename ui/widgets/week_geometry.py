"""Where a week's trainings lie: columns of days, minutes of the wall clock, blocks side by side. No drawing here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.rules.deadlines import clock_trouble
from coordinator.views.schedule import ScheduleDay
from coordinator.views.trainings import TrainingRow

DAY = 24 * 60
SNAP = 15
LEAST = 30  # minutes that a block is drawn as at least, to have room for its title
SATURDAY = 5
HOUR, RULER = 60, 62  # pixels: the height of an hour, the width of a ruler


@dataclass(frozen=True, slots=True)
class Axis:
    """The zones of the two rulers, the first being that of the days; the working hours in minutes; what time it is."""

    zone: str
    other: str
    working: tuple[int, int]
    now: datetime

    @property
    def zones(self) -> list[str]:
        return list(dict.fromkeys((self.zone, self.other)))

    @property
    def left(self) -> int:
        """Where the first day begins, in pixels."""
        return RULER * len(self.zones)


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a training lies on one day: minutes after midnight on the wall clock, and which lane of how many."""

    row: TrainingRow
    column: int
    top: int
    bottom: int
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """The days shown, in pixels: columns of equal width from `left` on."""

    days: tuple[ScheduleDay, ...]
    left: int
    width: int

    @property
    def dates(self) -> list[date]:
        return [day.day for day in self.days]

    def x(self, column: int) -> int:
        """The left edge of a column; of the one after the last it is the right edge of all."""
        return self.left + (self.width - self.left) * column // max(len(self.days), 1)

    def y(self, minute: int) -> int:
        return minute * HOUR // 60

    def column_at(self, x: float) -> int:
        """The column under x, or the nearest one."""
        share = (x - self.left) / max(self.width - self.left, 1)
        return min(max(int(share * len(self.days)), 0), len(self.days) - 1)

    def minute_at(self, y: float) -> float:
        return y * 60 / HOUR


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The minutes of a day that are skipped, or shown twice, and the sentence about it."""

    top: int
    bottom: int
    sentence: str


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def shown_days(days: Sequence[ScheduleDay], rows: Iterable[TrainingRow], zone: str, weekend: bool) -> list[ScheduleDay]:
    """Monday to Friday; Saturday and Sunday too when they are wished or something is there."""
    rows = list(rows)
    return [day for day in days if weekend or day.day.weekday() < SATURDAY or _is_used(day.day, rows, zone)]


def _is_used(day: date, rows: Iterable[TrainingRow], zone: str) -> bool:
    return any(wall_minute(row.starts_at, day, zone) < DAY and wall_minute(row.ends_at, day, zone) > 0 for row in rows)


def wall_minute(moment: datetime, day: date, zone: str) -> int:
    """Minutes from that day's midnight to what the clocks of the zone show at the moment; may lie outside the day."""
    local = moment.astimezone(ZoneInfo(zone))
    return (local.date() - day).days * DAY + local.hour * 60 + local.minute


def moment_at(day: date, minute: int, zone: str) -> datetime:
    """The moment, in UTC, at which the zone's clocks show it; a time that they skip is read as before the change."""
    wall = datetime.combine(day, time(), ZoneInfo(zone)) + timedelta(minutes=minute)
    return wall.astimezone(UTC)


def snapped(minute: float, step: int = SNAP) -> int:
    """To the nearest step, within the day."""
    return min(max(round(minute / step) * step, 0), DAY - step)


def shifted(start: datetime, zone: str, *, days: int = 0, minutes: int = 0) -> datetime:
    """Later or earlier on the wall clock: a day on is the same time of day, also when the clocks change."""
    local = start.astimezone(ZoneInfo(zone))
    return moment_at(local.date() + timedelta(days=days), local.hour * 60 + local.minute + minutes, zone)


def pieces(rows: Iterable[TrainingRow], days: Sequence[date], zone: str) -> list[Piece]:
    """Every training on every day that it touches, by day and time; those that overlap side by side."""
    rows = list(rows)
    placed: list[Piece] = []
    for column, day in enumerate(days):
        placed += _side_by_side(sorted(_of_day(rows, column, day, zone), key=_by_time))
    return placed


def _of_day(rows: Iterable[TrainingRow], column: int, day: date, zone: str) -> Iterable[Piece]:
    for row in rows:
        top, bottom = wall_minute(row.starts_at, day, zone), wall_minute(row.ends_at, day, zone)
        if top < DAY and bottom > 0:
            top = min(max(top, 0), DAY - LEAST)
            yield Piece(row, column, top, min(max(bottom, top + LEAST), DAY))


def _by_time(piece: Piece) -> tuple[int, int, int]:
    return piece.top, -piece.bottom, piece.row.id


def _side_by_side(ordered: Sequence[Piece]) -> list[Piece]:
    """Each takes the first lane that is free; as many lanes as the pieces that hang together need."""
    placed: list[Piece] = []
    together: list[Piece] = []
    ends: list[int] = []
    for piece in ordered:
        if together and piece.top >= max(ends):
            placed += _with_lanes(together, len(ends))
            together, ends = [], []
        lane = next((lane for lane, end in enumerate(ends) if end <= piece.top), len(ends))
        ends[lane : lane + 1] = [piece.bottom]
        together.append(replace(piece, lane=lane))
    return placed + _with_lanes(together, len(ends))


def _with_lanes(together: Iterable[Piece], lanes: int) -> list[Piece]:
    return [replace(piece, lanes=lanes) for piece in together]


def zone_letters(moment: datetime, zone: str) -> str:
    """ "EST"; zones without letters are named by their offset: "UTC+07"."""
    letters = moment.astimezone(ZoneInfo(zone)).tzname() or zone
    return f"UTC{letters}" if letters[0] in "+-" else letters


def hours_apart(day: date, zone: str, other: str) -> timedelta:
    """By how much the other zone's clocks are ahead at noon of that day."""
    noon = moment_at(day, DAY // 2, zone)
    offsets = (noon.astimezone(ZoneInfo(each)).utcoffset() or timedelta() for each in (other, zone))
    ahead, here = offsets
    return ahead - here


def clock_change(day: date, zone: str) -> ClockChange | None:
    """What the clocks of the zone skip or repeat on that day; None on all but two days of the year."""
    if moment_at(day, DAY, zone) - moment_at(day, 0, zone) == timedelta(days=1):
        return None
    midnight = datetime.combine(day, time())
    odd = [at for at in range(0, DAY, SNAP) if clock_trouble(midnight + timedelta(minutes=at), zone)]
    if not odd:
        return None
    is_longer = moment_at(day, DAY, zone) - moment_at(day, 0, zone) > timedelta(days=1)
    return ClockChange(odd[0], odd[-1] + SNAP, f"Clocks go {'back' if is_longer else 'forward'}")
