"""Why somebody gets this seat, or none: sentences from the filling as a whole."""

from collections import Counter
from collections.abc import Sequence

from coordinator.rules.deadlines import non_working_reason
from coordinator.rules.seat_plan import Bar, Offers, SeatSeeker
from coordinator.rules.seat_priority import Choice
from coordinator.rules.slots import Fit, PersonFit, clock_words

MOST_TITLES, MOST_REASONS = 3, 3
_INSIDE = {Fit.INSIDE: "inside duty hours", Fit.PARTLY: "partly inside duty hours", Fit.OUTSIDE: "outside duty hours"}
_GRADES = (Fit.INSIDE, Fit.PARTLY, Fit.OUTSIDE)

Reason = tuple[str, str]  # in words after "is" or "are", and what more there is to say of one training


class Reasons:
    """What can be said of a filling: the training of each person by its place, None for those without a seat."""

    def __init__(self, offers: Offers, choice: Choice, seated: Sequence[int | None]) -> None:
        self._offers, self._choice, self._seated = offers, choice, seated
        self._count: Counter[int] = Counter(t for t in seated if t is not None)
        pairs = zip(offers.people, seated, strict=True)
        self._of_office = Counter((person.office, t) for person, t in pairs if t is not None)
        self._last = {t: place for place, t in enumerate(seated) if t is not None}
        pairs = zip(offers.people, seated, strict=True)
        clocks = {person.clock: person for person in offers.people}
        self._grades = {clock: [_GRADES.index(fit.fit) for fit in self._fits_of(who)] for clock, who in clocks.items()}
        self._off: dict[tuple[tuple[str, int, int], int], Reason] = {}
        self._with_holders = {t for person, t in pairs if person.seat is not None}

    # who gets a seat

    def for_seat(self, place: int) -> str:
        """ "Training 2: inside duty hours (10:00 AM MST), the earliest with a free seat. Training 1 is full …"."""
        person, t = self._offers.people[place], self._seated[place]
        assert t is not None
        title = self._offers.trainings[t].title
        head = f"{title}: {self._hours(person, t)}"
        if person.id in self._offers.wishes.pins:
            return f"{head}, pinned."
        head += self._how_early(place, t)
        if any(wait.training_id == self._offers.trainings[t].id for wait in person.waits):
            head += ", waits for it already"
        parts = [self._move(person), head, person.missed, *self._why_not_earlier(place, t)]
        return " ".join(f"{part}." for part in parts if part)

    def _hours(self, person: SeatSeeker, t: int) -> str:
        fit = self._offers.fit(person, t)
        day_off = non_working_reason(fit.local_start.date()) if fit.fit is Fit.OUTSIDE else None
        when = f"{clock_words(fit.local_start)} {fit.local_start.tzname()}"
        return f"{_INSIDE[fit.fit]} ({when}{f', {day_off}' if day_off else ''})"

    def _move(self, person: SeatSeeker) -> str:
        if person.seat is None:
            return ""
        place = next(t for t, each in enumerate(self._offers.trainings) if each.id == person.seat.training_id)
        if (person.id, person.seat.training_id) in self._offers.wishes.bars:
            return f"Leaves {person.seat.title}, barred for this person"
        away = self._offers.absence(person, place)
        there = f"unavailable then{_noted(away.why)}" if away else f"{self._hours(person, place)} there"
        return f"Moves from {person.seat.title}, {there}"

    def _how_early(self, place: int, t: int) -> str:
        earlier = [e for e in range(t) if self._suits(place, e, t)]
        if not earlier:
            return ", the earliest that fits" if t else ", the earliest"
        return ", the earliest with a free seat" if all(self._is_full(e) for e in earlier) else ""

    def _suits(self, place: int, other: int, t: int) -> bool:
        """Whether the other training can be had and falls as well into the person's duty hours."""
        person = self._offers.people[place]
        if self._choice.points[place][other] is None:
            return False
        grades = self._grades[person.clock]
        return grades[other] <= grades[t]

    def _fits_of(self, person: SeatSeeker) -> list[PersonFit]:
        return [self._offers.fit(person, t) for t in range(len(self._offers.trainings))]

    def _why_not_earlier(self, place: int, t: int) -> list[str]:
        person, points = self._offers.people[place], self._choice.points[place]
        had, grades = points[t], self._grades[person.clock]
        assert had is not None
        reasons: list[tuple[int, Reason]] = []
        for other, worth in enumerate(points):
            if worth is None:
                reasons += [(other, self._barred(person, other))] if other < t else []
            elif worth > had:
                reasons.append((other, self._taken(place, other)))
            elif other < t and grades[other] > grades[t]:
                reasons.append((other, self._off_hours(person, other)))
        return self._grouped(reasons)[:MOST_REASONS]

    # who gets none

    def for_nobody(self, place: int) -> str:
        """ "All 3 trainings are outside duty hours." """
        person = self._offers.people[place]
        pin = self._offers.wishes.pins.get(person.id)
        points = self._choice.points[place]
        if pin is not None:
            return self._lost_pin(person, pin)
        reasons = [
            (t, self._taken(place, t) if worth is not None else self._barred(person, t))
            for t, worth in enumerate(points)
        ]
        return " ".join(f"{part}." for part in self._grouped(reasons))

    def _lost_pin(self, person: SeatSeeker, pin: int) -> str:
        found = next((t for t, training in enumerate(self._offers.trainings) if training.id == pin), None)
        if found is None:
            return "Pinned to a training that is not among those to fill."
        title = self._offers.trainings[found].title
        stays = f" The seat in {person.seat.title} stays." if person.seat else ""
        return f"Pinned to {title}, which has no seat left for this pin.{stays}"

    # what is said of one training

    def _is_full(self, t: int) -> bool:
        return self._count[t] >= self._offers.trainings[t].room

    def _taken(self, place: int, t: int) -> Reason:
        """Why a training that could be had is not."""
        training, person = self._offers.trainings[t], self._offers.people[place]
        if training.room <= 0:
            return "full already", ""
        if self._is_full(t):
            return self._full(place, t), ""
        there = self._of_office[(person.office, t)] + training.staying.get(person.office, 0)
        return f"better spared more people of {person.office}", f"{there} are in it"

    def _full(self, place: int, t: int) -> str:
        if self._last[t] < place:
            return f"full with people {'who have a seat or rank' if t in self._with_holders else 'ranked'} higher"
        if self._choice.seating.tight >> t & 1 and self._seated[place] is None:
            return "full with people who come first"  # by a pin, or by the seat that they have
        return "full, and no exchange would score more"

    def _barred(self, person: SeatSeeker, t: int) -> Reason:
        match self._offers.bar(person, t):
            case Bar.REGISTRATION:
                return "past registration", ""
            case Bar.BARRED:
                return "barred for this person", ""
            case Bar.AWAY:
                away = self._offers.absence(person, t)
                return "at a time when the person is unavailable", away.why if away else ""
            case _:
                return self._off_hours(person, t)

    def _off_hours(self, person: SeatSeeker, t: int) -> Reason:
        """Worked out once for everyone with the same hours."""
        if (person.clock, t) not in self._off:
            fit = self._offers.fit(person, t)
            day_off = non_working_reason(fit.local_start.date()) if fit.fit is Fit.OUTSIDE else None
            words = f"only {_INSIDE[Fit.PARTLY]}" if fit.fit is Fit.PARTLY else _INSIDE[fit.fit]
            self._off[(person.clock, t)] = words, day_off or clock_words(fit.local_start)
        return self._off[(person.clock, t)]

    # sentences

    def _grouped(self, reasons: Sequence[tuple[int, Reason]]) -> list[str]:
        """ "Training 1 and Training 3 are full already": a sentence for each reason, in the order of their first."""
        shared: dict[str, list[tuple[int, str]]] = {}
        for t, (words, more) in reasons:
            shared.setdefault(words, []).append((t, more))
        return [self._sentence(words, found) for words, found in shared.items()]

    def _sentence(self, words: str, found: Sequence[tuple[int, str]]) -> str:
        titles = [self._offers.trainings[t].title for t, _ in found]
        if len(titles) == 1:
            return f"{titles[0]} is {words}{_noted(found[0][1])}"
        if len(titles) == len(self._offers.trainings):
            return f"{'Both' if len(titles) == 2 else f'All {len(titles)}'} trainings are {words}"
        named = titles if len(titles) <= MOST_TITLES else [*titles[:2], f"{len(titles) - 2} others"]
        return f"{', '.join(named[:-1])} and {named[-1]} are {words}"


def _noted(more: str) -> str:
    return f" ({more})" if more else ""
