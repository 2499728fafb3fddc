"""What the fields of a report are: what each says of a row, how it is asked for, and what it is called."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from coordinator.rules.query import folded, plain
from coordinator.rules.redaction import PersonalField
from coordinator.rules.report_rows import Cell, ColumnKind
from coordinator.views import roster_fields
from coordinator.views.row_query import (
    Choice,
    Field,
    NumberField,
    RowQuery,
    RowT,
    TextField,
    Word,
    WordField,
    holds,
)
from coordinator.views.settings import UnitSettings

Finder = Callable[[str], Callable[[str], bool]]
EnumT = TypeVar("EnumT", bound=StrEnum)
_MOST_OFFERED = 100


@dataclass(frozen=True, slots=True)
class Frame:
    """What fields reckon with: the day, the unit's settings, and the names of the offices by their codes."""

    today: date
    settings: UnitSettings
    offices: Mapping[str, str]

    def days_until(self, day: date | None) -> int | None:
        return None if day is None else (day - self.today).days

    def days_since(self, day: date | None) -> int | None:
        return None if day is None else (self.today - day).days


@dataclass(frozen=True, slots=True)
class ReportField(Generic[RowT]):
    """One field. `what` explains it where queries are typed; `heading` is what its groups are called.

    `personal` is what its texts say of a person; None where they say nothing of one.
    """

    name: str
    title: str
    kind: ColumnKind
    value: Callable[[RowT], Cell]
    what: str
    heading: Callable[[RowT], str]
    query_field: Field[RowT]
    is_summed: bool = False
    personal: PersonalField | None = None


@dataclass(frozen=True, slots=True)
class Subject(Generic[RowT]):
    """What the rows of a report can be. `target` is the page, and what it is to open, for one of them.

    `flags` are what can be asked with `is:`, beside the words of the field called state.
    """

    title: str
    one: str
    many: str
    rows: Callable[[Session, Frame], Sequence[RowT]]
    fields: Callable[[Frame], tuple[ReportField[RowT], ...]]
    flags: Callable[[Frame], Mapping[str, Word[RowT]]]
    target: Callable[[RowT], tuple[str, object]]


def query_of(fields: Sequence[ReportField[RowT]], flags: Mapping[str, Word[RowT]]) -> RowQuery[RowT]:
    """The language in which rows with these fields are asked for."""
    states = next((f.query_field for f in fields if f.name == "state" and isinstance(f.query_field, WordField)), None)
    words = {**flags, **(states.words if states else {})}
    asked: dict[str, Field[RowT]] = {}
    for field in fields:
        asked[field.name] = field.query_field
        if field.name == "office":
            asked["is"] = WordField(f"{', '.join(list(words)[:3])} …", words)
    asked.setdefault("is", WordField(f"{', '.join(list(words)[:3])} …", words))
    said = [field.value for field in fields if field.kind in (ColumnKind.TEXT, ColumnKind.WORDS)]
    # With a sign between them, so that no phrase is found across two.
    return RowQuery(asked, lambda row: " | ".join(str(value(row) or "") for value in said))


# the kinds of fields


def text(
    name: str,
    title: str,
    value: Callable[[RowT], str],
    what: str = "",
    finder: Finder = holds,
    offers: bool = False,
    personal: PersonalField | None = None,
) -> ReportField[RowT]:
    """`offers`: the values that occur are offered while a query is typed. `personal`: what they say of a person."""
    offered = partial(_occurring, value) if offers else None
    field: Field[RowT] = TextField(what or f"any part of {title.lower()}", value, finder, offered)
    return ReportField(name, title, ColumnKind.TEXT, value, field.what, value, field, personal=personal)


def office(name: Callable[[RowT], str], frame: Frame) -> ReportField[RowT]:
    """By its code in cells, by its name in headings; found by either, as on the roster."""
    roster = roster_fields.FIELDS["office"]
    assert isinstance(roster, roster_fields.TextField)

    def both(row: RowT) -> str:
        code = name(row)
        return f"{code}\n{frame.offices.get(code, '')}"

    def heading(row: RowT) -> str:
        return frame.offices.get(name(row)) or name(row)

    def offered(rows: Sequence[RowT]) -> Iterator[Choice]:
        for code, number in sorted(Counter(map(name, rows)).items()):
            full = frame.offices.get(code, "")
            yield Choice(code, full, number, (full.removeprefix("SAC "),))

    field: Field[RowT] = TextField(roster.what, both, roster.finder, offered)
    return ReportField("office", "Office", ColumnKind.TEXT, name, field.what, heading, field)


def number(
    name: str, title: str, value: Callable[[RowT], float | None], what: str = "", is_summed: bool = False
) -> ReportField[RowT]:
    field: Field[RowT] = NumberField(what or title.lower(), value)
    return ReportField(
        name, title, ColumnKind.NUMBER, value, field.what, lambda row: _said(value(row)), field, is_summed
    )


def day(name: str, title: str, value: Callable[[RowT], date | None], what: str = "") -> ReportField[RowT]:
    """Asked for by its beginning: `until:2026-11` is a month. Its groups are months."""

    def iso(row: RowT) -> str:
        return _said(value(row))

    field: Field[RowT] = TextField(what or f"{title.lower()}, such as 2026-11", iso, begins)
    return ReportField(name, title, ColumnKind.DATE, value, field.what, lambda row: iso(row)[:7], field)


def state(
    name: str, title: str, members: type[EnumT], value: Callable[[RowT], EnumT | None], what: str = ""
) -> ReportField[RowT]:
    """A field of fixed words: the members of an enum."""

    def cell(row: RowT) -> str:
        member = value(row)
        return spoken(member) if member else ""

    def is_in(member: EnumT, row: RowT) -> bool:
        return value(row) is member

    words = {plain(member.value): Word(f"{title} is “{spoken(member)}”", partial(is_in, member)) for member in members}
    field: Field[RowT] = WordField(what or ", ".join(list(words)[:3]), words)
    return ReportField(name, title, ColumnKind.WORDS, cell, field.what, cell, field)


def begins(wanted: str) -> Callable[[str], bool]:
    typed = folded(wanted)
    return lambda text: folded(text).startswith(typed)


def spoken(member: StrEnum) -> str:
    return member.value.replace("_", " ").capitalize()


def _said(value: float | date | None) -> str:
    return "" if value is None else str(value)


def _occurring(value: Callable[[RowT], str], rows: Sequence[RowT]) -> Iterator[Choice]:
    for said, number in Counter(map(value, rows)).most_common(_MOST_OFFERED):
        if said:
            yield Choice(said, "", number)
