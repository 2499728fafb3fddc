"""Verbs on taskings: create, change, set quotas, record that an office declined, close and reopen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Select, select

from coordinator.errors import RuleBroken
from coordinator.exchange.media_types import media_type_of
from coordinator.model import Nomination, Office, Product, Quota, Response, Selection, Tasking
from coordinator.rules.allotment import Allotment
from coordinator.rules.deadlines import close_of_business
from coordinator.rules.vocabulary import NominationState, ResponseState, TaskingState
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class TaskingFacts:
    """What a tasking says. Without a due time it is the close of business of the unit's settings."""

    number: str
    subject: str
    issued_on: date
    due_on: date
    due_time: time | None = None
    due_zone: str = ""
    routing: str = ""
    text: str = ""
    attachments: str = ""
    point_of_contact: str = ""
    point_of_contact_email: str = ""
    product: str = ""


def create_tasking(uow: UnitOfWork, facts: TaskingFacts, memo: tuple[str, bytes] | None = None) -> int:
    """A tasking open to every office of today, with the default quota each. `memo` is the file it came from."""
    _check(facts)
    settings = unit_settings(uow.session)
    memo_file = uow.keep_file(memo[0], media_type_of(memo[0]), memo[1]) if memo else None
    tasking = uow.add(Tasking(**_columns(uow, facts), memo_file_id=memo_file.id if memo_file else None))
    _ask_every_office(uow, tasking, settings.offices_default_quota)
    uow.describe(f"Create tasking {tasking.number}")
    return tasking.id


def change_tasking(uow: UnitOfWork, tasking_id: int, facts: TaskingFacts) -> int:
    """Change what a tasking says. Marks of lateness follow a changed due time; returns how many changed.

    The memo stays on file as it came. Raises RuleBroken for a closed tasking.
    """
    tasking = uow.get(Tasking, tasking_id)
    if tasking.state is TaskingState.CLOSED:
        raise RuleBroken(f"Tasking {tasking.number} is closed. Reopen it to change it.")
    _check(facts)
    for name, value in _columns(uow, facts).items():
        if getattr(tasking, name) != value:
            setattr(tasking, name, value)
    uow.flush()
    marks = _mark_late(uow, tasking)
    uow.describe(f"Change tasking {tasking.number}")
    return marks


def _columns(uow: UnitOfWork, facts: TaskingFacts) -> dict[str, object]:
    """What of the facts stands in the tasking itself."""
    settings = unit_settings(uow.session)
    zone = check_zone(facts.due_zone or settings.unit_time_zone)
    return {
        "number": facts.number.strip(),
        "subject": facts.subject.strip(),
        "routing": facts.routing,
        "text": facts.text,
        "attachments": facts.attachments,
        "issued_on": facts.issued_on,
        "due_at": close_of_business(facts.due_on, zone, facts.due_time or settings.close_of_business),
        "due_zone": zone,
        "point_of_contact": facts.point_of_contact,
        "point_of_contact_email": facts.point_of_contact_email,
        "product_id": _product(uow, facts.product).id,
    }


def _mark_late(uow: UnitOfWork, tasking: Tasking) -> int:
    """Nominations that came after the due time are late; returns how many marks changed."""
    changed = 0
    for row in uow.all(select(Nomination).where(Nomination.tasking_id == tasking.id)):
        is_late = row.nominated_at > tasking.due_at
        if row.is_late != is_late:
            row.is_late = is_late
            changed += 1
    return changed


def _check(facts: TaskingFacts) -> None:
    if not facts.number.strip():
        raise RuleBroken("A tasking needs a number, such as 0447-21.")
    if not facts.subject.strip():
        raise RuleBroken("A tasking needs a subject.")
    if facts.due_on < facts.issued_on:
        raise RuleBroken("The tasking is due before it is issued. Check the two dates.")


def _product(uow: UnitOfWork, name: str) -> Product:
    if not name.strip():
        product = uow.first(select(Product).order_by(Product.id))
        assert product is not None
        return product
    known = uow.first(select(Product).where(Product.name == name.strip()))
    return known or uow.add(Product(name=name.strip()))


def _ask_every_office(uow: UnitOfWork, tasking: Tasking, quota: int) -> None:
    open_offices = uow.all(select(Office).where(Office.valid_until.is_(None)).order_by(Office.code))
    uow.insert_rows(Quota, [{"tasking_id": tasking.id, "office_id": o.id, "seats": quota} for o in open_offices])
    uow.insert_rows(Response, [{"tasking_id": tasking.id, "office_id": o.id} for o in open_offices])


