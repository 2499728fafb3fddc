"""What is read in bulk, of everyone or of some, now or as of a moment, is what one person at a time comes to."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from coordinator.errors import MovedOn
from coordinator.model import (
    Acknowledgment,
    Agreement,
    Completion,
    Course,
    Designee,
    DocumentVersion,
    Gate,
    GoverningDocument,
    License,
    Nomination,
    Seat,
    Waiver,
)
from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import (
    AcknowledgmentMethod,
    CourseKind,
    LicenseState,
    Mark,
    NominationState,
    SeatState,
)
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.compliance import compliance
from coordinator.views.gates import standings
from coordinator.views.roster import designees
from tests import builders
from tests.conftest import StandingClock
from tests.views import plain

TODAY = date(2026, 11, 12)
FIRST = date(2026, 10, 1)
ZONE = "America/New_York"
Gates = dict[int, tuple[GateResult, ...]]


def select_somebody(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    for row in uow.all(select(Nomination).where(Nomination.designee_id == person).order_by(Nomination.id)):
        if row.id % 3 != other % 3:
            row.state, row.decided_on, row.supervisor_approved_on = NominationState.SELECTED, day, day
            row.rank, row.score, row.manual_score = other, other / 2, other * 1.5 if other > 2 else None


def reconsider(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    for row in uow.all(select(Nomination).where(Nomination.designee_id == person)):
        row.state, row.decided_on = NominationState.WITHDRAWN, day


def acknowledge(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    version = uow.all(select(DocumentVersion).order_by(DocumentVersion.id))[other % 3]
    query = select(Acknowledgment).where(Acknowledgment.designee_id == person, Acknowledgment.version_id == version.id)
    known = uow.first(query)
    if known is None:
        method = AcknowledgmentMethod.EMAIL
        uow.add(
            Acknowledgment(
                designee_id=person, version_id=version.id, acknowledged_on=day, method=method, recorded_by="J"
            )
        )
    else:
        uow.delete(known)


def attend(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    seat = uow.all(select(Seat).where(Seat.designee_id == person).order_by(Seat.id))[other % 2]
    seat.state = SeatState.CONFIRMED
    seat.mark, seat.minutes = (Mark.PRESENT, 80 + other) if other != 3 else (Mark.ABSENT, None)


def give_the_seat_up(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    seat = uow.all(select(Seat).where(Seat.designee_id == person).order_by(Seat.id))[other % 2]
    seat.mark, seat.minutes = None, None
    seat.state = SeatState.WAIT_LISTED if other > 2 else SeatState.RELEASED
    seat.queue_place = 1 if other > 2 else None


def complete(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    course = uow.all(select(Course).order_by(Course.id))[other % 2]
    columns = (Completion.designee_id == person, Completion.course_id == course.id, Completion.completed_on == day)
    if uow.first(select(Completion).where(*columns)) is None:
        uow.add(Completion(designee_id=person, course_id=course.id, completed_on=day))


def waive(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    known = uow.first(select(Waiver).where(Waiver.designee_id == person, Waiver.withdrawn_on.is_(None)))
    if known is not None:
        known.withdrawn_on = day
    gate = uow.all(select(Gate).order_by(Gate.id))[other % 6]
    until = day + timedelta(days=20)
    uow.add(
        Waiver(
            designee_id=person, gate_id=gate.id, reason="Leave", approver="A. Chief", valid_from=day, valid_until=until
        )
    )


def withdraw_the_waiver(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    (waiver,) = uow.all(select(Waiver).where(Waiver.designee_id == person))
    waiver.withdrawn_on = day


def leave(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    uow.get(Designee, person).departed_on = day if other > 2 else None


def merge(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    """`person` into `other`, through chains, but never in a circle; or apart again."""
    row = uow.get(Designee, person)
    if row.merged_into_id is not None:
        row.merged_into_id = None
    elif plain.kept(uow.session, uow.get(Designee, other)).id != person:
        row.merged_into_id = other


def switch(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    gate = uow.all(select(Gate).order_by(Gate.id))[other % 6]
    gate.is_on = not gate.is_on
    document = uow.all(select(GoverningDocument).order_by(GoverningDocument.id))[person % 2]
    document.is_required = other != 4


def license_somebody(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    agreement = uow.all(select(Agreement))[0]
    held = uow.first(
        select(License).where(License.designee_id == person, License.state.in_(("issued", "suspended", "reserved")))
    )
    if held is not None:
        held.state, held.ended_on = LicenseState.RETURNED, max(day, held.issued_on or day)
        return
    count = len(uow.all(select(License)))
    uow.add(
        License(
            number=f"L{count}",
            agreement_id=agreement.id,
            product_id=agreement.product_id,
            designee_id=person,
            state=LicenseState.SUSPENDED if other == 2 else LicenseState.ISSUED,
            issued_on=day,
        )
    )


Deed = Callable[[UnitOfWork, int, int, date], None]
DEEDS: tuple[Deed, ...] = (
    select_somebody, reconsider, acknowledge, attend, give_the_seat_up, complete, waive, leave, merge, switch,
    license_somebody,
)  # fmt: skip


def act(uow: UnitOfWork, deed: Deed, person: int, other: int, day: date) -> None:
    deed(uow, person, other, day)
    uow.describe(deed.__name__)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """Five people nominated under two taskings, with seats in two trainings, two documents of which one is new."""
    path = tmp_path_factory.mktemp("prepared") / "unit.db"
    path.write_bytes(empty_database)
    with Workspace.open(path, actor="J", clock=StandingClock(datetime(2026, 11, 1, tzinfo=UTC))) as workspace:
        for number in ("0312-26", "0313-26"):
            builders.nominated(workspace, builders.a_tasking(workspace, number))
        builders.acknowledged(workspace, [1])
        workspace.change(prepare)
        builders.an_agreement(workspace, 50)
    return path.read_bytes()


def prepare(uow: UnitOfWork) -> None:
    for gate in uow.all(select(Gate)):
        gate.is_on = True
    uow.add(DocumentVersion(document_id=1, label="version 2", effective_on=date(2026, 10, 10), grace_days=10))
    uow.add(Course(kind=CourseKind.UNIT, code="Z-1", title="Another", valid_days=30))
    uow.describe("Prepare")


@pytest.fixture(scope="module")
def seated(tmp_path_factory: pytest.TempPathFactory, prepared: bytes) -> bytes:
    path = tmp_path_factory.mktemp("seated") / "unit.db"
    path.write_bytes(prepared)
    with Workspace.open(path, actor="J", clock=StandingClock(datetime(2026, 11, 2, tzinfo=UTC))) as workspace:
        for place, hour in (("Training 1", 3), ("Training 2", 23)):
            training = builders.a_training(workspace, place, start=datetime(2026, 10, 15, hour, tzinfo=UTC))
            workspace.change(seat_everyone, training)
    return path.read_bytes()


def seat_everyone(uow: UnitOfWork, training: int) -> None:
    rows = [{"training_id": training, "designee_id": n, "state": SeatState.RESERVED} for n in range(1, 6)]
    uow.insert_rows(Seat, rows)
    uow.describe("Seat everyone")


@pytest.mark.parametrize("seed", range(3))
def test_random_histories_read_in_bulk_as_person_by_person(tmp_path: Path, seated: bytes, seed: int) -> None:
    path = tmp_path / "unit.db"
    path.write_bytes(seated)
    chance = Random(seed)
    seen: list[tuple[datetime, Gates]] = []
    with Workspace.open(path, actor="J", clock=StandingClock(datetime(2026, 11, 12, 15, tzinfo=UTC))) as workspace:
        for _ in range(20):
            take_a_step(workspace, chance)
            now = workspace.read(plain.gates, TODAY)
            seen.append((workspace.clock.now(), now))
            some = chance.sample(range(1, 6), 2)
            assert gates(workspace) == now
            assert gates(workspace, some) == {each: now[each] for each in some}
        for moment, then in seen:
            assert gates(workspace, None, moment) == then
            assert gates(workspace, [2, 5], moment) == {each: then[each] for each in (2, 5)}


@pytest.mark.parametrize("seed", range(4, 6))
def test_the_roster_shows_of_random_histories_what_person_by_person_shows(
    tmp_path: Path, seated: bytes, seed: int
) -> None:
    path = tmp_path / "unit.db"
    path.write_bytes(seated)
    chance = Random(seed)
    with Workspace.open(path, actor="J", clock=StandingClock(datetime(2026, 11, 12, 15, tzinfo=UTC))) as workspace:
        for step in range(21):
            take_a_step(workspace, chance)
            if step % 3 == 0:
                expected = workspace.read(plain.roster, TODAY, ZONE)
                shown = workspace.read(designees, TODAY)
                assert [{name: getattr(row, name) for name in expected[0]} for row in shown] == expected


TRAINED_GATE, SAME_VERSION = 3, 0
MERGED = (merge, 1, 2, 0)
SCRIPTS = {
    "a waiver withdrawn": [(waive, 1, TRAINED_GATE, 40), (withdraw_the_waiver, 1, 1, 41)],
    "accepted by the other earlier": [
        (acknowledge, 2, SAME_VERSION, 35), (acknowledge, 3, SAME_VERSION, 38), (merge, 2, 3, 0),
    ],
    "accepted by the other later": [
        (acknowledge, 2, SAME_VERSION, 38), (acknowledge, 3, SAME_VERSION, 35), (merge, 2, 3, 0),
    ],
    "the merged record departed": [(leave, 1, 3, 40), MERGED],
    "the person kept departed": [(leave, 2, 3, 40), MERGED],
    "an active license before a closed one": [
        (license_somebody, 2, 1, 10), (license_somebody, 1, 1, 11), (license_somebody, 1, 1, 12), MERGED,
    ],
    "an active license after a closed one": [
        (license_somebody, 1, 1, 10), (license_somebody, 1, 1, 11), (license_somebody, 2, 1, 12), MERGED,
    ],
    "through two merges": [(attend, 1, 1, 0), MERGED, (merge, 2, 3, 0)],
    "merged and apart again": [(attend, 1, 1, 0), MERGED, MERGED],
}  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_these_histories_read_in_bulk_as_person_by_person(
    tmp_path: Path, seated: bytes, script: list[tuple[Deed, int, int, int]]
) -> None:
    path = tmp_path / "unit.db"
    path.write_bytes(seated)
    with Workspace.open(path, actor="J", clock=StandingClock(datetime(2026, 11, 12, 15, tzinfo=UTC))) as workspace:
        for deed, person, other, days in script:
            workspace.change(act, deed, person, other, FIRST + timedelta(days=days))
        assert gates(workspace) == workspace.read(plain.gates, TODAY)
        expected = workspace.read(plain.roster, TODAY, ZONE)
        shown = workspace.read(designees, TODAY)
        assert [{name: getattr(row, name) for name in expected[0]} for row in shown] == expected


def take_a_step(workspace: Workspace, chance: Random) -> None:
    """Something happens to somebody, and every fourth time it is taken back."""
    deed, person, other = chance.choice(DEEDS), chance.randint(1, 5), chance.randint(1, 5)
    _, touched = workspace.change(act, deed, person, other, FIRST + timedelta(days=chance.randint(0, 45)))
    if touched and chance.random() < 0.25:
        with suppress(MovedOn):  # a license that was returned is never revived
            workspace.undo()


def gates(workspace: Workspace, people: Sequence[int] | None = None, moment: datetime | None = None) -> Gates:
    read = workspace.read(standings, TODAY, people, moment)
    return {person: standing.gates for person, standing in read.items()}


def test_compliance_counts_what_is_on_record_of_those_merged_into_the_holder(
    workspace: Workspace, clock: StandingClock
) -> None:
    builders.ready(workspace)
    first, second = workspace.read(builders.designee_ids)[:2]
    workspace.change(act, license_somebody, first, 1, FIRST)
    workspace.change(act, attended_by_another, first, second, FIRST)
    (row,) = workspace.read(compliance, None, clock.now())
    assert (row.designee_id, row.missing) == (first, "Virtual training attended")
    before = clock.now()
    clock.move_to(clock.now() + timedelta(days=1))
    workspace.change(act, merge, second, first, FIRST)
    (row,) = workspace.read(compliance, None, clock.now())
    assert (row.designee_id, row.missing) == (first, "")
    (row,) = workspace.read(compliance, TODAY, clock.now())
    assert before.date() == TODAY
    assert row.is_exception


def attended_by_another(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    """The seat of `person` was taken by a record of theirs under another name."""
    (seat,) = uow.all(select(Seat).where(Seat.designee_id == person))
    seat.mark, seat.minutes = None, None


def test_a_license_left_on_a_merged_record_is_shown_with_the_person_kept(
    workspace: Workspace, clock: StandingClock
) -> None:
    builders.ready(workspace)
    first, second, third = workspace.read(builders.designee_ids)[:3]
    workspace.change(act, license_somebody, first, 1, FIRST)
    workspace.change(act, merge, first, second, FIRST)
    workspace.change(act, merge, second, third, FIRST)
    (row,) = workspace.read(compliance, None, clock.now())
    assert (row.designee_id, row.name) == (third, "Lindqvist, Per")
    shown = workspace.read(designees, TODAY)
    assert [each.name for each in shown] == ["Brandvold, Tom", "Haddad, Samir", "Lindqvist, Per"]
    assert shown[2].license is LicenseState.ISSUED


def test_somebody_who_is_not_there_has_no_standing(workspace: Workspace) -> None:
    builders.selected(workspace)
    assert workspace.read(standings, TODAY, [999]) == {}
    assert workspace.read(standings, TODAY, []) == {}


def test_the_day_of_a_nomination_is_the_day_on_the_unit_s_clock(workspace: Workspace) -> None:
    builders.nominated(workspace, builders.a_tasking(workspace))
    workspace.change(act, nominate_after_midnight_utc, 1, 1, FIRST)
    assert next(row for row in workspace.read(designees, TODAY) if row.id == 1).nominated_on == date(2026, 10, 19)


def nominate_after_midnight_utc(uow: UnitOfWork, person: int, other: int, day: date) -> None:
    (row,) = uow.all(select(Nomination).where(Nomination.designee_id == person))
    row.nominated_at = datetime(2026, 10, 20, 2, 0, tzinfo=UTC)
