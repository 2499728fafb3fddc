"""The fields that a search of the roster knows, and what each says of a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from coordinator.rules.licensing import ACTIVE
from coordinator.rules.query import FieldKind, FieldRule, folded
from coordinator.rules.vocabulary import GateKind, LicenseState, NominationState, SeatState
from coordinator.views.roster import DesigneeRow

Condition = Callable[[DesigneeRow], bool]
_PASSED_OVER = (NominationState.ALTERNATE, NominationState.NOT_SELECTED, NominationState.WITHDRAWN)
_WAITING = {GateKind.SELECTED: "selection", GateKind.TRAINED: "training", GateKind.COURSE_COMPLETED: "course"}
# As far as this many letters a value is the code of an office: "SAN" is San Diego, and not San Juan or San Antonio.
CODE_LENGTH = 3


def standing_words(row: DesigneeRow) -> str:
    """The license in one word; without one, what it waits for: "Issued", "Ready", "Waiting for PTA"."""
    if row.license is not None and (row.license in ACTIVE or row.departed_on is None):
        return _said(row.license)
    if row.departed_on is not None:
        return "Departed"
    if row.is_ready:
        return "Ready"
    if row.nomination in _PASSED_OVER:
        return _said(row.nomination)
    if row.gates - row.passed == 1:
        return f"Waiting for {_awaited(row)}"
    return "Not ready"


def _said(state: LicenseState | NominationState) -> str:
    return state.value.replace("_", " ").capitalize()


def _awaited(row: DesigneeRow) -> str:
    """ "PTA acknowledged" is waited for as "PTA"."""
    known = next((text for kind, text in _WAITING.items() if kind in row.missing), "")
    what = known or row.missing_title.removesuffix(" acknowledged")
    return what if what.isupper() else what[:1].lower() + what[1:]


@dataclass(frozen=True, slots=True)
class Word:
    """One value of a field with fixed values."""

    what: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class WordField:
    what: str
    words: Mapping[str, Word]

    @property
    def rule(self) -> FieldRule:
        return FieldRule(FieldKind.WORDS, tuple(self.words))


@dataclass(frozen=True, slots=True)
class NumberField:
    """`number` is None for a person who has none; such a person meets no comparison."""

    what: str
    number: Callable[[DesigneeRow, date], float | None]

    @property
    def rule(self) -> FieldRule:
        return FieldRule(FieldKind.NUMBER)


Finder = Callable[[str], Callable[[str], bool]]


def _holds(wanted: str) -> Callable[[str], bool]:
    typed = folded(wanted)
    return lambda text: typed in folded(text)


def _blank(text: str) -> bool:
    return not text.strip()


@dataclass(frozen=True, slots=True)
class TextField:
    """`finder(wanted)` says of a text whether it has what is wanted.

    `is_searched`: the text is among those in which plain words are looked for, which is quicker to rule out.
    """

    what: str
    text: Callable[[DesigneeRow], str]
    finder: Finder = _holds
    is_empty: Callable[[str], bool] = _blank
    is_searched: bool = False

    @property
    def rule(self) -> FieldRule:
        return FieldRule(FieldKind.TEXT)


Field = TextField | NumberField | WordField


# texts


def _in_office(wanted: str) -> Callable[[str], bool]:
    """By the beginning of the code; by the beginning of a word of the name when more was typed than a code has."""
    typed = folded(wanted)

    def found(text: str) -> bool:
        code, _, name = text.partition("\n")
        return folded(code).startswith(typed) or (len(typed) > CODE_LENGTH and f" {typed}" in f" {folded(name)}")

    return found


def _on_phone(wanted: str) -> Callable[[str], bool]:
    """By its digits, however they are grouped."""
    typed = _digits(wanted)
    return lambda text: bool(typed) and any(typed in _digits(line) for line in text.splitlines())


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _in_tasking(wanted: str) -> Callable[[str], bool]:
    typed = wanted.casefold()
    return lambda text: text.casefold().startswith(typed)


def _is_unlicensed(text: str) -> bool:
    first = text.partition(" ")[0]
    return first in ("Ready", "Waiting", "Not", "Departed") or text in map(_said, _PASSED_OVER)


def _office(row: DesigneeRow) -> str:
    return f"{row.office}\n{row.office_name}"


def _name(row: DesigneeRow) -> str:
    return row.name


def _position(row: DesigneeRow) -> str:
    return row.position.value


def _seat(row: DesigneeRow) -> str:
    return row.seat


def _email(row: DesigneeRow) -> str:
    return row.email


def _phone(row: DesigneeRow) -> str:
    return f"{row.phone}\n{row.mobile}"


def _station(row: DesigneeRow) -> str:
    return row.duty_station


def _supervisor(row: DesigneeRow) -> str:
    return f"{row.supervisor_name}\n{row.supervisor_email}"


def _zone(row: DesigneeRow) -> str:
    return row.time_zone or ""


def _tasking(row: DesigneeRow) -> str:
    return row.tasking


def _note(row: DesigneeRow) -> str:
    return row.note


# numbers


def _score(row: DesigneeRow, _today: date) -> float | None:
    return row.score


def _manual(row: DesigneeRow, _today: date) -> float | None:
    return row.manual_score


def _rank(row: DesigneeRow, _today: date) -> float | None:
    return row.rank


def _days(row: DesigneeRow, today: date) -> float | None:
    return (today - row.nominated_on).days if row.nominated_on else None


def _gates(row: DesigneeRow, _today: date) -> float | None:
    return row.passed


# words


def _lacks(kind: GateKind) -> Condition:
    return lambda row: kind in row.missing


def _passes(kind: GateKind) -> Condition:
    return lambda row: kind not in row.missing


def _licensed_as(state: LicenseState) -> Condition:
    return lambda row: row.license is state


def _nominated_as(state: NominationState) -> Condition:
    return lambda row: row.nomination is state


def _is_waiting(row: DesigneeRow) -> bool:
    return not row.is_ready and row.license not in ACTIVE and row.departed_on is None


_IS: dict[str, Word] = {
    "ready": Word("meets every gate, has no license yet", lambda row: row.is_ready),
    "waiting": Word("on the way to a license", _is_waiting),
    "untrained": Word("did not attend the training", _lacks(GateKind.TRAINED)),
    "trained": Word("attended the training", _passes(GateKind.TRAINED)),
    "unacknowledged": Word("a document is not acknowledged", _lacks(GateKind.ACKNOWLEDGED)),
    "stale": Word("something has gone out of date", lambda row: row.is_stale),
    "late": Word("nominated after the due time", lambda row: row.is_late),
    "over": Word("over the office's quota", lambda row: row.is_over_quota),
    "contractor": Word("is a contractor", lambda row: row.is_contractor),
    "departed": Word("has left", lambda row: row.departed_on is not None),
    "seated": Word("has a seat in a training", lambda row: row.seat_state not in (None, SeatState.WAIT_LISTED)),
    "waitlisted": Word("waits for a seat", lambda row: row.seat_state is SeatState.WAIT_LISTED),
    "pending": Word("nominated, not decided", _nominated_as(NominationState.PENDING)),
    "selected": Word("selected", _nominated_as(NominationState.SELECTED)),
    "alternate": Word("an alternate", _nominated_as(NominationState.ALTERNATE)),
    "notselected": Word("not selected", _nominated_as(NominationState.NOT_SELECTED)),
    "withdrawn": Word("withdrawn by the office", _nominated_as(NominationState.WITHDRAWN)),
    "licensed": Word("holds a license, or has one reserved", lambda row: row.license in ACTIVE),
    "reserved": Word("a license is reserved", _licensed_as(LicenseState.RESERVED)),
    "issued": Word("the license is issued", _licensed_as(LicenseState.ISSUED)),
    "suspended": Word("the license is suspended", _licensed_as(LicenseState.SUSPENDED)),
    "returned": Word("the last license was returned", _licensed_as(LicenseState.RETURNED)),
    "revoked": Word("the last license was revoked", _licensed_as(LicenseState.REVOKED)),
    "expired": Word("the last license expired", _licensed_as(LicenseState.EXPIRED)),
}
_ACK: dict[str, Word] = {
    "done": Word("every document acknowledged", _passes(GateKind.ACKNOWLEDGED)),
    "missing": Word("a document is not acknowledged", _lacks(GateKind.ACKNOWLEDGED)),
    "stale": Word("only an older version is acknowledged", lambda row: GateKind.ACKNOWLEDGED in row.stale),
}
_GATE: dict[str, Word] = {
    "selected": Word("nominated and selected", _passes(GateKind.SELECTED)),
    "acknowledged": Word("every document acknowledged", _passes(GateKind.ACKNOWLEDGED)),
    "trained": Word("training attended", _passes(GateKind.TRAINED)),
    "course": Word("course completed", _passes(GateKind.COURSE_COMPLETED)),
    "active": Word("still in the unit", _passes(GateKind.ACTIVE)),
    "supervisor": Word("approved by the supervisor", _passes(GateKind.SUPERVISOR_APPROVED)),
}
_TRIAL: dict[str, Word] = {
    "yes": Word("used a trial license", lambda row: row.trial_use is True),
    "no": Word("used none", lambda row: row.trial_use is False),
    "unknown": Word("not stated", lambda row: row.trial_use is None),
}
_COURSE: dict[str, Word] = {
    "yes": Word("completed the course", lambda row: row.course_completed is True),
    "no": Word("did not complete it", lambda row: row.course_completed is False),
    "unknown": Word("not stated", lambda row: row.course_completed is None),
}

# In the order in which they are offered.
FIELDS: dict[str, Field] = {
    "office": TextField("code, or words of the name", _office, _in_office),
    "is": WordField("ready, untrained, late, issued …", _IS),
    "ack": WordField("acknowledgments: done, missing, stale", _ACK),
    "gate": WordField("a gate that is passed", _GATE),
    "gates": NumberField("how many gates are passed", _gates),
    "score": NumberField("points of the ranking rules", _score),
    "manual": NumberField("points given by hand", _manual),
    "rank": NumberField("place under the tasking", _rank),
    "days": NumberField("days since the nomination", _days),
    "position": TextField("agent, analyst …", _position),
    "seat": TextField("the training", _seat),
    "license": TextField("issued, ready, waiting for …", standing_words, is_empty=_is_unlicensed),
    "name": TextField("any part of the name", _name, is_searched=True),
    "email": TextField("any part of the address", _email, is_searched=True),
    "phone": TextField("digits of phone or mobile", _phone, _on_phone),
    "station": TextField("duty station", _station, is_searched=True),
    "supervisor": TextField("name or e-mail of the supervisor", _supervisor),
    "zone": TextField("the person's own time zone", _zone),
    "tasking": TextField("number of the latest nomination's tasking", _tasking, _in_tasking),
    "trial": WordField("trial license used: yes, no, unknown", _TRIAL),
    "course": WordField("course completed: yes, no, unknown", _COURSE),
    "note": TextField("words of the note", _note, is_searched=True),
}
RULES: dict[str, FieldRule] = {name: field.rule for name, field in FIELDS.items()}
