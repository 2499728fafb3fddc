"""What the table of compliance shows of a license, and its filters."""

from collections.abc import Callable, Sequence

from coordinator.rules.vocabulary import LicenseState
from coordinator.views.compliance import ComplianceRow
from ui.models.rows_model import Column
from ui.widgets.designee_pane import with_local_dates
from ui.wording import count, day, tone, word


def _name(row: ComplianceRow) -> str:
    return row.name


def _office(row: ComplianceRow) -> str:
    return row.office


def _number(row: ComplianceRow) -> str:
    return row.license_number


def _state(row: ComplianceRow) -> str:
    return word(row.state)


def _state_tone(row: ComplianceRow) -> tuple[str, str]:
    return tone(row.state)


def _gates(row: ComplianceRow) -> str:
    held, all_of = _dots(row)
    return f"{held} / {all_of}"


def _dots(row: ComplianceRow) -> tuple[int, int]:
    return sum(gate.holds for gate in row.gates), len(row.gates)


def verdict(row: ComplianceRow) -> str:
    """Whether every gate was met, in words."""
    if row.missing:
        return f"Missing: {row.missing}" if row.is_exception else f"Suspended; missing: {row.missing}"
    return "Met, by a waiver" if row.is_waived else "Every gate met"


def verdict_tone(row: ComplianceRow) -> tuple[str, str]:
    if row.is_exception:
        return "triangle-alert", "bad"
    if row.missing:
        return tone(LicenseState.SUSPENDED)
    return ("badge-alert", "caution") if row.is_waived else ("circle-check", "good")


def _issued(row: ComplianceRow) -> str:
    return day(row.issued_on)


def _issued_on(row: ComplianceRow) -> object:
    return row.issued_on


def _basis(row: ComplianceRow) -> str:
    return with_local_dates(row.basis)


def later_words(row: ComplianceRow) -> str:
    """What was written down after the day about it; empty for most."""
    if row.ended_as is None:
        return ""
    return f"{word(row.ended_as)} on {day(row.ended_on)}, recorded later"


def _product(row: ComplianceRow) -> str:
    return row.product


COLUMNS: tuple[Column[ComplianceRow], ...] = (
    Column("Name", _name, 160, bold=True),
    Column("Verdict", verdict, 190, tone=verdict_tone),
    Column("Gates", _gates, 114, dots=_dots),
    Column("State", _state, 112, tone=_state_tone),
    Column("Office", _office, 68),
    Column("License", _number, 170),
    Column("Issued on", _issued, 96, sort=_issued_on),
    Column("Recorded later", later_words, 180),
    Column("Service", _product, 170),
    Column("Basis", _basis, 420),
)


def _any(_row: ComplianceRow) -> bool:
    return True


def _is_exception(row: ComplianceRow) -> bool:
    return row.is_exception


def _is_waived(row: ComplianceRow) -> bool:
    return row.is_waived


def _is_suspended(row: ComplianceRow) -> bool:
    return row.state is LicenseState.SUSPENDED


def _is_met(row: ComplianceRow) -> bool:
    return row.state is LicenseState.ISSUED and not row.is_exception


FILTERS: dict[str, tuple[str, Callable[[ComplianceRow], bool]]] = {
    "all": ("All", _any),
    "exceptions": ("Exceptions", _is_exception),
    "met": ("Every gate met", _is_met),
    "waived": ("By a waiver", _is_waived),
    "suspended": ("Suspended", _is_suspended),
}


def chips_of(rows: Sequence[ComplianceRow]) -> list[tuple[str, str, int]]:
    return [(key, title, sum(map(meant, rows))) for key, (title, meant) in FILTERS.items()]


def verdict_words(rows: Sequence[ComplianceRow], on: str) -> tuple[str, tuple[str, str]]:
    """The one sentence for an inspector, with its icon and color."""
    if not rows:
        return f"No license was active on {on}.", ("info", "secondary")
    exceptions, waived = sum(map(_is_exception, rows)), sum(map(_is_waived, rows))
    held = count(len(rows), "license was", "licenses were")
    by_waiver = f", {waived:,} of them by a waiver" if waived else ""
    if not exceptions:
        return f"{held} active on {on}; every holder met every gate{by_waiver}.", ("circle-check", "good")
    missed = count(exceptions, "holder", "holders")
    return f"{held} active on {on}; {missed} missed a gate.", ("triangle-alert", "bad")
