"""What is cast: the same page as any other document, the same bytes in any company."""

import io
from datetime import date

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.documents.casting import Caster, Draw
from coordinator.documents.drawing import INK, About, Sheet, Style, decoration
from coordinator.documents.type_case import TypeCase
from coordinator.documents.typography import Face
from tests.documents.reading import all_text

SIZE = (400.0, 200.0)
CASE = TypeCase({Face.SERIF: "abcdefghijklmnopqrstuvwxyzABC", Face.SANS_MEDIUM: "NAME"})
NAME, LABEL = Style(Face.SERIF, 20), Style(Face.SANS_MEDIUM, 7, tracking=1.0)
UNDER = decoration(SIZE, lambda sheet: sheet.box((10, 10), (380, 180), INK, 2))
NAMES = st.text("abcxyzABCDéñŁЖλ –’", min_size=1, max_size=12).filter(str.strip)


def about(name: str) -> About:
    return About(f"For {name}", "Unit", "A test", date(2026, 11, 4))


def drawing(name: str) -> Draw:
    def draw(sheet: Sheet) -> None:
        sheet.backdrop(UNDER)
        sheet.heading(1, 40, 120, "NAME", LABEL)
        sheet.paragraph(40, 90, name, NAME)
        sheet.signature_slot("Signature", "Signature of the unit")

    return draw


def cast(caster: Caster, name: str) -> bytes:
    return caster.cast(SIZE, about(name), drawing(name))


def finished(name: str) -> bytes:
    sheet = Sheet(SIZE, about(name), CASE)
    drawing(name)(sheet)
    return sheet.finish()


def pixels(pdf: bytes) -> bytes:
    return bytes(pypdfium2.PdfDocument(pdf)[0].render(scale=1.5).buffer)


@given(st.lists(NAMES, min_size=1, max_size=6), NAMES)
@settings(max_examples=25, deadline=None)
def test_the_bytes_depend_on_nobody_who_was_cast_before(before: list[str], name: str) -> None:
    alone, crowded = Caster(CASE), Caster(CASE)
    for other in before:
        cast(crowded, other)
    assert cast(crowded, name) == cast(alone, name)


@pytest.mark.parametrize("name", ["abc", "Dana (Okafor) \\", "José Ñandú", "Łukasz", "Ελένη ffi", "a\u00a0b"])
def test_a_cast_shows_and_says_what_the_finished_document_does(name: str) -> None:
    made, plain = cast(Caster(CASE), name), finished(name)
    assert pixels(made) == pixels(plain)
    assert all_text(made) == all_text(plain)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.docinfo["/Title"] == f"For {name}"
        assert f"For {name}" in pdf.Root.Metadata.read_bytes().decode().replace("&amp;", "&")
        assert pdf.Root.AcroForm.Fields[0].T == "Signature"


def test_people_whose_letters_are_in_stock_share_a_mould() -> None:
    caster = Caster(CASE)
    for name in ("abc", "cab", "ABC abc"):
        cast(caster, name)
    assert len(caster._moulds) == 1
    cast(caster, "é")
    assert len(caster._moulds) == 2


def test_only_so_many_moulds_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordinator.documents.casting._MOST", 2)
    caster = Caster(CASE)
    first = cast(caster, "é")
    for name in ("à", "ê", "ô"):
        cast(caster, name)
    assert len(caster._moulds) == 2
    assert cast(caster, "é") == first


def test_what_cannot_be_cast_is_refused() -> None:
    def two_pages(sheet: Sheet) -> None:
        drawing("a")(sheet)
        sheet.next_page()

    def late(sheet: Sheet) -> None:
        sheet.heading(1, 40, 120, "NAME", LABEL)
        sheet.backdrop(UNDER)

    with pytest.raises(RuntimeError, match="one page"):
        Caster(CASE).cast(SIZE, about("a"), two_pages)
    with pytest.raises(RuntimeError, match="before anything else"):
        Caster(CASE).cast(SIZE, about("a"), late)
    with pytest.raises(RuntimeError, match="neither words"):
        decoration(SIZE, lambda sheet: sheet.text(10, 10, "word", NAME))
