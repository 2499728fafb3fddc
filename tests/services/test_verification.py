"""Documents checked: the very file, altered ones, scans and photographs, codes alone."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from sqlalchemy import select

from coordinator.documents.certificate import render_certificate
from coordinator.errors import FileRefused
from coordinator.exchange.scanned_code import codes_in
from coordinator.model import Certificate, SigningKey
from coordinator.rules.signing import KeyFile
from coordinator.rules.templates import CertificateTemplate
from coordinator.rules.verification import Verdict
from coordinator.services.certificates import revoke_certificate, supersede_certificate
from coordinator.services.paper_batches import merged_papers
from coordinator.services.papers import papers_numbered, stored_file
from coordinator.services.signatures import sign_documents
from coordinator.services.verification import (
    Verification,
    verify_code,
    verify_file,
)
from coordinator.services.workspace import Workspace
from coordinator.store.keys import ENVIRONMENT
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.issued_papers import issued_papers
from coordinator.views.signatures import signed_files
from tests import signing_keys
from tests.conftest import StandingClock
from tests.documents.test_certificate import DANA
from tests.documents.test_certificate_designs import DESIGNS
from tests.issued_papers import issued_papers_in

FIRST, SECOND = "CEIU-FRS-2026-0001", "CEIU-FRS-2026-0002"
TODAY = date(2026, 11, 12)


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    return path


def file_of(workspace: Workspace, number: str) -> bytes:
    return workspace.read(papers_numbered, (number,))[0][1]


def code_of(workspace: Workspace, number: str) -> str:
    return workspace.read(lambda session: session.scalars(select(Certificate.record).filter_by(number=number)).one())


def scanned(data: bytes, dpi: int, *, turned: float = 0, blurred: float = 0) -> bytes:
    """The last page, which has the code, as a scanner would save it, in shades of gray."""
    document = pypdfium2.PdfDocument(data)
    drawn = document[len(document) - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    seen = drawn.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    out = io.BytesIO()
    seen.filter(ImageFilter.GaussianBlur(blurred)).save(out, "PNG")
    return out.getvalue()


def drawn_over(data: bytes, content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, content))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def sentences(found: Verification) -> str:
    return " ".join(sentence for check in found.papers for sentence in check.judgment.sentences)


# with the database


def test_the_very_file_is_genuine_and_so_is_its_signed_copy(workspace: Workspace, tmp_path: Path) -> None:
    found = workspace.read(verify_file, "a.pdf", file_of(workspace, FIRST))
    assert found.verdict is Verdict.GENUINE
    assert f"This is the file that was issued as {FIRST}, byte for byte." in sentences(found)
    facts = dict(found.papers[0].judgment.facts)
    assert (facts["Document"], facts["Number"], facts["Issued"]) == ("Certificate", FIRST, "November 10, 2026")
    signer = KeyFile(signing_keys.write_key_file(tmp_path / "office.p12", "P-256"), signing_keys.PASSPHRASE)
    sign_documents(workspace, [1], signer)
    [copy] = workspace.read(signed_files, (FIRST,))
    data = workspace.read(stored_file, copy)[1]
    found = workspace.read(verify_file, "signed.pdf", data)
    assert (found.verdict, len(found.signatures)) == (Verdict.GENUINE, 1)
    assert "the signed copy" in sentences(found)
    torn = data.replace(b"/Reason", b"/Raeson", 1) if b"/Reason" in data else data[:-40] + b" " * 3 + data[-40:]
    found = workspace.read(verify_file, "torn.pdf", torn)
    assert found.verdict is Verdict.ALTERED
    assert not found.signatures[0].is_genuine


@pytest.mark.parametrize("kind", ["certificate", "letter"])
@pytest.mark.parametrize(
    ("dpi", "turned", "blurred"), [(150, 0, 0), (150, 3, 0.5), (200, -2, 1.0), (300, 90, 0), (150, 180, 0)]
)
def test_a_scan_is_read_and_asks_for_comparing(
    workspace: Workspace, kind: str, dpi: int, turned: float, blurred: float
) -> None:
    rows = {row.is_certificate: row for row in workspace.read(issued_papers)}
    row = rows[kind == "certificate"]
    data = scanned(file_of(workspace, row.number), dpi, turned=turned, blurred=blurred)
    found = workspace.read(verify_file, "scan.png", data)
    assert found.verdict is Verdict.GENUINE
    assert found.papers[0].judgment.number == row.number
    assert "Compare it with what is printed" in sentences(found)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
def test_the_code_of_every_design_is_read_at_150_dots_an_inch(
    workspace: Workspace, design: CertificateTemplate
) -> None:
    code = code_of(workspace, FIRST)
    drawn = render_certificate(replace(DANA, record=code), design)
    assert [each.text for each in codes_in(scanned(drawn, 150)).codes] == [code]


def test_a_file_saved_anew_is_genuine_as_long_as_it_says_and_shows_the_same(workspace: Workspace) -> None:
    data = file_of(workspace, FIRST)
    anew = drawn_over(data, b"")
    found = workspace.read(verify_file, "anew.pdf", anew)
    assert found.verdict is Verdict.GENUINE
    assert "The pages say what was issued, and look the same." in sentences(found)


def test_text_or_paint_over_the_page_is_found(workspace: Workspace) -> None:
    data = file_of(workspace, FIRST)
    painted = workspace.read(verify_file, "painted.pdf", drawn_over(data, b"q 1 1 1 rg 200 300 200 60 re f Q"))
    assert painted.verdict is Verdict.ALTERED
    assert "Page 1 says the same and looks different" in sentences(painted)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1,
                                                    BaseFont=pikepdf.Name.Helvetica))  # fmt: skip
        pdf.pages[0].add_resource(font, pikepdf.Name.Font, name=pikepdf.Name.FX)
        pdf.pages[0].contents_add(pikepdf.Stream(pdf, b"BT /FX 20 Tf 100 300 Td (With honors) Tj ET"))
        out = io.BytesIO()
        pdf.save(out)
    written = workspace.read(verify_file, "written.pdf", out.getvalue())
    assert written.verdict is Verdict.ALTERED
    assert "“With honors” was added." in sentences(written)


def test_a_genuine_code_on_the_paper_of_another_is_altered(workspace: Workspace) -> None:
    """The whole other certificate, with the code of the first painted over its own."""
    code = code_of(workspace, FIRST)
    forged = render_certificate(replace(DANA, record=code))
    found = workspace.read(verify_file, "forged.pdf", forged)
    assert found.verdict is Verdict.ALTERED
    assert "stands where the document has" in sentences(found)


def test_every_document_in_one_file_is_checked(workspace: Workspace) -> None:
    workspace.change(revoke_certificate, 2, "Issued in error.")
    _, merged = workspace.read(merged_papers, [1, 2, -1], TODAY)
    found = workspace.read(verify_file, "all.pdf", merged)
    assert found.verdict is Verdict.REVOKED
    assert [check.judgment.verdict for check in found.papers] == [Verdict.GENUINE, Verdict.REVOKED, Verdict.GENUINE]
    assert all("look the same" in " ".join(check.judgment.sentences) for check in found.papers[::2])


def test_what_became_of_a_paper_is_said(workspace: Workspace) -> None:
    first, second = file_of(workspace, FIRST), file_of(workspace, SECOND)
    workspace.change(revoke_certificate, 1, "Issued in error.")
    successor, _ = workspace.change(supersede_certificate, 2)
    revoked = workspace.read(verify_file, "a.pdf", first)
    assert revoked.verdict is Verdict.REVOKED
    assert f"{FIRST} was revoked on November 12, 2026: Issued in error." in sentences(revoked)
    superseded = workspace.read(verify_code, code_of(workspace, SECOND))
    assert superseded.verdict is Verdict.SUPERSEDED
    assert f"{SECOND} was superseded by {successor} on November 12, 2026." in sentences(superseded)
    assert workspace.read(verify_file, "b.pdf", second).verdict is Verdict.SUPERSEDED
    fresh = workspace.read(verify_code, code_of(workspace, str(successor)))
    assert dict(fresh.papers[0].judgment.facts)["Supersedes"] == SECOND


def test_a_number_is_looked_up_and_proves_nothing(workspace: Workspace) -> None:
    found = workspace.read(verify_code, f" {FIRST.lower()}\n")
    assert found.verdict is Verdict.NO_CODE
    assert "it proves nothing" in sentences(found)
    assert dict(found.papers[0].judgment.facts)["Number"] == FIRST
    assert workspace.read(verify_code, "https://example.gov").papers[0].judgment.facts == ()


def test_a_code_of_another_unit_is_of_an_unknown_key(workspace: Workspace, tmp_path: Path, empty_database: bytes,
                                                     monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "other keys"))
    issued_papers_in.cache_clear()
    other = tmp_path / "other.db"
    other.write_bytes(issued_papers_in(empty_database))
    issued_papers_in.cache_clear()
    with Workspace.open(other, actor="Other", clock=StandingClock(workspace.clock.now())) as elsewhere:
        code = code_of(elsewhere, FIRST)
        elsewhere._changed = False
    found = workspace.read(verify_code, code)
    assert found.verdict is Verdict.UNKNOWN_KEY
    assert found.papers[0].judgment.facts == ()  # nothing is believed of it


def retire(uow: UnitOfWork, on: date) -> None:
    for key in uow.all(select(SigningKey)):
        key.retired_on = on
    uow.describe("Retire")


def test_a_key_vouches_for_nothing_after_its_last_day(workspace: Workspace) -> None:
    code = code_of(workspace, FIRST)
    workspace.change(retire, date(2026, 11, 10))
    assert workspace.read(verify_code, code).verdict is Verdict.GENUINE  # issued on that day
    workspace.change(retire, date(2026, 11, 9))
    found = workspace.read(verify_code, code)
    assert found.verdict is Verdict.UNKNOWN_KEY
    assert "was retired on November 9, 2026, before the day of issue in the code." in sentences(found)


def test_a_paper_that_is_not_on_record_is_said_to_be_so(workspace: Workspace, tmp_path: Path) -> None:
    later = tmp_path / "later.db"
    later.write_bytes(workspace.path.read_bytes())
    with Workspace.open(later, actor="J. Coordinator", clock=workspace.clock) as newer:
        number, _ = newer.change(supersede_certificate, 1)
        code = code_of(newer, number)
        newer._changed = False
    found = workspace.read(verify_code, code)
    assert found.verdict is Verdict.NOT_ON_RECORD
    assert f"{number} is not on record in this database." in sentences(found)


def test_files_that_are_no_documents_say_so(workspace: Workspace) -> None:
    blank = io.BytesIO()
    Image.new("L", (200, 200), 255).save(blank, "JPEG")
    found = workspace.read(verify_file, "blank.jpg", blank.getvalue())
    assert (found.verdict, found.papers) == (Verdict.NO_CODE, ())
    assert "scan it at 300 dpi" in found.notes[0]
    for name, data in (("a.bin", b"\x00\x01\x02"), ("a.pdf", b"%PDF-1.7\nnothing"), ("a.png", b"\x89PNG\r\n\x1a\nno")):
        with pytest.raises(FileRefused):
            workspace.read(verify_file, name, data)
