"""Every license active on a day, with the gates as they stood then; the exceptions first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.model import Designee, License, Office, Product
from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import LicenseState
from coordinator.store.history import Snapshot
from coordinator.views.gates import gate_results
from coordinator.views.people import NAME, list_name
from coordinator.views.records import kept_people
from coordinator.views.settings import unit_settings

HOLDING = (LicenseState.ISSUED, LicenseState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class ComplianceRow:
    """One license active on the day, and on what basis it was held."""

    id: int
    license_number: str
    designee_id: int
    name: str
    office: str
    product: str
    state: LicenseState
    issued_on: date
    gates: tuple[GateResult, ...]

    @property
    def is_exception(self) -> bool:
        """Whether the holder misses a gate while the license may be used."""
        return self.state is LicenseState.ISSUED and not all(gate.holds for gate in self.gates)

    @property
    def basis(self) -> str:
        return "; ".join(gate.evidence for gate in self.gates)

    @property
    def missing(self) -> str:
        return ", ".join(gate.title for gate in self.gates if not gate.holds)


def compliance(session: Session, as_of: date | None = None, now: datetime | None = None) -> tuple[ComplianceRow, ...]:
    """Who held a license at the end of `as_of` (without it: now), by the records as they stood then."""
    now = now or datetime.now(UTC)
    zone = ZoneInfo(unit_settings(session).unit_time_zone)
    day = as_of or now.astimezone(zone).date()
    end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    snapshot = Snapshot(session, end if end <= now else None)
    rows = _rows(snapshot, day)
    return tuple(sorted(rows, key=lambda row: (not row.is_exception, row.name.casefold(), row.license_number)))


def _rows(snapshot: Snapshot, day: date) -> list[ComplianceRow]:
    columns = ("number", "designee_id", "product_id", "state", "issued_on")
    held = [row for row in snapshot.rows(License, *columns, state=HOLDING) if row[-1] <= day.isoformat()]
    kept = kept_people(snapshot)
    holders = {kept[row[2]] for row in held}
    people = {row[0]: row for row in snapshot.rows(Designee, "office_id", *NAME, id=holders)}
    offices: dict[int, str] = dict(snapshot.rows(Office, "code"))
    products: dict[int, str] = dict(snapshot.rows(Product, "name"))
    gates = gate_results(snapshot, day, holders)
    rows = []
    for license_id, number, holder, product, state, issued_on in held:
        person, office, *name = people[kept[holder]]
        row = ComplianceRow(
            id=license_id,
            license_number=number,
            designee_id=person,
            name=list_name(*name),
            office=offices[office],
            product=products[product],
            state=LicenseState(state),
            issued_on=date.fromisoformat(issued_on),
            gates=gates[person],
        )
        rows.append(row)
    return rows
