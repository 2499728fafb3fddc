"""A what-if: rules, quotas and capacity put together, and what they would do. It decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coordinator.rules.choosing import NOBODY_DECIDED, Choice, choose
from coordinator.rules.ranking import Candidate, Ranked, Rule, rank
from coordinator.rules.vocabulary import NominationState


class Places(NamedTuple):
    """How many an office may have selected, and how many of these it has whatever others rank."""

    seats: int
    reserved: int = 0


@dataclass(frozen=True, slots=True)
class ScenarioFacts:
    """Other rules in their order, other quotas by office id, another capacity (licenses to give out)."""

    name: str
    capacity: int
    rules: tuple[Rule, ...]
    quotas: Mapping[int, Places]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where one candidate stands, and what would be decided; a choice is missing where it was decided already."""

    ranked: Ranked
    choice: Choice | None


def evaluate(
    candidates: Sequence[Candidate],
    facts: ScenarioFacts,
    decided: Mapping[int, NominationState] = NOBODY_DECIDED,
) -> tuple[Outcome, ...]:
    """Everyone in rank order with what these rules, quotas and this capacity would make of them."""
    seats = seats_of(facts.quotas)
    ranked = rank(candidates, facts.rules, seats)
    chosen = choose(ranked, seats, facts.capacity, reserved_of(facts.quotas), decided)
    choices = {choice.id: choice for choice in chosen}
    return tuple(Outcome(place, choices.get(place.id)) for place in ranked)


def seats_of(quotas: Mapping[int, Places]) -> dict[int, int]:
    return {office_id: places.seats for office_id, places in quotas.items()}


def reserved_of(quotas: Mapping[int, Places]) -> dict[int, int]:
    return {office_id: places.reserved for office_id, places in quotas.items()}
