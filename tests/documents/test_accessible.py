"""Every kind of PDF keeps PDF/UA-1 and PDF/A-2a, as far as a machine can check it, and the check can fail."""

import io
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache, partial

import pikepdf
import pytest
from page import validate_pdf_bytes
from pikepdf import Name

from coordinator.documents.acknowledgment_form import render_acknowledgment_form
from coordinator.documents.attendance_list import render_attendance_list, render_sign_in_sheet
from coordinator.documents.certificate import render_certificate
from coordinator.documents.compliance_report import render_compliance_report
from coordinator.documents.drawing import LANDSCAPE, PORTRAIT, About, Sheet, Style
from coordinator.documents.evidence_file import render_evidence
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.letters import render_letter
from coordinator.documents.license_basis import render_license_basis
from coordinator.documents.report_print import render_report
from coordinator.documents.selection_record import render_selection_record
from coordinator.documents.table import Column, Table, TableLook
from coordinator.documents.typography import Face
from coordinator.rules.vocabulary import LetterKind
from tests.documents import (
    test_acknowledgment_form,
    test_attendance_list,
    test_certificate,
    test_certificate_designs,
    test_evidence_file,
    test_letters,
    test_license_basis,
    test_report_print,
    test_selection_record,
)

PROFILES = ("ua1", "2a")
TEXT = Style(Face.SERIF, 12)
CODED = replace(test_certificate.DANA, record=test_certificate.RECORD, audit_head="1204-9f2c81aa")
ATTENDED = test_attendance_list.FACTS
WIDE = replace(
    ATTENDED,
    columns=tuple(replace(each, share=each.share * 1.2) for each in ATTENDED.columns),
)


def letter(kind: LetterKind) -> bytes:
    return render_letter(replace(test_letters.ISSUANCE, kind=kind))


KINDS: dict[str, Callable[[], bytes]] = {
    "certificate": lambda: render_certificate(replace(test_certificate.LONG, name="Ана Ṱhovhele-Ffitch")),
    **{
        f"{name} certificate with its code": partial(render_certificate, CODED, design)
        for name, design in test_certificate_designs.DESIGNS.items()
    },
    "letter with its code": lambda: render_letter(replace(test_letters.ISSUANCE, record=test_certificate.RECORD)),
    **{f"letter of {kind.value}": partial(letter, kind) for kind in LetterKind},
    "attendance list": lambda: render_attendance_list(test_attendance_list.LONG),
    "wide attendance list": lambda: render_attendance_list(WIDE),
    "sign-in sheet": lambda: render_sign_in_sheet(test_attendance_list.SHEET),
    "selection record": lambda: render_selection_record(test_selection_record.FACTS),
    "acknowledgment form": lambda: render_acknowledgment_form(test_acknowledgment_form.LONG),
    "compliance report": lambda: render_compliance_report(test_license_basis.REPORT),
    "basis of a license": lambda: render_license_basis(test_license_basis.BASIS),
    "redacted basis of a license": lambda: render_license_basis(test_license_basis.REDACTED),
    "evidence file": lambda: render_evidence(test_evidence_file.FACTS),
    "redacted evidence file": lambda: render_evidence(test_evidence_file.REDACTED),
    "report": lambda: render_report(test_report_print.REPORT),
}  # fmt: skip


def failures(pdf: bytes, profile: str) -> list[str]:
    """What the checker has against the file, by the names of its rules."""
    report = validate_pdf_bytes(pdf, profile=profile)
    return [f"{each.rule_id}: {each.message}" for each in report.failures]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_document_keeps_both_standards_and_is_whole(kind: str) -> None:
    pdf = KINDS[kind]()
    for profile in PROFILES:
        assert failures(pdf, profile) == []
    with pikepdf.open(io.BytesIO(pdf)) as read:
        assert read.check_pdf_syntax() == []
        assert all(_knows_what_it_draws(page) for page in read.pages)


def _knows_what_it_draws(page: pikepdf.Page) -> bool:
    """Every typeface and picture that the code of the page names is there."""
    known = {str(name) for key in ("/Font", "/XObject") for name in page.resources.get(key, {})}
    code = pikepdf.parse_content_stream(page)
    return {str(step.operands[0]) for step in code if str(step.operator) in ("Tf", "Do")} <= known


