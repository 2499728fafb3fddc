"""Acknowledgments: in bulk, from a list, in a training, on behalf, with evidence, taken back, and asked for by mail."""

from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Acknowledgment, AuditEntry, License, OutgoingDraft
from coordinator.rules.mail_text import MailText
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind, DraftState, Mark
from coordinator.services.acknowledgment_drafts import draft_acknowledgment_mails, restore_acknowledgment_text
from coordinator.services.acknowledgment_lists import pasted_list, preview_list, read_acknowledgment_list, take_list
from coordinator.services.acknowledgments import (
    Accepted,
    AcknowledgmentFacts,
    acknowledge,
    acknowledge_present,
    attach_evidence,
    remove_acknowledgment,
)
from coordinator.services.attendance import MarkEntry, record_attendance
from coordinator.services.document_edits import DocumentFacts, edit_document
from coordinator.services.drafts import mark_sent, write_drafts
from coordinator.services.governing_documents import (
    VersionFacts,
    add_version,
    record_acknowledgments,
    register_document,
)
from coordinator.services.licenses import issue_licenses
from coordinator.services.papers import stored_file
from coordinator.services.products import add_product
from coordinator.services.seats import seat_designees
from coordinator.services.workspace import Workspace
from coordinator.views.acknowledgment_grid import AcceptanceRow, CellState, acceptance_grid, acknowledgment_details
from coordinator.views.acknowledgment_mails import (
    AcknowledgmentMail,
    acknowledgment_drafts,
    acknowledgment_text,
    asked_people,
)
from coordinator.views.trainings import seats
from tests import builders
from tests.conftest import StandingClock

TODAY = date(2026, 11, 12)
SIGNED, EMAIL, IN_TRAINING, ON_BEHALF = AcknowledgmentMethod
SCAN = ("signed form.pdf", b"%PDF-1.7 a scan")
OKAFOR, REYES, LINDQVIST, BRANDVOLD, HADDAD = range(1, 6)


