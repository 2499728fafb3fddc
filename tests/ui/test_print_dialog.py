"""Printing: pages come out as large as they are, lying as they lie; stopped in between; no printer, no such pages."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.ui.documents_desk import Answers, a_desk, some_answers  # noqa: F401
from ui.desk import Desk
from ui.dialogs.print_dialog import PrintDialog, on_paper


def a_file(*sizes: tuple[float, float]) -> bytes:
    """Each page has a black square in its middle, an inch wide."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.rect(size[0] / 2 - 36, size[1] / 2 - 36, 72, 72, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_printer(target: Path) -> QPrinter:
    """It has US Letter, and prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    return printer


def a_dialog(qtbot: QtBot, desk: Desk, window: QMainWindow, *sizes: tuple[float, float]) -> PrintDialog:
    dialog = PrintDialog(desk, window, ("Papers.pdf", a_file(*sizes)))
    dialog.done_with.connect(desk.say)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.is_drawn)
    return dialog


def square(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is black, in points."""
    picture = page.render(scale=1).to_pil().convert("L").point(lambda tone: 255 if tone < 128 else 0)
    left, top, right, bottom = picture.getbbox()
    return left, top, right - left, bottom - top


@pytest.mark.parametrize(
    ("page", "paper", "place"),
    [
        (LETTER, LETTER, (0, 0, 612, 792)),
        ((306, 396), LETTER, (153, 198, 306, 396)),
        ((595, 842), LETTER, (26.2, 0, 559.7, 792)),
        (LETTER, (595, 842), (0, 36, 595, 770)),
    ],
)
def test_a_page_is_never_enlarged_and_lies_in_the_middle(
    page: tuple[float, float], paper: tuple[float, float], place: tuple[float, ...]
) -> None:
    found = on_paper(QSizeF(*page), QSizeF(*paper)).getRect()
    assert found == pytest.approx(place, abs=0.2)


def test_pages_come_out_as_large_as_they_are_and_as_they_lie(
    qtbot: QtBot, desk: Desk, answers: Answers, window: QMainWindow, tmp_path: Path
) -> None:
    dialog = a_dialog(qtbot, desk, window, LETTER, landscape(LETTER), A4)
    assert dialog.said.text() == "3 pages, US Letter and A4"
    dialog.print_to(a_printer(tmp_path / "printed.pdf"))
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert answers.said == ["Sent 3 pages to the printer"]
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    assert [page.get_size() for page in printed] == [(612, 792), (792, 612), (612, 792)]
    shrunk = 792 / A4[1] * 72
    for number, (left, top, side) in enumerate(((270, 360, 72), (360, 270, 72), (272, 362, shrunk))):
        assert square(printed[number]) == pytest.approx((left, top, side, side), abs=2)
    printed.close()


def test_some_pages_are_printed_and_none_where_there_are_none(
    qtbot: QtBot,
    desk: Desk,
    answers: Answers,
    window: QMainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refused: list[str] = []
    monkeypatch.setattr(Answers, "refuse", lambda _self, _parent, sentence, title="": refused.append(sentence))
    dialog = a_dialog(qtbot, desk, window, LETTER, LETTER, LETTER)
    printer = a_printer(tmp_path / "none.pdf")
    printer.setPageRanges(QPageRanges.fromString("7-9"))
    dialog.print_to(printer)
    qtbot.waitUntil(lambda: bool(refused))
    assert "This file has 3 pages" in refused[0]
    assert dialog.go.isEnabled()
    dialog.print_to(a_printer(tmp_path / "nowhere" / "at all" / "no.pdf"))
    qtbot.waitUntil(lambda: len(refused) == 2)
    assert "does not answer" in refused[1]
    printer = a_printer(tmp_path / "some.pdf")
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    dialog.print_to(printer)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert answers.said == ["Sent 2 pages to the printer"]
    printed = pypdfium2.PdfDocument(tmp_path / "some.pdf")
    assert len(printed) == 2
    printed.close()


def test_printing_stops_between_two_pages_and_can_begin_again(
    qtbot: QtBot, desk: Desk, answers: Answers, window: QMainWindow, tmp_path: Path
) -> None:
    dialog = a_dialog(qtbot, desk, window, *[LETTER] * 4)
    dialog.print_to(a_printer(tmp_path / "stopped.pdf"))
    assert dialog.cancel.text() == "Stop"
    dialog.cancel.click()
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert answers.said == ["Stopped printing at page 1 of 4"]
    assert dialog.isVisible()
    assert dialog.said.text() == "4 pages, US Letter"
    dialog.print_to(a_printer(tmp_path / "again.pdf"))
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert answers.said[-1] == "Sent 4 pages to the printer"
