"""The Roster page: everyone, with rank, gates, seat and license; and one person in detail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import AuditEntry, AuditSubject, Certificate, Designee, Letter, License, Nomination, Seat
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import LicenseState, Mark, NominationState, Position, SeatState
from coordinator.views.gates import Standing, standings


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

    @property
    def is_ready(self) -> bool:
        return not self.next_action and self.license is None


@dataclass(frozen=True, slots=True)
class SeatHistoryRow:
    training: str
    state: SeatState
    mark: Mark | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A certificate or letter on record."""

    number: str
    what: str
    issued_on: date
    file_id: int


@dataclass(frozen=True, slots=True)
class HistoryRow:
    at: datetime
    actor: str
    label: str


@dataclass(frozen=True, slots=True)
class DesigneeDetail:
    id: int
    name: str
    raw_name: str
    position: Position
    office_name: str
    time_zone: str
    email: str
    phone: str
    mobile: str
    supervisor_name: str
    supervisor_email: str
    note: str
    departed_on: date | None
    explanation: str
    gates: tuple[GateResult, ...]
    next_action: str
    seats: tuple[SeatHistoryRow, ...]
    papers: tuple[PaperRow, ...]
    history: tuple[HistoryRow, ...]


def designees(session: Session, today: date) -> tuple[DesigneeRow, ...]:
    """Everyone on the roster, by name."""
    people = session.scalars(
        select(Designee).options(joinedload(Designee.office)).where(Designee.merged_into_id.is_(None))
    ).all()
    standing = standings(session, today)
    nominations = _latest_nominations(session)
    counts = _standing_counts(session)
    seats = _current_seats(session)
    held = _licenses(session)
    rows = [
        _row(person, standing[person.id], nominations.get(person.id), counts, seats.get(person.id), held.get(person.id))
        for person in people
    ]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def _latest_nominations(session: Session) -> dict[int, Nomination]:
    return {row.designee_id: row for row in session.scalars(select(Nomination).order_by(Nomination.id))}


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
    return {designee_id: state for designee_id, state in session.execute(query)}


def _row(
    person: Designee,
    standing: Standing,
    nomination: Nomination | None,
    counts: dict[int, int],
    seat: Seat | None,
    held: LicenseState | None,
) -> DesigneeRow:
    return DesigneeRow(
        id=person.id,
        name=person.display_name,
        office=person.office.code,
        office_name=person.office.name,
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
    )


def _seat_words(seat: Seat | None) -> str:
    if seat is None:
        return ""
    if seat.state is SeatState.WAIT_LISTED:
        return f"Wait list {seat.queue_place}, {seat.training.title}"
    return seat.training.title


def designee_detail(session: Session, designee_id: int, today: date) -> DesigneeDetail | None:
    """One person with gates, seats, papers and full history; None when there is no such person (any more)."""
    person = session.get(Designee, designee_id)
    if person is None:
        return None
    standing = standings(session, today, [designee_id])[designee_id]
    nomination = _latest_nominations(session).get(designee_id)
    return DesigneeDetail(
        id=person.id,
        name=person.display_name,
        raw_name=person.raw_name,
        position=person.position,
        office_name=person.office.name,
        time_zone=person.time_zone or person.office.time_zone,
        email=person.email,
        phone=person.phone,
        mobile=person.mobile,
        supervisor_name=person.supervisor_name,
        supervisor_email=person.supervisor_email,
        note=person.note,
        departed_on=person.departed_on,
        explanation=nomination.explanation if nomination else "",
        gates=standing.gates,
        next_action=standing.next_action,
        seats=_seats(session, designee_id),
        papers=_papers(session, designee_id),
        history=history_of(session, designee_id),
    )


def _seats(session: Session, designee_id: int) -> tuple[SeatHistoryRow, ...]:
    query = select(Seat).options(joinedload(Seat.training)).where(Seat.designee_id == designee_id).order_by(Seat.id)
    return tuple(SeatHistoryRow(s.training.title, s.state, s.mark, s.minutes) for s in session.scalars(query))


def _papers(session: Session, designee_id: int) -> tuple[PaperRow, ...]:
    certificates = session.scalars(select(Certificate).where(Certificate.designee_id == designee_id))
    letters = session.scalars(select(Letter).where(Letter.designee_id == designee_id))
    rows = [PaperRow(c.number, f"Certificate, {c.state.value}", c.issued_on, c.file_id) for c in certificates]
    rows += [PaperRow(x.number, x.kind.value.replace("_", " ").capitalize(), x.issued_on, x.file_id) for x in letters]
    return tuple(sorted(rows, key=lambda row: (row.issued_on, row.number)))


def history_of(session: Session, designee_id: int) -> tuple[HistoryRow, ...]:
    """Every change that concerned this person, newest first."""
    query = (
        select(AuditEntry.at, AuditEntry.actor, AuditEntry.label, AuditEntry.kind)
        .join(AuditSubject, AuditSubject.id == AuditEntry.id)
        .where(AuditSubject.designee_id == designee_id)
        .order_by(AuditEntry.id.desc())
    )
    return tuple(
        HistoryRow(row.at, row.actor, row.label if row.kind == "change" else f"{row.kind.capitalize()}: {row.label}")
        for row in session.execute(query)
    )


def find_designees(session: Session, words: Sequence[str]) -> tuple[int, ...]:
    """Ids of the people that an e-mail or a folded name means exactly."""
    query = select(Designee.id).where(Designee.email_key.in_(words) | Designee.name_key.in_(words))
    return tuple(session.scalars(query))
