"""The list of templates: edited, looked at version by version, chosen, named, archived, and handed on as files."""

import json
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coordinator.rules.shipped_templates import CLASSIC, shipped_templates
from coordinator.rules.templates import Slot
from coordinator.rules.vocabulary import Area, TemplateKind
from coordinator.services.certificates import issue_certificates
from coordinator.services.templates import choose_template, save_template
from coordinator.services.workspace import Workspace
from coordinator.views.issued_papers import issued_papers
from coordinator.views.templates import template_content, template_in_use
from tests import builders
from tests.documents.pictures import a_picture
from tests.documents.reading import all_text
from tests.ui.documents_desk import Answers, a_desk, settled, some_answers  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.template_dialog import TemplateDialog
from ui.dialogs.template_name_dialogs import ImportTemplateDialog, RenameTemplateDialog
from ui.widgets.certificate_form import CertificateForm
from ui.widgets.templates_panel import TemplatesPanel

KIND = TemplateKind.CERTIFICATE


class Ground(QWidget):
    """A page with nothing but the templates: they reload when something was changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.panel = TemplatesPanel(desk, self)
        QVBoxLayout(self).addWidget(self.panel)
        desk.runner.changed.connect(self._on_changed)

    def _on_changed(self, _areas: Area) -> None:
        self.panel.reload()


def panel_of(qtbot: QtBot, desk: Desk) -> TemplatesPanel:
    ground = Ground(desk)
    qtbot.addWidget(ground)
    ground.resize(1040, 560)
    ground.show()
    ground.panel.set_active(True)
    ground.panel.reload()
    settled(qtbot, desk)
    return ground.panel


def choose(qtbot: QtBot, desk: Desk, panel: TemplatesPanel, name: str, kind: TemplateKind = KIND) -> None:
    panel.open(("named", (kind, name)))
    settled(qtbot, desk)
    assert panel.row is not None
    assert panel.row.name == name


def names(panel: TemplatesPanel) -> list[str]:
    return [line.row.name for line in panel.grid.rows_model.rows]


def page_text(panel: TemplatesPanel) -> str:
    return all_text(panel.pane.preview.paper.data)


def test_a_template_is_edited_from_the_list_and_an_older_version_restored(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers
) -> None:
    first, _ = workspace.change(save_template, KIND, "Classic", CLASSIC, {"seal": a_picture()})
    workspace.change(choose_template, KIND, "Classic")
    panel = panel_of(qtbot, desk)
    pane = panel.pane
    assert (pane.heading.text(), pane.standing.text()) == ("Classic", "New documents are made with it")
    assert (pane.facts.text(), pane.pictures.text()) == (
        "Certificate · Version 1 · nothing issued with it", "Pictures: Seal",
    )  # fmt: skip
    assert "Certificate of Completion" in page_text(panel)
    assert pane.restore.isHidden()
    QTest.keyClick(panel.grid, Qt.Key.Key_Return)
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, TemplateDialog)
    assert isinstance(dialog.form, CertificateForm)
    title = dialog.form.wording.fields["title"].field
    title.selectAll()
    QTest.keyClicks(title, "Proof of Training")
    dialog.form.pictures.slots[Slot.SEAL].remove.click()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk)
    dialog.reject()
    settled(qtbot, desk)
    assert panel.dialog is None
    assert "Proof of Training" in page_text(panel)
    assert [pane.versions.itemText(k)[:9] for k in range(pane.versions.count())] == ["Version 2", "Version 1"]
    QTest.keyClick(pane.versions, Qt.Key.Key_Down)
    settled(qtbot, desk)
    assert (pane.version_id, pane.is_newest) == (first, False)
    assert "Certificate of Completion" in page_text(panel)
    pane.restore.click()
    settled(qtbot, desk)
    assert panel.row is not None
    assert [version.number for version in panel.row.versions] == [3, 2, 1]
    assert pane.is_newest
    assert "Certificate of Completion" in page_text(panel)
    assert answers.said == ["Saved Classic as version 2", "Restored version 1 of “Classic” as its newest"]


def test_the_next_certificate_is_made_with_the_design_that_was_chosen(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers
) -> None:
    builders.selected(workspace)
    builders.attended(workspace)
    panel = panel_of(qtbot, desk)
    assert [chip.text() for chip in panel.chips.findChildren(QPushButton)] == [
        "All  12", "In use  10", "Certificates  3", "Letters  9", "Archived  0",
    ]  # fmt: skip
    panel.open("certificates")
    assert names(panel) == ["Classic", "Formal", "Modern"]
    assert not panel.verbs.use.isEnabled()
    choose(qtbot, desk, panel, "Modern")
    assert "Awarded to" in page_text(panel)
    panel.verbs.use.trigger()
    settled(qtbot, desk)
    assert panel.row is not None
    assert (panel.row.name, panel.row.is_chosen, panel.row.id > 0) == ("Modern", True, True)
    assert answers.said == ["Chose the template “Modern” for new documents"]
    workspace.change(issue_certificates, 1)
    assert {paper.template for paper in workspace.read(issued_papers)} == {"Modern, version 1"}
    panel.reload()
    settled(qtbot, desk)
    assert panel.pane.facts.text() == "Certificate · Version 1 · 5 documents issued with it"
    assert panel.pane.versions.currentText().endswith("5 issued")
    choose(qtbot, desk, panel, "Formal")
    panel.verbs.use.trigger()
    settled(qtbot, desk)
    assert workspace.read(template_in_use, KIND).name == "Formal"
    desk.runner.undo()
    settled(qtbot, desk)
    assert workspace.read(template_in_use, KIND).name == "Modern"


def test_a_template_goes_out_as_a_file_and_comes_in_the_same(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers, tmp_path: Path
) -> None:
    shipped = shipped_templates(TemplateKind.RETURN)["Standard"]
    panel = panel_of(qtbot, desk)
    choose(qtbot, desk, panel, "Standard", TemplateKind.RETURN)
    assert panel.row is not None
    assert panel.row.id == 0
    panel.verbs.export.trigger()
    settled(qtbot, desk)
    answers.file = tmp_path / "out" / "Return Standard.template.json"
    assert answers.said == ["Exported the template to Return Standard.template.json"]
    panel.import_button.click()
    dialog = panel.dialog
    assert isinstance(dialog, ImportTemplateDialog)
    assert unnamed(dialog) == []
    with qtbot.waitSignal(desk.runner.refused) as refusal:
        dialog.go.click()
    settled(qtbot, desk)
    assert refusal.args == ["There is already a template named “Standard”. Import it under another name."]
    assert (dialog.isVisible(), dialog.go.isEnabled()) == (True, True)
    QTest.keyClicks(dialog.name, "From <b>headquarters</b>")
    dialog.go.click()
    settled(qtbot, desk)
    assert panel.row is not None
    assert (panel.row.kind, panel.row.name) == (TemplateKind.RETURN, "From <b>headquarters</b>")
    assert panel.pane.heading.text() == "From <b>headquarters</b>"
    assert panel.pane.heading.textFormat() is Qt.TextFormat.PlainText
    content = workspace.read(template_content, TemplateKind.RETURN, "From <b>headquarters</b>")
    assert (content.template, content.images) == (shipped, {})
    panel.verbs.export.trigger()  # the name of a file is none of a path
    settled(qtbot, desk)
    assert answers.said[-1] == "Exported the template to Return From _b_headquarters__b_.template.json"
    plain = json.loads(answers.file.read_text("utf-8"))
    answers.file.write_text(json.dumps(plain | {"name": "Another"}), "utf-8")
    panel.verbs.take_in.trigger()
    with qtbot.waitSignal(desk.runner.refused) as refusal:
        assert panel.dialog is not None
        panel.dialog.submit()
    assert "changed or damaged after it was written" in str(refusal.args)
    panel.dialog.reject()


def test_templates_are_named_archived_and_restored_as_shipped(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers
) -> None:
    panel = panel_of(qtbot, desk)
    panel.verbs.rename.trigger()
    dialog = panel.dialog
    assert isinstance(dialog, RenameTemplateDialog)
    dialog.name.setText("modern")
    assert (dialog.go.isEnabled(), dialog.notice.text()) == (False, "There is already a template named “modern”.")
    QTest.keyClick(dialog.name, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.name, "House")
    assert unnamed(dialog) == []
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    settled(qtbot, desk)
    assert panel.row is not None
    assert (panel.row.name, panel.row.is_chosen) == ("House", True)  # a shipped one that was in use stays so
    assert not panel.verbs.archive.isEnabled()
    choose(qtbot, desk, panel, "Classic")
    panel.verbs.archive.trigger()
    settled(qtbot, desk)
    assert "Classic" not in names(panel)
    panel.open("archived")
    settled(qtbot, desk)
    choose(qtbot, desk, panel, "Classic")
    assert panel.pane.standing.text().startswith("Archived ")
    verbs = panel.verbs
    assert [verb.isEnabled() for verb in (verbs.edit, verbs.use, verbs.shipped, verbs.copy, verbs.unarchive)] == [
        False, False, False, True, True,
    ]  # fmt: skip
    panel.verbs.unarchive.trigger()
    settled(qtbot, desk)
    assert names(panel) == []
    choose(qtbot, desk, panel, "Classic")
    assert panel.chips.key == "all"
    verbs.shipped.trigger()
    settled(qtbot, desk)
    workspace.change(save_template, KIND, "Classic", replace(CLASSIC, has_code=False), {})
    panel.reload()
    settled(qtbot, desk)
    verbs.shipped.trigger()
    settled(qtbot, desk)
    assert workspace.read(template_content, KIND, "Classic").template == CLASSIC
    desk.runner.undo()
    settled(qtbot, desk)
    assert workspace.read(template_content, KIND, "Classic").number == 2
    assert answers.said == [
        "Renamed the template to “House”",
        "Archived the template “Classic”",
        "Took the template “Classic” from the archive",
        "“Classic” says what is shipped already",
        "Restored “Classic” as it is shipped",
    ]


def test_a_new_template_is_made_from_another_and_found_again(
    qtbot: QtBot, desk: Desk, workspace: Workspace, answers: Answers
) -> None:
    panel = panel_of(qtbot, desk)
    assert unnamed(panel) == []
    choose(qtbot, desk, panel, "Formal")
    panel.verbs.copy.trigger()
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, TemplateDialog)
    assert dialog.name.text() == "Formal copy"
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk)
    dialog.reject()
    settled(qtbot, desk)
    assert panel.row is not None
    assert (panel.row.name, panel.row.is_shipped) == ("Formal copy", False)
    own = panel.row.id
    panel.open("letters")
    assert "Formal copy" not in names(panel)
    panel.open(("template", own))
    settled(qtbot, desk)
    assert (panel.row.name, panel.chips.key) == ("Formal copy", "all")
    panel.search("formal")
    assert names(panel) == ["Formal", "Formal copy"]
    panel.search("")
    panel.open("used")
    assert len(names(panel)) == 10
    panel.set_active(False)
    assert not any(action.isEnabled() for action in (panel.verbs.take_in, panel.verbs.edit, panel.verbs.export))
