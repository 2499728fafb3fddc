"""Several trainings in one step."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coordinator.errors import RuleBroken
from coordinator.rules.training_series import kept_deadline
from coordinator.services.trainings import TrainingFacts, plan_training
from coordinator.store.unit_of_work import UnitOfWork


def plan_series(uow: UnitOfWork, facts: TrainingFacts, starts: Sequence[datetime], titles: Sequence[str]) -> list[int]:
    """Plan one training a start, with these titles in the same order; returns their ids.

    A registration deadline keeps its distance to the start on the host's clock. Raises RuleBroken without any start, or
    for a title twice.
    """
    if not starts:
        raise RuleBroken("No date of the series is left. Choose at least one.")
    if len(set(titles)) != len(starts) or len(titles) != len(starts):
        raise RuleBroken("Every training of a series needs a title of its own.")
    made = [plan_training(uow, _at(facts, start, title)) for start, title in zip(starts, titles, strict=True)]
    if len(made) > 1:
        uow.describe(f"Plan {len(made)} trainings, {titles[0]} to {titles[-1]}")
    return made


def _at(facts: TrainingFacts, start: datetime, title: str) -> TrainingFacts:
    until = facts.registration_until
    kept = kept_deadline(until, facts.starts_at, start, facts.time_zone) if until else None
    return replace(facts, title=title, starts_at=start, registration_until=kept)
