"""The Roster page: everyone, with rank, gates, seat and license; and one person in detail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import (
    Designee,
    License,
    Nomination,
    Office,
    Seat,
)
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import (
    GateKind,
    GateState,
    LicenseState,
    NominationState,
    Position,
    SeatState,
)
from coordinator.views.designee_detail import (
    DesigneeDetail,
    HeldLicense,
    HistoryRow,
    PaperRow,
    SeatHistoryRow,
    VersionToAcknowledge,
    designee_detail,
    gate_kinds,
    history_of,
)
from coordinator.views.gates import Standing, standings
from coordinator.views.people import display_name

__all__ = [
    "DesigneeDetail",
    "DesigneeRow",
    "HeldLicense",
    "HistoryRow",
    "PaperRow",
    "SeatHistoryRow",
    "VersionToAcknowledge",
    "designee_detail",
    "designees",
    "find_designees",
    "history_of",
]


@dataclass(frozen=True, slots=True)
class DesigneeRow:
    id: int
    name: str
    office: str
    office_name: str
    position: Position
    email: str
    phone: str
    nomination: NominationState | None
    rank: int | None
    of: int
    passed: int
    gates: int
    next_action: str
    seat: str
    seat_state: SeatState | None
    license: LicenseState | None
    is_late: bool
    is_over_quota: bool
    is_contractor: bool
    missing: frozenset[GateKind] = frozenset()
    missing_title: str = ""
    is_stale: bool = False
    departed_on: date | None = None
    note: str = ""

    @property
    def is_ready(self) -> bool:
        return not self.next_action and self.license not in ACTIVE

    @property
    def is_selected(self) -> bool:
        return self.nomination is NominationState.SELECTED and self.departed_on is None


# Columns instead of entities: a roster of 100,000 people is read in half the time.
PEOPLE = (
    select(
        Designee.id, Designee.raw_name, Designee.last_name, Designee.first_name, Designee.middle_name, Designee.suffix,
        Designee.is_contractor, Designee.position, Designee.email, Designee.phone, Designee.departed_on, Designee.note,
        Office.code.label("office_code"), Office.name.label("office_name"),
    )
    .join(Office, Office.id == Designee.office_id)
    .where(Designee.merged_into_id.is_(None))
)  # fmt: skip
NOMINATIONS = select(
    Nomination.designee_id, Nomination.tasking_id, Nomination.state, Nomination.rank, Nomination.is_late,
    Nomination.is_over_quota,
).order_by(Nomination.id)  # fmt: skip


def designees(session: Session, today: date) -> tuple[DesigneeRow, ...]:
    """Everyone on the roster, by name."""
    people = session.execute(PEOPLE).all()
    standing = standings(session, today)
    nominations = _latest_nominations(session)
    counts = _standing_counts(session)
    seats = _current_seats(session)
    held = _licenses(session)
    kinds = gate_kinds(session)
    rows = [
        _row(
            person, standing[person.id], nominations.get(person.id), counts, seats.get(person.id), held.get(person.id),
            kinds,
        )
        for person in people
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def _latest_nominations(session: Session) -> dict[int, Any]:
    return {row.designee_id: row for row in session.execute(NOMINATIONS)}


def _standing_counts(session: Session) -> dict[int, int]:
    """How many are ranked under each tasking."""
    counts: dict[int, int] = {}
    query = select(Nomination.tasking_id).where(Nomination.rank.is_not(None))
    for tasking_id in session.scalars(query):
        counts[tasking_id] = counts.get(tasking_id, 0) + 1
    return counts


def _current_seats(session: Session) -> dict[int, Seat]:
    query = (
        select(Seat)
        .options(joinedload(Seat.training))
        .where(Seat.state != SeatState.RELEASED)
        .order_by(Seat.mark.is_not(None), Seat.id)
    )
    return {seat.designee_id: seat for seat in session.scalars(query)}


def _licenses(session: Session) -> dict[int, LicenseState]:
    """The active license of each person, else the last closed one."""
    query = select(License.designee_id, License.state).order_by(License.state.in_(ACTIVE), License.id)
    return dict(session.execute(query).all())


def _row(
    person: Any,
    standing: Standing,
    nomination: Any,
    counts: dict[int, int],
    seat: Seat | None,
    held: LicenseState | None,
    kinds: dict[int, GateKind],
) -> DesigneeRow:
    missing = [gate for gate in standing.gates if not gate.holds]
    return DesigneeRow(
        id=person.id,
        name=display_name(person._mapping),
        office=person.office_code,
        office_name=person.office_name,
        position=person.position,
        email=person.email,
        phone=person.phone,
        nomination=nomination.state if nomination else None,
        rank=nomination.rank if nomination else None,
        of=counts.get(nomination.tasking_id, 0) if nomination else 0,
        passed=standing.passed,
        gates=len(standing.gates),
        next_action=standing.next_action,
        seat=_seat_words(seat),
        seat_state=seat.state if seat else None,
        license=held,
        is_late=bool(nomination and nomination.is_late),
        is_over_quota=bool(nomination and nomination.is_over_quota),
        is_contractor=person.is_contractor,
        missing=frozenset(kinds[gate.gate_id] for gate in missing),
        missing_title=missing[0].title if missing else "",
        is_stale=any(gate.state is GateState.STALE for gate in missing),
        departed_on=person.departed_on,
        note=person.note,
    )


def _seat_words(seat: Seat | None) -> str:
    if seat is None:
        return ""
    if seat.state is SeatState.WAIT_LISTED:
        return f"Wait list {seat.queue_place}, {seat.training.title}"
    return seat.training.title


def find_designees(session: Session, words: Sequence[str]) -> tuple[int, ...]:
    """Ids of the people that an e-mail or a folded name means exactly."""
    query = select(Designee.id).where(Designee.email_key.in_(words) | Designee.name_key.in_(words))
    return tuple(session.scalars(query))
