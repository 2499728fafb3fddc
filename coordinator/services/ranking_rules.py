"""Verbs on ranking rules: a tasking's own or the defaults, set as a whole list; whoever follows them is ranked anew."""

import math
from collections.abc import Sequence

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Nomination, RankingRule, Tasking
from coordinator.rules.query import parse
from coordinator.rules.ranking import Movement, Rule, compare
from coordinator.rules.vocabulary import RankingCriterion, TaskingState
from coordinator.services.selection import rank_again
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.ranking import present_ranking, ranking_rules
from coordinator.views.roster_query import check_query

MOST_WEIGHT = 1000
LONGEST_TITLE = 80
MADE_BY_RULES = frozenset({"rank", "score"})


def set_rules(uow: UnitOfWork, tasking_id: int | None, rules: Sequence[Rule]) -> tuple[Movement, ...]:
    """Give the tasking these rules as its own, in this order, and rank again; returns who moved and why.

    Without a tasking they become the defaults, and the open taskings that follow the defaults and were ranked are
    ranked again. Raises RuleBroken for an empty list, a rule twice, an impossible weight, a query that cannot be read.
    """
    if tasking_id is None:
        put_rules(uow, None, checked_rules(uow, rules))
        _rank_followers(uow)
        uow.describe("Set the default ranking rules")
        return ()
    tasking = uow.get(Tasking, tasking_id)
    before = present_ranking(uow.session, tasking_id, uow.today)
    put_rules(uow, tasking_id, checked_rules(uow, rules))
    after = rank_again(uow, tasking_id)
    uow.describe(f"Set the ranking rules of tasking {tasking.number}")
    return compare(before, after)


def use_default_rules(uow: UnitOfWork, tasking_id: int) -> tuple[Movement, ...]:
    """Drop the tasking's own rules, so that it follows the defaults, and rank again; returns who moved and why."""
    tasking = uow.get(Tasking, tasking_id)
    before = present_ranking(uow.session, tasking_id, uow.today)
    for row in _rows(uow, tasking_id):
        uow.delete(row)
    after = rank_again(uow, tasking_id)
    uow.describe(f"Use the default ranking rules for tasking {tasking.number}")
    return compare(before, after)


def save_as_default(uow: UnitOfWork, tasking_id: int) -> None:
    """Make the rules of this tasking the defaults."""
    tasking = uow.get(Tasking, tasking_id)
    put_rules(uow, None, ranking_rules(uow.session, tasking_id).rules)
    _rank_followers(uow)
    uow.describe(f"Make the ranking rules of tasking {tasking.number} the defaults")


def checked_rules(uow: UnitOfWork, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules with spaces trimmed and weights to the cent. Raises RuleBroken when one of them cannot be."""
    if not rules:
        raise RuleBroken("A ranking needs at least one rule. Switch off the rules that should not count.")
    ready = tuple(_checked(rule) for rule in rules)
    if len({(rule.criterion, rule.query) for rule in ready}) < len(ready):
        raise RuleBroken("A ranking rule is in the list twice. Remove one of the two.")
    return ready


def _checked(rule: Rule) -> Rule:
    if not math.isfinite(rule.weight) or abs(rule.weight) > MOST_WEIGHT:
        raise RuleBroken(f"A weight must be a number between -{MOST_WEIGHT} and {MOST_WEIGHT}.")
    is_query = rule.criterion is RankingCriterion.QUERY
    query, title = rule.query.strip(), " ".join(rule.title.split())
    if is_query and not query:
        raise RuleBroken("A ranking rule by query needs the query, such as office:DEN.")
    if len(title) > LONGEST_TITLE:
        raise RuleBroken(f"The name of a ranking rule can have {LONGEST_TITLE} characters at most.")
    if is_query:
        _check(query)
    return Rule(rule.criterion, round(rule.weight, 2), rule.is_on, query if is_query else "", title)


def _check(query: str) -> None:
    check_query(query)
    if any(term.field in MADE_BY_RULES for term in parse(query).terms):
        raise RuleBroken("A ranking rule cannot ask for the rank or the score, which the rules make. Ask for a fact.")


def _rows(uow: UnitOfWork, tasking_id: int | None) -> Sequence[RankingRule]:
    return uow.all(select(RankingRule).where(RankingRule.tasking_id == tasking_id).order_by(RankingRule.position))


def put_rules(uow: UnitOfWork, tasking_id: int | None, rules: Sequence[Rule]) -> None:
    """Bring the stored list to this one, which was checked. What stays is the same row, so that the trail is short."""
    rows = {(row.criterion, row.query): row for row in _rows(uow, tasking_id)}
    kept = {(rule.criterion, rule.query) for rule in rules}
    for key, row in rows.items():
        if key not in kept:
            uow.delete(row)
    for position, rule in enumerate(rules):
        known = rows.get((rule.criterion, rule.query))
        row = known or RankingRule(tasking_id=tasking_id, criterion=rule.criterion, query=rule.query)
        row.weight, row.position, row.is_on, row.title = rule.weight, position, rule.is_on, rule.title
        if known is None:
            uow.add(row)
    uow.flush()


def _rank_followers(uow: UnitOfWork) -> None:
    """The open taskings without rules of their own that were ranked already."""
    has_own = select(RankingRule.tasking_id).where(RankingRule.tasking_id.is_not(None))
    ranked = select(Nomination.tasking_id).where(Nomination.rank.is_not(None))
    query = select(Tasking).where(
        Tasking.state == TaskingState.OPEN, Tasking.id.in_(ranked), Tasking.id.not_in(has_own)
    )
    for tasking in uow.all(query.order_by(Tasking.id)):
        rank_again(uow, tasking.id)
