"""Issued papers on their way out, as files and by mail; what supersedes and revokes letters; and previews."""

import email
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.policy import default
from pathlib import Path

import page
import pikepdf
import pytest

from coordinator.documents.merged_file import MergedFile
from coordinator.documents.metadata import About
from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.pdf_signature_check import check_signatures
from coordinator.model import Designee, Letter
from coordinator.rules.mail_text import MailText
from coordinator.rules.signing import KeyFile
from coordinator.rules.vocabulary import CertificateState, DraftKind, DraftState
from coordinator.services.certificates import (
    issue_certificates,
    issue_certificates_for,
    revoke_certificate,
    supersede_certificate,
)
from coordinator.services.drafts import mark_sent, write_drafts
from coordinator.services.letter_changes import revoke_letter, supersede_letter
from coordinator.services.letter_preview import preview_license_letter
from coordinator.services.licenses import issue_licenses
from coordinator.services.paper_batches import file_names, merged_papers, save_merged, save_papers
from coordinator.services.paper_drafts import draft_paper_mails
from coordinator.services.paper_preview import preview_certificate, preview_superseding
from coordinator.services.papers import letters_of_licenses, papers_numbered
from coordinator.services.pdf_pages import outline
from coordinator.services.progress import Progress
from coordinator.services.signatures import sign_documents
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.certificates_due import all_certificates_due, certificates_due
from coordinator.views.issued_papers import (
    PaperEventKind,
    issued_papers,
    paper_history,
    papers_by_id,
    papers_of_training,
    papers_with_numbers,
)
from coordinator.views.paper_mails import paper_drafts, paper_mails
from tests import builders, signing_keys
from tests.conftest import StandingClock
from tests.documents.reading import all_text
from tests.issued_papers import issued_papers_in

TODAY = date(2026, 11, 12)


def rename(uow: UnitOfWork, designee_id: int, last_name: str) -> None:
    uow.get(Designee, designee_id).last_name = last_name
    uow.describe("Rename")


def stop_at(many: int) -> Progress:
    def progress(done: int, total: int, what: str) -> None:
        if done == many:
            raise Cancelled("stopped")

    return progress


@pytest.fixture(name="papers")
def some_papers(database: Path, empty_database: bytes, clock: StandingClock) -> Iterator[Workspace]:
    """Five certificates and five letters of licenses."""
    database.write_bytes(issued_papers_in(empty_database))
    with Workspace.open(database, actor="J. Coordinator", clock=clock) as workspace:
        yield workspace


# out as files


def test_every_paper_is_a_file_and_what_was_written_before_a_stop_stays(papers: Workspace, tmp_path: Path) -> None:
    ids = [row.id for row in papers.read(issued_papers)]
    done = papers.read(save_papers, ids, tmp_path / "all")
    assert (done.written, done.of, done.stopped) == (10, 10, False)
    [(name, data)] = papers.read(papers_numbered, ("CEIU-FRS-2026-0003",))
    assert (tmp_path / "all" / name).read_bytes() == data
    part = papers.read(save_papers, ids, tmp_path / "some", stop_at(3))
    assert (part.written, part.stopped) == (3, True)
    assert len(list((tmp_path / "some").iterdir())) == 3


def test_names_of_files_are_safe_and_never_the_same(papers: Workspace) -> None:
    papers.change(rename, 1, "../../etc/CON")
    rows = [row for row in papers.read(issued_papers) if row.designee_id == 1]
    first, _ = file_names(rows, with_names=True)
    assert "/" not in first
    assert first.startswith(rows[0].number)
    assert file_names([rows[0], rows[0]]) == [f"{rows[0].number}.pdf", f"{rows[0].number} (2).pdf"]
    long = replace(rows[0], name="Ω" * 300)
    names = file_names([long, long, replace(long, name="ω" * 300)], with_names=True)
    assert [name[-9:] for name in names] == ["ΩΩΩΩΩ.pdf", "Ω (2).pdf", "ω (3).pdf"]
    assert max(len(name.encode()) for name in names) < 180


def test_one_file_has_a_bookmark_for_each_and_is_read_aloud_as_they_are(papers: Workspace, tmp_path: Path) -> None:
    rows = papers.read(issued_papers)
    name, data = papers.read(merged_papers, [row.id for row in rows], TODAY)
    assert name == "10 papers.pdf"
    found = outline(data)
    assert len(found.sizes) == 15
    titles = [mark.title for mark in found.bookmarks if mark.level == 0]
    assert titles == [f"{row.number} · {row.name}" for row in rows]
    assert [found.bookmarks[place].page for place in (0, 1)] == [0, 2]
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert [failure.message for failure in report.failures] == []
    assert papers.read(merged_papers, [row.id for row in rows], TODAY)[1] == data
    alone = [papers.read(papers_numbered, (row.number,))[0][1] for row in rows]
    assert len(data) < 0.6 * sum(map(len, alone))  # what all have in common is there once
    target = papers.read(save_merged, [rows[0].id], tmp_path / "one.pdf", TODAY)
    assert "MEMORANDUM FOR" in all_text(target.read_bytes())


