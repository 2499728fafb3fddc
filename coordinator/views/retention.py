"""What is due for disposal by the unit's rules, and what is held back. It is a list: nothing is ever deleted by it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.model import Designee, Office, RetentionRule
from coordinator.rules.redaction import PersonalField
from coordinator.rules.report_rows import Cell, ColumnKind, ReportColumn, ReportGroup, ReportResult, ReportRow
from coordinator.rules.retention import Disposal, KeepingRule, Verdict, longest, verdict
from coordinator.rules.vocabulary import RetentionKind
from coordinator.store.history import Snapshot
from coordinator.views.kept_records import RECORDS, Found, Shelf
from coordinator.views.people import NAME, list_name


@dataclass(frozen=True, slots=True)
class RetentionRuleRow:
    id: int
    title: str
    covers: RetentionKind
    authority: str
    years: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class DisposalRow:
    """A record that is as old as its rule says. `whom` names the person, or how many people a training names.

    `people` are the ids of all of them; `page` and `target` are where the record is shown.
    """

    id: int
    kind: RetentionKind
    what: str
    whom: str
    office: str
    counts_from: date
    due_since: date
    state: Disposal
    held_back: str
    rule: str
    authority: str
    years: int
    people: tuple[int, ...]
    page: str
    target: object


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A person whose records are kept whatever their age."""

    id: int
    name: str
    office: str
    reason: str


def retention_rules(session: Session) -> tuple[RetentionRuleRow, ...]:
    """By what they cover, then by their titles."""
    rows = [
        RetentionRuleRow(row.id, row.record_kind, row.covers, row.authority, row.years, row.is_on)
        for row in session.scalars(select(RetentionRule))
    ]
    kinds = list(RetentionKind)
    return tuple(sorted(rows, key=lambda row: (kinds.index(row.covers), row.title.casefold())))


def people_on_hold(session: Session) -> tuple[HoldRow, ...]:
    """By their names."""
    query = (
        select(Designee)
        .options(joinedload(Designee.office))
        .where(Designee.retention_hold, Designee.merged_into_id.is_(None))
    )
    rows = [HoldRow(row.id, row.display_name, row.office.code, row.hold_reason) for row in session.scalars(query)]
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.id)))


def due_for_disposal(session: Session, today: date) -> tuple[DisposalRow, ...]:
    """Every record that is as old as the longest rule on its kind says: what is due first, the oldest at the top."""
    shelf, rules = Shelf(session), _rules(session)
    holds, licensed = shelf.holds(), shelf.licensed()
    judged = [
        (found, rule, how)
        for kind, rule in rules.items()
        for found in RECORDS[kind](shelf)
        if (how := verdict(found.record, rule, holds, licensed, today))
    ]
    names = _names(shelf.snapshot, {found.record.people[0] for found, _, _ in judged if found.record.people})
    rows = [_row(place, names, *each) for place, each in enumerate(judged, start=1)]
    states = list(Disposal)
    return tuple(sorted(rows, key=lambda row: (states.index(row.state), row.due_since, row.what, row.whom)))


def _row(place: int, names: dict[int, tuple[str, str]], found: Found, rule: KeepingRule, how: Verdict) -> DisposalRow:
    record = found.record
    whom, office = _whom(found, names)
    return DisposalRow(
        id=place,
        kind=record.kind,
        what=record.what,
        whom=whom,
        office=office,
        counts_from=record.counts_from or how.due_since,
        due_since=how.due_since,
        state=how.state,
        held_back=how.held_back,
        rule=rule.title,
        authority=rule.authority,
        years=rule.years,
        people=record.people,
        page=found.page,
        target=found.target,
    )


def _rules(session: Session) -> dict[RetentionKind, KeepingRule]:
    return longest(
        KeepingRule(row.title, row.covers, row.authority, row.years) for row in retention_rules(session) if row.is_on
    )


def _names(snapshot: Snapshot, people: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name and office's code."""
    offices: dict[int, str] = dict(snapshot.rows(Office, "code"))
    rows = snapshot.rows(Designee, "office_id", *NAME, id=people)
    return {person: (list_name(*name), offices[office]) for person, office, *name in rows}


def _whom(found: Found, names: dict[int, tuple[str, str]]) -> tuple[str, str]:
    people = found.record.people
    if found.record.kind is RetentionKind.TRAININGS:
        return ("1 person" if len(people) == 1 else f"{len(people):,} people"), ""
    return names[people[0]]


_COLUMNS = (
    ReportColumn("what", "Record", ColumnKind.TEXT),
    ReportColumn("whom", "Of whom", ColumnKind.TEXT, personal=PersonalField.NAME),
    ReportColumn("office", "Office", ColumnKind.TEXT),
    ReportColumn("from", "Years count from", ColumnKind.DATE),
    ReportColumn("since", "Due since", ColumnKind.DATE),
    ReportColumn("held", "Held back by", ColumnKind.TEXT, personal=PersonalField.NOTE),
    ReportColumn("rule", "Rule", ColumnKind.TEXT),
)
_NO_TOTALS: tuple[Cell, ...] = (None,) * len(_COLUMNS)
STATE_WORDS = {Disposal.DUE: "Due for disposal", Disposal.ON_HOLD: "On hold", Disposal.NEEDED: "Still needed"}


def disposal_report(rows: Sequence[DisposalRow]) -> ReportResult:
    """The list as a report, to be printed and saved like any other."""
    due = sum(row.state is Disposal.DUE for row in rows)
    groups = (_group(STATE_WORDS[state], [row for row in rows if row.state is state]) for state in Disposal)
    return ReportResult(
        columns=_COLUMNS,
        groups=tuple(group for group in groups if group.rows),
        totals=_NO_TOTALS,
        total=len(rows),
        words=f"{due:,} due for disposal, {len(rows) - due:,} as old and held back.",
        by="Standing",
        one="record",
        many="records",
    )


def _group(title: str, rows: Sequence[DisposalRow]) -> ReportGroup:
    return ReportGroup(title, tuple(ReportRow(row.id, _cells(row), row.page, row.target) for row in rows), _NO_TOTALS)


def _cells(row: DisposalRow) -> tuple[Cell, ...]:
    rule = f"{row.rule}: {row.years} {'year' if row.years == 1 else 'years'}, {row.authority}"
    return row.what, row.whom, row.office, row.counts_from, row.due_since, row.held_back, rule
