import ctypes
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from pypdfium2 import raw

from coordinator.documents.acknowledgment_form import AcknowledgmentFormFacts, render_acknowledgment_form
from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import DocumentKind
from tests.documents.reading import LETTER, all_text, fonts_not_embedded, read, stays_on_the_page

SHA256 = "8ce0e1f93328dca39c08d3953be7ef7083cbf8ca09ebb127af3d926234d86619"
FACTS = AcknowledgmentFormFacts(
    masthead=("Cyber Crimes Center", "Child Exploitation Investigations Unit"),
    kind=DocumentKind.PTA,
    title="Privacy Threshold Analysis",
    version="version 2.1",
    effective_on=date(2026, 9, 1),
    expires_on=date(2029, 9, 1),
    sha256=SHA256,
    name="Dana R. Okafor",
    position="Special Agent",
    office="SAC Denver",
    email="dana.okafor@example.gov",
    return_to="Sam Ortiz, sam.ortiz@example.gov",
    product="Example Search Service",
)
LONG = replace(
    FACTS,
    kind=DocumentKind.MEMORANDUM,
    title="Memorandum on the Use of Commercial Search Services in Investigations by Special Agents and Analysts of the "
    "Field Offices and of the Units at Headquarters",
    name="Nguyễn Thị Ánh-Tuyết Wolfeschlegelsteinhausenbergerdorff de la Cruz y Montenegro III",
    position="Supervisory Special Agent and Program Coordinator",
    email="nguyen.thi.anh-tuyet.wolfeschlegelsteinhausenbergerdorff.de.la.cruz@field-office.example.gov",
)


def fields(pdf: bytes) -> dict[str, tuple[int, str, tuple[float, ...]]]:
    """Kind, what it is called when read aloud, and place of every field of the form, by its name."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        form, page = document.formenv, document[0]
        found = (raw.FPDFPage_GetAnnot(page, at) for at in range(raw.FPDFPage_GetAnnotCount(page)))
        return {_read(raw.FPDFAnnot_GetFormFieldName, form, each): _field(form, each) for each in found}
    finally:
        document.close()


def _field(form: pypdfium2.PdfFormEnv, field: object) -> tuple[int, str, tuple[float, ...]]:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(field, rect)
    called = _read(raw.FPDFAnnot_GetFormFieldAlternateName, form, field)
    place = (rect.left, rect.bottom, rect.right, rect.top)
    return raw.FPDFAnnot_GetFormFieldType(form, field), called, place


def _read(get: Callable[..., int], form: pypdfium2.PdfFormEnv, field: object) -> str:
    room = (ctypes.c_ushort * 1024)()
    size = get(form, field, room, 2048)
    return bytes(room)[: size - 2].decode("utf-16-le")


def test_a_form_says_which_text_is_accepted_by_whom() -> None:
    pdf = render_acknowledgment_form(FACTS)
    [page] = read(pdf)
    assert page.size == LETTER
    for said in (
        "Acknowledgment of Privacy Threshold Analysis",
        "version 2.1",
        "from September 1, 2026, expires September 1, 2029",
        "8ce0e1f9 3328dca3 9c08d395 3be7ef70 83cbf8ca 09ebb127 af3d9262 34d86619",
        "Dana R. Okafor",
        "Special Agent",
        "SAC Denver",
        "dana.okafor@example.gov",
        "a license for Example Search Service",
        "only for the purposes",
        "send the signed form to Sam Ortiz, sam.ortiz@example.gov",
    ):
        assert said in page.text


def test_it_can_be_filled_in_and_signed_on_screen() -> None:
    found = fields(render_acknowledgment_form(FACTS))
    assert {name: kind for name, (kind, _, _) in found.items()} == {
        "has_read": raw.FPDF_FORMFIELD_CHECKBOX,
        "printed_name": raw.FPDF_FORMFIELD_TEXTFIELD,
        "signed_on": raw.FPDF_FORMFIELD_TEXTFIELD,
        "signature": raw.FPDF_FORMFIELD_SIGNATURE,
    }
    assert found["has_read"][1].startswith("I have read “Privacy Threshold Analysis”, version 2.1")
    assert found["signature"][1] == "Signature of Dana R. Okafor"


@pytest.mark.parametrize("facts", [FACTS, LONG, *(replace(FACTS, kind=kind) for kind in DocumentKind)])
def test_every_form_is_one_page_with_nothing_cut(facts: AcknowledgmentFormFacts) -> None:
    pdf = render_acknowledgment_form(facts)
    assert len(read(pdf)) == 1
    assert stays_on_the_page(pdf, margin=30)
    assert facts.name in all_text(pdf)
    # What the person will type is not known: the fields carry a typeface with every Western European letter.
    assert fonts_not_embedded(pdf) == set()
    for _, called, (left, bottom, right, top) in fields(pdf).values():
        assert called
        assert left >= 60
        assert right <= LETTER[0] - 60
        assert 60 <= bottom < top


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render_acknowledgment_form(LONG) == render_acknowledgment_form(LONG)


def test_a_version_without_a_file_says_so_instead_of_a_hash() -> None:
    text = all_text(render_acknowledgment_form(replace(FACTS, sha256="", version="of May 2026")))
    assert "no file of this version is kept" in text
    assert "“Privacy Threshold Analysis”, version of May 2026" in text


def test_a_name_that_no_typeface_has_stops_the_form_with_a_sentence() -> None:
    with pytest.raises(RuleBroken, match="cannot print"):
        render_acknowledgment_form(replace(FACTS, name="李小龙"))
