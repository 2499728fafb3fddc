"""Two records become one person: nothing is lost, one step takes it back, and what was issued stays as issued."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import (
    Base,
    Certificate,
    Designee,
    FormerEmail,
    FormerName,
    License,
    Nomination,
    Seat,
    TrainingSession,
)
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind, Mark, NominationState, SeatState
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.certificates import issue_certificates
from coordinator.services.designees import DesigneeFacts, add_designee, edit_designee
from coordinator.services.duplicates import duplicate_pairs, keep_apart
from coordinator.services.governing_documents import VersionFacts, record_acknowledgments, register_document
from coordinator.services.known_people import KnownPeople, Likeness
from coordinator.services.licenses import issue_licenses
from coordinator.services.merging import FIELDS, merge_designees
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.designee_detail import designee_detail, history_of
from coordinator.views.duplicates import kept_id, record_ids, side_by_side
from coordinator.views.gates import standings
from coordinator.views.trainings import seats
from tests import builders

EntityT = TypeVar("EntityT", bound=Base)
TODAY = date(2026, 11, 12)


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the trail and kept files, which only ever grow."""
    connection = sqlite3.connect(path)
    tables = [name for name in Base.metadata.tables if name not in ("audit_entry", "audit_subject", "stored_file")]
    found = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables}
    connection.close()
    return found


def merged_and_back(workspace: Workspace, keep: int, other: int, taken: tuple[str, ...] = ()) -> None:
    """Merge, undo, redo: each leaves exactly the rows it should."""
    before = content(workspace.path)
    workspace.change(merge_designees, keep, other, taken)
    after = content(workspace.path)
    workspace.undo()
    assert content(workspace.path) == before
    workspace.redo()
    assert content(workspace.path) == after
    assert workspace.verify().fault is None


def person(workspace: Workspace, name: str, **facts: str) -> int:
    office = workspace.read(builders.office_id, "DEN")
    return workspace.change(add_designee, DesigneeFacts(name, office, **facts))[0]  # type: ignore[arg-type]


def rows(workspace: Workspace, entity: type[EntityT], of: int) -> list[EntityT]:
    owner = entity.__table__.c["designee_id"]

    def read(session: Session) -> list[EntityT]:
        return list(session.scalars(select(entity).where(owner == of)))

    return workspace.read(read)


def test_everything_moves_to_the_person_kept_and_back(workspace: Workspace) -> None:
    builders.ready(workspace)
    kept = person(workspace, "Okafor, D", phone="(303) 555-0101")
    other = workspace.read(builders.designee_ids)[0]
    merged_and_back(workspace, kept, other)
    assert rows(workspace, Nomination, kept)
    assert rows(workspace, Seat, kept)
    assert not rows(workspace, Nomination, other)
    assert not rows(workspace, Seat, other)
    assert workspace.read(standings, TODAY, [kept])[kept].is_ready


def test_every_table_that_names_a_person_is_thought_of() -> None:
    moved = {
        "acknowledgment", "attendee", "completion", "former_email", "former_name", "license", "meeting_alias",
        "nomination", "outgoing_draft", "seat", "trial_use", "unavailability", "waiver",
    }  # fmt: skip
    frozen = {"certificate", "letter"}
    followed = {"designee", "not_duplicate"}
    asked_about = {"access_review_line"}  # as they were known when the review began
    naming = {
        table.name
        for table in Base.metadata.tables.values()
        if any(key.column.table.name == "designee" for key in table.foreign_keys)
    }
    assert naming == moved | frozen | followed | asked_about


def test_the_address_and_name_of_the_other_record_still_find_the_person(workspace: Workspace) -> None:
    kept = person(workspace, "Reyes, Marisol", email="marisol.reyes@example.gov")
    other = person(workspace, "Reyes Ortiz, Marisol", email="m.reyes@example.gov")
    merged_and_back(workspace, kept, other)
    assert [row.email_key for row in rows(workspace, FormerEmail, kept)] == ["m.reyes@example.gov"]
    assert [row.raw_name for row in rows(workspace, FormerName, kept)] == ["Reyes Ortiz, Marisol"]


