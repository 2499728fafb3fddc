"""What a plan of licenses says of a person, of shares, and of what came of a batch."""

from datetime import date

import pytest

from coordinator.rules.allotted_seats import AllottedPool
from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateKind, GateState
from coordinator.services.certificates import BatchResult
from coordinator.views.candidates import CandidateRow
from coordinator.views.issue_plans import PlanLine
from ui.dialogs.batch_dialog import batch_words
from ui.widgets.plan_words import of_issue, seats_words, why_words
from ui.widgets.seat_bar import share_words
from ui.wording import day

UNTIL = date(2026, 12, 1)
PTA = GateResult(2, "PTA acknowledged", GateState.PASSED, "PTA, version 1", "", GateKind.ACKNOWLEDGED)
TRAINED = GateResult(4, "Virtual training attended", GateState.PASSED, "Training 1", "", GateKind.TRAINED)
STALE = GateResult(4, "Virtual training attended", GateState.STALE, "2024-01-01", "Attend again", GateKind.TRAINED)
IN_GRACE = GateResult(2, "PTA acknowledged", GateState.PASSED, "v1", "Acknowledge v2", GateKind.ACKNOWLEDGED, UNTIL)
WAIVED = GateResult(4, "Virtual training attended", GateState.WAIVED, "Waived", "", GateKind.TRAINED, UNTIL)


def test_gates_are_said_in_short_and_what_is_unusual_is_said_of_them() -> None:
    assert why_words((PTA, TRAINED)) == "PTA, trained"
    assert why_words((IN_GRACE, TRAINED)) == f"PTA until {day(UNTIL)}, trained"
    assert why_words((PTA, WAIVED), "DEN", "seat reserved as L-1") == (
        f"Seat reserved as L-1, over the share of DEN, PTA, trained waived until {day(UNTIL)}"
    )


@pytest.mark.parametrize(
    ("gates", "why_not", "title", "note"),
    [
        ((PTA, STALE), "Attend again", "No longer: Virtual training attended", "Next: Attend again"),
        (
            (PTA,), "the pool has no free seat", "The pool has no free seat",
            "Next: Take a license back, or buy more seats",
        ),
        (
            (PTA,), "DEN has no share, and every free seat is allotted to other offices",
            "DEN has no share, and the rest is allotted",
            "Next: Change the shares, or go over them here",
        ),
        ((PTA,), "no letter can be printed; change it", "No letter can be printed", "Change it"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_named_with_what_comes_next(
    gates: tuple[GateResult, ...], why_not: str, title: str, note: str
) -> None:
    ask = next((gate.next_action for gate in gates if not gate.holds), "")
    person = CandidateRow(1, "Okafor, Dana R", "DEN", 3, gates, ask, False, office_id=7)
    shown = of_issue(PlanLine(person, why_not), AllottedPool(4, {8: 4}, {8: 1}))
    assert shown.obstacle is not None
    assert (shown.obstacle.title, shown.obstacle.note) == (title, note)


def test_shares_name_only_the_offices_that_it_is_about() -> None:
    pool = AllottedPool(10, {1: 3, 2: 4}, {1: 1, 3: 2})
    assert share_words(pool, {1: 2, 3: 1}, {1: "DEN", 3: "HNL"}) == [
        ("DEN 1 → 3 of 3", True),
        ("Not allotted 2 → 3 of 3", True),
    ]
    assert share_words(AllottedPool(10), {1: 2}, {1: "DEN"}) == []


def test_what_came_of_a_batch_is_one_sentence() -> None:
    assert batch_words(BatchResult(("a", "b"), (), False, 2), "Issued") == "Issued 2 licenses"
    assert batch_words(BatchResult(("a",), ("B: no",), False, 2), "Issued") == "Issued 1 license, 1 refused"
    assert batch_words(BatchResult(("a",), (), True, 12), "Issued") == "Issued 1 of 12 licenses, stopped"
    assert [seats_words(n) for n in (-1, 0, 1, 12)] == [
        "no seat stays free", "no seat stays free", "1 seat stays free", "12 seats stay free",
    ]  # fmt: skip