@pytest.mark.parametrize(
    "render",
    [
        lambda: render_attendance_list(ATTENDED, paper="a4"),
        lambda: render_selection_record(test_selection_record.FACTS, paper="a4"),
        lambda: render_acknowledgment_form(test_acknowledgment_form.FACTS, paper="a4"),
        lambda: render_license_basis(test_license_basis.BASIS, paper="a4"),
        lambda: render_evidence(test_evidence_file.FACTS, paper="a4"),
    ],
)
def test_an_upright_document_stands_on_a4_too(render: Callable[[], bytes]) -> None:
    with pikepdf.open(io.BytesIO(render())) as read:
        assert [round(float(edge)) for edge in read.pages[0].mediabox] == [0, 0, 595, 842]


@cache
def everything() -> bytes:
    """A document with one of everything that is tagged: what the faults below are planted in."""
    sheet = Sheet(PORTRAIT, About("Everything", "Unit", "A test", date(2026, 1, 2), keywords="one, two"))
    sheet.signature_slot("office", "Signature of the office")
    flow = Flow(sheet, Margins(72, 72, 72, 72), lambda sheet, page, _: sheet.text(72, 40, f"Page {page}", TEXT))
    body = Setting(TEXT, 15, 30)
    flow.paragraph("Everything", body, tag="H1")
    flow.paragraph("Section", body, tag="H2")
    flow.paragraph("An entry", body, label="a.")
    table = Table(flow, (Column("One", 1), Column("Two", 1)), TableLook(TEXT))
    for row in range(40):
        table.row((f"{row}", "cell"), band="" if row % 20 else "Group")
    flow.later(lambda: _loose(sheet))
    return flow.finish()


def _loose(sheet: Sheet) -> None:
    sheet.link(72, 60, "the office", TEXT, "https://example.gov")
    with sheet.figure("A symbol of four modules"):
        sheet.mask((500, 60), (20, 20), [[True, False], [False, True]])
    sheet.text_field("name", "Printed name", (200, 60), (100, 15))
    sheet.check_box("read", "I have read it", (320, 60), 12)
    sheet.signature_field("person", "Your signature", (350, 60), (100, 30))


Fault = Callable[[pikepdf.Pdf], None]


def elements(pdf: pikepdf.Pdf, tag: str) -> Iterator[pikepdf.Object]:
    """All elements of the structure with the tag."""
    return (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == Name(f"/{tag}"))


