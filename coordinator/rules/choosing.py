"""Who is selected: seats reserved for an office first, then the others in rank order, within quotas and the pool."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordinator.rules.ranking import Ranked
from coordinator.rules.vocabulary import NominationState

RESERVED = "takes a seat reserved for the office"
WITHIN = "within quota and pool"
MOVED_UP = "moved up from the alternates"
NO_PLACE = "the office"  # how a refusal begins that is for the office's quota and not for the pool

NOBODY_DECIDED: Mapping[int, NominationState] = {}
NO_RESERVES: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Choice:
    id: int
    state: NominationState
    reason: str


def choose(
    ranked: Sequence[Ranked],
    quotas: Mapping[int, int],
    capacity: int,
    reserved: Mapping[int, int] = NO_RESERVES,
    decided: Mapping[int, NominationState] = NOBODY_DECIDED,
) -> list[Choice]:
    """A choice for everyone not decided already, in rank order; who is not selected is an alternate, in that order.

    Quotas and reserves by office, `decided` by candidate. Those selected by hand take their seats before all others,
    even beyond quota and capacity. Then each office's best take its reserved seats whatever others rank, as far as the
    capacity goes; then the rest go in rank order.
    """
    seats = _Seats(quotas, capacity, [place for place in ranked if decided.get(place.id) is NominationState.SELECTED])
    open_ones = [place for place in ranked if place.id not in decided]
    chosen: dict[int, str] = {}
    for place in open_ones:
        if seats.taken[place.office_id] < reserved.get(place.office_id, 0) and seats.is_open_to(place):
            chosen[place.id] = RESERVED
            seats.take(place)
    for place in open_ones:
        if place.id not in chosen and seats.is_open_to(place):
            chosen[place.id] = WITHIN
            seats.take(place)
    return [_choice(place, chosen, seats) for place in open_ones]


def _choice(place: Ranked, chosen: Mapping[int, str], seats: "_Seats") -> Choice:
    if place.id in chosen:
        return Choice(place.id, NominationState.SELECTED, chosen[place.id])
    return Choice(place.id, NominationState.ALTERNATE, seats.refusal(place))


class _Seats:
    """The seats of the pool and of each office, and who has taken them."""

    def __init__(self, quotas: Mapping[int, int], capacity: int, by_hand: Sequence[Ranked]) -> None:
        self._quotas, self._capacity = quotas, capacity
        self._by_hand = {place.id for place in by_hand}
        self._holders: list[Ranked] = list(by_hand)
        self.taken = Counter(place.office_id for place in by_hand)

    def take(self, place: Ranked) -> None:
        self._holders.append(place)
        self.taken[place.office_id] += 1

    def is_open_to(self, place: Ranked) -> bool:
        return self.taken.total() < self._capacity and not self._is_filled(place.office_id)

    def _is_filled(self, office_id: int) -> bool:
        return self.taken[office_id] >= self._quotas.get(office_id, 0)

    def refusal(self, place: Ranked) -> str:
        """Why there is no seat, in words: the office's quota, else the pool."""
        if self._is_filled(place.office_id):
            quota = self._quotas.get(place.office_id, 0)
            if not quota:
                return f"{NO_PLACE} has no quota"
            mine = [holder for holder in self._holders if holder.office_id == place.office_id]
            return f"{NO_PLACE}'s quota of {quota} is filled by {self._by_whom(place, mine)}"
        if self._capacity < 1:
            return "there are no licenses to give out"
        pool = "the license of the pool is" if self._capacity == 1 else f"all {self._capacity} licenses of the pool are"
        return f"{pool} spoken for by {self._by_whom(place, self._holders)}"

    def _by_whom(self, place: Ranked, holders: Sequence[Ranked]) -> str:
        """ "higher ranks, reserved seats and decisions by hand", of these what is true."""
        lower = [holder for holder in holders if holder.rank > place.rank]
        who = [
            "higher ranks" if len(lower) < len(holders) else "",
            "reserved seats" if any(holder.id not in self._by_hand for holder in lower) else "",
            "decisions by hand" if any(holder.id in self._by_hand for holder in lower) else "",
        ]
        *first, last = [each for each in who if each]
        return f"{', '.join(first)} and {last}" if first else last
