"""Exemptions that stand where texts were: bold, in a box, on the page however narrow the column is."""

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf

from coordinator.documents.attendance_list import render_attendance_list
from coordinator.rules.redaction import PERSON
from tests.documents.reading import all_text, stays_on_the_page
from tests.documents.test_attendance_list import COLUMNS, FACTS, row

MARKED = replace(
    FACTS,
    host=PERSON,
    rows=(row(1, PERSON, note=PERSON), row(2, "Dana", note=f"walk-in, {PERSON}")),
    withheld="Redacted: 4 entries withheld under 5 U.S.C. 552 (b)(6), (b)(7)(C).",
)
NARROW = replace(MARKED, columns=(*COLUMNS, *COLUMNS), rows=((*row(1, PERSON), *row(2, PERSON, note=PERSON)),))


def boxes(pdf: bytes) -> int:
    """Rectangles that are drawn with a line around them."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        steps = [str(step.operator) for page in opened.pages for step in pikepdf.parse_content_stream(page)]
    return sum(pair == ("re", "S") for pair in pairwise(steps))


def test_a_cell_or_a_fact_that_is_an_exemption_is_in_a_box_and_one_among_other_words_is_not() -> None:
    plain, marked = render_attendance_list(FACTS), render_attendance_list(MARKED)
    assert boxes(plain) == 0
    assert boxes(marked) in (3, 4)  # the note is a narrow column: its exemption may need two lines
    assert all_text(marked).count(PERSON) == 4


def box_widths(pdf: bytes) -> list[float]:
    """The widths of the rectangles that are drawn with a line around them, the widest last."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        steps = [step for page in opened.pages for step in pikepdf.parse_content_stream(page)]
    pairs = ((str(step.operator), str(after.operator), step.operands) for step, after in pairwise(steps))
    return sorted(float(operands[2]) for *names, operands in pairs if names == ["re", "S"])


def test_the_box_of_a_line_ends_with_its_mark_whether_the_text_goes_on_below_it_or_not() -> None:
    """The space at the end of a broken line is not in its box: "(b)(6);" above "(b)(7)(C)" is as wide as alone."""
    share = next(column.share for column in COLUMNS if column.title == "Note")
    slim = replace(MARKED, columns=tuple(replace(each, share=share) for each in COLUMNS), host="")
    broken = box_widths(render_attendance_list(replace(slim, rows=(row(1, PERSON, note="x"),))))
    alone = [
        box_widths(render_attendance_list(replace(slim, rows=(row(1, part, note="x"),)))) for part in PERSON.split()
    ]
    assert broken == sorted(width for [width] in alone)


def test_exemptions_in_narrow_columns_stay_on_the_page_and_the_same_list_has_the_same_bytes() -> None:
    pdf = render_attendance_list(NARROW)
    assert stays_on_the_page(pdf, margin=30)
    assert pdf == render_attendance_list(NARROW)
