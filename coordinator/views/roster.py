"""The Roster page: everyone, with rank, gates, seat and license; and one person in detail."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar, dataclass_transform
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import (
    Designee,
    License,
    Nomination,
    Office,
    Seat,
    Tasking,
    TrainingSession,
)
from coordinator.rules.gates import GateResult, next_action
from coordinator.rules.licensing import ACTIVE
from coordinator.rules.vocabulary import (
    GateKind,
    GateState,
    LicenseState,
    NominationState,
    Position,
    SeatState,
)
from coordinator.store.collector import collection_held_back
from coordinator.store.history import Snapshot
from coordinator.views.designee_detail import (
    DesigneeDetail,
    HeldLicense,
    HistoryRow,
    PaperRow,
    SeatHistoryRow,
    VersionToAcknowledge,
    designee_detail,
    gate_kinds,
    history_of,
)
from coordinator.views.gates import gate_results
from coordinator.views.people import NAME, list_name
from coordinator.views.records import Kept, kept_people
from coordinator.views.settings import unit_settings

__all__ = [
    "DesigneeDetail",
    "DesigneeRow",
    "HeldLicense",
    "HistoryRow",
    "PaperRow",
    "SeatHistoryRow",
    "VersionToAcknowledge",
    "designee_detail",
    "designees",
    "find_designees",
    "history_of",
]


RowT = TypeVar("RowT")


@dataclass_transform(frozen_default=True)
def frozen_row(cls: type[RowT]) -> type[RowT]:
    """A dataclass that the type checker freezes: Python's own freezing takes 0.6 s of making 100,000 rows."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


@frozen_row
class DesigneeRow:
    id: int
    name: str
    office: str
    office_name: str
    position: Position
    email: str
    phone: str
    nomination: NominationState | None
    rank: int | None
    of: int
    passed: int
    gates: int
    next_action: str
    seat: str
    seat_state: SeatState | None
    license: LicenseState | None
    is_late: bool
    is_over_quota: bool
    is_contractor: bool
    missing: frozenset[GateKind] = frozenset()
    missing_title: str = ""
    is_stale: bool = False
    departed_on: date | None = None
    note: str = ""
    score: float | None = None
    manual_score: float | None = None
    tasking: str = ""
    stale: frozenset[GateKind] = frozenset()
    trial_use: bool | None = None
    course_completed: bool | None = None
    mobile: str = ""
    duty_station: str = ""
    supervisor_name: str = ""
    supervisor_email: str = ""
    time_zone: str | None = None
    nominated_on: date | None = None

    @property
    def is_ready(self) -> bool:
        return not self.next_action and self.license not in ACTIVE

    @property
    def is_selected(self) -> bool:
        return self.nomination is NominationState.SELECTED and self.departed_on is None


PERSON = (
    *NAME, "position", "email", "phone", "departed_on", "note", "mobile", "duty_station",
    "supervisor_name", "supervisor_email", "time_zone", "office_id",
)  # fmt: skip
POSITIONS = {each.value: each for each in Position}
STATES = {each.value: each for each in NominationState}
YES_NO = {None: None, 0: False, 1: True}


class _Nominated(NamedTuple):
    """The latest nomination of a person, as far as a row shows it; empty for those who have none."""

    state: NominationState | None = None
    rank: int | None = None
    of: int = 0
    is_late: bool = False
    is_over_quota: bool = False
    score: float | None = None
    manual_score: float | None = None
    trial_use: bool | None = None
    course_completed: bool | None = None
    on: date | None = None
    tasking: str = ""


NOT_NOMINATED = _Nominated()
NO_SEAT = ("", None)


@dataclass(frozen=True, slots=True)
class _Gates:
    """What a row shows of gates, found out once for everyone who stands alike."""

    passed: int
    of: int
    next_action: str
    missing: frozenset[GateKind]
    missing_title: str
    stale: frozenset[GateKind]


@collection_held_back()
def designees(session: Session, today: date) -> tuple[DesigneeRow, ...]:
    """Everyone on the roster, by name. What is on record of those merged into somebody counts for the person kept."""
    snapshot = Snapshot(session)
    kept = kept_people(snapshot)
    nominations = _nominations(snapshot, kept, ZoneInfo(unit_settings(session).unit_time_zone))
    seats, licenses = _seats(snapshot, kept), _licenses(snapshot, kept)
    gates = _gates(gate_results(snapshot, today), gate_kinds(session))
    offices = {row[0]: row for row in snapshot.rows(Office, "code", "name")}
    rows = [
        _row(
            person, offices[person[-1]], gates[person[0]], nominations.get(person[0], NOT_NOMINATED),
            seats.get(person[0], NO_SEAT), licenses.get(person[0]),
        )
        for person in snapshot.rows(Designee, *PERSON)
        if person[0] not in kept
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: row.name.casefold()))  # namesakes stay in the order of ids


