"""What a plan of licenses says of each person: why yes in short, or what stands in the way and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.rules.allotted_seats import AllottedPool, Verdict, why_no_seat
from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateKind, GateState
from coordinator.views.issue_plans import HOLDS_ONE, PlanLine
from coordinator.views.renewals import RenewalLine
from ui.widgets.designee_pane import with_local_dates
from ui.wording import NOTHING, day

_SHORT = {
    GateKind.SELECTED: "selected",
    GateKind.TRAINED: "trained",
    GateKind.COURSE_COMPLETED: "course",
    GateKind.ACTIVE: "active",
    GateKind.SUPERVISOR_APPROVED: "approved",
}
_ACKNOWLEDGED = " acknowledged"
NOW = ("circle-check", "good")


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why not now; `note` is what to do about it, if there is anything."""

    title: str
    note: str = ""
    sign: tuple[str, str] = ("circle-dashed", "caution")


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """One person of a plan. `place` is the rank or the number; with an `obstacle` nothing is done for them."""

    id: int
    name: str
    office: str
    place: str
    why: str = ""
    evidence: str = ""
    sign: tuple[str, str] = NOW
    obstacle: Obstacle | None = None


def of_issue(line: PlanLine, pool: AllottedPool) -> PlannedPerson:
    """A line of the plan to issue or to reserve, as it is shown."""
    person = line.person
    return PlannedPerson(
        id=person.designee_id,
        name=person.name,
        office=person.office,
        place=str(person.rank) if person.rank is not None else NOTHING,
        why=why_words(person.gates, person.office if line.is_over_share else "", _reserved_words(line)),
        evidence=evidence_words(person.gates),
        sign=_sign(person.gates, line.is_over_share),
        obstacle=_issue_obstacle(line, pool) if line.why_not else None,
    )


def of_renewal(line: RenewalLine, pool: AllottedPool, office_id: int) -> PlannedPerson:
    """A line of the plan to renew, as it is shown; `office_id` is the holder's."""
    return PlannedPerson(
        id=line.license_id,
        name=line.name,
        office=line.office,
        place=line.number,
        why=why_words(line.gates, line.office if line.is_over_share else ""),
        evidence=evidence_words(line.gates),
        sign=_sign(line.gates, line.is_over_share),
        obstacle=_obstacle(line.gates, line.why_not, (line.office, office_id, pool)) if line.why_not else None,
    )


def _reserved_words(line: PlanLine) -> str:
    kept = line.person.reservation
    return f"seat reserved as {kept.number}" if kept else ""


def why_words(gates: Sequence[GateResult], over_share_of: str = "", first: str = "") -> str:
    """ "Selected, PTA until 12/1/26, Memorandum, trained, active"; what is out of the ordinary comes first."""
    over = f"over the share of {over_share_of}" if over_share_of else ""
    return capital(", ".join(filter(None, (first, over, *map(_short, gates)))))


def _short(gate: GateResult) -> str:
    name = _SHORT.get(gate.kind) or gate.title.removesuffix(_ACKNOWLEDGED)
    if gate.state is GateState.WAIVED:
        return f"{name} waived until {day(gate.until)}"
    return f"{name} until {day(gate.until)}" if gate.is_in_grace and gate.until else name


def evidence_words(gates: Sequence[GateResult]) -> str:
    """The evidence of every gate in one line."""
    return "  ·  ".join(with_local_dates(gate.evidence) for gate in gates)


def _sign(gates: Sequence[GateResult], is_over_share: bool) -> tuple[str, str]:
    if is_over_share or any(gate.is_in_grace for gate in gates):
        return ("triangle-alert", "caution")
    return ("hand", "neutral") if any(gate.state is GateState.WAIVED for gate in gates) else NOW


# what stands in the way


def _issue_obstacle(line: PlanLine, pool: AllottedPool) -> Obstacle:
    person = line.person
    if line.why_not == HOLDS_ONE:
        return Obstacle("Hold a license already", "", ("badge-check", "neutral"))
    return _obstacle(person.gates, line.why_not, (person.office, person.office_id, pool))


def _obstacle(gates: Sequence[GateResult], why_not: str, seat: tuple[str, int, AllottedPool]) -> Obstacle:
    """A gate, or a seat of the pool, for somebody of this office; else in the words of the plan."""
    office, office_id, pool = seat
    missed = next((gate for gate in gates if not gate.holds), None)
    if missed is not None and why_not == missed.next_action:
        return _gate_obstacle(missed)
    if is_held_by_share(why_not, office, office_id, pool):
        return _share_obstacle(office, has_share=office_id in pool.shares)
    if why_not == why_no_seat(pool, office_id, office, Verdict.POOL_EMPTY):
        return Obstacle(
            "The pool has no free seat", "Next: Take a license back, or buy more seats", ("hourglass", "caution")
        )
    title, _, note = with_local_dates(why_not).partition("; ")
    return Obstacle(capital(title), capital(note), ("info", "neutral"))


def _gate_obstacle(gate: GateResult) -> Obstacle:
    following = f"Next: {with_local_dates(gate.next_action)}"
    if gate.state is GateState.STALE:
        return Obstacle(f"No longer: {gate.title}", following, ("triangle-alert", "caution"))
    return Obstacle(f"Not yet: {gate.title}", following)


def _share_obstacle(office: str, *, has_share: bool) -> Obstacle:
    title = f"The share of {office} is used up" if has_share else f"{office} has no share, and the rest is allotted"
    return Obstacle(title, "Next: Change the shares, or go over them here", ("building-2", "caution"))


def is_held_by_share(why_not: str, office: str, office_id: int, pool: AllottedPool) -> bool:
    """Whether only the share of the office is in the way."""
    return why_not == why_no_seat(pool, office_id, office, Verdict.SHARE_USED)


def capital(text: str) -> str:
    """With a capital first letter, and the others as they are."""
    return text[:1].upper() + text[1:]


def seats_words(seats: int) -> str:
    """ "3 seats stay free", "1 seat stays free", "no seat stays free"."""
    if seats <= 0:
        return "no seat stays free"
    return f"{seats:,} seat stays free" if seats == 1 else f"{seats:,} seats stay free"


def until_words(agreement: str, ends_on: date) -> str:
    return f"{agreement}, in force until {day(ends_on)}"