def annotations(pdf: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    """All annotations of the kind: Link, Tx, Btn, Sig."""
    found = (each for page in pdf.pages for each in page.obj.get("/Annots", []))
    return (each for each in found if Name(f"/{kind}") in (each.Subtype, each.get("/FT")))


def without(key: str, found: Callable[[pikepdf.Pdf], Iterator[pikepdf.Object]]) -> Fault:
    """The fault that the key is gone wherever it was."""

    def planted(pdf: pikepdf.Pdf) -> None:
        holders = [each for each in found(pdf) if key in each]
        assert holders
        for each in holders:
            del each[key]

    return planted


def root(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    yield pdf.Root


def descriptors(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/Type") == Name.FontDescriptor)


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (e for e in pdf.objects if isinstance(e, pikepdf.Dictionary) and e.get("/Type") == Name.Font)


def code_changed(old: bytes, new: bytes) -> Fault:
    def planted(pdf: pikepdf.Pdf) -> None:
        code = pdf.pages[0].Contents.read_bytes()
        assert old in code
        pdf.pages[0].Contents.write(code.replace(old, new, 1))

    return planted


def packet_changed(old: bytes, new: bytes) -> Fault:
    def planted(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return planted


def retagged(old: str, new: str) -> Fault:
    def planted(pdf: pikepdf.Pdf) -> None:
        for each in list(elements(pdf, old)):
            each.S = Name(f"/{new}")

    return planted


def untied(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array())


def unnamed(pdf: pikepdf.Pdf) -> None:
    for each in annotations(pdf, "Tx"):
        del each.TU
    for each in elements(pdf, "Form"):
        del each.Alt


def cell_lost(pdf: pikepdf.Pdf) -> None:
    row = next(each for each in elements(pdf, "TR") if isinstance(each.K, pikepdf.Array) and each.K[0].S == Name.TD)
    del row.K[0]


def typed_in_helvetica(pdf: pikepdf.Pdf) -> None:
    face = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    code = b"/Tx BMC BT /He 9 Tf (x) Tj ET EMC"
    for each in annotations(pdf, "Tx"):
        each.AP.N.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(He=pdf.make_indirect(face)))
        each.AP.N.write(code)


FAULTS: dict[str, tuple[str, Fault]] = {
    "no structure": ("ua1", without("/StructTreeRoot", root)),
    "structure not said to be there": ("2a", without("/MarkInfo", root)),
    "no language": ("ua1", without("/Lang", root)),
    "title not shown": ("ua1", without("/ViewerPreferences", root)),
    "no metadata": ("ua1", without("/Metadata", root)),
    "no meaning of colors": ("2a", without("/OutputIntents", root)),
    "figure without words": ("ua1", without("/Alt", lambda pdf: elements(pdf, "Figure"))),
    "header cell without scope": ("ua1", without("/A", lambda pdf: elements(pdf, "TH"))),
    "link without words": ("ua1", without("/Contents", lambda pdf: annotations(pdf, "Link"))),
    "link outside of the structure": ("ua1", without("/StructParent", lambda pdf: annotations(pdf, "Link"))),
    "field without words": ("ua1", unnamed),
    "box without its looks": ("2a", without("/AP", lambda pdf: annotations(pdf, "Btn"))),
    "no order of tabbing": ("ua1", without("/Tabs", lambda pdf: (page.obj for page in pdf.pages))),
    "typeface not in the file": ("2a", without("/FontFile2", descriptors)),
    "letters without meaning": ("ua1", without("/ToUnicode", fonts)),
    "typeface of the reader": ("2a", typed_in_helvetica),
    "no way back to the elements": ("ua1", untied),
    "text outside of the structure": ("ua1", code_changed(b"/H1 <</MCID 0>> BDC", b"/H1 BMC")),
    "decoration not marked": ("ua1", code_changed(b"/Artifact BMC", b"/Span BMC")),
    "skipped level of headings": ("ua1", retagged("H2", "H3")),
    "list of no entries": ("ua1", retagged("LI", "P")),
    "row with too few cells": ("ua1", cell_lost),
    "no mark of PDF/UA": ("ua1", packet_changed(b"<pdfuaid:part>1</pdfuaid:part>", b"")),
    "no mark of PDF/A": ("2a", packet_changed(b"<pdfaid:part>2</pdfaid:part>", b"")),
    "no title": ("ua1", packet_changed(b"dc:title", b"dc:source")),
}


def with_fault(plant: Fault) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(everything())) as pdf:
        plant(pdf)
        pdf.save(out, fix_metadata_version=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue().replace(b"\r\nendstream", b"\r\rendstream")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_document_with_one_of_everything_keeps_the_standard(profile: str) -> None:
    assert failures(everything(), profile) == []
    assert failures(with_fault(lambda _: None), profile) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    profile, plant = FAULTS[fault]
    assert failures(with_fault(plant), profile)


def test_the_packet_and_the_dictionary_say_the_same_of_the_file() -> None:
    with pikepdf.open(io.BytesIO(everything())) as pdf:
        packet = pdf.open_metadata()
        known = {key: str(value) for key, value in pdf.docinfo.items()}
        assert known.pop("/CreationDate") == known.pop("/ModDate") == "D:20260102000000Z"
        assert packet["xmp:CreateDate"] == packet["xmp:ModifyDate"] == "2026-01-02T00:00:00Z"
        assert known == {
            "/Title": packet["dc:title"],
            "/Author": packet["dc:creator"][0],
            "/Subject": packet["dc:description"],
            "/Keywords": packet["pdf:Keywords"],
            "/Creator": packet["xmp:CreatorTool"],
            "/Producer": packet["pdf:Producer"],
        }


def test_a_certificate_takes_at_most_30_kilobytes_and_a_symbol_less_than_one() -> None:
    assert len(render_certificate(test_certificate.DANA)) <= 30 * 1024
    about = About("x", "y", "z", date(2026, 1, 2))
    plain, marked = Sheet(LANDSCAPE, about), Sheet(LANDSCAPE, about)
    noise = random.Random(1)
    with marked.figure("A symbol"):
        marked.mask((0, 0), (85, 85), [[noise.random() < 0.5 for _ in range(57)] for _ in range(57)])
    assert len(marked.finish()) - len(plain.finish()) < 1000
