"""Governing documents, acknowledgments and waivers; and the pictures of papers."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from coordinator.errors import FileRefused, RuleBroken
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind, GateState
from coordinator.services.certificates import issue_certificates
from coordinator.services.governing_documents import (
    VersionFacts,
    add_version,
    record_acknowledgments,
    register_document,
)
from coordinator.services.papers import page_count, page_image, read_file, stored_file
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.views.documents import governing_versions, version_detail
from coordinator.views.gates import standings
from coordinator.views.issued_papers import issued_papers
from tests import builders

TODAY = date(2026, 11, 12)
FACTS = VersionFacts("version 1", date(2026, 9, 1))
METHOD = AcknowledgmentMethod.SIGNED_FORM


def registered(workspace: Workspace, facts: VersionFacts = FACTS) -> int:
    return workspace.change(register_document, DocumentKind.PTA, "Privacy Threshold Analysis", facts)[0]


def test_the_file_is_kept_as_it_is_with_its_hash(workspace: Workspace) -> None:
    file = ("PTA.pdf", b"the text")
    workspace.change(register_document, DocumentKind.PTA, "  PTA  ", FACTS, file)
    (row,) = workspace.read(governing_versions, TODAY)
    assert (row.title, row.sha256) == ("PTA", hashlib.sha256(b"the text").hexdigest())
    assert row.file_id is not None
    assert workspace.read(stored_file, row.file_id) == file


@pytest.mark.parametrize(("title", "label"), [(" ", "version 1"), ("PTA", " ")])
def test_a_title_and_a_label_are_needed(workspace: Workspace, title: str, label: str) -> None:
    with pytest.raises(RuleBroken, match="needs a"):
        workspace.change(register_document, DocumentKind.PTA, title, VersionFacts(label, TODAY))
    assert workspace.read(governing_versions, TODAY) == ()


def test_a_title_and_a_label_are_there_once(workspace: Workspace) -> None:
    registered(workspace)
    with pytest.raises(RuleBroken, match="already a governing document"):
        registered(workspace)
    document = workspace.read(governing_versions, TODAY)[0].document_id
    with pytest.raises(RuleBroken, match="already has a version"):
        workspace.change(add_version, document, FACTS)


def test_a_version_cannot_expire_before_it_takes_effect(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="cannot expire before"):
        registered(workspace, VersionFacts("version 1", TODAY, date(2026, 1, 1)))


def test_acknowledgments_are_recorded_once_and_undone_in_one_step(workspace: Workspace) -> None:
    builders.selected(workspace)
    version = registered(workspace)
    people = workspace.read(builders.designee_ids)
    assert workspace.change(record_acknowledgments, people[:2], version, TODAY, METHOD)[0] == 2
    assert workspace.change(record_acknowledgments, [*people, people[0]], version, TODAY, METHOD)[0] == 3
    assert workspace.read(version_detail, version).missing == ()
    workspace.undo()
    assert len(workspace.read(version_detail, version).missing) == 3


@pytest.mark.parametrize("day", [date(2026, 11, 13), date(2026, 8, 31)])
def test_an_acknowledgment_is_neither_of_the_future_nor_before_the_text(workspace: Workspace, day: date) -> None:
    builders.selected(workspace)
    version = registered(workspace)
    with pytest.raises(RuleBroken):
        workspace.change(record_acknowledgments, workspace.read(builders.designee_ids), version, day, METHOD)


def test_a_waiver_lets_one_gate_of_one_person_hold(workspace: Workspace) -> None:
    builders.selected(workspace)
    person, other = workspace.read(builders.designee_ids)[:2]
    gate = next(g for g in workspace.read(standings, TODAY)[person].gates if not g.holds)
    workspace.change(waive_gates, [person], gate.gate_id, "On leave", "Chief", date(2026, 12, 1))
    after = workspace.read(standings, TODAY)
    states = {g.gate_id: g.state for g in after[person].gates}
    assert states[gate.gate_id] is GateState.WAIVED
    assert {g.gate_id: g.state for g in after[other].gates}[gate.gate_id] is not GateState.WAIVED


@pytest.mark.parametrize(
    ("reason", "approver", "until"),
    [("", "Chief", date(2026, 12, 1)), ("Leave", " ", date(2026, 12, 1)), ("Leave", "Chief", date(2026, 11, 11))],
)
def test_a_waiver_needs_reason_approver_and_a_day_to_come(
    workspace: Workspace, reason: str, approver: str, until: date
) -> None:
    builders.selected(workspace)
    with pytest.raises(RuleBroken):
        workspace.change(waive_gates, [workspace.read(builders.designee_ids)[0]], 1, reason, approver, until)


def test_a_paper_is_drawn_on_white_and_opaque(workspace: Workspace) -> None:
    builders.ready(workspace)
    workspace.change(issue_certificates, 1)
    _, data = workspace.read(stored_file, workspace.read(issued_papers)[0].file_id)
    assert page_count(data) == 1
    width, height, pixels = page_image(data, 0, 0.5)
    assert len(pixels) == width * height * 4
    assert pixels[:4] == b"\xff\xff\xff\xff"
    assert set(pixels[3::4]) == {255}
    assert len(set(pixels[0::4])) > 10


def test_what_is_no_pdf_is_refused_in_a_sentence() -> None:
    with pytest.raises(FileRefused, match="cannot be shown"):
        page_count(b"a letter")


def test_a_file_that_is_gone_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"gone\.pdf could not be read"):
        read_file(tmp_path / "gone.pdf")
