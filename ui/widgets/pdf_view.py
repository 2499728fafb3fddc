"""A PDF on the screen: its pages, and above them where one is, how large it is, and what can be done with it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from coordinator.services.papers import write_file
from coordinator.services.pdf_pages import Passage, PdfOutline, outline
from ui.desk import Desk
from ui.models.page_layout import Fit
from ui.widgets.basics import label, wrapped
from ui.widgets.pdf_bar import PdfBar
from ui.widgets.pdf_contents import ContentsList
from ui.widgets.pdf_find import FindBar
from ui.widgets.pdf_pages import PdfPages

CANNOT = "This file cannot be shown here. Save a copy and open it in another program."
_Key = Qt.Key
_PLAIN, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class PdfView(QWidget):
    """`show_pdf` a file, `say` a sentence instead. `paper` draws it, `finder` searches it, `contents` lists bookmarks.

    A small one, beside a list, has no search, no bookmarks and no printing: those are in the large one.
    """

    print_wanted = Signal()

    def __init__(self, desk: Desk, name: str = "Preview", *, is_large: bool = False) -> None:
        super().__init__()
        self._desk, self._is_large = desk, is_large
        self._is_untouched = True
        self.first_fit = Fit.WIDTH
        self.file: tuple[str, bytes] | None = None
        self.paper = PdfPages(desk, name)
        self.finder = FindBar(desk)
        self.contents = ContentsList()
        self.sentence = wrapped(label("", "secondary"))
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = PdfBar(is_large=is_large)
        self._lay_out()
        self._connect()
        self._take_keys()
        self.say("Nothing to show.")

    # what is shown

    def show_pdf(self, name: str, data: bytes) -> None:
        """Show a PDF from its first page."""
        self.file = (name, data)
        self._desk.runner.call(_outlined, data).then(self._take).otherwise(self._cannot)

    def say(self, sentence: str) -> None:
        """A sentence where the pages would be."""
        self.file = None
        self.paper.clear()
        self.finder.take(b"")
        self.contents.show_bookmarks(())
        self.sentence.setText(sentence)
        self._stack.setCurrentIndex(1)
        self._tell()

    @property
    def page(self) -> int:
        """From 0."""
        return self.paper.page

    @property
    def pages(self) -> int:
        return self.paper.pages

    @property
    def is_drawn(self) -> bool:
        """Whether everything in view is there, and sharp."""
        return self.file is not None and self.paper.is_complete

    def _take(self, read: tuple[bytes, PdfOutline]) -> None:
        """The answer about a file that was replaced meanwhile is dropped."""
        data, found = read
        if self.file is not None and data is self.file[1]:
            self._stack.setCurrentIndex(0)
            self._fit_first(found)
            self.paper.show_pdf(data, found)
            self.finder.take(data)
            self.contents.show_bookmarks(found.bookmarks)
            self.bar.contents.setVisible(self._is_large and bool(found.bookmarks))
            self.contents.setVisible(self._is_large and bool(found.bookmarks))
            self._tell()

    def _fit_first(self, found: PdfOutline) -> None:
        """Until a size was chosen a page that is wider than high is seen as a whole."""
        if self._is_untouched and found.sizes:
            width, height = found.sizes[0]
            self.paper.fit = Fit.PAGE if width > height else self.first_fit

    def _cannot(self) -> None:
        self.say(CANNOT)

    def _lay_out(self) -> None:
        shown = QWidget()
        across = QHBoxLayout(shown)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self.contents)
        across.addWidget(self.paper, 1)
        self._stack = QStackedLayout()
        self._stack.addWidget(shown)
        self._stack.addWidget(self.sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.finder)
        column.addLayout(self._stack, 1)
        self.finder.hide()

    def _connect(self) -> None:
        bar, paper = self.bar, self.paper
        paper.page_changed.connect(self._tell)
        paper.scale_changed.connect(self._tell_size)
        bar.page_wanted.connect(self._on_page)
        bar.fit_wanted.connect(self._on_fit)
        bar.scale_wanted.connect(self._on_scale)
        for tool, slot in (
            (bar.contents, self._toggle_contents), (bar.farther, paper.zoom_out), (bar.nearer, paper.zoom_in),
            (bar.look, self.look_for), (bar.copy, self.copy_text), (bar.print, self.print_wanted.emit),
            (bar.save, self.save_copy),
        ):  # fmt: skip
            tool.clicked.connect(slot)
        self.finder.went.connect(self._on_found)
        self.finder.closed.connect(paper.setFocus)
        self.contents.chosen.connect(paper.go_to)
        self.setFocusProxy(paper)

    def _tell(self) -> None:
        self.bar.tell(self.paper.page, self.paper.pages)
        self.contents.follow(self.paper.page)

    def _tell_size(self) -> None:
        self.bar.tell_size(self.paper.fit, self.paper.scale)

    # what can be done

    def turn_back(self) -> None:
        self.paper.go_to(self.paper.page - 1)

    def turn(self) -> None:
        self.paper.go_to(self.paper.page + 1)

    def turn_to_first(self) -> None:
        self.paper.go_to(0)

    def turn_to_last(self) -> None:
        self.paper.go_to(self.paper.pages - 1)

    def fit(self) -> None:
        """The width; when it fits already, the whole page."""
        self._on_fit(Fit.PAGE if self.paper.fit is Fit.WIDTH else Fit.WIDTH)

    def look_for(self) -> None:
        if self.file is not None:
            self.finder.open_bar(self.paper.page)

    def copy_text(self) -> None:
        self.paper.chosen.copy(self.paper.page)

    def save_copy(self) -> None:
        if self.file is not None:
            path = self._desk.messages.save_file(self, "Save a copy", self.file[0], "PDF (*.pdf);;All files (*)")
            if path is not None:
                self._desk.runner.call(write_file, path.parent, path.name, self.file[1]).then(self._saved)

    def _saved(self, path: Path) -> None:
        self._desk.say(f"Saved {path.name}", False)

    def _on_page(self, page: int) -> None:
        self.paper.go_to(page)
        self.paper.setFocus()

    def _on_fit(self, fit: Fit) -> None:
        self._is_untouched = False
        self.paper.set_fit(fit)

    def _on_scale(self, scale: float) -> None:
        self._is_untouched = False
        self.paper.zoom_to(scale)

    def _on_found(self, found: tuple[Passage, ...], current: Passage | None) -> None:
        self.paper.mark(found, current)
        if current is not None:
            self.paper.reveal(current)

    def _toggle_contents(self) -> None:
        self.contents.setVisible(not self.contents.isVisible())

    # keys and wheel

    def event(self, event: QEvent) -> bool:
        """Keys of the viewer come before those of the window around it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._verb(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = self._verb(event)
        if verb is None:
            super().keyPressEvent(event)
        else:
            verb()

    def _verb(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does here; Shift makes no difference to a sign that needs it."""
        held, key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, _Key(event.key())
        if held in (_CONTROL, _CONTROL | _SHIFT) and key in self._with_control:
            return self._with_control[key]
        if held == _SHIFT and key == _Key.Key_F3:
            return self.finder.go_back
        return self._keys.get(key) if held in (_PLAIN, _SHIFT) else None

    def _take_keys(self) -> None:
        paper = self.paper
        zooms = {_Key.Key_Plus: paper.zoom_in, _Key.Key_Equal: paper.zoom_in, _Key.Key_Minus: paper.zoom_out}
        self._keys: dict[_Key, Callable[[], object]] = {
            **zooms, _Key.Key_0: self.fit, _Key.Key_PageDown: self.turn, _Key.Key_PageUp: self.turn_back,
            _Key.Key_Home: self.turn_to_first, _Key.Key_End: self.turn_to_last, _Key.Key_F3: self.finder.go_on,
        }  # fmt: skip
        self._with_control: dict[_Key, Callable[[], object]] = {
            **zooms, _Key.Key_0: self.fit, _Key.Key_C: self.copy_text, _Key.Key_A: paper.choose_page,
        }  # fmt: skip
        if self._is_large:
            self._with_control |= {_Key.Key_F: self.look_for, _Key.Key_P: self.print_wanted.emit}

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel zooms, as in any viewer."""
        if event.modifiers() & _CONTROL and event.angleDelta().y():
            (self.paper.zoom_in if event.angleDelta().y() > 0 else self.paper.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 160)


def _outlined(data: bytes) -> tuple[bytes, PdfOutline]:
    """On the worker: what the file consists of, with the file."""
    return data, outline(data)
