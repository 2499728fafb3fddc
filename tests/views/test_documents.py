"""What the Documents and Audit pages are told: versions, who accepted them, what was issued, what changed."""

from datetime import date

from coordinator.rules.vocabulary import AcknowledgmentMethod, CertificateState, EntryKind, LetterKind
from coordinator.services.certificates import issue_certificates, revoke_certificate, supersede_certificate
from coordinator.services.gates import switch_gate
from coordinator.services.governing_documents import VersionFacts, add_version, record_acknowledgments
from coordinator.services.licenses import issue_licenses
from coordinator.services.offices import edit_office
from coordinator.services.workspace import Workspace
from coordinator.views.audit import audit_detail, audit_entries
from coordinator.views.documents import VersionState, governing_versions, version_detail
from coordinator.views.gate_definitions import gate_definitions
from coordinator.views.issued_papers import issued_papers
from tests import builders

TODAY = date(2026, 11, 12)


def second_version(workspace: Workspace, effective: date = date(2026, 11, 1)) -> int:
    document = workspace.read(governing_versions, TODAY)[-1].document_id
    return workspace.change(add_version, document, VersionFacts("version 2", effective))[0]


def test_a_document_without_versions_is_not_listed(workspace: Workspace) -> None:
    assert workspace.read(governing_versions, TODAY) == ()


def test_acknowledged_counts_those_who_are_selected(workspace: Workspace) -> None:
    builders.selected(workspace)
    builders.acknowledged(workspace, workspace.read(builders.designee_ids)[:3])
    row = workspace.read(governing_versions, TODAY)[0]
    assert (row.acknowledged, row.expected, row.missing) == (3, 5, 2)
    assert row.state is VersionState.IN_FORCE
    assert row.grace_until is None
    assert row.file_name == "Memorandum.txt"


def test_a_newer_version_replaces_the_one_before_and_leaves_its_people_missing(workspace: Workspace) -> None:
    builders.selected(workspace)
    builders.acknowledged(workspace)
    version = second_version(workspace)
    newest, before = workspace.read(governing_versions, TODAY)[-2:]
    assert (newest.id, newest.state, before.state) == (version, VersionState.IN_FORCE, VersionState.REPLACED)
    assert newest.grace_until == date(2026, 12, 1)
    missing = workspace.read(version_detail, version).missing
    assert len(missing) == 5
    assert {person.earlier_on for person in missing} == {date(2026, 10, 28)}


def test_a_version_of_the_future_does_not_replace_the_one_in_force(workspace: Workspace) -> None:
    builders.acknowledged(workspace, [])
    second_version(workspace, date(2027, 1, 1))
    assert [row.state for row in workspace.read(governing_versions, TODAY)[-2:]] == [
        VersionState.COMING,
        VersionState.IN_FORCE,
    ]


def test_who_acknowledged_is_listed_with_day_and_method(workspace: Workspace) -> None:
    builders.selected(workspace)
    builders.acknowledged(workspace, [])
    version = workspace.read(governing_versions, TODAY)[0].id
    person = workspace.read(builders.designee_ids)[0]
    workspace.change(record_acknowledgments, [person], version, TODAY, AcknowledgmentMethod.EMAIL)
    (row,) = workspace.read(version_detail, version).acknowledged
    assert (row.id, row.on, row.method, row.recorded_by) == (
        person,
        TODAY,
        AcknowledgmentMethod.EMAIL,
        "J. Coordinator",
    )


def test_the_register_holds_certificates_and_letters_with_their_states(workspace: Workspace) -> None:
    tasking = builders.ready(workspace)
    workspace.change(issue_certificates, 1)
    workspace.change(issue_licenses, tasking)
    workspace.change(revoke_certificate, 1, "Wrong person")
    number, _ = workspace.change(supersede_certificate, 2)
    rows = {row.id: row for row in workspace.read(issued_papers)}
    assert len(rows) == 11
    assert (rows[1].state, rows[1].note) == (CertificateState.REVOKED, "Wrong person")
    assert (rows[2].state, rows[2].note) == (CertificateState.SUPERSEDED, number)
    assert rows[-1].letter is LetterKind.LICENSE_ISSUANCE
    assert not rows[-1].is_certificate


def test_the_trail_is_read_newest_first_and_in_pages(workspace: Workspace) -> None:
    builders.a_tasking(workspace)
    builders.an_agreement(workspace)
    part = workspace.read(audit_entries, limit=2)
    assert [row.id for row in part.rows] == [part.total, part.total - 1]
    older = workspace.read(audit_entries, before=part.rows[-1].id)
    assert [row.id for row in older.rows] == [1]
    assert workspace.read(audit_entries, after=part.total).rows == ()
    assert part.rows[0].areas == "Licenses"


def test_a_change_is_told_field_by_field_with_the_names_of_records(workspace: Workspace) -> None:
    office = workspace.read(builders.office_id, "DEN")
    workspace.change(edit_office, office, "name", "SAC Denver Field")
    entry = workspace.read(audit_entries).rows[0]
    (change,) = workspace.read(audit_detail, entry.id).changes
    assert (change.table, change.field, change.after) == ("Office", "Name", "SAC Denver Field")
    assert not change.is_new


def test_records_that_a_field_points_to_are_named(workspace: Workspace) -> None:
    builders.selected(workspace)
    builders.acknowledged(workspace)
    entry = workspace.read(audit_entries).rows[0]
    changes = workspace.read(audit_detail, entry.id).changes
    assert {change.record for change in changes} >= {"Okafor, Dana R", "Reyes, Marisol"}
    assert ("Version", "version 1") in {(change.field, change.after) for change in changes}
    assert ("Method", AcknowledgmentMethod.SIGNED_FORM) in {(change.field, change.after) for change in changes}


def test_of_a_large_entry_the_first_fields_are_shown_and_all_are_counted(workspace: Workspace) -> None:
    detail = workspace.read(audit_detail, 1, 10)
    assert len(detail.changes) == 10
    assert detail.total > 100


def test_an_undo_is_marked_with_the_entry_it_takes_back(workspace: Workspace) -> None:
    gate = workspace.read(gate_definitions, TODAY).rows[0]
    workspace.change(switch_gate, gate.id, False)
    workspace.undo()
    undo, change = workspace.read(audit_entries).rows[:2]
    assert (undo.kind, undo.of_id) == (EntryKind.UNDO, change.id)
    (field,) = workspace.read(audit_detail, undo.id).changes
    assert (field.before, field.after) == (False, True)


def test_an_entry_that_is_not_there_changed_nothing(workspace: Workspace) -> None:
    assert workspace.read(audit_detail, 99_999).changes == ()
