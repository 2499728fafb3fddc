"""Several trainings in one step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coordinator.errors import RuleBroken
from coordinator.services.trainings import TrainingFacts, plan_training
from coordinator.store.unit_of_work import UnitOfWork


def plan_series(uow: UnitOfWork, facts: TrainingFacts, starts: Sequence[datetime], titles: Sequence[str]) -> list[int]:
    """Plan one training a start, with these titles in the same order; returns their ids.

    A registration deadline keeps its distance to the start. Raises RuleBroken without any start, or for a title twice.
    """
    if not starts:
        raise RuleBroken("No date of the series is left. Choose at least one.")
    if len(set(titles)) != len(starts) or len(titles) != len(starts):
        raise RuleBroken("Every training of a series needs a title of its own.")
    ahead = facts.starts_at - facts.registration_until if facts.registration_until else None
    made = []
    for start, title in zip(starts, titles, strict=True):
        until = start - ahead if ahead is not None else None
        made.append(plan_training(uow, replace(facts, title=title, starts_at=start, registration_until=until)))
    if len(made) > 1:
        uow.describe(f"Plan {len(made)} trainings, {titles[0]} to {titles[-1]}")
    return made
