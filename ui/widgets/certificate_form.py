"""The template of a certificate as a form: its design and colors, its words, the facts it shows, and its pictures."""

from PySide6.QtWidgets import QComboBox

from coordinator.rules.template_placeholders import PLACEHOLDERS
from coordinator.rules.templates import (
    Border,
    CertificateTemplate,
    CertificateWording,
    Design,
    DocumentTemplate,
    Ornament,
)
from coordinator.rules.vocabulary import TemplateKind
from ui.desk import Desk
from ui.models.template_words import BORDERS, CERTIFICATE_TEXTS, ORNAMENTS
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.widgets.template_colors import ColorsEditor
from ui.widgets.template_designs import DesignCards, shipped_like
from ui.widgets.template_facts import FactsEditor
from ui.widgets.template_form import TemplateForm
from ui.widgets.template_texts import MastheadEditor, TextsEditor


class CertificateForm(TemplateForm):
    """`designs`, `border`, `ornament`, `colors`; `masthead` and `wording`; `facts`; `pictures`; `page`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, TemplateKind.CERTIFICATE)
        placeholders = PLACEHOLDERS[TemplateKind.CERTIFICATE]
        self.designs = DesignCards(desk)
        self.border, self.ornament = combo("Border"), combo("Ornament")
        _fill(self.border, BORDERS)
        _fill(self.ornament, ORNAMENTS)
        self.colors = ColorsEditor()
        self.masthead = MastheadEditor(placeholders)
        texts = ((name, caption, False) for name, caption in CERTIFICATE_TEXTS.items())
        self.wording = TextsEditor("wording", texts, placeholders)
        self.facts = FactsEditor(placeholders)
        frame = Form()
        frame.row("&Border", self.border)
        frame.row("&Ornament", self.ornament)
        self.add_page("Design", ("", self.designs), ("Frame", frame), ("Colors", self.colors), ("Paper", self.page))
        self.add_page("Wording", ("Masthead", self.masthead), ("From top to bottom", self.wording))
        self.add_page("Facts", ("Shown in this order, those that are known", self.facts))
        self.add_page("Pictures", ("PNG or JPEG, 300 KB at the most", self.pictures))
        self.designs.chosen.connect(self._on_design)
        for box in (self.border, self.ornament):
            box.currentIndexChanged.connect(self.changed)

    @property
    def template(self) -> CertificateTemplate:
        return CertificateTemplate(
            design=self.designs.design,
            masthead=self.masthead.lines,
            wording=CertificateWording(**self.wording.texts),
            facts=self.facts.facts,
            border=Border(self.border.currentData()),
            ornament=Ornament(self.ornament.currentData()),
            colors=self.colors.colors,
            paper=self.page.chosen,
            has_code=self.page.code.isChecked(),
        )

    def show_template(self, template: DocumentTemplate) -> None:
        assert isinstance(template, CertificateTemplate)
        self.designs.set_design(template.design)
        self._show_look(template)
        self.masthead.set_lines(template.masthead)
        for name in CERTIFICATE_TEXTS:
            self.wording.set_text(name, getattr(template.wording, name))
        self.facts.set_facts(template.facts)
        self.page.show_page(template.paper, template.has_code)

    def _show_look(self, template: CertificateTemplate) -> None:
        self.border.setCurrentIndex(self.border.findData(template.border))
        self.ornament.setCurrentIndex(self.ornament.findData(template.ornament))
        self.colors.set_colors(template.colors)

    def _on_design(self, before: Design) -> None:
        """Frame and colors as they are shipped with the design, unless the user chose others for the one before."""
        was, now = shipped_like(before), self.template
        if (was.border, was.ornament, was.colors) == (now.border, now.ornament, now.colors):
            self._show_look(shipped_like(now.design))
        self.changed.emit()


def _fill(box: QComboBox, words: dict[Border, str] | dict[Ornament, str]) -> None:
    for value, said in words.items():
        box.addItem(said, value)
