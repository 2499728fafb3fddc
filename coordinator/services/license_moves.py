"""Moves licenses on: suspend, reinstate, return, revoke, expire; each with its event, its letter and its reason."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Letter, License, LicenseEvent
from coordinator.rules.licensing import CLOSED, MOVES, LicenseMove, letter_of, why_not, why_not_on
from coordinator.rules.vocabulary import LicenseState
from coordinator.services.certificates import BatchResult
from coordinator.services.letters import keep_license_letter, license_letter
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.gates import Standing, standings

Standings = dict[int, Standing]
"""How the holder of each license stands for its product, by license id."""


@dataclass(frozen=True, slots=True)
class LicenseOrder:
    """One move of one license, and why."""

    license_id: int
    move: LicenseMove
    reason: str


def move_licenses(
    uow: UnitOfWork, license_ids: Sequence[int], move: LicenseMove, reason: str, on: date | None = None
) -> int:
    """Move all of them, each with its event and, unless a reservation is given back, its letter; returns how many.

    A return may have happened `on` an earlier day. One illegal move and none is made. It cannot be undone: letters
    are issued, and a closed license is never revived.
    """
    rows = [uow.get(License, license_id) for license_id in dict.fromkeys(license_ids)]
    if not rows:
        raise RuleBroken("Choose the licenses first.")
    standing = _standings(uow, rows)
    for row in rows:
        refusal = _why_not(uow, row, move, standing[row.id]) or _why_not_on(uow, row, move, on)
        if refusal:
            raise RuleBroken(f"License {row.number} {refusal}.")
    for row in rows:
        _move(uow, row, move, _said(reason), standing[row.id], on)
    what = f"license {rows[0].number}" if len(rows) == 1 else f"{len(rows)} licenses"
    uow.describe(f"{move.value.capitalize()} {what}", undoable=False)
    return len(rows)


def carry_out_moves(
    uow: UnitOfWork, orders: Sequence[LicenseOrder], label: str, progress: Progress = silent
) -> BatchResult:
    """Different moves as one step, each for its own reason; the numbers of the licenses that were moved come back.

    A move that is not legal (any more), or whose letter cannot be printed, is refused by name and the others are made.
    What was made before a cancel stays made. It cannot be undone.
    """
    made: list[str] = []
    refused: list[str] = []
    stopped = False
    rows = [uow.get(License, order.license_id) for order in orders]
    standing = _standings(uow, rows)
    for done, (order, row) in enumerate(zip(orders, rows, strict=True)):
        name = row.designee.display_name
        try:
            progress(done, len(orders), name)
            _carry_out(uow, order, row, standing[row.id])
            made.append(row.number)
        except Cancelled:
            stopped = True
            break
        except RuleBroken as refusal:
            refused.append(f"{name}: {refusal}")
    if not made and refused and not stopped:
        raise RuleBroken(f"None of these moves can be made now. {refused[0]}")
    uow.describe(label, undoable=False)
    return BatchResult(tuple(made), tuple(refused), stopped, len(orders))


def _carry_out(uow: UnitOfWork, order: LicenseOrder, row: License, standing: Standing) -> None:
    """Raises RuleBroken before anything is changed."""
    refusal = _why_not(uow, row, order.move, standing)
    if refusal:
        raise RuleBroken(f"License {row.number} {refusal}.")
    _move(uow, row, order.move, _said(order.reason), standing)


def _said(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken("A license is moved for a reason. Write it down.")
    return reason.strip()


def _standings(uow: UnitOfWork, rows: Sequence[License]) -> Standings:
    holders = defaultdict(set)
    for row in rows:
        holders[row.product_id].add(row.designee_id)
    found = {product: standings(uow.session, uow.today, of, product_id=product) for product, of in holders.items()}
    return {row.id: found[row.product_id][row.designee_id] for row in rows}


def _why_not(uow: UnitOfWork, row: License, move: LicenseMove, standing: Standing) -> str:
    refusal = why_not(row.state, move, row.valid_until, uow.today)
    if not refusal and move is LicenseMove.REINSTATE and not standing.is_ready:
        return f"cannot be reinstated yet: {standing.next_action}"
    return refusal


def _why_not_on(uow: UnitOfWork, row: License, move: LicenseMove, on: date | None) -> str:
    if on is None:
        return ""
    query = select(LicenseEvent).where(LicenseEvent.license_id == row.id).order_by(LicenseEvent.id.desc())
    last = uow.first(query)
    return why_not_on(move, on, uow.today, last.happened_on if last else row.issued_on or on)


def _move(
    uow: UnitOfWork, row: License, move: LicenseMove, reason: str, standing: Standing, on: date | None = None
) -> None:
    kind = letter_of(row.state, move)
    # Before anything is changed: what cannot be printed is refused.
    facts = license_letter(uow, kind, row, reason, on) if kind else None
    change_state(uow, row, MOVES[move][1], on)
    letter = keep_license_letter(uow, facts, row) if facts else None
    note_move(uow, row, reason, basis_of(standing), letter, on)


def basis_of(standing: Standing) -> str:
    """The gates as they stand, each in its line of evidence."""
    return "; ".join(gate.evidence for gate in standing.gates)


def change_state(uow: UnitOfWork, row: License, state: LicenseState, on: date | None = None) -> None:
    """Bring the license into the state; a closed one has ended on that day, or today."""
    today = uow.today
    row.state = state
    if state in CLOSED:
        row.ended_on = on or today
    uow.flush()


def note_move(
    uow: UnitOfWork, row: License, reason: str, basis: str = "", letter: Letter | None = None, on: date | None = None
) -> None:
    """The event of the move that the license has just made, on that day or today."""
    uow.add(
        LicenseEvent(
            license_id=row.id,
            at=uow.now,
            happened_on=on or uow.today,
            to_state=row.state,
            reason=reason,
            basis=basis,
            actor=uow.actor,
            letter_id=letter.id if letter else None,
        )
    )
