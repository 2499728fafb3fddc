"""What issuing or reserving licenses would do, before anything is done; the services do just that."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from coordinator.documents.typography import ensure_drawable
from coordinator.errors import RuleBroken
from coordinator.model import Designee, Tasking
from coordinator.rules.allotted_seats import AllottedPool, Verdict, give_seats, why_no_seat
from coordinator.rules.vocabulary import GateKind
from coordinator.views.candidates import CandidateRow, candidates
from coordinator.views.pools import NONE_IN_FORCE, AgreementRow, agreements, pool_to_use

HOLDS_ONE = "already holds an active license"
ANOTHER = "reserve a seat first, if they are to have another one"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What would be done for one person: something, or nothing and `why_not`. `seat` is what the pool has for them.

    Whom something else keeps from a seat, and who holds a reservation, takes none of those that are free.
    """

    person: CandidateRow
    why_not: str = ""
    seat: Verdict = Verdict.SEAT

    @property
    def is_over_share(self) -> bool:
        """As was asked for; else the share would have been the reason why not."""
        return self.seat is Verdict.OVER_SHARE


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """What issuing under a tasking would do today. Without an agreement in force there is no pool to issue from."""

    tasking_id: int
    number: str
    agreement: AgreementRow | None
    lines: tuple[PlanLine, ...]
    pool: AllottedPool

    @property
    def people(self) -> tuple[CandidateRow, ...]:
        return tuple(line.person for line in self.lines)

    @property
    def free(self) -> int:
        return self.pool.free

    @property
    def ready(self) -> tuple[CandidateRow, ...]:
        return tuple(line.person for line in self.lines if line.person.is_ready)

    @property
    def served(self) -> tuple[PlanLine, ...]:
        """Those for whom it is done, in rank order."""
        return tuple(line for line in self.lines if not line.why_not)

    @property
    def left_out(self) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.why_not)


def issue_plan(
    session: Session,
    today: date,
    tasking_id: int,
    designee_ids: Collection[int] | None = None,
    over_allotment: bool = False,
) -> IssuePlan:
    """Who would be issued a license under this tasking, from which pool, who not and why; the service does just that.

    With `designee_ids` as if only these were asked for. A reservation has its seat already.
    """
    return _plan(session, today, tasking_id, designee_ids, over_allotment, partial(_why_not_issued, session, today))


def reservation_plan(
    session: Session,
    today: date,
    tasking_id: int,
    designee_ids: Collection[int] | None = None,
    over_allotment: bool = False,
) -> IssuePlan:
    """For whom a seat would be reserved, ready or not."""
    return _plan(session, today, tasking_id, designee_ids, over_allotment, _why_not_reserved)


def _plan(
    session: Session,
    today: date,
    tasking_id: int,
    designee_ids: Collection[int] | None,
    over_allotment: bool,
    why_not: Callable[[CandidateRow], str],
) -> IssuePlan:
    tasking = session.get_one(Tasking, tasking_id)
    found = pool_to_use(session, today, tasking.product_id)
    wanted = None if designee_ids is None else set(designee_ids)
    people = [p for p in candidates(session, today, tasking_id) if wanted is None or p.designee_id in wanted]
    if found is None:
        return IssuePlan(
            tasking_id, tasking.number, None, tuple(PlanLine(p, NONE_IN_FORCE) for p in people), AllottedPool(0)
        )
    agreement, pool = found
    row = next(row for row in agreements(session, tasking.product_id) if row.id == agreement.id)
    return IssuePlan(tasking_id, tasking.number, row, _lines(people, pool, over_allotment, why_not), pool)


def _lines(
    people: Sequence[CandidateRow], pool: AllottedPool, over_allotment: bool, why_not: Callable[[CandidateRow], str]
) -> tuple[PlanLine, ...]:
    """Seats are given in order to those whom nothing else keeps from one."""
    obstacles = {person.designee_id: why_not(person) for person in people}
    wanting = [p for p in people if not obstacles[p.designee_id] and p.reservation is None]
    verdicts = give_seats(pool, [p.office_id for p in wanting], over_share=over_allotment)
    given = dict(zip((p.designee_id for p in wanting), verdicts, strict=True))
    return tuple(
        _line(person, obstacles[person.designee_id], given.get(person.designee_id, Verdict.SEAT), pool)
        for person in people
    )


def _line(person: CandidateRow, obstacle: str, seat: Verdict, pool: AllottedPool) -> PlanLine:
    return PlanLine(person, obstacle or why_no_seat(pool, person.office_id, person.office, seat), seat)


def _why_not_issued(session: Session, today: date, person: CandidateRow) -> str:
    kept = person.reservation
    if person.holds_license:
        return HOLDS_ONE
    if kept is not None and not kept.starts_on <= today <= kept.ends_on:
        return f"the agreement of reservation {kept.number} is not in force; give the reservation back first"
    if person.given_back:
        return f"{person.given_back}; {ANOTHER}"
    return person.next_action or why_not_printed(session.get_one(Designee, person.designee_id))


def why_not_printed(person: Designee) -> str:
    """Why a letter to this person cannot be printed; empty when it can."""
    try:
        for text in (person.name.printed, person.supervisor_name):
            ensure_drawable(text, "name")
    except RuleBroken as refusal:
        return str(refusal)
    return ""


def _why_not_reserved(person: CandidateRow) -> str:
    if person.holds_license:
        return HOLDS_ONE
    if person.reservation is not None:
        return f"holds reservation {person.reservation.number} already"
    return next((g.evidence for g in person.gates if g.kind is GateKind.ACTIVE and not g.holds), "")
