"""What an attendance report left to decide, what it replaces, and everything kept as evidence.

Who a doubtful participant may be is worked out by `services.attendance_suggestions.review`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from coordinator.exchange.attendance_reports import AttendanceReport as ReportContent
from coordinator.model import AttendanceInterval, AttendanceReport, Attendee, Designee, TrainingSession
from coordinator.rules.attendance import AttendanceRule
from coordinator.rules.meeting_names import identity_of
from coordinator.views.people import NAME, display_name
from coordinator.views.settings import unit_settings

MATCHED_BY = {
    "email": "By e-mail",
    "alias": "By a remembered name",
    "name": "By name",
    "nickname": "By a short form of the name",
    "hand": "By hand",
}
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """The rule by which a training's minutes earn marks; `is_own` where it is not the unit's.

    One of `present_percent` and `present_minutes` is None: present is decided by the other.
    """

    present_percent: int | None
    present_minutes: int | None
    partial_minutes: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class EarlierReport:
    """A report of the training that counts. `shared` of its `people` are in the file at hand too.

    `is_likely_corrected` where the file at hand names most of them, over the same time.
    """

    id: int
    file: str
    product: str
    read_at: datetime
    people: int
    shared: int
    is_likely_corrected: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Someone on the roster whom a participant may be; `score` 0 to 1; `reason` in words, "" for none."""

    designee_id: int
    name: str
    office: str
    email: str
    is_seated: bool
    is_marked: bool
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A participant who waits for a decision; `why` is one sentence; at most five suggestions, best first.

    `file` is empty for somebody who was written down by hand.
    """

    id: int
    training_id: int
    name: str
    email: str
    role: str
    minutes: int | None
    flags: tuple[str, ...]
    file: str
    why: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class TakenReport:
    """A file as it was taken; `replaced_by` is the report that corrects it: this one counts no more."""

    id: int
    file: str
    file_id: int
    sha256: str
    product: str
    generation: str
    read_at: datetime
    time_zone: str
    replaced_by: int | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One participant, what the file says, and who decided whom it is. `report` is None for one written down by hand.

    `matched_by` is in words; `designee` is empty for nobody on the roster and for who waits for a decision.
    """

    id: int
    report: int | None
    name: str
    email: str
    minutes: int | None
    intervals: tuple[Span, ...]
    designee: str
    matched_by: str
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class EvidenceRows:
    reports: tuple[TakenReport, ...]
    participants: tuple[EvidenceRow, ...]


# the rule


def attendance_rule(session: Session, training_id: int) -> RuleRow | None:
    """The rule that holds for this training; None when there is no such training (any more)."""
    training = session.get(TrainingSession, training_id)
    if training is None:
        return None
    rule = rule_of(session, training)
    is_own = any(each is not None for each in _own(training))
    percent = rule.present_percent if rule.present_minutes is None else None
    return RuleRow(percent, rule.present_minutes, rule.partial_minutes, is_own)


def rule_of(session: Session, training: TrainingSession) -> AttendanceRule:
    """The training's own rule, and the unit's where it has none.

    Where the unit's minutes for partial are more than the training's own for present, those count for both.
    """
    settings = unit_settings(session)
    percent, minutes, partial = _own(training)
    least = partial or max(settings.attendance_partial_minutes, 1)
    return AttendanceRule(
        percent or settings.attendance_present_percent, least if minutes is None else min(least, minutes), minutes
    )


def _own(training: TrainingSession) -> tuple[int | None, int | None, int | None]:
    return training.present_percent, training.present_minutes, training.partial_minutes


# earlier reports


def earlier_reports(session: Session, training_id: int, content: ReportContent) -> tuple[EarlierReport, ...]:
    """The reports of a training that count, beside a file that is not taken yet; the latest first."""
    training = session.get(TrainingSession, training_id)
    if training is None:
        return ()
    new = Counter(identity_of(each.name, each.email or "", each.upn or "") for each in content.participants)
    query = (
        select(AttendanceReport)
        .options(joinedload(AttendanceReport.file), joinedload(AttendanceReport.attendees))
        .where(AttendanceReport.training_id == training_id, AttendanceReport.replaced_by_id.is_(None))
        .order_by(AttendanceReport.id.desc())
    )
    rows = []
    for report in session.scalars(query).unique():
        old = Counter(identity_of(each.name, each.email, each.upn) for each in report.attendees)
        shared = (old & new).total()
        zone = ZoneInfo(report.time_zone or training.time_zone)
        is_same_time = _overlap(_span_of(session, report), _span_in(content, zone))
        is_likely = is_same_time and 2 * shared > min(old.total(), new.total())
        rows.append(
            EarlierReport(report.id, report.file.name, report.product, report.read_at, old.total(), shared, is_likely)
        )
    return tuple(rows)


