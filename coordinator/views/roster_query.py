"""Whom a search of the roster means: the same in the window, in saved views, as a ranking rule and without a window."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.rules.query import (
    NONE,
    FieldKind,
    Operator,
    Query,
    Term,
    folded,
    joined,
    meant,
    mistakes,
    number_test,
    parse,
    problems,
)
from coordinator.views.roster import DesigneeRow, designees
from coordinator.views.roster_completion import Completion, completions
from coordinator.views.roster_fields import FIELDS, RULES, Condition, NumberField, TextField, WordField, standing_words

__all__ = [
    "BUILT_IN",
    "Completion",
    "Condition",
    "RowTexts",
    "check_query",
    "completions",
    "conditions",
    "counts",
    "hint",
    "joined",
    "matching",
    "matching_ids",
    "predicate",
    "standing_words",
]

# The views that everyone has, by key: title and query.
BUILT_IN: dict[str, tuple[str, str]] = {
    "all": ("All", ""),
    "ready": ("Ready", "is:ready"),
    "training": ("Waiting for training", "is:selected is:untrained -is:departed"),
    "acknowledgment": ("Acknowledgment missing", "is:selected ack:missing -is:departed"),
    "late": ("Late", "is:late"),
    "over_quota": ("Over quota", "is:over"),
    "issued": ("Issued", "is:issued"),
}


class RowTexts:
    """What plain words are looked for in, folded once for each row and kept as long as the row is the same object."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[DesigneeRow, str]] = {}

    def __call__(self, row: DesigneeRow) -> str:
        kept = self._kept.get(row.id)
        if kept is None or kept[0] is not row:
            kept = self._kept[row.id] = (row, _row_text(row))
        return kept[1]

    def keep(self, rows: Iterable[DesigneeRow]) -> None:
        """Fold these now, and forget all others."""
        self._kept = {row.id: (row, self(row)) for row in rows}


def _row_text(row: DesigneeRow) -> str:
    parts = (
        row.name, row.office, row.office_name, row.position.value, row.seat, standing_words(row), row.email, row.phone,
        row.mobile, row.note, row.tasking, row.duty_station, row.supervisor_name,
        "ctr contractor" if row.is_contractor else "",
    )  # fmt: skip
    # With a sign between them, so that no phrase is found across two.
    return folded(" | ".join(parts))


# whom a query means


def matching_ids(session: Session, text: str, today: date) -> frozenset[int]:
    """The ids of the designees whom the query means."""
    return frozenset(row.id for row in matching(designees(session, today), text, today))


def matching(
    rows: Iterable[DesigneeRow], text: str, today: date, texts: RowTexts | None = None
) -> Sequence[DesigneeRow]:
    """Those of the rows whom the query means, in their order."""
    found = list(rows)
    for condition in conditions(text, today, texts):
        found = [row for row in found if condition(row)]
    return found


def counts(
    rows: Sequence[DesigneeRow], queries: Sequence[str], today: date, texts: RowTexts | None = None
) -> tuple[int, ...]:
    """How many people each of the queries means."""
    texts = texts or RowTexts()
    return tuple(len(matching(rows, query, today, texts)) for query in queries)


def predicate(text: str, today: date, texts: RowTexts | None = None) -> Condition | None:
    """The whole query as one condition; None when it asks for nothing."""
    found = conditions(text, today, texts)
    return _every(found) if found else None


def conditions(text: str, today: date, texts: RowTexts | None = None) -> tuple[Condition, ...]:
    """What a row must meet. What a half-typed query does not say yet is left out; an unknown field is a plain word."""
    texts = texts or RowTexts()
    read = ([_condition(term, today, texts) for term in group] for group in parse(text).groups)
    groups = ([condition for condition in group if condition] for group in read)
    return tuple(_either(group) for group in groups if group)


def _condition(term: Term, today: date, texts: RowTexts) -> Condition | None:
    """None while the term says nothing."""
    if term.field in FIELDS:
        found = _field_condition(term, today, texts) if term.values else None
    else:
        found = _words_condition(term, texts)
    return _opposite(found) if found and term.negated else found


def _words_condition(term: Term, texts: RowTexts) -> Condition | None:
    """A phrase stands as it is; the parts of a word with a comma or hyphen may stand apart."""
    text = folded(term.raw.removeprefix("-").replace('"', "") if term.field else term.values[0])
    parts = [text] if term.quoted else text.split()
    return _every([_stands(part, texts) for part in parts]) if text else None


def _field_condition(term: Term, today: date, texts: RowTexts) -> Condition:
    field = FIELDS[term.field]
    if isinstance(field, WordField):
        words = {word for value in term.values for word in meant(value, field.words)}
        return _either([field.words[word].condition for word in words])
    is_none = term.values == (NONE,) and term.operator is Operator.HAS and not term.quoted
    if isinstance(field, NumberField):
        return _number_condition(field, today, None if is_none else number_test(term.operator, term.values), is_none)
    found = _text_condition(field, term.values, is_none)
    if is_none or not field.is_searched:
        return found
    return _every([_either([_stands(folded(value), texts) for value in term.values]), found])


def _number_condition(
    field: NumberField, today: date, fits: Callable[[float], bool] | None, is_none: bool
) -> Condition:
    def condition(row: DesigneeRow) -> bool:
        number = field.number(row, today)
        return is_none if number is None else fits is not None and fits(number)

    return condition


def _text_condition(field: TextField, values: Sequence[str], is_none: bool) -> Condition:
    """Decides once for each distinct text: 100,000 people are in thirty offices."""
    known: dict[str, bool] = {}
    text_of = field.text
    tests = [field.is_empty] if is_none else [field.finder(value) for value in values]

    def condition(row: DesigneeRow) -> bool:
        text = text_of(row)
        found = known.get(text)
        if found is None:
            found = known[text] = any(test(text) for test in tests)
        return found

    return condition


def _stands(text: str, texts: RowTexts) -> Condition:
    return lambda row: text in texts(row)


def _opposite(condition: Condition) -> Condition:
    return lambda row: not condition(row)


def _either(conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]

    def condition(row: DesigneeRow) -> bool:
        # A loop: a generator expression takes three times as long, and this runs 100,000 times at every letter.
        for each in conditions:  # noqa: SIM110
            if each(row):
                return True
        return False

    return condition


def _every(conditions: Sequence[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]

    def condition(row: DesigneeRow) -> bool:
        for each in conditions:  # noqa: SIM110 - as above
            if not each(row):
                return False
        return True

    return condition


# what is wrong with a query


def check_query(text: str) -> None:
    """Raises RuleBroken, in a sentence, for a query that cannot be kept."""
    query = parse(text)
    if not query.terms:
        raise RuleBroken("The query is empty. Type what to look for, such as office:DEN is:untrained.")
    if found := problems(query, RULES):
        raise RuleBroken(found[0])


def hint(text: str) -> str:
    """What is wrong with what was typed so far, in a sentence; empty while it can still become right."""
    query = parse(text)
    found = mistakes(_without_beginnings(query), RULES)
    return found[0] if found else ""


def _without_beginnings(query: Query) -> Query:
    """Without terms whose last word may go on: "is:s" is not yet suspended or selected."""
    return Query(tuple(tuple(t for t in group if not _may_go_on(t)) for group in query.groups))


def _may_go_on(term: Term) -> bool:
    rule = RULES.get(term.field)
    if rule is None or rule.kind is not FieldKind.WORDS:
        return False
    return all(meant(value, rule.words) for value in term.values)
