"""The filling of trainings with people as a problem: who takes part, what is wished, and what each pair is worth.

It is solved in two steps, so that no weight has to be believed:

1. Who gets a seat goes by rank alone (`seat_priority`): everyone who can be seated beside those who come first. No
   comfort of anybody takes a seat from someone ranked higher, and no other choice seats more people.
2. Of all fillings that seat just these people, the one with the most points (`pair_points`, less `spread_step`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from coordinator.rules.slots import Fit, PersonClock, PersonFit, person_fits

Interval = tuple[datetime, datetime]

# Points of one person in one training. An hour that is not theirs costs more than all else of several people together.
INSIDE, PARTLY, OUTSIDE = 1000, 950, 0
UNWANTED = -1000  # a seat that is held, at a time when the person cannot come or is barred from it
STAYS = 40  # a seat that is held already; twice as much for someone who was moved before
STAYS_IF_EVERYONE = 1  # enough that nobody is moved for nothing
EARLIEST = 10  # the first training; none for the last, twice as much for someone who missed a training before
ASKED_FOR = 5  # the training on whose wait list the person stands
# Each further person of an office in one training costs this much more than the one before, up to the most; so the
# spread never costs anybody the own duty hours.
MOST_SPREAD = 40

_OF_FIT = {Fit.INSIDE: INSIDE, Fit.PARTLY: PARTLY, Fit.OUTSIDE: OUTSIDE}


class HoursRule(StrEnum):
    """Whether anybody is seated wholly outside the own duty hours, or on a day off."""

    LAST_RESORT = "last_resort"
    NEVER = "never"


class Spread(StrEnum):
    """How much an office is spread over trainings, so that it is not emptied at once."""

    OFF = "off"
    SOME = "some"
    STRONG = "strong"


class Reseat(StrEnum):
    """What becomes of those who have a seat. Pinned seats and offers that wait for an answer never move."""

    KEEP = "keep"
    WHERE_IT_HELPS = "where_it_helps"
    EVERYONE = "everyone"


SPREAD_WEIGHTS = {Spread.OFF: 0, Spread.SOME: 2, Spread.STRONG: 8}


@dataclass(frozen=True, slots=True)
class SeatWishes:
    """The settings. `training_ids` are those to fill, None for all to come; `pins` say who must sit where, `bars` who
    must not, as (designee, training)."""

    training_ids: frozenset[int] | None = None
    hours: HoursRule = HoursRule.LAST_RESORT
    spread: Spread = Spread.SOME
    reseat: Reseat = Reseat.KEEP
    pins: Mapping[int, int] = field(default_factory=dict)
    bars: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat or a place on a wait list that somebody has."""

    seat_id: int
    training_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Away:
    """When somebody cannot come, and why: "leave", "a seat in Training 9"."""

    starts_at: datetime
    ends_at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class SeatSeeker:
    """Someone to seat. `place` is the place in the order of priority, no two have the same.

    Duty hours are minutes after midnight on the person's clock. `seat` is one that may move, `waits` are places on wait
    lists; `missed` says what became of a seat before: "Absent at Training 1".
    """

    id: int
    name: str
    office: str
    place: int
    rank: int | None
    zone: str
    duty_start: int
    duty_end: int
    away: tuple[Away, ...] = ()
    seat: HeldSeat | None = None
    waits: tuple[HeldSeat, ...] = ()
    missed: str = ""
    was_moved: bool = False

    @property
    def clock(self) -> tuple[str, int, int]:
        return self.zone, self.duty_start, self.duty_end


@dataclass(frozen=True, slots=True)
class OpenTraining:
    """A training to come. `room` is for those who are to be seated; `staying` counts by office who stays in any case.

    `taken` are the seats held now, `capacity` all there are with the overbooked ones.
    """

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    capacity: int
    minimum: int
    taken: int
    room: int
    registers: bool = True
    is_chosen: bool = True
    staying: Mapping[str, int] = field(default_factory=dict)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class SeatProblem:
    """Everything that the answer depends on."""

    people: tuple[SeatSeeker, ...]
    trainings: tuple[OpenTraining, ...]
    wishes: SeatWishes


class Bar(StrEnum):
    """Why somebody cannot be seated in a training at all."""

    REGISTRATION = "registration"
    BARRED = "barred"
    AWAY = "away"
    HOURS = "hours"
    PINNED = "pinned"


