"""Which column of a nomination file holds what: by the words of its header, then by what is in it."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coordinator.exchange.spreadsheets import Sheet, text_of
from coordinator.rules.contacts import normalize_email, normalize_phone
from coordinator.rules.withheld import is_withheld

_ROWS_SEARCHED = 60
_SAMPLES = 5


class NominationField(StrEnum):
    NAME = "name"
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    SUFFIX = "suffix"
    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    POSITION = "position"
    OFFICE = "office"
    DUTY_STATION = "duty_station"
    SUPERVISOR_NAME = "supervisor_name"
    SUPERVISOR_EMAIL = "supervisor_email"
    TRIAL_USE = "trial_use"
    COURSE_COMPLETED = "course_completed"
    TIME_ZONE = "time_zone"
    REMARKS = "remarks"
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """Column `index` (0-based) of a sheet is read as `field`, with a confidence from 0 to 1."""

    sheet: str
    index: int
    header: str
    field: NominationField
    confidence: float
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet understood: the header's row (0-based, -1 if there is none) and its columns."""

    header_row: int
    columns: tuple[ColumnMatch, ...]


F = NominationField

# A list may give the course as "done" and as a date, two addresses, two columns of notes.
_SEVERAL = {F.EMAIL, F.COURSE_COMPLETED, F.REMARKS}

_SUPERVISOR = {"supervisor", "supervisors", "supervisory", "supv", "supvr", "sup", "manager", "mgr"}
_EMAIL = {"email", "emails", "mail", "smtp"}
_PHONE = {"phone", "phones", "telephone", "tel", "ph", "landline"}
_MOBILE = {"cell", "cellphone", "cellular", "mobile", "mob", "bwc"}
_FIRST = {"first", "given", "forename", "fname", "firstname"}
_LAST = {"last", "surname", "family", "lname", "lastname"}
_NAME = {
    "name", "names", "fullname", "nominee", "nominees", "designee", "designees", "employee", "participant",
    "agent", "agents", "attendee", "member", "individual", "user", "personnel", "person",
}  # fmt: skip
_NOT_A_PERSON = {"poc", "contact", "company", "agency", "file", "school", "vendor", "group", "team", "case"}
_POSITION = {"position", "title", "job", "series", "role", "occupation", "rank", "classification", "pos"}
_OFFICE = {"office", "sac", "aor", "division", "unit", "component", "org", "organization", "region", "program"}
_STATION = {"duty", "station", "location", "city", "post", "worksite", "site", "sta"}
_COURSE = {"course", "palms", "lms", "training", "completion", "completed"}
# Do not change what a header says.
_FILLERS = {
    "of", "the", "and", "or", "s", "number", "num", "no", "nbr", "address", "addr", "work", "office", "full",
    "official", "gov", "government", "business", "field", "yes", "y", "n", "mi", "middle", "initial", "station",
    "date", "sta", "use", "used", "first", "last", "name", "grade", "e", "zone", "user", "nominee", "designee",
    "employee", "agent", "duty", "sac",
}  # fmt: skip