def test_what_is_taken_from_the_other_record_replaces_what_becomes_former(workspace: Workspace) -> None:
    kept = person(workspace, "Reyes, Marisol", email="marisol.reyes@example.gov", phone="(303) 555-0101")
    other = person(
        workspace, "Ortiz, Marisol", email="m.ortiz@example.gov", phone="(303) 555-0102", note="Moved in May"
    )
    merged_and_back(workspace, kept, other, ("name", "email", "phone"))
    now = workspace.read(designee_detail, kept, TODAY)
    assert now is not None
    assert (now.name, now.email, now.phone) == ("Ortiz, Marisol", "m.ortiz@example.gov", "(303) 555-0102")
    assert now.note == "Moved in May\nAlso reached at (303) 555-0101"
    assert [row.email_key for row in rows(workspace, FormerEmail, kept)] == ["marisol.reyes@example.gov"]
    assert [row.raw_name for row in rows(workspace, FormerName, kept)] == ["Reyes, Marisol"]


def test_issued_certificates_stay_as_issued_and_are_the_persons(workspace: Workspace) -> None:
    builders.selected(workspace)
    builders.acknowledged(workspace)
    training = builders.attended(workspace)
    workspace.change(issue_certificates, training)
    other = workspace.read(builders.designee_ids)[0]
    kept = person(workspace, "Okafor, Dana Ruth")
    (certificate,) = rows(workspace, Certificate, other)
    merged_and_back(workspace, kept, other)
    (same,) = rows(workspace, Certificate, other)
    assert (same.sha256, same.facts) == (certificate.sha256, certificate.facts)
    detail = workspace.read(designee_detail, kept, TODAY)
    assert detail is not None
    assert [paper.number for paper in detail.papers] == [certificate.number]


def test_both_histories_are_the_persons(workspace: Workspace) -> None:
    kept, other = person(workspace, "Okafor, Dana R"), person(workspace, "Okafor, Dana")
    workspace.change(merge_designees, kept, other, ())
    labels = [row.label for row in workspace.read(history_of, kept)]
    assert labels == ["Merge Okafor, Dana into Okafor, Dana R", "Add Okafor, Dana", "Add Okafor, Dana R"]


def test_two_active_licenses_of_one_product_are_refused(workspace: Workspace) -> None:
    workspace.change(issue_licenses, builders.ready(workspace))
    first, second, *_ = workspace.read(builders.designee_ids)
    pair = workspace.read(side_by_side, first, second)
    assert pair is not None
    with pytest.raises(RuleBroken, match=r"Both hold an active license of .* Return one first\."):
        workspace.change(merge_designees, first, second, ())
    assert "Return one first." in pair.obstacle


def test_a_license_goes_with_the_person(workspace: Workspace) -> None:
    workspace.change(issue_licenses, builders.ready(workspace))
    other = workspace.read(builders.designee_ids)[0]
    kept = person(workspace, "Okafor, Dana Ruth")
    merged_and_back(workspace, kept, other)
    assert [row.state for row in rows(workspace, License, kept)] == ["issued"]


def test_of_two_nominations_the_further_decided_is_the_persons(workspace: Workspace) -> None:
    tasking = builders.selected(workspace)
    builders.nominated(workspace, tasking, "BOS", ["Ng, Linh", "Okafor, Dana"])
    people = workspace.read(builders.designee_ids)
    other, kept = people[0], people[-1]
    merged_and_back(workspace, kept, other)
    (mine,), (rest,) = rows(workspace, Nomination, kept), rows(workspace, Nomination, other)
    assert mine.state is NominationState.SELECTED
    assert rest.state is NominationState.WITHDRAWN
    assert rest.decision_reason == "Merged with the nomination of Okafor, Dana; was pending"


