"""The proof of a license says what was on record on the day that is asked about, and not what came later."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from coordinator.errors import RuleBroken
from coordinator.model import Waiver
from coordinator.rules.licensing import LicenseMove
from coordinator.services.certificates import issue_certificates
from coordinator.services.compliance_papers import compliance_report, compliance_workbook
from coordinator.services.governing_documents import VersionFacts, add_version
from coordinator.services.license_evidence import license_evidence
from coordinator.services.license_moves import move_licenses
from coordinator.services.license_successors import transfer_license
from coordinator.services.workspace import Workspace
from coordinator.store.trail import head
from coordinator.store.unit_of_work import UnitOfWork
from tests.conftest import StandingClock
from tests.documents.reading import all_text, stays_on_the_page
from tests.license_unit import database_of_unit, issued

MEMORANDUM, MEMORANDUM_GATE = 2, 3
DECEMBER = datetime(2026, 12, 1, 15, tzinfo=UTC)


LICENSES = OKAFOR, REYES, HADDAD = (1, 2, 3)


@pytest.fixture(scope="module")
def licensed(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> bytes:
    """Okafor, Reyes and Haddad licensed on November 12; a new memorandum whose grace is over on the 25th."""
    path = tmp_path_factory.mktemp("licensed") / "unit.db"
    path.write_bytes(database_of_unit(empty_database))
    clock = StandingClock(datetime(2026, 11, 12, 15, tzinfo=UTC))
    with Workspace.open(path, actor="J. Coordinator", clock=clock) as opened:
        opened.change(issue_certificates, 1)
        assert tuple(issued(opened, [1, 2, 5])) == LICENSES
        facts = VersionFacts("version 2", date(2026, 11, 20), grace_days=5)
        opened.change(add_version, MEMORANDUM, facts, ("new.txt", b"new text"))
    return path.read_bytes()


@pytest.fixture
def database(tmp_path: Path, licensed: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(licensed)
    return path


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(DECEMBER)


def waive(uow: UnitOfWork, designee_id: int) -> None:
    uow.add(
        Waiver(
            designee_id=designee_id,
            gate_id=MEMORANDUM_GATE,
            reason="=away at court",
            approver="M. Vance",
            valid_from=date(2026, 11, 30),
            valid_until=date(2026, 12, 31),
        )
    )
    uow.describe("Waive a gate")


def evidence(workspace: Workspace, license_id: int, on: date | None = None) -> tuple[str, str]:
    name, data = workspace.read(license_evidence, license_id, on, workspace.clock.now())
    assert stays_on_the_page(data, margin=30)
    return name, all_text(data)


def test_the_proof_names_every_record_that_the_license_rests_on(workspace: Workspace) -> None:
    name, text = evidence(workspace, OKAFOR, date(2026, 11, 19))
    assert name == "CEIU-LIC-2026-0001 Dana R. Okafor 2026-11-19.pdf"
    for said in (
        "On November 19, 2026 this license was active, and all 5 gates held.",
        "Dana R. Okafor, Special Agent, SAC Denver",
        "agreement 70CMSD26P00000001, 2026-10-01 to 2027-10-01",
        "Privacy Threshold Analysis version 1 2026-10-28 Signed form, setup 8ce0e1f9",
        "2026-11-12 Issued all gates passed. Gates then: Selected 2026-11-02 under tasking 0312-26",
        "Training 1 2026-11-04 88",
        "CEIU-FRS-2026-000",
        "0312-26 License distribution 2026-11-02",
        "CEIU-LTR-2026-0001 License issuance 2026-11-12",
        f"Audit trail when printed: {workspace.read(head)}",
    ):
        assert said in text
    assert "version 2" not in text


def test_the_same_license_is_an_exception_after_the_grace_and_waived_after_a_waiver(workspace: Workspace) -> None:
    text = evidence(workspace, OKAFOR)[1]
    assert "active as an exception: of 5 gates 4 held, not “Memorandum acknowledged”." in text
    assert "7. Waivers None." in text
    workspace.change(waive, 1)
    text = evidence(workspace, OKAFOR)[1]
    assert "this license was active, and all 5 gates held." in text
    assert "Memorandum acknowledged 2026-11-30 2026-12-31 M. Vance =away at court" in text


def test_what_came_later_is_in_no_answer_about_the_day_before(workspace: Workspace, clock: StandingClock) -> None:
    before = evidence(workspace, REYES, date(2026, 11, 30))[1].partition(" printed ")[0]
    workspace.change(move_licenses, [REYES], LicenseMove.REVOKE, "Misuse")
    clock.move_to(datetime(2026, 12, 3, 15, tzinfo=UTC))
    assert evidence(workspace, REYES, date(2026, 11, 30))[1].partition(" printed ")[0] == before
    text = evidence(workspace, REYES)[1]
    assert "On December 3, 2026 this license was revoked;" in text
    assert "2026-12-01 Revoked Misuse" in text
    assert "Revoked December 1, 2026" in text
    with pytest.raises(RuleBroken, match="was not on record yet on 2026-11-01"):
        workspace.read(license_evidence, REYES, date(2026, 11, 1), clock.now())


def test_a_return_that_was_written_down_later_is_said_and_a_transfer_names_what_it_follows(
    workspace: Workspace, clock: StandingClock
) -> None:
    workspace.change(move_licenses, [OKAFOR], LicenseMove.RETURN, "Left in November", date(2026, 11, 28))
    clock.move_to(datetime(2026, 12, 3, 15, tzinfo=UTC))
    assert "Issued; recorded later: returned November 28, 2026" in evidence(workspace, OKAFOR, date(2026, 11, 29))[1]
    workspace.change(waive, 3)
    workspace.change(transfer_license, REYES, 3, "Other duties")
    assert "FOLLOWS CEIU-LIC-2026-0002" in evidence(workspace, 4)[1]


def test_the_report_and_the_workbook_have_the_exceptions_first_and_formulas_as_text(
    workspace: Workspace, clock: StandingClock
) -> None:
    workspace.change(waive, 1)
    workspace.change(move_licenses, [REYES], LicenseMove.SUSPEND, "Waiting")
    name, pdf = workspace.read(compliance_report, None, clock.now())
    text = all_text(pdf)
    assert name == "Compliance 2026-12-01.pdf"
    assert (
        "3 licenses were active: 1 met every gate, 1 of them by a waiver; 1 was suspended; 1 was an exception." in text
    )
    assert text.index("Haddad, Samir") < text.index("2. All other licenses") < text.index("Okafor, Dana R")
    assert "Memorandum acknowledged, stale: Memorandum: an earlier version acknowledged" in text
    name, xlsx = workspace.read(compliance_workbook, None, clock.now())
    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0).to_python()
    header = next(at for at, row in enumerate(rows) if row[0] == "License")
    exception, waived, _ = (dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :])
    assert (exception["Holder"], exception["Exception"], exception["Memorandum acknowledged"]) == (
        "Haddad, Samir",
        "yes",
        "Stale",
    )
    assert exception["Memorandum acknowledged: until"] == "2026-11-25"
    assert "=away at court" in str(waived["Memorandum acknowledged: evidence"])


def test_a_day_before_the_first_license_is_answered_with_nobody(workspace: Workspace) -> None:
    _, pdf = workspace.read(compliance_report, date(2026, 11, 1), workspace.clock.now())
    assert "No license was active." in all_text(pdf)
