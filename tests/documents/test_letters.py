from dataclasses import replace
from datetime import date

import pytest

from coordinator.documents.letters import AttendedTraining, CitedDocument, LetterFacts, SeatInTraining, render_letter
from coordinator.errors import RuleBroken
from coordinator.rules.vocabulary import LetterKind
from tests.documents.reading import LETTER, all_text, fonts_not_embedded, read, stays_on_the_page

ISSUANCE = LetterFacts(
    kind=LetterKind.LICENSE_ISSUANCE,
    number="CEIU-LTR-2021-0042",
    masthead=("Cyber Crimes Center", "Child Exploitation Investigations Unit"),
    dated=date(2021, 5, 14),
    for_name="Dana R. Okafor",
    for_office="Special Agent, SAC Denver",
    through="Special Agent in Charge, SAC Denver",
    from_name="Maribel T. Vance",
    from_title="Program Manager, Victim Identification Program",
    subject="Issuance of a License",
    service="Example Search Service",
    license_id="FRS-0042",
    valid_from=date(2021, 5, 14),
    valid_until=date(2022, 5, 13),
    documents=(CitedDocument("Privacy Threshold Analysis", "1.0", date(2020, 10, 1)),),
    training=(AttendedTraining("Platform Overview", date(2021, 5, 12)),),
    point_of_contact=("Sam Ortiz", "sam.ortiz@example.gov", "(202) 555-0123"),
    reason="The memorandum was not acknowledged by its date.",
    reference="0447-21",
)


def test_an_issuance_letter_has_the_form_of_a_memorandum() -> None:
    text = all_text(render_letter(ISSUANCE))
    parts = ("MEMORANDUM FOR:", "Dana R. Okafor", "THROUGH:", "FROM:", "SUBJECT:", "ACKNOWLEDGMENT", "DATE")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "May 14, 2021" in text


def test_an_issuance_letter_names_license_validity_and_every_condition() -> None:
    text = all_text(render_letter(ISSUANCE))
    assert "Example Search Service (license FRS-0042), valid from May 14, 2021 through May 13, 2022" in text
    assert "“Privacy Threshold Analysis”, version 1.0, dated October 1, 2020" in text
    assert "“Platform Overview”, held on May 12, 2021" in text
    for said in (
        "investigative lead",
        "case system",
        "do not share",
        "suspended or revoked",
        "loss",
        "sam.ortiz@example.gov",
    ):
        assert said in text


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_of_letter_names_its_addressee_and_embeds_its_fonts(kind: LetterKind) -> None:
    pdf = render_letter(replace(ISSUANCE, kind=kind))
    assert "Dana R. Okafor" in all_text(pdf)
    assert b"Helvetica" not in pdf
    assert fonts_not_embedded(pdf) == set()
    assert stays_on_the_page(pdf, margin=40)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_of_letter_can_be_written_with_the_least_facts(kind: LetterKind) -> None:
    least = LetterFacts(
        kind,
        "L-1",
        ("Unit",),
        date(2021, 5, 14),
        "Dana R. Okafor",
        "",
        "",
        "Maribel T. Vance",
        "",
        "License",
        "Service",
    )
    text = all_text(render_letter(least))
    assert "{" not in text
    assert "THROUGH" not in text


def test_a_suspension_states_its_ground_and_its_day() -> None:
    text = all_text(render_letter(replace(ISSUANCE, kind=LetterKind.SUSPENSION, effective_on=date(2021, 6, 1))))
    assert "suspended from June 1, 2021" in text
    assert ISSUANCE.reason in text


def test_pages_are_numbered_from_the_second_and_say_whose_letter_it_is() -> None:
    many = tuple(CitedDocument(f"Rules of Behavior, part {part}", "3", date(2021, 1, 15)) for part in range(60))
    first, *others = read(render_letter(replace(ISSUANCE, documents=many)))
    assert first.size == LETTER
    assert "Page" not in first.text
    for number, page in enumerate(others, start=2):
        assert f"Page {number} of {len(others) + 1}" in page.text
        assert "Memorandum for Dana R. Okafor" in page.text


@pytest.mark.parametrize(
    ("contact", "last"), [(ISSUANCE.point_of_contact, "Point of contact."), ((), "Duty to report.")]
)
@pytest.mark.parametrize("extra", range(26))
def test_the_signature_is_never_alone_on_a_page(extra: int, contact: tuple[str, ...], last: str) -> None:
    many = tuple(CitedDocument(f"Rules, part {part}", "3", date(2021, 1, 15)) for part in range(extra))
    pages = read(render_letter(replace(ISSUANCE, documents=many, point_of_contact=contact)))
    signed = [
        page.text for page in pages if "Program Manager" in page.text.replace("FROM: Maribel T. Vance Program", "")
    ]
    assert last in signed[-1]


