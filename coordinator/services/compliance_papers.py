"""Compliance on a day as a paper and as a workbook: every license active then, with its gates as they stood.

A redacted one holds the exemption where a text was, and says how many were withheld.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.documents.compliance_report import (
    ComplianceFacts,
    ComplianceLine,
    ComplianceProduct,
    render_compliance_report,
)
from coordinator.documents.facts import spelled
from coordinator.exchange.attendance_list import write_xlsx
from coordinator.rules.gates import GateResult
from coordinator.rules.redaction import PersonalField, Redaction
from coordinator.rules.vocabulary import GateState
from coordinator.store.trail import head
from coordinator.views.compliance import PAST_ITS_LAST_DAY, ComplianceRow, ComplianceSummary, compliance, summary
from coordinator.views.redaction import redaction_for
from coordinator.views.settings import unit_settings

_KNOWN = ("License", "Holder", "Office", "Product", "State", "Issued", "Valid until", "Exception", "Missing")


def compliance_report(
    session: Session, as_of: date | None, now: datetime, *, is_redacted: bool = False
) -> tuple[str, bytes]:
    """Name and bytes of the PDF: the licenses active at the end of `as_of` (None: today), the exceptions first."""
    redaction = redaction_for(session, is_redacted)
    day, rows = _day(session, as_of, now), _redacted(compliance(session, as_of, now), redaction)
    settings = unit_settings(session)
    facts = ComplianceFacts(
        masthead=(settings.unit_name, settings.unit_section),
        as_of=day,
        summary=in_words(summary(rows)),
        counted=_counted(rows),
        exceptions=_by_product(row for row in rows if row.is_exception),
        others=_by_product(row for row in rows if not row.is_exception),
        printed=moment_in_words(now.astimezone(ZoneInfo(settings.unit_time_zone))),
        audit_head=str(head(session)),
        withheld=redaction.sentence,
    )
    return compliance_name(day, "pdf", is_redacted=is_redacted), render_compliance_report(facts, settings.unit_paper)


def compliance_workbook(
    session: Session, as_of: date | None, now: datetime, *, is_redacted: bool = False
) -> tuple[str, bytes]:
    """Name and bytes of the XLSX: a row a license, and of each gate its state, its evidence and until when it holds."""
    redaction = redaction_for(session, is_redacted)
    day, rows = _day(session, as_of, now), _redacted(compliance(session, as_of, now), redaction)
    zone = ZoneInfo(unit_settings(session).unit_time_zone)
    gates = tuple(dict.fromkeys(gate.title for row in rows for gate in row.gates))
    columns = [*_KNOWN, *(f"{gate}{what}" for gate in gates for what in ("", ": evidence", ": until"))]
    notes = [
        in_words(summary(rows)),
        f"Printed {moment_in_words(now.astimezone(zone))}. Audit trail when printed: {head(session)}.",
        *filter(None, [redaction.sentence]),
    ]
    data = write_xlsx(f"Compliance on {day.isoformat()}", columns, [_cells(row, gates) for row in rows], notes)
    return compliance_name(day, "xlsx", is_redacted=is_redacted), data


def compliance_name(day: date, ending: str, *, is_redacted: bool) -> str:
    """ "Compliance redacted 2026-11-12.pdf"."""
    return f"Compliance{' redacted' if is_redacted else ''} {day.isoformat()}.{ending}"


def _redacted(rows: Sequence[ComplianceRow], redaction: Redaction) -> Sequence[ComplianceRow]:
    """The rows without what is withheld; as they are where nothing is to be."""
    return [_without_person(row, redaction) for row in rows] if redaction.is_on else rows


def _without_person(row: ComplianceRow, redaction: Redaction) -> ComplianceRow:
    return replace(
        row,
        license_number=redaction.of(PersonalField.LICENSE, row.license_number),
        name=redaction.of(PersonalField.NAME, row.name),
        product=redaction.words(row.product),
        gates=tuple(gate_without_names(gate, redaction) for gate in row.gates),
    )


def gate_without_names(gate: GateResult, redaction: Redaction) -> GateResult:
    """A waiver is proved by a reason and a name in free words, the other gates by what the program says."""
    if gate.state is GateState.WAIVED:
        return replace(gate, evidence=redaction.of(PersonalField.NOTE, gate.evidence))
    return replace(gate, evidence=redaction.words(gate.evidence))


def in_words(counted: ComplianceSummary) -> str:
    """ "12 licenses were active: 10 met every gate, 1 of them by a waiver; 1 was suspended; 1 was an exception."."""
    if not counted.active:
        return "No license was active."
    by_waiver = f", {counted.waived} of them by a waiver" if counted.waived else ""
    parts = [f"{counted.met or 'none'} met every gate{by_waiver}"]
    if counted.suspended:
        parts.append(f"{counted.suspended} {_was(counted.suspended)} suspended")
    exceptions = "an exception" if counted.exceptions == 1 else "exceptions"
    parts.append(f"{counted.exceptions or 'none'} {_was(counted.exceptions or 1)} {exceptions}")
    licenses = "1 license was" if counted.active == 1 else f"{counted.active} licenses were"
    return f"{licenses} active: {'; '.join(parts)}."


def moment_in_words(moment: datetime) -> str:
    """ "November 12, 2026, 10:00 EST"."""
    return f"{spelled(moment)}, {moment:%H:%M %Z}"


def gates_in_words(gates: Iterable[GateResult]) -> str:
    """The evidence of each gate; of one that does not simply hold, what it is and how it stands."""
    return "; ".join(_gate(gate) for gate in gates)


def _gate(gate: GateResult) -> str:
    if gate.state is GateState.PASSED:
        return gate.evidence
    return f"{gate.title}, {gate.state.value}: {gate.evidence}"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _day(session: Session, as_of: date | None, now: datetime) -> date:
    return as_of or now.astimezone(ZoneInfo(unit_settings(session).unit_time_zone)).date()


def _counted(rows: Sequence[ComplianceRow]) -> tuple[tuple[str, ...], ...]:
    missed = Counter(what for row in rows if row.is_exception for what in _missing(row))
    said = ", ".join(f"{what} ({count})" for what, count in missed.most_common())
    offices = len({row.office for row in rows})
    return (("Offices", str(offices) if rows else ""), ("Missing", said))


def _missing(row: ComplianceRow) -> list[str]:
    return [gate.title for gate in row.gates if not gate.holds] + [PAST_ITS_LAST_DAY] * row.is_overdue


def _line(row: ComplianceRow) -> ComplianceLine:
    return ComplianceLine(
        license_number=row.license_number,
        name=row.name,
        office=row.office,
        state=_state(row),
        issued=row.issued_on.isoformat(),
        valid_until=_iso(row.valid_until),
        gates=gates_in_words(gate for gate in row.gates if gate.holds or not row.is_exception),
        missing=_said_missing(row) if row.is_exception else "",
    )


def _said_missing(row: ComplianceRow) -> str:
    gates = gates_in_words(gate for gate in row.gates if not gate.holds)
    return "; ".join(filter(None, (gates, PAST_ITS_LAST_DAY if row.is_overdue else "")))


def _state(row: ComplianceRow) -> str:
    """As it was on record then; what became known later is said with it."""
    state = row.state.value.capitalize()
    if row.ended_on is None or row.ended_as is None:
        return state
    return f"{state}; recorded later: {row.ended_as.value} {row.ended_on.isoformat()}"


def _by_product(rows: Iterable[ComplianceRow]) -> tuple[ComplianceProduct, ...]:
    products: dict[str, list[ComplianceLine]] = {}
    for row in rows:
        products.setdefault(row.product, []).append(_line(row))
    return tuple(ComplianceProduct(name, tuple(lines)) for name, lines in sorted(products.items()))


def _cells(row: ComplianceRow, gates: Sequence[str]) -> list[str]:
    known = [
        row.license_number,
        row.name,
        row.office,
        row.product,
        _state(row),
        row.issued_on.isoformat(),
        _iso(row.valid_until),
        "yes" if row.is_exception else "",
        row.missing,
    ]
    by_title = {gate.title: gate for gate in row.gates}
    for title in gates:
        gate = by_title.get(title)
        known += [gate.state.value.capitalize(), gate.evidence, _iso(gate.until)] if gate else ["", "", ""]
    return known


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
