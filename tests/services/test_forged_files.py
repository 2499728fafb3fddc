"""Files made to look like what was issued, with something that is seen elsewhere, and odd files."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from coordinator.errors import Cancelled, FileRefused
from coordinator.exchange import scanned_code
from coordinator.exchange.scanned_code import codes_in
from coordinator.rules.verification import Verdict
from coordinator.services.paper_batches import merged_papers
from coordinator.services.papers import papers_numbered
from coordinator.services.verification import Verification, verify_code, verify_file, verify_file_away, verify_paths
from coordinator.services.workspace import Workspace
from coordinator.views.issued_papers import issued_papers
from coordinator.views.signing_keys import known_keys
from tests.issued_papers import issued_papers_in
from tests.services.test_verification import FIRST, TODAY, file_of, sentences
from tests.services.test_verification_away import NOW

COVER = b"1 1 1 rg 0 0 300 60 re f 0 g 0 0 30 60 re f"


@pytest.fixture(scope="module", name="records")
def the_records(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("records") / "unit.db"
    path.write_bytes(issued_papers_in(empty_database))
    with Workspace.open(path, actor="J. Coordinator", read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def letter(records: Workspace) -> bytes:
    """A letter of two pages, whose code is on the second."""
    return file_of(records, next(row.number for row in records.read(issued_papers) if not row.is_certificate))


def changed(data: bytes, change: Callable[[pikepdf.Pdf], Any]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def cover(pdf: pikepdf.Pdf) -> Any:
    made = Stream(pdf, COVER, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 60]))
    return pdf.make_indirect(made)


def noted(kind: str, *, drawn: bool, **more: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([200, 300, 500, 360]), **more)
        if drawn:
            note.AP = Dictionary(N=cover(pdf))
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))
        if kind == "Widget":
            pdf.Root.AcroForm.Fields.append(pdf.pages[0].obj.Annots[-1])

    return change


def layered(pdf: pikepdf.Pdf) -> None:
    """With a cover that is on paper, and not on the screen."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Name"))
    layer.Usage = Dictionary(Print=Dictionary(PrintState=Name.ON))
    says = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([layer]))
    shown = Dictionary(OFF=Array([layer]), AS=Array([says]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=shown)
    over = cover(pdf)
    over.OC = layer
    pdf.pages[0].add_resource(over, Name.XObject, name=Name.XCover)
    pdf.pages[0].contents_add(Stream(pdf, b"q 1 0 0 1 200 300 cm /XCover Do Q"))


def with_xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.XFA = Stream(pdf, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")


def as_portfolio(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Collection = Dictionary(View=Name.H)


def with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["diploma.pdf"] = b"%PDF-1.7"


def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="this.addField();")


def with_script_of_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="this.addField();"))


