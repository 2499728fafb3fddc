import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coordinator.rules.text_difference import Passage, PassageKind, Run, difference, paragraphs, summary, word_key

KEPT, CHANGED, ADDED, REMOVED = PassageKind

OLD = """1. Purpose. This memorandum says who may hold a license for the service, and on which conditions.

2. Training. Each holder attends the virtual training before the first search is made.

3. Sharing. Nobody shares an account.
"""


def kinds(passages: tuple[Passage, ...]) -> list[PassageKind]:
    return [passage.kind for passage in passages]


def words(text: str) -> list[str]:
    return [word_key(word) for each in paragraphs(text) for word in each]


def test_a_changed_word_is_shown_inside_its_passage() -> None:
    passages = difference(OLD, OLD.replace("before the first search is made", "every year"))
    assert kinds(passages) == [KEPT, CHANGED, KEPT]
    assert passages[1].runs == (
        Run(KEPT, "2. Training. Each holder attends the virtual training"),
        Run(REMOVED, "before the first search is made."),
        Run(ADDED, "every year."),
    )
    assert passages[1].old == "2. Training. Each holder attends the virtual training before the first search is made."
    assert passages[1].new == "2. Training. Each holder attends the virtual training every year."


def test_passages_that_came_and_went_are_told_in_words() -> None:
    new = OLD.replace("3. Sharing. Nobody shares an account.\n", "3. Logging. A search is logged at once.\n\n4. End.")
    passages = difference(OLD, new)
    assert kinds(passages) == [KEPT, KEPT, REMOVED, ADDED, ADDED]
    assert summary(passages) == "2 passages added, 1 removed"
    assert summary(difference(OLD, OLD)) == "No difference in words"
    assert summary(difference(OLD, OLD.replace("virtual ", ""))) == "1 passage changed"


@pytest.mark.parametrize(
    "as_extracted",
    [
        OLD.replace("\n", "\r\n"),
        OLD.replace("conditions", "con-\nditions"),
        OLD.replace("virtual", "vir\u00adtual"),
        OLD.replace("conditions", "condi\ufffetions"),
        OLD.replace("first search", "ﬁrst  \t search"),
        OLD.replace(" license for", "\nlicense for").replace("Nobody shares", "Nobody\nshares"),
        OLD.replace("for the service,", "for the\n\n- 2 -\n\nservice,"),
        OLD.replace("for the service,", "for the\f\nPage 2 of 3\n\nservice,"),
        OLD.replace("\n\n2.", "\n2."),
    ],
)
def test_what_only_the_layout_does_is_no_difference(as_extracted: str) -> None:
    assert set(kinds(difference(OLD, as_extracted))) == {KEPT}
    assert set(kinds(difference(as_extracted, OLD))) == {KEPT}


def test_a_hyphen_that_the_end_of_a_line_swallowed_is_no_difference_but_one_between_digits_is() -> None:
    assert kinds(difference("A law-\nenforcement matter.", "A law-enforcement matter.")) == [KEPT]
    assert kinds(
        difference("Form 1-2 is sent to the point of contact.", "Form 12 is sent to the point of contact.")
    ) == [CHANGED]


def test_paragraphs_divided_elsewhere_are_the_same_words() -> None:
    assert kinds(difference("One sentence. Another one.", "One sentence.\n\nAnother one.")) == [KEPT, KEPT]


def test_moved_passages_are_removed_here_and_added_there() -> None:
    a, b, c = (f"Paragraph {name} speaks about {name} at length." for name in ("alpha", "beta", "gamma"))
    passages = difference(f"{a}\n\n{b}\n\n{c}", f"{b}\n\n{c}\n\n{a}")
    assert sorted(kinds(passages)) == sorted([REMOVED, KEPT, KEPT, ADDED])


WORDS = st.sampled_from(
    (
        "the",
        "license",
        "is",
        "held",
        "by",
        "whom",
        "gate",
        "holds.",
        "Nobody",
        "2.",
        "-",
        "page",
        "(b)",
        "law-enforcement",
    )
)
TEXT = st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=6).map("\n\n".join)


@given(TEXT, TEXT)
@example("a b c d.\n\nE f.", "a b x d.\n\nE f.")
def test_kept_and_added_make_the_new_text_and_kept_and_removed_the_old(old: str, new: str) -> None:
    passages = difference(old, new)
    before = " ".join(passage.old for passage in passages if passage.kind is not ADDED)
    after = " ".join(passage.new for passage in passages if passage.kind is not REMOVED)
    assert [word_key(word) for word in before.split()] == words(old)
    assert [word_key(word) for word in after.split()] == words(new)
    assert all(len(passage.runs) > 1 for passage in passages if passage.kind is CHANGED)


@given(TEXT, TEXT)
@example("A.\n\nB. A.", "A. B.\n\nA.")
def test_the_same_words_are_never_a_difference(old: str, new: str) -> None:
    is_same = words(old) == words(new)
    assert (set(kinds(difference(old, new))) <= {KEPT}) == is_same


def test_a_text_without_paragraphs_is_compared_in_pieces() -> None:
    endless = " ".join(f"word{number}" + "." * (number % 9 == 8) for number in range(900))
    passages = difference(endless, endless.replace("word450", "other"))
    assert [passage.kind for passage in passages if passage.kind is not KEPT] == [CHANGED]
    assert len(passages) == 100
