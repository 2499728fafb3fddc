"""The Trainings page: trainings, their seats with marks, and participants that wait for a decision."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import AttendanceReport, Attendee, Certificate, Designee, Seat, SeatEvent, TrainingSession
from coordinator.rules.vocabulary import CertificateState, Mark, Position, SeatState, TrainingState
from coordinator.store.history import Snapshot
from coordinator.views.availability import seat_warnings
from coordinator.views.candidates import candidates
from coordinator.views.open_attendees import open_attendees
from coordinator.views.records import kept_people

TAKEN = (SeatState.OFFERED, SeatState.RESERVED, SeatState.CONFIRMED)
MARKABLE = (SeatState.RESERVED, SeatState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class TrainingRow:
    id: int
    title: str
    course: str
    starts_at: datetime
    time_zone: str
    duration_minutes: int
    capacity: int
    minimum: int
    taken: int
    waiting: int
    present: int
    marked: int
    doubtful: int
    certificates: int
    state: TrainingState
    host: str
    instructors: str
    join_link: str
    tasking_id: int | None
    note: str = ""
    unmarked: int = 0
    course_id: int = 0
    dial_in: str = ""
    registration_until: datetime | None = None
    overbook: int = 0
    present_percent: int | None = None
    present_minutes: int | None = None
    partial_minutes: int | None = None
    ics_sequence: int = 0

    @property
    def places(self) -> int:
        """Seats that may be taken: the capacity, and what is overbooked."""
        return self.capacity + self.overbook

    @property
    def free(self) -> int:
        """Seats that nobody holds; the wait list has the first claim on them."""
        return max(self.places - self.taken, 0)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration_minutes)

    @property
    def is_cancelled(self) -> bool:
        return self.state is TrainingState.CANCELLED

    @property
    def takes_seats(self) -> bool:
        """Whether people can still be seated in it or moved."""
        return self.state not in (TrainingState.CANCELLED, TrainingState.CLOSED)

    @property
    def local_start(self) -> datetime:
        """The start in the host's zone."""
        return self.starts_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def certificates_due(self) -> int:
        return max(self.present - self.certificates, 0)


