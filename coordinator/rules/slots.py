"""How a proposed start suits people in many time zones, and which starts suit the most of them.

Each person has duty hours on their own clock. A day off, where they are, has no duty hours: Friday afternoon in
Washington is Saturday on Guam.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from coordinator.rules.deadlines import clock_trouble, is_working_day, local

MINUTE = timedelta(minutes=1)
WORKDAY = (8 * 60, 17 * 60)
# Three days off in a row are the most there are, and the date line adds one.
_AROUND = 4

Interval = tuple[datetime, datetime]


class Fit(StrEnum):
    INSIDE = "inside"
    PARTLY = "partly"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class PersonClock:
    """A person's zone and duty hours, in minutes after local midnight, and when they said that they are away."""

    designee_id: int
    name: str
    office: str
    zone: str
    duty_start: int
    duty_end: int
    away: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupFit:
    """People with the same zone and duty hours, and how a slot falls for them.

    `stretch` is by how many minutes their nearest day would have to be longer to hold the slot; `away` are the ids of
    those who are not there at all.
    """

    zone: str
    duty_start: int
    duty_end: int
    people: tuple[PersonClock, ...]
    away: frozenset[int]
    fit: Fit
    stretch: int
    start: datetime
    end: datetime

    @property
    def local_start(self) -> datetime:
        return local(self.start, self.zone)

    @property
    def there(self) -> int:
        """How many could come."""
        return len(self.people) - len(self.away)

    @property
    def offices(self) -> tuple[str, ...]:
        return tuple(sorted({person.office for person in self.people}))


@dataclass(frozen=True, slots=True)
class SlotFit:
    """A slot and how it falls for everyone, from east to west."""

    start: datetime
    end: datetime
    groups: tuple[GroupFit, ...]

    @property
    def people(self) -> int:
        return sum(len(group.people) for group in self.groups)

    @property
    def away(self) -> int:
        return sum(len(group.away) for group in self.groups)

    def count(self, fit: Fit) -> int:
        """How many of those who are there it falls so for."""
        return sum(group.there for group in self.groups if group.fit is fit)

    @property
    def score(self) -> tuple[int, int, int]:
        """The higher, the better: most people inside their hours, fewest away, least stretch for the others."""
        stretch = sum(group.stretch * group.there for group in self.groups)
        return self.count(Fit.INSIDE), -self.away, -stretch


@dataclass(frozen=True, slots=True)
class PersonFit:
    person: PersonClock
    fit: Fit
    local_start: datetime
    is_away: bool


def slot_fit(people: Sequence[PersonClock], start: datetime, duration: int) -> SlotFit:
    """How `duration` minutes from `start`, which has a zone, fall for these people."""
    day = start.astimezone(UTC).date()
    return _Crowd(people, day, day).fit(start, duration)


def person_fits(people: Sequence[PersonClock], start: datetime, duration: int) -> tuple[PersonFit, ...]:
    """The same person by person, in the order given."""
    groups = slot_fit(people, start, duration).groups
    of_person = {person.designee_id: group for group in groups for person in group.people}
    found = ((person, of_person[person.designee_id]) for person in people)
    return tuple(
        PersonFit(person, group.fit, group.local_start, person.designee_id in group.away) for person, group in found
    )


def best_slots(
    people: Sequence[PersonClock],
    days: Sequence[date],
    duration: int,
    host_zone: str,
    busy: Sequence[Interval] = (),
    *,
    hours: tuple[int, int] = WORKDAY,
    step: int = 30,
    limit: int = 5,
) -> tuple[SlotFit, ...]:
    """The slots that suit the most people, the best first; no two overlap, and equals are spread over the days.

    A slot lies within `hours` of the host, in minutes after midnight on a working day of the host's zone, clear of
    the `busy` intervals and of times that the host's clocks skip or repeat.
    """
    if not people or not days:
        return ()
    crowd = _Crowd(people, min(days), max(days))
    chosen = [
        pick
        for day in sorted(set(days))
        for pick in _best_of_day(
            [crowd.fit(at, duration) for at in starts(day, duration, host_zone, busy, hours, step)]
        )
    ]
    chosen.sort(key=lambda pick: (_descending(pick[1].score), pick[0], pick[1].start))
    return tuple(fit for _, fit in chosen[:limit])


def starts(
    day: date, duration: int, zone: str, busy: Sequence[Interval], hours: tuple[int, int] = WORKDAY, step: int = 30
) -> Iterator[datetime]:
    """The starts, in UTC, that are open to the host on that day."""
    if not is_working_day(day):
        return
    for minute in range(hours[0], hours[1] - duration + 1, step):
        wall = datetime.combine(day, time()) + minute * MINUTE
        if wall.date() == day and clock_trouble(wall, zone) is None:
            start = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
            if not _meets(busy, start, start + duration * MINUTE):
                yield start


