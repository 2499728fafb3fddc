"""What each kind of line on the start page says, and where its button leads."""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator.views.today import Todo, TodoLine
from ui.wording import count, day, moment


@dataclass(frozen=True, slots=True)
class Wording:
    """How a kind of line is said: icon, tone, the sentence, the note below it, the button, and where it leads."""

    icon: str
    tone: str
    sentence: Callable[[TodoLine], str]
    note: Callable[[TodoLine], str]
    verb: str
    page: str
    target: Callable[[TodoLine], object]


def _names(line: TodoLine) -> str:
    """ "Okafor, Dana R; Reyes, Marisol and 3 more"."""
    more = line.count - len(line.names)
    listed = ("; " if any("," in name for name in line.names) else ", ").join(line.names)
    return f"{listed} and {more:,} more" if more > 0 and listed else listed


def _people(line: TodoLine, one: str, many: str) -> str:
    return f"{count(line.count, 'person', 'people')} {one if line.count == 1 else many}"


def _late(line: TodoLine) -> str:
    return f"{count(line.count, 'office is', 'offices are')} late for {line.title}"


def _awaited(line: TodoLine) -> str:
    return f"{count(line.count, 'office has', 'offices have')} yet to answer {line.title}"


def _due(line: TodoLine) -> str:
    assert line.at is not None
    return f"Due {moment(line.at, line.zone)} · {_names(line)}"


def _pending(line: TodoLine) -> str:
    return f"{count(line.count, 'nomination', 'nominations')} of {line.title} to decide"


def _problems(line: TodoLine) -> str:
    return f"{count(line.count, 'row', 'rows')} of nominations for {line.title} could not be read"


def _unmarked(line: TodoLine) -> str:
    return f"{line.title} was held; attendance of {count(line.count, 'person', 'people')} is not recorded"


def _offers(line: TodoLine) -> str:
    return f"{count(line.count, 'offer', 'offers')} of {line.title} {'has' if line.count == 1 else 'have'} run out"


def _unanswered(_line: TodoLine) -> str:
    return "Nobody answered in time; the next in line can be asked"


def _invitations(line: TodoLine) -> str:
    return f"{count(line.count, 'invitation', 'invitations')} of {line.title} to send"


def _untrue(line: TodoLine) -> str:
    if not line.total:
        return "These people have a seat and were not written to"
    return f"{count(line.total, 'calendar', 'calendars')} no longer {'tells' if line.total == 1 else 'tell'} the truth"


def _doubtful(line: TodoLine) -> str:
    return f"{count(line.count, 'participant', 'participants')} of {line.title} could not be matched"


def _certificates(line: TodoLine) -> str:
    return f"{count(line.count, 'certificate', 'certificates')} of {line.title} to issue"


def _acknowledgments(line: TodoLine) -> str:
    return _people(line, "has a document to acknowledge", "have documents to acknowledge")


def _alternates(line: TodoLine) -> str:
    people = count(line.count, "alternate", "alternates")
    return f"{people} of {line.title} could move up"


def _ready(line: TodoLine) -> str:
    return _people(line, "is ready for a license", "are ready for a license")


def _exceptions(line: TodoLine) -> str:
    return f"{count(line.count, 'active license', 'active licenses')} without every gate met"


def _agreement_ends(line: TodoLine) -> str:
    return f"Agreement {line.title} ends on {day(line.on)}"


def _licenses_end(line: TodoLine) -> str:
    return f"{count(line.count, 'license ends', 'licenses end')} soon, the first on {day(line.on)}"


def _proposals(line: TodoLine) -> str:
    return f"{count(line.count, 'license needs', 'licenses need')} a decision"


def _expiring(line: TodoLine) -> str:
    gates = "has a gate that ends" if line.count == 1 else "have gates that end"
    return f"{count(line.count, 'holder', 'holders')} {gates} soon, the first on {day(line.on)}"


def _document_ends(line: TodoLine) -> str:
    return f"{line.title} is to be reviewed or re-certified by {day(line.on)}"


def _gates_on_it(_line: TodoLine) -> str:
    return "Acknowledgments go stale with it"


def _version(line: TodoLine) -> object:
    return ("version", line.of)


def _review_overdue(line: TodoLine) -> str:
    return f"Answers to {line.title} are overdue since {day(line.on)}"


def _review_due(line: TodoLine) -> str:
    return f"The yearly access review of {line.title} is due"


def _open_licenses(line: TodoLine) -> str:
    return f"{count(line.count, 'license is', 'licenses are')} not settled"


def _last_review(line: TodoLine) -> str:
    held = count(line.count, "license is active", "licenses are active")
    return f"{held}; the last one began {day(line.on)}" if line.on else f"{held}; there was none so far"


def _review(line: TodoLine) -> object:
    return ("review", line.of or "start")


def _training(line: TodoLine) -> str:
    return f"{line.title} takes place this week"


def _start(line: TodoLine) -> str:
    assert line.at is not None
    return moment(line.at, line.zone)


def _seats(line: TodoLine) -> str:
    return f"{_start(line)} · {line.count} of {count(line.total, 'seat', 'seats')} taken"


def _pool(line: TodoLine) -> str:
    seats = f"{count(line.total, 'seat', 'seats')} of the pool end with it"
    return f"{seats}; {line.names[0]} renews it" if line.names else f"{seats}; no renewal is planned"


