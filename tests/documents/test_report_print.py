from dataclasses import replace
from datetime import date

from coordinator.documents.report_print import PrintedColumn, PrintedGroup, ReportFacts, render_report
from tests.documents.reading import LETTER, all_text, fonts_not_embedded, read, stays_on_the_page

HEADINGS = ("Number", "Name", "Product", "State", "Issued", "Valid until", "Days left", "Remarks of the supervisor")
COLUMNS = tuple(
    PrintedColumn(heading, heading == "Days left", 1.4 if at < 2 else 1) for at, heading in enumerate(HEADINGS)
)


def rows(office: str, count: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            f"{office}-{no:04}",
            f"Person {office} {no:02}",
            "Search",
            "Issued",
            "2026-11-05",
            "2027-10-01",
            str(no),
            "none",
        )
        for no in range(count)
    )


REPORT = ReportFacts(
    title="Licenses by office",
    subtitle="Active licenses on November 12, 2026",
    columns=COLUMNS,
    groups=(PrintedGroup("Denver", rows("DEN", 30)), PrintedGroup("Seattle", rows("SEA", 30))),
    footnote="60 licenses in 2 offices.",
    dated=date(2026, 11, 12),
    masthead=("Cyber Crimes Center",),
)


def test_a_wide_report_lies_on_its_long_side_with_head_group_and_page_on_every_page() -> None:
    pages = read(render_report(REPORT))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.size == LETTER[::-1]
        assert "NUMBER NAME PRODUCT STATE" in page.text
        assert f"Page {number} of {len(pages)}" in page.text
    assert "Denver, continued" in pages[1].text
    assert "60 licenses in 2 offices." in pages[-1].text
    text = " ".join(page.text for page in pages)
    assert text.count("Person") == 60


def test_a_group_heading_never_stands_without_a_row_below_it() -> None:
    for count in range(12, 24):
        groups = (PrintedGroup("Denver", rows("DEN", count)), PrintedGroup("Seattle", rows("SEA", 2)))
        for page in read(render_report(replace(REPORT, groups=groups))):
            after = page.text.partition("Seattle")[2].removeprefix(", continued").strip()
            assert "Seattle" not in page.text or after.startswith("SEA-")


def test_a_narrow_report_stands_upright_and_long_words_stay_in_their_columns() -> None:
    narrow = replace(
        REPORT,
        columns=(PrintedColumn("Office of the responsible Special Agent in Charge", weight=0.3), *COLUMNS[1:4]),
        groups=(PrintedGroup("", (("DEN", "Wolfeschlegelsteinhausenbergerdorff" * 3, "李 小龙", "Issued"),)),),
    )
    pdf = render_report(narrow)
    [page] = read(pdf)
    assert page.size == LETTER
    assert "[U+674E]" in page.text
    assert "OFFICE OF THE RESPONSIBLE" in page.text
    assert stays_on_the_page(pdf, margin=30)
    assert fonts_not_embedded(pdf) == set()


def test_a_report_without_rows_says_so() -> None:
    text = all_text(render_report(replace(REPORT, groups=(PrintedGroup("Denver", ()),))))
    assert "Nothing is on this report." in text
    assert "Denver" not in text


def test_the_same_report_has_the_same_bytes() -> None:
    assert render_report(REPORT) == render_report(REPORT)