def test_markup_and_braces_in_a_letter_are_printed_letter_by_letter() -> None:
    facts = replace(ISSUANCE, for_name='<img src="/x.png">', service="{reason} <b>")
    text = all_text(render_letter(facts))
    assert '<img src="/x.png">' in text
    assert "{reason} <b>" in text


def test_a_letter_to_a_name_of_300_letters_stays_on_the_page() -> None:
    long = "W" * 300
    facts = replace(ISSUANCE, for_name=long, from_name=long, from_title=long, masthead=(long, long), subject=long)
    assert stays_on_the_page(render_letter(facts), margin=40)


def test_the_same_letter_has_the_same_bytes() -> None:
    assert render_letter(ISSUANCE) == render_letter(ISSUANCE)


def test_a_document_title_that_cannot_be_printed_is_refused_by_its_name() -> None:
    with pytest.raises(RuleBroken, match="The title “規則”"):
        render_letter(replace(ISSUANCE, documents=(CitedDocument("規則", "1"),)))


SELECTION = replace(
    ISSUANCE, kind=LetterKind.SELECTION, license_id="", valid_from=None, valid_until=None, training=(), reason=""
)


def test_a_selection_says_what_is_still_to_be_done_and_nothing_else() -> None:
    seat = SeatInTraining("Platform Overview", "May 19, 2021, 13:00 EDT")
    text = all_text(render_letter(replace(SELECTION, seats=(seat,))))
    assert "Read and acknowledge these documents, in these versions: – “Privacy Threshold Analysis”" in text
    assert "– “Platform Overview”, May 19, 2021, 13:00 EDT" in text
    assert "you will be invited" not in text
    assert "Nothing else" not in text
    assert "Basis" not in text


def test_a_selection_without_a_seat_promises_the_invitation() -> None:
    text = all_text(render_letter(replace(SELECTION, documents=())))
    assert "a. Training. Attend the training session to which you will be invited." in text
    assert "Read and acknowledge" not in text


def test_who_did_everything_already_is_told_so() -> None:
    text = all_text(render_letter(replace(SELECTION, documents=(), is_trained=True)))
    assert "a. Nothing else. You have acknowledged the documents and attended the training." in text
    assert "Attend the training" not in text


def test_an_alternate_learns_the_place_and_what_it_means() -> None:
    facts = replace(SELECTION, kind=LetterKind.NON_SELECTION, alternate="2nd of 6", reason="There were 12 licenses.")
    text = all_text(render_letter(facts))
    assert "you are an alternate, 2nd of 6 in order" in text
    assert "Ground. There were 12 licenses." in text
    assert "What an alternate is" in text
    assert "You were not selected this time" not in text
    assert stays_on_the_page(render_letter(facts), margin=40)


def test_a_non_selection_states_its_ground_and_is_no_judgment() -> None:
    facts = replace(SELECTION, kind=LetterKind.NON_SELECTION, reason="There were 12 licenses.")
    text = all_text(render_letter(facts))
    assert "You were not selected this time" in text
    assert "Ground. There were 12 licenses." in text
    assert "no judgment of your work" in text


def test_a_return_says_that_the_seat_is_free_and_lets_the_holder_confirm_it() -> None:
    text = all_text(render_letter(replace(ISSUANCE, kind=LetterKind.RETURN, effective_on=date(2021, 6, 1))))
    assert "is returned as of June 1, 2021. It ends on that day, and its seat is free again" in text
    assert "you confirm that access was given up" in text
    assert "I have given up access to the service and confirm what this letter says." in text


def test_an_expiration_names_the_last_day_and_the_way_to_a_new_license() -> None:
    text = all_text(render_letter(replace(ISSUANCE, kind=LetterKind.EXPIRATION)))
    assert "has expired; its last day was May 13, 2022." in text
    assert "An expired license is not revived." in text


def test_a_renewal_says_which_license_takes_the_place_of_which_and_until_when() -> None:
    text = all_text(render_letter(replace(ISSUANCE, kind=LetterKind.RENEWAL, renews="FRS-0007")))
    assert "is renewed: license FRS-0042 takes the place of license FRS-0007, valid from May 14, 2021 through" in text
    assert "is renewed (license FRS-0042), valid" in all_text(render_letter(replace(ISSUANCE, kind=LetterKind.RENEWAL)))