class Offers:
    """The problem in its one order: people by priority, trainings by start; what each pair is worth, or why it cannot
    be. So the answer does not depend on the order in which the input came.
    """

    def __init__(self, problem: SeatProblem) -> None:
        self.wishes = problem.wishes
        self.people = tuple(sorted(problem.people, key=lambda person: person.place))
        chosen = (training for training in problem.trainings if training.is_chosen)
        self.trainings = tuple(sorted(chosen, key=lambda training: (training.starts_at, training.id)))
        self._fits = _fits(self.people, self.trainings)
        self._earliness = _earliness(len(self.trainings))
        self._bars = _bars(problem.wishes.bars)
        self._worth: dict[object, tuple[int | None, ...]] = {}

    def fit(self, person: SeatSeeker, t: int) -> PersonFit:
        return self._fits[person.clock][t]

    def bar(self, person: SeatSeeker, t: int) -> Bar | None:
        """Why the training cannot be given to the person. The seat somebody has is never taken without another."""
        training = self.trainings[t]
        pin = self.wishes.pins.get(person.id)
        if pin is not None:  # the coordinator knows better than the clock
            return None if pin == training.id else Bar.PINNED
        if person.seat is not None and person.seat.training_id == training.id:
            return None
        if not training.registers:
            return Bar.REGISTRATION
        return self._soft_bar(person, t)

    def _soft_bar(self, person: SeatSeeker, t: int) -> Bar | None:
        """What speaks against it for this person, which a seat that is held already only suffers from."""
        training = self.trainings[t]
        if training.id in self._bars.get(person.id, ()):
            return Bar.BARRED
        if self.absence(person, t) is not None:
            return Bar.AWAY
        never = self.wishes.hours is HoursRule.NEVER and self.fit(person, t).fit is Fit.OUTSIDE
        return Bar.HOURS if never else None

    def absence(self, person: SeatSeeker, t: int) -> Away | None:
        """Why the person cannot come then, as stated."""
        training = self.trainings[t]
        hits = (each for each in person.away if each.starts_at < training.ends_at and training.starts_at < each.ends_at)
        return next(hits, None)

    def points(self, person: SeatSeeker) -> tuple[int | None, ...]:
        """What each training is worth to the person; None where it cannot be. Found out once for people who are alike,
        as most are: two thousand people have some hundred different answers."""
        alike = (
            person.clock, person.away, person.seat, person.waits, bool(person.missed), person.was_moved,
            self.wishes.pins.get(person.id), self._bars.get(person.id),
        )  # fmt: skip
        if alike not in self._worth:
            places = range(len(self.trainings))
            self._worth[alike] = tuple(None if self.bar(person, t) else self.pair_points(person, t) for t in places)
        return self._worth[alike]

    def pair_points(self, person: SeatSeeker, t: int) -> int:
        """Whole points of one pair: duty hours, how early, the seat that is held, the wait list."""
        training = self.trainings[t]
        points = _OF_FIT[self.fit(person, t).fit] + self._earliness[t] * (2 if person.missed else 1)
        if person.seat is not None and person.seat.training_id == training.id:
            points += self._stays(person)
            points += UNWANTED if self._soft_bar(person, t) in (Bar.BARRED, Bar.AWAY) else 0
        if any(wait.training_id == training.id for wait in person.waits):
            points += ASKED_FOR
        return points

    def _stays(self, person: SeatSeeker) -> int:
        if self.wishes.reseat is Reseat.EVERYONE:
            return STAYS_IF_EVERYONE
        return STAYS * (2 if person.was_moved else 1)

    def spread_step(self, office: str, t: int, already: int) -> int:
        """What one more person of the office in the training costs, where `already` are proposed beside who stays."""
        there = self.trainings[t].staying.get(office, 0) + already
        return min(SPREAD_WEIGHTS[self.wishes.spread] * there, MOST_SPREAD)


def _fits(
    people: Sequence[SeatSeeker], trainings: Sequence[OpenTraining]
) -> dict[tuple[str, int, int], tuple[PersonFit, ...]]:
    """Found out once for everyone with the same zone and duty hours: 2,000 people have a handful."""
    clocks = sorted({person.clock for person in people})
    crowd = [PersonClock(place, "", "", *clock) for place, clock in enumerate(clocks)]
    columns = [person_fits(crowd, training.starts_at, training.minutes) for training in trainings]
    return {clock: tuple(column[place] for column in columns) for place, clock in enumerate(clocks)}


def _bars(bars: frozenset[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """By person the trainings that they are barred from."""
    people = {person for person, _ in bars}
    return {each: frozenset(training for person, training in bars if person == each) for each in people}


def _earliness(trainings: int) -> list[int]:
    """From the first to the last: whole points that fall evenly."""
    last = max(trainings - 1, 1)
    return [EARLIEST * (last - t) // last if trainings > 1 else EARLIEST for t in range(trainings)]


def total_points(offers: Offers, points: Sequence[Sequence[int | None]], seated: Sequence[int | None]) -> int:
    """The points of a whole filling. `points` are what each training is worth to each person, `seated` the training of
    each by its place, None for no seat; both in the order of the offers' people."""
    total, there = 0, Counter[tuple[str, int]]()
    for person, worth, t in zip(offers.people, points, seated, strict=True):
        if t is not None:
            total += (worth[t] or 0) - offers.spread_step(person.office, t, there[(person.office, t)])
            there[(person.office, t)] += 1
    return total
