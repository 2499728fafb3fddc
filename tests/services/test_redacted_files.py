"""Redacted files of every kind: nothing that is withheld is anywhere in their bytes, and their count is true."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pikepdf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Gate, License, RedactionRule, Seat, TrainingSession, Waiver
from coordinator.rules.redaction import PERSON, PersonalField
from coordinator.rules.report_rows import ReportDefinition
from coordinator.rules.vocabulary import GateKind, ReportSubject
from coordinator.services.attendance_lists import ListColumn, ListFormat, ListRequest, attendance_list
from coordinator.services.compliance_papers import compliance_report, compliance_workbook
from coordinator.services.gates import switch_gate
from coordinator.services.license_evidence import license_evidence
from coordinator.services.redacted_records import redacted_selection_record
from coordinator.services.redaction_rules import restore_redaction_rules, set_redaction_rule
from coordinator.services.report_files import FileForm, disposal_file, report_file
from coordinator.services.retention import set_hold
from coordinator.services.roster_files import roster_file
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.attendance_lists import ListScope
from coordinator.views.redaction import redacted_title, redaction_rules
from coordinator.views.report_subjects import known_fields
from tests import license_unit, report_unit
from tests.documents.reading import all_text

TODAY, OLD = date(2026, 11, 12), date(2031, 1, 1)
WAIVED = 1  # the license of whom a gate is waived for
NAME, EMAIL = PersonalField.NAME, PersonalField.EMAIL
PEOPLE = tuple(known_fields(ReportSubject.PEOPLE))
Made = Callable[[Workspace, bool], bytes]


def every_column(subject: ReportSubject, query: str = "") -> ReportDefinition:
    return ReportDefinition(subject.value, subject, query, tuple(known_fields(subject)))


def a_report(subject: ReportSubject, form: FileForm) -> Made:
    def made(workspace: Workspace, is_redacted: bool) -> bytes:
        return workspace.read(report_file, every_column(subject), TODAY, form, is_redacted=is_redacted)[1]

    return made


def a_list(form: ListFormat) -> Made:
    columns = (ListColumn.NAME,) if form is ListFormat.SIGN_IN else tuple(ListColumn)

    def made(workspace: Workspace, is_redacted: bool) -> bytes:
        request = ListRequest(ListScope(1), form, columns, is_redacted)
        return workspace.read(attendance_list, request, workspace.clock.now())

    return made


def a_roster(form: FileForm) -> Made:
    def made(workspace: Workspace, is_redacted: bool) -> bytes:
        shown = ((1, 2, 3), PEOPLE, "is:issued")
        return workspace.read(roster_file, shown, TODAY, form, is_redacted=is_redacted)[1]

    return made


def a_disposal_list(workspace: Workspace, is_redacted: bool) -> bytes:
    return workspace.read(disposal_file, OLD, FileForm.XLSX, is_redacted=is_redacted)[1]


def a_compliance_report(workspace: Workspace, is_redacted: bool) -> bytes:
    return workspace.read(compliance_report, None, workspace.clock.now(), is_redacted=is_redacted)[1]


def a_compliance_workbook(workspace: Workspace, is_redacted: bool) -> bytes:
    return workspace.read(compliance_workbook, None, workspace.clock.now(), is_redacted=is_redacted)[1]


def a_license_evidence(workspace: Workspace, is_redacted: bool) -> bytes:
    now = workspace.clock.now()
    return workspace.read(license_evidence, WAIVED, None, now, is_redacted=is_redacted)[1]


def a_selection_record(workspace: Workspace, is_redacted: bool) -> bytes:
    assert is_redacted
    return workspace.read(redacted_selection_record, 1)[1]


KINDS: dict[str, Made] = {
    **{f"{subject.value} as XLSX": a_report(subject, FileForm.XLSX) for subject in ReportSubject},
    "people as PDF": a_report(ReportSubject.PEOPLE, FileForm.PDF),
    "waivers as CSV": a_report(ReportSubject.WAIVERS, FileForm.CSV),
    **{f"attendance as {form.value}": a_list(form) for form in ListFormat},
    "roster as PDF": a_roster(FileForm.PDF),
    "roster as CSV": a_roster(FileForm.CSV),
    "disposal list": a_disposal_list,
    "compliance as PDF": a_compliance_report,
    "compliance as XLSX": a_compliance_workbook,
    "evidence of a license": a_license_evidence,
    "selection record": a_selection_record,
}


@pytest.fixture(scope="module")
def unit(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Workspace]:
    """Four hold licenses; a gate that all of them miss is waived for one, and the records of another are on hold."""
    path = tmp_path_factory.mktemp("redacted") / "unit.db"
    path.write_bytes(report_unit.database_of_holders(empty_database))
    with Workspace.open(path, actor="J. Coordinator") as workspace:
        licenses = {row.id: row.designee_id for row in license_unit.rows(workspace, License)}
        holder, other, *_ = licenses.values()
        assert licenses[WAIVED] == holder
        gate = next(row.id for row in license_unit.rows(workspace, Gate) if row.kind is GateKind.SUPERVISOR_APPROVED)
        workspace.change(switch_gate, gate, True)
        workspace.change(waive_gates, [holder], gate, "On leave", "SAC", date(2099, 1, 1))
        workspace.change(set_hold, [other], "Held")
        yield workspace


def some_words(seed: int) -> list[str]:
    """As many as the unit has texts, each with a number of its own in letters, so that no two are alike."""
    chance = Random(seed)
    beginnings = ("".join(chance.choices("abdefghkmnorstuvzéñø", k=chance.randint(5, 9))) for _ in range(90))
    return [f"{word}{'qwx'[at % 3]}{'abcdefghij'[at // 3 % 10]}{'yjl'[at // 30]}".capitalize() for at, word in
            enumerate(beginnings)]  # fmt: skip


def rename(uow: UnitOfWork, words: list[str]) -> list[str]:
    """Give everyone words of their own for whatever a file can say of a person; all that is to be withheld."""
    uow.describe("Rename everyone")
    rest = iter(words)
    secrets: list[str] = []

    def secret(text: str) -> str:
        secrets.append(text)
        return text

    for place, person in enumerate(uow.all(select(Designee).order_by(Designee.id))):
        person.last_name, person.first_name = secret(next(rest)), secret(next(rest))
        person.raw_name = f"{person.last_name}, {person.first_name}"
        person.email = secret(f"{next(rest)}{place}@example.gov")
        person.email_key = person.email.casefold()
        person.phone, person.mobile = secret(f"(303) 555-01{place:02}"), secret(f"(206) 555-01{place:02}")
        person.duty_station, person.note = secret(next(rest)), secret(f"{next(rest)} is away")
        person.supervisor_name, person.supervisor_email = secret(next(rest)), secret(f"{next(rest)}@example.gov")
        person.hold_reason = secret(next(rest)) if person.retention_hold else ""
    for seat in uow.all(select(Seat)):
        seat.mark_note = secret(next(rest))
    for training in uow.all(select(TrainingSession)):
        training.host, training.instructors = secret(next(rest)), secret(f"{next(rest)} {next(rest)}")
    for waiver in uow.all(select(Waiver)):
        waiver.approver, waiver.reason = secret(next(rest)), secret(next(rest))
    return secrets


def everything_in(data: bytes) -> str:
    """The text of a file, and whatever else can be read out of its bytes."""
    if data.startswith(b"%PDF"):
        return "\n".join((all_text(data), *_strings_of_pdf(data)))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "\n".join((*package.namelist(), *(package.read(name).decode() for name in package.namelist())))
    return data.decode()


def _strings_of_pdf(data: bytes) -> Iterator[str]:
    """The raw bytes, every stream decompressed, and every string of every object: titles, tags, bookmarks."""
    yield _any_encoding(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield str(pdf.docinfo)
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                yield _any_encoding(each.read_bytes())
            yield repr(each)
            yield from map(str, _strings_in(each))


def _strings_in(each: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if isinstance(each, pikepdf.String):
        yield each
    elif isinstance(each, pikepdf.Dictionary):
        yield from (value for _, value in each.items() if isinstance(value, pikepdf.String))


def _any_encoding(data: bytes) -> str:
    return data.decode("utf-8", "replace") + data.decode("utf-16-be", "replace") + data.decode("latin-1")


def marks_in(data: bytes) -> int:
    """How many exemptions stand in the file, not counting the sentence that counts them."""
    if data.startswith(b"PK"):
        return _marks_in_workbook(data)
    text = " ".join((all_text(data) if data.startswith(b"%PDF") else data.decode()).split())
    return text.count(PERSON)


def _marks_in_workbook(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        strings = re.findall(r"<si><t[^>]*>(.*?)</t></si>", package.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    used = (strings[int(place)] for place in re.findall(r't="s"><v>(\d+)</v>', sheet))
    return sum(text.count(PERSON) for text in used)


def counted_in(data: bytes) -> int:
    found = re.search(r"Redacted:\s(?:([\d,]+)\sentr|nothing)", everything_in(data))
    assert found, "the file does not say what was withheld"
    return int((found[1] or "0").replace(",", ""))


@settings(max_examples=2, phases=[Phase.generate])
@given(st.integers(0, 2**32))
def test_no_redacted_file_of_any_kind_holds_what_is_withheld(unit: Workspace, seed: int) -> None:
    secrets, _ = unit.change(rename, some_words(seed))
    for kind, made in KINDS.items():
        data = made(unit, True)
        text = everything_in(data).casefold()
        assert [each for each in secrets if each.casefold() in text] == [], kind
        assert counted_in(data) == marks_in(data), kind


@pytest.mark.parametrize(
    "kind", ["people as PDF", "attendance as xlsx", "compliance as PDF", "waivers as CSV", "evidence of a license"]
)
def test_the_same_file_without_redaction_says_it(unit: Workspace, kind: str) -> None:
    """Else the test above could not fail."""
    secrets, _ = unit.change(rename, some_words(1))
    text = everything_in(KINDS[kind](unit, False)).casefold()
    assert len([each for each in secrets if each.casefold() in text]) >= 2
    assert "Redacted:" not in text


def test_a_rule_that_is_switched_off_shows_the_text_and_is_restored(unit: Workspace) -> None:
    unit.change(set_redaction_rule, EMAIL, PERSON, False)
    unit.change(set_redaction_rule, PersonalField.LICENSE, "(b)(7)(e)", True)
    changed = {row.personal: (row.exemption, row.is_on) for row in unit.read(redaction_rules) if row.is_changed}
    assert changed == {EMAIL: (PERSON, False), PersonalField.LICENSE: ("(b)(7)(E)", True)}
    addresses = [person.email for person in unit.read(_people)]
    text = everything_in(KINDS["people as XLSX"](unit, True))
    assert all(address in text for address in addresses)
    licenses = everything_in(KINDS["licenses as XLSX"](unit, True))
    assert "CEIU-LIC" not in licenses
    assert "(b)(7)(E): " in licenses
    name, evidence = unit.read(license_evidence, WAIVED, None, unit.clock.now(), is_redacted=True)
    assert name == f"Withheld redacted {unit.clock.now():%Y-%m-%d}.pdf"
    assert not re.search("CEIU-L(IC|TR)", everything_in(evidence))
    unit.change(restore_redaction_rules)
    assert unit.read(_rules_kept) == 0
    assert not any(address in everything_in(KINDS["people as XLSX"](unit, True)) for address in addresses)


def _people(session: Session) -> list[Designee]:
    return list(session.scalars(select(Designee)))


def _rules_kept(session: Session) -> int:
    return len(session.scalars(select(RedactionRule)).all())


def test_a_rule_as_it_was_shipped_is_no_row_and_what_is_no_exemption_is_refused(unit: Workspace) -> None:
    unit.change(set_redaction_rule, NAME, "(b)(3)", True)
    unit.change(set_redaction_rule, NAME, "(b)(6);(b)(7)(C)", True)
    assert unit.read(_rules_kept) == 0
    with pytest.raises(RuleBroken, match="no exemption"):
        unit.change(set_redaction_rule, NAME, "secret", True)


def test_title_search_and_grouping_of_a_report_name_nobody(unit: Workspace) -> None:
    person = unit.read(_people)[0]
    report = ReportDefinition(
        f"Licenses of {person.first_name} {person.last_name}",
        ReportSubject.PEOPLE,
        f"{person.last_name[:4]} office:DEN",
        ("office", "position"),
        group_by="supervisor",
        note=f"For {person.email}",
    )
    name, data = unit.read(report_file, report, TODAY, FileForm.PDF, is_redacted=True)
    text = everything_in(data)
    assert name == "Withheld redacted 2026-11-12.pdf"
    assert not [each for each in (person.last_name, person.supervisor_name, person.email) if each in text]
    assert f"Search: {PERSON}" in text
    assert unit.read(redacted_title, report.name) == "Withheld"
    plain, _ = unit.read(report_file, every_column(ReportSubject.PEOPLE), TODAY, FileForm.CSV, is_redacted=True)
    assert plain == "people redacted 2026-11-12.csv"
