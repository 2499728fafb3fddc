"""Who a participant is, decided by hand: in one step, remembered where that is safe, and taken back; and walk-ins."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Attendee, MeetingAlias
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendance import (
    AttendeeDecision,
    MarkEntry,
    StrangerFacts,
    add_to_roster,
    add_walk_in,
    note_stranger,
    record_attendance,
    record_note,
    reopen_attendee,
    settle_attendees,
    tie_attendee,
)
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.merging import merge_designees
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.trainings import doubtful_attendees, seats
from tests import builders
from tests.meeting_reports import OKAFOR, on_roster, row, seated, take, zoom_line


def aliases(session: Session) -> dict[str, int]:
    return {alias.alias: alias.designee_id for alias in session.scalars(select(MeetingAlias))}


def attendees(session: Session) -> dict[str, Attendee]:
    return {each.name: each for each in session.scalars(select(Attendee))}


def open_names(workspace: Workspace, training: int) -> list[str]:
    return [each.name for each in workspace.read(doubtful_attendees, training)]


def doubtful(workspace: Workspace, *names: str) -> tuple[int, list[int]]:
    """A training whose report has these names, of nobody on the roster; and the participants' ids."""
    training = seated(workspace, 3)
    take(workspace, training, *(zoom_line(name, "", "13:00", "14:30") for name in names))
    return training, [each.id for each in workspace.read(doubtful_attendees, training)]


def person(workspace: Workspace, place: int) -> int:
    return workspace.read(builders.designee_ids)[place]


def test_a_review_is_settled_in_one_step_and_undone_in_one(workspace: Workspace) -> None:
    training, (first, second, third, _) = doubtful(workspace, "Big O", "Host", "Sammy", "Who")
    decisions = [
        AttendeeDecision(first, person(workspace, 0)),
        AttendeeDecision(second, None, is_dismissed=True),
        AttendeeDecision(third, person(workspace, 4)),
    ]
    assert workspace.change(settle_attendees, decisions)[0] == 3
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT
    walk_in = row(workspace, training, "Haddad")
    assert (walk_in.is_walk_in, walk_in.mark) == (True, Mark.PRESENT)
    assert open_names(workspace, training) == ["Who"]
    rows = workspace.read(attendees)
    assert {name: rows[name].decided_by for name in ("Big O", "Host", "Who")} == {
        "Big O": "J. Coordinator",
        "Host": "J. Coordinator",
        "Who": "",
    }
    assert rows["Host"].decided_at is not None
    workspace.undo()
    assert len(open_names(workspace, training)) == 4
    assert (row(workspace, training, "Okafor").mark, workspace.read(aliases)) == (None, {})


def test_one_broken_rule_and_nobody_is_settled(workspace: Workspace) -> None:
    training, (first, second) = doubtful(workspace, "Big O", "Host")
    both = AttendeeDecision(second, person(workspace, 1), is_dismissed=True)
    with pytest.raises(RuleBroken, match="somebody or nobody"):
        workspace.change(settle_attendees, [AttendeeDecision(first, person(workspace, 0)), both])
    assert len(open_names(workspace, training)) == 2


def test_a_decision_taken_back_takes_mark_and_memory_with_it(workspace: Workspace) -> None:
    training, (first,) = doubtful(workspace, "Big O")
    workspace.change(tie_attendee, first, person(workspace, 0))
    workspace.change(reopen_attendee, first)
    assert (row(workspace, training, "Okafor").mark, workspace.read(aliases)) == (None, {})
    assert open_names(workspace, training) == ["Big O"]
    with pytest.raises(RuleBroken, match="Nothing was decided"):
        workspace.change(reopen_attendee, first)


def test_a_decision_changed_moves_mark_and_memory(workspace: Workspace) -> None:
    training, (first,) = doubtful(workspace, "Big O")
    workspace.change(tie_attendee, first, person(workspace, 4))
    workspace.change(tie_attendee, first, person(workspace, 1))
    assert workspace.read(aliases) == {"Big O": person(workspace, 1)}
    assert row(workspace, training, "Reyes").mark is Mark.PRESENT
    assert all(not seat.name.startswith("Haddad") for seat in workspace.read(seats, training))


def test_a_name_remembered_for_two_people_is_remembered_for_nobody(workspace: Workspace) -> None:
    training, (first,) = doubtful(workspace, "Big O")
    workspace.change(tie_attendee, first, person(workspace, 0))
    take(workspace, training, zoom_line("Big O", "other@example.org", "13:00", "14:30"))
    again = workspace.read(doubtful_attendees, training)
    assert again == ()  # the remembered name counts; a person says otherwise
    second = max(each.id for each in workspace.read(attendees).values())
    workspace.change(tie_attendee, second, person(workspace, 1))
    assert workspace.read(aliases) == {"other@example.org": person(workspace, 1)}


