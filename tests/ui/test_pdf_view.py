"""The viewer of PDF files: pages, sizes, words that are found and copied, bookmarks, and the way to the printer."""

import io

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.models.page_layout import SCREEN, Fit
from ui.widgets.pdf_view import PdfView


def a_file(pages: int = 3) -> bytes:
    """Each page names itself twice, and the first ones are bookmarks."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400), invariant=1)
    for number in range(1, pages + 1):
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(f"Part {number}", str(number), level=min(number - 1, 1))
        canvas.drawString(40, 360, f"Evidence number {number}")
        canvas.drawString(40, 40, "The evidence ends here.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="module")
def data() -> bytes:
    return a_file()


@pytest.fixture
def view(qtbot: QtBot, desk: Desk, data: bytes) -> PdfView:
    made = PdfView(desk, "A file", is_large=True)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.show_pdf("file.pdf", data)
    qtbot.waitUntil(lambda: made.is_drawn)
    return made


def test_pages_are_drawn_on_white_paper_and_turned_by_keys_number_and_bookmark(qtbot: QtBot, view: PdfView) -> None:
    assert view.paper.picture().pixelColor(2, 2) == QColor("white")
    assert unnamed(view) == []
    for key, page in (
        (Qt.Key.Key_PageDown, 1), (Qt.Key.Key_End, 2), (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_Home, 0),
    ):  # fmt: skip
        QTest.keyClick(view.paper, key)
        assert view.page == page
    view.bar.number.setText("9")
    QTest.keyClick(view.bar.number, Qt.Key.Key_Return)
    assert (view.page, view.bar.number.text()) == (2, "3")
    first = view.contents.topLevelItem(0)
    inner = first.child(0) if first is not None else None
    assert first is not None
    assert inner is not None
    assert (first.text(0), inner.text(0), first.childCount()) == ("Part 1", "Part 2", 2)
    view.contents.setCurrentItem(inner)
    assert view.page == 1
    qtbot.waitUntil(lambda: view.is_drawn)


def test_the_size_follows_the_window_until_it_is_chosen_and_stays_sharp(qtbot: QtBot, view: PdfView) -> None:
    narrow = view.paper.scale
    view.resize(1000, 600)
    qtbot.waitUntil(lambda: view.paper.scale > narrow * 1.2)
    QTest.keyClick(view.paper, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.paper.fit is Fit.PAGE
    assert 400 * view.paper.scale <= view.paper.viewport().height()
    view.bar.sizes.setCurrentText("200 %")
    view.bar.sizes.activated.emit(view.bar.sizes.currentIndex())
    assert view.paper.scale == pytest.approx(2 * SCREEN)
    qtbot.waitUntil(lambda: view.is_drawn)
    assert view.paper.picture(view.page).width() == round(300 * 2 * SCREEN)
    QTest.keyClick(view.paper, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.bar.sizes.placeholderText() == "250 %"


def test_of_a_page_too_large_for_one_picture_the_part_in_view_is_drawn_sharp(qtbot: QtBot, view: PdfView) -> None:
    view.paper.pictures.take(a_file(1))
    view.paper.geometry_of_pages.sizes = ((3000.0, 4000.0),)
    view.paper.zoom_to(3)
    pictures = view.paper.pictures
    wanted = pictures._missing()
    assert wanted is not None
    assert wanted.is_whole
    assert wanted.scale < 3
    width, height = (wanted.scale * each for each in (3000, 4000))
    assert width * height <= 9_000_001


def test_of_a_long_file_only_the_pages_in_view_are_drawn_and_few_pictures_are_kept(qtbot: QtBot, view: PdfView) -> None:
    view.show_pdf("long.pdf", a_file(300))
    qtbot.waitUntil(lambda: view.pages == 300 and view.is_drawn)
    layout, paper = view.paper.geometry_of_pages, view.paper
    for top in (0.0, 5_000.0, layout.height / 2, layout.height - 10):
        area = QRectF(0, top, 800, 600)
        assert layout.within(area) == [page for page in range(300) if layout.place(page).intersects(area)]
    for page in (10, 150, 151, 299):
        paper.go_to(page)
        qtbot.waitUntil(lambda: view.is_drawn)
    shown = layout.within(QRectF(0, paper.verticalScrollBar().value(), 800, 600))
    drawn = [page for page in range(300) if not paper.picture(page).isNull()]
    assert set(shown) <= set(drawn) <= set(range(shown[0] - 2, shown[-1] + 3))


def test_words_are_found_marked_and_gone_through_in_a_circle(qtbot: QtBot, view: PdfView) -> None:
    QTest.keyClick(view.paper, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.finder.box, "EVIDENCE")
    qtbot.waitUntil(lambda: view.finder.count.text() == "1 of 6")
    assert view.paper.current is view.paper.found[0]
    QTest.keyClick(view.finder.box, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert (view.finder.count.text(), view.page) == ("6 of 6", 2)
    QTest.keyClick(view.finder.box, Qt.Key.Key_F3)
    assert (view.finder.count.text(), view.page) == ("1 of 6", 0)
    view.finder.box.setText("witness")
    view.finder._look()
    view.finder.box.setText("witnesses")  # while the answer about the other word is on its way
    qtbot.waitUntil(lambda: view.finder.count.text() == "Not found")
    QTest.keyClick(view.finder.box, Qt.Key.Key_Escape)
    QTest.keyClick(view.finder.box, Qt.Key.Key_Escape)
    assert not view.finder.isVisible()
    assert view.paper.found == ()


def test_words_are_chosen_with_the_mouse_or_by_the_page_and_copied(qtbot: QtBot, view: PdfView) -> None:
    paper = view.paper
    corner, scale = paper.geometry_of_pages.place(0).topLeft().toPoint(), paper.scale

    def at(x: float, y: float) -> QPoint:
        return corner + QPoint(round(x * scale), round(y * scale))

    QTest.mousePress(paper.viewport(), Qt.MouseButton.LeftButton, pos=at(42, 36))
    QTest.mouseMove(paper.viewport(), at(80, 36))
    qtbot.waitUntil(lambda: paper.chosen.passage is not None)
    QTest.keyClick(paper, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Evidence number 1".startswith(QGuiApplication.clipboard().text())
    QTest.keyClick(paper, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: paper.chosen.passage is not None and "\n" in paper.chosen.passage.text)
    view.copy_text()
    assert QGuiApplication.clipboard().text() == "Evidence number 1\nThe evidence ends here."


def test_printing_is_asked_for_and_what_is_no_pdf_is_said(qtbot: QtBot, view: PdfView) -> None:
    with qtbot.waitSignal(view.print_wanted):
        QTest.keyClick(view.paper, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    view.show_pdf("no.pdf", b"no PDF at all")
    qtbot.waitUntil(lambda: "cannot be shown" in view.sentence.text())
    assert not view.bar.save.isEnabled()
