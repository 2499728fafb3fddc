import io
import re
from collections.abc import Callable
from datetime import date

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from page import is_pdf_compliant_bytes
from pikepdf import Name
from PIL import Image

from coordinator.documents.drawing import PORTRAIT, About, Sheet, Style
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.typography import Face
from coordinator.errors import RuleBroken
from tests.documents.reading import all_text, read

TEXT = Style(Face.SERIF, 12)
ABOUT = About("A test", "Unit", "Nothing", date(2026, 1, 2))
MARGINS = Margins(72, 72, 72, 72)


def drawn(draw: Callable[[Sheet], object]) -> bytes:
    sheet = Sheet(PORTRAIT, ABOUT)
    draw(sheet)
    return sheet.finish()


def picture(mode: str = "RGB", color: object = 90, kind: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, color).save(out, kind)  # type: ignore[arg-type]  # the color depends on the mode
    return out.getvalue()


def content(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The kids of the only element there is."""
    return list(pdf.Root.StructTreeRoot.K.K.K)


def pixel(pdf: bytes, x: float, y: float) -> tuple[int, ...]:
    """The color of a place on the first page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=1).to_pil().convert("RGB")
        return tuple(image.getpixel((int(x), int(PORTRAIT[1] - y))))
    finally:
        document.close()


def test_content_of_an_element_and_decoration_within_it_are_marked_one_after_the_other() -> None:
    def draw(sheet: Sheet) -> None:
        with sheet.inside(sheet.element("P")):
            sheet.text(72, 700, "before", TEXT)
            with sheet.artifact():
                sheet.line((72, 690), (100, 690), TEXT.color, 1)
            sheet.text(72, 680, "after", TEXT)
            sheet.text(72, 660, "and on", TEXT)

    with pikepdf.open(io.BytesIO(drawn(draw))) as pdf:
        steps = [str(step.operator).upper() for step in pikepdf.parse_content_stream(pdf.pages[0])]
        marks = [step for step in steps if step in ("BDC", "BMC", "EMC", "TJ", "S")]
        assert marks == ["BDC", "TJ", "EMC", "BMC", "S", "EMC", "BDC", "TJ", "TJ", "EMC"]
        assert [int(number) for number in content(pdf)] == [0, 1]


def test_drawing_outside_of_an_element_is_a_bug() -> None:
    with pytest.raises(RuntimeError, match="could not be tagged"):
        Sheet(PORTRAIT, ABOUT).text(72, 72, "x", TEXT)


def test_an_element_goes_on_over_pages() -> None:
    def draw(sheet: Sheet) -> None:
        whole = sheet.element("P")
        with sheet.inside(whole):
            sheet.text(72, 700, "begun", TEXT)
        sheet.next_page()
        with sheet.inside(whole):
            sheet.text(72, 700, "ended", TEXT)

    with pikepdf.open(io.BytesIO(drawn(draw))) as pdf:
        first, second = content(pdf)
        assert int(first) == int(second.MCID) == 0
        assert second.Pg == pdf.pages[1].obj


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (picture("RGB", (200, 30, 30)), (200, 30, 30)),
        (picture("RGBA", (0, 0, 255, 127)), (128, 128, 255)),
        (picture("L", 90), (90, 90, 90)),
        (picture("LA", (0, 127)), (128, 128, 128)),
        (picture("I;16", 257 * 90), (90, 90, 90)),
        (picture("RGB", (20, 200, 30), "JPEG"), (20, 200, 30)),
        (picture("CMYK", (0, 0, 255, 0), "JPEG"), (255, 255, 0)),
    ],
)
def test_a_picture_of_any_kind_is_seen_and_kept_for_good(data: bytes, seen: tuple[int, ...]) -> None:
    def draw(sheet: Sheet) -> None:
        with sheet.figure("A picture"):
            sheet.image((100, 100), (40, 30), data)

    pdf = drawn(draw)
    assert pdf == drawn(draw)
    assert is_pdf_compliant_bytes(pdf, profile="2a")
    assert pixel(pdf, 120, 115) == pytest.approx(seen, abs=3)


