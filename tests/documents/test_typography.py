import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.documents.typography import Face, clean, ensure_drawable, faces_for, fitted, halves, width, wrapped
from coordinator.errors import RuleBroken

DRAWABLE = st.text(st.characters(min_codepoint=32, max_codepoint=383), min_size=1, max_size=300)


def test_a_letter_that_the_face_lacks_is_taken_from_the_fallback_face() -> None:
    runs = faces_for("aḙb", Face.SERIF)
    assert "".join(run.text for run in runs) == "aḙb"
    assert {run.face for run in runs} <= {Face.SERIF, Face.OTHER_SCRIPTS}


def test_composed_and_combining_spellings_are_printed_alike() -> None:
    assert clean(unicodedata.normalize("NFD", "Nguyễn Ñandú")) == "Nguyễn Ñandú"


def test_bidi_marks_line_breaks_and_invisible_characters_are_taken_out() -> None:
    assert clean("Da\u202ena\u200b \u2066R.\u2069\r\n Oka\u00adfor\x00") == "Dana R. Okafor"


@pytest.mark.parametrize(("text", "shown"), [("😀", "😀"), ("\ud800", "U+D800"), ("عمر", "ع"), ("\ue000", "U+E000")])
def test_a_letter_that_no_bundled_face_has_is_refused_in_a_sentence(text: str, shown: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        ensure_drawable(text, "course title")
    sentence = str(refused.value)
    sentence.encode()
    assert sentence.startswith("The course title “")
    assert shown in sentence


@given(DRAWABLE, st.sampled_from([Face.SERIF, Face.SANS, Face.SERIF_SEMIBOLD]))
def test_a_fitted_text_keeps_every_letter_and_fits(text: str, face: Face) -> None:
    text = clean(text) or "x"
    lines, size = fitted(text, face, 38, 300, floor=20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, face, size) <= 300.01 for line in lines)


@given(DRAWABLE, st.floats(20, 400))
def test_wrapped_lines_keep_every_letter_and_fit(text: str, limit: float) -> None:
    text = clean(text) or "x"
    lines = wrapped(text, Face.SERIF, 11, limit)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, Face.SERIF, 11) <= limit + 0.01 for line in lines)


def test_a_text_is_halved_at_the_space_nearest_its_middle() -> None:
    assert halves("Best Practices for Tracking Searches", Face.SERIF) == ("Best Practices for", "Tracking Searches")


def test_a_word_that_is_too_long_breaks_after_its_hyphen() -> None:
    lines = wrapped("Featherstonehaugh-Kowalczyk", Face.SERIF, 10, 100)
    assert lines == ["Featherstonehaugh-", "Kowalczyk"]
