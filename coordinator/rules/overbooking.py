"""How many more people to seat than there are seats, judged by how often people did not come.

The chance that one person does not come is that of their office, from the marks of trainings held, drawn towards the
unit's: the mean of a Beta posterior whose prior weighs as much as `PRIOR_WEIGHT` marked seats. How many come is then a
sum of unequal coins, the Poisson binomial distribution, worked out exactly and not by an approximation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

PRIOR_WEIGHT = 10
"""An office with this many marked seats is believed half by its own history, half by the unit's."""
ACCEPTABLE_RISK = 0.10
HOPELESS_RISK = 0.50


@dataclass(frozen=True, slots=True)
class History:
    """Marked seats, without those excused and without walk-ins, and how many of these people did not come."""

    marked: int
    absent: int


@dataclass(frozen=True, slots=True)
class OverbookStep:
    """`extra` seats beyond the capacity: the chance that more come than there are seats, and seats left empty."""

    extra: int
    risk: float
    expected_empty: float


def no_show_chance(office: History, unit: History) -> float:
    """For one person of the office. The unit must have at least one marked seat."""
    prior = unit.absent / unit.marked
    return (office.absent + PRIOR_WEIGHT * prior) / (office.marked + PRIOR_WEIGHT)


def attendance_distribution(no_show: Sequence[float]) -> list[float]:
    """The chance that exactly 0, 1, … of these people come."""
    chances = [1.0]
    for absent in no_show:
        chances = _one_more(chances, absent)
    return chances


def _one_more(chances: list[float], absent: float) -> list[float]:
    stays = [chance * absent for chance in chances] + [0.0]
    comes = [0.0] + [chance * (1 - absent) for chance in chances]
    return [one + other for one, other in zip(stays, comes, strict=True)]


def overbook_steps(seated: Sequence[float], next_in_line: Sequence[float], capacity: int) -> tuple[OverbookStep, ...]:
    """From no extra seat on, each step filled with the next person; ends with the people or where risk is past hope.

    `seated` and `next_in_line` are each person's chance of not coming. The line first fills what is free.
    """
    line = iter(next_in_line)
    chances = attendance_distribution([*seated, *islice(line, max(capacity - len(seated), 0))])
    filled = max(len(seated) - capacity, 0)
    steps = [_step(filled, chances, capacity)]
    for extra, absent in enumerate(line, start=filled + 1):
        if steps[-1].risk > HOPELESS_RISK:
            break
        chances = _one_more(chances, absent)
        steps.append(_step(extra, chances, capacity))
    return tuple(steps)


def _step(extra: int, chances: list[float], capacity: int) -> OverbookStep:
    empty = sum((capacity - come) * chance for come, chance in enumerate(chances[:capacity]))
    return OverbookStep(extra, min(sum(chances[capacity + 1 :]), 1.0), empty)


def suggested_extra(steps: Sequence[OverbookStep]) -> int:
    """The largest number of extra seats whose risk is acceptable; 0 when none is."""
    return max((step.extra for step in steps if step.risk <= ACCEPTABLE_RISK), default=0)