def slot_words(fit: SlotFit, host_zone: str, most: int = 3) -> str:
    """ "43 of 45 inside duty hours; 2 at 7:00 AM in Honolulu": the largest groups that it does not suit."""
    unsuited: Counter[str] = Counter()
    for group in fit.groups:
        unsuited[group.zone] += group.there if group.fit is not Fit.INSIDE else 0
    ranked = sorted((-people, zone) for zone, people in unsuited.items() if people)
    host_day = local(fit.start, host_zone).date()
    said = [f"{-people} at {_local_words(local(fit.start, zone), zone, host_day)}" for people, zone in ranked[:most]]
    if more := -sum(people for people, _ in ranked[most:]):
        said.append(f"{more} more elsewhere")
    if fit.away:
        said.append(f"{fit.away} away")
    suited = f"{fit.count(Fit.INSIDE)} of {fit.people} inside duty hours"
    return f"{suited}; {', '.join(said)}" if said else suited


def clock_words(at: datetime) -> str:
    """ "7:00 AM", as the clock shows it."""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def short_day(day: date) -> str:
    """ "Thu, Nov 5", in English whatever the locale of the process is."""
    return f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}"


def city_of(zone: str) -> str:
    """ "New York" for America/New_York."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _local_words(at: datetime, zone: str, host_day: date) -> str:
    dated = "" if at.date() == host_day else f" on {short_day(at.date())}"
    return f"{clock_words(at)}{dated} in {city_of(zone)}"


def _best_of_day(fits: Sequence[SlotFit]) -> list[tuple[int, SlotFit]]:
    """The best of one day that do not overlap, each with its place among its equals of that day."""
    picked: list[SlotFit] = []
    for fit in sorted(fits, key=lambda each: (_descending(each.score), each.start)):
        if not any(fit.start < other.end and other.start < fit.end for other in picked):
            picked.append(fit)
    return [
        (place, fit)
        for _, equals in groupby(picked, key=lambda each: each.score)
        for place, fit in enumerate(equals)
    ]  # fmt: skip


def _descending(score: tuple[int, int, int]) -> tuple[int, int, int]:
    return -score[0], -score[1], -score[2]


def _meets(intervals: Sequence[Interval], start: datetime, end: datetime) -> bool:
    return any(left < end and start < right for left, right in intervals)


_Key = tuple[str, int, int]


class _Crowd:
    """People grouped by zone and hours, with the duty hours of each group over a span of days.

    What costs is done once a group, not once a person and slot; whole minutes since 1970 compare faster than moments.
    """

    def __init__(self, people: Sequence[PersonClock], first: date, last: date) -> None:
        grouped: dict[_Key, list[PersonClock]] = {}
        for person in people:
            grouped.setdefault((person.zone, person.duty_start, person.duty_end), []).append(person)
        around = range(-_AROUND, (last - first).days + _AROUND + 1)
        days = [day for day in (first + timedelta(days=n) for n in around) if is_working_day(day)]
        ordered = sorted(grouped, key=lambda key: _from_east(key, first))
        self._groups = {key: tuple(grouped[key]) for key in ordered}
        self._windows = {key: _duty_windows(key, days) for key in ordered}
        self._leaving = {key: [person for person in grouped[key] if person.away] for key in ordered}

    def fit(self, start: datetime, duration: int) -> SlotFit:
        start = start.astimezone(UTC)
        end = start + duration * MINUTE
        return SlotFit(start, end, tuple(self._group_fit(key, start, end) for key in self._groups))

    def _group_fit(self, key: _Key, start: datetime, end: datetime) -> GroupFit:
        away = frozenset(person.designee_id for person in self._leaving[key] if _meets(person.away, start, end))
        fit, stretch = _fall(self._windows[key], _minute(start), _minute(end))
        return GroupFit(*key, self._groups[key], away, fit, stretch, start, end)


def _duty_windows(key: _Key, days: Sequence[date]) -> tuple[tuple[int, int], ...]:
    """The duty hours of these days. Added to the wall clock: a day on which the clocks change keeps its hours."""
    zone, begin, finish = ZoneInfo(key[0]), key[1] * MINUTE, key[2] * MINUTE
    midnights = [datetime.combine(day, time(), zone) for day in days]
    return tuple((_minute(at + begin), _minute(at + finish)) for at in midnights)


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _fall(windows: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Fit, int]:
    stretch = min(max(opens - start, 0) + max(end - closes, 0) for opens, closes in windows)
    if stretch == 0:
        return Fit.INSIDE, 0
    shared = any(start < closes and opens < end for opens, closes in windows)
    return (Fit.PARTLY if shared else Fit.OUTSIDE), stretch


def _from_east(key: _Key, day: date) -> tuple[timedelta, _Key]:
    return -(datetime.combine(day, time(12), ZoneInfo(key[0])).utcoffset() or timedelta()), key
