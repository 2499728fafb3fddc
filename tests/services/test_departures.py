"""People leave, and what hangs on them is settled in one step, after it was shown."""

from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Designee, License, Nomination, OutgoingDraft, Seat
from coordinator.rules.vocabulary import LicenseState, NominationState, SeatState
from coordinator.services.departures import DepartureChoices, depart
from coordinator.services.licenses import issue_licenses
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.departures import Consequences, departure_consequences
from coordinator.views.taskings import nominations
from tests.builders import a_training, designee_ids, ready, selected

COMING = datetime(2026, 12, 2, 18, 0, tzinfo=UTC)
LEFT = date(2026, 11, 11)


def consequences(workspace: Workspace, people: list[int]) -> Consequences:
    return workspace.read(departure_consequences, people, workspace.clock.now())


def all_of(found: Consequences) -> DepartureChoices:
    return DepartureChoices(
        seats=[seat.id for seat in found.seats],
        nominations=[row.id for row in found.nominations],
        asked_back=[row.id for row in found.licenses],
    )


def seat_states(session: Session, training_id: int) -> dict[int, SeatState]:
    query = select(Seat.designee_id, Seat.state).where(Seat.training_id == training_id)
    return {row.designee_id: row.state for row in session.execute(query)}


def a_full_training(workspace: Workspace) -> tuple[int, list[int]]:
    """Two of five people are seated, three wait."""
    tasking_id = selected(workspace)
    ranked = sorted(workspace.read(nominations, tasking_id), key=lambda row: row.rank or 0)
    people = [row.designee_id for row in ranked]
    training_id = a_training(workspace, "Training 9", capacity=2, start=COMING)
    workspace.change(seat_designees, training_id, people)
    return training_id, people


def test_the_seat_goes_to_the_first_of_the_wait_list(workspace: Workspace) -> None:
    training_id, people = a_full_training(workspace)
    found = consequences(workspace, people[:1])
    third = workspace.read(lambda session: session.get_one(Designee, people[2]).display_name)
    assert [(seat.training, seat.moves_up) for seat in found.seats] == [("Training 9", third)]

    result, _ = workspace.change(depart, people[:1], LEFT, all_of(found))

    assert (result.seats_released, result.moved_up) == (1, 1)
    states = workspace.read(seat_states, training_id)
    assert (states[people[0]], states[people[2]]) == (SeatState.RELEASED, SeatState.RESERVED)


def test_who_waits_and_leaves_moves_nobody_up(workspace: Workspace) -> None:
    _, people = a_full_training(workspace)
    found = consequences(workspace, people[2:3])
    assert [(seat.state, seat.moves_up) for seat in found.seats] == [(SeatState.WAIT_LISTED, "")]
    result, _ = workspace.change(depart, people[2:3], LEFT, all_of(found))
    assert (result.seats_released, result.moved_up) == (1, 0)


def test_those_who_leave_together_do_not_move_up_for_each_other(workspace: Workspace) -> None:
    training_id, people = a_full_training(workspace)
    leaving = [people[0], people[2]]
    found = consequences(workspace, leaving)
    fourth = workspace.read(lambda session: session.get_one(Designee, people[3]).display_name)
    assert [seat.moves_up for seat in found.seats] == [fourth, ""]
    workspace.change(depart, leaving, LEFT, all_of(found))
    assert workspace.read(seat_states, training_id)[people[3]] is SeatState.RESERVED


def test_a_training_that_was_held_stays_as_it_was(workspace: Workspace) -> None:
    ready(workspace)
    people = workspace.read(designee_ids)
    assert consequences(workspace, people).seats == ()


def test_an_open_nomination_is_withdrawn_with_its_reason(workspace: Workspace) -> None:
    selected(workspace)
    people = workspace.read(designee_ids)
    found = consequences(workspace, people[:1])
    workspace.change(depart, people[:1], LEFT, all_of(found))
    row = workspace.read(lambda session: session.get_one(Nomination, found.nominations[0].id))
    assert (row.state, row.decision_reason) == (NominationState.WITHDRAWN, "Departed 2026-11-11")


def test_the_nomination_of_a_license_holder_stays_the_basis_of_the_license(workspace: Workspace) -> None:
    workspace.change(issue_licenses, ready(workspace))
    found = consequences(workspace, workspace.read(designee_ids)[:1])
    assert found.nominations == ()
    assert [row.state for row in found.licenses] == [LicenseState.ISSUED]


def test_a_license_is_asked_back_by_a_draft_and_stays_active(workspace: Workspace) -> None:
    workspace.change(issue_licenses, ready(workspace))
    person = workspace.read(designee_ids)[0]
    found = consequences(workspace, [person])
    workspace.change(depart, [person], LEFT, all_of(found))
    draft = workspace.read(lambda session: session.scalars(select(OutgoingDraft)).one())
    assert draft.designee_id == person
    assert draft.recipient.endswith("@example.gov")
    assert found.licenses[0].number in draft.subject
    assert "November 11, 2026" in draft.body
    assert workspace.read(lambda session: session.get_one(License, found.licenses[0].id)).state is LicenseState.ISSUED


def test_the_whole_step_is_undone_at_once(workspace: Workspace) -> None:
    training_id, people = a_full_training(workspace)
    before = workspace.read(seat_states, training_id)
    workspace.change(depart, people[:1], LEFT, all_of(consequences(workspace, people[:1])))
    label, _ = workspace.undo()
    assert label.startswith("Mark ")
    assert workspace.read(seat_states, training_id) == before
    assert workspace.read(lambda session: session.get_one(Designee, people[0])).departed_on is None


def test_a_license_returned_in_the_step_bars_undo(workspace: Workspace) -> None:
    workspace.change(issue_licenses, ready(workspace))
    person = workspace.read(designee_ids)[0]
    found = consequences(workspace, [person])
    workspace.change(depart, [person], LEFT, DepartureChoices(returned=[found.licenses[0].id]))
    row = workspace.read(lambda session: session.get_one(License, found.licenses[0].id))
    assert row.state is LicenseState.RETURNED
    assert workspace.history()[0] is None
