"""Pairs of people on the roster that may be one person, and the decision that two are two."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Designee, NotDuplicate
from coordinator.services.known_people import Found, KnownPeople, Likeness
from coordinator.services.progress import Progress, silent
from coordinator.store.history import Snapshot
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.people import NAME, display_name
from coordinator.views.records import kept_people

# So often is the progress told.
STEP = 500


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people with their names, the one longer on record first; `score` 0 to 1; `reasons` in words."""

    left_id: int
    right_id: int
    likeness: Likeness
    score: float
    reasons: tuple[str, ...]
    left: str = ""
    right: str = ""

    @property
    def id(self) -> tuple[int, int]:
        return self.left_id, self.right_id


def duplicate_pairs(session: Session, progress: Progress = silent) -> tuple[Pair, ...]:
    """Over the whole roster, best first, without those that were looked at and are two people.

    Raises Cancelled where the progress does.
    """
    known = KnownPeople(session)
    pairs: dict[tuple[int, int], Pair] = {}
    for place, face in enumerate(known.faces):
        if place % STEP == 0:
            progress(place, len(known.faces), "Comparing people")
        for found in known.like(face):
            _take(pairs, face.designee_id, found)
    apart = _kept_apart(session)
    return _named(session, sorted((pair for pair in pairs.values() if pair.id not in apart), key=_order))


def pair_of(session: Session, first_id: int, second_id: int) -> tuple[Pair, ...]:
    """These two, however little speaks for it; nothing when one of them is gone or merged."""
    found = KnownPeople(session).between(first_id, second_id)
    if found is None:
        return ()
    lower, upper = sorted((first_id, second_id))
    return _named(session, [Pair(lower, upper, found.likeness, found.score, found.reasons)])


def _named(session: Session, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    ids = json.dumps([each for pair in pairs for each in pair.id])
    among = select(func.json_each(ids).table_valued("value").c.value)
    rows = session.execute(
        select(Designee.id, *(getattr(Designee, name) for name in NAME)).where(Designee.id.in_(among))
    )
    names = {row.id: display_name(row._mapping) for row in rows}
    return tuple(replace(pair, left=names[pair.left_id], right=names[pair.right_id]) for pair in pairs)


def keep_apart(uow: UnitOfWork, first_id: int, second_id: int) -> None:
    """Remember that these two are two people. Known already: nothing changes."""
    lower, upper = sorted((first_id, second_id))
    if lower == upper:
        raise RuleBroken("This is one person. Choose two.")
    people = [uow.get(Designee, each) for each in (lower, upper)]
    query = select(NotDuplicate).where(NotDuplicate.lower_id == lower, NotDuplicate.upper_id == upper)
    if uow.first(query) is None:
        uow.add(NotDuplicate(lower_id=lower, upper_id=upper, decided_on=uow.today))
    uow.describe(f"Keep {people[0].display_name} and {people[1].display_name} apart")


def _take(pairs: dict[tuple[int, int], Pair], designee_id: int, found: Found) -> None:
    lower, upper = sorted((designee_id, found.designee_id))
    known = pairs.get((lower, upper))
    pair = Pair(lower, upper, found.likeness, found.score, found.reasons)
    if known is None or _order(pair) < _order(known):
        pairs[lower, upper] = pair


def _order(pair: Pair) -> tuple[bool, float, int, int]:
    return pair.likeness is not Likeness.SAME, -pair.score, pair.left_id, pair.right_id


def _kept_apart(session: Session) -> set[tuple[int, int]]:
    """As they were decided, and for whom they were merged into since."""
    kept = kept_people(Snapshot(session))
    rows = session.execute(select(NotDuplicate.lower_id, NotDuplicate.upper_id))
    ends = (sorted((kept[lower], kept[upper])) for lower, upper in rows)
    return {(lower, upper) for lower, upper in ends}
