"""When a record is due for disposal, and what holds it back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.retention import Disposal, KeepingRule, KeptRecord, due_on, longest, verdict
from coordinator.rules.vocabulary import RetentionKind

TODAY = date(2026, 11, 12)
RULE = KeepingRule("Rosters", RetentionKind.TRAININGS, "NARA GRS 2.6 item 010", 3)


def record(
    counts_from: date | None = date(2023, 11, 12),
    people: tuple[int, ...] = (1, 2),
    basis_of: tuple[int, ...] = (1,),
    matter: str = "",
) -> KeptRecord:
    return KeptRecord(RetentionKind.TRAININGS, 7, "Training 1", counts_from, people, basis_of, matter)


@pytest.mark.parametrize(
    ("counts_from", "years", "due"),
    [
        (date(2023, 11, 12), 3, date(2026, 11, 12)),
        (date(2024, 2, 29), 3, date(2027, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(9990, 1, 1), 50, date.max),
    ],
)
def test_years_count_to_the_same_day(counts_from: date, years: int, due: date) -> None:
    assert due_on(counts_from, years) == due


@pytest.mark.parametrize(
    ("kept", "holds", "licensed", "state", "why"),
    [
        (record(), {}, frozenset[int](), Disposal.DUE, ""),
        (record(date(2023, 11, 13)), {}, frozenset[int](), None, ""),
        (record(None), {}, frozenset[int](), None, ""),
        (record(), {2: "FOIA 114"}, frozenset[int](), Disposal.ON_HOLD, "On hold: FOIA 114"),
        (record(), {1: "A", 2: "B"}, frozenset({1}), Disposal.ON_HOLD, "2 people on hold: A; B"),
        (record(), {}, frozenset({1}), Disposal.NEEDED, "The person holds an active license"),
        (record(), {}, frozenset({2}), Disposal.DUE, ""),
        (
            record(basis_of=(1, 2)), {}, frozenset({1, 2}), Disposal.NEEDED,
            "2 of its people hold an active license",
        ),
        (
            record(matter="Tasking 0312-26 is open"), {}, frozenset[int](), Disposal.NEEDED,
            "Tasking 0312-26 is open",
        ),
    ],
)  # fmt: skip
def test_a_record_is_due_when_it_is_old_and_nothing_holds_it_back(
    kept: KeptRecord, holds: dict[int, str], licensed: frozenset[int], state: Disposal | None, why: str
) -> None:
    found = verdict(kept, RULE, holds, licensed, TODAY)
    assert (found.state if found else None) is state
    assert (found.held_back if found else "") == why


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.booleans(), st.booleans(), st.booleans(), st.integers(1, 20))
def test_what_is_on_hold_or_still_needed_is_never_due(
    counts_from: date, is_held: bool, is_licensed: bool, is_open: bool, years: int
) -> None:
    kept = record(counts_from, matter="open" if is_open else "")
    rule = KeepingRule("Rosters", RetentionKind.TRAININGS, "x", years)
    found = verdict(kept, rule, {2: "why"} if is_held else {}, frozenset({1} if is_licensed else ()), TODAY)
    if found is not None and (is_held or is_licensed or is_open):
        assert found.state is not Disposal.DUE
        assert found.held_back
    assert (found is None) == (due_on(counts_from, years) > TODAY)


def test_of_two_rules_on_the_same_records_the_longer_one_counts() -> None:
    longer = KeepingRule("Rosters of a lawsuit", RetentionKind.TRAININGS, "Court order", 10)
    people = KeepingRule("People", RetentionKind.PEOPLE, "Schedule", 5)
    assert longest([RULE, longer, people]) == {RetentionKind.TRAININGS: longer, RetentionKind.PEOPLE: people}