def test_an_address_that_nobody_has_is_remembered_with_the_name(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Big O", "big.o@example.org", "13:00", "14:30"))
    workspace.change(tie_attendee, workspace.read(doubtful_attendees, training)[0].id, person(workspace, 0))
    assert set(workspace.read(aliases)) == {"big.o@example.org", "Big O"}
    later = builders.a_training(workspace, "Training 2")
    assert take(workspace, later, zoom_line("O’Kay", "big.o@example.org", "13:05", "14:30")).matched == 1


@pytest.mark.parametrize("name", ["iPhone", "Reyes, Marisol", "17165550108"])
def test_what_says_nothing_about_the_next_report_is_not_remembered(workspace: Workspace, name: str) -> None:
    training = seated(workspace)
    office = workspace.read(builders.office_id, "CHI")
    workspace.change(add_designee, DesigneeFacts("Reyes, Marisol", office))
    take(workspace, training, zoom_line(name, "", "13:00", "14:30"))
    workspace.change(tie_attendee, workspace.read(doubtful_attendees, training)[0].id, person(workspace, 1))
    assert workspace.read(aliases) == {}


def test_who_is_not_on_the_roster_is_put_on_it(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Ada Newcomer’s iPad (Guest)", "ada@example.org", "13:00", "14:30"))
    office = workspace.read(builders.office_id, "CHI")
    doubt = workspace.read(doubtful_attendees, training)[0]
    new = workspace.change(add_to_roster, doubt.id, office)[0]
    seat = row(workspace, training, "Newcomer")
    assert (seat.designee_id, seat.name, seat.office, seat.email, seat.is_walk_in, seat.mark) == (
        new, "Newcomer, Ada", "CHI", "ada@example.org", True, Mark.PRESENT,
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="on the roster already"):
        workspace.change(add_to_roster, doubt.id, office)
    workspace.undo()
    assert len(workspace.read(builders.designee_ids)) == 5


# walk-ins


def test_somebody_of_the_roster_came_without_a_seat(workspace: Workspace) -> None:
    training = seated(workspace, 3)
    haddad = person(workspace, 4)
    workspace.change(add_walk_in, training, haddad, Mark.PARTIAL, 40, "came late")
    seat = row(workspace, training, "Haddad")
    assert (seat.is_walk_in, seat.mark, seat.minutes, seat.mark_note) == (True, Mark.PARTIAL, 40, "came late")
    with pytest.raises(RuleBroken, match="has a seat in Training 1"):
        workspace.change(add_walk_in, training, haddad, Mark.PRESENT)
    with pytest.raises(RuleBroken, match="was present, or there for a part"):
        workspace.change(add_walk_in, training, person(workspace, 3), Mark.ABSENT)


def test_a_walk_in_comes_off_the_wait_list(workspace: Workspace) -> None:
    on_roster(workspace)
    training = builders.a_training(workspace, capacity=4)
    workspace.change(seat_designees, training, workspace.read(builders.designee_ids))
    waiting = next(seat for seat in workspace.read(seats, training) if seat.state is SeatState.WAIT_LISTED)
    workspace.change(add_walk_in, training, waiting.designee_id, Mark.PRESENT)
    seat = next(each for each in workspace.read(seats, training) if each.id == waiting.id)
    assert (seat.state, seat.is_walk_in, seat.queue_place) == (SeatState.RESERVED, True, None)


def test_a_stranger_is_written_down_and_tied_later(workspace: Workspace) -> None:
    training = seated(workspace, 3)
    facts = StrangerFacts("S. Haddad", "", Mark.PARTIAL, 50, "signed the sheet")
    stranger = workspace.change(note_stranger, training, facts)[0]
    open_ = workspace.read(doubtful_attendees, training)
    assert [(each.id, each.training_id, each.file) for each in open_] == [(stranger, training, "")]
    workspace.change(tie_attendee, stranger, person(workspace, 4))
    seat = row(workspace, training, "Haddad")
    assert (seat.is_walk_in, seat.mark, seat.minutes, seat.mark_note) == (True, Mark.PARTIAL, 50, "signed the sheet")
    workspace.change(reopen_attendee, stranger)
    assert all(not each.name.startswith("Haddad") for each in workspace.read(seats, training))


def test_a_stranger_tied_to_somebody_marked_changes_no_mark(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "14:30"))
    stranger = workspace.change(note_stranger, training, StrangerFacts("Dee", mark=Mark.PARTIAL, minutes=5))[0]
    workspace.change(tie_attendee, stranger, person(workspace, 0))
    seat = row(workspace, training, "Okafor")
    assert (seat.mark, seat.minutes, seat.is_walk_in) == (Mark.PRESENT, 90, False)
    workspace.change(reopen_attendee, stranger)
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (StrangerFacts("  "), "name of who came"),
        (StrangerFacts("Ada", "nonsense"), "is not an e-mail address"),
        (StrangerFacts("Ada", minutes=-1), "cannot be negative"),
    ],
)
def test_a_stranger_needs_a_name(workspace: Workspace, facts: StrangerFacts, sentence: str) -> None:
    training = seated(workspace)
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(note_stranger, training, facts)


def test_a_note_leaves_the_mark_as_it_came(workspace: Workspace) -> None:
    training = seated(workspace)
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:00", "13:30"))
    workspace.change(record_note, row(workspace, training, "Okafor").id, " camera off ")
    take(workspace, training, zoom_line("Dana Okafor", OKAFOR, "13:30", "14:30"))
    seat = row(workspace, training, "Okafor")
    assert (seat.mark, seat.minutes, seat.mark_note) == (Mark.PRESENT, 90, "camera off")


def test_nobody_is_tied_to_a_record_that_was_merged(workspace: Workspace) -> None:
    _, (first,) = doubtful(workspace, "Big O")
    workspace.change(merge_designees, person(workspace, 0), person(workspace, 1), ())
    with pytest.raises(RuleBroken, match="merged into another"):
        workspace.change(tie_attendee, first, person(workspace, 1))


def test_a_mark_from_before_a_tie_stays_when_the_tie_is_taken_back(workspace: Workspace) -> None:
    training = seated(workspace)
    seat = row(workspace, training, "Okafor")
    workspace.change(record_attendance, {seat.id: MarkEntry(Mark.PRESENT)})
    stranger = workspace.change(note_stranger, training, StrangerFacts("Dee"))[0]
    workspace.change(tie_attendee, stranger, seat.designee_id)
    workspace.change(reopen_attendee, stranger)
    assert row(workspace, training, "Okafor").mark is Mark.PRESENT
