import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from coordinator.errors import FileRefused
from coordinator.exchange.document_text import document_text
from coordinator.rules.text_difference import PassageKind, difference
from tests.exchange.memo_files import as_mail, as_pdf, as_word

MEMO = """Subject: Use of the service

1. Each holder of a license attends the virtual training that the unit hosts before the first search is made, \
and again every year.

2. A result is a lead and nothing more.
"""
RICH = (
    rb"{\rtf1\ansi Subject: Use of the service\par "
    + b"\\par ".join(line.encode() for line in MEMO.splitlines()[2:] if line)
    + rb"\par }"
)
PAGE = "<!DOCTYPE html><title>no text</title>" + "".join(f"<p>{line}</p>" for line in MEMO.splitlines() if line)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("memo.txt", MEMO.encode("utf-16")),
        ("memo.pdf", as_pdf(MEMO)),
        ("memo.docx", as_word(MEMO)),
        ("memo.rtf", RICH),
        ("memo.html", PAGE.encode()),
        ("memo.bin", as_pdf(MEMO)),
    ],
)
def test_the_same_words_are_read_from_every_kind_of_file(name: str, data: bytes) -> None:
    passages = difference(MEMO, document_text(name, data))
    assert [(passage.kind, passage.new) for passage in passages if passage.kind is not PassageKind.KEPT] == []
    assert len(passages) == 3


def test_a_mail_is_read_with_its_head() -> None:
    assert "A result is a lead" in document_text("memo.eml", as_mail(MEMO))


def a_scan() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(100, 100, 300, 500, fill=1)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("scan.pdf", a_scan(), "“scan.pdf” holds no text: it may be a scan"),
        ("empty.txt", b" \n", "“empty.txt” holds no text"),
        ("cut.pdf", b"%PDF-1.7 cut off", "The words of “cut.pdf” cannot be read"),
        ("cut.docx", as_word(MEMO)[:200], "The words of “cut.docx” cannot be read"),
        ("face.png", b"\x89PNG\r\n\x1a\n\0\0", "The words of “face.png” cannot be read"),
        ("big.txt", b"a" * (30 * 1024**2 + 1), "is larger than 30 MB"),
    ],
)
def test_what_holds_no_text_is_refused_in_a_sentence(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        document_text(name, data)


def test_a_long_document_is_read_to_its_last_page() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(60):
        canvas.drawString(72, 700, f"Paragraph {page}.")
        canvas.showPage()
    canvas.save()
    assert "Paragraph 59." in document_text("long.pdf", out.getvalue())