def test_of_two_acknowledgments_the_earlier_is_the_persons(workspace: Workspace) -> None:
    kept, other = person(workspace, "Okafor, Dana R"), person(workspace, "Okafor, Dana")
    facts = VersionFacts("version 1", date(2026, 9, 1))
    file = ("pta.txt", b"Privacy Threshold Analysis")
    version = workspace.change(register_document, DocumentKind.PTA, "Privacy Threshold Analysis", facts, file)[0]
    for who, day in ((kept, 28), (other, 3)):
        on = date(2026, 10, day)
        workspace.change(record_acknowledgments, [who], version, on, AcknowledgmentMethod.SIGNED_FORM)
    merged_and_back(workspace, kept, other)
    detail = workspace.read(designee_detail, kept, TODAY)
    assert detail is not None
    assert not detail.to_acknowledge
    days = workspace.read(lambda s: s.connection().exec_driver_sql(
        "SELECT designee_id, acknowledged_on FROM acknowledgment ORDER BY 1").fetchall())  # fmt: skip
    assert days == [(kept, "2026-10-03"), (other, "2026-10-28")]


def test_the_weaker_of_two_seats_is_given_up_in_a_full_training(workspace: Workspace) -> None:
    other, kept = person(workspace, "Okafor, Dana"), person(workspace, "Okafor, Dana R")
    training = builders.a_training(workspace, capacity=1, start=datetime(2026, 12, 2, 18, 0, tzinfo=UTC))
    workspace.change(seat_designees, training, [other, kept])
    merged_and_back(workspace, kept, other)
    states = {row.state for row in rows(workspace, Seat, kept)}
    assert states == {SeatState.RESERVED, SeatState.RELEASED}
    assert not rows(workspace, Seat, other)
    assert [row.name for row in workspace.read(seats, training)] == ["Okafor, Dana R"]


def test_of_two_marks_the_better_is_the_persons_and_the_other_stays(workspace: Workspace) -> None:
    other, kept = person(workspace, "Okafor, Dana"), person(workspace, "Okafor, Dana R")
    training = builders.a_training(workspace)
    workspace.change(seat_designees, training, [other, kept])
    by_person = {row.designee_id: row.id for row in workspace.read(seats, training)}
    marks = {by_person[other]: MarkEntry(Mark.PRESENT, 88), by_person[kept]: MarkEntry(Mark.ABSENT, 0)}
    workspace.change(record_attendance, marks)
    merged_and_back(workspace, kept, other)
    assert [row.mark for row in rows(workspace, Seat, kept)] == [Mark.PRESENT]
    assert [row.mark for row in rows(workspace, Seat, other)] == [Mark.ABSENT]
    detail = workspace.read(designee_detail, kept, TODAY)
    assert detail is not None
    assert sorted(row.mark for row in detail.seats if row.mark) == [Mark.ABSENT, Mark.PRESENT]


def test_one_merged_into_another_and_that_into_a_third_is_the_third(workspace: Workspace) -> None:
    first, second, third = (person(workspace, name, email=f"{place}.okafor@example.gov")
                            for place, name in enumerate(("Okafor, D", "Okafor, Dana", "Okafor, Dana R")))  # fmt: skip
    workspace.change(merge_designees, second, first, ())
    workspace.change(merge_designees, third, second, ())
    assert workspace.read(kept_id, first) == third
    assert set(workspace.read(record_ids, third)) == {first, second, third}
    assert len(rows(workspace, FormerEmail, third)) == 2
    merges = [row.label for row in workspace.read(history_of, third) if row.label.startswith("Merge")]
    assert merges == ["Merge Okafor, Dana into Okafor, Dana R", "Merge Okafor, D into Okafor, Dana"]
    shown = workspace.read(designee_detail, first, TODAY)
    assert shown is not None
    assert shown.id == third


def test_a_record_is_merged_once_and_never_into_itself(workspace: Workspace) -> None:
    first, second, third = (person(workspace, name) for name in ("Okafor, D", "Okafor, Dana", "Okafor, Dana R"))
    workspace.change(merge_designees, first, second, ())
    for keep, other in ((third, second), (second, third), (first, first)):
        with pytest.raises(RuleBroken):
            workspace.change(merge_designees, keep, other, ())
    with pytest.raises(RuleBroken, match="cannot be taken"):
        workspace.change(merge_designees, first, third, ("id",))
    assert workspace.read(side_by_side, first, second) is None