def _contract(line: TodoLine) -> str:
    return f"Under agreement {line.title}"


def _disposal(line: TodoLine) -> str:
    return f"{count(line.count, 'record', 'records')} due for disposal by the retention rules"


def _oldest(line: TodoLine) -> str:
    return f"{line.names[0]}, since {day(line.on)}; nothing is deleted by the program"


def _due_records(_line: TodoLine) -> object:
    return ("retention", "due")


def _missing_acknowledgments(_line: TodoLine) -> object:
    return ("acknowledgments", "missing")


def _in(kind: str, view: str) -> Callable[[TodoLine], object]:
    """A target such as ("tasking", 3, "late")."""

    def target(line: TodoLine) -> object:
        return (kind, line.of, view)

    return target


def _filter(words: str) -> Callable[[TodoLine], object]:
    def target(line: TodoLine) -> object:
        return words

    return target


WORDINGS: dict[Todo, Wording] = {
    Todo.EXCEPTIONS: Wording(
        "triangle-alert", "bad", _exceptions, _names, "Show exceptions", "Reports", _filter("exceptions")
    ),
    Todo.LATE_OFFICES: Wording("clock", "bad", _late, _due, "Show late offices", "Taskings", _in("tasking", "late")),
    Todo.PROBLEMS: Wording(
        "triangle-alert", "caution", _problems, _names, "Show rows", "Taskings", _in("tasking", "problems")
    ),
    Todo.UNMARKED: Wording(
        "list-checks", "caution", _unmarked, _start, "Record attendance", "Trainings", _in("training", "attendance")
    ),
    Todo.OFFERS: Wording("timer", "caution", _offers, _unanswered, "Pass on", "Trainings", _in("training", "offers")),
    Todo.INVITATIONS: Wording(
        "mail", "accent", _invitations, _untrue, "Invite", "Trainings", _in("training", "invitations")
    ),
    Todo.DOUBTFUL: Wording(
        "circle-help", "caution", _doubtful, _start, "Match names", "Trainings", _in("training", "doubtful")
    ),
    Todo.PENDING: Wording(
        "list-ordered", "accent", _pending, _names, "Rank and select", "Taskings", _in("tasking", "pending")
    ),
    Todo.ALTERNATES: Wording(
        "arrow-up", "accent", _alternates, _names, "Show nominations", "Taskings", _in("tasking", "alternates")
    ),
    Todo.PROPOSALS: Wording("shield-alert", "caution", _proposals, _names, "Decide", "Licenses", _filter("proposals")),
    Todo.REVIEW_OVERDUE: Wording(
        "clock", "caution", _review_overdue, _open_licenses, "Show review", "Licenses", _review
    ),
    Todo.REVIEW_DUE: Wording("users-round", "accent", _review_due, _last_review, "Start review", "Licenses", _review),
    Todo.EXPIRING: Wording("hourglass", "caution", _expiring, _names, "Show people", "Readiness", _filter("expiring")),
    Todo.DOCUMENT_ENDS: Wording(
        "file-clock", "caution", _document_ends, _gates_on_it, "Show document", "Documents", _version
    ),
    Todo.READY: Wording("badge-check", "good", _ready, _names, "Issue licenses", "Licenses", _filter("ready")),
    Todo.CERTIFICATES: Wording(
        "award", "accent", _certificates, _start, "Issue certificates", "Trainings", _in("training", "certificates")
    ),
    Todo.ACKNOWLEDGMENTS: Wording(
        "file-text", "accent", _acknowledgments, _names, "Show people", "Documents", _missing_acknowledgments
    ),
    Todo.AGREEMENT_ENDS: Wording(
        "hourglass", "caution", _agreement_ends, _pool, "Show agreement", "Licenses", _in("agreement", "")
    ),
    Todo.LICENSES_END: Wording(
        "hourglass", "caution", _licenses_end, _contract, "Show licenses", "Licenses", _filter("ending")
    ),
    Todo.TRAINING: Wording(
        "calendar-days", "neutral", _training, _seats, "Open training", "Trainings", _in("training", "")
    ),
    Todo.AWAITED_OFFICES: Wording(
        "mail", "neutral", _awaited, _due, "Show board", "Taskings", _in("tasking", "awaited")
    ),
    Todo.DISPOSAL: Wording("archive", "neutral", _disposal, _oldest, "Show records", "Reports", _due_records),
}
SECTIONS: tuple[tuple[str, tuple[Todo, ...]], ...] = (
    ("Needs attention", (Todo.EXCEPTIONS, Todo.LATE_OFFICES, Todo.PROBLEMS, Todo.UNMARKED, Todo.OFFERS, Todo.DOUBTFUL)),
    (
        "To do",
        (
            Todo.PENDING,
            Todo.ALTERNATES,
            Todo.PROPOSALS,
            Todo.REVIEW_OVERDUE,
            Todo.REVIEW_DUE,
            Todo.READY,
            Todo.INVITATIONS,
            Todo.CERTIFICATES,
            Todo.ACKNOWLEDGMENTS,
        ),
    ),
    (
        "Coming up",
        (
            Todo.TRAINING,
            Todo.AWAITED_OFFICES,
            Todo.EXPIRING,
            Todo.DOCUMENT_ENDS,
            Todo.AGREEMENT_ENDS,
            Todo.LICENSES_END,
            Todo.DISPOSAL,
        ),
    ),
)
