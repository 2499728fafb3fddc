"""Everything on record that a license of one person rests on, as it stands now or stood at an earlier moment."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.model import (
    Acknowledgment,
    Agreement,
    Base,
    Certificate,
    Completion,
    Course,
    Designee,
    DocumentVersion,
    Gate,
    GoverningDocument,
    Letter,
    License,
    LicenseEvent,
    Nomination,
    Office,
    Product,
    Seat,
    Tasking,
    TrainingSession,
    Waiver,
)
from coordinator.rules.names import PersonName
from coordinator.rules.validity import valid_until
from coordinator.rules.vocabulary import CertificateState, CourseKind, LicenseState, Mark, NominationState, Position
from coordinator.store.history import Snapshot
from coordinator.views.people import NAME, position_words
from coordinator.views.records import kept_people

Cells = tuple[str, ...]
_GROUP = 8  # characters of a hash between two spaces


@dataclass(frozen=True, slots=True)
class LicenseRecord:
    """One license and what it rests on. The rows are in words, each text by itself, so that one alone can be withheld.

    `designee_id` is the person kept, where the holder was merged into another record.
    """

    number: str
    designee_id: int
    product_id: int
    product: str
    agreement: str
    state: LicenseState
    issued_on: date | None
    valid_until: date | None
    ended_on: date | None
    follows: str
    name: str
    position: str
    office: str
    moves: tuple[Cells, ...]
    selection: tuple[Cells, ...]
    acknowledgments: tuple[Cells, ...]
    trainings: tuple[Cells, ...]
    courses: tuple[Cells, ...]
    waivers: tuple[Cells, ...]
    letters: tuple[Cells, ...]


def license_record(snapshot: Snapshot, license_id: int) -> LicenseRecord | None:
    """None when the license was not on record at that moment."""
    columns = (
        "number", "designee_id", "product_id", "agreement_id", "tasking_id", "state", "issued_on", "valid_until",
        "ended_on", "follows_id",
    )  # fmt: skip
    found = snapshot.rows(License, *columns, id=(license_id,))
    if not found:
        return None
    _, number, holder, product, agreement, tasking, state, issued, until, ended, follows = found[0]
    kept = kept_people(snapshot)
    person = kept[holder]
    people = {person, *(each for each, into in kept.items() if into == person)}
    name, position, office = _person(snapshot, person)
    letters = _letters(snapshot, license_id, people, tasking)
    return LicenseRecord(
        number=number,
        designee_id=person,
        product_id=product,
        product=_one(snapshot, Product, product, "name"),
        agreement=_agreement(snapshot, agreement),
        state=LicenseState(state),
        issued_on=_day(issued),
        valid_until=_day(until),
        ended_on=_day(ended),
        follows=_one(snapshot, License, follows, "number") if follows else "",
        name=name,
        position=position,
        office=office,
        moves=tuple(_moves(snapshot, license_id)),
        selection=tuple(_selections(snapshot, people, product)),
        acknowledgments=tuple(_acknowledgments(snapshot, people, product)),
        trainings=tuple(_trainings(snapshot, people)),
        courses=tuple(_courses(snapshot, people)),
        waivers=tuple(_waivers(snapshot, people)),
        letters=tuple((row[1], _words(row[2]), row[3], _grouped(row[4])) for row in letters),
    )


def _one(snapshot: Snapshot, entity: type[Base], row_id: int, name: str) -> str:
    return next((str(value) for _, value in snapshot.rows(entity, name, id=(row_id,))), "")


def _agreement(snapshot: Snapshot, agreement_id: int) -> str:
    columns = ("contract_number", "starts_on", "ends_on")
    [(_, number, starts, ends)] = snapshot.rows(Agreement, *columns, id=(agreement_id,))
    return f"agreement {number}, {starts} to {ends}"


def _person(snapshot: Snapshot, person: int) -> Cells:
    columns = ("position", "position_text", "office_id", *NAME)
    [(_, position, text, office, *name)] = snapshot.rows(Designee, *columns, id=(person,))
    raw, first, middle, last, suffix, is_contractor = name
    printed = PersonName(raw, first, middle, last, suffix, bool(is_contractor)).printed
    return printed, position_words(Position(position), text), _one(snapshot, Office, office, "name")


def _moves(snapshot: Snapshot, license_id: int) -> Iterator[Cells]:
    """Day, state, reason, the gates as they were written down at the move, by whom, and its letter.

    The letter may be that of the next license.
    """
    columns = ("happened_on", "to_state", "reason", "basis", "actor", "letter_id")
    moves = snapshot.rows(LicenseEvent, *columns, license_id=(license_id,))
    letters: dict[int, str] = dict(snapshot.rows(Letter, "number", id={row[6] for row in moves if row[6]}))
    for _, day, state, reason, basis, actor, letter in moves:
        yield day, _words(state), reason, basis, actor, letters.get(letter, "")


def _selections(snapshot: Snapshot, people: Collection[int], product: int) -> Iterator[Cells]:
    """Under taskings for this product: number, subject, day, rank, why this rank, and the reason of the decision."""
    taskings = {row[0]: row[1:] for row in snapshot.rows(Tasking, "number", "subject", product_id=(product,))}
    columns = ("tasking_id", "decided_on", "rank", "explanation", "decision_reason")
    selected = (NominationState.SELECTED,)
    rows = snapshot.rows(Nomination, *columns, designee_id=people, state=selected)
    for _, tasking, decided, rank, explanation, reason in sorted(rows, key=lambda row: (row[2] or "", row[0])):
        if tasking in taskings:
            number, subject = taskings[tasking]
            yield number, subject, decided or "", str(rank or ""), explanation, reason


def _acknowledgments(snapshot: Snapshot, people: Collection[int], product: int) -> Iterator[Cells]:
    """Of the documents for every product, and for this one: title, version, day, how, recorded by whom, and hash."""
    documents = {
        row[0]: row[1] for row in snapshot.rows(GoverningDocument, "title", "product_id") if row[2] in (None, product)
    }
    versions = {row[0]: row[1:] for row in snapshot.rows(DocumentVersion, "document_id", "label", "sha256")}
    columns = ("version_id", "acknowledged_on", "method", "recorded_by")
    rows = snapshot.rows(Acknowledgment, *columns, designee_id=people)
    for _, version, day, method, recorded_by in sorted(rows, key=itemgetter(2, 0)):
        document, label, sha256 = versions[version]
        if document in documents:
            text = _grouped(sha256 or "") or "no file is kept"
            yield documents[document], label, day, _words(method), recorded_by, text


def _trainings(snapshot: Snapshot, people: Collection[int]) -> Iterator[Cells]:
    """Where the person was marked present, with the certificate that counts."""
    seats = snapshot.rows(Seat, "training_id", "minutes", designee_id=people, mark=(Mark.PRESENT,))
    columns = ("title", "starts_at", "time_zone", "course_id")
    trainings = {row[0]: row[1:] for row in snapshot.rows(TrainingSession, *columns, id={row[1] for row in seats})}
    valid_days: dict[int, int | None] = dict(snapshot.rows(Course, "valid_days"))
    issued = (CertificateState.ISSUED,)
    certificates = {row[1]: row[2] for row in snapshot.rows(
        Certificate, "training_id", "number", designee_id=people, state=issued
    )}  # fmt: skip
    for _, training, minutes in seats:
        title, starts, zone, course = trainings[training]
        held_on = datetime.fromisoformat(starts).astimezone(ZoneInfo(zone)).date()
        until = valid_until(held_on, valid_days[course])
        number = certificates.get(training, "")
        yield title, held_on.isoformat(), "" if minutes is None else str(minutes), _iso(until), number


def _courses(snapshot: Snapshot, people: Collection[int]) -> Iterator[Cells]:
    courses = {row[0]: row[1:] for row in snapshot.rows(Course, "title", "valid_days", kind=(CourseKind.LMS,))}
    columns = ("course_id", "completed_on", "valid_until", "source")
    rows = snapshot.rows(Completion, *columns, designee_id=people, course_id=courses)
    for _, course, day, until, source in sorted(rows, key=itemgetter(2, 0)):
        title, valid_days = courses[course]
        yield title, day, until or _iso(valid_until(date.fromisoformat(day), valid_days)), source


def _waivers(snapshot: Snapshot, people: Collection[int]) -> Iterator[Cells]:
    gates: dict[int, str] = dict(snapshot.rows(Gate, "title"))
    columns = ("gate_id", "valid_from", "valid_until", "approver", "reason", "withdrawn_on", "withdrawn_why")
    for _, gate, start, end, approver, reason, withdrawn, why in snapshot.rows(Waiver, *columns, designee_id=people):
        ended = f"; withdrawn {withdrawn}{f': {why}' if why else ''}" if withdrawn else ""
        yield gates.get(gate, ""), start, end, approver, f"{reason}{ended}"


def _letters(
    snapshot: Snapshot, license_id: int, people: Collection[int], tasking: int | None
) -> Sequence[Sequence[Any]]:
    """Id, number, kind, day and hash of those of the license, and of those of the decision that came before it."""
    columns = ("number", "kind", "issued_on", "sha256", "license_id", "tasking_id")
    return [
        row
        for row in snapshot.rows(Letter, *columns, designee_id=people)
        if row[5] == license_id or (row[5] is None and tasking is not None and row[6] == tasking)
    ]


def _words(value: str) -> str:
    return value.replace("_", " ").capitalize()


def _grouped(sha256: str) -> str:
    """A hash in groups, as two people read it to each other."""
    return " ".join(sha256[at : at + _GROUP] for at in range(0, len(sha256), _GROUP))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