def _nominations(snapshot: Snapshot, kept: Kept, zone: ZoneInfo) -> dict[int, _Nominated]:
    numbers: dict[int, str] = dict(snapshot.rows(Tasking, "number"))
    columns = (
        "designee_id", "tasking_id", "rank", "nominated_at", "state", "is_late", "is_over_quota", "score",
        "manual_score", "trial_use", "course_completed",
    )  # fmt: skip
    found = snapshot.rows(Nomination, *columns)
    ranked = Counter(row[2] for row in found if row[3] is not None)
    local_day = cache(partial(_local_day, zone))
    latest = {}
    for _, person, tasking, rank, at, state, late, over, score, manual, trial, course in found:
        latest[kept[person]] = _Nominated(
            state=STATES[state],
            rank=rank,
            of=ranked[tasking],
            is_late=bool(late),
            is_over_quota=bool(over),
            score=score,
            manual_score=manual,
            trial_use=YES_NO[trial],
            course_completed=YES_NO[course],
            on=local_day(at),
            tasking=numbers[tasking],
        )
    return latest


def _local_day(zone: ZoneInfo, moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(zone).date()


def _seats(snapshot: Snapshot, kept: Kept) -> dict[int, tuple[str, SeatState]]:
    """The seat of each person in words, and its state: the last that is marked, else the last."""
    titles: dict[int, str] = dict(snapshot.rows(TrainingSession, "title"))
    columns = ("designee_id", "training_id", "queue_place", "mark", "state")
    found = snapshot.rows(Seat, *columns, state=set(SeatState) - {SeatState.RELEASED})
    seats = {}
    for _, person, training, place, _, state in sorted(found, key=lambda row: row[4] is not None):
        waits = f"Wait list {place}, " if state == SeatState.WAIT_LISTED else ""
        seats[kept[person]] = (waits + titles[training], SeatState(state))
    return seats


def _licenses(snapshot: Snapshot, kept: Kept) -> dict[int, LicenseState]:
    """The active license of each person, else the last closed one."""
    found = sorted(snapshot.rows(License, "designee_id", "state"), key=lambda row: row[2] in ACTIVE)
    return {kept[person]: LicenseState(state) for _, person, state in found}


def _gates(results: dict[int, tuple[GateResult, ...]], kinds: dict[int, GateKind]) -> dict[int, _Gates]:
    # Equal results are one and the same tuple.
    summaries = {key: _summary(each, kinds) for key, each in {id(each): each for each in results.values()}.items()}
    return {person: summaries[id(each)] for person, each in results.items()}


def _summary(results: tuple[GateResult, ...], kinds: dict[int, GateKind]) -> _Gates:
    missing = [gate for gate in results if not gate.holds]
    return _Gates(
        passed=len(results) - len(missing),
        of=len(results),
        next_action=next_action(results),
        missing=frozenset(kinds[gate.gate_id] for gate in missing),
        missing_title=missing[0].title if missing else "",
        stale=frozenset(kinds[gate.gate_id] for gate in missing if gate.state is GateState.STALE),
    )


def _row(
    person: Sequence[Any],
    office: Sequence[Any],
    gates: _Gates,
    nomination: _Nominated,
    seat: tuple[str, SeatState | None],
    license_: LicenseState | None,
) -> DesigneeRow:
    person_id, *name, position, email, phone, departed, note, mobile, station, boss, boss_email, zone, _ = person
    return DesigneeRow(
        id=person_id,
        name=list_name(*name),
        office=office[1],
        office_name=office[2],
        position=POSITIONS[position],
        email=email,
        phone=phone,
        nomination=nomination.state,
        rank=nomination.rank,
        of=nomination.of,
        passed=gates.passed,
        gates=gates.of,
        next_action=gates.next_action,
        seat=seat[0],
        seat_state=seat[1],
        license=license_,
        is_late=nomination.is_late,
        is_over_quota=nomination.is_over_quota,
        is_contractor=bool(name[-1]),
        missing=gates.missing,
        missing_title=gates.missing_title,
        is_stale=bool(gates.stale),
        departed_on=date.fromisoformat(departed) if departed else None,
        note=note,
        score=nomination.score,
        manual_score=nomination.manual_score,
        tasking=nomination.tasking,
        stale=gates.stale,
        trial_use=nomination.trial_use,
        course_completed=nomination.course_completed,
        mobile=mobile,
        duty_station=station,
        supervisor_name=boss,
        supervisor_email=boss_email,
        time_zone=zone,
        nominated_on=nomination.on,
    )


def find_designees(session: Session, words: Sequence[str]) -> tuple[int, ...]:
    """Ids of the people that an e-mail or a folded name means exactly."""
    query = select(Designee.id).where(Designee.email_key.in_(words) | Designee.name_key.in_(words))
    return tuple(session.scalars(query))
