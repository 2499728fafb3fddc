"""A thousand certificates with a QR code, one file each: ours beside other ways to the same page, in one run.

The floor puts the code of a page, made by filling in words, into the bytes of one finished file: no typesetting, no
tags, the letters of everybody embedded. `typst` sets the same page, tagged. reportlab's plain canvas draws it anew for
each file, untagged. Every way makes its own QR code of the same text, and writes its files.
"""

import base64
import hashlib
import io
import json
import tempfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import zxingcpp
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from benchmarks.timing import best, heading, row
from coordinator.documents.certificate import CertificateFacts, render_certificate
from coordinator.documents.typography import FONTS, Face, register

NUMBER = 1000
GIVEN = (
    "Dana",
    "Marisol",
    "Per",
    "Thomas",
    "Samir",
    "Kathleen",
    "Winston",
    "Folake",
    "Malia",
    "Thérèse",
    "Linh",
    "José",
)
FAMILY = (
    "Okafor",
    "Reyes",
    "Lindqvist",
    "Brandvold",
    "Haddad",
    "O’Dowd",
    "Achebe",
    "Nuñez",
    "Akana",
    "Beaumont",
    "Díaz",
)
OFFICES = ("Denver", "Seattle", "Boston (New England)", "Miami", "Honolulu", "San Juan", "New York", "Phoenix")


def people() -> Iterator[CertificateFacts]:
    for at in range(NUMBER):
        name = f"{GIVEN[at % len(GIVEN)]} {chr(65 + at % 26)}. {FAMILY[at % len(FAMILY)]}"
        yield CertificateFacts(
            f"CEIU-FRS-2026-{at:04}", name, f"Special Agent, SAC {OFFICES[at % len(OFFICES)]}",
            "Platform Overview and Best Practices for Performing and Tracking Searches", "C3-VT-101",
            date(2026, 11, 4), "1.5", "Virtual, instructor-led", "Cyber Crimes Center",
            "Child Exploitation Investigations Unit", "A. Whitfield", "Program Manager", "V. Hale", date(2026, 11, 5),
            audit_head="1042 9f3c2a1b", record=_record(at),
        )  # fmt: skip


def _record(at: int) -> str:
    """As long as a signed record: 298 letters of the alphanumeric mode."""
    noise = base64.b32encode(b"".join(hashlib.sha256(b"%d %d" % (at, part)).digest() for part in range(6))).decode()
    return f"C3V1:{noise[:293].replace('=', 'A')}"


def code_of(text: str) -> Any:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")


def modules_of(text: str) -> list[list[bool]]:
    image = code_of(text).to_image(scale=1, add_quiet_zones=False)
    height, width = image.shape
    data = bytes(memoryview(image))
    return [[not data[y * width + x] for x in range(width)] for y in range(height)]


# the floor


class Floor:
    """One finished file, cut open at the code of its page."""

    def __init__(self, facts: CertificateFacts) -> None:
        with pikepdf.open(io.BytesIO(render_certificate(facts))) as pdf:
            out = io.BytesIO()
            pdf.pages[0].contents_coalesce()
            self._code = pdf.pages[0].Contents.read_bytes()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
        self._whole = out.getvalue()
        number = b"%d 0 obj" % self._content_number()
        self._start = self._whole.index(b"\n" + number) + 1
        self._end = self._whole.index(b"endobj", self._start) + 7
        self._number = number
        table = self._whole.rindex(b"\nxref") + 1
        self._body, self._trailer = self._whole[self._end : table], self._whole[self._whole.rindex(b"trailer") :]
        self._lines = self._whole[table : self._whole.rindex(b"trailer")].splitlines(keepends=True)

    def _content_number(self) -> int:
        with pikepdf.open(io.BytesIO(self._whole)) as pdf:
            return int(pdf.pages[0].Contents.objgen[0])

    def made(self, facts: CertificateFacts) -> bytes:
        """The words are typed into the code, and the places behind it are moved on."""
        image = code_of(facts.record).to_image(scale=1, add_quiet_zones=False)
        bits = zlib.compress(bytes(memoryview(image)))
        said = f"BT /F1+0 20 Tf 300 300 Td ({facts.name}) Tj ET BT 300 200 Td ({facts.number}) Tj ET "
        code = zlib.compress(self._code + said.encode("latin-1", "replace") + b"BI " + bits.hex().encode() + b" EI")
        data = b"%s\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
            self._number, len(code), code,
        )  # fmt: skip
        moved = len(data) - (self._end - self._start)
        lines = [
            b"%010d%s" % (int(line[:10]) + moved, line[10:])
            if line[17:18] == b"n" and int(line[:10]) > self._start
            else line
            for line in self._lines
        ]
        return b"".join((self._whole[: self._start], data, self._body, *lines, self._trailer))


# reportlab's plain canvas