@pytest.fixture(name="database")
def selected_people(tmp_path: Path, selected_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(selected_database)
    return path


@pytest.fixture(name="pta")
def a_version(workspace: Workspace) -> int:
    facts = VersionFacts("version 1", date(2026, 10, 1))
    return workspace.change(register_document, DocumentKind.PTA, "PTA", facts, ("pta.txt", b"Every search."))[0]


def on_record(session: Session) -> dict[tuple[int, int], Acknowledgment]:
    return {(row.designee_id, row.version_id): row for row in session.scalars(select(Acknowledgment))}


def rows_of(workspace: Workspace) -> dict[int, AcceptanceRow]:
    return {row.id: row for row in workspace.read(acceptance_grid, TODAY).people}


def test_cells_of_several_documents_are_one_step_that_is_undone_as_one(workspace: Workspace, pta: int) -> None:
    memo, _ = workspace.change(
        register_document, DocumentKind.MEMORANDUM, "Memo", VersionFacts("version 1", date(2026, 10, 1))
    )
    facts = AcknowledgmentFacts(TODAY, SIGNED, " in the binder ", SCAN)
    cells = [Accepted(OKAFOR, pta), Accepted(OKAFOR, memo), Accepted(REYES, pta), Accepted(REYES, pta)]
    assert workspace.change(acknowledge, cells, facts)[0] == 3
    rows = workspace.read(on_record)
    assert rows.keys() == {(OKAFOR, pta), (OKAFOR, memo), (REYES, pta)}
    assert {row.note for row in rows.values()} == {"in the binder"}
    assert len({row.evidence_file_id for row in rows.values()} - {None}) == 1
    assert workspace.change(acknowledge, cells, AcknowledgmentFacts(date(2026, 11, 1), EMAIL))[0] == 0
    assert workspace.read(on_record)[OKAFOR, pta].acknowledged_on == TODAY
    workspace.undo()
    assert workspace.read(on_record) == {}


def test_one_impossible_day_and_nothing_of_the_batch_is_recorded(workspace: Workspace, pta: int) -> None:
    memo, _ = workspace.change(
        register_document, DocumentKind.MEMORANDUM, "Memo", VersionFacts("version 1", date(2026, 11, 10))
    )
    facts = AcknowledgmentFacts(date(2026, 11, 1), SIGNED)
    with pytest.raises(RuleBroken, match="Memo, version 1, was not in force"):
        workspace.change(acknowledge, [Accepted(OKAFOR, pta), Accepted(OKAFOR, memo)], facts)
    with pytest.raises(RuleBroken, match="Choose the people"):
        workspace.change(acknowledge, [], AcknowledgmentFacts(TODAY, SIGNED))
    assert workspace.read(on_record) == {}


@pytest.mark.parametrize(("note", "evidence"), [("", SCAN), ("  ", SCAN), ("asked by her supervisor", None)])
def test_on_behalf_of_somebody_needs_a_note_and_a_file(
    workspace: Workspace, pta: int, note: str, evidence: tuple[str, bytes] | None
) -> None:
    with pytest.raises(RuleBroken, match="On behalf of somebody"):
        workspace.change(record_acknowledgments, [OKAFOR], pta, TODAY, ON_BEHALF, note, evidence)
    workspace.change(record_acknowledgments, [OKAFOR], pta, TODAY, ON_BEHALF, "asked by her supervisor", SCAN)
    [detail] = workspace.read(acknowledgment_details, [row.id for row in workspace.read(on_record).values()])
    assert (detail.name, detail.document, detail.file_name) == ("Okafor, Dana R", "PTA", "signed form.pdf")
    assert (detail.method, detail.note) == (ON_BEHALF, "asked by her supervisor")


def test_all_present_acknowledged_on_the_day_of_the_training_on_its_own_clock(workspace: Workspace, pta: int) -> None:
    training = builders.a_training(workspace, "Evening training", start=datetime(2026, 11, 5, 2, 0, tzinfo=UTC))
    workspace.change(seat_designees, training, [OKAFOR, REYES, HADDAD])
    with pytest.raises(RuleBroken, match="Nobody is marked present"):
        workspace.change(acknowledge_present, training, [pta])
    entries = {OKAFOR: Mark.PRESENT, REYES: Mark.PRESENT, HADDAD: Mark.ABSENT}
    marks = {row.id: MarkEntry(entries[row.designee_id]) for row in workspace.read(seats, training)}
    workspace.change(record_attendance, marks)
    with pytest.raises(RuleBroken, match="Choose what"):
        workspace.change(acknowledge_present, training, [])
    workspace.change(record_acknowledgments, [REYES], pta, date(2026, 11, 2), EMAIL)
    assert workspace.change(acknowledge_present, training, [pta])[0] == 1
    rows = workspace.read(on_record)
    assert rows.keys() == {(OKAFOR, pta), (REYES, pta)}
    assert rows[OKAFOR, pta].acknowledged_on == date(2026, 11, 4)
    assert (rows[OKAFOR, pta].method, rows[OKAFOR, pta].note) == (IN_TRAINING, "at Evening training")
    assert rows[REYES, pta].method is EMAIL
    facts = VersionFacts("version 1", date(2026, 11, 10))
    later, _ = workspace.change(register_document, DocumentKind.MEMORANDUM, "Memo", facts)
    with pytest.raises(RuleBroken, match="not in force"):
        workspace.change(acknowledge_present, training, [later])


def test_a_signed_form_is_attached_once_and_stays(workspace: Workspace, pta: int) -> None:
    workspace.change(record_acknowledgments, [OKAFOR, REYES], pta, TODAY, SIGNED)
    ids = [row.id for row in workspace.read(on_record).values()]
    assert workspace.change(attach_evidence, ids, SCAN)[0] == 2
    with pytest.raises(RuleBroken, match="has its evidence, signed form"):
        workspace.change(attach_evidence, ids[:1], ("another.pdf", b"%PDF another"))
    details = workspace.read(acknowledgment_details, ids)
    assert {each.file_name for each in details} == {"signed form.pdf"}
    with pytest.raises(RuleBroken, match="on record first"):
        workspace.change(attach_evidence, [], SCAN)


def test_a_mistake_is_taken_back_with_its_reason_in_the_trail(workspace: Workspace, pta: int) -> None:
    workspace.change(record_acknowledgments, [OKAFOR], pta, TODAY, SIGNED)
    row = workspace.read(on_record)[OKAFOR, pta]
    with pytest.raises(RuleBroken, match="Say why"):
        workspace.change(remove_acknowledgment, row.id, " ")
    workspace.change(remove_acknowledgment, row.id, "of another person")
    assert workspace.read(on_record) == {}
    label = workspace.read(_last_label)
    assert label.endswith("PTA, version 1, by Okafor, Dana R: of another person")
    workspace.undo()
    assert workspace.read(on_record)[OKAFOR, pta].acknowledged_on == TODAY


def _last_label(session: Session) -> str:
    return session.scalars(select(AuditEntry.label).order_by(AuditEntry.id.desc())).first() or ""


def test_what_a_license_was_issued_on_stays_and_what_was_written_down_later_does_not(
    workspace: Workspace, clock: StandingClock
) -> None:
    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))
    tasking = 1
    builders.acknowledged(workspace)
    builders.attended(workspace)
    builders.an_agreement(workspace)
    rules = VersionFacts("version 1", date(2026, 9, 1))
    other, _ = workspace.change(register_document, DocumentKind.RULES_OF_BEHAVIOR, "Rules", rules, None, None, False)
    workspace.change(issue_licenses, tasking, [OKAFOR])
    number = workspace.read(lambda session: session.scalars(select(License.number)).one())
    rows = workspace.read(on_record)
    for version in (1, 2):
        with pytest.raises(RuleBroken, match=f"License {number} was issued on it"):
            workspace.change(remove_acknowledgment, rows[OKAFOR, version].id, "a mistake")
    workspace.change(remove_acknowledgment, rows[REYES, 1].id, "holds no license")
    # Dated before the license, written down after it: nothing was issued on it.
    workspace.change(record_acknowledgments, [OKAFOR], other, date(2026, 10, 30), SIGNED)
    workspace.change(remove_acknowledgment, workspace.read(on_record)[OKAFOR, other].id, "a mistake")
    second, _ = workspace.change(add_version, 1, VersionFacts("version 2", date(2026, 11, 1)))
    workspace.change(record_acknowledgments, [OKAFOR], second, date(2026, 11, 2), SIGNED)
    workspace.change(remove_acknowledgment, workspace.read(on_record)[OKAFOR, second].id, "a mistake")
    assert (OKAFOR, second) not in workspace.read(on_record)


