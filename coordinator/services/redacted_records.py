"""The record of a selection without what is withheld: drawn again from the frozen snapshot. The record itself stays."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.documents.selection_record import (
    CandidateLine,
    GoneLine,
    RuleLine,
    SelectionRecordFacts,
    render_selection_record,
)
from coordinator.errors import RuleBroken
from coordinator.model import AuditEntry, Selection
from coordinator.rules.redaction import PersonalField, Redaction
from coordinator.rules.vocabulary import NominationState
from coordinator.services.frozen_selection import record_facts
from coordinator.store.trail import NO_HASH, Head
from coordinator.views.redaction import redaction_for
from coordinator.views.settings import unit_settings


def redacted_selection_record(session: Session, selection_id: int) -> tuple[str, bytes]:
    """Name and bytes of the PDF, by the rules of redaction of now. Raises RuleBroken when there is no such decision."""
    row = session.get(Selection, selection_id)
    if row is None:
        raise RuleBroken("This decision is not on record.")
    facts = record_facts(row.snapshot, row.sha256, str(_head_before(session, row)))
    redacted = _redacted(facts, redaction_for(session, True))
    name = f"Selection record {facts.tasking} redacted {facts.decided_on.isoformat()}.pdf"
    return name, render_selection_record(redacted, unit_settings(session).unit_paper)


def _head_before(session: Session, row: Selection) -> Head:
    """The last audit entry before the decision, as the record names it."""
    before = select(AuditEntry.id, AuditEntry.hash).where(AuditEntry.at < row.decided_at)
    found = session.execute(before.order_by(AuditEntry.id.desc()).limit(1)).first()
    return Head(0, NO_HASH) if found is None else Head(found.id, found.hash)


def _redacted(facts: SelectionRecordFacts, redaction: Redaction) -> SelectionRecordFacts:
    signed_by = redaction.of(PersonalField.SIGNATORY, facts.signed_by)
    # One exemption stands for both who signed and who recorded it.
    recorded_by = signed_by if redaction.withholds(PersonalField.SIGNATORY) else facts.recorded_by
    made = replace(
        facts,
        subject=redaction.words(facts.subject),
        scenario=redaction.words(facts.scenario),
        signed_by=signed_by,
        recorded_by=recorded_by,
        rules=tuple(_rule(line, redaction) for line in facts.rules),
        candidates=tuple(_candidate(line, redaction) for line in facts.candidates),
        gone=tuple(_gone(line, redaction) for line in facts.gone),
    )
    return replace(made, withheld=redaction.sentence)


def _rule(line: RuleLine, redaction: Redaction) -> RuleLine:
    return replace(line, title=redaction.words(line.title), how=redaction.words(line.how))


def _candidate(line: CandidateLine, redaction: Redaction) -> CandidateLine:
    """A reason given by hand is a note; the others are said by the rules."""
    is_noted = line.manual_score is not None or bool(line.manual_note)
    times = 1 + line.by_hand + (line.outcome is not NominationState.SELECTED)
    reason = (
        redaction.of(PersonalField.NOTE, line.reason, times) if line.by_hand else redaction.words(line.reason, times)
    )
    return replace(
        line,
        name=redaction.of(PersonalField.NAME, line.name, times + is_noted),
        why=redaction.words(line.why),
        reason=reason,
        manual_note=redaction.of(PersonalField.NOTE, line.manual_note),
    )


def _gone(line: GoneLine, redaction: Redaction) -> GoneLine:
    name = redaction.of(PersonalField.NAME, line.name)
    return replace(line, name=name, reason=redaction.of(PersonalField.NOTE, line.reason))