def plain(facts: CertificateFacts) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(792, 612), pageCompression=1, invariant=1)
    canvas.setLineWidth(2)
    canvas.rect(30, 30, 732, 552)
    canvas.rect(37, 37, 718, 538)
    for at in range(144):
        canvas.saveState()
        canvas.translate(150, 108)
        canvas.rotate(at * 2.5)
        canvas.bezier(0, 0, 10, 35, 25, 35, 33, 0)
        canvas.restoreState()
    for y, size, face, text in (
        (522, 11, Face.SANS_MEDIUM, facts.unit_line_1.upper()), (504, 9.5, Face.SANS_MEDIUM, facts.unit_line_2),
        (436, 45, Face.SERIF_MEDIUM, "Certificate of Completion"), (400, 16, Face.SERIF_ITALIC, "This certifies that"),
        (345, 38, Face.SERIF_SEMIBOLD, facts.name), (318, 14, Face.SERIF, facts.position_and_office),
        (286, 16, Face.SERIF_ITALIC, "has completed the virtual training"),
        (249, 21, Face.SERIF_MEDIUM, facts.course_title),
        (187, 13, Face.SERIF, f"November 4, 2026   1.5 hours   {facts.delivery}   {facts.course_number}"),
        (97, 12, Face.SERIF_MEDIUM, facts.signatory_name), (83, 11, Face.SERIF, facts.signatory_title),
        (64, 10, Face.SERIF, "Issued November 5, 2026"), (50, 12.5, Face.SERIF_MEDIUM, facts.number),
    ):  # fmt: skip
        canvas.setFont(register(face), size)
        canvas.drawCentredString(396, y, text)
    modules = modules_of(facts.record)
    side = 85 / len(modules)
    for down, line in enumerate(modules):
        for across, dark in enumerate(line):
            if dark:
                canvas.rect(640 + across * side, 130 - down * side, side, side, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


# typst

PAGE = """
#let data = json(bytes(sys.inputs.at("facts")))
#set document(title: "Certificate of Completion – " + data.name, author: data.unit)
#set page(width: 792pt, height: 612pt, margin: 0pt)
#set text(font: "EB Garamond", lang: "en")
#place(dx: 30pt, dy: 30pt, pdf.artifact(rect(width: 732pt, height: 552pt, stroke: 2pt)))
#place(dx: 37pt, dy: 37pt, pdf.artifact(rect(width: 718pt, height: 538pt, stroke: 0.6pt)))
#for at in range(144) { place(dx: 150pt, dy: 504pt, pdf.artifact(rotate(at * 2.5deg, origin: left + top,
  curve(stroke: 0.4pt, curve.move((0pt, 0pt)), curve.cubic((10pt, 35pt), (25pt, 35pt), (33pt, 0pt)))))) }
#set align(center)
#v(80pt)
#upper(data.unit) \\ #data.section
#heading(level: 1, text(45pt, "Certificate of Completion"))
#text(16pt, style: "italic", "This certifies that") \\
#text(38pt, weight: "semibold", data.name) \\
#data.position \\
#text(16pt, style: "italic", "has completed the virtual training") \\
#text(21pt, weight: "medium", data.course) \\
November 4, 2026 #h(20pt) 1.5 hours #h(20pt) #data.delivery #h(20pt) #data.number \\
#v(30pt) #data.signatory \\ #data.title
#place(bottom + right, dx: -60pt, dy: -60pt,
  image(bytes(sys.inputs.at("code")), format: "svg", width: 85pt, alt: "QR code"))
"""


def typst_way() -> Callable[[CertificateFacts], bytes] | None:
    """None where typst is not installed: it is no part of the program."""
    try:
        import typst  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        return None
    page = Path(tempfile.mkdtemp()) / "page.typ"
    page.write_text(PAGE, encoding="utf-8")
    compiler = typst.Compiler(str(page), font_paths=[str(FONTS)], ignore_system_fonts=True)

    def made(facts: CertificateFacts) -> bytes:
        said = {
            "name": facts.name, "unit": facts.unit_line_1, "section": facts.unit_line_2, "number": facts.number,
            "position": facts.position_and_office, "course": facts.course_title, "delivery": facts.delivery,
            "signatory": facts.signatory_name, "title": facts.signatory_title,
        }  # fmt: skip
        inputs = {"facts": json.dumps(said), "code": code_of(facts.record).to_svg(add_quiet_zones=False)}
        data = compiler.compile(sys_inputs=inputs, format="pdf", pdf_standards="ua-1")
        assert isinstance(data, bytes)  # one file, since one format is asked for
        return data

    return made


def written(make: Callable[[CertificateFacts], bytes], everyone: list[CertificateFacts], folder: Path) -> None:
    for facts in everyone:
        (folder / f"{facts.number}.pdf").write_bytes(make(facts))


def main() -> None:
    everyone = list(people())
    floor = Floor(everyone[0])
    ways: list[tuple[str, Callable[[CertificateFacts], bytes], int]] = [
        ("the program: tagged, signed for, kerned", render_certificate, NUMBER),
        ("reportlab's plain canvas: untagged", plain, 200),
    ]
    if set_by_typst := typst_way():
        ways.append(("typst: tagged", set_by_typst, 200))
    print(f"\nA certificate with a QR code, in a file of its own; {NUMBER:,} of them\n")
    heading()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        least = best(partial(written, floor.made, everyone, folder), 3) / NUMBER
        row(f"bytes filled in ({len(floor.made(everyone[1])):,} bytes)", least, least)
        for what, make, number in ways:
            each = best(partial(written, make, everyone[:number], folder), 2) / number
            row(f"{what} ({len(make(everyone[1])):,} bytes)", each, least)


if __name__ == "__main__":
    pdfmetrics.getFont(register(Face.SERIF))
    main()
