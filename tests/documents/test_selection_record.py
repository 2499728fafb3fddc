from dataclasses import replace
from datetime import date

import pytest

from coordinator.documents.selection_record import (
    CandidateLine,
    GoneLine,
    OfficeLine,
    RuleLine,
    SelectionRecordFacts,
    render_selection_record,
)
from coordinator.rules.vocabulary import NominationState
from tests.documents.reading import LETTER, all_text, fonts_not_embedded, read, stays_on_the_page

WHY = "used trial license (+4), course completed 2 Mar 2026 (+3)"


def person(rank: int, name: str, state: NominationState = NominationState.SELECTED, **facts: object) -> CandidateLine:
    line = CandidateLine(rank, name, "DEN", 7.0, WHY, state, "within quota and pool")
    return replace(line, **facts)  # type: ignore[arg-type]


FACTS = SelectionRecordFacts(
    masthead=("Cyber Crimes Center", "Child Exploitation Investigations Unit"),
    tasking="0312-26",
    subject="License distribution",
    product="Facial Recognition Search (FRS)",
    issued_on=date(2026, 10, 5),
    due="October 23, 2026, 17:00 EDT",
    decided_on=date(2026, 10, 26),
    decided="October 26, 2026, 14:00 EDT",
    signed_by="M. Vance",
    recorded_by="J. Coordinator",
    capacity=2,
    scenario="Reserve for Honolulu",
    rules=(
        RuleLine("Used a trial license", 4.0, "The weight, if the nomination says so.", True),
        RuleLine("Late ones", -2.0, "The weight, if the person is found by the query “is:late”.", True),
        RuleLine("Days since nomination", 1.0, "The weight for every 30 days.", False),
    ),
    offices=(OfficeLine("DEN", "SAC Denver", 5, 1, 4, 2), OfficeLine("SEA", "SAC Seattle", 3, 2, 0, 0)),
    candidates=(
        person(1, "José Ñandú"),
        person(2, "Per Lindqvist", by_hand=True, reason="Runs the pilot", manual_score=9.5, manual_note="Tagalog"),
        person(
            3, "Åse Ødegård", NominationState.ALTERNATE, reason="the pool is spoken for by higher ranks", score=2.33
        ),
        person(4, "Tom Brandvold", NominationState.NOT_SELECTED, by_hand=True, reason="Leaves in December", why=""),
    ),
    gone=(GoneLine("Samir Haddad", "SEA", "Transferred"),),
    sha256="c0ffee" * 10 + "2026",
    audit_head="142-1f3c9d2e",
)
LONG = replace(FACTS, candidates=tuple(person(n, f"Candidate {n:03}") for n in range(1, 121)))


def test_the_record_says_who_decided_what_when_and_by_which_rules() -> None:
    text = all_text(render_selection_record(FACTS))
    for said in (
        "Tasking 0312-26 – License distribution",
        "SIGNED BY M. Vance (recorded by J. Coordinator)",
        "DECIDED October 26, 2026, 14:00 EDT",
        "LICENSES 2 to give out",
        "SCENARIO Reserve for Honolulu",
        "4 ranked: 2 selected, 1 alternate, 1 not selected; 1 withdrawn or departed.",
        "1 Used a trial license +4 The weight",
        "2 Late ones -2 The weight, if the person is found by the query “is:late”.",
        "3 Days since nomination off",
        "DEN SAC Denver 5 1 4 2",
        "Nobody standing (quota): SEA (3, 2 reserved).",
    ):
        assert said in text


def test_every_rank_has_its_reasons_and_its_outcome() -> None:
    text = all_text(render_selection_record(FACTS))
    assert "1 José Ñandú DEN 7.00 used trial license (+4), course completed 2 Mar 2026 (+3) Selected: within" in text
    assert "3 Åse Ødegård DEN 2.33" in text
    assert "no priority criterion met" in text
    assert "Not selected by hand: Leaves in December" in text


def test_those_decided_otherwise_are_listed_by_what_became_of_them() -> None:
    text = all_text(render_selection_record(FACTS))
    sections = ("4. Decisions by hand", "5. Alternates", "6. Not selected", "7. Withdrawn or departed", "8. Own scores")
    places = [text.index(section) for section in sections]
    assert places == sorted(places)
    by_hand, alternates, others, gone, own = (text[place:] for place in places)
    assert "2 Per Lindqvist DEN Selected Runs the pilot" in by_hand
    assert "1 Åse Ødegård DEN 3 the pool is spoken for by higher ranks" in alternates
    assert "4 Tom Brandvold DEN Leaves in December" in others
    assert "– Samir Haddad SEA Transferred" in gone
    assert "2 Per Lindqvist 9.5 Tagalog" in own


def test_a_section_without_anybody_says_so() -> None:
    text = all_text(render_selection_record(replace(FACTS, candidates=FACTS.candidates[:1], gone=())))
    assert "4. Decisions by hand None." in text
    assert "7. Withdrawn or departed before the decision None." in text


def test_every_page_has_its_number_the_hash_and_the_head_of_the_table() -> None:
    pages = read(render_selection_record(LONG))
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert page.size == LETTER
        assert f"Page {number} of {len(pages)}" in page.text
        assert f"SHA-256 of the snapshot {FACTS.sha256}" in page.text
        assert "audit trail before it 142-1f3c9d2e" in page.text
    assert all("RANK NAME OFFICE POINTS WHY THIS RANK OUTCOME" in page.text for page in pages[1:4])


def test_nobody_on_a_long_list_is_lost_or_listed_twice() -> None:
    text = all_text(render_selection_record(LONG))
    assert [text.count(f"Candidate {n:03}") for n in range(1, 121)] == [1] * 120


@pytest.mark.parametrize("name", ["W" * 300, "Wolfeschlegelstein " * 16, '<img src="/x.png"><b>'])
def test_texts_of_any_length_and_kind_stay_on_the_page(name: str) -> None:
    line = person(
        1, name, NominationState.ALTERNATE, by_hand=True, reason=name, why=name, manual_note=name, office=name
    )
    facts = replace(FACTS, candidates=(line,), subject=name, signed_by=name, scenario=name, tasking=name, decided=name)
    facts = replace(facts, gone=(GoneLine(name, name, name),), rules=(RuleLine(name, 4, name, True),))
    assert stays_on_the_page(render_selection_record(facts), margin=28)


def test_letters_that_no_typeface_has_are_printed_as_their_codes() -> None:
    facts = replace(FACTS, candidates=(person(1, "李, Νίκος Ковалёв"),))
    assert "[U+674E], Νίκος Ковалёв" in all_text(render_selection_record(facts))


def test_markup_in_a_reason_is_printed_letter_by_letter() -> None:
    facts = replace(FACTS, candidates=(person(1, "Dana", reason="<b>bold</b> & {reason}"),))
    assert "<b>bold</b> & {reason}" in all_text(render_selection_record(facts))


def test_the_same_record_has_the_same_bytes_and_carries_its_fonts() -> None:
    pdf = render_selection_record(LONG)
    assert pdf == render_selection_record(LONG)
    assert b"Helvetica" not in pdf
    assert fonts_not_embedded(pdf) == set()
