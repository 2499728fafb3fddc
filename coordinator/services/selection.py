"""Ranking, the decision, overrides with a reason, withdrawals, and who moves up."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordinator.errors import RuleBroken
from coordinator.model import Nomination, Tasking
from coordinator.rules.choosing import MOVED_UP, Choice, choose
from coordinator.rules.ranking import Ranked, rank
from coordinator.rules.scenario import reserved_of, seats_of
from coordinator.rules.vocabulary import NominationState, TaskingState
from coordinator.services.frozen_selection import Decision, freeze
from coordinator.services.taskings import mark_over_quota
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.ranking import Standing, present_quotas, ranking_rules, settled, standing
from coordinator.views.selections import promotions


def rank_nominations(uow: UnitOfWork, tasking_id: int) -> int:
    """Score and rank everyone who stands; returns how many. The coordinator's own score is left alone."""
    tasking = uow.get(Tasking, tasking_id)
    ranked = rank_again(uow, tasking_id)
    uow.describe(f"Rank the nominations of tasking {tasking.number}")
    return len(ranked)


def rank_again(uow: UnitOfWork, tasking_id: int) -> list[Ranked]:
    """Rank by the rules of now and write it to the nominations; who withdrew or departed has no rank."""
    return _rank(uow, tasking_id, _standing(uow, tasking_id))


def _standing(uow: UnitOfWork, tasking_id: int) -> tuple[Standing, ...]:
    uow.flush()
    return standing(uow.session, tasking_id, ranking_rules(uow.session, tasking_id).rules, uow.today)


def _rank(uow: UnitOfWork, tasking_id: int, people: Sequence[Standing]) -> list[Ranked]:
    rules = ranking_rules(uow.session, tasking_id).rules
    seats = seats_of(present_quotas(uow.session, tasking_id))
    ranked = {place.id: place for place in rank([person.candidate for person in people], rules, seats)}
    for row in _nominations(uow, tasking_id):
        _note_place(row, ranked.get(row.id))
    uow.flush()
    return list(ranked.values())


def _nominations(uow: UnitOfWork, tasking_id: int) -> Sequence[Nomination]:
    query = select(Nomination).where(Nomination.tasking_id == tasking_id).options(joinedload(Nomination.designee))
    return uow.all(query.order_by(Nomination.id))


def _note_place(row: Nomination, place: Ranked | None) -> None:
    if place is None:
        row.rank = row.score = row.reasons = None
        row.explanation = ""
        return
    row.rank, row.score, row.explanation = place.rank, place.score, place.sentence
    row.reasons = [[reason.text, reason.points] for reason in place.reasons]


def decide_selection(
    uow: UnitOfWork, tasking_id: int, capacity: int, *, signed_by: str = "", scenario: str = ""
) -> int:
    """Select within quotas, reserves and capacity, freeze the decision with its record; returns how many are selected.

    People decided by hand keep their decision and count. `signed_by` is who answers for it, by default the actor;
    `scenario` the name of the what-if that it follows. Raises RuleBroken when nobody stands.
    """
    if capacity < 1:
        raise RuleBroken("The number of licenses to give out must be at least one.")
    tasking = uow.get(Tasking, tasking_id)
    people = _standing(uow, tasking_id)
    ranked = _rank(uow, tasking_id, people)
    if not ranked:
        raise RuleBroken("There is nobody to select: import nominations first.")
    quotas = present_quotas(uow.session, tasking_id)
    rows = {row.id: row for row in _nominations(uow, tasking_id)}
    for choice in choose(ranked, seats_of(quotas), capacity, reserved_of(quotas), settled(people)):
        _decide(uow, rows[choice.id], choice)
    tasking.state = TaskingState.DECIDED
    uow.flush()
    by_hand = frozenset(person.id for person in people if person.by_hand)
    freeze(uow, tasking, Decision(capacity, signed_by.strip(), scenario.strip(), by_hand), ranked, list(rows.values()))
    uow.describe(f"Decide the selection of tasking {tasking.number}", undoable=False)
    return sum(rows[place.id].state is NominationState.SELECTED for place in ranked)


def _decide(uow: UnitOfWork, row: Nomination, choice: Choice) -> None:
    row.state, row.decision_reason, row.decided_on = choice.state, choice.reason, uow.today


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
    """The office or the person withdraws. An active license is not touched; it is to be returned.

    Nobody moves up by itself: `promotions` proposes who would.
    """
    if not reason.strip():
        raise RuleBroken("A withdrawal needs a reason.")
    row = uow.get(Nomination, nomination_id)
    row.state, row.decision_reason, row.decided_on = NominationState.WITHDRAWN, reason.strip(), uow.today
    mark_over_quota(uow, row.tasking_id)
    uow.describe(f"Withdraw {row.designee.display_name}")


def accept_promotions(uow: UnitOfWork, nomination_ids: Sequence[int]) -> int:
    """Select these alternates of one tasking, whom `promotions` proposes; the reason says for whom each moved up.

    Raises RuleBroken when one of them is not (any more) proposed; then nobody moves up.
    """
    wanted = list(dict.fromkeys(nomination_ids))
    if not wanted:
        raise RuleBroken("Choose who is to move up.")
    tasking_id = uow.get(Nomination, wanted[0]).tasking_id
    proposed = {each.nomination_id: each for each in promotions(uow.session, tasking_id)}
    if not proposed.keys() >= set(wanted):
        raise RuleBroken("There is no free seat any more for one of these alternates. Look at the proposals again.")
    for nomination_id in wanted:
        row = uow.get(Nomination, nomination_id)
        row.state, row.decided_on = NominationState.SELECTED, uow.today
        row.decision_reason = f"{MOVED_UP}: {proposed[nomination_id].why}"
    who = proposed[wanted[0]].name if len(wanted) == 1 else f"{len(wanted)} alternates"
    uow.describe(f"Move up {who}")
    return len(wanted)