def set_quotas(uow: UnitOfWork, tasking_id: int, quotas: Mapping[int, int]) -> None:
    """Seats by office id; a reserve that no longer fits shrinks with them."""
    reserved = {row.office_id: row.reserved for row in uow.all(_quotas(tasking_id))}
    _set(uow, tasking_id, {o: Allotment(n, min(reserved.get(o, 0), max(n, 0))) for o, n in quotas.items()})


def set_allotments(uow: UnitOfWork, tasking_id: int, allotments: Mapping[int, Allotment]) -> None:
    """Seats and reserved seats by office id. Raises RuleBroken for a reserve above the seats."""
    _set(uow, tasking_id, allotments)


def _set(uow: UnitOfWork, tasking_id: int, allotments: Mapping[int, Allotment]) -> None:
    """Marks of nominations over quota follow the new numbers. Whoever is given seats again has taken its own back."""
    tasking = uow.get(Tasking, tasking_id)
    rows = {row.office_id: row for row in uow.all(_quotas(tasking_id))}
    for office_id, (seats, reserved) in allotments.items():
        _check_allotment(uow, office_id, seats, reserved)
        row = rows.get(office_id) or uow.add(Quota(tasking_id=tasking_id, office_id=office_id, seats=0))
        row.given_back = max(row.given_back - max(seats - row.seats, 0), 0)
        row.seats, row.reserved = seats, reserved
    mark_over_quota(uow, tasking_id)
    uow.describe(f"Set quotas of tasking {tasking.number}")


def _quotas(tasking_id: int) -> Select[Quota]:
    return select(Quota).where(Quota.tasking_id == tasking_id)


def _check_allotment(uow: UnitOfWork, office_id: int, seats: int, reserved: int) -> None:
    if seats < 0 or reserved < 0:
        raise RuleBroken("A quota cannot be less than zero.")
    if reserved > seats:
        office = uow.get(Office, office_id)
        raise RuleBroken(f"{office.name} cannot have {reserved} seats reserved of {seats}. Lower its reserve.")


def mark_over_quota(uow: UnitOfWork, tasking_id: int) -> Counter[int]:
    """Mark who stands beyond the quota of the office, in the order of receipt; returns how many an office."""
    uow.flush()
    quotas = {q.office_id: q.seats for q in uow.all(select(Quota).where(Quota.tasking_id == tasking_id))}
    columns = (Nomination.id, Nomination.office_id, Nomination.is_over_quota)
    query = (
        select(*columns)
        .where(Nomination.tasking_id == tasking_id, Nomination.state != NominationState.WITHDRAWN)
        .order_by(Nomination.is_office_alternate, Nomination.nominated_at, Nomination.id)
    )
    standing: Counter[int] = Counter()
    over: Counter[int] = Counter()
    for row in uow.session.execute(query).all():
        standing[row.office_id] += 1
        is_over = standing[row.office_id] > quotas.get(row.office_id, 0)
        if row.is_over_quota != is_over:
            uow.get(Nomination, row.id).is_over_quota = is_over
        over[row.office_id] += is_over
    return over


def decline(uow: UnitOfWork, tasking_id: int, office_id: int, at: datetime, note: str = "") -> None:
    """Record that an office names nobody."""
    response = response_of(uow, tasking_id, office_id)
    if response.state is ResponseState.RECEIVED:
        raise RuleBroken("This office has already named people. Withdraw its nominations first.")
    response.state, response.received_at, response.note = ResponseState.DECLINED, at, note
    uow.describe(f"Record that {response.office.name} declined")


def response_of(uow: UnitOfWork, tasking_id: int, office_id: int) -> Response:
    query = select(Response).where(Response.tasking_id == tasking_id, Response.office_id == office_id)
    return uow.first(query) or uow.add(Response(tasking_id=tasking_id, office_id=office_id))


def close_tasking(uow: UnitOfWork, tasking_id: int) -> None:
    tasking = uow.get(Tasking, tasking_id)
    tasking.state = TaskingState.CLOSED
    uow.describe(f"Close tasking {tasking.number}")


def reopen_tasking(uow: UnitOfWork, tasking_id: int) -> None:
    """Open a closed tasking again; one that was decided is decided again."""
    tasking = uow.get(Tasking, tasking_id)
    if tasking.state is not TaskingState.CLOSED:
        raise RuleBroken(f"Tasking {tasking.number} is not closed.")
    decided = uow.first(select(Selection).where(Selection.tasking_id == tasking_id))
    tasking.state = TaskingState.DECIDED if decided else TaskingState.OPEN
    uow.describe(f"Reopen tasking {tasking.number}")
