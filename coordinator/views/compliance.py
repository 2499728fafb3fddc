"""Every license active on a day, with the gates as they stood then; the exceptions first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.model import Designee, License, Office, Product
from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import GateState, LicenseState
from coordinator.store.history import Snapshot
from coordinator.views.gates import gate_results
from coordinator.views.people import NAME, list_name
from coordinator.views.records import kept_people
from coordinator.views.settings import unit_settings

HOLDING = (LicenseState.ISSUED, LicenseState.SUSPENDED)
PAST_ITS_LAST_DAY = "Past its last day"


@dataclass(frozen=True, slots=True)
class ComplianceRow:
    """One license active on the day, and on what basis it was held.

    `ended_on` and `ended_as` are set when it is on record today that the license had ended by that day, which the
    records of the day did not say yet: a return that was written down later.
    """

    id: int
    license_number: str
    designee_id: int
    name: str
    office: str
    product: str
    state: LicenseState
    issued_on: date
    valid_until: date | None
    is_overdue: bool
    gates: tuple[GateResult, ...]
    ended_on: date | None = None
    ended_as: LicenseState | None = None

    @property
    def is_exception(self) -> bool:
        """Whether the license may be used though its holder misses a gate or its last day is past."""
        return self.state is LicenseState.ISSUED and bool(self.missing)

    @property
    def is_waived(self) -> bool:
        """Whether it stands on a waiver."""
        return any(gate.state is GateState.WAIVED for gate in self.gates)

    @property
    def basis(self) -> str:
        return "; ".join(gate.evidence for gate in self.gates)

    @property
    def missing(self) -> str:
        lapsed = [PAST_ITS_LAST_DAY] if self.is_overdue else []
        return ", ".join([gate.title for gate in self.gates if not gate.holds] + lapsed)


@dataclass(frozen=True, slots=True)
class ComplianceSummary:
    """How many licenses of a list stand how. `waived` are some of the `met`."""

    active: int
    met: int
    waived: int
    suspended: int
    exceptions: int


def compliance(session: Session, as_of: date | None = None, now: datetime | None = None) -> tuple[ComplianceRow, ...]:
    """Who held a license at the end of `as_of` (without it: now), by the records as they stood then."""
    now = now or datetime.now(UTC)
    zone = ZoneInfo(unit_settings(session).unit_time_zone)
    day = as_of or now.astimezone(zone).date()
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    moment = end if end <= now else None
    ended = _ended_since(Snapshot(session), day) if moment else {}
    rows = _rows(Snapshot(session, moment), day, ended)
    return tuple(sorted(rows, key=lambda row: (not row.is_exception, row.name.casefold(), row.license_number)))


def summary(rows: Sequence[ComplianceRow]) -> ComplianceSummary:
    usable = [row for row in rows if row.state is LicenseState.ISSUED]
    met = [row for row in usable if not row.is_exception]
    return ComplianceSummary(
        active=len(rows),
        met=len(met),
        waived=sum(row.is_waived for row in met),
        suspended=len(rows) - len(usable),
        exceptions=len(usable) - len(met),
    )


def _ended_since(today: Snapshot, day: date) -> dict[int, tuple[date, LicenseState]]:
    """The licenses that, as is known now, had ended by that day."""
    rows = today.rows(License, "ended_on", "state", given="ended_on")
    until = day.isoformat()
    return {each: (date.fromisoformat(on), LicenseState(state)) for each, on, state in rows if on <= until}


def _rows(snapshot: Snapshot, day: date, ended: dict[int, tuple[date, LicenseState]]) -> list[ComplianceRow]:
    columns = ("number", "designee_id", "product_id", "state", "valid_until", "issued_on")
    held = [row for row in snapshot.rows(License, *columns, state=HOLDING) if row[-1] <= day.isoformat()]
    kept = kept_people(snapshot)
    holders = {kept[row[2]] for row in held}
    people = {row[0]: row for row in snapshot.rows(Designee, "office_id", *NAME, id=holders)}
    offices: dict[int, str] = dict(snapshot.rows(Office, "code"))
    products: dict[int, str] = dict(snapshot.rows(Product, "name"))
    gates = _gates(snapshot, day, [(kept[row[2]], row[3]) for row in held])
    rows = []
    for license_id, number, holder, product, state, until, issued_on in held:
        person, office, *name = people[kept[holder]]
        ended_on, ended_as = ended.get(license_id, (None, None))
        row = ComplianceRow(
            id=license_id,
            license_number=number,
            designee_id=person,
            name=list_name(*name),
            office=offices[office],
            product=products[product],
            state=LicenseState(state),
            issued_on=date.fromisoformat(issued_on),
            valid_until=date.fromisoformat(until) if until else None,
            is_overdue=bool(until) and until < day.isoformat(),
            gates=gates[person, product],
            ended_on=ended_on,
            ended_as=ended_as,
        )
        rows.append(row)
    return rows


def _gates(
    snapshot: Snapshot, day: date, held: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], tuple[GateResult, ...]]:
    """By holder and product: what a license of the one product asks for, another may not."""
    holders: dict[int, set[int]] = defaultdict(set)
    for person, product in held:
        holders[product].add(person)
    return {
        (person, product): gates
        for product, people in holders.items()
        for person, gates in gate_results(snapshot, day, people, product).items()
    }
