"""The Today page: everything that waits for someone, each thing with how many and where it leads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.model import Agreement, Designee, Gate, License
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.retention import Disposal
from coordinator.rules.vocabulary import GateKind, NominationState, TaskingState, TrainingState
from coordinator.views import taskings, trainings
from coordinator.views.access_review_due import review_due
from coordinator.views.agreements import due_alerts
from coordinator.views.candidates import CandidateRow, candidates
from coordinator.views.compliance import ComplianceRow, compliance
from coordinator.views.documents import VersionState, governing_versions
from coordinator.views.invitations import InvitationsDue, invitations_due
from coordinator.views.license_proposals import license_proposals
from coordinator.views.retention import due_for_disposal
from coordinator.views.selections import promotions
from coordinator.views.settings import unit_settings
from coordinator.views.wait_list import offers_run_out

DAYS_AHEAD = 7
DOCUMENT_DAYS = 60
FULL_NAMES = 3


class Todo(StrEnum):
    """What may wait, the most pressing first."""

    EXCEPTIONS = "exceptions"
    LATE_OFFICES = "late_offices"
    PROBLEMS = "problems"
    UNMARKED = "unmarked"
    OFFERS = "offers"
    DOUBTFUL = "doubtful"
    PENDING = "pending"
    ALTERNATES = "alternates"
    PROPOSALS = "proposals"
    REVIEW_OVERDUE = "review_overdue"
    READY = "ready"
    INVITATIONS = "invitations"
    CERTIFICATES = "certificates"
    ACKNOWLEDGMENTS = "acknowledgments"
    EXPIRING = "expiring"
    DOCUMENT_ENDS = "document_ends"
    REVIEW_DUE = "review_due"
    AGREEMENT_ENDS = "agreement_ends"
    LICENSES_END = "licenses_end"
    TRAINING = "training"
    AWAITED_OFFICES = "awaited_offices"
    DISPOSAL = "disposal"


@dataclass(frozen=True, slots=True)
class TodoLine:
    """`of` is the tasking, training, agreement or version it is about, `names` the first few people or offices.

    `total` is what `count` is out of; of invitations, those whose calendar no longer tells the truth.
    """

    todo: Todo
    count: int
    of: int | None = None
    title: str = ""
    at: datetime | None = None
    zone: str = ""
    on: date | None = None
    total: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenTasking:
    """How far the answers to an open tasking are."""

    id: int
    number: str
    subject: str
    answered: int
    offices: int
    nominated: int
    seats: int
    due_at: datetime
    due_zone: str


@dataclass(frozen=True, slots=True)
class TodayView:
    is_empty: bool
    lines: tuple[TodoLine, ...]
    open_taskings: tuple[OpenTasking, ...]


def today_view(session: Session, now: datetime, today: date) -> TodayView:
    """What waits at this moment; `today` is the calendar day in the unit's zone."""
    rows = taskings.taskings(session)
    live = [row for row in rows if row.state is TaskingState.OPEN]
    lines = [line for row in live for line in _of_tasking(session, row, now)]
    lines += [line for row in rows if row.state is TaskingState.DECIDED for line in _of_decision(session, row)]
    lines += [line for row in trainings.trainings(session) for line in _of_training(row, now)]
    lines += [TodoLine(Todo.OFFERS, number, of, title) for of, title, number in offers_run_out(session, now)]
    lines += [_mails(due) for due in invitations_due(session, now)]
    finders = (_of_holders, _of_proposals, _of_reviews, _of_people, _of_documents, _of_agreements, _of_records)
    lines += [line for find in finders for line in find(session, now, today)]
    order = list(Todo)
    return TodayView(
        is_empty=not rows and not _count(session, Designee),
        lines=tuple(sorted(lines, key=lambda line: order.index(line.todo))),
        open_taskings=tuple(_progress(session, row) for row in live),
    )


def _count(session: Session, entity: type[Designee]) -> int:
    return session.scalar(select(func.count()).select_from(entity)) or 0


