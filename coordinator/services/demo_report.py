"""What the replay of the sample made, for the table that is printed."""

from dataclasses import dataclass, field
from pathlib import Path

from coordinator.services.attendance import ReportResult
from coordinator.services.certificates import BatchResult
from coordinator.services.nominations import ImportResult
from coordinator.services.seats import SeatingResult
from coordinator.store.trail import Check

DATABASE = "Sample unit.db"


@dataclass
class DemoReport:
    """What the replay made, for the table that is printed."""

    folder: Path
    imports: list[ImportResult] = field(default_factory=list)
    selected: int = 0
    acknowledgments: int = 0
    seatings: list[SeatingResult] = field(default_factory=list)
    attendance: list[ReportResult] = field(default_factory=list)
    certificates: list[BatchResult] = field(default_factory=list)
    licenses: BatchResult = field(default_factory=BatchResult)
    invitations: int = 0
    lists: list[Path] = field(default_factory=list)
    proof: list[Path] = field(default_factory=list)
    audit: Check | None = None

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    def table(self) -> list[tuple[str, str]]:
        certificates = sum(len(batch.made) for batch in self.certificates)
        assert self.audit is not None
        return [
            ("Nomination files", f"{len(self.imports)} read, {sum(r.is_late for r in self.imports)} late"),
            (
                "Nominations",
                f"{sum(r.new for r in self.imports)} new, {sum(r.over_quota for r in self.imports)} over quota",
            ),
            ("Rows to look at", str(sum(r.problems for r in self.imports))),
            ("Selected", str(self.selected)),
            ("Acknowledgments", str(self.acknowledgments)),
            ("Seats", f"{sum(s.seated for s in self.seatings)} taken, {sum(s.waiting for s in self.seatings)} waiting"),
            (
                "Attendance",
                f"{sum(r.matched for r in self.attendance)} matched, {sum(r.doubtful for r in self.attendance)} open",
            ),
            ("Certificates", str(certificates)),
            ("Licenses and letters", f"{len(self.licenses.made)} issued, {len(self.licenses.refused)} not yet ready"),
            ("Invitations", f"{self.invitations} drafted"),
            ("Attendance lists", f"{len(self.lists)} files"),
            ("Evidence and proof", f"{len(self.proof)} files"),
            ("Audit trail", f"{self.audit.entries} entries, {self.audit.fault or 'unbroken'}"),
        ]
