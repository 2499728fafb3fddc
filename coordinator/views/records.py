"""What is on record of each person that gates look at, read at once for everyone or for some.

Of a hundred thousand people most have nothing on record and many have the same. A line is a plain tuple: equal lines
mean equal facts, and facts are made of them once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.model import (
    Acknowledgment,
    Completion,
    Course,
    Designee,
    DocumentVersion,
    Gate,
    GoverningDocument,
    Nomination,
    Seat,
    Tasking,
    TrainingSession,
    Waiver,
)
from coordinator.rules.gates import Attendance, Completed, Exemption, Facts, GateRule, Version
from coordinator.rules.validity import valid_until
from coordinator.rules.vocabulary import CourseKind, DocumentKind, GateKind, Mark, NominationState
from coordinator.store.history import Snapshot

Line = tuple[Any, ...]
"""What it is about, then its values."""
People = Collection[int] | None
"""Ids of designees; None is everyone."""


def gate_rules(snapshot: Snapshot) -> list[GateRule]:
    """The gates that are switched on, in order."""
    rows = snapshot.rows(Gate, "position", "kind", "title", "document_kind", "course_id", is_on=(True,))
    return [
        GateRule(gate_id, GateKind(kind), title, DocumentKind(document_kind) if document_kind else None, course_id)
        for gate_id, _, kind, title, document_kind, course_id in sorted(rows, key=itemgetter(1, 0))
    ]


def required_versions(snapshot: Snapshot, product_id: int | None = None) -> tuple[Version, ...]:
    """Every version of each document that is required: for this product, or (without one) for any."""
    documents = {
        row[0]: row
        for row in snapshot.rows(GoverningDocument, "kind", "title", "product_id", is_required=(True,))
        if product_id is None or row[3] in (None, product_id)
    }
    columns = ("document_id", "label", "effective_on", "expires_on", "grace_days")
    return tuple(
        _version(row, documents[row[1]]) for row in snapshot.rows(DocumentVersion, *columns, document_id=documents)
    )


def _version(row: Sequence[Any], document: Sequence[Any]) -> Version:
    version_id, document_id, label, effective_on, expires_on, grace_days = row
    return Version(
        id=version_id,
        document_id=document_id,
        kind=DocumentKind(document[1]),
        title=document[2],
        label=label,
        effective_on=date.fromisoformat(effective_on),
        expires_on=_day(expires_on),
        grace_days=grace_days,
    )


class Kept(dict[int, int]):
    """The person kept for each merged record; whoever was not merged is kept as they are."""

    def __missing__(self, person: int) -> int:
        return person


def kept_people(snapshot: Snapshot) -> Kept:
    """Whom each merged record stands for, through every merge after it."""
    merged: dict[int, int] = dict(snapshot.rows(Designee, "merged_into_id", given="merged_into_id"))
    return Kept((person, _last(merged, person)) for person in merged)


def _last(merged: dict[int, int], person: int) -> int:
    seen: set[int] = set()
    while person in merged and person not in seen:
        seen.add(person)
        person = merged[person]
    return person


def records(
    snapshot: Snapshot, gates: Sequence[GateRule], kept: Kept, people: People = None, product_id: int | None = None
) -> dict[int, list[Line]]:
    """The lines on record of these people, by the person kept; nothing for those of whom there is nothing.

    A selection counts that was made for the product, or (without one) for any.
    """
    found: dict[int, list[Line]] = defaultdict(list)
    of = None if people is None else {*people, *(each for each, into in kept.items() if into in people)}
    for person, line in _selections(snapshot, of, product_id):
        found[kept[person]].append(line)
    for read in (_acknowledgments, _attendances, _waivers):
        for person, line in read(snapshot, of):
            found[kept[person]].append(line)
    # Completions come in with every nomination, and few units make them a gate.
    if any(gate.kind is GateKind.COURSE_COMPLETED for gate in gates):
        for person, line in _completions(snapshot, of):
            found[kept[person]].append(line)
    for person, day in snapshot.rows(Designee, "departed_on", given="departed_on", id=of):
        if person not in kept:
            found[person].append(("departed", _day(day)))
    return found


Lines = Iterator[tuple[int, Line]]


def _selections(snapshot: Snapshot, people: People, product_id: int | None) -> Lines:
    products = None if product_id is None else (product_id,)
    numbers: dict[int, str] = dict(snapshot.rows(Tasking, "number", product_id=products))
    columns = ("designee_id", "tasking_id", "decided_on", "supervisor_approved_on")
    selected = (NominationState.SELECTED,)
    for _, person, tasking, decided, approved in snapshot.rows(
        Nomination, *columns, designee_id=people, state=selected
    ):
        if tasking in numbers:
            yield person, ("selected", _day(decided), numbers[tasking], _day(approved), tasking)


def _acknowledgments(snapshot: Snapshot, people: People) -> Lines:
    columns = ("designee_id", "version_id", "acknowledged_on")
    for _, person, version, day in snapshot.rows(Acknowledgment, *columns, designee_id=people):
        yield person, ("acknowledged", version, _day(day))


def _attendances(snapshot: Snapshot, people: People) -> Lines:
    columns = ("designee_id", "training_id", "minutes")
    seats = snapshot.rows(Seat, *columns, designee_id=people, mark=(Mark.PRESENT,))
    trainings = _trainings(snapshot, {training for _, _, training, _ in seats})
    for _, person, training, minutes in seats:
        yield person, ("attended", *trainings[training], minutes)


def _trainings(snapshot: Snapshot, ids: Collection[int]) -> dict[int, Line]:
    """Title, the day on the training's own clock, the last day that having been there counts, course and id."""
    valid_days: dict[int, int | None] = dict(snapshot.rows(Course, "valid_days"))
    found = {}
    for training, title, starts, zone, course in snapshot.rows(
        TrainingSession, "title", "starts_at", "time_zone", "course_id", id=ids
    ):
        held_on = datetime.fromisoformat(starts).astimezone(ZoneInfo(zone)).date()
        found[training] = (title, held_on, valid_until(held_on, valid_days[course]), course, training)
    return found