def _progress(session: Session, row: taskings.TaskingRow) -> OpenTasking:
    seats = sum(office.quota for office in taskings.board(session, row.id))
    return OpenTasking(
        row.id, row.number, row.subject, row.offices_answered, row.offices, row.nominated, seats, row.due_at,
        row.due_zone,
    )  # fmt: skip


def _of_tasking(session: Session, row: taskings.TaskingRow, now: datetime) -> Iterator[TodoLine]:
    silent = [each for each in taskings.board(session, row.id) if each.is_awaited]
    if silent:
        todo = Todo.LATE_OFFICES if now > row.due_at else Todo.AWAITED_OFFICES
        names = tuple(each.office_code for each in silent)
        yield _about(todo, row, len(silent), names[: 2 * FULL_NAMES])
    pending = [each for each in taskings.nominations(session, row.id) if each.state is NominationState.PENDING]
    if pending:
        yield _about(Todo.PENDING, row, len(pending), _first([each.name for each in pending]))
    problems = [each for each in taskings.import_problems(session, row.id) if each.blocking and not each.settled_on]
    if problems:
        yield _about(Todo.PROBLEMS, row, len(problems), _first(sorted({each.office for each in problems})))


def _of_decision(session: Session, row: taskings.TaskingRow) -> Iterator[TodoLine]:
    """Seats that became free since, with alternates who could take them."""
    if next_up := promotions(session, row.id):
        yield _about(Todo.ALTERNATES, row, len(next_up), _first([each.name for each in next_up]))


def _about(todo: Todo, row: taskings.TaskingRow, count: int, names: tuple[str, ...]) -> TodoLine:
    return TodoLine(todo, count, row.id, row.number, row.due_at, row.due_zone, total=row.offices, names=names)


def _first(names: list[str]) -> tuple[str, ...]:
    return tuple(names[:FULL_NAMES])


def _of_training(row: trainings.TrainingRow, now: datetime) -> Iterator[TodoLine]:
    if row.state is TrainingState.CANCELLED:
        return
    if now <= row.ends_at and row.starts_at <= now + timedelta(days=DAYS_AHEAD):
        yield _at(Todo.TRAINING, row, row.taken)
    if row.ends_at < now and row.unmarked:
        yield _at(Todo.UNMARKED, row, row.unmarked)
    if row.doubtful:
        yield _at(Todo.DOUBTFUL, row, row.doubtful)
    if row.certificates_due:
        yield _at(Todo.CERTIFICATES, row, row.certificates_due)


def _mails(due: InvitationsDue) -> TodoLine:
    number = due.not_invited + due.changed + due.cancellations
    return TodoLine(Todo.INVITATIONS, number, due.training_id, due.title, total=due.changed + due.cancellations)


def _at(todo: Todo, row: trainings.TrainingRow, count: int) -> TodoLine:
    return TodoLine(todo, count, row.id, row.title, row.starts_at, row.time_zone, total=row.capacity)


def _of_holders(session: Session, now: datetime, today: date) -> Iterator[TodoLine]:
    """Active licenses whose holder misses a gate, a list that is to be empty; and those who soon will."""
    held = compliance(session, None, now)
    missing = [row for row in held if row.is_exception]
    if missing:
        yield TodoLine(Todo.EXCEPTIONS, len(missing), names=_first([row.name for row in missing]))
    ahead = unit_settings(session).gates_expiring_days
    ending = {row.designee_id: row for row in held if not row.is_exception and _first_end(row, today, ahead)}
    if ending:
        first = min(filter(None, (_first_end(row, today, ahead) for row in ending.values())))
        yield TodoLine(Todo.EXPIRING, len(ending), on=first, names=_first([row.name for row in ending.values()]))


def _first_end(row: ComplianceRow, today: date, ahead: int) -> date | None:
    """The last day of the gate that ends first, when that is soon."""
    return min((gate.until for gate in row.gates if gate.until and gate.ends_within(today, ahead)), default=None)