# Tried from the top: what is more particular stands above what its words would also match.
_RULES: tuple[tuple[NominationField, Callable[[set[str]], bool], set[str]], ...] = (
    (F.SUPERVISOR_EMAIL, lambda w: bool(w & _SUPERVISOR and w & _EMAIL), _SUPERVISOR | _EMAIL),
    (F.SUPERVISOR_NAME, lambda w: bool(w & _SUPERVISOR) and not w & (_PHONE | _MOBILE | _POSITION), _SUPERVISOR),
    (F.EMAIL, lambda w: bool(w & _EMAIL) and not w & _SUPERVISOR, _EMAIL),
    (F.MOBILE, lambda w: bool(w & _MOBILE) and not w & _SUPERVISOR, _MOBILE | _PHONE),
    (F.PHONE, lambda w: bool(w & _PHONE) and not w & _SUPERVISOR, _PHONE),
    (F.TIME_ZONE, lambda w: {"time", "zone"} <= w or bool(w & {"timezone", "tz"}), {"time", "timezone", "tz"}),
    (F.TRIAL_USE, lambda w: bool(w & {"trial", "pilot"}), {"trial", "pilot", "license", "account", "had"}),
    (F.COURSE_COMPLETED, lambda w: bool(w & _COURSE) and not w & {"session", "name"}, _COURSE),
    (F.ALTERNATE, lambda w: bool(w & {"alternate", "alternates", "alt", "primary"}), {"alternate", "alt", "primary"}),
    (F.REMARKS, lambda w: bool(w & {"remarks", "remark", "comments", "comment", "notes", "note", "justification"}),
     {"remarks", "remark", "comments", "comment", "notes", "note", "justification"}),
    (F.SUFFIX, lambda w: "suffix" in w, {"suffix"}),
    (F.NAME, lambda w: bool(w & _FIRST and w & _LAST), _NAME | _FIRST | _LAST),
    (F.FIRST_NAME, lambda w: bool(w & _FIRST) and not w & _NOT_A_PERSON, _FIRST),
    (F.LAST_NAME, lambda w: bool(w & _LAST) and not w & _NOT_A_PERSON, _LAST),
    (F.MIDDLE_NAME, lambda w: bool(w & {"middle", "mi", "initial"}), {"middle", "mi", "initial"}),
    (F.POSITION, lambda w: bool(w & _POSITION) or w == {"grade"}, _POSITION),
    (F.DUTY_STATION, lambda w: bool(w & _STATION), _STATION),
    (F.OFFICE, lambda w: bool(w & _OFFICE), _OFFICE),
    (F.NAME, lambda w: bool(w & _NAME) and not w & (_NOT_A_PERSON | {"supervisor"}), _NAME),
)  # fmt: skip

_LAST_FIRST = re.compile(r"[^\W\d_][\w'’.\- ]*,\s*[^\W\d_][\w'’.\- ,()]*")
_FIRST_LAST = re.compile(r"(?:[^\W\d_][\w'’.\-]*\s+){1,3}[^\W\d_][\w'’.\-]*(?:\s*\(.*\))?")


def find_layout(sheet: Sheet) -> Layout | None:
    """The header row and columns of a sheet; None if nothing in it looks like names of people.

    The header is found by its shape, wherever it stands: the row that names most fields, a name among them.
    """
    best: Layout | None = None
    for at, row in enumerate(sheet.rows[:_ROWS_SEARCHED]):
        headers = [text_of(cell) for cell in row]
        if not _could_be_header(headers):
            continue
        layout = Layout(at, _match_columns(sheet, at, headers))
        if _has_name(layout.columns) and (best is None or len(layout.columns) > len(best.columns)):
            best = layout
    return best or _layout_by_content(sheet)


def field_of_header(header: str) -> tuple[NominationField, float] | None:
    """What a header says, and how surely: 1.0 if every word of it is known, else 0.8."""
    words = _words(header)
    for field, applies, vocabulary in _RULES:
        if applies(words):
            return field, 1.0 if words <= vocabulary | _FILLERS else 0.8
    return None


def is_row_number(header: str) -> bool:
    return header.strip() in {"#", "№"} or _words(header) in (
        {"no"}, {"number"}, {"item"}, {"row"}, {"s", "no"}, {"seq"}, {"rank", "no"}, {"nr"}, {"line"},
    )  # fmt: skip


