"""What the audit trail says about a person or a training, and whether the trail is unbroken."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from coordinator.model import AuditEntry, AuditSubject, Base, TrainingSession
from coordinator.rules.evidence import EvidencePart, EvidenceTable, Text, Told
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import Area, EntryKind
from coordinator.store.change_set import ChangeSet, from_stored, recorded_columns
from coordinator.store.trail import Check
from coordinator.views.evidence_records import Records, plain, text

_SHORT = 8  # characters of a hash
_CHANGES = (
    plain("No.", 36),
    plain("When", 96),
    text("Who", 96, PersonalField.SIGNATORY),
    text("What", 216),
    plain("Hash", 60),
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
_AREAS = Area.TRAININGS | Area.SEATS | Area.CERTIFICATES | Area.DRAFTS
_TITLES = {"ics_sequence": "Calendar sequence", "overbook": "More for no-shows"}
# What a field of the plan says of people.
_PERSONAL = {
    "host": PersonalField.INSTRUCTOR,
    "instructors": PersonalField.INSTRUCTOR,
    "join_link": PersonalField.SYSTEM,
    "dial_in": PersonalField.SYSTEM,
    "note": PersonalField.NOTE,
}


def change_part(records: Records, people: Collection[int], check: Check) -> EvidencePart:
    """Every entry of the audit trail about one person."""
    concerned = select(AuditSubject.id).where(AuditSubject.designee_id.in_(people))
    return _part(records, AuditEntry.id.in_(concerned), check)


def training_change_part(
    records: Records, training: int, touched: Mapping[str, Collection[int]], check: Check
) -> EvidencePart:
    """Every entry that changed the training or one of the `touched` records, which are given by table."""
    entries = tuple(entry for entry, changes in _of_trainings(records) if _concerns(changes, training, touched))
    return _part(records, AuditEntry.id.in_(entries), check)


def trail_words(check: Check) -> str:
    """Whether the whole audit trail could be followed from its first entry to its last."""
    if check.fault:
        return f"THE AUDIT TRAIL IS BROKEN: {check.fault} The {check.entries:,} entries before it follow each other."
    return f"The audit trail was followed when this was made: {check.entries:,} entries, unbroken, head {check.head}."


def _part(records: Records, which: ColumnElement[bool], check: Check) -> EvidencePart:
    columns = (AuditEntry.id, AuditEntry.at, AuditEntry.actor, AuditEntry.label, AuditEntry.kind, AuditEntry.hash)
    found = records.session.execute(select(*columns).where(which).order_by(AuditEntry.id))
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


def _of_trainings(records: Records) -> Iterator[tuple[int, ChangeSet]]:
    """The entries that may be about a training, with what they changed."""
    columns = (AuditEntry.id, AuditEntry.at, AuditEntry.changes)
    query = select(*columns).where(AuditEntry.areas.bitwise_and(_AREAS.value) != 0).order_by(AuditEntry.id)
    for entry, at, data in records.session.execute(query):
        if records.is_then(at):
            yield entry, ChangeSet.decode(data)


def _concerns(changes: ChangeSet, training: int, touched: Mapping[str, Collection[int]]) -> bool:
    return any(
        training in group.values_of("training_id") or any(each in group.rows for each in touched.get(group.table, ()))
        for group in changes.groups
    )


def plan_changes(records: Records, training: int) -> EvidenceTable:
    """Every field of the plan that was changed after the training was planned, before and after."""
    rows: list[tuple[Text, ...]] = []
    for entry, changes in _of_trainings(records):
        for group in changes.of_table(TrainingSession.__tablename__):
            if group.kind == "=" and training in group.rows:
                change = group.change(group.rows[training])
                rows += _fields(records, entry, change.before or {}, change.after or {})
    return EvidenceTable(_PLAN, tuple(rows), "Changes to the plan")


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
