"""Every license active on a day, with the gates as they stood then; the exceptions first."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.model import Designee, License, Office, Product
from coordinator.rules.gates import GateResult
from coordinator.rules.vocabulary import LicenseState
from coordinator.store.history import Snapshot
from coordinator.views.gates import standings_in
from coordinator.views.people import display_name
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
    held = [row for row in snapshot.rows(License).values() if row["state"] in HOLDING and row["issued_on"] <= day]
    people, offices, products = snapshot.rows(Designee), snapshot.rows(Office), snapshot.rows(Product)
    standing = standings_in(snapshot, day, {row["designee_id"] for row in held})
    return [
        ComplianceRow(
            id=row["id"],
            license_number=row["number"],
            designee_id=row["designee_id"],
            name=display_name(people[row["designee_id"]]),
            office=offices[people[row["designee_id"]]["office_id"]]["code"],
            product=products[row["product_id"]]["name"],
            state=row["state"],
            issued_on=row["issued_on"],
            gates=standing[row["designee_id"]].gates,
        )
        for row in held
    ]