def test_what_was_looked_at_and_kept_apart_is_not_proposed_again(workspace: Workspace) -> None:
    first, second = person(workspace, "Okafor, Dana R"), person(workspace, "Okafor, Dana")
    (pair,) = workspace.read(duplicate_pairs)
    assert (pair.id, pair.likeness) == ((first, second), Likeness.SAME)
    workspace.change(keep_apart, second, first)
    assert workspace.read(duplicate_pairs) == ()
    workspace.change(keep_apart, first, second)
    workspace.undo()
    assert len(workspace.read(duplicate_pairs)) == 1
    with pytest.raises(RuleBroken):
        workspace.change(keep_apart, first, first)


def test_the_record_with_a_license_is_better_kept_then_the_older(workspace: Workspace) -> None:
    workspace.change(issue_licenses, builders.ready(workspace))
    holder = workspace.read(builders.designee_ids)[0]
    first, second = person(workspace, "Okafor, Dana"), person(workspace, "Okafor, Dana R", phone="(303) 555-0101")
    with_license, without = workspace.read(side_by_side, first, holder), workspace.read(side_by_side, second, first)
    assert with_license is not None
    assert with_license.keep_id == holder
    assert with_license.right.licenses == 1
    assert without is not None
    assert without.keep_id == first
    assert [pair.title for pair in without.fields if pair.differs] == ["Name", "Telephone"]


def _renamed(workspace: Workspace, who: int) -> None:
    workspace.change(edit_designee, who, "name", "Okafor-Reyes, Dana")


def _readdressed(workspace: Workspace, who: int) -> None:
    workspace.change(edit_designee, who, "email", "d.okafor@example.gov")


def _seated(workspace: Workspace, who: int) -> None:
    training = workspace.read(lambda session: session.scalars(select(TrainingSession.id)).one())
    workspace.change(seat_designees, training, [who])


LIVES: dict[str, Callable[[Workspace, int], None]] = {
    "renamed": _renamed, "readdressed": _readdressed, "seated": _seated,
}  # fmt: skip


@settings(max_examples=12)
@given(
    before=st.tuples(st.sets(st.sampled_from(sorted(LIVES))), st.sets(st.sampled_from(sorted(LIVES)))),
    taken=st.sets(st.sampled_from(sorted(FIELDS))),
    capacity=st.integers(1, 2),
)
def test_whatever_both_have_one_step_takes_it_back(
    tmp_path_factory: pytest.TempPathFactory,
    empty_database: bytes,
    before: tuple[set[str], set[str]],
    taken: set[str],
    capacity: int,
) -> None:
    path = tmp_path_factory.mktemp("merge") / "unit.db"
    path.write_bytes(empty_database)
    with Workspace.open(path, actor="J. Coordinator") as workspace:
        builders.nominated(workspace, builders.a_tasking(workspace), names=["Okafor, Dana R", "Reyes, Marisol"])
        builders.a_training(workspace, capacity=capacity, start=datetime(2037, 1, 5, 18, 0, tzinfo=UTC))
        keep, other = workspace.read(builders.designee_ids)
        for who, lives in ((keep, before[0]), (other, before[1] - {"readdressed"})):
            for life in sorted(lives):
                LIVES[life](workspace, who)
        addresses = _addresses(workspace)
        merged_and_back(workspace, keep, other, tuple(sorted(taken)))
        assert _addresses(workspace) >= addresses
        assert {face.designee_id for face in workspace.read(KnownPeople).faces} == {keep}


def _addresses(workspace: Workspace) -> set[str]:
    def read(session: Session) -> set[str]:
        now = session.scalars(select(Designee.email_key).where(Designee.merged_into_id.is_(None)))
        return {*filter(None, now), *session.scalars(select(FormerEmail.email_key))}

    return workspace.read(read)


def test_a_merge_is_named_and_touches_nothing_else(workspace: Workspace) -> None:
    kept, other = person(workspace, "Okafor, Dana R"), person(workspace, "Okafor, Dana")
    bystander = person(workspace, "Haddad, Samir", note="Stays")
    before = [row for row in content(workspace.path)["designee"] if row[0] == bystander]

    def merge(uow: UnitOfWork) -> None:
        merge_designees(uow, kept, other, ())

    workspace.change(merge)
    assert workspace.history()[0] == "Merge Okafor, Dana into Okafor, Dana R"
    assert [row for row in content(workspace.path)["designee"] if row[0] == bystander] == before
