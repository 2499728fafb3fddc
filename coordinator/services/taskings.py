"""Verbs on taskings: create, set quotas, record that an office declined, close."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Nomination, Office, Product, Quota, Response, Tasking
from coordinator.rules.deadlines import close_of_business
from coordinator.rules.vocabulary import NominationState, ResponseState, TaskingState
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class TaskingFacts:
    """What a tasking is made from. Without a due time it is the close of business of the unit's settings."""

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
    zone = check_zone(facts.due_zone or settings.unit_time_zone)
    due_at = close_of_business(facts.due_on, zone, facts.due_time or settings.close_of_business)
    memo_file = uow.keep_file(memo[0], "text/plain", memo[1]) if memo else None
    tasking = uow.add(
        Tasking(
            number=facts.number.strip(),
            subject=facts.subject.strip(),
            routing=facts.routing,
            text=facts.text,
            attachments=facts.attachments,
            issued_on=facts.issued_on,
            due_at=due_at,
            due_zone=zone,
            point_of_contact=facts.point_of_contact,
            point_of_contact_email=facts.point_of_contact_email,
            product_id=_product(uow, facts.product).id,
            memo_file_id=memo_file.id if memo_file else None,
        )
    )
    _ask_every_office(uow, tasking, settings.offices_default_quota)
    uow.describe(f"Create tasking {tasking.number}")
    return tasking.id


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
    """Seats by office id. Marks of nominations over quota follow the new numbers."""
    tasking = uow.get(Tasking, tasking_id)
    if any(seats < 0 for seats in quotas.values()):
        raise RuleBroken("A quota cannot be less than zero.")
    rows = {row.office_id: row for row in uow.all(select(Quota).where(Quota.tasking_id == tasking_id))}
    for office_id, seats in quotas.items():
        if office_id in rows:
            rows[office_id].seats = seats
        else:
            uow.add(Quota(tasking_id=tasking_id, office_id=office_id, seats=seats))
    mark_over_quota(uow, tasking_id)
    uow.describe(f"Set quotas of tasking {tasking.number}")


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
