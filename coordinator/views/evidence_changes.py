"""What the audit trail says about a person or a training, and whether the trail is unbroken."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from coordinator.model import AuditEntry, AuditSubject, Base, TrainingSession
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Text, Told
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import Area, EntryKind
from coordinator.store.change_set import ChangeSet, from_stored, recorded_columns
from coordinator.store.trail import Check
from coordinator.views.evidence_records import Records, digest, plain, text

_SHORT = 8  # characters of a hash
_CHANGES = (
    plain("No.", 36),
    plain("When", 96),
    text("Who", 96, PersonalField.SIGNATORY),
    text("What", 216),
    digest("Hash", 60),
)
_PLAN = (
    plain("No.", 36),
    plain("When", 92),
    text("Who", 80, PersonalField.SIGNATORY),
    plain("Field", 80),
    text("Before", 108),
    text("After", 108),
)
_COLUMNS = {column.name: column for column in recorded_columns(Base.metadata.tables["training_session"])}
_TRAININGS = Area.TRAININGS | Area.SEATS | Area.CERTIFICATES | Area.DRAFTS
_PAPERS = Area.CERTIFICATES | Area.LETTERS | Area.DRAFTS
_AT_ONCE = 200  # entries, of which one may hold the changes of a whole roster
_TITLES = {"ics_sequence": "Calendar sequence", "overbook": "More for no-shows"}
# What a field of the plan says of people.
_PERSONAL = {
    "host": PersonalField.INSTRUCTOR,
    "instructors": PersonalField.INSTRUCTOR,
    "join_link": PersonalField.SYSTEM,
    "dial_in": PersonalField.SYSTEM,
    "note": PersonalField.NOTE,
}


Touched = Mapping[str, Collection[int]]
"""Ids of records, by their table, whose changes name neither the person nor the training."""


def change_part(records: Records, people: Collection[int], touched: Touched, check: Check) -> EvidencePart:
    """Every entry of the audit trail about one person, or about one of the `touched` papers and mails."""
    concerned = records.session.scalars(select(AuditSubject.id).where(AuditSubject.designee_id.in_(people)))
    papers = _entries(records, _PAPERS) if any(touched.values()) else ()
    return entry_part(records, {*concerned, *(entry for entry, each in papers if _touches(each, touched))}, check)


@dataclass(frozen=True, slots=True)
class TrainingChanges:
    """The `entries` that are about a training, and what they changed in its plan."""

    entries: frozenset[int]
    plan: EvidenceTable


def training_changes(records: Records, training: int, touched: Touched) -> TrainingChanges:
    """Every entry that changed the training or one of the `touched` records; every field of the plan it changed."""
    entries: set[int] = set()
    rows: list[tuple[Text, ...]] = []
    for entry, changes in _entries(records, _TRAININGS):
        if _names(changes, training) or _touches(changes, touched):
            entries.add(entry)
            rows += _planned(records, entry, changes, training)
    return TrainingChanges(frozenset(entries), EvidenceTable(_PLAN, tuple(rows), "Changes to the plan"))


def trail_words(check: Check) -> str:
    """Whether the whole audit trail could be followed from its first entry to its last."""
    if check.fault:
        return f"THE AUDIT TRAIL IS BROKEN: {check.fault} The {check.entries:,} entries before it follow each other."
    return f"The audit trail was followed when this was made: {check.entries:,} entries, unbroken, head {check.head}."


def entry_part(records: Records, entries: Collection[int], check: Check) -> EvidencePart:
    """These entries, and whether the trail that they are of is unbroken."""
    columns = (AuditEntry.id, AuditEntry.at, AuditEntry.actor, AuditEntry.label, AuditEntry.kind, AuditEntry.hash)
    # One parameter for any number of entries.
    wanted = select(func.json_each(json.dumps(sorted(entries))).table_valued("value").c.value)
    found = records.session.execute(select(*columns).where(AuditEntry.id.in_(wanted)).order_by(AuditEntry.id))
    rows = tuple(
        (
            str(row.id),
            records.stamp(row.at),
            row.actor,
            row.label if row.kind is EntryKind.CHANGE else f"{row.kind.capitalize()}: {row.label}",
            row.hash.hex()[:_SHORT],
        )
        for row in found
        if records.is_then(row.at)
    )
    says = (trail_words(check), *([] if rows else ["No entry of it is about this."]))
    return EvidencePart("Changes on record", says, tables=(EvidenceTable(_CHANGES, rows),) if rows else ())


def _entries(records: Records, areas: Area) -> Iterator[tuple[int, ChangeSet]]:
    """The entries of these areas, with what they changed."""
    columns = (AuditEntry.id, AuditEntry.at, AuditEntry.changes)
    query = select(*columns).where(AuditEntry.areas.bitwise_and(areas.value) != 0).order_by(AuditEntry.id)
    for entry, at, data in records.session.execute(query.execution_options(yield_per=_AT_ONCE)):
        if records.is_then(at):
            yield entry, ChangeSet.decode(data)


def _names(changes: ChangeSet, training: int) -> bool:
    return any(training in group.values_of("training_id") for group in changes.groups)


def _touches(changes: ChangeSet, touched: Touched) -> bool:
    return any(not group.rows.keys().isdisjoint(touched.get(group.table, ())) for group in changes.groups)


def _planned(records: Records, entry: int, changes: ChangeSet, training: int) -> Iterator[tuple[Text, ...]]:
    for group in changes.of_table(TrainingSession.__tablename__):
        if group.kind == "=" and training in group.rows:
            change = group.change(group.rows[training])
            yield from _fields(records, entry, change.before or {}, change.after or {})


def _fields(
    records: Records, entry: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[Text, ...]]:
    at, actor = records.session.execute(select(AuditEntry.at, AuditEntry.actor).where(AuditEntry.id == entry)).one()
    for name, value in after.items():
        title = _TITLES.get(name) or name.removesuffix("_id").replace("_", " ").capitalize()
        told = (_value(records, name, each) for each in (before.get(name), value))
        yield str(entry), records.stamp(at), actor, title, *told


def _value(records: Records, name: str, stored: Any) -> Text:
    column = _COLUMNS.get(name)
    value = stored if column is None else from_stored(column, stored)
    said = records.stamp(value) if isinstance(value, datetime) else "" if value is None else str(value)
    personal = _PERSONAL.get(name)
    return Told(said, personal) if personal else said or "nothing"
