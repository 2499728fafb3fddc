"""Prints how long a proposed seating takes, and that it is proved to be the best: python -m benchmarks.seating

2,000 people of 25 offices in their time zones, every fifth with leave, every tenth with duty hours of their own, over
40 trainings with 1,880 seats: gathered from a database, solved and put into words.
"""

import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.large_unit import nominate, people
from coordinator.model import Designee, Unavailability
from coordinator.rules.proposed_seats import SeatPlan
from coordinator.rules.seat_plan import HoursRule, Reseat, SeatWishes, Spread
from coordinator.rules.vocabulary import NominationState
from coordinator.services.seat_plans import SeatPick, accept_seat_plan, plan_seats, propose_seats
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.seat_plan import seat_problem
from tests import builders
from tests.conftest import StandingClock

PEOPLE, TRAININGS, ROOM = 2000, 40, 47
NOW = datetime(2026, 11, 12, 15, tzinfo=UTC)
TODAY = date(2026, 11, 12)
HOURS = (13, 15, 17, 19, 21, 23)  # starts in UTC: from early morning in New York to the afternoon in Honolulu


def build(path: Path) -> Workspace:
    workspace = Workspace.create(path, actor="benchmark", clock=StandingClock(NOW))
    tasking = builders.a_tasking(workspace)
    workspace.change(add_people)
    workspace.change(nominate, tasking, range(1, PEOPLE + 1), NominationState.SELECTED)
    for number in range(TRAININGS):
        day = datetime(2026, 11, 16, tzinfo=UTC) + timedelta(days=number // 2)
        start = day + timedelta(hours=HOURS[number % len(HOURS)])
        builders.a_training(workspace, f"Training {number + 1}", ROOM, start)
    return workspace


def add_people(uow: UnitOfWork) -> None:
    random = Random(5)
    rows = people(0, PEOPLE)
    for number, row in enumerate(rows):
        row["departed_on"] = None
        if number % 10 == 0:
            row["duty_start"], row["duty_end"] = 6 * 60 + 30 * random.randrange(8), 16 * 60
    ids = uow.insert_rows(Designee, rows)
    leave = [_leave(person, random) for person in ids if person % 5 == 0]
    uow.insert_rows(Unavailability, leave)
    uow.describe("Add people")


def _leave(person: int, random: Random) -> dict[str, object]:
    start = datetime(2026, 11, 16, tzinfo=UTC) + timedelta(days=random.randrange(20))
    return {
        "designee_id": person, "starts_at": start, "ends_at": start + timedelta(days=random.randrange(1, 10)),
        "note": "leave",
    }  # fmt: skip


def timed(workspace: Workspace, what: str, wishes: SeatWishes) -> SeatPlan:
    start, cpu = time.perf_counter(), time.process_time()
    problem = workspace.read(seat_problem, wishes, NOW, TODAY)
    gathered = time.perf_counter()
    plan = plan_seats(problem)
    end, worked = time.perf_counter(), time.process_time() - cpu
    print(
        f"| {what:<38} | {gathered - start:8.2f} | {end - gathered:16.2f} | {end - start:6.2f} | {worked:6.2f} |"
        f" {plan.objective:9,} | {plan.bound:9,} | {plan.seated:6,} | {plan.most:6,} |",
        flush=True,
    )
    return plan


def peak() -> str:
    """The most memory this process had, where the system says so."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return "not known here"
    return next(line.split(":")[1].strip() for line in status.splitlines() if line.startswith("VmHWM"))


def accept(workspace: Workspace, plan: SeatPlan) -> float:
    picks: Sequence[SeatPick] = [
        SeatPick(seat.id, seat.training_id, seat.from_seat_id, is_move=seat.is_move) for seat in plan.seats
    ]
    start = time.perf_counter()
    workspace.change(accept_seat_plan, picks)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = build(Path(folder) / "seating.db")
        print(f"memory before: {peak()}")
        print("| what | gather s | solve and words s | all s | of it CPU | objective | bound | seated | most |")
        print("|---|---|---|---|---|---|---|---|---|")
        plan = timed(workspace, "outside hours as a last resort, spread", SeatWishes())
        timed(workspace, "the same again", SeatWishes())
        timed(workspace, "never outside, strongly spread", SeatWishes(hours=HoursRule.NEVER, spread=Spread.STRONG))
        timed(workspace, "no spread", SeatWishes(spread=Spread.OFF))
        assert workspace.read(propose_seats, SeatWishes(), NOW, TODAY) == plan
        print(f"accept {len(plan.seats):,} seats: {accept(workspace, plan):.2f} s")
        timed(workspace, "then everyone reseated", SeatWishes(reseat=Reseat.EVERYONE))
        timed(
            workspace,
            "then moved where it helps, strongly",
            SeatWishes(reseat=Reseat.WHERE_IT_HELPS, spread=Spread.STRONG),
        )
        print(f"memory at most: {peak()}")
        workspace.close()


if __name__ == "__main__":
    main()
