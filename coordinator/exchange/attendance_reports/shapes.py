"""What unnamed columns hold, told from their cells alone: addresses, moments, durations, names.

Nothing is guessed: which of two columns of moments is the joining is known only where one is never the later.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import permutations

from coordinator.exchange.attendance_reports.durations import duration_of
from coordinator.exchange.attendance_reports.fields import NAME_FIELDS, Field
from coordinator.exchange.attendance_reports.headers import NOTHING, normal
from coordinator.exchange.attendance_reports.stamps import Dating, dating_of, stamp_of
from coordinator.exchange.spreadsheets import Cell, text_of
from coordinator.rules.contacts import normalize_email

_SAMPLE = 500
_MOSTLY = 0.8
_ROUNDING = timedelta(minutes=2)
_LONGEST_NAME = 80

Cells = Mapping[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns that were known, and those in `assumed` that were told from the cells."""

    columns: Mapping[Field, int]
    assumed: tuple[Field, ...]


def shape_fields(known: Mapping[Field, int], width: int, rows: Sequence[Sequence[Cell]]) -> Shape:
    """The columns of a table `width` wide, of which `known` are certain by their headers."""
    cells = {at: [row[at] if at < len(row) else None for row in rows] for at in range(width)}
    open_ones = {at: cells[at][:_SAMPLE] for at in cells if at not in known.values()}
    free = {at: column for at, column in open_ones.items() if any(map(_filled, column))}
    found: dict[Field, int] = {}
    found |= _addresses(free, known)
    found |= _stay(cells, [at for at in free if _mostly(free[at], _is_moment)], known)
    free = {at: column for at, column in free.items() if at not in found.values()}
    if Field.DURATION not in known:
        found |= _duration(free, cells, {**known, **found})
    if not NAME_FIELDS & known.keys():
        found |= _names({at: column for at, column in free.items() if at not in found.values()})
    return Shape({**known, **found}, tuple(field for field in Field if field in found))


def _filled(cell: Cell) -> bool:
    return normal(text_of(cell)) not in NOTHING


def _mostly(column: Iterable[Cell], applies: Callable[[Cell], bool]) -> bool:
    filled = [cell for cell in column if _filled(cell)]
    return bool(filled) and sum(map(applies, filled)) >= _MOSTLY * len(filled)


def _is_moment(cell: Cell) -> bool:
    stamp = stamp_of(cell)
    return stamp is not None and stamp.clock is not None


def _is_address(cell: Cell) -> bool:
    return "@" in text_of(cell) and normalize_email(text_of(cell)) is not None


def address_column(width: int, rows: Sequence[Sequence[Cell]]) -> int | None:
    """The first column that holds e-mail addresses: no other cell looks like one."""
    columns = ([row[at] for row in rows[:_SAMPLE] if at < len(row)] for at in range(width))
    return next((at for at, column in enumerate(columns) if _mostly(column, _is_address)), None)


def _addresses(free: Cells, known: Mapping[Field, int]) -> dict[Field, int]:
    """The first column of addresses; a second one is the sign-in name, as Teams writes it."""
    places = [at for at, column in free.items() if _mostly(column, _is_address)]
    wanted = [field for field in (Field.EMAIL, Field.UPN) if field not in known]
    return dict(zip(wanted, places, strict=False)) if Field.EMAIL not in known else {}


def _stay(cells: Cells, places: Sequence[int], known: Mapping[Field, int]) -> dict[Field, int]:
    """Joining and leaving: the one pair of columns of which the first is never later than the second."""
    if Field.STAMP in known or {Field.JOIN, Field.LEAVE} <= known.keys():
        return {}
    joins = [known[Field.JOIN]] if Field.JOIN in known else places
    leaves = [known[Field.LEAVE]] if Field.LEAVE in known else places
    pairs = {(join, leave) for join, leave in permutations({*joins, *leaves}, 2) if join in joins and leave in leaves}
    moments = [cell for at in {*joins, *leaves} for cell in cells[at]]
    dating = dating_of(moments, moments, None)
    certain = [pair for pair in sorted(pairs) if _never_turns_back(cells[pair[0]], cells[pair[1]], dating)]
    if len(certain) > 1:  # registered, joined, left: the stay is what the minutes say
        certain = [pair for pair in certain if _is_stated(pair, cells)]
    if len(certain) != 1:
        return {}
    return {field: at for field, at in zip((Field.JOIN, Field.LEAVE), certain[0], strict=True) if field not in known}


def _never_turns_back(joins: Sequence[Cell], leaves: Sequence[Cell], dating: Dating) -> bool:
    pairs = [(dating.moment(join), dating.moment(leave)) for join, leave in zip(joins, leaves, strict=True)]
    both = [(join, leave) for join, leave in pairs if join and leave]
    return any(join < leave for join, leave in both) and all(join <= leave for join, leave in both)


def _is_stated(pair: tuple[int, int], cells: Cells) -> bool:
    stay = dict(zip((Field.JOIN, Field.LEAVE), pair, strict=True))
    return any(_agrees(column, cells, stay) for at, column in cells.items() if at not in pair)


def _duration(free: Cells, cells: Cells, columns: Mapping[Field, int]) -> dict[Field, int]:
    """Cells with units of time, or bare minutes that agree with the stays."""
    for at, column in free.items():
        if _mostly(column, _has_units) or _agrees(column, cells, columns):
            return {Field.DURATION: at}
    return {}


def _has_units(cell: Cell) -> bool:
    """`1h 5m`, `0:44:10`; a bare number may be anything."""
    is_bare = isinstance(cell, int | float) or text_of(cell).replace(".", "").replace(",", "").isdigit()
    return not is_bare and not (_is_moment(cell) and text_of(cell).count(":") < 2) and duration_of(cell) is not None


def _agrees(column: Sequence[Cell], cells: Cells, columns: Mapping[Field, int]) -> bool:
    if not {Field.JOIN, Field.LEAVE} <= columns.keys():
        return False
    joins, leaves = cells[columns[Field.JOIN]], cells[columns[Field.LEAVE]]
    dating = dating_of([*joins, *leaves], [*joins, *leaves], None)
    said = [(duration_of(cell), *dating.stay(*ends)) for cell, *ends in zip(column, joins, leaves, strict=False)]
    whole = [(stated, leave - join) for stated, join, leave in said if stated is not None and join and leave]
    return bool(whole) and all(abs(stated - length) <= _ROUNDING for stated, length in whole)


def _names(free: Cells) -> dict[Field, int]:
    """The first column of different words; two columns of single words side by side are first and last name."""
    places = [at for at, column in free.items() if _mostly(column, _is_name) and _differs(column)]
    if not places:
        return {}
    at = places[0]
    is_pair = at + 1 in places and all(_mostly(free[place], _is_one_word) for place in (at, at + 1))
    return {Field.FIRST_NAME: at, Field.LAST_NAME: at + 1} if is_pair else {Field.NAME: at}


def _is_name(cell: Cell) -> bool:
    text = text_of(cell)
    letters = sum(char.isalpha() for char in text)
    return isinstance(cell, str) and len(text) <= _LONGEST_NAME and "@" not in text and letters * 2 > len(text)


def _is_one_word(cell: Cell) -> bool:
    return " " not in text_of(cell) and text_of(cell).isascii()


def _differs(column: Sequence[Cell]) -> bool:
    """A role or a country repeats; names hardly do, except for who joined again."""
    filled = [text_of(cell) for cell in column if _filled(cell)]
    return len(set(filled)) * 3 > len(filled) or len(filled) < 3