PUT_ON = "was put on page 1"
FORGERIES: dict[str, tuple[Callable[[pikepdf.Pdf], Any], str]] = {
    "a field": (noted("Widget", drawn=True, FT=Name.Tx, T="Name", V="Another"), PUT_ON),
    "a note that each program draws as it likes": (noted("FreeText", drawn=False, Contents="Another"), PUT_ON),
    "a stamp that is printed only": (noted("Stamp", drawn=True, F=4 | 32), PUT_ON),
    "a link": (noted("Link", drawn=False, A=Dictionary(S=Name.URI, URI="https://example.gov")), PUT_ON),
    "a script of the page": (with_script_of_a_page, PUT_ON),
    "a layer": (layered, "has layers"),
    "a form instead of the pages": (with_xfa, "(XFA)"),
    "a portfolio": (as_portfolio, "is a portfolio"),
    "an attachment": (with_attachment, "is attached"),
    "a script": (with_script, "has a script"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_only_some_programs_show_is_found(records: Workspace, forgery: str) -> None:
    change, said = FORGERIES[forgery]
    found = records.read(verify_file, "a.pdf", changed(file_of(records, FIRST), change))
    assert found.verdict is Verdict.ALTERED
    assert said in sentences(found)


def test_pale_ink_is_found_and_a_page_that_was_turned_is_the_same(records: Workspace) -> None:
    data = file_of(records, FIRST)
    pale = changed(data, lambda pdf: pdf.pages[0].contents_add(Stream(pdf, b"q 0.8 g 100 300 30 4 re f Q")))
    found = records.read(verify_file, "pale.pdf", pale)
    assert found.verdict is Verdict.ALTERED
    assert "looks different" in sentences(found)
    turned = records.read(verify_file, "turned.pdf", changed(data, lambda pdf: pdf.pages[0].rotate(90, relative=True)))
    assert turned.verdict is Verdict.GENUINE


# pages beside a document


def test_nothing_vouches_for_pages_beside_a_genuine_document(records: Workspace, letter: bytes) -> None:
    with pikepdf.open(io.BytesIO(saved("PDF", pictures_of(letter)[0]))) as other:

        def put_around(pdf: pikepdf.Pdf) -> None:
            pdf.pages.insert(0, other.pages[0])
            for _ in range(2):
                pdf.pages.append(other.pages[0])

        around = changed(file_of(records, FIRST), put_around)
    found = records.read(verify_file, "a.pdf", around)
    assert found.verdict is Verdict.NO_CODE
    assert [(check.page, check.judgment.verdict) for check in found.papers] == [
        (2, Verdict.GENUINE),
        (1, Verdict.NO_CODE),
    ]
    assert "No code vouches for pages 1, 3 to 4: they belong to no document here." in sentences(found)
    away = verify_file_away("a.pdf", around, records.read(known_keys), None, NOW)
    assert "3 of 4 pages have no code" in away.notes[0]


def test_the_empty_back_of_a_paper_is_nothing_to_vouch_for(records: Workspace) -> None:
    data = file_of(records, FIRST)
    backed = changed(data, lambda pdf: pdf.add_blank_page(page_size=(792, 612)))
    assert records.read(verify_file, "a.pdf", backed).verdict is Verdict.GENUINE
    with pikepdf.open(io.BytesIO(backed)) as pdf:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 300, 60]), F=4 | 32)
        pdf.pages[1].obj.Annots = Array([pdf.make_indirect(note)])
        pdf.save(out := io.BytesIO())
    assert records.read(verify_file, "a.pdf", out.getvalue()).verdict is Verdict.NO_CODE
    front, back = pictures_of(data)[0], Image.new("L", (1650, 1275), 250)
    assert checked_pictures(records, front, back).verdict is Verdict.GENUINE
    written = checked_pictures(records, front, front.crop((0, 0, 900, 300)))
    assert written.verdict is Verdict.NO_CODE
    assert "No code vouches for page 2: it belongs to no document here." in sentences(written)


def test_pages_that_are_too_many_to_be_looked_at_are_not_genuine(
    records: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanned_code, "MOST_PAGES", 1)
    _, both = records.read(merged_papers, [1, 2], TODAY)
    found = records.read(verify_file, "both.pdf", both)
    assert (found.verdict, len(found.papers)) == (Verdict.NO_CODE, 2)
    assert "The last 1 pages were not looked at" in found.notes[0]
    frames = pictures_of(both)
    assert checked_pictures(records, *frames).verdict is Verdict.NO_CODE


# scans as PDF


def pictures_of(data: bytes) -> list[Image.Image]:
    pages = pypdfium2.PdfDocument(data)
    return [page.render(scale=150 / 72, grayscale=True).to_pil() for page in pages]


def saved(kind: str, *pictures: Image.Image) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:], resolution=150)
    return out.getvalue()


def checked_pictures(records: Workspace, *pictures: Image.Image) -> Verification:
    return records.read(verify_file, "scan.tif", saved("TIFF", *pictures))


