"""Whether a person meets each condition for holding a license on a day, on what evidence, and what to do next.

From the memo: nominated and selected, both governing documents acknowledged, the unit's training attended. The LMS
course is priority, not a gate, unless switched on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from coordinator.rules.vocabulary import DocumentKind, GateKind, GateState


@dataclass(frozen=True, slots=True)
class GateRule:
    id: int
    kind: GateKind
    title: str
    document_kind: DocumentKind | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a governing document."""

    id: int
    document_id: int
    kind: DocumentKind
    title: str
    label: str
    effective_on: date
    expires_on: date | None = None
    grace_days: int = 30


@dataclass(frozen=True, slots=True)
class Attendance:
    training: str
    held_on: date
    minutes: int | None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    gate_id: int
    reason: str
    approver: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record of one person, as of the day that is asked about."""

    selected_on: date | None = None
    nominated_under: str = ""
    acknowledged: Mapping[int, date] = field(default_factory=dict)
    attended: Sequence[Attendance] = ()
    course_completed_on: date | None = None
    departed_on: date | None = None
    supervisor_approved_on: date | None = None
    exemptions: Sequence[Exemption] = ()


@dataclass(frozen=True, slots=True)
class GateResult:
    gate_id: int
    title: str
    state: GateState
    evidence: str
    next_action: str

    @property
    def holds(self) -> bool:
        return self.state in (GateState.PASSED, GateState.WAIVED)


@dataclass(frozen=True, slots=True)
class _Finding:
    state: GateState
    evidence: str
    next_action: str = ""


def evaluate(
    gates: Sequence[GateRule], versions: tuple[Version, ...], facts: Facts, today: date
) -> tuple[GateResult, ...]:
    """Every gate in order, with its evidence in one line."""
    return tuple(_result(gate, versions, facts, today) for gate in gates)


def all_hold(results: Sequence[GateResult]) -> bool:
    return all(result.holds for result in results)


def next_action(results: Sequence[GateResult]) -> str:
    """What stands between this person and a license, in words; empty when nothing does."""
    return next((result.next_action for result in results if not result.holds), "")


def _result(gate: GateRule, versions: tuple[Version, ...], facts: Facts, today: date) -> GateResult:
    finding = _find(gate, versions, facts, today)
    if finding.state is not GateState.PASSED:
        finding = _waived(gate, facts, today) or finding
    return GateResult(gate.id, gate.title, finding.state, finding.evidence, finding.next_action)


def _waived(gate: GateRule, facts: Facts, today: date) -> _Finding | None:
    for waiver in facts.exemptions:
        if waiver.gate_id == gate.id and waiver.valid_from <= today <= waiver.valid_until:
            text = f"Waived by {waiver.approver} until {waiver.valid_until.isoformat()}: {waiver.reason}"
            return _Finding(GateState.WAIVED, text)
    return None


def _find(gate: GateRule, versions: tuple[Version, ...], facts: Facts, today: date) -> _Finding:
    match gate.kind:
        case GateKind.SELECTED:
            return _dated(
                facts.selected_on, f"Selected {{}}{_under(facts)}", "Not selected", "Decide the selection", today
            )
        case GateKind.ACKNOWLEDGED:
            assert gate.document_kind is not None
            return _acknowledged(gate.document_kind, versions, facts, today)
        case GateKind.TRAINED:
            return _trained(facts, today)
        case GateKind.COURSE_COMPLETED:
            return _dated(
                facts.course_completed_on,
                "Course completed {}",
                "No completion on record",
                "Complete the LMS course",
                today,
            )
        case GateKind.SUPERVISOR_APPROVED:
            day = facts.supervisor_approved_on
            return _dated(day, "Approved {}", "No approval on record", "Get the supervisor's approval", today)
        case GateKind.ACTIVE:
            return _active(facts, today)


def _under(facts: Facts) -> str:
    return f" under tasking {facts.nominated_under}" if facts.nominated_under else ""


def _dated(day: date | None, passed: str, failed: str, action: str, today: date) -> _Finding:
    if day is not None and day <= today:
        return _Finding(GateState.PASSED, passed.format(day.isoformat()))
    return _Finding(GateState.FAILED, failed, action)


def _active(facts: Facts, today: date) -> _Finding:
    if facts.departed_on is not None and facts.departed_on <= today:
        return _Finding(GateState.FAILED, f"Departed {facts.departed_on.isoformat()}", "Return the license")
    return _Finding(GateState.PASSED, "Active")


def _trained(facts: Facts, today: date) -> _Finding:
    held = [each for each in facts.attended if each.held_on <= today]
    if not held:
        return _Finding(GateState.FAILED, "Not attended", "Attend the virtual training")
    last = max(held, key=lambda each: each.held_on)
    if last.valid_until is not None and last.valid_until < today:
        text = f"Attended {last.held_on.isoformat()}, valid until {last.valid_until.isoformat()}"
        return _Finding(GateState.STALE, text, "Attend the virtual training again")
    minutes = f", {last.minutes} min" if last.minutes is not None else ""
    return _Finding(GateState.PASSED, f"{last.training}, {last.held_on.isoformat()}{minutes}")


@lru_cache(maxsize=64)
def current_versions(versions: tuple[Version, ...], kind: DocumentKind, today: date) -> tuple[Version, ...]:
    """The version in force today of each document of this kind; remembered, since everyone is asked about the same."""
    newest: dict[int, Version] = {}
    for version in sorted(versions, key=lambda v: (v.effective_on, v.id)):
        if version.kind is kind and version.effective_on <= today:
            newest[version.document_id] = version
    return tuple(newest.values())


def _acknowledged(kind: DocumentKind, versions: tuple[Version, ...], facts: Facts, today: date) -> _Finding:
    current = current_versions(versions, kind, today)
    if not current:
        return _Finding(GateState.FAILED, "No such document is in force", "Register the governing document")
    findings = [_acknowledged_one(version, versions, facts, today) for version in current]
    worst = min(findings, key=lambda finding: _ORDER[finding.state])
    evidence = "; ".join(finding.evidence for finding in findings)
    return _Finding(worst.state, evidence, worst.next_action)


_ORDER = {GateState.FAILED: 0, GateState.STALE: 1, GateState.WAIVED: 2, GateState.PASSED: 3}


def _acknowledged_one(version: Version, versions: tuple[Version, ...], facts: Facts, today: date) -> _Finding:
    day = facts.acknowledged.get(version.id)
    ask = f"Acknowledge {version.title}, {version.label}"
    if day is not None and day <= today:
        if version.expires_on is not None and version.expires_on <= today:
            text = f"{version.title}, {version.label}, expired {version.expires_on.isoformat()}"
            return _Finding(GateState.STALE, text, "Register the re-certified document")
        return _Finding(GateState.PASSED, f"{version.title}, {version.label}, acknowledged {day.isoformat()}")
    return _earlier_version(version, versions, facts, today, ask)


def _earlier_version(version: Version, versions: tuple[Version, ...], facts: Facts, today: date, ask: str) -> _Finding:
    """An acknowledgment of the version before holds until the new version's grace date, then it is stale."""
    siblings = {v.id: v for v in versions if v.document_id == version.document_id and v.id != version.id}
    days = [day for each, day in facts.acknowledged.items() if each in siblings and day <= today]
    if not days:
        return _Finding(GateState.FAILED, f"{version.title}, {version.label}, not acknowledged", ask)
    grace_until = version.effective_on + timedelta(days=version.grace_days)
    text = f"{version.title}: an earlier version acknowledged {max(days).isoformat()}"
    if today <= grace_until:
        return _Finding(GateState.PASSED, f"{text}, holds until {grace_until.isoformat()}", ask)
    return _Finding(GateState.STALE, f"{text}, stale since {grace_until.isoformat()}", ask)
