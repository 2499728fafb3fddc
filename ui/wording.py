"""Words for the screen: the enums, dates and counts in American English."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from coordinator.rules.vocabulary import (
    AcknowledgmentMethod,
    CertificateState,
    ContactRole,
    CourseKind,
    DocumentKind,
    DraftState,
    GateKind,
    GateState,
    LetterKind,
    LicenseState,
    Mark,
    NominationState,
    Position,
    ResponseState,
    ReviewAnswer,
    ReviewDecision,
    SeatState,
    TaskingState,
    TrainingState,
)
from coordinator.views.courses import CompletionState

NOTHING = "–"
_AMERICAN = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)

# Everything else is its value with spaces and a capital: "not_selected" → "Not selected".
# Members of two enums may be equal as text, so the type is part of the key.
_WORDS: dict[tuple[type[StrEnum], str], str] = {
    (Position, Position.SPECIAL_AGENT): "Special Agent",
    (Position, Position.TASK_FORCE_OFFICER): "Task Force Officer",
    (DocumentKind, DocumentKind.PTA): "PTA",
    (DocumentKind, DocumentKind.OTHER): "Other document",
    (AcknowledgmentMethod, AcknowledgmentMethod.EMAIL): "E-mail",
    (AcknowledgmentMethod, AcknowledgmentMethod.ON_BEHALF): "Entered on behalf",
    (CourseKind, CourseKind.LMS): "LMS course",
    (CourseKind, CourseKind.UNIT): "Unit course",
    (CertificateState, CertificateState.SUPERSEDED): "Replaced",
    (LetterKind, LetterKind.LICENSE_ISSUANCE): "License issuance",
    (LetterKind, LetterKind.NON_SELECTION): "Non-selection",
    (GateKind, GateKind.SUPERVISOR_APPROVED): "Approved by supervisor",
    (DraftState, DraftState.MARKED_SENT): "Marked as sent",
    (ContactRole, ContactRole.SAC): "SAC",
    (ContactRole, ContactRole.TRAINING): "Training contact",
}

_OPEN = ("circle-dashed", "neutral")
_WAIT = ("clock", "caution")
_GOOD = ("circle-check", "good")
_GONE = ("circle-x", "bad")
_PLAIN = ("info", "neutral")

_TONES: dict[type[StrEnum], dict[str, tuple[str, str]]] = {
    TaskingState: {
        TaskingState.DRAFT: _OPEN,
        TaskingState.OPEN: ("inbox", "accent"),
        TaskingState.DECIDED: _GOOD,
        TaskingState.CLOSED: ("check", "neutral"),
    },
    ResponseState: {
        ResponseState.AWAITED: _WAIT,
        ResponseState.RECEIVED: _GOOD,
        ResponseState.DECLINED: ("ban", "neutral"),
    },
    NominationState: {
        NominationState.PENDING: _OPEN,
        NominationState.SELECTED: _GOOD,
        NominationState.ALTERNATE: ("hourglass", "caution"),
        NominationState.NOT_SELECTED: ("circle-x", "neutral"),
        NominationState.WITHDRAWN: ("log-out", "neutral"),
    },
    TrainingState: {
        TrainingState.PLANNED: _OPEN,
        TrainingState.OPEN: ("calendar-days", "accent"),
        TrainingState.HELD: ("clock", "caution"),
        TrainingState.CLOSED: _GOOD,
        TrainingState.CANCELLED: ("ban", "bad"),
    },
    SeatState: {
        SeatState.WAIT_LISTED: ("hourglass", "caution"),
        SeatState.OFFERED: ("mail", "accent"),
        SeatState.RESERVED: ("pin", "accent"),
        SeatState.CONFIRMED: _GOOD,
        SeatState.RELEASED: ("log-out", "neutral"),
    },
    Mark: {
        Mark.PRESENT: _GOOD,
        Mark.PARTIAL: _WAIT,
        Mark.ABSENT: _GONE,
        Mark.EXCUSED: ("circle-pause", "neutral"),
    },
    CertificateState: {
        CertificateState.ISSUED: _GOOD,
        CertificateState.SUPERSEDED: ("history", "neutral"),
        CertificateState.REVOKED: _GONE,
    },
    LicenseState: {
        LicenseState.RESERVED: ("pin", "accent"),
        LicenseState.ISSUED: _GOOD,
        LicenseState.SUSPENDED: ("circle-pause", "caution"),
        LicenseState.RETURNED: ("rotate-ccw", "neutral"),
        LicenseState.REVOKED: _GONE,
        LicenseState.EXPIRED: ("hourglass", "bad"),
    },
    GateState: {
        GateState.PASSED: _GOOD,
        GateState.FAILED: ("circle-dashed", "caution"),
        GateState.STALE: ("triangle-alert", "caution"),
        GateState.WAIVED: ("hand", "neutral"),
    },
    CompletionState: {
        CompletionState.COUNTS: _GOOD,
        CompletionState.EXPIRING: ("hourglass", "caution"),
        CompletionState.LAPSED: ("triangle-alert", "caution"),
        CompletionState.REPEATED: ("history", "neutral"),
    },
    ReviewAnswer: {
        ReviewAnswer.KEEP: _GOOD,
        ReviewAnswer.RETURN: ("rotate-ccw", "accent"),
    },
    ReviewDecision: {
        ReviewDecision.KEEP: _GOOD,
        ReviewDecision.RETURN: ("rotate-ccw", "neutral"),
        ReviewDecision.SUSPEND: ("circle-pause", "caution"),
        ReviewDecision.REVOKE: _GONE,
    },
    DraftState: {
        DraftState.MADE: ("pencil", "accent"),
        DraftState.MARKED_SENT: _GOOD,
        DraftState.DISCARDED: ("trash-2", "neutral"),
    },
}


def word(value: StrEnum) -> str:
    """An enum member as it is said on the screen."""
    return _WORDS.get((type(value), value.value)) or value.value.replace("_", " ").capitalize()


def tone(value: StrEnum) -> tuple[str, str]:
    """The icon and the color token of a state."""
    return _TONES.get(type(value), {}).get(value.value, _PLAIN)


def day(value: date | None) -> str:
    """A date as the user's locale writes it short; a dash for none."""
    if value is None:
        return NOTHING
    return QLocale().toString(QDate(value.year, value.month, value.day), QLocale.FormatType.ShortFormat)


def moment(value: datetime, zone: str) -> str:
    """A moment on the clock of a zone, with the zone's letters: "Fri, May 7, 2021, 5:00 PM EDT"."""
    local = value.astimezone(ZoneInfo(zone))
    clock = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    letters = local.tzname() or zone
    return f"{_AMERICAN.toString(clock, 'ddd, MMM d, yyyy, h:mm AP')} {_with_utc(letters)}"


def _with_utc(letters: str) -> str:
    """Zones without letters of their own are named by their offset: "UTC-03"."""
    return f"UTC{letters}" if letters[0] in "+-" else letters


def count(n: int, one: str, many: str) -> str:
    """ "1 office", "1,204 offices"."""
    return f"{n:,} {one if n == 1 else many}"


def yes_no(value: bool | None) -> str:
    if value is None:
        return "Not stated"
    return "Yes" if value else "No"
