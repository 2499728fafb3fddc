"""The template of a letter as a form: its words and clauses, those to an alternate, its colors and its pictures."""

from collections.abc import Sequence

from coordinator.rules.template_placeholders import PLACEHOLDERS, Placeholder
from coordinator.rules.templates import DocumentTemplate, LetterTemplate, LetterWording
from coordinator.rules.vocabulary import TemplateKind
from ui.desk import Desk
from ui.widgets.clauses_editor import ClausesEditor
from ui.widgets.template_colors import ColorsEditor
from ui.widgets.template_form import TemplateForm
from ui.widgets.template_texts import MastheadEditor, TextsEditor

_TEXTS = (("subject", "Subject", False), ("opening", "Opening", True), ("acknowledgment", "Acknowledgment", True))


class WordingParts:
    """The parts in which one wording of a letter is typed."""

    def __init__(self, prefix: str, placeholders: Sequence[Placeholder]) -> None:
        self.texts = TextsEditor(prefix, _TEXTS, placeholders)
        self.clauses = ClausesEditor(prefix, placeholders)

    @property
    def wording(self) -> LetterWording:
        said = self.texts.texts
        return LetterWording(said["subject"], said["opening"], self.clauses.clauses, said["acknowledgment"])

    def show(self, wording: LetterWording) -> None:
        for name, _, _ in _TEXTS:
            self.texts.set_text(name, getattr(wording, name))
        self.clauses.set_clauses(wording.clauses)


class LetterForm(TemplateForm):
    """`words` and, of a letter of non-selection, `alternate`; `masthead`, `colors`, `pictures`, `page`."""

    def __init__(self, desk: Desk, kind: TemplateKind) -> None:
        super().__init__(desk, kind)
        placeholders = PLACEHOLDERS[kind]
        self.masthead = MastheadEditor(placeholders)
        self.colors = ColorsEditor()
        self.words = WordingParts("wording", placeholders)
        has_alternate = kind is TemplateKind.NON_SELECTION
        self.alternate = WordingParts("alternate", placeholders) if has_alternate else None
        self.add_page("Wording", ("", self.words.texts))
        self.add_page("Clauses", ("", self.words.clauses))
        if self.alternate is not None:
            self.add_page("To an alternate", ("", self.alternate.texts), ("Clauses", self.alternate.clauses))
        self.add_page("Design", ("Masthead", self.masthead), ("Colors", self.colors), ("Paper", self.page))
        self.add_page("Pictures", ("PNG or JPEG, 300 KB at the most", self.pictures))

    @property
    def is_on_alternate(self) -> bool:
        """Whether the words to an alternate are looked at."""
        return self.alternate is not None and self.tabs.currentIndex() == 2

    @property
    def template(self) -> LetterTemplate:
        return LetterTemplate(
            wording=self.words.wording,
            alternate=self.alternate.wording if self.alternate else None,
            masthead=self.masthead.lines,
            colors=self.colors.colors,
            paper=self.page.chosen,
            has_code=self.page.code.isChecked(),
        )

    def show_template(self, template: DocumentTemplate) -> None:
        assert isinstance(template, LetterTemplate)
        self.words.show(template.wording)
        if self.alternate is not None:
            self.alternate.show(template.alternate or template.wording)
        self.masthead.set_lines(template.masthead)
        self.colors.set_colors(template.colors)
        self.page.show_page(template.paper, template.has_code)
