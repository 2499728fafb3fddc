"""How a person came to be selected: the memorandum, what the office said, and the place in the frozen ranking."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from coordinator.model import License, Nomination, Response, Selection, Tasking
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Folder, Text, grouped
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import NominationState
from coordinator.views.evidence_records import Records, Row, digest, figures, iso, number, plain, text, words

_TASKINGS = (
    plain("Tasking", 50),
    text("Subject", 146),
    plain("Issued", 60),
    plain("Answers due", 96),
    text("Point of contact", 80, PersonalField.SIGNATORY),
    plain("State", 52),
    plain("Memorandum", 74),
)
_NOMINATIONS = (
    plain("Tasking", 56),
    plain("Office", 44),
    plain("Put forward", 92),
    plain("The office said", 140),
    text("Remarks", 90, PersonalField.NOTE),
    plain("File", 40),
    text("Row", 84, PersonalField.NOTE),
)
_ANSWERS = (
    plain("Tasking", 56),
    plain("Office", 44),
    plain("Answer", 60),
    plain("Received", 96),
    text("From", 120, PersonalField.EMAIL),
    text("Note", 120, PersonalField.NOTE),
)
_PLACES = (
    plain("Tasking", 56),
    plain("Decided", 100),
    plain("Place", 44),
    figures("Points", 42),
    text("Why", 160),
    figures("Own score", 42),
    text("Own note", 80, PersonalField.NOTE),
    plain("Outcome", 66),
    text("Reason", 90, PersonalField.NOTE),
)
_FROZEN = (
    plain("Tasking", 56),
    text("Signed by", 100, PersonalField.SIGNATORY),
    text("Recorded by", 90, PersonalField.SIGNATORY),
    plain("Record", 44),
    digest("SHA-256 of the snapshot", 214),
)
_STANDING = (
    plain("Tasking", 56),
    plain("State", 70),
    plain("Decided on", 64),
    plain("Rank", 40),
    text("Explanation", 180),
    text("Reason", 94, PersonalField.NOTE),
)


def tasking_part(records: Records, people: Collection[int]) -> EvidencePart:
    """Every tasking under which the person was put forward or licensed."""
    ids = {row.tasking_id for row in records.rows(Nomination, designee_id=people)}
    ids |= {row.tasking_id for row in records.rows(License, designee_id=people)}
    return part_of_taskings(records, ids)


def part_of_taskings(records: Records, ids: Collection[int | None]) -> EvidencePart:
    rows = list(records.by_id(Tasking, ids).values())
    title = "Tasking and memorandum"
    if not rows:
        return EvidencePart(title, ("No tasking is on record.",))
    says = tuple(
        f"The memorandum of tasking {row.number} is not kept as a file." for row in rows if not row.memo_file_id
    )
    return EvidencePart(title, says, tables=(EvidenceTable(_TASKINGS, tuple(_tasking(records, row) for row in rows)),))


def _tasking(records: Records, row: Row) -> tuple[Text, ...]:
    due = row.due_at.astimezone(records.zone)
    memo = records.file(row.memo_file_id, Folder.TASKING, f"Memorandum of {row.number}", f"tasking {row.id}")
    contact = ", ".join(filter(None, (row.point_of_contact, row.point_of_contact_email)))
    return row.number, row.subject, iso(row.issued_on), f"{due:%Y-%m-%d %H:%M %Z}", contact, words(row.state), memo


def nomination_part(records: Records, people: Collection[int]) -> EvidencePart:
    """What each office said of the person, when, and in which file."""
    rows = records.rows(Nomination, designee_id=people)
    title = "Nomination"
    if not rows:
        return EvidencePart(title, ("No nomination is on record.",))
    numbers = records.numbers(Tasking, {row.tasking_id for row in rows})
    offices = records.offices()
    said = tuple(_nomination(records, row, numbers[row.tasking_id], offices[row.office_id]) for row in rows)
    answers = tuple(_answers(records, rows, numbers, offices))
    says = tuple(
        f"No file is kept in which the person was put forward under {numbers[row.tasking_id]}."
        for row in rows
        if row.source_file_id is None
    )
    tables = [EvidenceTable(_NOMINATIONS, said)]
    if answers:
        tables.append(EvidenceTable(_ANSWERS, answers, "What the office sent"))
    return EvidencePart(title, says, tables=tuple(tables))


def _nomination(records: Records, row: Row, tasking: str, office: str) -> tuple[Text, ...]:
    source = records.file(row.source_file_id, Folder.NOMINATION, f"Nomination under {tasking}", f"nomination {row.id}")
    return (
        tasking,
        office,
        records.stamp(row.nominated_at),
        "; ".join(_said(row)),
        row.remarks,
        source,
        row.source_row,
    )


def _said(row: Row) -> Iterator[str]:
    for title, value in (("trial license", row.trial_use), ("course completed", row.course_completed)):
        if value is not None:
            yield f"{title}: {'yes' if value else 'no'}"
    if row.course_completed_on:
        yield f"course completed on {iso(row.course_completed_on)}"
    if row.supervisor_approved_on:
        yield f"supervisor approved on {iso(row.supervisor_approved_on)}"
    if row.supervisor_priority:
        yield f"priority {row.supervisor_priority} of the supervisor"
    marks = (
        (row.is_office_alternate, "alternate of the office"),
        (row.is_late, "came late"),
        (row.is_over_quota, "over quota"),
    )
    yield from (mark for is_so, mark in marks if is_so)


def _answers(
    records: Records, rows: Sequence[Row], taskings: Mapping[int, str], offices: Mapping[int, str]
) -> Iterator[tuple[Text, ...]]:
    asked = {(row.tasking_id, row.office_id) for row in rows}
    for each in records.rows(Response, tasking_id={tasking for tasking, _ in asked}):
        if (each.tasking_id, each.office_id) in asked:
            received = records.stamp(each.received_at)
            tasking, office = taskings[each.tasking_id], offices[each.office_id]
            yield tasking, office, words(each.state), received, each.received_from, each.note


def selection_part(records: Records, people: Collection[int]) -> EvidencePart:
    """The place of the person in every frozen decision, and the nomination as it stands."""
    rows = records.rows(Nomination, designee_id=people)
    numbers = records.numbers(Tasking, {row.tasking_id for row in rows})
    decisions = [row for row in records.rows(Selection, tasking_id=numbers) if _entry(row, people)]
    title = "Rank and decision"
    says = () if decisions else ("No frozen decision of a selection names this person.",)
    tables = []
    if decisions:
        places = tuple(_place(records, row, people, numbers[row.tasking_id]) for row in decisions)
        tables = [EvidenceTable(_PLACES, places), frozen_table(records, decisions, numbers)]
    if rows:
        standing = tuple(_standing(row, numbers[row.tasking_id]) for row in rows)
        tables.append(EvidenceTable(_STANDING, standing, "The nomination as it stands", is_more=bool(decisions)))
    return EvidencePart(title, says, tables=tuple(tables))


def _entry(row: Row, people: Collection[int]) -> dict[str, Any] | None:
    snapshot = row.snapshot
    return next((e for e in [*snapshot["nominations"], *snapshot.get("gone", ())] if e["designee_id"] in people), None)


def _place(records: Records, row: Row, people: Collection[int], tasking: str) -> tuple[Text, ...]:
    entry = _entry(row, people) or {}
    standing = len(row.snapshot["nominations"])
    reasons = entry.get("reasons") or ()
    return (
        tasking,
        records.stamp(row.decided_at),
        f"{entry['rank']} of {standing}" if entry.get("rank") else "not ranked",
        number(entry.get("score")),
        ", ".join(f"{why} ({points:+g})" for why, points in reasons) or entry.get("explanation", ""),
        number(entry.get("manual_score")),
        entry.get("manual_note", ""),
        f"{words(entry['state'])}{' by hand' if entry.get('by_hand') else ''}",
        entry.get("reason") or "",
    )


def frozen_table(records: Records, decisions: Iterable[Row], taskings: Mapping[int, str]) -> EvidenceTable:
    """Who signed each decision, and the hash of what it was frozen as."""
    rows = tuple(_frozen(records, row, taskings[row.tasking_id]) for row in decisions)
    return EvidenceTable(_FROZEN, rows, "Records of the decisions", is_more=True)


def _frozen(records: Records, row: Row, tasking: str) -> tuple[Text, ...]:
    record = records.file(
        row.record_file_id, Folder.SELECTION, f"Record of the decision on {tasking}", f"selection {row.id}"
    )
    return tasking, row.signed_by or row.decided_by, row.decided_by, record or "none kept", grouped(row.sha256)


def _standing(row: Row, tasking: str) -> tuple[Text, ...]:
    rank = str(row.rank or "") if row.state is not NominationState.WITHDRAWN else ""
    return tasking, words(row.state), iso(row.decided_on), rank, row.explanation, row.decision_reason
