"""Evidence files: everything on record with where it comes from, an archive that shows tampering, a redacted form."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page import validate_pdf_bytes
from sqlalchemy.orm import Session

from coordinator.errors import Cancelled, FileRefused, RuleBroken
from coordinator.model import Certificate
from coordinator.rules.evidence import SubjectKind
from coordinator.rules.paper_record import code_text, payload_of, read_code
from coordinator.services.evidence import EvidenceForm, EvidenceRequest, EvidenceSubject, evidence_file, subject_named
from coordinator.services.evidence_archive import MANIFEST, SUMS, EvidenceOutput, evidence_output
from coordinator.services.evidence_check import check_archive
from coordinator.services.workspace import Workspace
from coordinator.views.evidence_codes import code_faults, code_tables
from coordinator.views.evidence_records import Records
from tests import evidence_unit as unit
from tests.conftest import StandingClock
from tests.documents.reading import all_text, read, stays_on_the_page
from tests.services.test_redacted_files import everything_in

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
PERSON = EvidenceSubject(SubjectKind.PERSON, unit.PERSON)
TRAINING = EvidenceSubject(SubjectKind.TRAINING, unit.TRAINING)
BOTH = pytest.mark.parametrize("subject", [PERSON, TRAINING], ids=["person", "training"])


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, empty_database: bytes) -> Iterator[Workspace]:
    """Read only by every test of this file."""
    path = tmp_path_factory.mktemp("evidence") / "unit.db"
    path.write_bytes(unit.database_of_evidence(empty_database))
    with Workspace.open(path, actor="reader", clock=StandingClock(NOW), read_only=True) as opened:
        yield opened


Made = dict[tuple[EvidenceSubject, bool], EvidenceOutput]


@pytest.fixture(scope="module")
def made(workspace: Workspace) -> Made:
    """The archives by whom they are of and whether they are redacted; each knows the PDF in it."""
    asked = [(subject, is_redacted) for subject in (PERSON, TRAINING) for is_redacted in (False, True)]
    return {each: workspace.read(evidence_output, EvidenceRequest(*each), EvidenceForm.ZIP, NOW) for each in asked}


def files_in(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as read_back:
        return {name: read_back.read(name) for name in read_back.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


# the file


def test_the_file_of_a_person_leads_from_the_memorandum_to_the_last_change(made: Made) -> None:
    output = made[PERSON, False]
    assert (output.name, output.withheld) == ("Evidence Okafor Dana R 2026-11-23.zip", "")
    text = all_text(output.pdf)
    said = (
        "Okafor-Reed, Dana", "d.reed@example.gov", "2, of which 1 merged",
        "Memorandum of 0312-26", "trial license: yes", "File 2 Okafor and others.csv, row 2", "den@example.gov",
        "3 of 5", "used trial license (+4)", "3rd of 5",
        "Privacy Threshold Analysis version 1 2026-10-28 Signed form Coordinator J File 4",
        "Invitation: Training 1", "Reserved", "13:02–14:30 EST", "By e-mail", "Zoom meeting",
        "attended Training 1", "list of the vendor", "CEIU-FRS-2026-0004", "Signed copies", "Office of C3",
        "CEIU-LIC-2026-0001", "logged late", "settled", "Suspension", "Reinstatement",
        "What their codes say", "Sign certificate CEIU-FRS-2026-0004",
        "at court", "M. Vance", "Access review 2026", "Keep", "Merge Okafor-Reed, Dana into Okafor, Dana R",
        "entries, unbroken, head", "Every file was read",
    )  # fmt: skip
    assert [each for each in said if each not in text] == []
    for data in (unit.MEMO, unit.FORM, unit.SIGNED):
        assert hashlib.sha256(data).hexdigest() in text.replace(" ", "")
    assert "Haddad" not in text.replace("haddad", "")


def test_the_file_of_a_training_names_its_plan_its_people_and_every_participant(made: Made) -> None:
    text = all_text(made[TRAINING, False].pdf)
    said = (
        "Wednesday, November 4, 2026, 1:00 PM EST", unit.LINK, "Capacity 10 12", "2026-11-04 12:00 EST",
        "Marked sent", "Okafor, Dana R", "reserved 2026-11-02", "sat at the back", "Quist, Zelda",
        "waits for a decision", "by hand", "Revoked 2026-11-12", "misspelled", "Write down “Zelda Quist”",
        "Revoke certificate CEIU-FRS-2026-0002", "Sign certificate CEIU-FRS-2026-0004", "Mark 3 mails as sent",
        "Memorandum of 0312-26", "0312-26: selected, rank 3 3rd of 5: used trial license (+4)",
        "SHA-256 OF THE SNAPSHOT",
        "text 1 on 2026-10-28; text 2 on 2026-10-28", "1 Privacy Threshold Analysis version 1 File",
        "Okafor, Dana R CEIU-LIC-2026-0001", "CEIU-LTR-2026-0003",
    )  # fmt: skip
    assert [each for each in said if each not in text] == []


def page_of(item: pikepdf.OutlineItem) -> tuple[int, int]:
    assert isinstance(item.destination, pikepdf.Array)
    return item.destination[0].objgen


@BOTH
def test_the_file_is_tagged_bookmarked_and_its_contents_name_the_pages(subject: EvidenceSubject, made: Made) -> None:
    pdf = made[subject, False].pdf
    for profile in ("ua1", "2a"):
        assert [each.message for each in validate_pdf_bytes(pdf, profile=profile).failures] == []
    assert stays_on_the_page(pdf, margin=25)
    pages = [page.text for page in read(pdf)]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        places = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        with opened.open_outline() as outline:
            marks = {str(item.title): places[page_of(item)] for item in outline.root}
    contents = re.findall(r"(\d+) ([A-Z][a-z -]+?) (?:none|\d+ entr(?:y|ies)) page (\d+)", pages[0])
    assert {f"{number}.  {title}": int(page) - 1 for number, title, page in contents} == marks
    for title, page in marks.items():
        assert title.replace("  ", " ") in pages[page]


def test_a_code_that_proves_nothing_is_named(workspace: Workspace) -> None:
    def faults(session: Session) -> tuple[str, ...]:
        records = Records(session, None)
        first, second, third, fourth, fifth = records.rows(Certificate)
        other = read_code(third.record)
        forged = replace(other.record, name="Somebody Else")
        first.record = code_text(other.key_id, other.signature, payload_of(forged))
        second.record = fifth.record
        third.record = third.record[:-4]
        fourth.record = code_text("0badcafe", other.signature, other.payload)
        [table] = code_tables(records, [first, second, third, fourth, fifth])
        return code_faults(table)

    number = "The code of CEIU-FRS-2026-000{} does not prove it: {}."
    assert workspace.read(faults) == tuple(
        number.format(*each)
        for each in ((1, "not true"), (2, "of CEIU-FRS-2026-0005"), (3, "damaged"), (4, "key not on record"))
    )


def test_what_is_not_on_record_is_said_plainly(workspace: Workspace) -> None:
    request = EvidenceRequest(PERSON, as_of=date(2026, 10, 20))
    name, pdf = workspace.read(evidence_file, request, NOW)
    text = all_text(pdf)
    missing = (
        "No acknowledgment is on record.", "No invitation is on record.", "No seat in a training is on record.",
        "No certificate was issued.", "No license is on record.", "No letter was issued.", "No waiver is on record.",
        "No access review asked about this person.",
    )  # fmt: skip
    assert [each for each in missing if each not in text] == []
    assert name == "Evidence Okafor Dana R 2026-10-20.pdf"
    assert "the end of October 20, 2026" in text.replace("\u00a0", " ")
    assert "Okafor-Reed" not in text
    assert "3 of 5" in text


def test_who_was_not_on_record_then_has_no_file(workspace: Workspace) -> None:
    for subject, word in ((PERSON, "person"), (TRAINING, "training")):
        request = EvidenceRequest(subject, as_of=date(2026, 10, 10))
        with pytest.raises(RuleBroken, match=f"This {word} was not on record yet on 2026-10-10"):
            workspace.read(evidence_file, request, NOW)


def test_the_same_records_make_the_same_bytes_and_a_merged_record_the_same_file(
    workspace: Workspace, made: Made
) -> None:
    other = workspace.read(subject_named, "person:6")
    again = workspace.read(evidence_output, EvidenceRequest(other), EvidenceForm.PDF, NOW)
    assert (again.data, again.name) == (made[PERSON, False].pdf, "Evidence Okafor Dana R 2026-11-23.pdf")


def test_making_one_can_be_stopped_between_its_steps(workspace: Workspace) -> None:
    seen: list[str] = []

    def stop(done: int, total: int, what: str) -> None:
        assert done < total
        seen.append(what)
        if len(seen) == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        workspace.read(evidence_output, EvidenceRequest(PERSON), EvidenceForm.ZIP, NOW, stop)
    assert seen == ["Following the audit trail", "Reading the records"]


# the archive


@BOTH
def test_an_archive_holds_every_original_under_its_hash(subject: EvidenceSubject, made: Made, tmp_path: Path) -> None:
    output = made[subject, False]
    files = files_in(output.data)
    manifest = json.loads(files[MANIFEST])
    assert [each["name"] for each in manifest["files"]] == [name for name in files if name not in (MANIFEST, SUMS)]
    for each in manifest["files"]:
        data = files[each["name"]]
        assert (each["size"], each["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert len(manifest["files"]) == output.originals + 1
    assert output.pdf in files.values()
    assert all(name.isascii() and ".." not in name for name in files)
    found = check_archive(output.data)
    assert (found.faults, found.files, found.audit_head) == ((), output.originals + 1, manifest["audit_head"])
    with zipfile.ZipFile(io.BytesIO(output.data)) as archive:
        archive.extractall(tmp_path)
    tool = shutil.which("sha256sum")
    if tool:
        assert subprocess.run([tool, "-c", "--strict", "--quiet", SUMS], cwd=tmp_path, check=False).returncode == 0


def test_an_original_is_called_by_the_number_that_the_file_says(made: Made) -> None:
    output = made[PERSON, False]
    manifest = {each["name"]: each for each in json.loads(files_in(output.data)[MANIFEST])["files"]}
    form = manifest["4 acknowledgments/File 4 Okafor signed form.pdf"]
    assert form["what"] == "Evidence of accepting Privacy Threshold Analysis"
    assert form["where"] == ["stored_file 6", "acknowledgment 1"]
    assert {name.split("/")[0] for name in manifest if "/" in name} == {
        "1 tasking", "2 nomination", "3 selection", "4 acknowledgments", "5 mails", "6 attendance", "8 certificates",
        "9 letters", "10 signed copies",
    }  # fmt: skip


def tampered(files: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """The archive with one thing changed, by what must be found."""
    report = next(name for name in files if name.startswith("6 attendance"))
    longer = {**files, report: files[report] + b"\n"}
    sums = files[SUMS].replace(
        hashlib.sha256(files[report]).hexdigest().encode(), hashlib.sha256(longer[report]).hexdigest().encode()
    )
    return {
        f"{report} was changed.": longer,
        f"{report} is missing.": {name: data for name, data in files.items() if name != report},
        "note.txt was added: the manifest does not name it.": {**files, "note.txt": b"x"},
        f"{SUMS} does not say what {MANIFEST} says: one of them was changed.": {**longer, SUMS: sums},
    }


def test_whatever_is_changed_in_an_archive_is_found(made: Made) -> None:
    files = files_in(made[PERSON, False].data)
    assert check_archive(zipped(files)).faults == ()
    for fault, changed in tampered(files).items():
        assert fault in check_archive(zipped(changed)).faults
    manifest = files[MANIFEST].replace(b"Okafor, Dana R", b"Somebody, Else")
    assert manifest != files[MANIFEST]
    assert len(check_archive(zipped({**files, MANIFEST: manifest})).faults) == 1


@settings(max_examples=25)
@given(st.data())
def test_no_byte_of_an_archive_can_be_turned_unseen(made: Made, data: st.DataObject) -> None:
    whole = made[TRAINING, True].data
    at = data.draw(st.integers(0, len(whole) - 1))
    turned = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :]
    try:
        found = check_archive(turned)
    except FileRefused:
        return
    assert found.faults or files_in(turned) == files_in(whole)


@pytest.mark.parametrize(
    "other", [b"", b"PK", b"%PDF-1.7", zipped({"a.txt": b"a"}), zipped({MANIFEST: b"[]", SUMS: b""})]
)
def test_what_is_no_archive_of_evidence_is_refused(other: bytes) -> None:
    with pytest.raises(FileRefused):
        check_archive(other)


# redacted


@BOTH
def test_nothing_that_is_withheld_is_anywhere_in_a_redacted_file(subject: EvidenceSubject, made: Made) -> None:
    output = made[subject, True]
    everything = everything_in(output.pdf).casefold()
    assert [each for each in unit.SECRETS if each.casefold() in everything] == []
    assert [each for each in unit.SECRETS if each.casefold() in output.name.casefold()] == []
    text = all_text(output.pdf).replace("\u00a0", " ")
    count = int(output.withheld.split(" entries")[0].split()[-1])
    assert text.count(output.withheld) == 1
    told = text.replace(output.withheld, "")
    assert told.count("(b)(6); (b)(7)(C)") + told.count("(b)(7)(E)") == count
    assert unit.SECRETS[0].casefold() in everything_in(made[PERSON, False].pdf).casefold()


@BOTH
def test_a_redacted_archive_has_hashes_in_place_of_originals(subject: EvidenceSubject, made: Made) -> None:
    output = made[subject, True]
    files = files_in(output.data)
    assert list(files) == [output.name.replace(".zip", ".pdf"), MANIFEST, SUMS]
    said = (files[MANIFEST] + files[SUMS]).decode().casefold()
    assert [each for each in unit.SECRETS if each.casefold() in said] == []
    manifest = json.loads(files[MANIFEST])
    open_manifest = json.loads(files_in(made[subject, False].data)[MANIFEST])
    hashes = [each["sha256"] for each in manifest["withheld"]]
    assert hashes == [each["sha256"] for each in open_manifest["files"][1:]]
    assert (check_archive(output.data).faults, check_archive(output.data).withheld) == ((), len(hashes))


# whom a command means


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Okafor, Dana R", PERSON), ("OKAFOR0@example.gov", PERSON), ("training 1", TRAINING), ("training:1", TRAINING)],
)
def test_a_command_means_who_is_called_so(workspace: Workspace, text: str, meant: EvidenceSubject) -> None:
    assert workspace.read(subject_named, text) == meant


def test_a_name_that_nobody_has_is_refused(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="Nobody and no training is called “Smith, J”"):
        workspace.read(subject_named, "Smith, J")
