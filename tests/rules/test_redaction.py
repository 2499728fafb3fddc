"""What is withheld: rules laid over the shipped ones, exemptions as they are printed, words that name somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.known_people import KnownPhrases, phrases_of_text
from coordinator.rules.redacted_report import redacted_report
from coordinator.rules.redaction import (
    PERSON,
    SHIPPED,
    SYSTEM,
    PersonalField,
    Redaction,
    RedactionRules,
    check_exemption,
    file_title,
    is_mark,
    rules_with,
)
from coordinator.rules.report_rows import ColumnKind, ReportColumn, ReportGroup, ReportResult, ReportRow

NAME, EMAIL, NOTE = PersonalField.NAME, PersonalField.EMAIL, PersonalField.NOTE
KNOWN = KnownPhrases.of(
    (words, NAME)
    for name in ("Okafor, Dana R", "O’Brien, Pat", "May, Bo", "Li, Wei")
    for words in phrases_of_text(name)
)


def redaction(**changed: tuple[str, bool]) -> Redaction:
    return Redaction(rules_with(changed), True, KNOWN)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("(b)(6)", "(b)(6)"),
        ("(b)(6);(b)(7)(c)", PERSON),
        (" (B)(7)(e), (b)(6) (b)(6) ", "(b)(7)(E); (b)(6)"),
        ("(b) (3)", "(b)(3)"),
    ],
)
def test_exemptions_are_brought_to_how_they_are_printed(typed: str, printed: str) -> None:
    assert check_exemption(typed) == printed
    assert is_mark(printed)


@pytest.mark.parametrize("typed", ["", "b6", "(b)(7)", "(b)(7)(G)", "(b)(10)", "(b)(6) names", "=(b)(6)"])
def test_what_is_no_exemption_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(RuleBroken, match=r"\(b\)\(6\)"):
        check_exemption(typed)


def test_every_field_has_a_rule_with_an_exemption_and_a_reason() -> None:
    assert set(SHIPPED) == set(PersonalField)
    for rule in SHIPPED.values():
        assert check_exemption(rule.exemption) == rule.exemption
        assert rule.why.endswith(".")


def test_what_differs_is_laid_over_the_shipped_rules() -> None:
    rules = rules_with({"email": ("(b)(3)", True), "name": (PERSON, False), "of a later version": ("(b)(6)", True)})
    assert [rules.exemption(each) for each in (EMAIL, NAME, PersonalField.PHONE)] == ["(b)(3)", "", PERSON]
    assert list(rules.by_field) == list(PersonalField)


def test_texts_are_counted_by_exemption_and_nothing_hides_nothing() -> None:
    made = redaction()
    assert [made.of(NAME, text) for text in ("Okafor, Dana R", "", " ")] == [PERSON, "", " "]
    assert made.sentence == "Redacted: 1 entry withheld under 5 U.S.C. 552 (b)(6), (b)(7)(C)."
    made.of(NAME, "Li, Wei", times=1_999)
    assert made.of(PersonalField.SYSTEM, "https://example.gov/join") == SYSTEM
    assert (
        made.sentence == "Redacted: 2,001 entries withheld under 5 U.S.C. 552 (b)(6), (b)(7)(C): 2,000; (b)(7)(E): 1."
    )
    assert redaction().sentence == "Redacted: nothing in it had to be withheld."


def test_nothing_is_withheld_where_it_is_not_asked_for() -> None:
    made = Redaction(RedactionRules(), False, KNOWN)
    assert (made.of(NAME, "Okafor"), made.words("Dana Okafor"), made.count, made.sentence) == (
        "Okafor",
        "Dana Okafor",
        0,
        "",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Training of Dana Okafor", PERSON),
        ("OKAFOR’S licenses", PERSON),
        ("name:okafor", PERSON),
        ("obrien, late", PERSON),
        ("wei li", PERSON),
        ("Bo May", PERSON),
        ("ask pat@example.gov", PERSON),
        ("ask (303) 555-0101", PERSON),
        ("see https://example.gov/a", SYSTEM),
        ("from 10.20.30.40", SYSTEM),
        ("Dana was late", "Dana was late"),
        ("Attended May 4, 2026", "Attended May 4, 2026"),
        ("Li-ion", "Li-ion"),
        ("CEIU-LIC-2026-0042, acknowledged 2026-10-28", "CEIU-LIC-2026-0042, acknowledged 2026-10-28"),
        ("Memorandum, version 2.1.3", "Memorandum, version 2.1.3"),
    ],
)
def test_words_that_name_somebody_are_withheld_as_a_whole(text: str, shown: str) -> None:
    made = redaction()
    assert made.words(text) == shown
    assert made.count == (shown != text)


def test_notes_are_withheld_as_a_whole_and_shown_ones_are_still_looked_through() -> None:
    assert redaction().of(NOTE, "late") == PERSON
    shown = redaction(note=(PERSON, False))
    assert [shown.of(NOTE, text) for text in ("late", "late, like Okafor")] == ["late", PERSON]
    both = redaction(note=(PERSON, False), name=(PERSON, False))
    assert both.of(NOTE, "late, like Okafor") == "late, like Okafor"


def test_a_title_that_was_withheld_is_not_the_name_of_the_file() -> None:
    assert [file_title(text) for text in ("Roster", PERSON)] == ["Roster", "Withheld"]


COLUMNS = (
    ReportColumn("name", "Name", ColumnKind.TEXT, personal=NAME),
    ReportColumn("email", "E-mail", ColumnKind.TEXT, personal=EMAIL),
    ReportColumn("office", "Office", ColumnKind.TEXT),
    ReportColumn("days", "Days", ColumnKind.NUMBER),
)
WORDS = st.text("abcdegouéñøłß", min_size=5, max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS, st.integers()), min_size=1, max_size=6), st.booleans())
def test_no_cell_of_a_redacted_report_says_what_is_withheld(people: list[tuple[str, str, int]], shows: bool) -> None:
    rows = tuple(
        ReportRow(at, (name, f"{mail}@example.gov", "DEN", days), "Roster", at)
        for at, (name, mail, days) in enumerate(people)
    )
    report = ReportResult(COLUMNS, (ReportGroup("", rows, ()),), (), len(rows), "", "", "person", "people")
    made = redaction(email=(PERSON, not shows))
    (group,) = redacted_report(report, made).groups
    for before, after in zip(rows, group.rows, strict=True):
        assert after.cells == (PERSON, before.cells[1] if shows else PERSON, "DEN", before.cells[3])
    assert made.count == len(rows) * (1 if shows else 2)
