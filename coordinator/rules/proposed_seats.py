"""A filling as it is shown: who gets which seat and why, who gets none, and how full the trainings become."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coordinator.rules.seat_plan import OpenTraining
from coordinator.rules.slots import Fit


@dataclass(frozen=True, slots=True)
class ProposedSeat:
    """A seat for someone who has none, or another one than they have. `id` is the designee's.

    `from_words` is where they are now: "Training 1", "waits for Training 1", or nothing; `starts_at` is in UTC, `zone`
    the person's own.
    """

    id: int
    name: str
    office: str
    rank: int | None
    from_words: str
    from_seat_id: int | None
    training_id: int
    training: str
    starts_at: datetime
    zone: str
    fit: Fit
    is_move: bool
    is_pinned: bool
    points: int
    why: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Someone for whom there is no seat. A place on a wait list is kept."""

    id: int
    name: str
    office: str
    rank: int | None
    from_words: str
    is_pinned: bool
    why: str


@dataclass(frozen=True, slots=True)
class TrainingLoad:
    """A training before and after: seats taken of those there are."""

    id: int
    title: str
    starts_at: datetime
    time_zone: str
    before: int
    after: int
    capacity: int
    minimum: int
    is_chosen: bool

    @property
    def lacks(self) -> int:
        """How many more people the minimum asks for."""
        return max(self.minimum - self.after, 0)


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """`seekers` have no seat yet; `seated` counts those who keep theirs too, `most` how many could be seated at all.

    `objective` are the points of the filling, `bound` the most that any filling of these people could have. Both bounds
    are worked out apart from the filling.
    """

    seats: tuple[ProposedSeat, ...]
    unplaced: tuple[Unplaced, ...]
    loads: tuple[TrainingLoad, ...]
    seekers: int
    seated: int
    most: int
    objective: int
    bound: int

    @property
    def is_best(self) -> bool:
        """Whether it is proved that no filling is better."""
        return self.objective == self.bound and self.seated == self.most

    @property
    def summary(self) -> str:
        """ "41 of 45 people get a seat, no filling seats more; 38 inside duty hours, 3 partly. Score 2,358 of …"."""
        if not any(load.is_chosen for load in self.loads):
            return "No training to come is chosen."
        if not self.seekers:
            return "Everyone who is selected has a seat or is trained."
        new = [seat for seat in self.seats if not seat.is_move]
        moves = len(self.seats) - len(new)
        parts = [f"{len(new):,} of {_people(self.seekers)} {_get(len(new))} a seat", *self._fits()]
        parts += [f"{_people(moves)} {'moves' if moves == 1 else 'move'}"] if moves else []
        best = ": no better filling exists" if self.is_best else ""
        return f"{', '.join(parts)}. Score {self.objective:,} of at most {self.bound:,}{best}."

    def _fits(self) -> list[str]:
        words = {Fit.INSIDE: "inside duty hours", Fit.PARTLY: "partly inside", Fit.OUTSIDE: "outside"}
        counts = {fit: sum(seat.fit is fit and not seat.is_move for seat in self.seats) for fit in Fit}
        return [f"{counts[fit]:,} {word}" for fit, word in words.items() if counts[fit]]

    @property
    def warnings(self) -> tuple[str, ...]:
        """ "Training 4 would have 6 people, 2 under its minimum of 8.", "Training 5 would stay empty."."""
        return tuple(_warning(load) for load in self.loads if load.is_chosen and load.lacks)


def _warning(load: TrainingLoad) -> str:
    if not load.after:
        return f"{load.title} would stay empty."
    return f"{load.title} would have {_people(load.after)}, {load.lacks} under its minimum of {load.minimum}."


def _people(number: int) -> str:
    return f"{number:,} {'person' if number == 1 else 'people'}"


def _get(number: int) -> str:
    return "gets" if number == 1 else "get"


def loads_of(trainings: Sequence[OpenTraining], seated: dict[int, int]) -> tuple[TrainingLoad, ...]:
    """By start. `seated` counts by training who is placed in it, those who keep their seat among them."""
    ordered = sorted(trainings, key=lambda training: (training.starts_at, training.id))
    return tuple(
        TrainingLoad(
            training.id, training.title, training.starts_at, training.time_zone, training.taken,
            training.capacity - training.room + seated.get(training.id, 0) if training.is_chosen else training.taken,
            training.capacity, training.minimum, training.is_chosen,
        )
        for training in ordered
    )  # fmt: skip