def test_what_was_signed_goes_out_signed_and_one_file_of_it_keeps_the_standards(
    papers: Workspace, tmp_path: Path
) -> None:
    signer = KeyFile(signing_keys.write_key_file(tmp_path / "office.p12", "P-256"), signing_keys.PASSPHRASE)
    assert sign_documents(papers, [1, -1], signer).refused == ()
    rows = papers.read(papers_by_id, [1, -1, 2])
    papers.read(save_papers, [row.id for row in rows], tmp_path / "out")
    files = [(tmp_path / "out" / f"{row.number}.pdf").read_bytes() for row in rows]
    assert [len(check_signatures(data)) for data in files] == [1, 1, 0]
    _, merged = papers.read(merged_papers, [row.id for row in rows], TODAY)
    for data in (*files, merged):
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
            assert page.validate_pdf_bytes(data, profile=profile).failures == []
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == ["Signature 1", "Signature 2", "Signature 3"]
        assert not any("/V" in field for field in fields)


def test_a_document_without_a_structure_leaves_the_whole_file_without_a_claim(papers: Workspace) -> None:
    [(_, data)] = papers.read(papers_numbered, ("CEIU-FRS-2026-0001",))
    bare = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(bare)
    whole = MergedFile()
    whole.add("with", data)
    whole.add("without", bare.getvalue())
    with pikepdf.open(io.BytesIO(whole.finish(About("Two", "Unit", "", TODAY)))) as merged:
        assert "/StructTreeRoot" not in merged.Root
        assert "/Metadata" not in merged.Root
        assert len(merged.pages) == 2


def test_a_stopped_file_of_all_is_not_written(papers: Workspace, tmp_path: Path) -> None:
    ids = [row.id for row in papers.read(issued_papers)]
    with pytest.raises(Cancelled):
        papers.read(save_merged, ids, tmp_path / "all.pdf", TODAY, stop_at(4))
    assert list(tmp_path.glob("*.pdf")) == []
    with pytest.raises(RuleBroken, match="not on record"):
        papers.read(merged_papers, [9_999], TODAY)


# out by mail


def test_a_mail_carries_the_paper_itself_and_replaces_one_that_was_not_sent(papers: Workspace) -> None:
    [row] = papers.read(papers_with_numbers, ("CEIU-FRS-2026-0001",))
    texts = {DraftKind.CERTIFICATE: MailText("{name}: {number}", "For {about}.\n\n{supersedes}\n\n{unit}")}
    first, _ = papers.change(draft_paper_mails, [row.id], texts)
    second, _ = papers.change(draft_paper_mails, [row.id], texts, keep=True)
    [(name, eml)] = papers.read(write_drafts, second)
    assert "Certificate" in name
    message = email.message_from_bytes(eml, policy=default)
    assert message["Subject"] == "Tom Brandvold: CEIU-FRS-2026-0001"
    [attached] = message.iter_attachments()
    assert attached.get_filename() == "CEIU-FRS-2026-0001.pdf"
    assert attached.get_payload(decode=True) == papers.read(papers_numbered, (row.number,))[0][1]
    states = {draft.id: draft.state for draft in papers.read(paper_drafts)}
    assert states == {second[0]: DraftState.MADE, first[0]: DraftState.DISCARDED}
    papers.change(mark_sent, second)
    [mail] = papers.read(paper_mails, [row.id])
    assert mail.sent_at is not None
    kinds = [event.kind for event in papers.read(paper_history, row.id).events]
    assert kinds == [PaperEventKind.ISSUED, PaperEventKind.DRAFTED, PaperEventKind.SENT]
    third, _ = papers.change(draft_paper_mails, [row.id])
    assert {draft.id: draft.subject for draft in papers.read(paper_drafts)}[third[0]].startswith("Tom Brandvold")


def test_papers_that_are_not_valid_any_more_are_not_mailed(papers: Workspace) -> None:
    papers.change(revoke_certificate, 1, "Wrong person")
    with pytest.raises(RuleBroken, match="revoked or superseded"):
        papers.change(draft_paper_mails, [1, 2])
    with pytest.raises(RuleBroken, match="stands for nothing"):
        papers.change(draft_paper_mails, [2], {DraftKind.CERTIFICATE: MailText("{nunber}", "text")})
    assert papers.read(paper_drafts) == ()


def test_drafting_is_stopped_between_two_mails(papers: Workspace) -> None:
    made, _ = papers.change(draft_paper_mails, [1, 2, -1], None, stop_at(2))
    assert len(made) == 2
    assert papers.history()[0] == "Draft 2 mails with certificates and letters"


# letters after they were issued


