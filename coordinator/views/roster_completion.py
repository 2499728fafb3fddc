"""What can be typed next in a search of the roster, with how many people each value has."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from coordinator.rules.query import folded, plain
from coordinator.rules.vocabulary import LicenseState, Position
from coordinator.views.roster import DesigneeRow
from coordinator.views.roster_fields import FIELDS, WordField

MOST = 12
# Counting two dozen words takes a moment in a large roster, and this is asked at every letter.
COUNTED_UP_TO = 10_000
SHORTEST = 2
_FIELD = re.compile(r"(-?)([A-Za-z][A-Za-z_-]*):(.*)", re.DOTALL)
_TOKEN = re.compile(r'(?:[^\s"]|"[^"]*"?)+')


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` is put in place of what stands from `start` to `end`; `label` is shown, and `what` explains it."""

    text: str
    label: str
    what: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Choice:
    """A value of a field. `hints` are further texts under which it is found."""

    value: str
    what: str
    count: int | None = None
    hints: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        return f'"{self.value}"' if re.search(r"[\s,]", self.value) else self.value

    @property
    def said(self) -> str:
        number = "" if self.count is None else f"{self.count:,}"
        return ", ".join(filter(None, (self.what, number)))


def completions(text: str, cursor: int, rows: Sequence[DesigneeRow]) -> Sequence[Completion]:
    """What may stand at the cursor: values of the field before it, what a word could mean, every field at a blank."""
    token = next((found for found in _TOKEN.finditer(text) if found.start() < cursor <= found.end()), None)
    if token is None:
        return tuple(Completion(f"{name}:", f"{name}:", field.what, cursor, cursor) for name, field in FIELDS.items())
    typed, start = text[token.start() : cursor], token.start()
    if found := _FIELD.fullmatch(typed):
        at = start + found.start(3)
        return tuple(_values(found[2].lower().replace("-", ""), found[3], at, token.end(), rows))[:MOST]
    sign = "-" if typed.startswith("-") else ""
    return tuple(_beginnings(typed.removeprefix("-"), sign, start, token.end(), rows))[:MOST]


def _beginnings(typed: str, sign: str, start: int, end: int, rows: Sequence[DesigneeRow]) -> Iterator[Completion]:
    """Fields, words of `is:` and offices that begin like this."""
    for name, field in FIELDS.items():
        if typed and name.startswith(typed.lower()):
            yield Completion(f"{sign}{name}:", f"{sign}{name}:", field.what, start, end)
    if len(typed) >= SHORTEST:
        for name in ("is", "office"):
            for choice in _fitting(_choices(name, rows), typed):
                written = f"{sign}{name}:{choice.written}"
                yield Completion(f"{written} ", written, choice.said, start, end)


def _values(name: str, typed: str, at: int, end: int, rows: Sequence[DesigneeRow]) -> Iterator[Completion]:
    """Values of a field that fit what was typed behind the last comma."""
    last = typed.rpartition(",")[2]
    start = at + len(typed) - len(last)
    for choice in _fitting(_choices(name, rows), last.strip('"')):
        yield Completion(f"{choice.written} ", choice.value, choice.said, start, end)


def _fitting(choices: Iterable[_Choice], typed: str) -> Iterator[_Choice]:
    wanted = folded(typed)
    for choice in choices:
        texts = (folded(choice.value), plain(choice.value), *map(folded, choice.hints))
        if any(f" {text}".find(f" {wanted}") >= 0 for text in texts):
            yield choice


def _choices(name: str, rows: Sequence[DesigneeRow]) -> Iterable[_Choice]:
    field = FIELDS.get(name)
    if isinstance(field, WordField):
        return _words(field, rows)
    maker = _CHOICES.get(name)
    return maker(rows) if maker else ()


def _words(field: WordField, rows: Sequence[DesigneeRow]) -> Iterator[_Choice]:
    for word, meaning in field.words.items():
        count = sum(map(meaning.condition, rows)) if len(rows) <= COUNTED_UP_TO else None
        yield _Choice(word, meaning.what, count)


def _offices(rows: Sequence[DesigneeRow]) -> Iterator[_Choice]:
    counted = Counter((row.office, row.office_name) for row in rows)
    for (code, name), count in sorted(counted.items()):
        # Every office is one of a Special Agent in Charge: "s" is to find Seattle, not all of them.
        yield _Choice(code, name, count, (name.removeprefix("SAC "),))


def _positions(rows: Sequence[DesigneeRow]) -> Iterator[_Choice]:
    counted = Counter(row.position for row in rows)
    for position in Position:
        if counted[position]:
            yield _Choice(position.value.replace("_", " "), "", counted[position])


def _licenses(rows: Sequence[DesigneeRow]) -> Iterator[_Choice]:
    counted = Counter(row.license for row in rows)
    for state in LicenseState:
        if counted[state]:
            yield _Choice(state.value, "", counted[state])


def _texts(of: Callable[[DesigneeRow], str]) -> Callable[[Sequence[DesigneeRow]], Iterator[_Choice]]:
    """The values that occur, by their names."""

    def choices(rows: Sequence[DesigneeRow]) -> Iterator[_Choice]:
        for text, count in sorted(Counter(map(of, rows)).items()):
            if text:
                yield _Choice(text, "", count)

    return choices


def _training(row: DesigneeRow) -> str:
    """ "Wait list 2, Training 1" is a place in Training 1."""
    return row.seat.rpartition(", ")[2] if row.seat.startswith("Wait list") else row.seat


def _tasking(row: DesigneeRow) -> str:
    return row.tasking


def _station(row: DesigneeRow) -> str:
    return row.duty_station


def _supervisor(row: DesigneeRow) -> str:
    return row.supervisor_name


def _zone(row: DesigneeRow) -> str:
    return row.time_zone or ""


_CHOICES: dict[str, Callable[[Sequence[DesigneeRow]], Iterable[_Choice]]] = {
    "office": _offices,
    "position": _positions,
    "license": _licenses,
    "seat": _texts(_training),
    "tasking": _texts(_tasking),
    "station": _texts(_station),
    "supervisor": _texts(_supervisor),
    "zone": _texts(_zone),
}
