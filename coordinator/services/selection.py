"""Ranking, the decision, overrides with a reason, withdrawals."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordinator.errors import RuleBroken
from coordinator.model import Nomination, Quota, RankingRule, Selection, Tasking
from coordinator.rules.ranking import Candidate, Choice, Ranked, Rule, choose, rank
from coordinator.rules.vocabulary import NominationState, TaskingState
from coordinator.services.taskings import mark_over_quota
from coordinator.store.unit_of_work import UnitOfWork


def rank_nominations(uow: UnitOfWork, tasking_id: int) -> int:
    """Score and rank everyone who was not withdrawn; returns how many. The coordinator's own score is left alone."""
    tasking = uow.get(Tasking, tasking_id)
    ranked = _rank(uow, tasking_id)
    uow.describe(f"Rank the nominations of tasking {tasking.number}")
    return len(ranked)


def _rank(uow: UnitOfWork, tasking_id: int) -> list[Ranked]:
    nominations = {row.id: row for row in _standing(uow, tasking_id)}
    ranked = rank([_candidate(row) for row in nominations.values()], _rules(uow, tasking_id), _quotas(uow, tasking_id))
    for place in ranked:
        row = nominations[place.id]
        row.rank, row.score, row.explanation = place.rank, place.score, place.sentence
    return ranked


def _standing(uow: UnitOfWork, tasking_id: int) -> Sequence[Nomination]:
    query = (
        select(Nomination)
        .where(Nomination.tasking_id == tasking_id, Nomination.state != NominationState.WITHDRAWN)
        .options(joinedload(Nomination.designee))
        .order_by(Nomination.id)
    )
    return uow.all(query)


def _candidate(row: Nomination) -> Candidate:
    return Candidate(
        id=row.id,
        office_id=row.office_id,
        nominated_at=row.nominated_at,
        order=row.designee.name_key,
        trial_use=bool(row.trial_use),
        course_completed=bool(row.course_completed),
        course_completed_on=row.course_completed_on,
        is_late=row.is_late,
        is_office_alternate=row.is_office_alternate,
    )


def _rules(uow: UnitOfWork, tasking_id: int) -> list[Rule]:
    """The tasking's own rules, or the default ones where it has none."""
    own = uow.all(select(RankingRule).where(RankingRule.tasking_id == tasking_id).order_by(RankingRule.position))
    default = select(RankingRule).where(RankingRule.tasking_id.is_(None)).order_by(RankingRule.position)
    return [Rule(row.criterion, row.weight) for row in own or uow.all(default) if row.is_on]


def _quotas(uow: UnitOfWork, tasking_id: int) -> dict[int, int]:
    rows = uow.all(select(Quota).where(Quota.tasking_id == tasking_id))
    return {row.office_id: row.seats for row in rows}


def decide_selection(uow: UnitOfWork, tasking_id: int, capacity: int) -> int:
    """Select within quotas and capacity, freeze the decision with every explanation; returns how many were selected.

    People decided by hand keep their decision and count. Raises RuleBroken when nobody stands.
    """
    if capacity < 1:
        raise RuleBroken("The number of licenses to give out must be at least one.")
    tasking = uow.get(Tasking, tasking_id)
    ranked = _rank(uow, tasking_id)
    if not ranked:
        raise RuleBroken("There is nobody to select: import nominations first.")
    choices = choose(ranked, _quotas(uow, tasking_id), capacity)
    rows = {row.id: row for row in _standing(uow, tasking_id)}
    for choice in choices:
        _decide(uow, rows[choice.id], choice)
    tasking.state = TaskingState.DECIDED
    uow.flush()
    _freeze(uow, tasking_id, capacity, [rows[place.id] for place in ranked])
    uow.describe(f"Decide the selection of tasking {tasking.number}", undoable=False)
    return sum(row.state is NominationState.SELECTED for row in rows.values())


def _decide(uow: UnitOfWork, row: Nomination, choice: Choice) -> None:
    if row.state is NominationState.PENDING:
        row.state, row.decision_reason, row.decided_on = choice.state, choice.reason, uow.today


def _freeze(uow: UnitOfWork, tasking_id: int, capacity: int, rows: Sequence[Nomination]) -> None:
    snapshot: dict[str, Any] = {"capacity": capacity, "nominations": [_snapshot(row) for row in rows]}
    canonical = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    uow.add(
        Selection(
            tasking_id=tasking_id,
            decided_at=uow.now,
            decided_by=uow.actor,
            capacity=capacity,
            snapshot=snapshot,
            sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        )
    )


def _snapshot(row: Nomination) -> dict[str, Any]:
    return {
        "designee_id": row.designee_id,
        "name": row.designee.display_name,
        "rank": row.rank,
        "score": row.score,
        "explanation": row.explanation,
        "manual_score": row.manual_score,
        "manual_note": row.manual_note,
        "state": row.state.value,
        "reason": row.decision_reason,
    }


def override(uow: UnitOfWork, nomination_ids: Sequence[int], state: NominationState, reason: str) -> None:
    """Decide by hand, against or before the rules. Raises RuleBroken without a reason."""
    if not reason.strip():
        raise RuleBroken("A decision by hand needs a reason, so that it can be defended later.")
    rows = [uow.get(Nomination, nomination_id) for nomination_id in nomination_ids]
    for row in rows:
        row.state, row.decision_reason = state, reason.strip()
        row.decided_on = None if state is NominationState.PENDING else uow.today
    who = rows[0].designee.display_name if len(rows) == 1 else f"{len(rows)} people"
    uow.describe(f"Set {who} to {state.value.replace('_', ' ')}")


def note_score(uow: UnitOfWork, nomination_id: int, score: float | None, note: str) -> None:
    """The coordinator's own score and note, beside the one of the rules."""
    row = uow.get(Nomination, nomination_id)
    row.manual_score, row.manual_note = score, note.strip()
    uow.describe(f"Note a score for {row.designee.display_name}")


def withdraw_nomination(uow: UnitOfWork, nomination_id: int, reason: str) -> None:
    """The office or the person withdraws. An active license is not touched; it is to be returned."""
    if not reason.strip():
        raise RuleBroken("A withdrawal needs a reason.")
    row = uow.get(Nomination, nomination_id)
    row.state, row.decision_reason, row.decided_on = NominationState.WITHDRAWN, reason.strip(), uow.today
    mark_over_quota(uow, row.tasking_id)
    uow.describe(f"Withdraw {row.designee.display_name}")
