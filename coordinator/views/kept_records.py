"""The records that retention looks at, each with the day from which its years count and what rests on it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.model import (
    Acknowledgment,
    Completion,
    Designee,
    License,
    Nomination,
    Seat,
    Selection,
    Tasking,
    TrainingSession,
    Waiver,
)
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.retention import KeptRecord
from coordinator.rules.vocabulary import Mark, NominationState, RetentionKind, TaskingState
from coordinator.store.history import Snapshot
from coordinator.views.records import Kept, kept_people

OPEN = (TaskingState.DRAFT, TaskingState.OPEN)


@dataclass(frozen=True, slots=True)
class Found:
    """A record with where it is shown: a page, and what it opens there."""

    record: KeptRecord
    page: str
    target: object


class Shelf:
    """Reads the records of a kind; who was merged into another record stands for the person kept."""

    def __init__(self, session: Session) -> None:
        self.snapshot = Snapshot(session)
        self.kept: Kept = kept_people(self.snapshot)

    def licensed(self) -> frozenset[int]:
        """The people with an active license."""
        return frozenset(self.kept[row[1]] for row in self.snapshot.rows(License, "designee_id", state=ACTIVE))

    def holds(self) -> dict[int, str]:
        """The people on hold, with the reason."""
        rows = self.snapshot.rows(Designee, "hold_reason", retention_hold=(True,))
        return {self.kept[person]: reason or "no reason given" for person, reason in rows}

    def taskings(self) -> dict[int, tuple[str, str, date]]:
        """Number, state and the day it was due on its own clock."""
        rows = self.snapshot.rows(Tasking, "number", "state", "due_at", "due_zone")
        return {each: (number, state, _local(due, zone)) for each, number, state, due, zone in rows}

    def open_taskings(self) -> dict[int, str]:
        return {
            each: f"Tasking {number} is open" for each, (number, state, _) in self.taskings().items() if state in OPEN
        }

    def held_on(self) -> dict[int, date]:
        """The day of each training on the clock of its host."""
        rows = self.snapshot.rows(TrainingSession, "starts_at", "time_zone")
        return {each: _local(starts, zone) for each, starts, zone in rows}


def _local(moment: str, zone: str) -> date:
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)).date()


def _trainings(shelf: Shelf) -> Iterator[Found]:
    """From the day held. Whoever attended may rest a license on it; everyone with a seat is named in it."""
    people: dict[int, list[int]] = defaultdict(list)
    present: dict[int, list[int]] = defaultdict(list)
    for _, training, person, mark in shelf.snapshot.rows(Seat, "training_id", "designee_id", "mark"):
        people[training].append(shelf.kept[person])
        if mark == Mark.PRESENT:
            present[training].append(shelf.kept[person])
    held_on, is_open = shelf.held_on(), shelf.open_taskings()
    for training, title, tasking in shelf.snapshot.rows(TrainingSession, "title", "tasking_id"):
        record = KeptRecord(
            RetentionKind.TRAININGS,
            training,
            title,
            held_on[training],
            tuple(dict.fromkeys(people[training])),
            tuple(dict.fromkeys(present[training])),
            is_open.get(tasking, ""),
        )
        yield Found(record, "Trainings", training)


def _nominations(shelf: Shelf) -> Iterator[Found]:
    """From the day of the last decision of the tasking; where there was none, from the day it was due."""
    taskings, is_open = shelf.taskings(), shelf.open_taskings()
    columns = ("tasking_id", "designee_id", "state", "decided_on")
    rows = shelf.snapshot.rows(Nomination, *columns)
    decided: dict[int, str] = {}
    for _, tasking, _, _, on in rows:
        decided[tasking] = max(decided.get(tasking, ""), on or "")
    for _, tasking, at in shelf.snapshot.rows(Selection, "tasking_id", "decided_at"):
        decided[tasking] = max(decided.get(tasking, ""), at[:10])
    for nomination, tasking, person, state, _ in rows:
        number, _, due = taskings[tasking]
        is_basis = state == NominationState.SELECTED
        record = KeptRecord(
            RetentionKind.NOMINATIONS,
            nomination,
            f"Nomination under {number}",
            date.fromisoformat(decided[tasking]) if decided[tasking] else due,
            (shelf.kept[person],),
            (shelf.kept[person],) if is_basis else (),
            is_open.get(tasking, ""),
        )
        yield Found(record, "Taskings", tasking)


def _licenses(shelf: Shelf) -> Iterator[Found]:
    """From the day it ended; an active one has none. One that goes on as an active license is needed with it."""
    rows = shelf.snapshot.rows(License, "number", "designee_id", "state", "ended_on", "follows_id")
    successors = {row[5]: row[1] for row in rows if row[5] and row[3] in ACTIVE}
    for license_id, number, person, _, ended, _ in rows:
        later = successors.get(license_id)
        record = KeptRecord(
            RetentionKind.LICENSES,
            license_id,
            f"License {number}",
            date.fromisoformat(ended) if ended else None,
            (shelf.kept[person],),
            (shelf.kept[person],),
            f"It goes on as license {later}" if later else "",
        )
        yield Found(record, "Licenses", license_id)


def _people(shelf: Shelf) -> Iterator[Found]:
    """From the departure or the last record, whichever is later; somebody without either is not old at all."""
    latest: dict[int, str] = {}
    for person, on in _last_days(shelf):
        person = shelf.kept[person]
        latest[person] = max(latest.get(person, ""), on)
    is_open = shelf.open_taskings()
    waiting = {
        shelf.kept[person]: is_open[tasking]
        for _, tasking, person in shelf.snapshot.rows(Nomination, "tasking_id", "designee_id")
        if tasking in is_open
    }
    for (person,) in shelf.snapshot.rows(Designee):
        if shelf.kept[person] == person:
            last = latest.get(person)
            counts_from = date.fromisoformat(last) if last else None
            one = (person,)
            record = KeptRecord(
                RetentionKind.PEOPLE, person, "Personal record", counts_from, one, one, waiting.get(person, "")
            )
            yield Found(record, "Roster", person)


def _last_days(shelf: Shelf) -> Iterator[tuple[int, str]]:
    """Every day on which something of a person was put on record, as ISO has it."""
    snapshot = shelf.snapshot
    for _, person, *days in (
        *((person, person, on) for person, on in snapshot.rows(Designee, "departed_on", given="departed_on")),
        *snapshot.rows(Nomination, "designee_id", "nominated_at", "decided_on"),
        *snapshot.rows(License, "designee_id", "issued_on", "ended_on"),
        *snapshot.rows(Acknowledgment, "designee_id", "acknowledged_on"),
        *snapshot.rows(Completion, "designee_id", "completed_on"),
        *snapshot.rows(Waiver, "designee_id", "valid_until"),
    ):
        yield from ((person, on[:10]) for on in days if on)
    held_on = {training: on.isoformat() for training, on in shelf.held_on().items()}
    for _, training, person in snapshot.rows(Seat, "training_id", "designee_id"):
        yield person, held_on[training]


RECORDS: dict[RetentionKind, Callable[[Shelf], Iterator[Found]]] = {
    RetentionKind.TRAININGS: _trainings,
    RetentionKind.NOMINATIONS: _nominations,
    RetentionKind.LICENSES: _licenses,
    RetentionKind.PEOPLE: _people,
}
