"""The document that a template makes, while the template is typed: for an example person, or one with a long name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.errors import CoordinatorError
from coordinator.rules.templates import DocumentTemplate
from coordinator.rules.vocabulary import TemplateKind
from coordinator.services.template_preview import Example, preview_template
from coordinator.views.settings import unit_settings
from ui.desk import Desk
from ui.models.page_layout import Fit
from ui.widgets.basics import label
from ui.widgets.combo import combo
from ui.widgets.page_preview import MOST_PAGES, PagePreview
from ui.wording import count

SHORT, LONG = "Example person", "Long foreign name"
SIZES = (("Whole page", Fit.PAGE), ("Full width", Fit.WIDTH), ("100 %", Fit.FREE))


@dataclass(frozen=True, slots=True)
class Asked:
    """A template to draw, and for whom."""

    kind: TemplateKind
    template: DocumentTemplate
    images: Mapping[str, bytes]
    is_long: bool = False
    is_alternate: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The PDF, or why it cannot be made."""

    asked: Asked
    data: bytes
    problem: str = ""


class TemplatePreview(QWidget):
    """`show_template` draws it off the window's thread; of several only the newest is shown, in `paper`.

    `bar` has for whom, and how large. `answered` carries why it cannot be drawn, or nothing; the last one that could
    stays in view.
    """

    answered = Signal(str)

    def __init__(self, desk: Desk, name: str = "Preview of the template") -> None:
        super().__init__()
        self._desk = desk
        self._asked: Asked | None = None
        self._is_alternate = self._is_sized = False
        self.person, self.sizes = combo("Preview with"), combo("Size of the page")
        self.person.addItems([SHORT, LONG])
        for text, fit in SIZES:
            self.sizes.addItem(text, fit)
        self.pages = label("", "secondary")
        self.paper = PagePreview(desk, name)
        self.person.currentIndexChanged.connect(self._ask_anew)
        self.sizes.activated.connect(self._on_size)
        self.paper.drawn.connect(self._tell)
        self._lay_out()

    def _lay_out(self) -> None:
        self.bar = QWidget()
        bar = QHBoxLayout(self.bar)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(8)
        bar.addWidget(self.person)
        bar.addWidget(self.sizes)
        bar.addStretch(1)
        bar.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.paper, 1)

    def show_template(self, kind: TemplateKind, template: DocumentTemplate, images: Mapping[str, bytes]) -> None:
        """Until a size was chosen a certificate is seen as a whole, and a letter over the full width."""
        if not self._is_sized:
            self._fit(Fit.PAGE if kind is TemplateKind.CERTIFICATE else Fit.WIDTH)
        self._ask(Asked(kind, template, images))

    def show_alternate(self, is_alternate: bool) -> None:
        """A letter of non-selection as an alternate gets it, or as the others do."""
        if is_alternate != self._is_alternate:
            self._is_alternate = is_alternate
            self._ask_anew()

    def clear(self, sentence: str) -> None:
        """A sentence in its place."""
        self._asked = None
        self.paper.say(sentence)
        self.pages.setText("")

    def _ask_anew(self) -> None:
        if self._asked is not None:
            self._ask(self._asked)

    def _ask(self, asked: Asked) -> None:
        is_long = self.person.currentText() == LONG
        self._asked = Asked(asked.kind, asked.template, asked.images, is_long, self._is_alternate)
        self._desk.runner.read(_drawn, self._asked).then(self._take)

    def _take(self, answer: Answer) -> None:
        if answer.asked is self._asked:
            if not answer.problem:
                self.paper.show_pdf(answer.data)
            self.answered.emit(answer.problem)

    def _on_size(self) -> None:
        self._is_sized = True
        self.paper.set_fit(Fit(self.sizes.currentData()))

    def _fit(self, fit: Fit) -> None:
        self.sizes.setCurrentIndex(self.sizes.findData(fit))
        if self.paper.fit is not fit:
            self.paper.set_fit(fit)

    def _tell(self) -> None:
        pages = self.paper.pages
        more = f", the first {MOST_PAGES} shown" if pages > MOST_PAGES else ""
        self.pages.setText(f"{count(pages, 'page', 'pages')}{more}")


def _drawn(session: Any, asked: Asked) -> Answer:
    """On the worker: with the unit and the signatory as they are on record."""
    example = Example(unit_settings(session), asked.is_long, asked.is_alternate)
    try:
        return Answer(asked, preview_template(asked.kind, asked.template, asked.images, example))
    except CoordinatorError as error:
        return Answer(asked, b"", str(error))
