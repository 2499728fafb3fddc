"""What a ranking is made from: the rules in force, the quotas, everyone who stands; and what other rules would move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from coordinator.model import (
    Completion,
    Course,
    Designee,
    Nomination,
    Office,
    Quota,
    RankingRule,
    Selection,
    Tasking,
    TrialUse,
)
from coordinator.rules.ranking import Candidate, Ranked, Rule, rank
from coordinator.rules.scenario import Places, seats_of
from coordinator.rules.vocabulary import CourseKind, NominationState
from coordinator.views.people import display_name
from coordinator.views.roster import designees
from coordinator.views.roster_query import matching
from coordinator.views.settings import unit_settings


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """Every rule in its order, also those switched off; `is_own` when the tasking does not follow the defaults."""

    rules: tuple[Rule, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Someone whose nomination stands: not withdrawn, not departed.

    `by_hand` when a person and not the rules decided; `is_settled` when the next decision leaves it as it is.
    """

    id: int
    designee_id: int
    name: str
    office_id: int
    office: str
    state: NominationState
    decision_reason: str
    manual_score: float | None
    manual_note: str
    by_hand: bool
    is_settled: bool
    candidate: Candidate


def ranking_rules(session: Session, tasking_id: int | None = None) -> RulesInForce:
    """The tasking's own rules, or the defaults where it has none; without a tasking the defaults."""
    own = _stored_rules(session, tasking_id) if tasking_id is not None else ()
    return RulesInForce(own or _stored_rules(session, None), bool(own))


def _stored_rules(session: Session, tasking_id: int | None) -> tuple[Rule, ...]:
    query = select(RankingRule).where(RankingRule.tasking_id == tasking_id).order_by(RankingRule.position)
    return tuple(Rule(row.criterion, row.weight, row.is_on, row.query, row.title) for row in session.scalars(query))


def present_quotas(session: Session, tasking_id: int) -> dict[int, Places]:
    """Seats and reserved seats by office id."""
    query = select(Quota.office_id, Quota.seats, Quota.reserved).where(Quota.tasking_id == tasking_id)
    return {row.office_id: Places(row.seats, row.reserved) for row in session.execute(query)}


def standing(session: Session, tasking_id: int, rules: Iterable[Rule], today: date) -> tuple[Standing, ...]:
    """Everyone who stands, with all that these rules look at."""
    columns = (
        *(Nomination.id, Nomination.designee_id, Nomination.office_id, Nomination.state, Nomination.nominated_at),
        *(Nomination.is_late, Nomination.is_office_alternate, Nomination.trial_use, Nomination.course_completed),
        *(Nomination.course_completed_on, Nomination.supervisor_priority, Nomination.decision_reason),
        *(Nomination.manual_score, Nomination.manual_note, Office.code, Designee.name_key, Designee.raw_name),
        *(Designee.first_name, Designee.middle_name, Designee.last_name, Designee.suffix, Designee.is_contractor),
    )
    query = (
        select(*columns)
        .join(Designee, Designee.id == Nomination.designee_id)
        .join(Office, Office.id == Nomination.office_id)
        .where(
            Nomination.tasking_id == tasking_id,
            Nomination.state != NominationState.WITHDRAWN,
            Designee.departed_on.is_(None),
            Designee.merged_into_id.is_(None),
        )
        .order_by(Nomination.id)
    )
    hits = _query_hits(session, rules, today)
    zone = ZoneInfo(unit_settings(session).unit_time_zone)
    made, known = _made_by_rules(session, tasking_id), _known(session, tasking_id)
    return tuple(
        _standing(row, made, _candidate(row, hits, known, today, zone)) for row in session.execute(query).mappings()
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is on record of people whatever their nominations say: trial use of the product, the course of the LMS."""

    trial_users: frozenset[int]
    completed: Mapping[int, date]


def _known(session: Session, tasking_id: int) -> _Known:
    used = select(TrialUse.designee_id).join(Tasking, Tasking.product_id == TrialUse.product_id)
    completed = (
        select(Completion.designee_id, Completion.completed_on)
        .join(Course, Course.id == Completion.course_id)
        .where(Course.kind == CourseKind.LMS)
        .order_by(Completion.completed_on)
    )
    return _Known(
        frozenset(session.scalars(used.where(Tasking.id == tasking_id))), dict(session.execute(completed).all())
    )


def _query_hits(session: Session, rules: Iterable[Rule], today: date) -> dict[str, frozenset[int]]:
    """Who matches each query that counts, by designee id; the roster is read once for all of them."""
    texts = {rule.query for rule in rules if rule.is_on and rule.query}
    roster = designees(session, today) if texts else ()
    return {text: frozenset(row.id for row in matching(roster, text, today)) for text in texts}


def _made_by_rules(session: Session, tasking_id: int) -> dict[int, tuple[str, str]]:
    """State and reason that the last decision gave to a nomination by the rules."""
    query = select(Selection.snapshot).where(Selection.tasking_id == tasking_id).order_by(Selection.id.desc()).limit(1)
    snapshot: dict[str, Any] = session.scalar(query) or {"nominations": []}
    return {
        entry["nomination_id"]: (entry["state"], entry["reason"])
        for entry in snapshot["nominations"]
        if not entry.get("by_hand", True)
    }


def _candidate(
    row: RowMapping, hits: Mapping[str, frozenset[int]], known: _Known, today: date, zone: ZoneInfo
) -> Candidate:
    nominated_at: datetime = row["nominated_at"]
    person: int = row["designee_id"]
    return Candidate(
        id=row["id"],
        office_id=row["office_id"],
        nominated_at=nominated_at,
        order=row["name_key"],
        trial_use=bool(row["trial_use"]) or person in known.trial_users,
        course_completed=bool(row["course_completed"]) or person in known.completed,
        course_completed_on=row["course_completed_on"] or known.completed.get(person),
        is_late=row["is_late"],
        is_office_alternate=row["is_office_alternate"],
        supervisor_priority=row["supervisor_priority"],
        waiting_days=max((today - nominated_at.astimezone(zone).date()).days, 0),
        query_hits=frozenset(text for text, people in hits.items() if person in people),
    )


def _standing(row: RowMapping, made: Mapping[int, tuple[str, str]], candidate: Candidate) -> Standing:
    state, reason = row["state"], row["decision_reason"]
    is_decided = state is not NominationState.PENDING
    by_rules = made.get(row["id"]) == (state.value, reason)
    return Standing(
        id=row["id"],
        designee_id=row["designee_id"],
        name=display_name(row),
        office_id=row["office_id"],
        office=row["code"],
        state=state,
        decision_reason=reason,
        manual_score=row["manual_score"],
        manual_note=row["manual_note"],
        by_hand=is_decided and not by_rules,
        # Those whom the rules made alternates may be selected by the next decision, say with more licenses.
        is_settled=is_decided and not (by_rules and state is NominationState.ALTERNATE),
        candidate=candidate,
    )


def settled(people: Iterable[Standing]) -> dict[int, NominationState]:
    """What a decision leaves as it is, by nomination."""
    return {person.id: person.state for person in people if person.is_settled}


def present_ranking(session: Session, tasking_id: int, today: date) -> list[Ranked]:
    """Everyone who stands, ranked by the rules in force, whatever was ranked before."""
    rules = ranking_rules(session, tasking_id).rules
    people = standing(session, tasking_id, rules, today)
    return rank([p.candidate for p in people], rules, seats_of(present_quotas(session, tasking_id)))
