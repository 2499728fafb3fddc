"""The language of the search box: how it is read, what it forgives, and what it does not let be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.query import (
    FieldKind,
    FieldRule,
    Operator,
    Term,
    folded,
    joined,
    meant,
    mistakes,
    number_test,
    parse,
    problems,
)

FIELDS = {
    "office": FieldRule(FieldKind.TEXT),
    "score": FieldRule(FieldKind.NUMBER),
    "is": FieldRule(FieldKind.WORDS, ("ready", "late", "stale", "selected", "trained", "untrained", "not-selected")),
}


def only(text: str) -> Term:
    (term,) = parse(text).terms
    return term


@pytest.mark.parametrize(
    ("text", "field", "operator", "values", "negated", "quoted"),
    [
        ("smith", "", Operator.HAS, ("smith",), False, False),
        ('"dana r"', "", Operator.HAS, ("dana r",), False, True),
        ("“dana r”", "", Operator.HAS, ("dana r",), False, True),
        ('"dana r', "", Operator.HAS, ("dana r",), False, True),
        ("-ctr", "", Operator.HAS, ("ctr",), True, False),
        ('-"on leave"', "", Operator.HAS, ("on leave",), True, True),
        ("office:DEN", "office", Operator.HAS, ("DEN",), False, False),
        ("OFFICE:DEN,SEA", "office", Operator.HAS, ("DEN", "SEA"), False, False),
        ('office:"SAC Denver",SEA', "office", Operator.HAS, ("SAC Denver", "SEA"), False, True),
        ("-is:late", "is", Operator.HAS, ("late",), True, False),
        ("e-mail:x@example.gov", "email", Operator.HAS, ("x@example.gov",), False, False),
        ("score:>50", "score", Operator.MORE, ("50",), False, False),
        ("rank:<=10", "rank", Operator.AT_MOST, ("10",), False, False),
        ("days:>=30", "days", Operator.AT_LEAST, ("30",), False, False),
        ("score:<-1.5", "score", Operator.LESS, ("-1.5",), False, False),
        ("score:=3", "score", Operator.EQUAL, ("3",), False, False),
        ("score:3..7", "score", Operator.RANGE, ("3", "7"), False, False),
        ("score:3..", "score", Operator.RANGE, ("3", ""), False, False),
        ("score:..7", "score", Operator.RANGE, ("", "7"), False, False),
        ("note:a..b", "note", Operator.HAS, ("a..b",), False, False),
        ('note:">50"', "note", Operator.HAS, (">50",), False, True),
        ("10:30", "", Operator.HAS, ("10:30",), False, False),
    ],
)
def test_a_term_is_read(
    text: str, field: str, operator: Operator, values: tuple[str, ...], negated: bool, quoted: bool
) -> None:
    assert only(text) == Term(field, operator, values, negated, quoted, text.replace("“", '"').replace("”", '"'))


@pytest.mark.parametrize("text", ["", "   ", "-", "--", '""', "or", "or or", '-""'])
def test_what_says_nothing_is_no_term(text: str) -> None:
    assert parse(text).terms == ()


@pytest.mark.parametrize("text", ["office:", "office:,", "score:>", "score:..", 'office:"'])
def test_a_field_without_a_value_yet_has_none(text: str) -> None:
    assert only(text).values == ()


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("a b", [["a"], ["b"]]),
        ("a or b c", [["a", "b"], ["c"]]),
        ("a b OR c or d", [["a"], ["b", "c", "d"]]),
        ("or a or", [["a"]]),
        ('a "or" b', [["a"], ['"or"'], ["b"]]),
        ("a or - b", [["a", "b"]]),
    ],
)
def test_or_joins_its_neighbors(text: str, groups: list[list[str]]) -> None:
    assert [[term.raw for term in group] for group in parse(text).groups] == groups


@given(st.text(alphabet='ab:",-<>=. o r\u201c\u00e9', max_size=30))
def test_nothing_that_can_be_typed_fails(text: str) -> None:
    query = parse(text)
    assert all(term.values for term in query.terms if not term.field)
    assert all(sentence.endswith((".", "?")) for sentence in problems(query, FIELDS))


@given(st.text(alphabet='ab:",- or', max_size=20), st.text(alphabet='ab:",- or', max_size=20))
def test_two_queries_joined_ask_for_all_that_each_asks(first: str, second: str) -> None:
    groups = (*parse(first).groups, *parse(second).groups)
    closed = [[(t.field, t.values, t.negated) for t in group] for group in parse(joined(first, second)).groups]
    assert closed == [[(t.field, t.values, t.negated) for t in group] for group in groups]


@pytest.mark.parametrize(
    ("text", "plain"),
    [("O’Dowd, Séan P.", "odowd sean p"), ("O'Dowd, Sean P.", "odowd sean p"), ("Nakamura-Bell", "nakamura bell")],
)
def test_case_accents_and_punctuation_do_not_count(text: str, plain: str) -> None:
    assert folded(text) == plain


@pytest.mark.parametrize(
    ("text", "met", "unmet"),
    [
        ("score:3", (3.0,), (3.5,)),
        ("score:3,5", (3.0, 5.0), (4.0,)),
        ("score:>3", (3.1,), (3.0,)),
        ("score:>=3", (3.0,), (2.9,)),
        ("score:<3", (-4.0,), (3.0,)),
        ("score:<=3", (3.0,), (3.1,)),
        ("score:3..7", (3.0, 7.0), (2.9, 7.1)),
        ("score:..7", (-1.0, 7.0), (7.1,)),
        ("score:-2..", (-2.0, 9.0), (-2.1,)),
    ],
)
def test_numbers_are_compared(text: str, met: tuple[float, ...], unmet: tuple[float, ...]) -> None:
    term = only(text)
    test = number_test(term.operator, term.values)
    assert test is not None
    assert all(map(test, met))
    assert not any(map(test, unmet))


def test_what_is_no_number_compares_with_nothing() -> None:
    assert number_test(Operator.MORE, ("many",)) is None


def test_a_beginning_means_every_word_that_goes_on_so_and_a_whole_word_itself() -> None:
    assert meant("s", FIELDS["is"].words) == ("stale", "selected")
    assert meant("Trained", FIELDS["is"].words) == ("trained",)
    assert meant("not_sel", FIELDS["is"].words) == ("not-selected",)
    assert meant("nonsense", FIELDS["is"].words) == ()
    assert meant("", FIELDS["is"].words) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("offce:DEN", "There is no field “offce”. Did you mean office?"),
        ("q:1", "There is no field “q”. Possible are is, office, score."),
        ("score:many", "“many” is not a number. Write it like score:10, score:>10 or score:3..7."),
        ("score:>3,4", "“score:>3,4” compares with two numbers. Write one, or a range such as score:3..7."),
        ("score:>none", "“none” is not a number. Write it like score:10, score:>10 or score:3..7."),
        ("office:>DEN", "“office” takes words. Comparisons such as > are for numbers."),
        ("is:raedy", "“is:” does not know “raedy”. Did you mean ready?"),
        ("-is:s", "“is:s” could be stale or selected."),
        ("is:late,s", "“is:s” could be stale or selected."),
        ("office:", "Nothing stands behind “office:”."),
        ('"dana r', "A quotation mark is missing."),
    ],
)
def test_a_query_to_be_kept_says_what_is_wrong_with_it(text: str, sentence: str) -> None:
    assert problems(parse(text), FIELDS) == (sentence,)


@pytest.mark.parametrize(
    "text", ["", "smith", "office:none", "score:none", "score:3..", "is:ready,late or is:untr", '-"on leave" or x']
)
def test_a_right_query_has_no_problem(text: str) -> None:
    assert problems(parse(text), FIELDS) == ()


def test_what_is_only_half_typed_is_no_mistake() -> None:
    assert mistakes(parse('office: score:> "da'), FIELDS) == ()
    assert mistakes(parse("offce:x is:late"), FIELDS) == ("There is no field “offce”. Did you mean office?",)
