"""One license in full: its moves, and how its holder stands today."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from coordinator.model import License
from coordinator.rules.gates import GateResult
from coordinator.rules.licensing import ACTIVE
from coordinator.views.gates import standings
from coordinator.views.licenses import LicenseEventRow, license_events


@dataclass(frozen=True, slots=True)
class LicenseDetail:
    """`gates` are of the holder, for the product, today; none for a license that is closed."""

    license_id: int
    events: tuple[LicenseEventRow, ...]
    gates: tuple[GateResult, ...]


def license_detail(session: Session, today: date, license_id: int) -> LicenseDetail:
    row = session.get_one(License, license_id)
    gates: tuple[GateResult, ...] = ()
    if row.state in ACTIVE:
        found = standings(session, today, [row.designee_id], product_id=row.product_id)
        gates = found[row.designee_id].gates
    return LicenseDetail(license_id, license_events(session, license_id), gates)