def test_the_same_picture_is_in_the_file_once() -> None:
    def draw(sheet: Sheet) -> None:
        for page in range(3):
            if page:
                sheet.next_page()
            with sheet.artifact(pagination=True):
                sheet.image((100, 100), (40, 30), picture())

    with pikepdf.open(io.BytesIO(drawn(draw))) as pdf:
        images = [each for each in pdf.objects if isinstance(each, pikepdf.Stream) and each.get("/Width")]
        assert len(images) == 1
        assert all(list(page.resources.XObject.values()) == images for page in pdf.pages)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "no PNG or JPEG"),
        (picture("P", 3, "GIF"), "no PNG or JPEG"),
        (picture(size=(90, 90))[:-40], "damaged"),
        (picture(size=(4001, 1)), "4000 pixels"),
        (bytes(2_000_001), "larger than 2 MB"),
    ],
)
def test_what_is_no_fit_picture_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    sheet = Sheet(PORTRAIT, ABOUT)
    with sheet.artifact(), pytest.raises(RuleBroken, match=said):
        sheet.image((0, 0), (10, 10), data)


def test_a_symbol_is_read_back() -> None:
    symbol = zxingcpp.create_barcode("HTTPS://EXAMPLE.GOV/V#ABC", zxingcpp.BarcodeFormat.QRCode)
    image = Image.fromarray(symbol.to_image(scale=1, add_quiet_zones=False))
    rows = [[image.getpixel((x, y)) == 0 for x in range(image.width)] for y in range(image.height)]

    def draw(sheet: Sheet) -> None:
        with sheet.figure("A symbol"):
            sheet.mask((100, 100), (85, 85), rows)

    document = pypdfium2.PdfDocument(drawn(draw))
    try:
        [found] = zxingcpp.read_barcodes(document[0].render(scale=2).to_pil())
    finally:
        document.close()
    assert found.text == "HTTPS://EXAMPLE.GOV/V#ABC"


def test_a_link_leads_to_the_web_or_to_mail_and_nowhere_else() -> None:
    def draw(sheet: Sheet) -> None:
        with sheet.inside(sheet.element("P")):
            sheet.text(72, 700, "See", TEXT)
            sheet.link(100, 700, "the list", TEXT, "https://example.gov/list")

    with pikepdf.open(io.BytesIO(drawn(draw))) as pdf:
        [link] = pdf.pages[0].Annots
        assert (str(link.A.URI), str(link.Contents)) == (
            "https://example.gov/list",
            "the list: https://example.gov/list",
        )
        text, leading = content(pdf)
        assert int(text) == 0
        assert Name.Link == leading.S
        assert leading.K[1].Obj == link
    for other in ("javascript:alert(1)", "file:///etc/passwd", "https://example.gov/ a", "https://exämple.gov"):
        with pytest.raises(RuleBroken, match="no web or mail address"):
            Sheet(PORTRAIT, ABOUT).link(72, 72, "x", TEXT, other)


