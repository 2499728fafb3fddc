"""Whether a person meets each condition for holding a license on a day, on what evidence, and what to do next.

From the memo: nominated and selected, both governing documents acknowledged, the unit's training attended. The LMS
course is priority, not a gate, unless switched on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from coordinator.rules.vocabulary import DocumentKind, GateKind, GateState

Source = tuple[str, int]
"""The record that proves something: "tasking", "version", "training", "course" or "waiver", and its id."""
WAIVED_BY = "Waived by"
"""What stands in the evidence of a gate before the approver and the reason, which are free words."""


@dataclass(frozen=True, slots=True)
class GateRule:
    """A gate that is on. `course_id` narrows a training or completion to one course."""

    id: int
    kind: GateKind
    title: str
    document_kind: DocumentKind | None = None
    course_id: int | None = None


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

    @property
    def grace_until(self) -> date:
        """The last day that an acknowledgment of the version before still holds."""
        return self.effective_on + timedelta(days=min(self.grace_days, (date.max - self.effective_on).days))


@dataclass(frozen=True, slots=True)
class Attendance:
    training: str
    held_on: date
    minutes: int | None
    valid_until: date | None = None
    course_id: int | None = None
    training_id: int = 0


@dataclass(frozen=True, slots=True)
class Completed:
    course_id: int
    course: str
    on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    gate_id: int
    reason: str
    approver: str
    valid_from: date
    valid_until: date
    id: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record of one person, as of the day that is asked about. `tasking_id` is of the selection."""

    selected_on: date | None = None
    nominated_under: str = ""
    tasking_id: int = 0
    acknowledged: Mapping[int, date] = field(default_factory=dict)
    attended: Sequence[Attendance] = ()
    completed: Sequence[Completed] = ()
    departed_on: date | None = None
    supervisor_approved_on: date | None = None
    exemptions: Sequence[Exemption] = ()


@dataclass(frozen=True, slots=True)
class GateResult:
    """`until` is the last day on which it holds, or held before it went stale; None where no day is set.

    `source` is the record that proves it.
    """

    gate_id: int
    title: str
    state: GateState
    evidence: str
    next_action: str
    kind: GateKind = GateKind.ACTIVE
    until: date | None = None
    source: Source | None = None

    @property
    def holds(self) -> bool:
        return self.state in (GateState.PASSED, GateState.WAIVED)

    @property
    def is_in_grace(self) -> bool:
        """Whether it holds, and something has to be done for it to hold longer."""
        return self.holds and bool(self.next_action)

    def ends_within(self, today: date, days: int) -> bool:
        """Whether it holds today and will not for longer than that many days."""
        return self.holds and self.until is not None and (self.until - today).days <= days


@dataclass(frozen=True, slots=True)
class _Finding:
    state: GateState
    evidence: str
    next_action: str = ""
    until: date | None = None
    source: Source | None = None


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
    found = _find(gate, versions, facts, today)
    if found.state is not GateState.PASSED:
        found = _waived(gate, facts, today) or found
    return GateResult(
        gate.id, gate.title, found.state, found.evidence, found.next_action, gate.kind, found.until, found.source
    )


def _waived(gate: GateRule, facts: Facts, today: date) -> _Finding | None:
    """Of several waivers the one that lasts longest."""
    valid = [w for w in facts.exemptions if w.gate_id == gate.id and w.valid_from <= today <= w.valid_until]
    if not valid:
        return None
    last = max(valid, key=lambda waiver: (waiver.valid_until, waiver.id))
    text = f"{WAIVED_BY} {last.approver} until {last.valid_until.isoformat()}: {last.reason}"
    return _Finding(GateState.WAIVED, text, until=last.valid_until, source=("waiver", last.id))


def _find(gate: GateRule, versions: tuple[Version, ...], facts: Facts, today: date) -> _Finding:
    match gate.kind:
        case GateKind.SELECTED:
            return _selected(facts, today)
        case GateKind.ACKNOWLEDGED:
            assert gate.document_kind is not None
            return _acknowledged(gate.document_kind, versions, facts, today)
        case GateKind.TRAINED:
            return _trained(gate, facts, today)
        case GateKind.COURSE_COMPLETED:
            return _completed(gate, facts, today)
        case GateKind.SUPERVISOR_APPROVED:
            return _approved(facts, today)
        case GateKind.ACTIVE:
            return _active(facts, today)


def _selected(facts: Facts, today: date) -> _Finding:
    if facts.selected_on is None or facts.selected_on > today:
        return _Finding(GateState.FAILED, "Not selected", "Decide the selection")
    under = f" under tasking {facts.nominated_under}" if facts.nominated_under else ""
    source = ("tasking", facts.tasking_id)
    return _Finding(GateState.PASSED, f"Selected {facts.selected_on.isoformat()}{under}", source=source)


def _approved(facts: Facts, today: date) -> _Finding:
    day = facts.supervisor_approved_on
    if day is None or day > today:
        return _Finding(GateState.FAILED, "No approval on record", "Get the supervisor's approval")
    return _Finding(GateState.PASSED, f"Approved {day.isoformat()}", source=("tasking", facts.tasking_id))