# lists


LIST = """Name,E-mail,Signed on
"Okafor, Dana R",okafor0@example.gov,10/20/2026
"Reyes, Marisol",,
"Okafor, Dana",okafor0@example.gov,11/03/2026
"Nobody, Known",,10/21/2026
"Haddad, Samir",haddad4@example.gov,09/15/2026
,,10/22/2026
"""


def test_a_list_is_matched_asked_about_and_recorded_with_its_own_dates(workspace: Workspace, pta: int) -> None:
    file = read_acknowledgment_list("Denver.csv", LIST.encode(), TODAY)
    seen = workspace.read(preview_list, file, pta, TODAY)
    assert [row.designee_id for row in seen.found] == [OKAFOR, None, OKAFOR, None]
    assert [row.name for row in seen.misdated] == ["Haddad, Samir"]
    assert seen.found[1].namesake == REYES
    assert seen.found[3].choices == ()
    assert len(seen.problems) == 1
    people = {0: OKAFOR, 1: REYES, 2: OKAFOR}
    taken, _ = workspace.change(take_list, file, pta, people, date(2026, 11, 10), SIGNED)
    assert (taken.new, taken.same) == (2, 0)
    rows = workspace.read(on_record)
    assert (rows[OKAFOR, pta].acknowledged_on, rows[REYES, pta].acknowledged_on) == (
        date(2026, 10, 20), date(2026, 11, 10)
    )  # fmt: skip
    assert rows[OKAFOR, pta].note == "as listed in Denver.csv"
    assert workspace.read(stored_file, rows[REYES, pta].evidence_file_id or 0) == ("Denver.csv", LIST.encode())
    again, _ = workspace.change(take_list, file, pta, people, date(2026, 11, 10), SIGNED)
    assert (again.new, again.same) == (0, 2)
    assert workspace.read(preview_list, file, pta, TODAY).known == {OKAFOR, REYES}
    workspace.undo()
    assert workspace.read(on_record) == {}


def test_addresses_are_pasted_as_they_stand_and_none_chosen_is_refused(workspace: Workspace, pta: int) -> None:
    file = pasted_list("okafor0@example.gov\nreyes1@example.gov\n", TODAY)
    found = workspace.read(preview_list, file, pta, TODAY).found
    assert [row.choices[0].designee_id for row in found] == [OKAFOR, REYES]
    with pytest.raises(RuleBroken, match="No row"):
        workspace.change(take_list, file, pta, {}, TODAY, EMAIL)


# the grid


