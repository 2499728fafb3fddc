"""One person in detail: gates with their evidence, seats, papers, licenses, and everything that was ever changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import (
    Acknowledgment,
    AuditEntry,
    AuditSubject,
    Certificate,
    Designee,
    DocumentVersion,
    Gate,
    GoverningDocument,
    Letter,
    License,
    Nomination,
    Seat,
)
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import (
    DocumentKind,
    GateKind,
    LicenseState,
    Mark,
    NominationState,
    Position,
    SeatState,
)
from coordinator.views.duplicates import kept_id, record_ids
from coordinator.views.gates import Standing, standings

Records = tuple[int, ...]
"""Ids of the records that stand for one person."""


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
class VersionToAcknowledge:
    """A version in force that this person has not accepted."""

    id: int
    kind: DocumentKind
    title: str
    label: str


@dataclass(frozen=True, slots=True)
class HeldLicense:
    number: str
    state: LicenseState
    valid_until: date | None


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
    office_id: int = 0
    duty_station: str = ""
    position_text: str = ""
    next_kind: GateKind | None = None
    tasking_id: int | None = None
    nomination: NominationState | None = None
    rank: int | None = None
    to_acknowledge: tuple[VersionToAcknowledge, ...] = ()
    licenses: tuple[HeldLicense, ...] = ()

    @property
    def holds_license(self) -> bool:
        return any(held.state in ACTIVE for held in self.licenses)


def designee_detail(session: Session, designee_id: int, today: date) -> DesigneeDetail | None:
    """One person with gates, seats, papers and full history; None when there is no such person (any more).

    Of a record that was merged it is the person kept, with what is on every record that was merged into theirs.
    """
    person = session.get(Designee, kept_id(session, designee_id))
    if person is None:
        return None
    standing = standings(session, today, [person.id])[person.id]
    nomination = _latest_nomination(session, person.id)
    records = record_ids(session, person.id)
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
        seats=_seats(session, records),
        papers=_papers(session, records),
        history=history_of(session, person.id),
        office_id=person.office_id,
        duty_station=person.duty_station,
        position_text=person.position_text,
        next_kind=_next_kind(session, standing),
        tasking_id=nomination.tasking_id if nomination else None,
        nomination=nomination.state if nomination else None,
        rank=nomination.rank if nomination else None,
        to_acknowledge=_to_acknowledge(session, records, today),
        licenses=_held(session, records),
    )


def gate_kinds(session: Session) -> dict[int, GateKind]:
    return {row.id: row.kind for row in session.execute(select(Gate.id, Gate.kind))}


def _latest_nomination(session: Session, designee_id: int) -> Nomination | None:
    query = select(Nomination).where(Nomination.designee_id == designee_id).order_by(Nomination.id.desc())
    return session.scalars(query.limit(1)).first()


def _next_kind(session: Session, standing: Standing) -> GateKind | None:
    kinds = gate_kinds(session)
    return next((kinds[gate.gate_id] for gate in standing.gates if not gate.holds), None)


def _to_acknowledge(session: Session, records: Records, today: date) -> tuple[VersionToAcknowledge, ...]:
    """The version in force of each required document, where it was not accepted by this person."""
    accepted = set(session.scalars(select(Acknowledgment.version_id).where(Acknowledgment.designee_id.in_(records))))
    query = (
        select(DocumentVersion)
        .join(GoverningDocument)
        .options(joinedload(DocumentVersion.document))
        .where(GoverningDocument.is_required, DocumentVersion.effective_on <= today)
        .order_by(GoverningDocument.id, DocumentVersion.effective_on, DocumentVersion.id)
    )
    current = {version.document_id: version for version in session.scalars(query)}
    return tuple(
        VersionToAcknowledge(version.id, version.document.kind, version.document.title, version.label)
        for version in current.values()
        if version.id not in accepted
    )


def _held(session: Session, records: Records) -> tuple[HeldLicense, ...]:
    query = select(License).where(License.designee_id.in_(records)).order_by(License.id.desc())
    return tuple(HeldLicense(row.number, row.state, row.valid_until) for row in session.scalars(query))


def _seats(session: Session, records: Records) -> tuple[SeatHistoryRow, ...]:
    query = select(Seat).options(joinedload(Seat.training)).where(Seat.designee_id.in_(records)).order_by(Seat.id)
    return tuple(SeatHistoryRow(s.training.title, s.state, s.mark, s.minutes) for s in session.scalars(query))


def _papers(session: Session, records: Records) -> tuple[PaperRow, ...]:
    """What was issued stays with the record that it was issued to."""
    certificates = session.scalars(select(Certificate).where(Certificate.designee_id.in_(records)))
    letters = session.scalars(select(Letter).where(Letter.designee_id.in_(records)))
    rows = [PaperRow(c.number, f"Certificate, {c.state.value}", c.issued_on, c.file_id) for c in certificates]
    rows += [PaperRow(x.number, x.kind.value.replace("_", " ").capitalize(), x.issued_on, x.file_id) for x in letters]
    return tuple(sorted(rows, key=lambda row: (row.issued_on, row.number)))


def history_of(session: Session, designee_id: int) -> tuple[HistoryRow, ...]:
    """Every change that concerned this person under any record, newest first."""
    query = (
        select(AuditEntry.at, AuditEntry.actor, AuditEntry.label, AuditEntry.kind)
        .where(
            AuditEntry.id.in_(
                select(AuditSubject.id).where(AuditSubject.designee_id.in_(record_ids(session, designee_id)))
            )
        )
        .order_by(AuditEntry.id.desc())
    )
    return tuple(
        HistoryRow(row.at, row.actor, row.label if row.kind == "change" else f"{row.kind.capitalize()}: {row.label}")
        for row in session.execute(query)
    )
