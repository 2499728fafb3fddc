from datetime import date, timedelta

import pytest

from coordinator.rules.gates import (
    Attendance,
    Completed,
    Exemption,
    Facts,
    GateRule,
    Version,
    all_hold,
    current_versions,
    evaluate,
    next_action,
)
from coordinator.rules.vocabulary import DocumentKind, GateKind, GateState

TODAY = date(2026, 11, 12)
PTA = GateRule(2, GateKind.ACKNOWLEDGED, "PTA acknowledged", DocumentKind.PTA)
TRAINED = GateRule(4, GateKind.TRAINED, "Virtual training attended")
V1 = Version(1, 1, DocumentKind.PTA, "PTA", "version 1", date(2026, 1, 1))
V2 = Version(2, 1, DocumentKind.PTA, "PTA", "version 2", date(2026, 11, 1), grace_days=30)


def state(gate: GateRule, facts: Facts, versions: tuple[Version, ...] = (V1,), today: date = TODAY) -> GateState:
    return evaluate([gate], versions, facts, today)[0].state


@pytest.mark.parametrize(
    ("acknowledged", "versions", "today", "expected"),
    [
        ({}, (), TODAY, GateState.FAILED),
        ({}, (V1,), TODAY, GateState.FAILED),
        ({1: date(2026, 5, 1)}, (V1,), TODAY, GateState.PASSED),
        ({1: date(2026, 12, 1)}, (V1,), TODAY, GateState.FAILED),
        ({1: date(2026, 5, 1)}, (V1, V2), date(2026, 10, 31), GateState.PASSED),
        ({1: date(2026, 5, 1)}, (V1, V2), date(2026, 12, 1), GateState.PASSED),
        ({1: date(2026, 5, 1)}, (V1, V2), date(2026, 12, 2), GateState.STALE),
        ({1: date(2026, 5, 1), 2: date(2026, 12, 5)}, (V1, V2), date(2026, 12, 6), GateState.PASSED),
    ],
)
def test_an_acknowledgment_counts_for_its_version_and_goes_stale_after_grace(
    acknowledged: dict[int, date], versions: tuple[Version, ...], today: date, expected: GateState
) -> None:
    assert state(PTA, Facts(acknowledged=acknowledged), versions, today) is expected


def test_an_expired_document_is_stale_though_acknowledged() -> None:
    expired = Version(1, 1, DocumentKind.PTA, "PTA", "version 1", date(2023, 1, 1), date(2026, 1, 1))
    assert state(PTA, Facts(acknowledged={1: date(2023, 2, 1)}), (expired,)) is GateState.STALE


def test_a_version_in_the_future_asks_nothing_yet() -> None:
    assert current_versions((V1, V2), DocumentKind.PTA, date(2026, 10, 31)) == (V1,)


def test_attendance_passes_with_its_evidence() -> None:
    facts = Facts(attended=[Attendance("Training 1", date(2026, 11, 4), 88)])
    result = evaluate([TRAINED], (), facts, TODAY)[0]
    assert (result.state, result.evidence) == (GateState.PASSED, "Training 1, 2026-11-04, 88 min")


def test_attendance_past_its_validity_is_stale() -> None:
    facts = Facts(attended=[Attendance("Training 1", date(2025, 1, 1), 88, valid_until=date(2026, 1, 1))])
    assert state(TRAINED, facts) is GateState.STALE


def test_a_waiver_holds_on_its_days_only_and_is_never_silent() -> None:
    waiver = Exemption(TRAINED.id, "On leave", "A. Chief", TODAY, TODAY + timedelta(days=10))
    facts = Facts(exemptions=[waiver])
    result = evaluate([TRAINED], (), facts, TODAY)[0]
    assert result.state is GateState.WAIVED
    assert "A. Chief" in result.evidence
    assert state(TRAINED, facts, today=TODAY + timedelta(days=11)) is GateState.FAILED


def test_who_departed_is_not_active() -> None:
    gate = GateRule(5, GateKind.ACTIVE, "Active employee")
    assert state(gate, Facts()) is GateState.PASSED
    assert state(gate, Facts(departed_on=TODAY)) is GateState.FAILED


def test_the_next_action_is_the_first_gate_that_fails() -> None:
    gates = [GateRule(1, GateKind.SELECTED, "Selected"), PTA, TRAINED]
    facts = Facts(selected_on=date(2026, 10, 26))
    results = evaluate(gates, (V1,), facts, TODAY)
    assert not all_hold(results)
    assert next_action(results) == "Acknowledge PTA, version 1"