def _active(facts: Facts, today: date) -> _Finding:
    if facts.departed_on is not None and facts.departed_on <= today:
        text = f"Departed {facts.departed_on.isoformat()}"
        return _Finding(GateState.FAILED, text, "Return the license", facts.departed_on - timedelta(days=1))
    return _Finding(GateState.PASSED, "Active", until=_day_before(facts.departed_on))


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _trained(gate: GateRule, facts: Facts, today: date) -> _Finding:
    held = [each for each in facts.attended if each.held_on <= today and gate.course_id in (None, each.course_id)]
    if not held:
        return _Finding(GateState.FAILED, "Not attended", "Attend the virtual training")
    last = max(held, key=lambda each: (each.valid_until or date.max, each.held_on))
    source = ("training", last.training_id)
    if last.valid_until is not None and last.valid_until < today:
        text = f"Attended {last.held_on.isoformat()}, valid until {last.valid_until.isoformat()}"
        return _Finding(GateState.STALE, text, "Attend the virtual training again", last.valid_until, source)
    minutes = f", {last.minutes} min" if last.minutes is not None else ""
    text = f"{last.training}, {last.held_on.isoformat()}{minutes}"
    return _Finding(GateState.PASSED, text, until=last.valid_until, source=source)


def _completed(gate: GateRule, facts: Facts, today: date) -> _Finding:
    done = [c for c in facts.completed if c.on <= today and gate.course_id in (None, c.course_id)]
    if not done:
        return _Finding(GateState.FAILED, "No completion on record", "Complete the LMS course")
    last = max(done, key=lambda each: (each.valid_until or date.max, each.on))
    text, source = f"{last.course}, completed {last.on.isoformat()}", ("course", last.course_id)
    if last.valid_until is not None and last.valid_until < today:
        until = f"{text}, valid until {last.valid_until.isoformat()}"
        return _Finding(GateState.STALE, until, f"Complete {last.course} again", last.valid_until, source)
    return _Finding(GateState.PASSED, text, until=last.valid_until, source=source)


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
    if len(findings) == 1:
        return findings[0]
    worst = min(findings, key=lambda finding: (_ORDER[finding.state], finding.until or date.max))
    evidence = "; ".join(finding.evidence for finding in findings)
    ask = worst.next_action or next((finding.next_action for finding in findings if finding.next_action), "")
    return _Finding(worst.state, evidence, ask, worst.until, worst.source)


_ORDER = {GateState.FAILED: 0, GateState.STALE: 1, GateState.WAIVED: 2, GateState.PASSED: 3}


def _acknowledged_one(version: Version, versions: tuple[Version, ...], facts: Facts, today: date) -> _Finding:
    day, name, source = facts.acknowledged.get(version.id), f"{version.title}, {version.label}", ("version", version.id)
    if day is None or day > today:
        return _earlier_version(version, versions, facts, today)
    if version.expires_on is not None and version.expires_on <= today:
        text, until = f"{name}, expired {version.expires_on.isoformat()}", _day_before(version.expires_on)
        return _Finding(GateState.STALE, text, "Register the re-certified document", until, source)
    until = _until(version, versions, facts)
    return _Finding(GateState.PASSED, f"{name}, acknowledged {day.isoformat()}", until=until, source=source)


def _until(version: Version, versions: tuple[Version, ...], facts: Facts) -> date | None:
    """The last day that this acknowledgment holds: the document expires, or the grace of the next version is over."""
    ends = [each.grace_until for each in _unmet_after(version, versions, facts)]
    if version.expires_on is not None:
        ends.append(version.expires_on - timedelta(days=1))
    return min(ends, default=None)


def _unmet_after(version: Version, versions: tuple[Version, ...], facts: Facts) -> list[Version]:
    """The later versions of the same document that were not acknowledged."""
    place = (version.effective_on, version.id)
    return [
        each
        for each in versions
        if each.document_id == version.document_id
        and (each.effective_on, each.id) > place
        and each.id not in facts.acknowledged
    ]


def _earlier_version(version: Version, versions: tuple[Version, ...], facts: Facts, today: date) -> _Finding:
    """An acknowledgment of a version before holds until the grace of the one after it is over, then it is stale.

    A third version does not make good what went stale with the second.
    """
    ask = f"Acknowledge {version.title}, {version.label}"
    earlier = [
        each
        for each in versions
        if each.document_id == version.document_id
        and each.id != version.id
        and facts.acknowledged.get(each.id, date.max) <= today
    ]
    if not earlier:
        return _Finding(GateState.FAILED, f"{version.title}, {version.label}, not acknowledged", ask)
    last = max(earlier, key=lambda each: (each.effective_on, each.id))
    until = min(each.grace_until for each in [version, *_unmet_after(last, versions, facts)])
    text = f"{version.title}: an earlier version acknowledged {facts.acknowledged[last.id].isoformat()}"
    state, words = (GateState.PASSED, "holds until") if today <= until else (GateState.STALE, "stale since")
    return _Finding(state, f"{text}, {words} {until.isoformat()}", ask, until, ("version", last.id))
