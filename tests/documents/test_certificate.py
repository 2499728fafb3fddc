from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from coordinator.documents.certificate import CertificateFacts, render_certificate, render_certificates
from coordinator.errors import RuleBroken
from tests.documents.reading import all_text, fonts_not_embedded, read, stays_on_the_page

DANA = CertificateFacts(
    number="CEIU-FRS-2021-0042",
    name="Dana R. Okafor",
    position_and_office="Special Agent, SAC Denver",
    course_title="Platform Overview and Best Practices for Performing and Tracking Searches",
    course_number="C3-VT-101",
    held_on=date(2021, 5, 12),
    duty_hours=Decimal("1.50"),
    delivery="Virtual, instructor-led",
    unit_line_1="Cyber Crimes Center",
    unit_line_2="Child Exploitation Investigations Unit",
    signatory_name="Maribel T. Vance",
    signatory_title="Program Manager, Victim Identification Program",
    instructor="Theo Lindqvist",
    issued_on=date(2021, 5, 14),
)
RECORD = ("EXAMPLE ONLY - NOTHING IS PROVEN BY THIS CODE. " * 7)[:298]
LONG = replace(
    DANA,
    number="CEIU-FRS-2021-0043",
    name="Maria-Fernanda Nguyễn Þórsdóttir de la Peña y O’Dowd-Wójcik",
    course_title="Platform Overview, Governing Documents and Best Practices for Performing, Recording and Tracking "
    "Facial Image Searches",
    supersedes="CEIU-FRS-2021-0007",
    audit_head="9f2c81aa03be77d1" * 4,
)


def test_a_certificate_says_what_it_certifies_on_one_landscape_letter_page() -> None:
    (page,) = read(render_certificate(DANA))
    assert page.size == (792.0, 612.0)
    for said in (DANA.name, DANA.number, DANA.course_title, DANA.signatory_title, DANA.instructor, DANA.delivery):
        assert said in page.text
    for said in ("CYBER CRIMES CENTER", "May 12, 2021", "Issued May 14, 2021", "1.5 duty hours", "virtual training"):
        assert said in page.text


def test_a_training_held_in_person_is_not_called_virtual() -> None:
    text = all_text(render_certificate(replace(DANA, delivery="In person")))
    assert "has completed the training" in text


def test_a_replacement_says_what_it_supersedes_and_where_the_audit_trail_stood() -> None:
    text = all_text(render_certificate(LONG))
    assert "Supersedes CEIU-FRS-2021-0007" in text
    assert "Record 9f2c81aa03be77d1" in text


def test_a_long_name_and_a_long_title_stand_on_two_lines_in_full() -> None:
    text = all_text(render_certificate(LONG))
    assert LONG.name in text  # also in the order in which it is read aloud and copied
    assert LONG.course_title in text


@pytest.mark.parametrize(
    "name", ["José Ñandú O’Brien", "Zoë O'Dowd", "Nguyễn Thị Minh Khai", "Ана Петрова", "Ελένη", "Q"]
)
def test_names_of_many_scripts_are_printed_as_they_are(name: str) -> None:
    assert name in all_text(render_certificate(replace(DANA, name=name)))


def test_every_typeface_is_in_the_file_and_no_helvetica() -> None:
    pdf = render_certificate(replace(DANA, name="Ана Ṱhovhele"))
    assert b"Helvetica" not in pdf
    assert fonts_not_embedded(pdf) == set()


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render_certificate(DANA) == render_certificate(DANA)


def test_the_bytes_do_not_depend_on_the_rest_of_the_batch() -> None:
    batch = list(render_certificates([LONG, DANA, replace(DANA, name="Ана Петрова"), LONG]))
    assert batch[1] == render_certificate(DANA)
    assert batch[0] == batch[3] == render_certificate(LONG)


def test_a_certificate_stays_small_enough_to_mail_by_the_hundred() -> None:
    assert len(render_certificate(replace(DANA, record=RECORD, audit_head="1204-9f2c81aa"))) <= 28_500
    assert len(render_certificate(replace(LONG, record=RECORD))) <= 30_000


def test_progress_is_told_after_each_certificate() -> None:
    told: list[int] = []
    for _ in render_certificates([DANA, LONG], told.append):
        pass
    assert told == [1, 2]


def test_a_name_that_cannot_be_printed_is_refused_before_any_certificate_is_made() -> None:
    made = render_certificates([DANA, replace(DANA, name="李小龍")])
    with pytest.raises(RuleBroken, match=r"The name “李小龍” has characters .*\(李, 小, 龍\)\. Nothing was printed\."):
        next(made)


@pytest.mark.parametrize("name", ['<img src="/x.png">', "<b>Dana", "Dana <font size=100000>", "&lt;i&gt; %s {name}"])
def test_markup_in_a_name_is_printed_letter_by_letter(name: str) -> None:
    assert name in all_text(render_certificate(replace(DANA, name=name)))


@pytest.mark.parametrize("name", ["W" * 300, "Wolfeschlegelstein " * 16, "Ж" * 300])
def test_a_name_of_300_letters_stays_within_the_frame(name: str) -> None:
    assert stays_on_the_page(render_certificate(replace(DANA, name=name)), margin=38)


def test_every_text_may_be_far_too_long_and_stays_within_the_frame() -> None:
    long = "Immeasurable " * 25
    facts = replace(
        DANA,
        number=long,
        position_and_office=long,
        course_title=long,
        course_number=long,
        delivery=long,
        instructor=long,
        unit_line_1=long,
        unit_line_2=long,
        signatory_name=long,
        signatory_title=long,
    )
    assert stays_on_the_page(render_certificate(facts), margin=38)


def test_empty_texts_leave_their_places_empty() -> None:
    text = all_text(render_certificate(replace(DANA, unit_line_2="", instructor="", signatory_name="")))
    assert "INSTRUCTOR" not in text