def _span_of(session: Session, report: AttendanceReport) -> Span | None:
    query = (
        select(func.min(AttendanceInterval.joined_at), func.max(AttendanceInterval.left_at))
        .join(Attendee, Attendee.id == AttendanceInterval.attendee_id)
        .where(Attendee.report_id == report.id)
    )
    first, last = session.execute(query).one()
    return (first, last) if first and last else None


def _span_in(content: ReportContent, zone: ZoneInfo) -> Span | None:
    moments = [
        moment if moment.tzinfo else moment.replace(tzinfo=zone)
        for person in content.participants
        for interval in person.intervals
        for moment in interval
    ]
    return (min(moments), max(moments)) if moments else None


def _overlap(one: Span | None, other: Span | None) -> bool:
    """Whether the shorter lies at least half within the longer; what is not known does not speak against it."""
    if one is None or other is None:
        return True
    shared = min(one[1], other[1]) - max(one[0], other[0])
    shorter = min(one[1] - one[0], other[1] - other[0])
    return 2 * shared >= shorter and min(one[1], other[1]) >= max(one[0], other[0])


# evidence


def attendance_evidence(session: Session, training_id: int) -> EvidenceRows:
    """Every file that was taken, those replaced too, and every participant with the decision about it."""
    query = (
        select(AttendanceReport)
        .options(joinedload(AttendanceReport.file))
        .where(AttendanceReport.training_id == training_id)
        .order_by(AttendanceReport.id)
    )
    reports = session.scalars(query).all()
    of_training = Attendee.training_id == training_id
    of_report = Attendee.report_id.in_([report.id for report in reports])
    attendees = session.scalars(select(Attendee).where(of_training | of_report).order_by(Attendee.id)).all()
    stays = _intervals(session, attendees)
    names = names_of(session, [each.designee_id for each in attendees if each.designee_id is not None])
    return EvidenceRows(
        tuple(map(_taken, reports)),
        tuple(_evidence(each, stays.get(each.id, ()), names.get(each.designee_id or 0, "")) for each in attendees),
    )


def _taken(report: AttendanceReport) -> TakenReport:
    return TakenReport(
        id=report.id,
        file=report.file.name,
        file_id=report.file_id,
        sha256=report.file.sha256,
        product=report.product,
        generation=report.generation,
        read_at=report.read_at,
        time_zone=report.time_zone,
        replaced_by=report.replaced_by_id,
    )


def _evidence(attendee: Attendee, stays: tuple[Span, ...], designee: str) -> EvidenceRow:
    return EvidenceRow(
        id=attendee.id,
        report=attendee.report_id,
        name=attendee.name,
        email=attendee.email or attendee.upn,
        minutes=attendee.minutes,
        intervals=stays,
        designee=designee,
        matched_by=_how(attendee),
        decided_at=attendee.decided_at,
        decided_by=attendee.decided_by,
    )


def _how(attendee: Attendee) -> str:
    if attendee.is_dismissed:
        return "Not on the roster"
    if attendee.designee_id is None:
        return "Waits for a decision"
    return MATCHED_BY.get(attendee.matched_by, attendee.matched_by)


def _intervals(session: Session, attendees: Sequence[Attendee]) -> dict[int, tuple[Span, ...]]:
    query = (
        select(AttendanceInterval)
        .where(AttendanceInterval.attendee_id.in_(_among([each.id for each in attendees])))
        .order_by(AttendanceInterval.joined_at, AttendanceInterval.id)
    )
    found: dict[int, tuple[Span, ...]] = {}
    for row in session.scalars(query):
        found[row.attendee_id] = (*found.get(row.attendee_id, ()), (row.joined_at, row.left_at))
    return found


def names_of(session: Session, designee_ids: Iterable[int]) -> dict[int, str]:
    """Names as lists show them, by id."""
    columns = (getattr(Designee, name) for name in NAME)
    rows = session.execute(select(Designee.id, *columns).where(Designee.id.in_(_among(designee_ids))))
    return {row.id: display_name(row._mapping) for row in rows}


def _among(ids: Iterable[int]) -> Select[Any]:
    """One parameter for any number of ids."""
    return select(func.json_each(json.dumps(sorted(set(ids)))).table_valued("value").c.value)
