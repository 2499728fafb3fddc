"""What the header of a column says: its words against the words that offices use."""

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache


class NominationField(StrEnum):
    """What a column of a nomination list can hold."""

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
    PRIORITY = "priority"


F = NominationField

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
_PRIORITY = {"priority", "prio", "priorities", "precedence", "ranking", "preference"}
# What the file of rejected rows adds; nobody is to find it among the remarks when it comes back.
OWN_HEADERS = frozenset({"where it stood", "what is wrong", "how to mend"})
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
    (F.PRIORITY, lambda w: bool(w & _PRIORITY) and "session" not in w, _PRIORITY | _SUPERVISOR | _NAME),
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


def field_of_header(header: str) -> tuple[NominationField, float] | None:
    """What a header says, and how surely: 1.0 if every word of it is known, else 0.8."""
    return next(iter(fields_of_header(header)), None)


@lru_cache(maxsize=4096)
def fields_of_header(header: str) -> tuple[tuple[NominationField, float], ...]:
    """Everything a header might say, the likeliest first; what stands behind the first is half as sure."""
    words = _words(header)
    if header_key(header) in OWN_HEADERS:
        return ()
    found: dict[NominationField, float] = {}
    for field, applies, vocabulary in _RULES:
        if field not in found and applies(words):
            sure = 1.0 if words <= vocabulary | _FILLERS else 0.8
            found[field] = sure / 2 if found else sure
    return tuple(found.items())


def header_key(header: str) -> str:
    """A header as it is compared and remembered: no case, single spaces."""
    return " ".join(header.casefold().split())


def is_row_number(header: str) -> bool:
    return header.strip() in {"#", "№"} or _words(header) in (
        {"no"}, {"number"}, {"item"}, {"row"}, {"s", "no"}, {"seq"}, {"rank", "no"}, {"nr"}, {"line"},
    )  # fmt: skip


def _words(header: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", header.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"\be[-\s]?mails?\b", "email", re.sub(r"([a-z])[’']s\b", r"\1", plain))
    return set(re.findall(r"[^\W_]+", re.sub(r"\bm\.\s?i\b", "mi", plain)))
