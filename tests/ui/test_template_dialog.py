"""The editor of a template: typed with the keyboard, followed by its preview, saved as versions, never lost unasked."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.shipped_templates import FORMAL, shipped_templates
from coordinator.rules.templates import CertificateTemplate, Design, LetterTemplate
from coordinator.rules.vocabulary import TemplateKind
from coordinator.services.settings import change_settings
from coordinator.services.templates import archive_template, choose_template, save_template
from coordinator.services.workspace import Workspace
from coordinator.views.templates import TemplateContent, template_content
from tests.documents.pictures import a_picture
from tests.documents.reading import all_text
from tests.ui.documents_desk import Answers, a_desk, settled  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.template_dialog import TemplateDialog
from ui.widgets.certificate_form import CertificateForm
from ui.widgets.letter_form import LetterForm

CERTIFICATE, SELECTION = TemplateKind.CERTIFICATE, TemplateKind.SELECTION
ALT_DOWN = Qt.KeyboardModifier.AltModifier


@dataclass
class Wary(Answers):
    """Says no where asked whether something may be thrown away, until told otherwise."""

    is_sure: bool = False

    def confirm(self, parent: QWidget, title: str, sentence: str, action: str) -> bool:
        super().confirm(parent, title, sentence, action)
        return self.is_sure


@pytest.fixture
def answers() -> Wary:
    return Wary()


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """A window for the dialog to belong to."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made


def edited(qtbot: QtBot, desk: Desk, ground: QWidget, content: TemplateContent, **how: object) -> TemplateDialog:
    dialog = TemplateDialog(desk, ground, content, **how)  # type: ignore[arg-type]  # is_new and taken
    dialog.done_with.connect(desk.say)
    dialog.open()
    followed(qtbot, desk, dialog)
    return dialog


def followed(qtbot: QtBot, desk: Desk, dialog: TemplateDialog) -> str:
    """What the preview says when it has come after what was typed."""
    if dialog._timer.isActive():
        dialog._follow()
    settled(qtbot, desk)
    return all_text(dialog.preview.paper.data)


