"""The language of a search box: `office:DEN is:untrained score:>50 -ctr "dana r"`.

    query   terms side by side must all be met; `or` between two terms asks for either, and binds tighter:
            `is:ready or is:issued office:DEN` is (ready or issued) and Denver
    term    word            stands somewhere in the row
            "some words"    stand there in this order
            field:value     field:a,b is either; field:"two words" holds a space
            field:>50       also >=, <, <= and =
            field:3..7      from 3 to 7; 3.. and ..7 are open at one end
            field:none      is empty
            -term           is not met

Case, accents, apostrophes and periods do not count. A half-typed term says nothing rather than failing; `problems` says
what a query that is to be kept may not have.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from operator import ge, gt, le, lt

from coordinator.rules.names import fold

NONE = "none"
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')
_ITEM = re.compile(r'(?:[^,"]|"[^"]*"?)+')
_FIELD = re.compile(r"([A-Za-z][A-Za-z_-]*):(.*)", re.DOTALL)
_OPERATOR = re.compile(r"(<=|>=|<|>|=)(.*)", re.DOTALL)
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_NUMBER})?\.\.({_NUMBER})?")
_QUOTES = str.maketrans("“”„‟", '""""')
_PUNCTUATION = str.maketrans({"'": None, ".": None, "`": None, "-": " ", "_": " ", ",": " "})


class Operator(StrEnum):
    HAS = ":"
    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    RANGE = ".."


