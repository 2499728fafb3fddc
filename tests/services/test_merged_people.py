"""After a merge the person stays one: one certificate, one seat in the register, one place in the ranking."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Certificate, Designee, FormerEmail
from coordinator.rules.vocabulary import Mark, NominationState
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.certificates import issue_certificates, supersede_certificate
from coordinator.services.designees import DesigneeFacts, add_designee
from coordinator.services.merging import merge_designees
from coordinator.services.seats import seat_designees
from coordinator.services.selection import override
from coordinator.services.workspace import Workspace
from coordinator.views.ranking import present_ranking
from coordinator.views.taskings import nominations
from coordinator.views.trainings import seats, trainings
from tests import builders


def person(session: Session, last_name: str) -> int:
    return session.scalars(select(Designee.id).where(Designee.last_name == last_name)).one()


def two_records_in_one_training(workspace: Workspace) -> tuple[int, int, int]:
    """Training, and two records of one person, both marked present in it; the second one has a certificate."""
    builders.selected(workspace)
    first = workspace.read(person, "Okafor")
    facts = DesigneeFacts("Okafor, D", workspace.read(builders.office_id, "DEN"), email="d.okafor@example.gov")
    second, _ = workspace.change(add_designee, facts)
    training = builders.a_training(workspace)
    workspace.change(seat_designees, training, [second])
    marks = {row.id: MarkEntry(Mark.PRESENT, 88) for row in workspace.read(seats, training)}
    workspace.change(record_attendance, marks)
    workspace.change(issue_certificates, training)
    workspace.change(seat_designees, training, [first])
    marks = {row.id: MarkEntry(Mark.PRESENT, 60) for row in workspace.read(seats, training)}
    workspace.change(record_attendance, marks)
    return training, first, second


def test_who_has_a_certificate_under_either_record_gets_no_second_one(workspace: Workspace) -> None:
    training, first, second = two_records_in_one_training(workspace)
    workspace.change(merge_designees, first, second, ())
    with pytest.raises(RuleBroken, match="No certificates are due"):
        workspace.change(issue_certificates, training)
    (row,) = workspace.read(seats, training)
    assert row.designee_id == first
    assert row.certificate


def test_the_certificate_of_a_merged_record_is_superseded_by_one_of_the_person(workspace: Workspace) -> None:
    _, first, second = two_records_in_one_training(workspace)
    workspace.change(merge_designees, first, second, ())
    old = workspace.read(lambda session: session.scalars(select(Certificate)).one())
    number, _ = workspace.change(supersede_certificate, old.id)
    new = workspace.read(lambda session: session.scalars(select(Certificate).where(Certificate.number == number)).one())
    assert (old.designee_id, new.designee_id) == (second, first)


def test_a_nomination_left_with_a_merged_record_is_not_ranked(workspace: Workspace) -> None:
    tasking_id = builders.a_tasking(workspace)
    builders.nominated(workspace, tasking_id)
    first, second = workspace.read(person, "Okafor"), workspace.read(person, "Reyes")
    second_nomination = next(r.id for r in workspace.read(nominations, tasking_id) if r.designee_id == second)
    workspace.change(override, [second_nomination], NominationState.NOT_SELECTED, "Named twice")
    workspace.change(merge_designees, first, second, ())
    today = workspace.clock.now().date()
    assert len(workspace.read(present_ranking, tasking_id, today)) == 4


def test_the_address_of_a_merged_record_means_the_person(workspace: Workspace) -> None:
    _, first, second = two_records_in_one_training(workspace)
    workspace.change(merge_designees, first, second, ())
    query = select(FormerEmail.designee_id).where(FormerEmail.email_key == "d.okafor@example.gov")
    assert workspace.read(lambda session: list(session.scalars(query))) == [first]


def test_of_one_person_present_twice_no_second_certificate_is_due(workspace: Workspace) -> None:
    _, first, second = two_records_in_one_training(workspace)
    [shown] = workspace.read(trainings)
    assert (shown.present, shown.certificates_due) == (2, 1)
    workspace.change(merge_designees, first, second, [])
    [shown] = workspace.read(trainings)
    assert (shown.present, shown.certificates, shown.certificates_due) == (1, 1, 0)