def _words(header: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", header.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"\be[-\s]?mails?\b", "email", re.sub(r"([a-z])[’']s\b", r"\1", plain))
    return set(re.findall(r"[^\W_]+", re.sub(r"\bm\.\s?i\b", "mi", plain)))


def _could_be_header(headers: list[str]) -> bool:
    filled = [header for header in headers if header]
    return bool(filled) and all(
        len(header) <= 80 and "@" not in header and normalize_phone(header) is None and not is_withheld(header)
        for header in filled
    )


def _has_name(columns: Sequence[ColumnMatch]) -> bool:
    """Whether people are named; a lone column must say so without doubt, or any title would do."""
    named = [column for column in columns if column.field in (F.NAME, F.LAST_NAME)]
    return bool(named) and (len(columns) > 1 or named[0].confidence == 1.0)


def _match_columns(sheet: Sheet, at: int, headers: list[str]) -> tuple[ColumnMatch, ...]:
    candidates = []
    for index, header in enumerate(headers):
        found = field_of_header(header) if header and not is_row_number(header) else None
        if found is None:
            continue
        field, confidence = found
        samples = _samples(sheet, at, index)
        confidence *= 0.5 if _contradicts(field, samples) else 1.0
        candidates.append(ColumnMatch(sheet.name, index, header, field, confidence, samples))
    matched = _one_each(candidates)
    if not any(column.field in (F.NAME, F.LAST_NAME) for column in matched) and len(matched) > 1:
        matched += _names_by_content(sheet, at, headers, {column.index for column in matched})
    return tuple(sorted(matched, key=lambda column: column.index))


def _one_each(candidates: Iterable[ColumnMatch]) -> list[ColumnMatch]:
    """One column for a field: the surest, then the leftmost. What may stand in several columns is kept whole."""
    taken: set[NominationField] = set()
    kept = []
    for column in sorted(candidates, key=lambda column: -column.confidence):
        if column.field in _SEVERAL or column.field not in taken:
            taken.add(column.field)
            kept.append(column)
    return kept


def _samples(sheet: Sheet, header_row: int, index: int) -> tuple[str, ...]:
    below = (text_of(row[index]) for row in sheet.rows[header_row + 1 :][:200] if index < len(row))
    return tuple(text for text in below if text)[:_SAMPLES]


def _contradicts(field: NominationField, samples: tuple[str, ...]) -> bool:
    """Whether not one sample is what the header promises."""
    tests = {F.EMAIL: _is_email, F.SUPERVISOR_EMAIL: _is_email, F.PHONE: _is_phone, F.MOBILE: _is_phone}
    test = tests.get(field)
    return bool(samples) and test is not None and not any(test(sample) for sample in samples)


def _is_email(text: str) -> bool:
    return normalize_email(text) is not None or is_withheld(text)


def _is_phone(text: str) -> bool:
    return normalize_phone(text) is not None or is_withheld(text)


def _looks_like_name(text: str) -> bool:
    if is_withheld(text):
        return True
    return len(text) <= 60 and bool(_LAST_FIRST.fullmatch(text) or _FIRST_LAST.fullmatch(text))


def _share(samples: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, samples)) / len(samples) if samples else 0.0


def _names_by_content(sheet: Sheet, at: int, headers: list[str], taken: set[int]) -> list[ColumnMatch]:
    """The column whose cells look most like names, where no header says which."""
    best: ColumnMatch | None = None
    for index in range(_width(sheet)):
        samples = _samples(sheet, at, index)
        share = _share(samples, _looks_like_name)
        if index not in taken and share >= 0.6 and (best is None or share / 2 > best.confidence):
            header = headers[index] if index < len(headers) else ""
            best = ColumnMatch(sheet.name, index, header, F.NAME, share / 2, samples)
    return [best] if best else []


def _layout_by_content(sheet: Sheet) -> Layout | None:
    """A list without a header: a column of addresses, and one of names beside it."""
    columns = []
    for field, test in ((F.EMAIL, _is_email), (F.PHONE, _is_phone)):
        shares = {index: _share(_samples(sheet, -1, index), test) for index in range(_width(sheet))}
        index = max(shares, key=lambda index: shares[index], default=-1)
        if index >= 0 and shares[index] >= 0.6:
            columns.append(ColumnMatch(sheet.name, index, "", field, shares[index] / 2, _samples(sheet, -1, index)))
    if not any(column.field is F.EMAIL for column in columns):
        return None
    names = _names_by_content(sheet, -1, [], {column.index for column in columns})
    return Layout(-1, tuple(sorted(columns + names, key=lambda column: column.index))) if names else None


def _width(sheet: Sheet) -> int:
    return min(max((len(row) for row in sheet.rows[:_ROWS_SEARCHED]), default=0), 100)
