"""A template as a form: its parts on pages behind tabs, each of which says how much is to mend on it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coordinator.rules.template_checks import TemplateProblem
from coordinator.rules.templates import CODED, DocumentTemplate, Paper, slots_of
from coordinator.rules.vocabulary import TemplateKind
from ui import style
from ui.desk import Desk
from ui.models.template_words import PAPERS
from ui.widgets.basics import label
from ui.widgets.combo import combo
from ui.widgets.template_images import ImagesEditor
from ui.widgets.template_part import TemplatePart


class PageEditor(TemplatePart):
    """`paper`, and `code` where documents of this kind can have one."""

    def __init__(self, kind: TemplateKind) -> None:
        super().__init__()
        self.paper = combo("Paper")
        for paper, words in PAPERS.items():
            self.paper.addItem(words, paper)
        self.code = QCheckBox("QR code that proves it without a network")
        self.code.setVisible(kind in CODED)
        self.paper.currentIndexChanged.connect(self.changed)
        self.code.toggled.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.paper)
        column.addWidget(self.code)

    def show_page(self, paper: Paper, has_code: bool) -> None:
        self.paper.setCurrentIndex(self.paper.findData(paper))
        self.code.setChecked(has_code)

    @property
    def chosen(self) -> Paper:
        return Paper(self.paper.currentData())


class TemplateForm(QWidget):
    """`template` and `images` are what the form says. `changed` comes with every key, `turned` with another page."""

    changed = Signal()
    turned = Signal()

    def __init__(self, desk: Desk, kind: TemplateKind) -> None:
        super().__init__()
        self.kind = kind
        self.page = PageEditor(kind)
        self.pictures = ImagesEditor(desk, slots_of(kind))
        self._parts: list[tuple[int, TemplatePart]] = []
        self._titles: list[str] = []
        self._problems: Sequence[TemplateProblem] = ()
        self.tabs, self._stack = QTabBar(), QStackedWidget()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Parts of the template")
        self.tabs.currentChanged.connect(self._turn)
        desk.look.changed.connect(self._mark)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)

    @property
    def template(self) -> DocumentTemplate:
        raise NotImplementedError

    def show_template(self, template: DocumentTemplate) -> None:
        raise NotImplementedError

    @property
    def images(self) -> dict[str, bytes]:
        return self.pictures.images

    def show_content(self, template: DocumentTemplate, images: Mapping[str, bytes]) -> None:
        """What is edited from now on."""
        self.show_template(template)
        self.pictures.set_images(images)

    # pages

    def add_page(self, title: str, *sections: tuple[str, QWidget]) -> None:
        """A page of parts, each under a heading where it has one."""
        content = QWidget()
        content.setProperty("kind", "plain")
        column = QVBoxLayout(content)
        column.setContentsMargins(2, 4, 12, 12)
        column.setSpacing(6)
        for number, (heading, part) in enumerate(sections):
            if heading:
                column.addSpacing(12 if number else 0)
                column.addWidget(label(heading.upper(), "section"))
            column.addWidget(part)
            if isinstance(part, TemplatePart):
                self._parts.append((self.tabs.count(), part))
                part.changed.connect(self.changed)
        column.addStretch(1)
        self._stack.addWidget(_scrolled(content, title))
        self._titles.append(title)
        self.tabs.addTab(title)

    def _turn(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self.turned.emit()

    # what is wrong

    def show_problems(self, problems: Sequence[TemplateProblem]) -> None:
        """Each at its place; the tabs say how many there are behind them."""
        self._problems = problems
        found = {problem.path: problem.sentence for problem in reversed(problems)}
        for _, part in self._parts:
            part.show_problems(found)
        self._mark()

    def go_to(self, path: str) -> None:
        """The keyboard to the place; nowhere when it is in no part."""
        for page, part in self._parts:
            if part.has(path):
                self.tabs.setCurrentIndex(page)
                part.go_to(path)
                return

    def _mark(self) -> None:
        sign = style.icon("circle-alert", style.current().bad)
        for page, title in enumerate(self._titles):
            parts = [part for at, part in self._parts if at == page]
            wrong = sum(1 for problem in self._problems if any(part.has(problem.path) for part in parts))
            self.tabs.setTabText(page, f"{title} ({wrong})" if wrong else title)
            self.tabs.setTabIcon(page, sign if wrong else QIcon())


def _scrolled(content: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    return area
