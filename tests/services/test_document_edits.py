"""Documents and versions set right, and what a version means for people and says anew."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import GoverningDocument, Product
from coordinator.rules.text_difference import summary
from coordinator.rules.vocabulary import AcknowledgmentMethod, DocumentKind
from coordinator.services.document_edits import (
    DocumentFacts,
    correct_version,
    edit_document,
    proposed_difference,
    recorded_difference,
)
from coordinator.services.governing_documents import (
    VersionFacts,
    add_version,
    record_acknowledgments,
    register_document,
)
from coordinator.services.licenses import issue_licenses
from coordinator.services.products import add_product
from coordinator.services.workspace import Workspace
from coordinator.views.documents import governing_versions, version_detail
from coordinator.views.gates import standings
from coordinator.views.version_effects import VersionEffect, version_effect
from tests import builders
from tests.conftest import StandingClock

TODAY = date(2026, 11, 12)
FIRST = VersionFacts("version 1", date(2026, 10, 1))
TEXT = b"1. Every search is logged.\n\n2. A result is a lead."
ANEW = b"1. Every search is logged on the same day.\n\n2. A result is a lead."


@pytest.fixture(autouse=True)
def november(clock: StandingClock) -> None:
    clock.move_to(datetime(2026, 11, 12, 15, tzinfo=UTC))


def the_pta(session: Session) -> int:
    return session.scalars(select(GoverningDocument.id).where(GoverningDocument.kind == DocumentKind.PTA)).one()


def frs(session: Session) -> int:
    return session.scalars(select(Product.id).order_by(Product.id)).first() or 0


def effect(workspace: Workspace, document: int, version: int | None = None) -> VersionEffect:
    return workspace.read(version_effect, document, date(2026, 11, 10), 30, version)


def test_a_new_version_asks_those_who_accepted_one_before_and_names_their_licenses(workspace: Workspace) -> None:
    workspace.change(issue_licenses, builders.ready(workspace, seats_bought=3))
    document = workspace.read(the_pta)
    planned = effect(workspace, document)
    assert (len(planned.again), len(planned.licensed), planned.done) == (5, 3, 0)
    assert planned.grace_until == date(2026, 12, 10)
    assert [bool(row.license) for row in planned.waiting] == [True] * 3 + [False] * 2
    version, _ = workspace.change(add_version, document, VersionFacts("version 2", date(2026, 11, 10)))
    person = planned.waiting[0].id
    workspace.change(record_acknowledgments, [person], version, TODAY, AcknowledgmentMethod.EMAIL)
    after = effect(workspace, document, version)
    assert (len(after.again), len(after.licensed), after.done) == (4, 2, 1)


def test_a_document_for_another_product_concerns_nobody_of_this_one(workspace: Workspace) -> None:
    builders.ready(workspace)
    document = workspace.read(the_pta)
    other, _ = workspace.change(add_product, "Another service")
    workspace.change(edit_document, document, DocumentFacts(DocumentKind.PTA, "Its PTA", other))
    row = next(each for each in workspace.read(governing_versions, TODAY) if each.document_id == document)
    assert (row.title, row.product, row.expected) == ("Its PTA", "Another service", 0)
    assert workspace.read(version_detail, row.id).missing == ()
    assert effect(workspace, document).waiting == ()
    person = workspace.read(builders.designee_ids)[0]
    pta = next(
        g
        for g in workspace.read(standings, TODAY, [person], None, workspace.read(frs))[person].gates
        if "PTA" in g.title
    )
    assert pta.evidence == "No such document is in force"
    workspace.undo()
    assert effect(workspace, document, row.id).done == 5


def test_a_title_belongs_to_one_document(workspace: Workspace) -> None:
    workspace.change(register_document, DocumentKind.PTA, "PTA", FIRST)
    workspace.change(register_document, DocumentKind.MEMORANDUM, "Memo", FIRST)
    with pytest.raises(RuleBroken, match="called Memo already"):
        workspace.change(edit_document, workspace.read(the_pta), DocumentFacts(DocumentKind.PTA, " Memo "))
    with pytest.raises(RuleBroken, match="needs a title"):
        workspace.change(edit_document, workspace.read(the_pta), DocumentFacts(DocumentKind.PTA, " "))


def test_a_version_is_corrected_until_somebody_acknowledged_it(workspace: Workspace) -> None:
    version, _ = workspace.change(register_document, DocumentKind.PTA, "PTA", FIRST)
    right = VersionFacts("version 1.0", date(2026, 10, 2), date(2029, 10, 2), date(2027, 10, 2), 20)
    workspace.change(correct_version, version, right, ("pta.txt", TEXT))
    [row] = workspace.read(governing_versions, TODAY)
    assert (row.label, row.effective_on, row.expires_on, row.review_on) == (
        "version 1.0", date(2026, 10, 2), date(2029, 10, 2), date(2027, 10, 2)
    )  # fmt: skip
    assert row.file_name == "pta.txt"
    with pytest.raises(RuleBroken, match="kept as it came"):
        workspace.change(correct_version, version, right, ("other.txt", ANEW))
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    workspace.change(record_acknowledgments, people[:1], version, TODAY, AcknowledgmentMethod.EMAIL)
    with pytest.raises(RuleBroken, match="acknowledged as it is"):
        workspace.change(correct_version, version, FIRST)
    later = VersionFacts("version 1.0", date(2026, 10, 2), date(2029, 10, 2), date(2028, 1, 1), 20)
    workspace.change(correct_version, version, later)
    assert workspace.read(governing_versions, TODAY)[0].review_on == date(2028, 1, 1)


def test_texts_are_compared_before_and_after_a_version_is_on_record(workspace: Workspace, tmp_path: Path) -> None:
    first, _ = workspace.change(register_document, DocumentKind.PTA, "PTA", FIRST, ("pta.txt", TEXT))
    path = tmp_path / "pta-2.txt"
    path.write_bytes(ANEW)
    proposed = proposed_difference(workspace, first, path)
    assert proposed is not None
    assert summary(proposed) == "1 passage changed"
    facts = VersionFacts("version 2", date(2026, 11, 1))
    second, _ = workspace.change(add_version, workspace.read(the_pta), facts, ("pta-2.txt", ANEW))
    assert workspace.read(recorded_difference, first, second) == proposed
    third, _ = workspace.change(add_version, workspace.read(the_pta), VersionFacts("version 3", date(2026, 11, 5)))
    assert workspace.read(recorded_difference, second, third) is None
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    assert proposed_difference(workspace, first, path.rename(tmp_path / "scan.png")) is None
