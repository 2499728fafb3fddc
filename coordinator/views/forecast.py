"""The forecast of the seats of a product: what is on record read together, for the rules to look ahead with."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_high
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.model import (
    Agreement,
    Designee,
    License,
    LicenseEvent,
    Nomination,
    Product,
    Seat,
    Selection,
    Tasking,
)
from coordinator.rules.forecast import (
    Pace,
    Point,
    Pool,
    Use,
    Wait,
    come_factor,
    forecast,
    is_enough,
    pace_of,
)
from coordinator.rules.forecast_words import Basis, basis_words, forecast_words
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.overbooking import History, no_show_chance
from coordinator.rules.vocabulary import Mark, NominationState
from coordinator.views.overbooking import histories
from coordinator.views.settings import unit_settings

BACK = timedelta(days=91)
AHEAD = timedelta(days=365)
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SeatForecast:
    """`points` go from a quarter before `today` to a year after; `pools` are every agreement for the product.

    `words` are the sentences about what comes, `basis` says on what the estimate stands.
    """

    product_id: int
    product: str
    today: date
    points: tuple[Point, ...]
    pools: tuple[Pool, ...]
    words: tuple[str, ...]
    basis: str
    is_estimated: bool


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Somebody selected for the product: since when, until when (withdrawn or departed), and where they are."""

    designee_id: int
    office_id: int
    since: date
    left_on: date | None


def seat_forecast(session: Session, today: date, product_id: int) -> SeatForecast:
    """For the next twelve months. Without enough history only what is on record."""
    pools = tuple(_pools(session, product_id))
    licenses = _licenses(session, product_id)
    uses = [_use(row, today) for row in licenses]
    waits, waiting = _outcomes(_chosen(session, product_id), licenses, today)
    unit, factors = _factors(session, waiting)
    is_estimated = is_enough(waits)
    pace = pace_of(waits) if is_estimated else Pace()
    points = forecast(pools, uses, factors, pace, today, today - BACK, today + AHEAD)
    basis = Basis(
        licensed=sum(wait.got_one for wait in waits),
        left=sum(wait.left for wait in waits),
        waiting=len(waiting),
        half_after=_half_after(waits),
        marked=unit.marked,
        absent=unit.absent,
        is_estimated=is_estimated,
    )
    product = session.get_one(Product, product_id)
    words = forecast_words(pools, uses, points, basis, today)
    return SeatForecast(product.id, product.name, today, points, pools, words, basis_words(basis), is_estimated)


def _pools(session: Session, product_id: int) -> Iterator[Pool]:
    rows = session.scalars(select(Agreement).where(Agreement.product_id == product_id)).all()
    followers = {row.renews_id: row.id for row in rows if row.renews_id is not None}
    for row in sorted(rows, key=lambda each: (each.ends_on, each.id)):
        yield Pool(row.id, row.contract_number, row.seats, row.starts_on, row.ends_on, followers.get(row.id))


@dataclass(frozen=True, slots=True)
class _Held:
    """A license of the product, from the day on which it was reserved or issued."""

    agreement_id: int
    designee_id: int
    first: date
    valid_until: date | None
    ended_on: date | None
    is_active: bool


def _licenses(session: Session, product_id: int) -> list[_Held]:
    first = func.min(LicenseEvent.happened_on)
    columns = (License.agreement_id, License.designee_id, License.valid_until, License.ended_on, License.state)
    query = (
        select(*columns, License.issued_on, first)
        .outerjoin(LicenseEvent, LicenseEvent.license_id == License.id)
        .where(License.product_id == product_id)
        .group_by(License.id)
    )
    return [
        _Held(agreement, person, began or issued or until or date.max, until, ended, state in ACTIVE)
        for agreement, person, until, ended, state, issued, began in session.execute(query)
    ]


def _use(row: _Held, today: date) -> Use:
    """Who gave it back on a day does not have it on that day any more."""
    if row.is_active:
        return Use(row.agreement_id, min(row.first, today), row.valid_until)
    return Use(row.agreement_id, row.first, row.ended_on - ONE if row.ended_on else row.first, is_open=False)


