"""A search language for rows of any kind: what each field says of a row, whom a query means, what can be typed next.

The language itself is `rules/query.py`; a list that can be searched names its fields and is a `RowQuery` of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from coordinator.rules.query import (
    NONE,
    FieldKind,
    FieldRule,
    Operator,
    Query,
    Term,
    folded,
    meant,
    mistakes,
    number_test,
    parse,
)
from coordinator.views.roster_completion import Completion


class HasId(Protocol):
    @property
    def id(self) -> int: ...


RowT = TypeVar("RowT", bound=HasId)
MOST = 12
SHORTEST = 2
# Counting every word takes a moment in a large list, and this is asked at every letter.
COUNTED_UP_TO = 10_000
_FIELD = re.compile(r"(-?)([A-Za-z][A-Za-z_-]*):(.*)", re.DOTALL)
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a field that can be offered. `hints` are further texts under which it is found."""

    value: str
    what: str = ""
    count: int | None = None
    hints: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        return f'"{self.value}"' if re.search(r"[\s,]", self.value) else self.value

    @property
    def said(self) -> str:
        number = "" if self.count is None else f"{self.count:,}"
        return ", ".join(filter(None, (self.what, number)))


@dataclass(frozen=True, slots=True)
class Word(Generic[RowT]):
    """One value of a field with fixed values."""

    what: str
    condition: Callable[[RowT], bool]


@dataclass(frozen=True, slots=True)
class WordField(Generic[RowT]):
    what: str
    words: Mapping[str, Word[RowT]]

    @property
    def rule(self) -> FieldRule:
        return FieldRule(FieldKind.WORDS, tuple(self.words))

    def choices(self, rows: Sequence[RowT]) -> Iterator[Choice]:
        for word, meaning in self.words.items():
            count = sum(map(meaning.condition, rows)) if len(rows) <= COUNTED_UP_TO else None
            yield Choice(word, meaning.what, count)


@dataclass(frozen=True, slots=True)
class NumberField(Generic[RowT]):
    """`number` is None for a row that has none; such a row meets no comparison."""

    what: str
    number: Callable[[RowT], float | None]

    @property
    def rule(self) -> FieldRule:
        return FieldRule(FieldKind.NUMBER)

    def choices(self, _rows: Sequence[RowT]) -> Iterator[Choice]:
        return iter(())


def holds(wanted: str) -> Callable[[str], bool]:
    """Stands anywhere in the text."""
    typed = folded(wanted)
    return lambda text: typed in folded(text)


@dataclass(frozen=True, slots=True)
class TextField(Generic[RowT]):
    """`finder(wanted)` says of a text whether it has what is wanted; `offered` are the values that occur."""

    what: str
    text: Callable[[RowT], str]
    finder: Callable[[str], Callable[[str], bool]] = holds
    offered: Callable[[Sequence[RowT]], Iterable[Choice]] | None = None

    @property
    def rule(self) -> FieldRule:
        return FieldRule(FieldKind.TEXT)

    def choices(self, rows: Sequence[RowT]) -> Iterable[Choice]:
        return self.offered(rows) if self.offered else ()


def without_field(query: str, field: str) -> str:
    """The query without what it asks of this field."""
    tokens = (found[0] for found in _TOKEN.finditer(query))
    return " ".join(token for token in tokens if not token.lower().startswith((f"{field}:", f"-{field}:")))


Field = TextField[RowT] | NumberField[RowT] | WordField[RowT]