def recognized(pdf: pikepdf.Pdf) -> None:
    """Put unseen text with errors behind the picture, as programs of scanners do."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for page in pdf.pages:
        page.add_resource(pdf.make_indirect(font), Name.Font, name=Name.FX)
        page.contents_add(Stream(pdf, b"BT 3 Tr /FX 12 Tf 100 300 Td (Cert1ficate 0f) Tj ET"))


def test_a_scan_is_compared_by_eye_whatever_its_scanner_read(records: Workspace, letter: bytes) -> None:
    pages = pictures_of(letter)
    for scan in (saved("PDF", *pages), changed(saved("PDF", *pages), recognized), saved("PDF", pages[1])):
        found = records.read(verify_file, "scan.pdf", scan)
        assert found.verdict is Verdict.GENUINE
        assert "The pages are pictures, which say nothing to compare." in sentences(found)


def test_a_picture_in_the_place_of_one_page_is_found(records: Workspace, letter: bytes) -> None:
    with pikepdf.open(io.BytesIO(saved("PDF", *pictures_of(letter)))) as scan:
        mixed = changed(letter, lambda pdf: pdf.pages.__setitem__(0, scan.pages[0]))
    assert records.read(verify_file, "mixed.pdf", mixed).verdict is Verdict.ALTERED
    last = changed(letter, lambda pdf: pdf.pages.__delitem__(0))
    found = records.read(verify_file, "last.pdf", last)
    assert "The document has 2 pages, and not all of them are here." in sentences(found)


# odd files


def test_a_file_that_is_two_things_at_once_is_refused(records: Workspace) -> None:
    picture = saved("PNG", Image.new("L", (30, 30)))
    anew = changed(file_of(records, FIRST), lambda pdf: None)
    with pytest.raises(FileRefused, match="a picture and a PDF at once"):
        records.read(verify_file, "a.png", picture + anew)


def test_pages_of_any_size_are_looked_at(records: Workspace) -> None:
    for width, height in ((0, 0), (1, 10**8)):
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(72, 72))
            pdf.pages[0].obj.MediaBox = Array([0, 0, width, height])
            pdf.save(out := io.BytesIO())
        assert records.read(verify_file, "a.pdf", out.getvalue()).verdict is Verdict.NO_CODE


def test_every_frame_of_a_picture_is_measured() -> None:
    small = Image.new("1", (10, 10))
    for size in ((9_000, 9_000), (66_000, 9)):
        with pytest.raises(FileRefused, match="Save it smaller"):
            codes_in(saved("TIFF", small, Image.new("1", size)))
    torn = saved("TIFF", small, small)
    with pytest.raises(FileRefused, match="damaged"):
        codes_in(torn[: len(torn) // 2 + 40])


def test_what_is_no_file_says_so(records: Workspace, tmp_path: Path) -> None:
    paths = [tmp_path, Path(os.devnull), tmp_path / "a\0b.pdf", tmp_path / "gone.pdf"]
    found = records.read(verify_paths, paths)
    assert [each.verdict for each in found] == [Verdict.NO_CODE] * 4
    assert all("is no file. Choose the document itself" in each.notes[0] for each in found[:3])
    assert "cannot be read" in found[3].notes[0]
    with (tmp_path / "film.pdf").open("wb") as file:
        file.truncate(scanned_code.MOST_BYTES + 1)
    [film] = records.read(verify_paths, [tmp_path / "film.pdf"])
    assert "too large" in film.notes[0]
    assert records.read(verify_code, "\ud800").verdict is Verdict.NO_CODE


# what takes long


def test_it_says_how_far_it_is_and_can_be_stopped(records: Workspace, letter: bytes, tmp_path: Path) -> None:
    said: list[tuple[int, int, str]] = []
    paths = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for path in paths:
        path.write_bytes(changed(letter, lambda pdf: None))
    found = records.read(verify_paths, paths, lambda done, total, what: said.append((done, total, what)))
    assert [each.verdict for each in found] == [Verdict.GENUINE] * 2
    assert said[:4] == [(0, 2, "files"), (0, 2, "pages"), (1, 2, "pages"), (0, 1, "documents")]

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled(f"Stopped after {done} of {total}.")

    with pytest.raises(Cancelled):
        records.read(verify_file, "a.pdf", paths[0].read_bytes(), stop)


def test_the_files_of_the_database_are_as_they_were_issued(records: Workspace) -> None:
    """What is found in forged files is in none of our own."""
    for row in records.read(issued_papers)[::3]:
        data = records.read(papers_numbered, (row.number,))[0][1]
        assert records.read(verify_file, "a.pdf", changed(data, lambda pdf: None)).verdict is Verdict.GENUINE