def titles(pdf: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks: level, title and page from 0."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(each.level, each.get_title(), each.get_dest().get_index()) for each in document.get_toc()]
    finally:
        document.close()


@pytest.mark.parametrize(("pages", "known"), [(3, []), (4, [(0, "Part 0", 0), (1, "Part 1", 1), (1, "Part 2", 2)])])
def test_a_document_of_more_than_three_pages_has_its_headings_as_bookmarks(
    pages: int, known: list[tuple[int, str, int]]
) -> None:
    def draw(sheet: Sheet) -> None:
        for page in range(pages):
            if page:
                sheet.next_page()
            sheet.heading(2 if page else 1, 72, 700, f"Part {page}", TEXT)

    assert titles(drawn(draw))[:3] == known


def test_bookmarks_of_its_own_lead_to_where_drawing_was() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.bookmark("Cover")
        sheet.next_page()
        sheet.heading(1, 72, 700, "Heading", TEXT)
        sheet.bookmark("List", 1)
        sheet.bookmark("Letters")

    assert titles(drawn(draw)) == [(0, "Cover", 0), (1, "List", 1), (0, "Letters", 1)]


def test_a_slot_to_sign_is_not_seen_and_read_last() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.signature_slot("office", "Signature of the office")
        sheet.heading(1, 72, 700, "Heading", TEXT)
        sheet.next_page()
        sheet.paragraph(72, 700, "Text", TEXT)

    with pikepdf.open(io.BytesIO(drawn(draw))) as pdf:
        [slot] = pdf.pages[0].Annots
        assert (str(slot.T), str(slot.TU), int(slot.F)) == ("office", "Signature of the office", 132)
        assert [int(edge) for edge in slot.Rect] == [0, 0, 0, 0]
        assert [each.S for each in pdf.Root.StructTreeRoot.K.K] == [Name.H1, Name.P, Name.Form]
        assert pdf.Root.AcroForm.Fields[0] == slot


@pytest.mark.parametrize("face", [Face.SERIF, Face.SERIF_MEDIUM, Face.SANS, Face.OTHER_SCRIPTS])
def test_a_kerned_line_is_as_wide_as_it_is_measured_and_copied_as_it_was_written(face: Face) -> None:
    text, style = "AVAToP. office affluent LT, WAVE (fi)ñ\\ Ωж", Style(face, 20)
    pdf = drawn(lambda sheet: sheet.paragraph(72, 700, f"{text}H", style))
    [page] = read(pdf)
    assert page.text == f"{text}H"
    stem = read(drawn(lambda sheet: sheet.paragraph(72, 700, "H", style)))[0].bounds[2] - 72
    assert page.bounds[2] - 72 == pytest.approx(style.width(text) + stem, abs=1.5)


def test_letters_with_tracking_are_not_kerned() -> None:
    assert Style(Face.SERIF, 10).width("AV") < Style(Face.SERIF, 10, tracking=0.001).width("AV")


@settings(max_examples=25)
@given(st.lists(st.integers(1, 60), min_size=4, max_size=12), st.floats(0, 40))
def test_no_line_stands_alone_and_no_heading_at_the_foot(words: list[int], start: float) -> None:
    sheet = Sheet((300, 200), ABOUT)
    flow = Flow(sheet, Margins(20, 20, 20, 20), lambda *_: None)
    flow.y -= start
    for number, count in enumerate(words):
        flow.paragraph(f"h{number}", Setting(TEXT, 15), tag="H1")
        flow.paragraph(" ".join([f"p{number}xxxxxxxx"] * count), Setting(TEXT, 15))
    pages = [_said(page) for page in pypdfium2.PdfDocument(flow.finish())]
    for lines in pages:
        assert not lines[-1].startswith("h")
    for number in range(len(words)):
        pieces = [sum(line.startswith(f"p{number}x") for line in lines) for lines in pages]
        assert sum(pieces) == 1 or 1 not in pieces


def test_no_short_word_stands_alone_on_the_last_line() -> None:
    last = []
    for count in range(8, 40):
        flow = Flow(Sheet((300, 400), ABOUT), Margins(20, 20, 20, 20), lambda *_: None)
        flow.paragraph(" ".join(["measure"] * count), Setting(TEXT, 15))
        lines = _said(pypdfium2.PdfDocument(flow.finish())[0])
        assert sum(len(line.split()) for line in lines) == count
        last.append(len(lines[-1].split()))
    assert 1 not in last
    assert 2 in last


def _said(page: pypdfium2.PdfPage) -> list[str]:
    return str(page.get_textpage().get_text_range()).splitlines()


def test_a_word_after_a_break_stays_parted_from_the_word_before_it() -> None:
    flow = Flow(Sheet((200, 400), ABOUT), Margins(20, 20, 20, 20), lambda *_: None)
    text = "Many words stand here so that lines break between them, and Wolfeschlegelsteinhausenbergerdorff within."
    flow.paragraph(text, Setting(TEXT, 15))
    with pikepdf.open(io.BytesIO(flow.finish())) as pdf:
        strings = re.findall(rb"\((?:[^()\\]|\\.)*\)|BT", pdf.pages[0].Contents.read_bytes())
    lines = b"".join(strings).split(b"BT")[1:]
    assert [line.endswith(b" )") for line in lines].count(False) == 2
    assert len(lines) > 3
    assert all_text(drawn(lambda sheet: sheet.paragraph(10, 10, text, TEXT))) == text