def _of_proposals(session: Session, now: datetime, today: date) -> Iterator[TodoLine]:
    rows = license_proposals(session, today)
    if rows:
        yield TodoLine(Todo.PROPOSALS, len(rows), names=_first([row.name for row in rows]))


def _of_reviews(session: Session, now: datetime, today: date) -> Iterator[TodoLine]:
    """Access reviews whose answers are overdue, and products whose licenses are to be reviewed again."""
    for due in review_due(session, today):
        todo = Todo.REVIEW_OVERDUE if due.review_id else Todo.REVIEW_DUE
        yield TodoLine(todo, due.count, due.review_id, due.title or due.product, on=due.due_on or due.last_began)


def _of_documents(session: Session, now: datetime, today: date) -> Iterator[TodoLine]:
    """Governing documents in force that are to be reviewed or re-certified soon, or should have been."""
    until = today + timedelta(days=DOCUMENT_DAYS)
    for version in governing_versions(session, today):
        due = min(filter(None, (version.review_on, version.expires_on)), default=None)
        if version.state in (VersionState.IN_FORCE, VersionState.EXPIRED) and due is not None and due <= until:
            yield TodoLine(Todo.DOCUMENT_ENDS, 1, version.id, f"{version.title}, {version.label}", on=due)


def _of_people(session: Session, now: datetime, today: date) -> Iterator[TodoLine]:
    people = candidates(session, today)
    ready = [row.name for row in people if row.is_ready]
    if ready:
        yield TodoLine(Todo.READY, len(ready), names=_first(ready))
    acknowledging = _acknowledging(session)
    waiting = _names(people, lambda row: any(_fails(gate, acknowledging) for gate in row.gates))
    if waiting:
        yield TodoLine(Todo.ACKNOWLEDGMENTS, len(waiting), names=_first(waiting))


def _names(people: tuple[CandidateRow, ...], wanted: Callable[[CandidateRow], bool]) -> list[str]:
    """Each person once, though selected under several taskings."""
    return list({row.designee_id: row.name for row in people if wanted(row)}.values())


def _fails(gate: GateResult, kinds: frozenset[int]) -> bool:
    return gate.gate_id in kinds and not gate.holds


def _acknowledging(session: Session) -> frozenset[int]:
    """The ids of the gates that ask for an acknowledgment."""
    return frozenset(session.scalars(select(Gate.id).where(Gate.kind == GateKind.ACKNOWLEDGED, Gate.is_on)))


def _of_agreements(session: Session, now: datetime, today: date) -> Iterator[TodoLine]:
    """Lead times that were reached and nobody has seen yet, and licenses that end before their agreement does."""
    for alert in due_alerts(session, today):
        yield TodoLine(
            Todo.AGREEMENT_ENDS, 1, alert.agreement_id, alert.contract_number, on=alert.ends_on, total=alert.seats,
            names=(alert.renewed_by,) if alert.renewed_by else (),
        )  # fmt: skip
    for agreement in session.scalars(select(Agreement).order_by(Agreement.ends_on, Agreement.id)):
        until = today + timedelta(days=agreement.alert_days)
        mine = License.agreement_id == agreement.id
        ends = select(License.valid_until).where(mine, License.state.in_(ACTIVE), License.valid_until <= until)
        ending = sorted(day for day in session.scalars(ends) if day is not None)
        if ending:
            yield TodoLine(Todo.LICENSES_END, len(ending), agreement.id, agreement.contract_number, on=ending[0])


def _of_records(session: Session, now: datetime, today: date) -> Iterator[TodoLine]:
    """Records as old as the retention rules say, without those that are held back."""
    due = [row for row in due_for_disposal(session, today) if row.state is Disposal.DUE]
    if due:
        yield TodoLine(Todo.DISPOSAL, len(due), on=min(row.due_since for row in due), names=_first([due[0].what]))
