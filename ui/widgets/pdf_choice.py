"""Words of a PDF chosen with the mouse, or a whole page of them, and their copy."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from coordinator.services.pdf_pages import Box, Passage, page_words, words_between
from ui.desk import Desk

Place = tuple[float, float]


class ChosenWords(QObject):
    """`passage` is what is chosen; places are in points of a page."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._data = b""
        self._from: tuple[int, Place] | None = None
        self._to: Place | None = None
        self._is_asking = False
        self.passage: Passage | None = None

    def take(self, data: bytes) -> None:
        self._data = data
        self.begin(None)

    def begin(self, where: tuple[int, Place] | None) -> None:
        """Choose from here on, a page and a place on it; what was chosen is let go."""
        self._from, self._to = where, None
        self.passage = None
        self.changed.emit()

    def reach(self, where: tuple[int, Place] | None) -> None:
        """To here; on another page than where it began nothing is added."""
        if self._from and where and where[0] == self._from[0]:
            self._to = where[1]
            self._ask()

    def choose(self, page: int, size: Place) -> None:
        """All the words of a page."""
        self.begin((page, (0.0, 0.0)))
        self._desk.runner.call(_whole_page, self._data, page, size).then(self._take)

    def copy(self, page: int) -> None:
        """What is chosen, else all the words of the page."""
        if self.passage is not None:
            self._put(self.passage.text)
        elif self._data:
            self._desk.runner.call(page_words, self._data, page).then(self._put)

    def _put(self, words: str) -> None:
        if words.strip():
            QGuiApplication.clipboard().setText(words)
        self._desk.say("Copied the text" if words.strip() else "This page has no text to copy", False)

    def _ask(self) -> None:
        """One question at a time; the answer asks again when the mouse has moved on."""
        if self._from is not None and self._to is not None and not self._is_asking:
            self._is_asking = True
            to, self._to = self._to, None
            job = self._desk.runner.call(words_between, self._data, self._from[0], self._from[1], to)
            job.then(self._take).otherwise(self._ask_no_more)

    def _take(self, passage: Passage) -> None:
        self._is_asking = False
        if passage.text and self._from is not None and passage.page == self._from[0]:
            self.passage = passage
            self.changed.emit()
        self._ask()

    def _ask_no_more(self) -> None:
        self._is_asking = False


def _whole_page(data: bytes, page: int, size: Place) -> Passage:
    """On the worker: the words of a page as one passage that covers it."""
    words = page_words(data, page)
    return Passage(page, words, (Box(0, 0, *size),) if words.strip() else ())