def test_nothing_is_to_do_when_every_gate_holds() -> None:
    gates = [GateRule(1, GateKind.SELECTED, "Selected")]
    assert next_action(evaluate(gates, (), Facts(selected_on=TODAY), TODAY)) == ""


V3 = Version(3, 1, DocumentKind.PTA, "PTA", "version 3", date(2027, 2, 1), grace_days=30)
COURSE = GateRule(6, GateKind.COURSE_COMPLETED, "LMS course completed")


@pytest.mark.parametrize(
    ("acknowledged", "today", "expected", "until"),
    [
        ({1: date(2026, 5, 1)}, date(2026, 10, 31), GateState.PASSED, date(2026, 12, 1)),
        ({1: date(2026, 5, 1)}, date(2026, 12, 1), GateState.PASSED, date(2026, 12, 1)),
        ({1: date(2026, 5, 1)}, date(2026, 12, 2), GateState.STALE, date(2026, 12, 1)),
        # What went stale with the second version is not made good by the grace of the third.
        ({1: date(2026, 5, 1)}, date(2027, 2, 10), GateState.STALE, date(2026, 12, 1)),
        ({2: date(2026, 11, 5)}, date(2026, 11, 6), GateState.PASSED, date(2027, 3, 3)),
        ({2: date(2026, 11, 5)}, date(2027, 3, 4), GateState.STALE, date(2027, 3, 3)),
        ({3: date(2027, 2, 1)}, date(2027, 2, 1), GateState.PASSED, None),
    ],
)
def test_it_is_known_until_when_an_acknowledgment_holds(
    acknowledged: dict[int, date], today: date, expected: GateState, until: date | None
) -> None:
    [result] = evaluate([PTA], (V1, V2, V3), Facts(acknowledged=acknowledged), today)
    assert (result.state, result.until) == (expected, until)
    assert result.source == ("version", next(iter(acknowledged)))


def test_the_earliest_end_of_several_documents_counts() -> None:
    other = Version(9, 2, DocumentKind.PTA, "Annex", "version 1", date(2026, 1, 1), date(2026, 12, 25))
    facts = Facts(acknowledged={1: date(2026, 5, 1), 9: date(2026, 5, 1)})
    [result] = evaluate([PTA], (V1, other), facts, TODAY)
    assert (result.state, result.until, result.source) == (GateState.PASSED, date(2026, 12, 24), ("version", 9))


@pytest.mark.parametrize(
    ("gate", "today", "expected"),
    [
        (COURSE, date(2026, 10, 31), GateState.PASSED),
        (COURSE, date(2026, 11, 1), GateState.STALE),
        (GateRule(6, GateKind.COURSE_COMPLETED, "Course", course_id=2), date(2026, 10, 31), GateState.PASSED),
        (GateRule(6, GateKind.COURSE_COMPLETED, "Course", course_id=3), date(2026, 10, 31), GateState.FAILED),
        (COURSE, date(2025, 9, 30), GateState.FAILED),
    ],
)
def test_a_completion_counts_within_its_validity_and_for_its_course(
    gate: GateRule, today: date, expected: GateState
) -> None:
    facts = Facts(completed=[Completed(2, "FRS", date(2025, 10, 31), date(2026, 10, 31))])
    assert state(gate, facts, today=today) is expected


def test_a_training_of_another_course_does_not_count() -> None:
    facts = Facts(attended=[Attendance("Training 1", date(2026, 11, 4), 88, course_id=1, training_id=7)])
    assert evaluate([TRAINED], (), facts, TODAY)[0].source == ("training", 7)
    assert state(GateRule(4, GateKind.TRAINED, "Trained", course_id=1), facts) is GateState.PASSED
    assert state(GateRule(4, GateKind.TRAINED, "Trained", course_id=2), facts) is GateState.FAILED


def test_of_two_waivers_the_longer_one_is_named_and_what_ends_soon_is_known() -> None:
    short = Exemption(TRAINED.id, "On leave", "A. Chief", TODAY, TODAY + timedelta(days=5), 1)
    longer = Exemption(TRAINED.id, "On detail", "A. Chief", TODAY, TODAY + timedelta(days=20), 2)
    [result] = evaluate([TRAINED], (), Facts(exemptions=[longer, short]), TODAY)
    assert (result.source, result.until) == (("waiver", 2), TODAY + timedelta(days=20))
    assert (result.ends_within(TODAY, 20), result.ends_within(TODAY, 19)) == (True, False)