class RowQuery(Generic[RowT]):
    """`fields` in the order in which they are offered; `text` of a row is where plain words are looked for.

    Texts are folded once and kept by the row's id: other rows take a `RowQuery` of their own.
    """

    def __init__(self, fields: Mapping[str, Field[RowT]], text: Callable[[RowT], str]) -> None:
        self.fields = dict(fields)
        self.rules = {name: field.rule for name, field in self.fields.items()}
        self._text = text
        self._texts: dict[int, str] = {}

    # whom a query means

    def predicate(self, query: str) -> Callable[[RowT], bool] | None:
        """The whole query as one condition, None when it asks for nothing.

        What a half-typed query does not say yet is left out; an unknown field is a plain word.
        """
        read = ([self._condition(term) for term in group] for group in parse(query).groups)
        groups = ([condition for condition in group if condition] for group in read)
        found = [_either(group) for group in groups if group]
        return _every(found) if found else None

    def matching(self, rows: Sequence[RowT], query: str) -> Sequence[RowT]:
        """Those of the rows that the query means, in their order."""
        condition = self.predicate(query)
        return rows if condition is None else [row for row in rows if condition(row)]

    def _condition(self, term: Term) -> Callable[[RowT], bool] | None:
        """None while the term says nothing."""
        if term.field in self.fields:
            found = self._of_field(self.fields[term.field], term) if term.values else None
        else:
            found = self._of_words(term)
        return _opposite(found) if found and term.negated else found

    def _of_words(self, term: Term) -> Callable[[RowT], bool] | None:
        """A phrase stands as it is; the parts of a word with a comma or hyphen may stand apart."""
        text = folded(term.raw.removeprefix("-").replace('"', "") if term.field else term.values[0])
        parts = [text] if term.quoted else text.split()
        return _every([self._stands(part) for part in parts]) if text else None

    def _stands(self, text: str) -> Callable[[RowT], bool]:
        return lambda row: text in self._folded(row)

    def _folded(self, row: RowT) -> str:
        if row.id not in self._texts:
            self._texts[row.id] = folded(self._text(row))
        return self._texts[row.id]

    def _of_field(self, field: Field[RowT], term: Term) -> Callable[[RowT], bool]:
        if isinstance(field, WordField):
            words = {word for value in term.values for word in meant(value, field.words)}
            return _either([field.words[word].condition for word in words])
        is_none = term.values == (NONE,) and term.operator is Operator.HAS and not term.quoted
        if isinstance(field, NumberField):
            return _of_number(field, None if is_none else number_test(term.operator, term.values), is_none)
        return _of_text(field, term.values, is_none)

    # what is wrong with a query, and what can be typed next

    def hint(self, query: str) -> str:
        """What is wrong with what was typed so far, in a sentence; empty while it can still become right."""
        groups = tuple(tuple(t for t in group if not self._may_go_on(t)) for group in parse(query).groups)
        return next(iter(mistakes(Query(groups), self.rules)), "")

    def _may_go_on(self, term: Term) -> bool:
        """ "is:s" is not yet stale or suspended."""
        field = self.fields.get(term.field)
        return isinstance(field, WordField) and all(meant(value, field.words) for value in term.values)

    def completions(self, text: str, cursor: int, rows: Sequence[RowT]) -> Sequence[Completion]:
        """What may stand at the cursor: values of the field before it, what a word could mean, fields at a blank."""
        token = next((found for found in _TOKEN.finditer(text) if found.start() < cursor <= found.end()), None)
        if token is None:
            return tuple(_offer_field(name, field.what, "", (cursor, cursor)) for name, field in self.fields.items())
        typed, start = text[token.start() : cursor], token.start()
        if found := _FIELD.fullmatch(typed):
            at = start + found.start(3)
            return tuple(self._values(found[2].lower().replace("-", ""), found[3], (at, token.end()), rows))[:MOST]
        return tuple(self._beginnings(typed, (start, token.end()), rows))[:MOST]

    def _beginnings(self, typed: str, place: tuple[int, int], rows: Sequence[RowT]) -> Iterator[Completion]:
        """Fields, and values of fields with fixed words and of those that are offered, that begin like this."""
        sign, word = ("-", typed[1:]) if typed.startswith("-") else ("", typed)
        for name, field in self.fields.items():
            if word and name.startswith(word.lower()):
                yield _offer_field(name, field.what, sign, place)
        if len(word) >= SHORTEST:
            for name in ("is", "office"):
                for choice in _fitting(self._choices(name, rows), word):
                    written = f"{sign}{name}:{choice.written}"
                    yield Completion(f"{written} ", written, choice.said, *place)

    def _values(self, name: str, typed: str, place: tuple[int, int], rows: Sequence[RowT]) -> Iterator[Completion]:
        """Values of a field that fit what was typed behind the last comma."""
        last = typed.rpartition(",")[2]
        start = place[0] + len(typed) - len(last)
        for choice in _fitting(self._choices(name, rows), last.strip('"')):
            yield Completion(f"{choice.written} ", choice.value, choice.said, start, place[1])

    def _choices(self, name: str, rows: Sequence[RowT]) -> Iterable[Choice]:
        field = self.fields.get(name)
        return field.choices(rows) if field else ()


def _offer_field(name: str, what: str, sign: str, place: tuple[int, int]) -> Completion:
    return Completion(f"{sign}{name}:", f"{sign}{name}:", what, *place)


def _fitting(choices: Iterable[Choice], typed: str) -> Iterator[Choice]:
    wanted = folded(typed)
    for choice in choices:
        if any(f" {folded(text)}".find(f" {wanted}") >= 0 for text in (choice.value, *choice.hints)):
            yield choice


def _of_number(field: NumberField[RowT], fits: Callable[[float], bool] | None, is_none: bool) -> Callable[[RowT], bool]:
    def condition(row: RowT) -> bool:
        number = field.number(row)
        return is_none if number is None else fits is not None and fits(number)

    return condition


def _of_text(field: TextField[RowT], values: Sequence[str], is_none: bool) -> Callable[[RowT], bool]:
    """Decides once for each distinct text: 100,000 people are in thirty offices."""
    known: dict[str, bool] = {}
    tests = [_is_blank] if is_none else [field.finder(value) for value in values]

    def condition(row: RowT) -> bool:
        text = field.text(row)
        if text not in known:
            known[text] = any(test(text) for test in tests)
        return known[text]

    return condition


def _is_blank(text: str) -> bool:
    return not text.strip()


def _opposite(condition: Callable[[RowT], bool]) -> Callable[[RowT], bool]:
    return lambda row: not condition(row)


def _either(conditions: Sequence[Callable[[RowT], bool]]) -> Callable[[RowT], bool]:
    return conditions[0] if len(conditions) == 1 else lambda row: any(condition(row) for condition in conditions)


def _every(conditions: Sequence[Callable[[RowT], bool]]) -> Callable[[RowT], bool]:
    return conditions[0] if len(conditions) == 1 else lambda row: all(condition(row) for condition in conditions)
