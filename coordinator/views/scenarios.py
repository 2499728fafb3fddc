"""What-ifs: what other rules, quotas and another capacity would do. Nothing is changed by looking."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Office, Scenario, Tasking
from coordinator.rules.ranking import Reason, Rule
from coordinator.rules.scenario import Outcome, Places, ScenarioFacts, evaluate
from coordinator.rules.vocabulary import NominationState, RankingCriterion
from coordinator.views.pools import agreements
from coordinator.views.ranking import Standing, present_quotas, ranking_rules, settled, standing
from coordinator.views.selections import latest

PRESENT = "As it is"


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A kept what-if; `facts` are ready to be evaluated or changed."""

    id: int
    name: str
    facts: ScenarioFacts
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One candidate in a scenario; `id` is the nomination's, `state` what it would be and `why` in words.

    `alternate_place` counts the alternates, for them alone. `by_hand`: a person decided, no scenario changes it.
    """

    id: int
    designee_id: int
    name: str
    office_id: int
    office: str
    rank: int
    score: float
    reasons: tuple[Reason, ...]
    explanation: str
    manual_score: float | None
    manual_note: str
    state: NominationState
    why: str
    alternate_place: int | None
    by_hand: bool


@dataclass(frozen=True, slots=True)
class OfficeOutcome:
    office_id: int
    office: str
    seats: int
    reserved: int
    standing: int
    selected: int
    alternates: int


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """What the scenario would do, everyone in rank order, offices by code. `unused` are licenses nobody would get."""

    facts: ScenarioFacts
    rows: tuple[OutcomeRow, ...]
    offices: tuple[OfficeOutcome, ...]
    selected: int
    alternates: int
    not_selected: int
    unused: int


def scenarios(session: Session, tasking_id: int) -> tuple[ScenarioRow, ...]:
    """The kept what-ifs of the tasking, in the order in which they were made."""
    query = select(Scenario).where(Scenario.tasking_id == tasking_id).order_by(Scenario.id)
    return tuple(
        ScenarioRow(row.id, row.name, stored_facts(row), row.made_at, row.made_by) for row in session.scalars(query)
    )


def stored_facts(row: Scenario) -> ScenarioFacts:
    quotas = {int(office_id): Places(*places) for office_id, places in row.quotas.items()}
    return ScenarioFacts(row.name, row.capacity, tuple(_stored_rule(plain) for plain in row.rules), quotas, row.note)


def _stored_rule(plain: dict[str, Any]) -> Rule:
    return Rule(**{**plain, "criterion": RankingCriterion(plain["criterion"])})


def baseline(session: Session, tasking_id: int, today: date, capacity: int | None = None) -> ScenarioFacts:
    """The tasking as it is: its rules and quotas. Without a capacity that of the last decision, else the free seats of
    the pools in force, else of the quotas together.
    """
    quotas = present_quotas(session, tasking_id)
    if capacity is None:
        decision = latest(session, tasking_id)
        capacity = decision.capacity if decision else _free_seats(session, tasking_id, today, quotas)
    return ScenarioFacts(PRESENT, max(capacity, 1), ranking_rules(session, tasking_id).rules, quotas)


def _free_seats(session: Session, tasking_id: int, today: date, quotas: Mapping[int, Places]) -> int:
    product = session.scalars(select(Tasking.product_id).where(Tasking.id == tasking_id)).one()
    pools = [pool for pool in agreements(session, product) if pool.starts_on <= today <= pool.ends_on]
    return sum(pool.free for pool in pools) if pools else sum(places.seats for places in quotas.values())


def evaluate_scenario(session: Session, tasking_id: int, scenario: ScenarioFacts | int, today: date) -> ScenarioResult:
    """What the scenario, given or kept under this id, would do today. Raises RuleBroken when it is no longer there."""
    return evaluate_scenarios(session, tasking_id, [scenario], today)[0]


def evaluate_scenarios(
    session: Session, tasking_id: int, chosen: Sequence[ScenarioFacts | int], today: date
) -> tuple[ScenarioResult, ...]:
    """Several at once, in their order, from the same people."""
    every = [_facts(session, scenario) for scenario in chosen]
    people = standing(session, tasking_id, [rule for facts in every for rule in facts.rules], today)
    codes = {row.id: row.code for row in session.execute(select(Office.id, Office.code).order_by(Office.code))}
    return tuple(_result(people, facts, codes) for facts in every)


def _facts(session: Session, scenario: ScenarioFacts | int) -> ScenarioFacts:
    if isinstance(scenario, ScenarioFacts):
        return scenario
    row = session.get(Scenario, scenario)
    if row is None:
        raise RuleBroken("This scenario is no longer there. Refresh the page.")
    return stored_facts(row)


def _result(people: Sequence[Standing], facts: ScenarioFacts, codes: Mapping[int, str]) -> ScenarioResult:
    by_id = {person.id: person for person in people}
    outcomes = evaluate([person.candidate for person in people], facts, settled(people))
    rows = _outcome_rows(by_id, outcomes)
    states = Counter(row.state for row in rows)
    return ScenarioResult(
        facts=facts,
        rows=rows,
        offices=_offices(rows, facts.quotas, codes),
        selected=states[NominationState.SELECTED],
        alternates=states[NominationState.ALTERNATE],
        not_selected=states[NominationState.NOT_SELECTED],
        unused=max(facts.capacity - states[NominationState.SELECTED], 0),
    )


def _outcome_rows(people: Mapping[int, Standing], outcomes: Iterable[Outcome]) -> tuple[OutcomeRow, ...]:
    rows, alternates = [], 0
    for outcome in outcomes:
        person = people[outcome.ranked.id]
        state = outcome.choice.state if outcome.choice else person.state
        alternates += state is NominationState.ALTERNATE
        rows.append(
            OutcomeRow(
                id=person.id,
                designee_id=person.designee_id,
                name=person.name,
                office_id=person.office_id,
                office=person.office,
                rank=outcome.ranked.rank,
                score=outcome.ranked.score,
                reasons=outcome.ranked.reasons,
                explanation=outcome.ranked.sentence,
                manual_score=person.manual_score,
                manual_note=person.manual_note,
                state=state,
                why=outcome.choice.reason if outcome.choice else person.decision_reason,
                alternate_place=alternates if state is NominationState.ALTERNATE else None,
                by_hand=person.by_hand,
            )
        )
    return tuple(rows)


def _offices(
    rows: Iterable[OutcomeRow], quotas: Mapping[int, Places], codes: Mapping[int, str]
) -> tuple[OfficeOutcome, ...]:
    """Every office with a quota or with people."""
    counted = Counter((row.office_id, row.state) for row in rows)
    named = Counter(office_id for office_id, _ in counted.elements())
    return tuple(
        OfficeOutcome(
            office_id=office_id,
            office=code,
            seats=quotas.get(office_id, Places(0)).seats,
            reserved=quotas.get(office_id, Places(0)).reserved,
            standing=named[office_id],
            selected=counted[office_id, NominationState.SELECTED],
            alternates=counted[office_id, NominationState.ALTERNATE],
        )
        for office_id, code in codes.items()
        if quotas.get(office_id, Places(0)).seats or named[office_id]
    )
