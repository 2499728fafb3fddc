"""The evidence file as a document: its contents, its headings, and texts that fit nowhere."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pikepdf
import pytest

from coordinator.documents.evidence_file import EvidenceFacts, render_evidence
from coordinator.rules.evidence import EvidenceColumn, EvidencePart, EvidenceTable, Folder, Original, files_part
from coordinator.rules.redaction import PERSON
from tests.documents.reading import all_text, read, stays_on_the_page

COLUMNS = (
    EvidenceColumn("No.", 30, is_plain=True, is_number=True),
    EvidenceColumn("What happened", 200),
    EvidenceColumn("Note", 100),
)
ROWS = tuple((str(number), f"Step {number} of the history", "") for number in range(1, 90))
FILE = Original(1, 4, Folder.ATTENDANCE, "report.csv", 1200, "ab" * 32, "Attendance report", ("stored_file 4",))
FACTS = EvidenceFacts(
    masthead=("Cyber Crimes Center", "Child Exploitation Investigations Unit"),
    subject="Okafor, Dana R",
    about="Everything on record about one person",
    known=(("Office", "SAC Denver (DEN)"), ("Phone", ""), ("Audit trail", "66-3c81d199, 66 entries, unbroken")),
    parts=(
        EvidencePart("Nomination", ("No nomination is on record.",)),
        EvidencePart("Changes", ("It was followed.",), tables=(EvidenceTable(COLUMNS, ROWS),)),
        EvidencePart("Plan", facts=(("Host", "C3"), ("Note", ""))),
        EvidencePart("Seats", tables=(EvidenceTable(COLUMNS, ROWS[:1]), EvidenceTable(COLUMNS, ROWS[:2], "Moves"))),
        EvidencePart("Reports", tables=(EvidenceTable(COLUMNS, (), "Nothing in it"),)),
        files_part((FILE,)),
    ),
    dated=date(2026, 11, 12),
    as_of="November 12, 2026, 10:00 EST",
    printed="November 12, 2026, 10:00 EST",
    audit_head="66-3c81d199",
)
REDACTED = replace(
    FACTS,
    subject=PERSON,
    known=(("Name", PERSON), *FACTS.known),
    parts=(EvidencePart("Seats", tables=(EvidenceTable(COLUMNS, (("1", PERSON, "x"),)),)), *FACTS.parts),
    withheld="Redacted: 3 entries withheld under 5 U.S.C. 552 (b)(6), (b)(7)(C).",
)


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return render_evidence(FACTS)


def test_the_cover_says_what_is_in_it_and_where(drawn: bytes) -> None:
    pages = read(drawn)
    cover = pages[0].text
    assert "Okafor, Dana R" in cover
    assert "66-3c81d199, 66 entries, unbroken" in cover
    assert "PHONE" not in cover
    for said in (
        "1 Nomination none page 2",
        "2 Changes 89 entries page 2",
        "3 Plan 1 entry page",
        "6 Files 1 entry page",
    ):
        assert said in cover
    last = int(cover.split("6 Files 1 entry page ")[1].split()[0])
    assert "6. Files" in pages[last - 1].text
    assert "ab" * 4 in pages[last - 1].text


def test_a_table_goes_on_with_its_header_and_without_its_empty_column(drawn: bytes) -> None:
    pages = [page.text for page in read(drawn)]
    long = [text for text in pages if "of the history" in text]
    assert len(long) > 2
    assert all("WHAT HAPPENED" in text for text in long)
    assert not any("NOTE" in text for text in long)
    assert not any("Nothing in it" in text for text in pages)


def bookmarks(pdf: bytes) -> list[tuple[str, list[str]]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        return [(str(item.title), [str(each.title) for each in item.children]) for item in outline.root]


def test_every_part_has_a_bookmark_and_headings_skip_no_level(drawn: bytes) -> None:
    titles = ("1.  Nomination", "2.  Changes", "3.  Plan", "4.  Seats", "5.  Reports", "6.  Files")
    assert bookmarks(drawn) == [(title, ["Moves"] if "Seats" in title else []) for title in titles]
    with pikepdf.open(io.BytesIO(drawn)) as opened:
        body = opened.Root.StructTreeRoot.K.K
        levels = [int(str(each.S)[2]) for each in body if str(each.S).startswith("/H")]
    assert levels[:2] == [1, 2]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_redacted_file_names_nobody_at_the_foot_and_counts_on_its_cover() -> None:
    pages = [page.text for page in read(render_evidence(REDACTED))]
    assert sum(text.count("Redacted: 3 entries") for text in pages) == 1
    assert "Redacted: 3 entries" in pages[0]
    assert all("Evidence file, redacted · as of" in text for text in pages)
    assert sum(text.count(PERSON) for text in pages) == 3


def test_what_is_too_long_or_strange_stays_on_the_page() -> None:
    endless = "W" * 300
    row = (endless, f"{endless} 李小龍 " + "word " * 300, endless)
    part = EvidencePart("Seats", (endless,), (("Fact", endless),), (EvidenceTable(COLUMNS, (row, row)),))
    pdf = render_evidence(replace(FACTS, subject=endless, parts=(part,)), "a4")
    assert stays_on_the_page(pdf, margin=20)
    assert all_text(pdf).count("word") == 600


def test_the_same_facts_make_the_same_bytes(drawn: bytes) -> None:
    assert render_evidence(FACTS) == drawn
