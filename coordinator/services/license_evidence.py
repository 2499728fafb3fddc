"""The proof of one license as one PDF: on what basis the person held it on a day, by the records as they stood then.

A redacted one holds the exemption where a text was, and says how many were withheld.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.documents.facts import spelled
from coordinator.documents.license_basis import LicenseBasisFacts, render_license_basis
from coordinator.errors import RuleBroken
from coordinator.model import License
from coordinator.rules.gates import WAIVED_BY, GateResult
from coordinator.rules.redaction import PersonalField, Redaction, file_title
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.compliance_papers import gate_without_names, moment_in_words
from coordinator.services.papers import safe_name
from coordinator.store.history import Snapshot
from coordinator.store.trail import head
from coordinator.views.gates import standings
from coordinator.views.license_records import Cells, LicenseRecord, license_record
from coordinator.views.redaction import redaction_for
from coordinator.views.settings import unit_settings


def license_evidence(
    session: Session,
    license_id: int,
    as_of: date | None = None,
    now: datetime | None = None,
    *,
    is_redacted: bool = False,
) -> tuple[str, bytes]:
    """Name and bytes of the PDF, for the end of `as_of` (without it: now).

    Raises RuleBroken when the license was not on record then.
    """
    now = now or datetime.now(UTC)
    settings = unit_settings(session)
    zone = ZoneInfo(settings.unit_time_zone)
    day = as_of or now.astimezone(zone).date()
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    moment = end if end <= now else None
    record = license_record(Snapshot(session, moment), license_id)
    if record is None:
        raise RuleBroken(f"This license was not on record yet on {day.isoformat()}. Choose a later day.")
    standing = standings(session, day, [record.designee_id], moment=moment, product_id=record.product_id)
    gates = standing[record.designee_id].gates
    redaction = redaction_for(session, is_redacted)
    facts = LicenseBasisFacts(
        masthead=(settings.unit_name, settings.unit_section),
        number=redaction.of(PersonalField.LICENSE, record.number),
        product=redaction.words(record.product),
        agreement=record.agreement,
        state=_state(record, session.get(License, license_id), day),
        validity=_validity(record),
        follows=redaction.of(PersonalField.LICENSE, record.follows),
        name=redaction.of(PersonalField.NAME, record.name),
        position=record.position,
        office=record.office,
        asked_on=day,
        verdict=_verdict(record, gates, day),
        printed=moment_in_words(now.astimezone(zone)),
        audit_head=str(head(session)),
        gates=tuple(_gate(gate_without_names(gate, redaction)) for gate in gates),
        moves=tuple(_moves(record, redaction)),
        selection=tuple(_selection(record, redaction)),
        acknowledgments=tuple(_acknowledgments(record, redaction)),
        trainings=tuple(_trainings(record, redaction)),
        courses=tuple(_courses(record, redaction)),
        waivers=tuple(_waivers(record, redaction)),
        letters=tuple((redaction.of(PersonalField.LICENSE, number), *rest) for number, *rest in record.letters),
    )
    made = replace(facts, withheld=redaction.sentence)
    return _name(made, day), render_license_basis(made, settings.unit_paper)


def _name(facts: LicenseBasisFacts, day: date) -> str:
    """What the file is called; a redacted one does not say of whom it is."""
    whose = f"{file_title(facts.number)} redacted" if facts.withheld else f"{facts.number} {facts.name}"
    return safe_name(f"{whose} {day.isoformat()}.pdf")


def _moves(record: LicenseRecord, redaction: Redaction) -> Iterator[Cells]:
    for on, became, reason, basis, actor, letter in record.moves:
        said = redaction.of(PersonalField.NOTE, reason).rstrip(".")
        # Who waived a gate gave the reason in free words.
        held = redaction.of(PersonalField.NOTE, basis) if WAIVED_BY in basis else redaction.words(basis)
        why = ". ".join(filter(None, (said, f"Gates then: {held}" if held else "")))
        by = redaction.of(PersonalField.SIGNATORY, actor)
        yield on, became, why, by, redaction.of(PersonalField.LICENSE, letter)


def _selection(record: LicenseRecord, redaction: Redaction) -> Iterator[Cells]:
    for number, subject, decided, rank, explanation, reason in record.selection:
        said = redaction.words(explanation).rstrip("."), redaction.of(PersonalField.NOTE, reason)
        yield number, redaction.words(subject), decided, rank, "; ".join(filter(None, said))


def _acknowledgments(record: LicenseRecord, redaction: Redaction) -> Iterator[Cells]:
    for title, version, on, how, recorded_by, sha256 in record.acknowledgments:
        by = redaction.of(PersonalField.SIGNATORY, recorded_by)
        yield redaction.words(title), redaction.words(version), on, f"{how}, {by}", sha256


def _trainings(record: LicenseRecord, redaction: Redaction) -> Iterator[Cells]:
    for title, held, minutes, until, number in record.trainings:
        certificate = redaction.of(PersonalField.CERTIFICATE, number) or "none issued"
        yield redaction.words(title), held, minutes, until, certificate


def _courses(record: LicenseRecord, redaction: Redaction) -> Iterator[Cells]:
    for title, on, until, source in record.courses:
        yield redaction.words(title), on, until, redaction.of(PersonalField.NOTE, source)


def _waivers(record: LicenseRecord, redaction: Redaction) -> Iterator[Cells]:
    for gate, start, end, approver, reason in record.waivers:
        by, why = redaction.of(PersonalField.SIGNATORY, approver), redaction.of(PersonalField.NOTE, reason)
        yield gate, start, end, by, why


def _gate(gate: GateResult) -> tuple[str, ...]:
    until = gate.until.isoformat() if gate.until else ""
    return gate.title, gate.state.value.capitalize(), gate.evidence, until


def _state(record: LicenseRecord, today: License | None, day: date) -> str:
    """As it was on record then; an end that was written down later is said with it."""
    state = record.state.value.capitalize()
    if record.ended_on:
        return f"{state} {spelled(record.ended_on)}"
    if today is not None and today.ended_on is not None and today.ended_on <= day:
        return f"{state}; recorded later: {today.state.value} {spelled(today.ended_on)}"
    return state


def _validity(record: LicenseRecord) -> str:
    start = f"from {spelled(record.issued_on)}" if record.issued_on else "not issued"
    return f"{start} through {spelled(record.valid_until)}" if record.valid_until else start


def _verdict(record: LicenseRecord, gates: tuple[GateResult, ...], day: date) -> str:
    """The answer in a sentence."""
    missed = [f"“{gate.title}”" for gate in gates if not gate.holds]
    is_over = record.valid_until is not None and record.valid_until < day
    held = f"of {len(gates)} gates {len(gates) - len(missed)} held, not {', '.join(missed)}"
    said = held if missed else f"all {len(gates)} gates held"
    start = f"On {spelled(day)} this license was"
    if record.state is not LicenseState.ISSUED:
        return f"{start} {record.state.value}; {said}."
    if not missed and not is_over:
        return f"{start} active, and {said}."
    return f"{start} active as an exception: {said}{', and its last day was past' if is_over else ''}."
