"""Letters as their templates say: wording, pictures, paper, and the code beside the signature."""

from dataclasses import replace

import pytest

from coordinator.documents.letters import render_letter
from coordinator.rules.shipped_templates import shipped_letter
from coordinator.rules.templates import Clause, Item, LetterTemplate, LetterWording, Paper
from coordinator.rules.vocabulary import LetterKind
from tests.documents.pictures import a_picture
from tests.documents.reading import all_text, read, stays_on_the_page
from tests.documents.test_certificate import RECORD
from tests.documents.test_certificate_designs import structure
from tests.documents.test_letters import ISSUANCE, SELECTION

CODED = replace(ISSUANCE, record=RECORD, subject="", audit_head="1204-9f2c81aa")
OWN = LetterTemplate(
    LetterWording(
        "Your license {license}",
        "Dear {name}, {{this}} is from {signatory}, {unit}.",
        (
            Clause("One of {office}.", "Until {valid_until}.", (Item("Papers.", "These:", "documents"),), "license"),
            Clause("Under a solicitation.", "It is {solicitation}.", needs="solicitation"),
            Clause("With a seat.", "Come.", needs="seats"),
        ),
    ),
    masthead=("Office of {unit}", ""),
)


def test_a_letter_says_what_its_template_says() -> None:
    text = all_text(render_letter(replace(CODED, reference=""), OWN))
    for said in (
        "OFFICE OF CYBER CRIMES CENTER",
        "Your license FRS-0042",
        "Dear Dana R. Okafor, {this} is from Maribel T. Vance, Cyber Crimes Center.",
        "1. One of Special Agent, SAC Denver. Until May 13, 2022.",
        "a. Papers. These:",
        "“Privacy Threshold Analysis”, version 1.0",
    ):
        assert said in text
    for left_out in ("Under a solicitation", "With a seat", "ACKNOWLEDGMENT", "Child Exploitation"):
        assert left_out not in text


@pytest.mark.parametrize("paper", Paper)
def test_a_letter_about_a_license_has_its_code_beside_who_signs(paper: Paper) -> None:
    images = {"letterhead": a_picture(90, 20), "signature": a_picture(60, 25)}
    template = replace(shipped_letter(LetterKind.LICENSE_ISSUANCE), paper=paper)
    pages = read(pdf := render_letter(CODED, template, images))
    assert pages[0].size[0] == pytest.approx(612 if paper is Paper.LETTER else 595.276, abs=0.01)
    assert stays_on_the_page(pdf, margin=40)
    assert "Verify: scan this code" in pages[-1].text
    assert pages[-1].text.index("Maribel T. Vance") < pages[-1].text.index("ACKNOWLEDGMENT")
    assert all("Record 1204-9f2c81aa" in page.text for page in pages)
    for alt in ("Letterhead of Cyber Crimes Center", "Signature of Maribel T. Vance", "QR code"):
        assert alt in structure(pdf)


def test_a_letter_of_selection_and_one_without_a_record_have_no_code() -> None:
    selection = render_letter(replace(SELECTION, record=RECORD))
    switched_off = render_letter(CODED, replace(shipped_letter(CODED.kind), has_code=False))
    for pdf in (selection, switched_off, render_letter(replace(CODED, record=""))):
        assert "Verify" not in all_text(pdf)
        assert "QR code" not in structure(pdf)


def test_an_alternate_gets_the_words_for_alternates() -> None:
    template = shipped_letter(LetterKind.NON_SELECTION)
    facts = replace(ISSUANCE, kind=LetterKind.NON_SELECTION, alternate="2nd of 6", subject="")
    assert "you are an alternate, 2nd of 6 in order" in all_text(render_letter(facts, template))
    assert "You were not selected this time" in all_text(render_letter(replace(facts, alternate=""), template))


def test_a_fact_with_braces_is_printed_as_it_is() -> None:
    text = all_text(render_letter(replace(CODED, for_name="{reason} {0.__class__}", service="{name!r}")))
    assert "{reason} {0.__class__}" in text
    assert "{name!r} (license FRS-0042)" in text