@dataclass(frozen=True, slots=True)
class SeatRow:
    id: int
    designee_id: int
    name: str
    office: str
    office_name: str
    position: Position
    email: str
    state: SeatState
    queue_place: int | None
    is_walk_in: bool
    mark: Mark | None
    minutes: int | None
    mark_note: str
    local_start: datetime
    certificate: str
    certificate_file_id: int | None
    is_pinned: bool = False
    reply_by: datetime | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A participant who is not tied to anyone yet; `file` is empty for one written down by hand."""

    id: int
    training_id: int
    name: str
    email: str
    minutes: int | None
    flags: str
    file: str


def trainings(session: Session) -> tuple[TrainingRow, ...]:
    """By start, the next one first among equals."""
    seats = session.execute(select(Seat.training_id, Seat.designee_id, Seat.state, Seat.mark, Seat.is_walk_in)).all()
    taken = Counter(s.training_id for s in seats if s.state in TAKEN and not s.is_walk_in)
    waiting = Counter(s.training_id for s in seats if s.state is SeatState.WAIT_LISTED)
    kept = kept_people(Snapshot(session))
    # Of two records of one person that came to be merged both may have a mark and a certificate: that is one person.
    present = Counter(t for t, _ in {(s.training_id, kept[s.designee_id]) for s in seats if s.mark is Mark.PRESENT})
    marked = Counter(s.training_id for s in seats if s.mark is not None)
    unmarked = Counter(s.training_id for s in seats if s.mark is None and s.state in MARKABLE)
    issued = select(Certificate.training_id, Certificate.designee_id).where(
        Certificate.state == CertificateState.ISSUED
    )
    certificates = Counter(t for t, _ in {(t, kept[person]) for t, person in session.execute(issued)})
    doubtful = Counter(row.training_id for row in doubtful_attendees(session))
    query = select(TrainingSession).options(joinedload(TrainingSession.course)).order_by(TrainingSession.starts_at)
    return tuple(
        TrainingRow(
            id=row.id,
            title=row.title,
            course=row.course.title,
            starts_at=row.starts_at,
            time_zone=row.time_zone,
            duration_minutes=row.duration_minutes,
            capacity=row.capacity,
            minimum=row.minimum,
            taken=taken[row.id],
            waiting=waiting[row.id],
            present=present[row.id],
            marked=marked[row.id],
            doubtful=doubtful[row.id],
            certificates=certificates[row.id],
            state=row.state,
            host=row.host,
            instructors=row.instructors,
            join_link=row.join_link,
            tasking_id=row.tasking_id,
            note=row.note,
            unmarked=unmarked[row.id],
            course_id=row.course_id,
            dial_in=row.dial_in,
            registration_until=row.registration_until,
            overbook=row.overbook,
            present_percent=row.present_percent,
            present_minutes=row.present_minutes,
            partial_minutes=row.partial_minutes,
            ics_sequence=row.ics_sequence,
        )
        for row in session.scalars(query)
    )


def seats_taken(session: Session, training_id: int) -> int:
    """Seats that are held or offered; walk-ins take none."""
    mine = (Seat.training_id == training_id, Seat.state.in_(TAKEN), Seat.is_walk_in.is_(False))
    return session.scalar(select(func.count()).select_from(Seat).where(*mine)) or 0


def seats(session: Session, training_id: int) -> tuple[SeatRow, ...]:
    """The live seats of a training: reserved ones by name, then the wait list in its order."""
    kept = kept_people(Snapshot(session))
    certificates = {
        kept[c.designee_id]: c
        for c in session.scalars(
            select(Certificate).where(
                Certificate.training_id == training_id, Certificate.state == CertificateState.ISSUED
            )
        )
    }
    query = (
        select(Seat)
        .options(joinedload(Seat.designee).joinedload(Designee.office), joinedload(Seat.training))
        .join(Designee, Designee.id == Seat.designee_id)
        .where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED, Designee.merged_into_id.is_(None))
    )
    warnings = seat_warnings(session, training_id)
    rows = [
        _seat_row(seat, certificates.get(seat.designee_id), warnings.get(seat.designee_id, ""))
        for seat in session.scalars(query)
    ]
    return tuple(sorted(rows, key=lambda row: (row.queue_place or 0, row.name.casefold(), row.id)))


def _seat_row(seat: Seat, certificate: Certificate | None, warning: str) -> SeatRow:
    person = seat.designee
    zone = ZoneInfo(person.time_zone or person.office.time_zone)
    return SeatRow(
        id=seat.id,
        designee_id=person.id,
        name=person.display_name,
        office=person.office.code,
        office_name=person.office.name,
        position=person.position,
        email=person.email,
        state=seat.state,
        queue_place=seat.queue_place,
        is_walk_in=seat.is_walk_in,
        mark=seat.mark,
        minutes=seat.minutes,
        mark_note=seat.mark_note,
        local_start=seat.training.starts_at.astimezone(zone),
        certificate=certificate.number if certificate else "",
        certificate_file_id=certificate.file_id if certificate else None,
        is_pinned=seat.is_pinned,
        reply_by=seat.reply_by,
        warning=warning,
    )


def doubtful_attendees(session: Session, training_id: int | None = None) -> tuple[DoubtfulRow, ...]:
    """Participants that were neither tied nor dismissed; nobody is dropped silently."""
    query = open_attendees(training_id).options(joinedload(Attendee.report).joinedload(AttendanceReport.file))
    return tuple(
        DoubtfulRow(
            id=row.id,
            training_id=row.report.training_id if row.report else row.training_id or 0,
            name=row.name,
            email=row.email or row.upn,
            minutes=row.minutes,
            flags=row.flags,
            file=row.report.file.name if row.report else "",
        )
        for row in session.scalars(query)
    )


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Someone of the roster whom a participant may turn out to be."""

    id: int
    name: str
    office: str
    is_seated: bool


def people_to_choose(session: Session, training_id: int) -> tuple[PersonChoice, ...]:
    """The whole roster by name, those with a seat in the training first."""
    live = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED)
    seated = set(session.scalars(live))
    query = select(Designee).options(joinedload(Designee.office)).where(Designee.merged_into_id.is_(None))
    people = [
        PersonChoice(row.id, row.display_name, row.office.code, row.id in seated) for row in session.scalars(query)
    ]
    return tuple(sorted(people, key=lambda row: (not row.is_seated, row.name.casefold(), row.id)))


@dataclass(frozen=True, slots=True)
class TrainingDetail:
    """One training in full. `people` is filled while participants wait for a decision."""

    training_id: int
    seats: tuple[SeatRow, ...]
    doubtful: tuple[DoubtfulRow, ...]
    people: tuple[PersonChoice, ...]
    eligible: int


def training_detail(session: Session, training_id: int, today: date) -> TrainingDetail:
    """Seats and doubtful participants, and how many who were present here could be issued a license now."""
    rows = seats(session, training_id)
    doubtful = doubtful_attendees(session, training_id)
    present = {row.designee_id for row in rows if row.mark is Mark.PRESENT}
    ready = {row.designee_id for row in candidates(session, today) if row.is_ready} if present else set()
    people = people_to_choose(session, training_id) if doubtful else ()
    return TrainingDetail(training_id, rows, doubtful, people, len(present & ready))


@dataclass(frozen=True, slots=True)
class SeatEventRow:
    at: datetime
    to_state: SeatState
    reason: str


def seat_events(session: Session, seat_id: int) -> tuple[SeatEventRow, ...]:
    query = select(SeatEvent).where(SeatEvent.seat_id == seat_id).order_by(SeatEvent.id)
    return tuple(SeatEventRow(row.at, row.to_state, row.reason) for row in session.scalars(query))