_COMPARED: dict[Operator, Callable[[float, float], bool]] = {
    Operator.LESS: lt,
    Operator.AT_MOST: le,
    Operator.MORE: gt,
    Operator.AT_LEAST: ge,
}


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `field` is empty for a word or phrase; `values` is empty while nothing was typed behind the field.

    A range has two values, of which one may be empty. `raw` is the term as it was typed.
    """

    field: str
    operator: Operator
    values: tuple[str, ...]
    negated: bool
    quoted: bool
    raw: str


@dataclass(frozen=True, slots=True)
class Query:
    """`groups` must all be met; a group is met by any of its terms."""

    groups: tuple[tuple[Term, ...], ...]
    is_closed: bool = True

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(term for group in self.groups for term in group)


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """What may stand behind a field; `words` are the only values of a field of that kind."""

    kind: FieldKind
    words: tuple[str, ...] = ()


def folded(text: str) -> str:
    """For comparing: no case, no accents, no apostrophes or periods; hyphens, underscores and commas as spaces."""
    # Most texts are plain, and a roster has a million of them.
    return " ".join(text.translate(_PUNCTUATION).lower().split()) if text.isascii() else fold(text)


# reading


def parse(text: str) -> Query:
    """What was typed, taken apart. Never fails."""
    text = text.translate(_QUOTES)
    return Query(tuple(_groups(token[0] for token in _TOKEN.finditer(text))), text.count('"') % 2 == 0)


def _groups(tokens: Iterable[str]) -> Iterator[tuple[Term, ...]]:
    """An `or` joins its neighbors; one without a neighbor says nothing."""
    group: list[Term] = []
    is_joined = False
    for raw in tokens:
        if raw.lower() == "or":
            is_joined = True
            continue
        term = _term(raw)
        if term is None:
            continue
        if group and not is_joined:
            yield tuple(group)
            group = []
        group.append(term)
        is_joined = False
    if group:
        yield tuple(group)


def _term(raw: str) -> Term | None:
    """None where there is nothing to look for yet: `-`, `""`."""
    is_negated = raw.startswith("-") and len(raw) > 1
    rest = raw[1:] if is_negated else raw
    if found := _FIELD.fullmatch(rest):
        operator, values = _values(found[2])
        return Term(found[1].lower().replace("-", ""), operator, values, is_negated, '"' in found[2], raw)
    word = rest.replace('"', "").strip()
    return Term("", Operator.HAS, (word,), is_negated, '"' in rest, raw) if word.strip("-") else None


def _values(text: str) -> tuple[Operator, tuple[str, ...]]:
    if between := _RANGE.fullmatch(text):
        ends = (between[1] or "", between[2] or "")
        return Operator.RANGE, ends if any(ends) else ()
    compared = _OPERATOR.fullmatch(text)
    operator, rest = (Operator(compared[1]), compared[2]) if compared else (Operator.HAS, text)
    items = (item[0].replace('"', "").strip() for item in _ITEM.finditer(rest))
    return operator, tuple(item for item in items if item)


def joined(*queries: str) -> str:
    """One query that asks for all of these."""
    return " ".join(filter(None, map(_trimmed, queries)))


def _trimmed(query: str) -> str:
    """Without an `or` at an end, which would join it to its neighbor; with its last quote closed."""
    words = query.strip()
    words += '"' * (words.translate(_QUOTES).count('"') % 2)
    return re.sub(r"^(or\s+)+|(\s+or)+$|^or$", "", words, flags=re.IGNORECASE)


# numbers and words


def number(text: str) -> float | None:
    return float(text) if re.fullmatch(_NUMBER, text) else None


def number_test(operator: Operator, values: Sequence[str]) -> Callable[[float], bool] | None:
    """Whether a number meets the term; None where what was typed is no number."""
    if operator is Operator.RANGE:
        low, high = number(values[0]), number(values[1])
        return lambda n: (low is None or n >= low) and (high is None or n <= high)
    wanted = [each for each in map(number, values) if each is not None]
    if not wanted:
        return None
    first = wanted[0]
    if operator in _COMPARED:
        compare = _COMPARED[operator]
        return lambda n: compare(n, first)
    return lambda n: n in wanted


def plain(value: str) -> str:
    """A value of a fixed set as it is compared: "Not-Selected" is "notselected"."""
    return folded(value).replace(" ", "")


def meant(value: str, words: Iterable[str]) -> tuple[str, ...]:
    """The words that a value means: itself, else all that begin with it; none when it is unknown."""
    typed = plain(value)
    found = [word for word in words if typed and plain(word).startswith(typed)]
    return tuple([word for word in found if plain(word) == typed] or found)


# checking


def problems(query: Query, fields: Mapping[str, FieldRule]) -> tuple[str, ...]:
    """What is wrong with a query that is to be kept, a sentence each."""
    said = [] if query.is_closed else ["A quotation mark is missing."]
    for term in query.terms:
        if term.field and not term.values:
            said.append(f"Nothing stands behind “{term.field}:”.")
    return (*said, *mistakes(query, fields))


def mistakes(query: Query, fields: Mapping[str, FieldRule]) -> tuple[str, ...]:
    """What is wrong whatever is typed next; a term that is only half typed is none."""
    found = (_mistake(term, fields) for term in query.terms if term.field and term.values)
    return tuple(dict.fromkeys(sentence for sentence in found if sentence))


def _mistake(term: Term, fields: Mapping[str, FieldRule]) -> str:
    rule = fields.get(term.field)
    if rule is None:
        return f"There is no field “{term.field}”. {_instead(term.field, list(fields))}"
    if rule.kind is FieldKind.NUMBER:
        return _number_mistake(term)
    if term.operator is not Operator.HAS:
        return f"“{term.field}” takes words. Comparisons such as {term.operator} are for numbers."
    if rule.kind is FieldKind.WORDS:
        return next(filter(None, (_word_mistake(term.field, value, rule.words) for value in term.values)), "")
    return ""


def _number_mistake(term: Term) -> str:
    if term.operator is Operator.RANGE or (term.operator is Operator.HAS and term.values == (NONE,)):
        return ""
    wrong = next((value for value in term.values if number(value) is None), None)
    if wrong is not None:
        return f"“{wrong}” is not a number. Write it like {term.field}:10, {term.field}:>10 or {term.field}:3..7."
    if term.operator is not Operator.HAS and len(term.values) > 1:
        return f"“{term.raw}” compares with two numbers. Write one, or a range such as {term.field}:3..7."
    return ""


def _word_mistake(field: str, value: str, words: Sequence[str]) -> str:
    found = meant(value, words)
    if not found:
        return f"“{field}:” does not know “{value}”. {_instead(plain(value), words)}"
    if len(found) > 1:
        return f"“{field}:{value}” could be {', '.join(found[:-1])} or {found[-1]}."
    return ""


def _instead(typed: str, known: Sequence[str]) -> str:
    close = get_close_matches(typed, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Possible are {', '.join(sorted(known))}."
