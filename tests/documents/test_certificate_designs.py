"""The three designs of a certificate: whatever the facts and the template, all is there and stays in its place."""

from dataclasses import replace
from itertools import product

import pytest

from coordinator.documents.certificate import CertificateFacts, render_certificate
from coordinator.documents.drawing import page_size
from coordinator.errors import RuleBroken
from coordinator.rules.shipped_templates import CLASSIC, FORMAL, MODERN
from coordinator.rules.templates import (
    Border,
    CertificateTemplate,
    CertificateWording,
    Colors,
    Fact,
    FactField,
    Ornament,
    Paper,
)
from tests.documents.pictures import a_picture
from tests.documents.reading import all_text, read, stays_on_the_page
from tests.documents.test_certificate import DANA, LONG, RECORD

DESIGNS = {"classic": CLASSIC, "modern": MODERN, "formal": FORMAL}
IMAGES = {"letterhead": a_picture(90, 20), "seal": a_picture(30, 30), "signature": a_picture(60, 25, "JPEG")}
FOREIGN = replace(
    DANA, name="Ζωή Παπαδοπούλου-Ñandú", course_title="Обзор платформы", instructor="Nguyễn Thị Minh Khai"
)
SAID = ("name", "number", "course_title", "position_and_office", "signatory_title", "instructor", "delivery")
FRAME = 34.0  # no letter is nearer to the edge of the paper


def squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("facts", "paper"), [(LONG, Paper.LETTER), (FOREIGN, Paper.A4)], ids=["long", "foreign"])
def test_every_design_says_everything_within_its_frame(design: str, facts: CertificateFacts, paper: Paper) -> None:
    template = replace(DESIGNS[design], paper=paper)
    (page,) = read(pdf := render_certificate(replace(facts, record=RECORD, audit_head="1204-9f2c81aa"), template))
    assert page.size == pytest.approx(page_size(paper, wide=True), abs=0.01)
    said = squeezed(page.text)
    for name in SAID:
        assert squeezed(getattr(facts, name)) in said, name
    for text in ("May 12, 2021", "1.5 duty hours", template.wording.title, "Verify: scan", "Record 1204-9f2c81aa"):
        assert squeezed(text) in said
    assert stays_on_the_page(pdf, margin=FRAME)
    assert facts is FOREIGN or len(pdf) <= 30_000  # Cyrillic and Greek take a face more


@pytest.mark.parametrize("design", DESIGNS)
def test_every_design_takes_texts_that_are_far_too_long(design: str) -> None:
    words = "Immeasurable " * 25
    facts = replace(
        DANA, record=RECORD, name=words, position_and_office=words, course_title=words, course_number=words,
        delivery=words, instructor=words, number=words, unit_line_1=words, unit_line_2=words, signatory_name=words,
        signatory_title=words,
    )  # fmt: skip
    wording = CertificateWording(*("Too long " * 22,) * 10)
    assert stays_on_the_page(render_certificate(facts, replace(DESIGNS[design], wording=wording)), margin=FRAME)


@pytest.mark.parametrize("design", DESIGNS)
def test_what_is_empty_is_left_out_with_its_label(design: str) -> None:
    bare = replace(
        DANA, position_and_office="", instructor="", delivery="", unit_line_2="", signatory_name="", course_number=""
    )
    text = all_text(render_certificate(bare, replace(DESIGNS[design], masthead=("{section}", "{unit}"))))
    assert "instructor" not in text.casefold()
    assert "delivery" not in text.casefold()
    assert "cyber crimes center" in text.casefold()
    least = CertificateWording(*("",) * 10)
    only = render_certificate(
        replace(bare, signatory_title=""), CertificateTemplate(masthead=(), wording=least, facts=())
    )
    assert all_text(only) == f"{DANA.name} {DANA.course_title} {DANA.number}"


def test_the_fields_stand_in_the_order_and_under_the_labels_of_the_template() -> None:
    fields = (
        FactField(Fact.INSTRUCTOR, "Taught by"),
        FactField(Fact.ISSUED, "Given on"),
        FactField(Fact.DATE, "Held"),
        FactField(Fact.COURSE, "Hidden", is_shown=False),
    )
    text = all_text(render_certificate(DANA, replace(CLASSIC, facts=fields)))
    found = [text.index(part) for part in ("TAUGHT BY", "Theo Lindqvist", "GIVEN ON", "HELD", "May 12, 2021")]
    assert found == sorted(found)
    assert "HIDDEN" not in text
    assert DANA.course_number not in text


def test_pictures_ornaments_borders_and_colors_change_the_page_and_nothing_that_is_said() -> None:
    plain = render_certificate(DANA)
    for template, images in (
        (replace(CLASSIC, border=Border.ENGRAVED), {}),
        (replace(CLASSIC, ornament=Ornament.STAR), {}),
        (replace(CLASSIC, colors=Colors(ink="#000000")), {}),
        (CLASSIC, {"signature": IMAGES["signature"]}),
    ):
        pdf = render_certificate(DANA, template, images)
        assert pdf != plain
        assert all_text(pdf) == all_text(plain)


@pytest.mark.parametrize(("design", "border"), [*product(DESIGNS, (Border.NONE, Border.SINGLE))])
def test_pictures_stand_in_every_design_with_an_alternative_text(design: str, border: Border) -> None:
    pdf = render_certificate(DANA, replace(DESIGNS[design], border=border, has_code=False), IMAGES)
    for alt in ("Letterhead of ", "Seal of ", "Signature of Maribel T. Vance"):
        assert alt in structure(pdf)


def structure(pdf: bytes) -> str:
    """The alternative texts in the file."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as read_file:
        dictionaries = [each for each in read_file.objects if isinstance(each, pikepdf.Dictionary)]
        return " | ".join(str(each.Alt) for each in dictionaries if "/Alt" in each)


def test_the_code_is_left_out_with_a_word_instead() -> None:
    facts = replace(DANA, record=RECORD)
    assert "Verify: scan this code" in all_text(render_certificate(facts))
    for pdf in (render_certificate(DANA), render_certificate(facts, replace(CLASSIC, has_code=False))):
        assert "Verify with the issuing unit" in all_text(pdf)
        assert "scan" not in all_text(pdf)


def test_a_template_with_letters_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(RuleBroken, match="修了証"):
        render_certificate(DANA, replace(CLASSIC, wording=CertificateWording(title="修了証")))


def test_markup_and_braces_in_a_template_are_printed_as_they_stand() -> None:
    wording = CertificateWording(foot='<img src="/x.png"> {{name}} %s')
    assert '<img src="/x.png"> {name} %s' in all_text(render_certificate(DANA, replace(CLASSIC, wording=wording)))
