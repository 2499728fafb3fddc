"""What the readiness board says: a mark for each gate, and in words what is missing where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateState, LicenseState
from coordinator.views.readiness import ReadinessRow
from coordinator.views.readiness_counts import OfficeGap
from ui.wording import NOTHING, count, day, tone, word


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell of the board: a word, below it until or since when, and an icon in the color of a tone.

    `order` sorts what is pressing to the top.
    """

    word: str
    more: str
    icon: str
    tone: str
    order: int

    @property
    def text(self) -> str:
        """ "Stale since 10/9/26"."""
        return f"{self.word} {self.more}".strip()


def mark_of(gate: GateResult, is_holder: bool, today: date, expiring_days: int) -> Mark:
    """What a holder of a license misses is an exception, and told from what somebody else has still to do."""
    missed = "bad" if is_holder else "caution"
    since = f"since {day(gate.until)}" if gate.until else ""
    until = f"until {day(gate.until)}" if gate.until else ""
    if gate.state is GateState.FAILED:
        return Mark("Missing", since, "circle-x" if is_holder else "circle-dashed", missed, 0)
    if gate.state is GateState.STALE:
        return Mark("Stale", since, "triangle-alert", missed, 1)
    if gate.state is GateState.WAIVED:
        return Mark("Waived", until, "hand", "accent", 4)
    if gate.is_in_grace:
        return Mark("In grace", until, "hourglass", "caution", 2)
    if gate.ends_within(today, expiring_days):
        return Mark("Passed", until, "clock", "caution", 3)
    return Mark("Passed", "", "circle-check", "good", 5)


def holds_license(row: ReadinessRow) -> bool:
    """Whether the license may be used."""
    return row.license is LicenseState.ISSUED


def license_words(row: ReadinessRow) -> str:
    return word(row.license) if row.license else NOTHING


def license_tone(row: ReadinessRow) -> tuple[str, str] | None:
    return tone(row.license) if row.license else None


def next_words(row: ReadinessRow) -> str:
    """ "Issue the license" once everything is met."""
    if row.standing.next_action:
        return row.standing.next_action
    return "Issue the license" if row.is_ready else NOTHING


def lacking_words(gap: OfficeGap) -> str:
    """ "3 PTA, 2 Virtual training"."""
    return ", ".join(f"{number:,} {gate.short}" for gate, number in gap.lacking)


def gap_words(gap: OfficeGap) -> str:
    """ "12 people, 5 missing: 3 PTA, 2 Virtual training"."""
    people = count(gap.people, "person", "people")
    if not gap.people:
        return "Nobody"
    return f"{people}, {gap.missing:,} missing: {lacking_words(gap)}" if gap.missing else f"{people}, nothing missing"


def board_words(gap: OfficeGap, where: str, chosen: int) -> str:
    """The status line: "Denver: 12 people, 5 missing: 3 PTA, 2 Virtual training · 2 selected"."""
    said = f"{where}: {gap_words(gap)}" if where else gap_words(gap)
    return f"{said} · {chosen:,} selected" if chosen > 1 else said


def place_name(office_name: str) -> str:
    """ "SAC Denver" is Denver in a sentence."""
    return office_name.removeprefix("SAC ")


def totals_words(rows: Sequence[ReadinessRow]) -> str:
    """ "52 people: 38 meet every gate, 14 do not"."""
    if not rows:
        return ""
    met = sum(row.is_met for row in rows)
    people = count(len(rows), "person", "people")
    if met == len(rows):
        return f"{people}: every gate is met"
    return f"{people}: {met:,} meet every gate, {len(rows) - met:,} do not"
