import io
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from coordinator.documents.compliance_report import (
    ComplianceFacts,
    ComplianceLine,
    ComplianceProduct,
    render_compliance_report,
)
from coordinator.documents.license_basis import LicenseBasisFacts, render_license_basis
from coordinator.rules.redaction import PERSON
from tests.documents.reading import LETTER, all_text, fonts_not_embedded, read, stays_on_the_page

HASH = "8ce0e1f9 3328dca3 9c08d395 3be7ef70 83cbf8ca 09ebb127 af3d9262 34d86619"
BASIS = LicenseBasisFacts(
    masthead=("Cyber Crimes Center", "Child Exploitation Investigations Unit"),
    number="CEIU-LIC-2026-0001",
    product="Example Search Service",
    agreement="agreement 70CMSD26P00000001, 2026-10-01 to 2027-10-01",
    state="Issued",
    validity="from November 12, 2026 through October 1, 2027",
    follows="",
    name="Nguyễn Thị Ánh-Tuyết Wolfeschlegelsteinhausenbergerdorff de la Cruz y Montenegro III",
    position="Special Agent",
    office="SAC Denver",
    asked_on=date(2026, 12, 1),
    verdict="On December 1, 2026 this license was active, and all 5 gates held.",
    printed="December 2, 2026, 10:00 EST",
    audit_head="21-9a379e1e",
    gates=(("PTA acknowledged", "Passed", "Privacy Threshold Analysis, version 1, acknowledged 2026-10-28", ""),),
    moves=(("2026-11-12", "Issued", "all gates passed", "J. Coordinator", "CEIU-LTR-2026-0001"),),
    selection=(("0312-26", "License distribution", "2026-11-02", "4", "4th of 7: used trial license (+4)"),),
    acknowledgments=(("Privacy Threshold Analysis", "version 1", "2026-10-28", "Signed form, setup", HASH),),
    trainings=(("Training 1", "2026-11-04", "88", "", "CEIU-FRS-2026-0006"),),
    letters=(("CEIU-LTR-2026-0001", "License issuance", "2026-11-12", HASH),),
)
REDACTED = replace(
    BASIS,
    name=PERSON,
    moves=(("2026-11-12", "Issued", f"{PERSON}. Gates then: Active", PERSON, "CEIU-LTR-2026-0001"),),
    withheld="Redacted: 3 entries withheld under 5 U.S.C. 552 (b)(6), (b)(7)(C).",
)
LINE = ComplianceLine(
    "CEIU-LIC-2026-0001", "Okafor, Dana R", "DEN", "Issued", "2026-11-12", "2027-10-01", "Selected 2026-11-02; Active"
)
REPORT = ComplianceFacts(
    masthead=("Cyber Crimes Center",),
    as_of=date(2026, 12, 1),
    summary="61 licenses were active: 60 met every gate; 1 was an exception.",
    counted=(("Offices", "2"), ("Missing", "Memorandum acknowledged (1)")),
    exceptions=(ComplianceProduct("Search", (replace(LINE, name="Ito, Kenji", missing="Memorandum, stale"),)),),
    others=(ComplianceProduct("Search", (LINE,) * 60),),
    printed="December 2, 2026, 10:00 EST",
    audit_head="21-9a379e1e",
)


def test_the_basis_of_a_license_answers_first_and_proves_below() -> None:
    pdf = render_license_basis(BASIS)
    text = all_text(pdf)
    said = (
        "On what basis: license CEIU-LIC-2026-0001",
        BASIS.verdict,
        "1. Gates as they stood on December 1, 2026",
        "2. Every move of the license",
        "3. Selection",
        "4. Documents acknowledged",
        "5. Training attended",
        "6. Courses completed None.",
        "7. Waivers None.",
        "8. Letters",
    )
    places = [text.index(each) for each in said]
    assert places == sorted(places)
    assert text.count(HASH) == 2
    assert "CEIU-FRS-2026-0006" in text
    assert "Audit trail when printed: 21-9a379e1e" in text
    assert stays_on_the_page(pdf, margin=30)
    assert fonts_not_embedded(pdf) == set()
    assert render_license_basis(BASIS) == pdf


def test_a_redacted_basis_says_so_once_and_at_the_foot_and_names_nobody_in_title_or_foot() -> None:
    pdf = render_license_basis(REDACTED)
    text = all_text(pdf)
    assert text.count(REDACTED.withheld) == 1
    assert text.replace(REDACTED.withheld, "").count(PERSON) == 3
    assert "License, redacted, on December 1, 2026" in text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Title"]) == "On what basis: license CEIU-LIC-2026-0001"


@pytest.mark.parametrize("count", [*range(8, 16), 60])
def test_a_heading_stays_with_the_first_row_of_its_table(count: int) -> None:
    many = replace(BASIS, name="李 Ito", moves=BASIS.moves * count)
    pages = read(render_license_basis(many))
    assert "[U+674E] Ito" in pages[0].text
    for number, page in enumerate(pages, start=1):
        assert page.size == LETTER
        assert f"Page {number} of {len(pages)}" in page.text
        body = page.text.partition(" License CEIU-LIC-2026-0001 of")[0]
        assert not body.endswith(
            ("Selection", "WHY THIS RANK", "acknowledged", "SHA-256 OF THE TEXT", "attended", "CERTIFICATE")
        )


def test_a_compliance_report_has_the_exceptions_first_and_the_head_on_every_page() -> None:
    pdf = render_compliance_report(REPORT)
    pages = read(pdf)
    assert REPORT.summary in pages[0].text
    assert pages[0].text.index("Ito, Kenji") < pages[0].text.index("2. All other licenses")
    assert "Memorandum, stale" in pages[0].text
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert page.size == LETTER[::-1]
        assert "LICENSE HOLDER OFFICE STATE ISSUED VALID UNTIL" in page.text
        assert f"Page {number} of {len(pages)}" in page.text
    assert sum(page.text.count("Okafor, Dana R") for page in pages) == 60
    assert stays_on_the_page(pdf, margin=30)
    assert render_compliance_report(REPORT) == pdf


def test_a_day_without_licenses_is_a_report_too() -> None:
    text = all_text(render_compliance_report(replace(REPORT, exceptions=(), others=())))
    assert "1. Exceptions: in use though a gate does not hold None. 2. All other licenses None." in text
