"""Signing issued papers: a signed copy beside the issued one, in batches, with refusals, and the secret nowhere."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from traceback import format_exception

import pytest

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.pdf_signature_check import check_signatures
from coordinator.rules.signing import Card, KeyFile
from coordinator.services.certificates import revoke_certificate
from coordinator.services.papers import stored_file
from coordinator.services.signatures import (
    SIGNED,
    SignedCopy,
    certificate_of_file,
    certificates_on_cards,
    keep_signature,
    sign_documents,
)
from coordinator.services.workspace import Workspace
from coordinator.views.audit import audit_detail, audit_entries
from coordinator.views.issued_papers import issued_papers
from coordinator.views.signatures import papers_to_sign, signatures
from tests import signing_keys as keys
from tests.issued_papers import issued_papers_in

CERTIFICATE, LETTER = 1, -1


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    return path


@pytest.fixture
def signer(tmp_path: Path) -> KeyFile:
    return KeyFile(keys.write_key_file(tmp_path / "office.p12", "P-256"), keys.PASSPHRASE)


def test_a_signed_copy_is_kept_beside_what_was_issued(workspace: Workspace, signer: KeyFile) -> None:
    before = {row.id: row for row in workspace.read(issued_papers)}
    batch = sign_documents(workspace, [LETTER, CERTIFICATE], signer)
    assert batch.made == (before[LETTER].number, before[CERTIFICATE].number)
    assert (batch.refused, batch.stopped, batch.of) == ((), False, 2)
    after = {row.id: row for row in workspace.read(issued_papers)}
    assert {(row.id, row.file_id, row.sha256) for row in after.values()} == {
        (row.id, row.file_id, row.sha256) for row in before.values()
    }
    for row in workspace.read(signatures):
        paper = before[row.paper_id]
        _, issued = workspace.read(stored_file, paper.file_id)
        name, copy = workspace.read(stored_file, row.file_id)
        assert name == f"{paper.number}-signed.pdf"
        assert copy.startswith(issued)
        (check,) = check_signatures(copy)
        assert check.is_genuine
        assert (check.signer, check.fingerprint, check.signed_at) == (
            row.signer,
            row.fingerprint,
            _second(row.signed_at),
        )
    assert {row.paper_id for row in workspace.read(signatures)} == {LETTER, CERTIFICATE}


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def test_each_paper_is_signed_once_and_a_revoked_one_not_at_all(workspace: Workspace, signer: KeyFile) -> None:
    workspace.change(revoke_certificate, 2, "Issued to the wrong person")
    sign_documents(workspace, [CERTIFICATE], signer)
    assert [row.why_not for row in workspace.read(papers_to_sign, [1, 2, 3])] == [
        "It is signed already.", "It was revoked.", "",
    ]  # fmt: skip
    batch = sign_documents(workspace, [1, 2, 3], signer)
    assert len(batch.made) == 1
    assert [refusal.partition(": ")[2] for refusal in batch.refused] == ["It is signed already.", "It was revoked."]
    assert not batch.stopped


def test_what_was_signed_before_a_cancel_stays_signed(workspace: Workspace, signer: KeyFile) -> None:
    seen: list[str] = []

    def stop_at_the_third(done: int, total: int, what: str) -> None:
        seen.append(f"{done} of {total}: {what}")
        if done == 2:
            raise Cancelled("Stopped.")

    batch = sign_documents(workspace, [1, 2, 3, 4], signer, stop_at_the_third)
    assert (len(batch.made), batch.stopped, batch.of) == (2, True, 4)
    assert len(workspace.read(signatures)) == 2
    assert seen[0] == "0 of 4: CEIU-FRS-2026-0001"


def test_keeping_a_signature_touches_what_is_said(workspace: Workspace, signer: KeyFile) -> None:
    facts = certificate_of_file(signer).cards[0].certificates[0]
    paper = workspace.read(issued_papers)[0]
    _, issued = workspace.read(stored_file, paper.file_id)
    moment = datetime(2026, 11, 12, tzinfo=UTC)
    with pytest.raises(RuleBroken, match=r"is not .* as it was issued"):
        workspace.change(keep_signature, SignedCopy(paper.id, b"another file", facts, moment))
    _, touched = workspace.change(keep_signature, SignedCopy(paper.id, issued + b"signature", facts, moment))
    assert touched == SIGNED


def _with_a_wrong_passphrase(folder: Path) -> KeyFile:
    return KeyFile(keys.write_key_file(folder / "office.p12", "P-256"), "swordfish-77")


def _with_a_wrong_pin(folder: Path) -> Card:
    return Card(keys.SOFT_LIBRARY, keys.soft_card("Batch", (("P-256", b"\x02", keys.FOR_DOCUMENTS),)), "777777")


no_card = pytest.mark.skipif(bool(keys.why_no_card()), reason=keys.why_no_card())


@pytest.mark.parametrize(
    ("wrong", "secret", "sentence"),
    [
        (_with_a_wrong_passphrase, "swordfish-77", "This passphrase does not open"),
        pytest.param(_with_a_wrong_pin, "777777", "The PIN is wrong", marks=no_card),
    ],
)
def test_a_wrong_secret_signs_nothing_and_is_kept_nowhere(
    tmp_path: Path, workspace: Workspace, caplog: pytest.LogCaptureFixture,
    wrong: Callable[[Path], KeyFile | Card], secret: str, sentence: str,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    asked: list[int] = []
    with pytest.raises(RuleBroken, match=sentence) as refusal:
        sign_documents(workspace, [1, 2], wrong(tmp_path), lambda done, _total, _what: asked.append(done))
    assert asked == []
    assert workspace.read(signatures) == ()
    assert secret not in f"{format_exception(refusal.value)} {caplog.text}"


def test_a_signature_is_in_the_trail_by_name_without_the_secret_and_is_not_undone(
    workspace: Workspace, database: Path, signer: KeyFile
) -> None:
    sign_documents(workspace, [CERTIFICATE], signer)
    entry = workspace.read(audit_entries).rows[0]
    assert entry.label == "Sign certificate CEIU-FRS-2026-0001"
    assert keys.PASSPHRASE not in f"{entry} {workspace.read(audit_detail, entry.id)}"
    assert keys.PASSPHRASE.encode() not in database.read_bytes()
    assert workspace.history()[0] is None
    with pytest.raises(RuleBroken):
        workspace.undo()


def test_what_cannot_be_read_says_why_instead_of_failing(tmp_path: Path) -> None:
    found = certificate_of_file(KeyFile(tmp_path / "none.p12", ""))
    assert found.cards == ()
    assert "cannot be read" in found.problem
    assert certificates_on_cards(tmp_path / "no.so").cards == ()
    assert certificates_on_cards(tmp_path / "no.so").problem
