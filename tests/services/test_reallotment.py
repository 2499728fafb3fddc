"""Quota goes back and comes to others, and together it never becomes more."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.allotment import Allotment
from coordinator.rules.vocabulary import NominationState
from coordinator.services.reallotment import accept_reallotment, give_back, give_back_several
from coordinator.services.selection import decide_selection, rank_nominations
from coordinator.services.taskings import close_tasking, decline, set_allotments, set_quotas
from coordinator.services.workspace import Workspace
from coordinator.views.reallotment import Reallotment, reallotment
from coordinator.views.selections import promotions
from coordinator.views.taskings import BoardRow, board, nominations
from tests import builders
from tests.conftest import StandingClock

BEFORE = datetime(2026, 10, 21, 15, tzinfo=UTC)
AFTER = datetime(2026, 11, 1, 15, tzinfo=UTC)


@pytest.fixture
def tasking(workspace: Workspace) -> int:
    """Denver named five for three seats, Seattle two for its five; the others have said nothing."""
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    builders.nominated(workspace, tasking_id, "SEA", ["Moss, Ana", "Nim, Bo"])
    workspace.change(set_quotas, tasking_id, {office(workspace, "DEN"): 3})
    workspace.change(rank_nominations, tasking_id)
    return tasking_id


def office(workspace: Workspace, code: str) -> int:
    return workspace.read(builders.office_id, code)


def row(workspace: Workspace, tasking_id: int, code: str) -> BoardRow:
    return next(each for each in workspace.read(board, tasking_id) if each.office_code == code)


def state(workspace: Workspace, tasking_id: int, now: datetime = AFTER) -> Reallotment:
    return workspace.read(reallotment, tasking_id, now)


def total(workspace: Workspace, tasking_id: int) -> int:
    return sum(each.quota for each in workspace.read(board, tasking_id))


def test_what_an_office_gives_back_is_offered_to_the_best_ranked_beyond_a_quota(
    workspace: Workspace, tasking: int
) -> None:
    workspace.change(give_back, tasking, office(workspace, "SEA"), 3, "By phone, A. Moss")
    offered = state(workspace, tasking)
    beyond = [each for each in workspace.read(nominations, tasking) if each.office == "DEN"][3:]
    assert (offered.given_back, offered.free) == (3, 3)
    assert [(each.id, each.office) for each in offered.served] == [(each.id, "DEN") for each in beyond]
    assert offered.served[0].why == f"{beyond[0].rank}th of 7, beyond the 3 of DEN"
    assert row(workspace, tasking, "SEA").note == "By phone, A. Moss"


def test_accepting_moves_the_seats_and_their_marks_and_undo_brings_all_back(workspace: Workspace, tasking: int) -> None:
    before = workspace.read(board, tasking)
    workspace.change(give_back, tasking, office(workspace, "SEA"), 3)
    workspace.change(accept_reallotment, tasking, {office(workspace, "DEN"): 2})
    denver, seattle = row(workspace, tasking, "DEN"), row(workspace, tasking, "SEA")
    assert (denver.quota, denver.taken_up, denver.over_quota) == (5, 2, 0)
    assert (seattle.quota, seattle.given_back) == (2, 3)
    assert state(workspace, tasking).free == 1
    workspace.undo()
    workspace.undo()
    assert workspace.read(board, tasking) == before


def test_more_than_is_free_is_refused_and_nothing_moves(workspace: Workspace, tasking: int) -> None:
    workspace.change(give_back, tasking, office(workspace, "SEA"), 1)
    before = workspace.read(board, tasking)
    with pytest.raises(RuleBroken, match="Only 1 seat given back is free"):
        workspace.change(accept_reallotment, tasking, {office(workspace, "DEN"): 2})
    assert workspace.read(board, tasking) == before


def test_an_office_gives_back_no_more_than_it_has(workspace: Workspace, tasking: int) -> None:
    with pytest.raises(RuleBroken, match="SAC Seattle can give back 5 of its 5 seats at most"):
        workspace.change(give_back, tasking, office(workspace, "SEA"), 6)
    with pytest.raises(RuleBroken, match="At least one seat"):
        workspace.change(give_back, tasking, office(workspace, "SEA"), 0)


def test_seats_of_people_who_are_selected_stay(workspace: Workspace, tasking: int) -> None:
    workspace.change(decide_selection, tasking, 100)
    with pytest.raises(RuleBroken, match=r"can give back 3 of its 5 seats at most\. 2 of its people are selected"):
        workspace.change(give_back, tasking, office(workspace, "SEA"), 4)


def test_after_a_decision_an_alternate_moves_up_on_a_seat_that_was_given_back(
    workspace: Workspace, tasking: int
) -> None:
    workspace.change(decide_selection, tasking, 100)
    workspace.change(give_back, tasking, office(workspace, "SEA"), 1)
    offered = state(workspace, tasking).served
    workspace.change(accept_reallotment, tasking, {offered[0].office_id: 1})
    assert [each.nomination_id for each in workspace.read(promotions, tasking)] == [offered[0].id]
    states = {each.id: each.state for each in workspace.read(nominations, tasking)}
    assert states[offered[0].id] is NominationState.ALTERNATE


def test_names_beyond_what_is_left_are_marked_and_a_reserve_shrinks(workspace: Workspace, tasking: int) -> None:
    seattle = office(workspace, "SEA")
    workspace.change(set_allotments, tasking, {seattle: Allotment(5, 4)})
    workspace.change(give_back, tasking, seattle, 4)
    after = row(workspace, tasking, "SEA")
    assert (after.quota, after.reserved, after.over_quota) == (1, 1, 1)


def test_offices_that_declined_or_stayed_short_are_suggested_once_time_is_up(
    workspace: Workspace, tasking: int
) -> None:
    workspace.change(decline, tasking, office(workspace, "ATL"), BEFORE)
    early = state(workspace, tasking, BEFORE).suggested
    late = state(workspace, tasking, AFTER).suggested
    assert [(each.code, each.suggested, each.why) for each in early] == [("ATL", 5, "declined")]
    assert [(each.code, each.suggested, each.why) for each in late] == [("ATL", 5, "declined"), ("SEA", 3, "3 short")]
    assert workspace.change(give_back_several, tasking, {each.id: each.suggested for each in late})[0] == 8
    assert state(workspace, tasking).suggested == ()


def test_a_closed_tasking_is_left_as_it_is(workspace: Workspace, tasking: int) -> None:
    workspace.change(close_tasking, tasking)
    with pytest.raises(RuleBroken, match="is closed"):
        workspace.change(give_back, tasking, office(workspace, "SEA"), 1)


def test_an_office_that_is_given_seats_by_hand_has_taken_its_own_back(workspace: Workspace, tasking: int) -> None:
    seattle = office(workspace, "SEA")
    workspace.change(give_back, tasking, seattle, 3)
    workspace.change(set_quotas, tasking, {seattle: 4})
    assert (row(workspace, tasking, "SEA").given_back, state(workspace, tasking).free) == (1, 1)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["DEN", "SEA", "ATL"]), st.integers(0, 6)), max_size=8))
def test_giving_back_and_taking_up_never_make_more_seats(
    database_of_two: tuple[Workspace, int], steps: list[tuple[bool, str, int]]
) -> None:
    workspace, tasking_id = database_of_two
    whole = total(workspace, tasking_id) + state(workspace, tasking_id).free
    for is_given, code, seats in steps:
        verb = give_back if is_given else accept_reallotment
        of = (office(workspace, code), seats) if is_given else ({office(workspace, code): seats},)
        before = total(workspace, tasking_id)
        try:
            workspace.change(verb, tasking_id, *of)
        except RuleBroken:
            assert total(workspace, tasking_id) == before
        assert total(workspace, tasking_id) + state(workspace, tasking_id).free == whole


@pytest.fixture
def database_of_two(workspace: Workspace, tasking: int, clock: StandingClock) -> tuple[Workspace, int]:
    clock.move_to(AFTER)
    return workspace, tasking