def save(dialog: TemplateDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_typed_wording_is_followed_by_the_preview_and_saved_as_a_version(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Wary, ground: QWidget
) -> None:
    workspace.change(change_settings, {"signatory_name": "Maribel <b>T.</b> Vance"})
    workspace.change(choose_template, CERTIFICATE, "Classic")
    dialog = edited(qtbot, desk, ground, workspace.read(template_content, CERTIFICATE, "Classic"))
    form = dialog.form
    assert isinstance(form, CertificateForm)
    assert (dialog.facts.text(), dialog.standing.text()) == ("Certificate · Version 1", "Nothing was changed yet.")
    assert "Maribel <b>T.</b> Vance" in all_text(dialog.preview.paper.data)  # markup is text
    dialog.form.tabs.setFocus()
    QTest.keyClick(dialog.form.tabs, Qt.Key.Key_Right)
    title = form.wording.fields["title"]
    title.field.setFocus()
    QTest.keyClick(title.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(title.field, "Record of <i>Attendance</i>")
    qtbot.waitUntil(lambda: "Record of <i>Attendance</i>" in all_text(dialog.preview.paper.data))
    dialog.preview.person.setCurrentIndex(1)
    assert "Þórsdóttir" in followed(qtbot, desk, dialog)
    assert dialog.standing.text() == "Not saved yet. Ctrl+S saves it as version 2."
    save(dialog)
    settled(qtbot, desk)
    saved = workspace.read(template_content, CERTIFICATE, "Classic")
    assert isinstance(saved.template, CertificateTemplate)
    assert (saved.number, saved.template.wording.title) == (2, "Record of <i>Attendance</i>")
    assert (dialog.standing.text(), dialog.go.isEnabled()) == ("Saved as version 2", False)
    dialog.reject()
    assert not dialog.isVisible()
    assert (answers.asked, answers.said) == ([], ["Saved Classic as version 2"])


def test_a_wrong_placeholder_stops_the_save_and_takes_the_keyboard_there(
    qtbot: QtBot, desk: Desk, workspace: Workspace, ground: QWidget
) -> None:
    workspace.change(choose_template, SELECTION, "Standard")
    dialog = edited(qtbot, desk, ground, workspace.read(template_content, SELECTION, "Standard"))
    form = dialog.form
    assert isinstance(form, LetterForm)
    before = dialog.preview.paper.data
    subject = form.words.texts.fields["subject"]
    QTest.keyClick(subject.field, Qt.Key.Key_End)
    QTest.keyClicks(subject.field, " for {nobody}")
    form.tabs.setCurrentIndex(2)
    form.tabs.setFocus()
    save(dialog)
    settled(qtbot, desk)
    sentence = "Subject: {nobody} stands for nothing. Choose one from the list, or double the braces to print them."
    assert dialog.standing.text() == subject.problem.sentence.text() == sentence
    assert subject.field.accessibleDescription() == dialog.go.accessibleDescription() == sentence
    assert (form.tabs.currentIndex(), form.tabs.tabText(0)) == (0, "Wording (1)")
    assert dialog.focusWidget() is subject.field
    assert not dialog.go.isEnabled()
    assert dialog.preview.paper.data is before
    assert workspace.read(template_content, SELECTION, "Standard").number == 1
    menu = subject.menu()
    inserted = next(action for action in menu.actions() if action.data() == "service")
    assert inserted.text().endswith("\t{service}")
    subject.field.selectAll()
    inserted.trigger()
    menu.deleteLater()
    assert subject.text == "{service}"
    followed(qtbot, desk, dialog)
    assert (form.tabs.tabText(0), dialog.go.isEnabled()) == ("Wording", True)
    save(dialog)
    settled(qtbot, desk)
    saved = workspace.read(template_content, SELECTION, "Standard").template
    assert isinstance(saved, LetterTemplate)
    assert saved.wording.subject == "{service}"


def test_a_design_brings_its_own_frame_and_colors_and_facts_are_put_in_order(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Wary, ground: QWidget, tmp_path: Path
) -> None:
    dialog = edited(qtbot, desk, ground, workspace.read(template_content, CERTIFICATE, "Classic"))
    form = dialog.form
    assert isinstance(form, CertificateForm)
    assert dialog.facts.text() == "Certificate · As shipped"
    form.designs.cards[Design.FORMAL].setFocus()
    QTest.keyClick(form.designs.cards[Design.FORMAL], Qt.Key.Key_Space)
    assert (form.template.border, form.template.colors) == (FORMAL.border, FORMAL.colors)
    accent = form.colors.choosers["accent"]
    accent.field.setText("#ffee88")
    followed(qtbot, desk, dialog)
    assert accent.words.text().endswith("too light to be read")
    assert not dialog.go.isEnabled()
    accent.swatches[0].click()
    first = form.facts.lines[0]
    QTest.keyClick(first.box, Qt.Key.Key_Down, ALT_DOWN)
    answers.file = tmp_path / "seal.gif"
    answers.file.write_bytes(b"GIF89a")
    form.tabs.setCurrentIndex(3)
    slots = {slot.value: each for slot, each in form.pictures.slots.items()}
    slots["seal"].choose.click()
    settled(qtbot, desk)
    assert "no PNG or JPEG" in slots["seal"].problem.sentence.text()
    answers.file = tmp_path / "seal.png"
    answers.file.write_bytes(a_picture())
    slots["seal"].choose.click()
    settled(qtbot, desk)
    assert slots["seal"].problem.isHidden()
    save(dialog)
    settled(qtbot, desk)
    saved = workspace.read(template_content, CERTIFICATE, "Classic")
    assert isinstance(saved.template, CertificateTemplate)
    assert (saved.number, saved.template.design, saved.images) == (1, Design.FORMAL, {"seal": a_picture()})
    shipped = shipped_templates(CERTIFICATE)["Classic"]
    assert isinstance(shipped, CertificateTemplate)
    assert saved.template.facts[:2] == (shipped.facts[1], shipped.facts[0])
    assert unnamed(dialog) == []


def test_changes_are_thrown_away_only_when_asked_and_a_refusal_leaves_them(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Wary, ground: QWidget
) -> None:
    workspace.change(save_template, SELECTION, "Ours", shipped_templates(SELECTION)["Standard"], {})
    dialog = edited(qtbot, desk, ground, workspace.read(template_content, SELECTION, "Ours"))
    form = dialog.form
    assert isinstance(form, LetterForm)
    QTest.keyClicks(form.words.texts.fields["opening"].field, "Good morning. ")
    workspace.change(archive_template, SELECTION, "Ours")  # by somebody else, meanwhile
    with qtbot.waitSignal(desk.runner.refused) as refusal:
        save(dialog)
    settled(qtbot, desk)
    assert "is archived" in str(refusal.args)
    assert (dialog.isVisible(), dialog.go.isEnabled()) == (True, True)
    assert form.words.texts.fields["opening"].text.startswith("Good morning. ")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    answers.is_sure = True
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert answers.asked == 2 * ["Throw away the changes of “Ours”?"]
    assert workspace.read(template_content, SELECTION, "Ours").number == 1


def test_a_new_template_needs_a_name_that_is_free(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Wary, ground: QWidget
) -> None:
    content = workspace.read(template_content, CERTIFICATE, "Modern")
    dialog = edited(qtbot, desk, ground, content, is_new=True, taken=["Classic", "Modern", "Modern copy"])
    assert dialog.focusWidget() is dialog.name
    assert dialog.standing.text() == "There is already a template named “Modern copy”. Choose another name."
    dialog.form.tabs.setFocus()
    dialog.show_place.click()
    assert dialog.focusWidget() is dialog.name
    dialog.name.clear()
    assert dialog.standing.text() == "A template needs a name."
    QTest.keyClicks(dialog.name, "For the  academy")
    assert unnamed(dialog) == []
    save(dialog)
    settled(qtbot, desk)
    assert workspace.read(template_content, CERTIFICATE, "For the academy").template == content.template
    assert (dialog.saved_name, dialog.heading.text()) == ("For the academy", "For the academy")
    dialog.reject()
    assert answers.said == ["Saved For the academy as version 1"]
