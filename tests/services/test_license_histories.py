"""Whatever happens to licenses, in whatever order: the rules hold after each step, and the past stays as it was."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import (
    Acknowledgment,
    Agreement,
    Designee,
    DocumentVersion,
    License,
    LicenseEvent,
    Waiver,
)
from coordinator.rules.licensing import ACTIVE, CLOSED, HELD, LicenseMove
from coordinator.rules.vocabulary import AcknowledgmentMethod, LicenseState
from coordinator.services.agreements import AgreementFacts, add_agreement, set_allotments
from coordinator.services.designees import mark_departed
from coordinator.services.governing_documents import VersionFacts, add_version, record_acknowledgments
from coordinator.services.license_moves import LicenseOrder, carry_out_moves, move_licenses
from coordinator.services.license_successors import renew_licenses, transfer_license
from coordinator.services.licenses import issue_licenses, reserve_licenses
from coordinator.services.settings import change_settings
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.views.compliance import compliance
from coordinator.views.license_proposals import license_proposals
from coordinator.views.pools import pool_of
from tests.conftest import StandingClock
from tests.license_unit import POOL, SEATS, TASKING, database_of_unit, office

RESERVED, ISSUED, SUSPENDED = LicenseState.RESERVED, LicenseState.ISSUED, LicenseState.SUSPENDED
PTA, MEMORANDUM = 1, 2
PTA_GATE, MEMORANDUM_GATE = 2, 3
GATE_OF = {PTA: PTA_GATE, MEMORANDUM: MEMORANDUM_GATE}
SELECTED_GATE, TRAINED_GATE, ACTIVE_GATE = 1, 4, 5
PEOPLE = tuple(range(1, 8))
LEGAL = {
    RESERVED: {ISSUED, LicenseState.RETURNED},
    ISSUED: {SUSPENDED, *CLOSED},
    SUSPENDED: {ISSUED, *CLOSED},
}
VERBS = (
    "issue", "issue all", "issue over", "reserve", "give back", "suspend", "reinstate", "return", "return", "revoke",
    "expire", "transfer", "transfer", "renew", "carry out", "new version", "new version", "acknowledge",
    "acknowledge", "depart", "come back", "waive", "allot", "undo", "undo", "redo", "day", "day", "day",
)  # fmt: skip
Step = tuple[str, int, int]
step = st.tuples(st.sampled_from(VERBS), st.integers(0, 6), st.integers(0, 6))
Noted = frozenset[tuple[str, int, LicenseState, bool]]
"""Number, holder and state of each license held, and whether its holder missed something."""


@dataclass
class Unit:
    """A database with what was noted of it: who held what at the end of each day, and every closed record."""

    workspace: Workspace
    clock: StandingClock
    noted: dict[date, Noted] = field(default_factory=dict)
    closed: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    usable: frozenset[int] = frozenset()
    left: dict[tuple[int, int], int] = field(default_factory=dict)
    labels: Iterator[int] = field(default_factory=lambda: count(2))

    @property
    def today(self) -> date:
        return self.clock.moment.date()

    def ids(self, *states: LicenseState) -> list[int]:
        query = select(License.id).where(License.state.in_(states)).order_by(License.id)
        return self.workspace.read(lambda session: list(session.scalars(query)))

    def pick(self, which: int, *states: LicenseState) -> int:
        found = self.ids(*states)
        if not found:
            raise RuleBroken("There is none.")
        return found[which % len(found)]

    def newest_version(self, document_id: int) -> int:
        query = select(DocumentVersion.id).where(
            DocumentVersion.document_id == document_id, DocumentVersion.effective_on <= self.today
        )
        latest = query.order_by(DocumentVersion.effective_on.desc(), DocumentVersion.id.desc())
        return self.workspace.read(lambda session: session.scalars(latest).first() or 0)


def play(unit: Unit, move: Step) -> None:
    """One verb; `a` and `b` choose whom, which, and how long."""
    verb, a, b = move
    change, person, document = unit.workspace.change, PEOPLE[a], PTA if b % 2 else MEMORANDUM
    verbs: dict[str, Callable[[], Any]] = {
        "issue": lambda: change(issue_licenses, TASKING, [person]),
        "issue all": lambda: change(issue_licenses, TASKING),
        "issue over": lambda: change(issue_licenses, TASKING, [person, PEOPLE[b]], over_allotment=True),
        "reserve": lambda: change(reserve_licenses, TASKING, [person]),
        "give back": lambda: change(move_licenses, [unit.pick(a, RESERVED)], LicenseMove.RETURN, "idle"),
        "suspend": lambda: change(move_licenses, [unit.pick(a, ISSUED)], LicenseMove.SUSPEND, "inquiry"),
        "reinstate": lambda: change(move_licenses, [unit.pick(a, SUSPENDED)], LicenseMove.REINSTATE, "cleared"),
        "return": lambda: change(
            move_licenses, [unit.pick(a, *HELD)], LicenseMove.RETURN, "handed in", unit.today - timedelta(days=b)
        ),
        "revoke": lambda: change(move_licenses, [unit.pick(a, *HELD)], LicenseMove.REVOKE, "misuse"),
        "expire": lambda: change(
            carry_out_moves, [LicenseOrder(each, LicenseMove.EXPIRE, "over") for each in unit.ids(*HELD)], "Expire"
        ),
        "transfer": lambda: change(transfer_license, unit.pick(a, *HELD), PEOPLE[b], "other duties"),
        "renew": lambda: change(renew_licenses, unit.ids(*ACTIVE)),
        "carry out": lambda: change(carry_out_moves, proposed(unit), "Carry out the proposals"),
        "new version": lambda: change(
            add_version,
            document,
            VersionFacts(f"version {next(unit.labels)}", unit.today + timedelta(days=a - 2), grace_days=b * 3),
        ),
        "acknowledge": lambda: change(
            record_acknowledgments,
            PEOPLE if a > 4 else [person],
            unit.newest_version(document),
            unit.today,
            AcknowledgmentMethod.SIGNED_FORM,
        ),
        "depart": lambda: change(mark_departed, [person], unit.today - timedelta(days=b % 3)),
        "come back": lambda: change(mark_departed, [person], None),
        "waive": lambda: change(waive_gates, [person], 2 + b % 4, "posted", "A. Chief", unit.today + timedelta(days=a)),
        "allot": lambda: change(set_allotments, POOL, {office(unit.workspace, "DEN" if b % 2 else "SEA"): a % 3}),
        "undo": unit.workspace.undo,
        "redo": lambda: (unit.workspace.undo(), unit.workspace.redo()),
        "day": lambda: next_day(unit, (1, 1, 2, 6, 15, 30, 100)[a]),
    }
    verbs[verb]()


def proposed(unit: Unit) -> list[LicenseOrder]:
    rows = unit.workspace.read(license_proposals, unit.today)
    if not rows:
        raise RuleBroken("There are none.")
    return [LicenseOrder(row.license_id, row.move, row.reason) for row in rows]


def next_day(unit: Unit, days: int) -> None:
    """Nobody works on the days between: on each of them it was as on the first."""
    unit.clock.move_to(unit.clock.moment + timedelta(days=days))


def meets_every_gate(session: Session, person: int, today: date) -> bool:
    """Told again from the records alone: selected and trained is everybody here."""
    waivers = session.scalars(select(Waiver).where(Waiver.designee_id == person, Waiver.withdrawn_on.is_(None)))
    waived = {each.gate_id for each in waivers if each.valid_from <= today <= each.valid_until}
    departed = session.get_one(Designee, person).departed_on
    if departed is not None and departed <= today and ACTIVE_GATE not in waived:
        return False
    return all(GATE_OF[each] in waived or _acknowledged(session, person, each, today) for each in GATE_OF)


def _acknowledged(session: Session, person: int, document: int, today: date) -> bool:
    """Since the version accepted last no other has come whose grace is over."""
    found = session.scalars(select(DocumentVersion).where(DocumentVersion.document_id == document)).all()
    in_force = sorted((each for each in found if each.effective_on <= today), key=lambda v: (v.effective_on, v.id))
    accepted = set(session.scalars(select(Acknowledgment.version_id).where(Acknowledgment.designee_id == person)))
    places = [place for place, each in enumerate(in_force) if each.id in accepted]
    after = in_force[places[-1] + 1 :] if places else []
    return bool(places) and all(today <= each.effective_on + timedelta(days=each.grace_days) for each in after)


def check(session: Session, unit: Unit, verb: str) -> None:
    licenses = session.scalars(select(License).order_by(License.id)).all()
    active = [row for row in licenses if row.state in ACTIVE]
    check_pools(session, unit, active, verb)
    assert max(Counter((row.designee_id, row.product_id) for row in active).values(), default=0) <= 1
    check_records(session, unit, licenses)
    check_gates(session, unit, active, verb)
    for day in unit.noted:
        rows = session_compliance(session, unit, day)
        assert rows == unit.noted[day], f"{day} is told otherwise"


def check_pools(session: Session, unit: Unit, active: list[License], verb: str) -> None:
    """No pool is overdrawn; no step draws more of a share than there is, but one that was told to."""
    left: dict[tuple[int, int], int] = {}
    for agreement in session.scalars(select(Agreement)):
        pool = pool_of(session, agreement)
        assert sum(row.agreement_id == agreement.id for row in active) == sum(pool.used.values()) <= agreement.seats
        left |= {(agreement.id, each): pool.left(each) for each in {row.designee.office_id for row in active}}
    if verb not in ("issue over", "allot", "undo", "redo"):
        assert all(now >= min(unit.left.get(place, now), 0) for place, now in left.items())
    unit.left = left


def check_records(session: Session, unit: Unit, licenses: Any) -> None:
    """Numbers without gaps; each history leads to the state of its license; what was closed stays as it was."""
    by_year = Counter(row.number[9:13] for row in licenses)
    assert {row.number for row in licenses} == {
        f"CEIU-LIC-{year}-{number:04}" for year, many in by_year.items() for number in range(1, many + 1)
    }
    for row in licenses:
        events = session.scalars(
            select(LicenseEvent).where(LicenseEvent.license_id == row.id).order_by(LicenseEvent.id)
        ).all()
        assert events[0].to_state in (RESERVED, ISSUED)
        assert all(later.to_state in LEGAL[earlier.to_state] for earlier, later in pairwise(events))
        assert all(earlier.happened_on <= later.happened_on for earlier, later in pairwise(events))
        assert events[-1].to_state is row.state
        assert (row.ended_on == events[-1].happened_on) if row.state in CLOSED else row.ended_on is None
        assert row.issued_on == next((each.happened_on for each in events if each.to_state is ISSUED), None)
        silent = {RESERVED} if row.issued_on else {RESERVED, LicenseState.RETURNED}
        assert all((each.letter_id is None) == (each.to_state in silent) for each in events)
        values = tuple(getattr(row, column.key) for column in License.__table__.columns)
        if row.state in CLOSED:
            assert unit.closed.setdefault(row.id, values) == values
        assert row.state in CLOSED or row.id not in unit.closed
    assert set(unit.closed) <= {row.id for row in licenses}


def check_gates(session: Session, unit: Unit, active: list[License], verb: str) -> None:
    """Who may use a license meets every gate and is within its days, or is listed; none was given without."""
    usable = [row for row in active if row.state is ISSUED]
    missing = {row.id for row in usable if not meets_every_gate(session, row.designee_id, unit.today)}
    overdue = {row.id for row in usable if row.valid_until is not None and row.valid_until < unit.today}
    listed = {row.id for row in compliance(session, None, unit.clock.moment) if row.is_exception}
    assert listed == missing | overdue
    given = {row.id for row in usable} - unit.usable
    assert not given & missing
    unit.usable = frozenset(row.id for row in usable)


def session_compliance(session: Session, unit: Unit, day: date | None) -> Noted:
    rows = compliance(session, day, unit.clock.moment)
    return frozenset((row.license_number, row.designee_id, row.state, row.is_exception) for row in rows)


def note(session: Session, unit: Unit) -> Noted:
    """What is true now, from the records alone."""
    rows = session.scalars(select(License).where(License.state.in_(HELD)))
    return frozenset((row.number, row.designee_id, row.state, _misses(session, row, unit.today)) for row in rows)


def _misses(session: Session, row: License, today: date) -> bool:
    is_over = row.valid_until is not None and row.valid_until < today
    return row.state is ISSUED and (is_over or not meets_every_gate(session, row.designee_id, today))


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """The unit, with a share for each office and an agreement that renews the first one with a seat less."""
    path = tmp_path_factory.mktemp("start") / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    with Workspace.open(path, actor="setup", clock=StandingClock(datetime(2026, 11, 9, 15, tzinfo=UTC))) as opened:
        facts = AgreementFacts("70CMSD27P00000002", SEATS - 1, date(2026, 12, 1), date(2027, 11, 30), renews_id=POOL)
        opened.change(add_agreement, facts)
        opened.change(change_settings, {"license_valid_days": 25})
        opened.change(set_allotments, POOL, {office(opened, "DEN"): 2})
    return path.read_bytes()


@pytest.fixture
def unit(tmp_path_factory: pytest.TempPathFactory, start: bytes) -> Iterator[Callable[[], Unit]]:
    """Makes a unit of its own for each history."""
    opened: list[Workspace] = []

    def make() -> Unit:
        path: Path = tmp_path_factory.mktemp("history") / "unit.db"
        path.write_bytes(start)
        clock = StandingClock(datetime(2026, 11, 12, 15, tzinfo=UTC))
        opened.append(Workspace.open(path, actor="J. Coordinator", clock=clock))
        return Unit(opened[-1], clock)

    yield make
    for workspace in opened:
        workspace.close()


def live(unit: Unit, move: Step) -> None:
    """One step, and whether everything still holds after it."""
    if move[0] == "day":
        unit.noted[unit.today] = unit.workspace.read(note, unit)
    play(unit, move)
    unit.workspace.read(check, unit, move[0])


BEGINNING: list[Step] = [("issue", 0, 0), ("issue", 4, 0), ("reserve", 1, 0)]
EVERY_MOVE: list[Step] = [
    *BEGINNING,
    ("undo", 0, 0), ("reserve", 1, 0), ("give back", 0, 0), ("allot", 0, 1), ("reserve", 5, 0), ("redo", 0, 0),
    ("allot", 2, 1), ("waive", 6, 0), ("new version", 2, 0), ("issue all", 0, 0), ("suspend", 0, 0), ("day", 0, 0),
    ("carry out", 0, 0), ("acknowledge", 5, 0), ("reinstate", 0, 0), ("reinstate", 0, 0), ("transfer", 0, 1),
    ("day", 2, 0), ("return", 0, 1), ("depart", 2, 1), ("come back", 2, 0), ("issue over", 3, 2), ("day", 5, 0),
    ("renew", 0, 0), ("revoke", 0, 0), ("expire", 0, 0), ("day", 0, 0),
]  # fmt: skip


def test_a_history_of_every_move(unit: Callable[[], Unit]) -> None:
    one = unit()
    for move in EVERY_MOVE:
        live(one, move)
    assert {verb for verb, _, _ in EVERY_MOVE} == set(VERBS)


# A history is short enough to be read as it is, and too slow to be shrunk.
@settings(max_examples=3, phases=(Phase.explicit, Phase.generate))
@given(st.lists(step, min_size=8, max_size=12))
def test_no_history_breaks_the_rules_or_the_past(unit: Callable[[], Unit], steps: list[Step]) -> None:
    one = unit()
    for move in [*BEGINNING, *steps]:
        with suppress(RuleBroken):
            live(one, move)
    assert one.workspace.verify().fault is None
