"""A memo in every format it may come in, made here byte by byte: mail, Outlook message, Word document, PDF."""

import io
import struct
import textwrap
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from html import escape
from xml.sax import saxutils

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

SUBJECT, BODY, HTML, RICH = "0037001F", "1000001F", "10130102", "10090102"
SENDER, SENDER_EMAIL, HEADERS = "0C1A001F", "5D01001F", "007D001F"
LONG_NAME, BYTES = "3707001F", "37010102"

Tree = Mapping[str, "bytes | Tree"]
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def head_and_body(memo: str) -> tuple[dict[str, str], str]:
    """The header lines as they stand, and what follows the first empty line."""
    head, _, body = memo.strip().partition("\n\n")
    lines = dict(line.partition(": ")[::2] for line in head.splitlines() if ": " in line)
    return lines, body


# mail of the internet


def as_mail(memo: str, *, html: bool = False, files: Mapping[str, bytes] | None = None) -> bytes:
    lines, body = head_and_body(memo)
    mail = EmailMessage()
    mail["From"] = "HSI OPS TASKING <ops@example.gov>"
    mail["Subject"] = lines["Subject"]
    mail["Date"] = "Thu, 29 Apr 2021 16:45:42 -0400"
    mail.set_content(as_html(body), subtype="html") if html else mail.set_content(body)
    for name, data in (files or {}).items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def as_html(body: str) -> str:
    paragraphs = "".join(f"<p class=MsoNormal>{escape(part)}<o:p></o:p></p>" for part in body.split("\n\n"))
    return f"<html><head><style>p {{ color: red }}</style></head><body>{paragraphs}</body></html>"


# Word


def as_word(memo: str, part: str = "word/document.xml", before: str = "") -> bytes:
    """`before` goes in front of the root, where a document type would stand."""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">'
        f"{saxutils.escape(line)}</w:t></w:r></w:p>"
        for line in memo.split("\n")
    )
    deleted = "<w:p><w:del><w:r><w:delText>Struck out.</w:delText></w:r></w:del></w:p>"
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return zipped(
        {
            "_rels/.rels": f'<Relationships><Relationship Type="x/officeDocument" Target="{part}"/></Relationships>',
            part: f"{before}<w:document {space}><w:body>{paragraphs}{deleted}</w:body></w:document>",
        }
    )


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


# PDF


def as_pdf(memo: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=letter)
    text = canvas.beginText(54, 740)
    text.setFont("Helvetica", 9)
    for line in memo.replace("–", "-").split("\n"):
        for part in textwrap.wrap(line, 100) or [""]:
            text.textLine(part)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


# Outlook


def as_outlook(
    memo: str, body: Tree | None = None, sent: datetime | None = None, files: Mapping[str, bytes] | None = None
) -> bytes:
    """`body` are the properties of the text where it is not plain."""
    lines, plain = head_and_body(memo)
    tree: dict[str, bytes | Tree] = {
        **properties(
            {SUBJECT: wide(lines["Subject"]), SENDER: wide("HSI OPS TASKING"), SENDER_EMAIL: wide("ops@x.gov")}
        ),
        **(properties({BODY: wide(plain)}) if body is None else properties(body)),
        "__properties_version1.0": bytes(32) + _moment(sent or datetime(2021, 4, 29, 20, 45, 42, tzinfo=UTC)),
    }
    for place, (name, data) in enumerate((files or {}).items()):
        folder = properties({LONG_NAME: wide(name), BYTES: data})
        tree[f"__attach_version1.0_#{place:08X}"] = {**folder, "__properties_version1.0": bytes(8)}
    return compound(tree)


def properties(values: Tree) -> dict[str, bytes | Tree]:
    return {f"__substg1.0_{tag}": value for tag, value in values.items()}


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def packed(rich: bytes) -> bytes:
    """RTF as Outlook keeps it, here without anything that is copied from before."""
    runs = b"".join(b"\0" + rich[at : at + 8] for at in range(0, len(rich), 8))
    return struct.pack("<IIII", len(runs) + 12, len(rich), 0x75465A4C, 0) + runs


def _moment(sent: datetime) -> bytes:
    ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    return struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)


def compound(tree: Tree) -> bytes:
    """An OLE compound file of version 3 with these streams and storages."""
    return _Writer(tree).written()


class _Writer:
    def __init__(self, tree: Tree) -> None:
        self._entries: list[list[object]] = [["Root Entry", 5, _FREE, _FREE, _FREE, _END, 0]]
        self._mini, self._mini_fat = b"", list[int]()
        self._sectors, self._fat = list[bytes](), list[int]()
        self._entries[0][4] = self._add_all(tree)

    def _add_all(self, tree: Tree) -> int:
        """Siblings hang on each other's right; returns the first."""
        first = before = _FREE
        for name, content in tree.items():
            place = len(self._entries)
            self._entries.append([name, 1, _FREE, _FREE, _FREE, 0, 0])
            if isinstance(content, bytes):
                self._entries[place][1:] = [2, _FREE, _FREE, _FREE, self._put(content), len(content)]
            else:
                self._entries[place][4] = self._add_all(content)
            if before == _FREE:
                first = place
            else:
                self._entries[before][3] = place
            before = place
        return first

    def _put(self, content: bytes) -> int:
        if len(content) >= 4096:
            return self._chain(content)
        if not content:
            return _END
        start = len(self._mini) // 64
        self._mini += content.ljust(-(-len(content) // 64) * 64, b"\0")
        self._mini_fat += [*range(start + 1, len(self._mini) // 64), _END]
        return start

    def _chain(self, content: bytes) -> int:
        start = len(self._sectors)
        self._sectors += [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        self._fat += [*range(start + 1, len(self._sectors)), _END]
        return start

    def written(self) -> bytes:
        self._entries[0][5:] = [self._chain(self._mini) if self._mini else _END, len(self._mini)]
        mini_fat = _numbers(self._mini_fat)
        mini_start = self._chain(mini_fat) if mini_fat else _END
        directory = self._chain(b"".join(_entry(entry) for entry in self._entries))
        tables = 1
        while tables * 128 < len(self._fat) + tables:
            tables += 1
        places = range(len(self._sectors), len(self._sectors) + tables)
        table = _numbers([*self._fat, *[_FAT] * tables]).ljust(tables * 512, b"\xff")
        head = struct.pack("<8s16xHHHHH6xIIIIIIIIII", bytes.fromhex("D0CF11E0A1B11AE1"), 62, 3, 0xFFFE, 9, 6, 0, tables,
                           directory, 0, 4096, mini_start, len(mini_fat) // 512, _END, 0, 0)  # fmt: skip
        head = head[:76] + _numbers([*places, *[_FREE] * (109 - tables)])
        return head + b"".join(self._sectors) + table


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def _entry(entry: Sequence[object]) -> bytes:
    name, kind, left, right, child, start, size = entry
    text = wide(f"{name}\0")
    fixed = struct.pack("<HBBIII", len(text), kind, 1, left, right, child)
    return text.ljust(64, b"\0") + fixed + bytes(36) + struct.pack("<IQ", start, size)