def test_a_letter_is_revoked_with_a_reason_and_stays(papers: Workspace) -> None:
    with pytest.raises(RuleBroken, match="reason"):
        papers.change(revoke_letter, 1, " ")
    papers.change(revoke_letter, 1, "Sent to the wrong office")
    with pytest.raises(RuleBroken, match="revoked already"):
        papers.change(supersede_letter, 1)
    [row] = papers.read(papers_by_id, [-1])
    assert (row.state, row.note) == (CertificateState.REVOKED, "Sent to the wrong office")
    assert papers.read(letters_of_licenses, (row.about,)) == []
    assert papers.history()[0] is None


def test_a_superseding_letter_has_the_name_of_today_the_facts_of_then_and_names_the_old_one(papers: Workspace) -> None:
    [old] = papers.read(papers_by_id, [-1])
    papers.change(rename, old.designee_id, "Otherwise")
    number, _ = papers.change(supersede_letter, 1)
    text = all_text(papers.read(papers_numbered, (number,))[0][1])
    assert "Otherwise" in text
    assert old.about in text
    assert old.number in text
    before, after = papers.read(papers_with_numbers, (old.number, number))
    assert (before.state, before.note, after.supersedes) == (CertificateState.SUPERSEDED, number, old.number)
    events = papers.read(paper_history, after.id).events
    assert [(event.kind, event.what) for event in events[1:]] == [(PaperEventKind.SUPERSEDES, old.number)]
    facts = papers.read(lambda session: session.get_one(Letter, 1).facts)
    assert facts["number"] == old.number
    assert papers.read(papers_with_numbers, (old.about,)) == (after,)


def test_what_cannot_be_printed_supersedes_nothing(papers: Workspace) -> None:
    papers.change(rename, papers.read(papers_by_id, [-2])[0].designee_id, "李小龍")
    with pytest.raises(RuleBroken, match="李"):
        papers.change(supersede_letter, 2)
    assert papers.read(papers_by_id, [-2])[0].is_valid


# before they are issued


def test_a_preview_shows_the_certificate_and_writes_nothing(workspace: Workspace) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    training_id = builders.attended(workspace, people[:4])
    workspace.change(rename, people[0], "李小龍")
    plan = workspace.read(certificates_due, training_id)
    assert len(plan.due) == 3
    assert "李" in plan.rows[-1].why_not
    before = workspace.history()
    preview, touched = workspace.change(preview_certificate, plan.due[0].seat_id)
    assert "Number to be given" in all_text(preview.data)
    assert not touched
    assert workspace.history() == before
    batch, _ = workspace.change(issue_certificates, training_id)
    assert [row.name for row in workspace.read(papers_of_training, training_id)] == [row.name for row in plan.due]
    assert {row.number for row in workspace.read(certificates_due, training_id).rows} == {"", *batch.made}
    assert workspace.read(certificates_due, training_id).due == ()


def test_all_who_are_due_anywhere_or_some_of_them_get_theirs(workspace: Workspace) -> None:
    builders.selected(workspace)
    people = workspace.read(builders.designee_ids)
    first = builders.attended(workspace, people[:3])
    builders.attended(workspace, people[2:], "Training 2")
    plan = workspace.read(all_certificates_due)
    assert [row.training for row in plan.rows] == ["Training 1"] * 3 + ["Training 2"] * 3
    some, _ = workspace.change(issue_certificates_for, [plan.rows[3].seat_id, plan.rows[0].seat_id])
    assert [row.about for row in workspace.read(papers_with_numbers, some.made)] == ["Training 1", "Training 2"]
    rest, _ = workspace.change(issue_certificates_for, [row.seat_id for row in plan.rows])
    assert (len(rest.made), rest.of) == (4, 4)
    assert workspace.history()[0] is None
    with pytest.raises(RuleBroken, match="nobody present is without one"):
        workspace.change(issue_certificates_for, [row.seat_id for row in plan.rows])
    assert workspace.read(all_certificates_due).rows == ()
    workspace.change(revoke_certificate, 1, "Wrong person")
    again = workspace.read(all_certificates_due)
    assert [(row.revoked, row.training) for row in again.due] == [("CEIU-FRS-2026-0001", "Training 1")]
    assert again.proposed == ()
    assert workspace.read(certificates_due, first).due == again.due


def test_previews_of_what_supersedes_name_the_old_one_and_refuse_what_cannot_be(papers: Workspace) -> None:
    for paper_id in (1, -1):
        [row] = papers.read(papers_by_id, [paper_id])
        preview, touched = papers.change(preview_superseding, paper_id)
        assert row.number in all_text(preview.data)
        assert not touched
    papers.change(supersede_certificate, 1)
    with pytest.raises(RuleBroken, match="superseded already"):
        papers.change(preview_superseding, 1)


def test_a_license_letter_is_looked_at_before_the_license_is_issued(workspace: Workspace) -> None:
    tasking_id = builders.ready(workspace)
    person = workspace.read(builders.designee_ids)[0]
    preview, touched = workspace.change(preview_license_letter, tasking_id, person)
    text = all_text(preview.data)
    assert "number to be given" in text
    assert "valid from November 12, 2026" in text
    assert not touched
    batch, _ = workspace.change(issue_licenses, tasking_id)
    assert batch.made[0] == "CEIU-LIC-2026-0001"
