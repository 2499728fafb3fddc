"""Quota given back under a tasking: by whom, how much is free, who else could give, and who would be served."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Nomination, Tasking
from coordinator.rules.allotment import Standing, free_seats, propose
from coordinator.rules.ranking import ordinal
from coordinator.rules.vocabulary import NominationState, ResponseState
from coordinator.views.board import BoardRow, board

_STANDING = (NominationState.PENDING, NominationState.SELECTED, NominationState.ALTERNATE)


@dataclass(frozen=True, slots=True)
class GivingOffice:
    """An office with seats that it gave back, or could give. `suggested` of them are suggested, `why` says so."""

    id: int
    code: str
    name: str
    seats: int
    given_back: int
    most: int
    suggested: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class ServedRow:
    """Someone whom a seat would serve; `id` is the nomination's. The seat goes to the office."""

    id: int
    office_id: int
    office: str
    name: str
    rank: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Reallotment:
    """Offices by code; `served` in the order in which they would be served."""

    offices: tuple[GivingOffice, ...]
    given_back: int
    taken_up: int
    free: int
    served: tuple[ServedRow, ...]

    @property
    def suggested(self) -> tuple[GivingOffice, ...]:
        return tuple(office for office in self.offices if office.suggested)


def reallotment(session: Session, tasking_id: int, now: datetime) -> Reallotment:
    """How the seats stand at this moment. Nothing is changed: `give_back` and `accept_reallotment` do it."""
    tasking = session.get(Tasking, tasking_id)
    if tasking is None:
        return Reallotment((), 0, 0, 0, ())
    rows = board(session, tasking_id, now)
    standing = _standing(session, tasking_id)
    given, taken = sum(row.given_back for row in rows), sum(row.taken_up for row in rows)
    free = free_seats(given, taken)
    selected = [each for each in standing if each.state is NominationState.SELECTED]
    return Reallotment(
        offices=tuple(_giving(row, _of(selected, row.id), is_over=now > tasking.due_at) for row in rows),
        given_back=given,
        taken_up=taken,
        free=free,
        served=tuple(_served(standing, rows, free)),
    )


def _standing(session: Session, tasking_id: int) -> list[Nomination]:
    query = (
        select(Nomination)
        .options(joinedload(Nomination.designee), joinedload(Nomination.office))
        .where(Nomination.tasking_id == tasking_id, Nomination.state.in_(_STANDING))
        .order_by(Nomination.nominated_at, Nomination.id)
    )
    return [row for row in session.scalars(query) if row.designee.departed_on is None]


def _of(rows: Iterable[Nomination], office_id: int) -> int:
    return sum(row.office_id == office_id for row in rows)


def _giving(row: BoardRow, selected: int, *, is_over: bool) -> GivingOffice:
    most = max(row.quota - selected, 0)
    suggested, why = _suggestion(row, is_over=is_over)
    suggested = min(suggested, most)
    return GivingOffice(
        row.id, row.office_code, row.office_name, row.quota, row.given_back, most, suggested, why if suggested else ""
    )


def _suggestion(row: BoardRow, *, is_over: bool) -> tuple[int, str]:
    """An office that declined may give back all, one that stayed short when time was up what it left open."""
    if row.state is ResponseState.DECLINED:
        return row.quota, "declined"
    if row.state is ResponseState.RECEIVED and is_over and row.short:
        return row.short, f"{row.short} short"
    return 0, ""


def _served(standing: list[Nomination], rows: Iterable[BoardRow], free: int) -> Iterable[ServedRow]:
    people = [_as_standing(row, order) for order, row in enumerate(standing)]
    seats = {row.id: row.quota for row in rows}
    giving = frozenset(row.id for row in rows if row.given_back > row.taken_up)
    by_id = {row.id: row for row in standing}
    offers = propose(free, people, seats, giving)
    served = [by_id[each] for offer in offers for each in offer.served]
    served.sort(key=lambda row: (row.rank is None, row.rank or 0))
    return [_served_row(row, len(standing), seats) for row in served]


def _as_standing(row: Nomination, order: int) -> Standing:
    is_selected = row.state is NominationState.SELECTED
    return Standing(row.id, row.office_id, row.rank, order, row.is_office_alternate, is_selected)


def _served_row(row: Nomination, of: int, seats: Mapping[int, int]) -> ServedRow:
    place = f"{ordinal(row.rank)} of {of}" if row.rank else "not ranked"
    return ServedRow(
        id=row.id,
        office_id=row.office_id,
        office=row.office.code,
        name=row.designee.display_name,
        rank=row.rank,
        why=f"{place}, beyond the {seats.get(row.office_id, 0)} of {row.office.code}",
    )
