"""Letters of selection and non-selection: numbered, frozen, neutral, and to nobody twice."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Designee, Letter
from coordinator.rules.vocabulary import DocumentKind, LetterKind, NominationState
from coordinator.services.governing_documents import VersionFacts, register_document
from coordinator.services.papers import papers_numbered
from coordinator.services.seats import seat_designees
from coordinator.services.selection import (
    accept_promotions,
    decide_selection,
    override,
    rank_nominations,
    withdraw_nomination,
)
from coordinator.services.selection_letters import issue_selection_letters
from coordinator.services.taskings import set_quotas
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.issued_papers import issued_papers
from coordinator.views.selection_letters import selection_letters
from coordinator.views.taskings import nominations
from tests import builders
from tests.documents.reading import all_text


@pytest.fixture
def tasking_id(workspace: Workspace) -> int:
    """Brandvold and Lindqvist are selected; Okafor, Haddad and Reyes are alternates in this order."""
    tasking = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking, names=("Okafor, Dana R", "Reyes, Marisol", "Lindqvist, Per"))
    builders.nominated(workspace, tasking, "SEA", ("Brandvold, Tom", "Haddad, Samir"))
    workspace.change(rank_nominations, tasking)
    workspace.change(decide_selection, tasking, 2)
    return tasking


def of(workspace: Workspace, tasking_id: int, *names: str) -> list[int]:
    rows = workspace.read(nominations, tasking_id)
    return [next(row.id for row in rows if row.name.startswith(name)) for name in names]


def letters(workspace: Workspace, tasking_id: int, *names: str) -> list[str]:
    """The texts of the letters issued to these people, in the order of the decision."""
    batch, _ = workspace.change(issue_selection_letters, tasking_id, of(workspace, tasking_id, *names))
    return [all_text(data) for _, data in workspace.read(papers_numbered, batch.made)]


def test_every_one_decided_gets_the_letter_that_the_decision_calls_for(workspace: Workspace, tasking_id: int) -> None:
    everyone = of(workspace, tasking_id, "Brandvold", "Lindqvist", "Okafor", "Haddad", "Reyes")
    due = workspace.read(selection_letters, tasking_id)
    assert [(row.name.partition(",")[0], row.kind, row.alternate_place) for row in due] == [
        ("Brandvold", LetterKind.SELECTION, None),
        ("Lindqvist", LetterKind.SELECTION, None),
        ("Okafor", LetterKind.NON_SELECTION, 1),
        ("Haddad", LetterKind.NON_SELECTION, 2),
        ("Reyes", LetterKind.NON_SELECTION, 3),
    ]
    batch, _ = workspace.change(issue_selection_letters, tasking_id, everyone)
    assert batch.made == tuple(f"CEIU-LTR-2026-000{n}" for n in range(1, 6))
    assert [row.issued_as for row in workspace.read(selection_letters, tasking_id)] == list(batch.made)
    assert workspace.history() == (None, None)


def test_a_letter_of_selection_lists_what_is_still_open(workspace: Workspace, tasking_id: int) -> None:
    facts = VersionFacts("version 2", date(2026, 9, 1))
    workspace.change(register_document, DocumentKind.PTA, "Privacy Threshold Analysis", facts, ("pta.txt", b"PTA"))
    person = workspace.read(lambda s: s.scalars(select(Designee.id).where(Designee.last_name == "Lindqvist")).one())
    training = builders.a_training(workspace, start=datetime(2026, 12, 2, 18, 0, tzinfo=UTC))
    workspace.change(seat_designees, training, [person])
    first, second = letters(workspace, tasking_id, "Brandvold", "Lindqvist")
    assert "MEMORANDUM FOR: Tom Brandvold" in first
    assert "under solicitation 0312-26." in first
    assert "“Privacy Threshold Analysis”, version 2, dated September 1, 2026" in first
    assert "to which you will be invited" in first
    assert "your nomination stood 1st of 5" in first
    assert "December 2, 2026, 13:00 EST" in second


def test_who_acknowledged_and_attended_is_asked_for_nothing(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace)
    (text,) = letters(workspace, tasking_id, "Okafor")
    assert "You have acknowledged the documents and attended the training." in text


def test_an_alternate_is_told_the_place_and_the_neutral_ground(workspace: Workspace, tasking_id: int) -> None:
    (text,) = letters(workspace, tasking_id, "Haddad")
    assert "an alternate, 2nd of 3 in order" in text
    assert (
        "There were 2 licenses to give out. Your nomination stood 4th of 5; nothing was left when it was reached."
    ) in text


def test_the_ground_is_the_quota_where_it_was_the_quota(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id, names=("Okafor, Dana R", "Reyes, Marisol"))
    workspace.change(set_quotas, tasking_id, {workspace.read(builders.office_id, "DEN"): 1})
    workspace.change(decide_selection, tasking_id, 1)
    workspace.change(decide_selection, tasking_id, 9)
    (text,) = letters(workspace, tasking_id, "Reyes")
    assert (
        "There were 9 licenses to give out, and a quota for each office. Your nomination stood 2nd of 2; no place was "
        "left for your office."
    ) in text


def test_what_was_noted_for_a_decision_by_hand_is_not_in_the_letter(workspace: Workspace, tasking_id: int) -> None:
    reyes = of(workspace, tasking_id, "Reyes")
    workspace.change(override, reyes, NominationState.NOT_SELECTED, "Complaint pending")
    (text,) = letters(workspace, tasking_id, "Reyes")
    assert "Complaint" not in text
    assert "The decision was made individually, for a reason that is on record" in text
    assert "You were not selected this time" in text


def test_nobody_gets_the_same_letter_twice(workspace: Workspace, tasking_id: int) -> None:
    both = of(workspace, tasking_id, "Brandvold", "Lindqvist")
    workspace.change(issue_selection_letters, tasking_id, both[:1])
    batch, _ = workspace.change(issue_selection_letters, tasking_id, both)
    assert batch.made == ("CEIU-LTR-2026-0002",)
    assert batch.refused == ("Brandvold, Tom: has this letter already, CEIU-LTR-2026-0001",)
    with pytest.raises(RuleBroken, match="no letter to issue"):
        workspace.change(issue_selection_letters, tasking_id, both)
    assert workspace.read(lambda s: len(s.scalars(select(Letter.id)).all())) == 2


def test_an_alternate_who_moves_up_gets_the_letter_of_selection_then(workspace: Workspace, tasking_id: int) -> None:
    letters(workspace, tasking_id, "Okafor", "Lindqvist")
    workspace.change(withdraw_nomination, of(workspace, tasking_id, "Lindqvist")[0], "Transferred")
    workspace.change(accept_promotions, of(workspace, tasking_id, "Okafor"))
    (text,) = letters(workspace, tasking_id, "Okafor")
    assert "You have been selected" in text
    assert "You were an alternate. A place became free, and it was your turn." in text
    assert "Lindqvist" not in text


def test_an_alternate_who_is_turned_down_for_good_gets_that_letter_too(workspace: Workspace, tasking_id: int) -> None:
    letters(workspace, tasking_id, "Reyes")
    workspace.change(override, of(workspace, tasking_id, "Reyes"), NominationState.NOT_SELECTED, "Pool closed")
    (text,) = letters(workspace, tasking_id, "Reyes")
    assert "You were not selected this time" in text


def test_who_withdrew_or_is_not_decided_is_refused_by_name(workspace: Workspace, tasking_id: int) -> None:
    first, second, third = of(workspace, tasking_id, "Brandvold", "Okafor", "Haddad")
    workspace.change(withdraw_nomination, second, "Transferred")
    workspace.change(override, [third], NominationState.PENDING, "Asked again")
    batch, _ = workspace.change(issue_selection_letters, tasking_id, [first, second, third])
    assert len(batch.made) == 1
    assert set(batch.refused) == {"Okafor, Dana R: withdrew", "Haddad, Samir: is not decided yet"}


def test_letters_follow_a_decision_of_their_own_tasking(workspace: Workspace, tasking_id: int) -> None:
    other = builders.a_tasking(workspace, "0400-26")
    with pytest.raises(RuleBroken, match="Decide the selection first"):
        workspace.change(issue_selection_letters, other, of(workspace, tasking_id, "Okafor"))
    builders.nominated(workspace, other, "ATL", ("Nakamura, Kei",))
    with pytest.raises(RuleBroken, match="not nominated under this tasking"):
        workspace.change(issue_selection_letters, tasking_id, of(workspace, other, "Nakamura"))


def test_a_cancelled_batch_keeps_what_was_made(workspace: Workspace, tasking_id: int) -> None:
    def stop_after_one(done: int, total: int, what: str) -> None:
        if done == 1:
            raise Cancelled("stopped")

    everyone = of(workspace, tasking_id, "Brandvold", "Lindqvist", "Okafor")
    batch, _ = workspace.change(issue_selection_letters, tasking_id, everyone, stop_after_one)
    assert (batch.made, batch.stopped, batch.of) == (("CEIU-LTR-2026-0001",), True, 3)


def rename(uow: UnitOfWork, last_name: str, new: str) -> None:
    row = uow.first(select(Designee).where(Designee.last_name == last_name))
    assert row
    row.last_name = new
    uow.describe("Rename")


def test_a_name_that_cannot_be_printed_takes_no_number(workspace: Workspace, tasking_id: int) -> None:
    everyone = of(workspace, tasking_id, "Brandvold", "Lindqvist")
    workspace.change(rename, "Brandvold", "李")
    batch, _ = workspace.change(issue_selection_letters, tasking_id, everyone)
    assert batch.made == ("CEIU-LTR-2026-0001",)
    assert "李" in batch.refused[0]


def test_the_letters_stand_among_the_issued_papers(workspace: Workspace, tasking_id: int) -> None:
    letters(workspace, tasking_id, "Brandvold", "Okafor")
    kinds = {row.name: row.letter for row in workspace.read(issued_papers)}
    assert kinds == {"Brandvold, Tom": LetterKind.SELECTION, "Okafor, Dana R": LetterKind.NON_SELECTION}