def test_the_grid_says_of_each_person_and_version_how_it_stands(workspace: Workspace, pta: int) -> None:
    document = workspace.read(acceptance_grid, TODAY).versions[0].document_id
    workspace.change(record_acknowledgments, [OKAFOR, REYES], pta, date(2026, 10, 20), SIGNED, "", SCAN)
    facts = VersionFacts("version 2", date(2026, 11, 1), None, None, 30)
    second, _ = workspace.change(add_version, document, facts)
    workspace.change(record_acknowledgments, [OKAFOR], second, TODAY, EMAIL)
    other, _ = workspace.change(add_product, "Another service")
    workspace.change(
        register_document, DocumentKind.OTHER, "Its rules", VersionFacts("v1", date(2026, 10, 1)), None, other
    )
    grid = workspace.read(acceptance_grid, TODAY)
    assert [(each.title, each.label) for each in grid.versions] == [("PTA", "version 2"), ("Its rules", "v1")]
    rows = rows_of(workspace)
    assert rows[OKAFOR].cells[0].state is CellState.ACCEPTED
    assert (rows[REYES].cells[0].state, rows[REYES].cells[0].until) == (CellState.IN_GRACE, date(2026, 12, 1))
    assert (rows[HADDAD].cells[0].state, rows[HADDAD].lacking) == (CellState.MISSING, 1)
    assert {row.cells[1].state for row in rows.values()} == {CellState.NOT_ASKED}
    later = {row.id: row for row in workspace.read(acceptance_grid, date(2026, 12, 2)).people}
    assert later[REYES].cells[0].state is CellState.STALE
    workspace.change(edit_document, document, DocumentFacts(DocumentKind.PTA, "PTA", None, False))
    assert [each.title for each in workspace.read(acceptance_grid, TODAY).versions] == ["Its rules"]


# mails


def test_everyone_who_has_not_is_written_to_with_the_own_form_and_what_it_is_about(
    workspace: Workspace, pta: int
) -> None:
    workspace.change(record_acknowledgments, [OKAFOR], pta, TODAY, SIGNED)
    asked = workspace.read(asked_people, pta, AcknowledgmentMail.REQUEST, TODAY)
    assert [row.id for row in asked.people if row.is_due] == [BRANDVOLD, HADDAD, LINDQVIST, REYES]
    assert asked.grace_until is None
    ids, _ = workspace.change(
        draft_acknowledgment_mails, pta, AcknowledgmentMail.REQUEST, [REYES, HADDAD], date(2026, 12, 1)
    )
    name, data = workspace.read(write_drafts, ids)[0]
    mail = message_from_bytes(data)
    body = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    text = body.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert b"PTA, version 1, is in force from Thursday, October 1, 2026." in text
    assert b"Due: Tuesday, December 1, 2026" in text
    assert b"SHA-256 of the file: " in text
    assert b"{" not in text
    forms = [part for part in mail.walk() if part.get_content_type() == "application/pdf"]
    assert [part.get_filename() for part in forms] == ["Reyes_ Marisol - PTA version 1.pdf"]
    assert name.endswith(".eml")
    assert len(workspace.read(acknowledgment_drafts)) == 2
    with pytest.raises(RuleBroken, match="Okafor, Dana R need not be asked"):
        workspace.change(draft_acknowledgment_mails, pta, AcknowledgmentMail.REQUEST, [OKAFOR], date(2026, 12, 1))
    with pytest.raises(RuleBroken, match="is past"):
        workspace.change(draft_acknowledgment_mails, pta, AcknowledgmentMail.REQUEST, [REYES], date(2026, 11, 1))


def test_a_reminder_is_due_to_those_who_were_sent_a_mail_and_replaces_what_was_not_sent(
    workspace: Workspace, pta: int
) -> None:
    on = date(2026, 12, 1)
    mine = MailText("Sign {document}", "{name}, sign {version} by {due}.")
    draft = draft_acknowledgment_mails
    first, _ = workspace.change(draft, pta, AcknowledgmentMail.REQUEST, [REYES, HADDAD], on, mine, keep=True)
    assert workspace.read(acknowledgment_text, AcknowledgmentMail.REQUEST) == mine
    workspace.change(mark_sent, [first[0]])
    due = workspace.read(asked_people, pta, AcknowledgmentMail.REMINDER, TODAY)
    assert [row.id for row in due.people if row.is_due] == [REYES]
    assert [row.id for row in due.people if row.sent_at] == [REYES]
    workspace.change(draft, pta, AcknowledgmentMail.REMINDER, [REYES, HADDAD], on)
    states = workspace.read(
        lambda session: list(session.scalars(select(OutgoingDraft.state).order_by(OutgoingDraft.id)))
    )
    assert states == [DraftState.MARKED_SENT, DraftState.DISCARDED, DraftState.MADE, DraftState.MADE]
    longer, _ = workspace.change(
        register_document, DocumentKind.OTHER, "New PTA", VersionFacts("version 1", date(2026, 10, 1))
    )
    asked = workspace.read(asked_people, longer, AcknowledgmentMail.REQUEST, TODAY)
    assert all(row.asked_at is None for row in asked.people)
    workspace.change(restore_acknowledgment_text, AcknowledgmentMail.REQUEST)
    assert workspace.read(acknowledgment_text, AcknowledgmentMail.REQUEST) != mine
