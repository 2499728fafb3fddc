"""Rows of a table into visits: one person, one stay, and what there is to doubt about it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from coordinator.exchange.attendance_reports.durations import duration_of
from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.headers import NO, NOTHING, YES, normal
from coordinator.exchange.attendance_reports.report import Visit
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.table import Row, Table, only_rows
from coordinator.exchange.spreadsheets import text_of
from coordinator.rules.contacts import normalize_email, upn_to_email
from coordinator.rules.withheld import is_withheld

NOBODY = "{} row(s) have neither a name nor an e-mail address and were left out."
_TELEPHONE = re.compile(r"(?:\+?[\d\s().*•x-]{7,}|call-in user.*)", re.IGNORECASE)
_GUEST = re.compile(
    r"\((?:guest|external|unverified|invité|invitado|convidado|gast|gość|ospite|ゲスト|来宾|访客|externe|externo|esterno|extern)\)",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(r"[^()（）]+[(（]([^()（）]+)[)）]")
_HOST = re.compile(r"(?:co-?)?host|me|organizer|presenter", re.IGNORECASE)


@dataclass
class Rows:
    """The visits of a table, and sentences about the rows that are none."""

    visits: list[Visit] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def visits_of(tables: Iterable[Table], dating: Dating, *, originals: bool = False) -> Rows:
    """The visits of the tables. `originals` reads `Display (Original)` in the name, as Zoom writes it."""
    rows = Rows()
    for table in tables:
        kept, problems = _people(table)
        rows.problems += problems
        rows.visits += [visit_of(table, row, dating, originals=originals) for row in kept]
        rows.problems += _unread_times(table, kept, dating) + _unread_durations(table, kept)
    return rows


def visit_of(table: Table, row: Row, dating: Dating, *, originals: bool = False) -> Visit:
    """One row as it stands; nothing is filled in."""
    name, email_text = name_in(table, row), table.text(row, Field.EMAIL)
    upn = table.text(row, Field.UPN) or (email_text if _is_external(email_text) else "")
    join, leave = dating.stay(table.cell(row, Field.JOIN), table.cell(row, Field.LEAVE))
    return Visit(
        name=name or email_text,
        original_name=_original(name) if originals else None,
        email=_email(email_text, upn),
        upn=None if normal(upn) in NOTHING else upn,
        role=table.text(row, Field.ROLE),
        join=join,
        leave=leave,
        stated=duration_of(table.cell(row, Field.DURATION)),
        flags=_flags(table, row, name),
    )


def _email(written: str, upn: str) -> str | None:
    """The address, else the one that the sign-in name of a guest from outside is made of."""
    if not _is_external(written) and (address := normalize_email(written)):
        return address
    external = next((text for text in (written, upn) if _is_external(text)), None)
    return upn_to_email(external) if external else None


def _is_external(text: str) -> bool:
    return "#EXT#" in text.upper()


def name_in(table: Table, row: Row) -> str:
    """The name as written with plain spaces; first and last name if there is no other."""
    parts = table.text(row, Field.FIRST_NAME), table.text(row, Field.LAST_NAME)
    written = (
        table.text(row, Field.NAME)
        or " ".join(part for part in parts if part not in NOTHING)
        or table.text(row, Field.WEAK_NAME)
    )
    plain = re.sub(r"\s+", " ", written).strip()
    return "" if plain in NOTHING else plain


def _original(name: str) -> str | None:
    """What stands in the brackets, unless it is a short tag such as (CTR) or says guest or host."""
    match = _ORIGINAL.fullmatch(name)
    if (
        not match
        or _GUEST.search(name)
        or _HOST.fullmatch(match[1].strip())
        or re.fullmatch(r"[A-Z]{1,4}|[A-Z ]+/[A-Z/ ]*|.*\bCTR|[\W\d_]*", match[1].strip())
    ):
        return None
    return match[1].strip()


def _flags(table: Table, row: Row, name: str) -> frozenset[str]:
    by_phone = normal(table.text(row, Field.CONNECTION)) == "phone" and not table.text(row, Field.EMAIL)
    unsigned = table.has(Field.PRINCIPAL) and table.cell(row, Field.PRINCIPAL) is None
    doubts = {
        "guest": _says(YES, table, row, Field.GUEST) or unsigned or _GUEST.search(name),
        "dial_in": by_phone or any(map(_TELEPHONE.fullmatch, (name, table.text(row, Field.EMAIL)))),
        "withheld": is_withheld(name),
    }
    return frozenset(flag for flag, is_so in doubts.items() if is_so)


def _says(words: frozenset[str], table: Table, row: Row, column: Field) -> bool:
    return normal(table.text(row, column)) in words


def _people(table: Table) -> tuple[list[Row], list[str]]:
    """The rows of people who were there, and sentences about the others."""
    left_out: tuple[tuple[str, Callable[[Row], bool]], ...] = (
        ("{} row(s) of registrants who did not attend were left out.", lambda row: _absent(table, row)),
        ("{} row(s) of the waiting room were left out: waiting is not attending.", lambda row: _waits(table, row)),
        (NOBODY, lambda row: is_nobody(table, row)),
    )
    kept, problems = list(table.rows), []
    for sentence, applies in left_out:
        if count := sum(map(applies, kept)):
            problems.append(sentence.format(count))
        kept = [row for row in kept if not applies(row)]
    return kept, problems


def _absent(table: Table, row: Row) -> bool:
    """Registered only: it says so, or a file that lists registrants has no time for them at all."""
    if _says(NO, table, row, Field.ATTENDED):
        return True
    if not table.has(Field.REGISTERED, Field.JOIN) or table.has(Field.ATTENDED):
        return False
    times = (Field.JOIN, Field.LEAVE, Field.DURATION)
    return all(normal(table.text(row, column)) in NOTHING | {"0"} for column in times)


def _waits(table: Table, row: Row) -> bool:
    return _says(YES, table, row, Field.WAITING)


def is_nobody(table: Table, row: Row) -> bool:
    """Whether the row has nothing by which somebody could be known."""
    addresses = (normal(table.text(row, column)) for column in (Field.EMAIL, Field.UPN))
    return not name_in(table, row) and all(address in NOTHING for address in addresses)


def _unread_times(table: Table, rows: Iterable[Row], dating: Dating) -> list[str]:
    texts = (table.text(row, column) for row in rows for column in (Field.JOIN, Field.LEAVE))
    odd = [text for text in texts if text not in NOTHING and dating.moment(text) is None]
    return [f"{len(odd)} time(s) could not be read, such as “{odd[0]}”."] if odd else []


def _unread_durations(table: Table, rows: Iterable[Row]) -> list[str]:
    texts = (table.text(row, Field.DURATION) for row in rows)
    odd = [text for text in texts if normal(text) not in NOTHING and duration_of(text) is None]
    return [f"{len(odd)} duration(s) could not be read, such as “{odd[0]}”."] if odd else []


def of_the_day(table: Table, column: Field, dating: Dating, held_on: date | None, what: str) -> tuple[Table, list[str]]:
    """Only the rows of the training's day, in files that hold several days; all of them if none is of that day."""
    days = {row: dating.day_in(table.cell(row, column)) for row in table.rows}
    if len({day for day in days.values() if day}) < 2:
        return table, []
    rows = [row for row in table.rows if days[row] == held_on]
    if not rows:
        return table, [f"The file holds {what} of several days; all of them were read."]
    others = len(table.rows) - len(rows)
    return only_rows(table, rows), [
        f"The file holds {what} of several days; {others} row(s) of other days were left out."
    ]


def section_role(table: Table) -> str:
    """The role that a section's title gives to its rows, for tables without a column for it."""
    title = normal(text_of(table.section))
    return next((role for role in ("Host", "Panelist") if role.casefold() in title), "")