def _completions(snapshot: Snapshot, people: People) -> Lines:
    courses = {row[0]: row[1:] for row in snapshot.rows(Course, "title", "valid_days", kind=(CourseKind.LMS,))}
    columns = ("designee_id", "course_id", "completed_on", "valid_until")
    for _, person, course, day, until in snapshot.rows(Completion, *columns, designee_id=people, course_id=courses):
        title, valid_days = courses[course]
        on = date.fromisoformat(day)
        yield person, ("completed", course, title, on, _day(until) or valid_until(on, valid_days))


def _waivers(snapshot: Snapshot, people: People) -> Lines:
    columns = ("designee_id", "gate_id", "reason", "approver", "valid_from", "valid_until", "withdrawn_on")
    for row in snapshot.rows(Waiver, *columns, designee_id=people):
        waiver, person, gate, reason, approver, start, end, withdrawn = row
        if not withdrawn:
            yield person, ("waived", gate, reason, approver, _day(start), _day(end), waiver)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def facts_of(lines: Sequence[Line]) -> Facts:
    """The lines of one person put together. Of two selections the later counts, of one version the first acceptance."""
    by_kind: dict[str, list[Line]] = defaultdict(list)
    for kind, *values in lines:
        by_kind[kind].append(tuple(values))
    last = max(reversed(by_kind["selected"]), key=itemgetter(0), default=(None, "", None, 0))
    decided, number, approved, tasking = last
    acknowledged: dict[int, date] = {}
    for version, day in by_kind["acknowledged"]:
        acknowledged[version] = min(day, acknowledged.get(version, day))
    return Facts(
        selected_on=decided,
        nominated_under=number,
        tasking_id=tasking,
        acknowledged=acknowledged,
        attended=tuple(
            Attendance(title, day, minutes, until, course, training)
            for title, day, until, course, training, minutes in by_kind["attended"]
        ),
        completed=tuple(Completed(*values) for values in by_kind["completed"]),
        departed_on=next((day for (day,) in by_kind["departed"]), None),
        supervisor_approved_on=approved,
        exemptions=tuple(Exemption(*values) for values in by_kind["waived"]),
    )