def _chosen(session: Session, product_id: int) -> list[_Chosen]:
    """Everyone ever selected for the product, once each, by their first selection."""
    query = (
        select(Nomination.id, Nomination.state, Nomination.decided_on, Designee.id, Designee.office_id,
               Designee.departed_on)
        .join(Designee, Designee.id == Nomination.designee_id)
        .join(Tasking, Tasking.id == Nomination.tasking_id)
        .where(
            Tasking.product_id == product_id,
            Designee.merged_into_id.is_(None),
            Nomination.state.in_((NominationState.SELECTED, NominationState.WITHDRAWN)),
        )
    )  # fmt: skip
    rows = session.execute(query).all()
    is_any_withdrawn = any(row.state is NominationState.WITHDRAWN for row in rows)
    selected = _first_selected(session, product_id) if is_any_withdrawn else {}
    found: dict[int, _Chosen] = {}
    for nomination_id, state, decided_on, person, office, departed_on in rows:
        is_selected = state is NominationState.SELECTED
        since = decided_on if is_selected else selected.get(nomination_id)
        if since is not None:
            one = _Chosen(person, office, since, departed_on if is_selected else decided_on)
            found[person] = min(found.get(person, one), one, key=_since)
    return list(found.values())


def _since(one: _Chosen) -> date:
    return one.since


def _first_selected(session: Session, product_id: int) -> dict[int, date]:
    """When each nomination was first decided to be selected, by the frozen decisions: it may be withdrawn since."""
    zone = ZoneInfo(unit_settings(session).unit_time_zone)
    query = (
        select(Selection.decided_at, Selection.snapshot)
        .join(Tasking, Tasking.id == Selection.tasking_id)
        .where(Tasking.product_id == product_id)
        .order_by(Selection.id)
    )
    first: dict[int, date] = {}
    for decided_at, snapshot in session.execute(query):
        for entry in snapshot["nominations"]:
            if entry["state"] == NominationState.SELECTED.value:
                first.setdefault(entry["nomination_id"], decided_at.astimezone(zone).date())
    return first


def _outcomes(
    chosen: Sequence[_Chosen], licenses: Sequence[_Held], today: date
) -> tuple[tuple[Wait, ...], tuple[_Chosen, ...]]:
    """What became of everyone, and those who still wait. Who held a license before waits for none."""
    by_person: dict[int, list[_Held]] = defaultdict(list)
    for row in licenses:
        by_person[row.designee_id].append(row)
    waits, waiting = [], []
    for one in chosen:
        mine = by_person[one.designee_id]
        got = min((row.first for row in mine if row.first >= one.since), default=None)
        if got is not None:
            waits.append(Wait((got - one.since).days, got_one=True))
        elif any(row.is_active for row in mine):
            continue
        elif one.left_on is not None:
            waits.append(Wait(max((one.left_on - one.since).days, 0), left=True))
        else:
            waits.append(Wait(max((today - one.since).days, 0)))
            waiting.append(one)
    return tuple(waits), tuple(waiting)


def _half_after(waits: Sequence[Wait]) -> int | None:
    days = [wait.days for wait in waits if wait.got_one]
    return median_high(days) if days else None


def _factors(session: Session, waiting: Sequence[_Chosen]) -> tuple[History, list[float]]:
    """How likely each is to come where they still have to; and the attendance of the whole unit."""
    past = histories(session)
    unit = History(sum(each.marked for each in past.values()), sum(each.absent for each in past.values()))
    if not unit.marked:
        return unit, [1.0] * len(waiting)
    came = set(session.scalars(select(Seat.designee_id).where(Seat.mark == Mark.PRESENT)))
    by_office = {one.office_id: no_show_chance(past.get(one.office_id, History(0, 0)), unit) for one in waiting}
    of_unit = unit.absent / unit.marked
    return unit, [come_factor(of_unit, 0.0 if one.designee_id in came else by_office[one.office_id]) for one in waiting]
