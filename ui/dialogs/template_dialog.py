"""Edits a template of certificates or letters, and shows beside it the document that it makes, key by key."""

from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from coordinator.rules.template_checks import TemplateProblem, check_template
from coordinator.rules.templates import DocumentTemplate
from coordinator.rules.vocabulary import TemplateKind
from coordinator.services.templates import LONGEST_NAME, save_template
from coordinator.views.templates import TemplateContent, template_content
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.template_words import kind_word, version_words
from ui.widgets.basics import Card, Icon, button, label, set_property, wrapped
from ui.widgets.certificate_form import CertificateForm
from ui.widgets.form import Form
from ui.widgets.letter_form import LetterForm
from ui.widgets.template_form import TemplateForm
from ui.widgets.template_preview import TemplatePreview
from ui.wording import count

PAUSE = 150  # milliseconds after the last key
NAME = "name"
ROOMY, LEAST = QSize(1320, 860), QSize(900, 560)
_NAMED = 560  # pixels; no name is longer
_MARGIN = QSize(40, 40)  # of the window around the dialog


class Said(NamedTuple):
    """What the form says at one moment."""

    template: DocumentTemplate
    images: dict[str, bytes]


class TemplateDialog(DialogFrame):
    """`form` is the template, `preview` what it makes, `problems` what is wrong with it; `standing` says how it is.

    Ctrl+S saves a new version and leaves the dialog open. A template that is new has a `name` of its own, which is
    none of those `taken`; `saved_name` is what it is called once it was saved.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        content: TemplateContent,
        *,
        is_new: bool = False,
        taken: Collection[str] = (),
    ) -> None:
        title = f"New template: {kind_word(content.kind)}" if is_new else content.name
        super().__init__(desk, parent, title, "Save")
        self.kind, self._is_new = content.kind, is_new
        self._taken = {name.casefold() for name in taken}
        self._number = 0 if is_new else content.number
        self._sent: Said | None = None
        self._has_saved = False
        self.saved_name = ""
        self.problems: tuple[TemplateProblem, ...] = ()
        self._refusal = ""
        self.form: TemplateForm = (
            CertificateForm(desk) if content.kind is TemplateKind.CERTIFICATE else LetterForm(desk, content.kind)
        )
        self.preview = TemplatePreview(desk, f"Preview of {content.name}")
        self.facts = label("", "secondary")
        self.name = QLineEdit(f"{content.name} copy" if is_new else content.name)
        self._lay_out(parent.window().size())
        self.form.show_content(content.template, content.images)
        self._kept = self.said
        self._start()

    # what it looks like

    def _lay_out(self, around: QSize) -> None:
        self.column.setSpacing(10)
        if self._is_new:
            self.name.setMaxLength(LONGEST_NAME)
            self._named = Form()
            self._named.setMaximumWidth(_NAMED)
            self._named.row("&Name", self.name)
            self.column.addWidget(self._named)
        self.column.addWidget(self.facts)
        self.column.addWidget(self._halves(), 1)
        self._make_standing()
        self.finish_layout()
        self.cancel.setText("Close")
        self.go.setDefault(False)
        self.go.setAutoDefault(False)
        self.go.setToolTip("Ctrl+S")
        self.resize((around - _MARGIN).boundedTo(ROOMY).expandedTo(LEAST))

    def _halves(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for part, margins in ((self.form, (16, 8, 4, 4)), (self.preview, (12, 12, 12, 12))):
            card = Card()
            inside = QVBoxLayout(card)
            inside.setContentsMargins(*margins)
            inside.addWidget(part)
            split.addWidget(card)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([520, 710])
        return split

    def _make_standing(self) -> None:
        """At the left of the buttons: why it cannot be saved, or what was."""
        self._sign = Icon("info", "neutral")
        self.standing = wrapped(label("", "secondary"))
        self.show_place = button("Go there", "link")
        self.show_place.setAutoDefault(False)
        self.show_place.clicked.connect(self.go_to_problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.standing, 1)
        row.addWidget(self.show_place)
        self.buttons.takeAt(0)
        self.buttons.insertLayout(0, row, 1)
        self.buttons.insertSpacing(1, 8)

    def _start(self) -> None:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._follow)
        self.form.changed.connect(self._timer.start)
        self.form.turned.connect(self._turn)
        self.name.textChanged.connect(self._tell)
        self.preview.answered.connect(self._on_answer)
        QShortcut(QKeySequence.StandardKey.Save, self, self._on_save_key)
        self._follow()
        (self.name if self._is_new else self.form.tabs).setFocus()

    # what is shown

    @property
    def said(self) -> Said:
        return Said(self.form.template, self.form.images)

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost."""
        return self.said != self._kept

    def _follow(self) -> None:
        """After the last key: what is wrong, at its place; else the document anew."""
        self._timer.stop()
        said = self.said
        self.problems = check_template(self.kind, said.template)
        self.form.show_problems(self.problems)
        self._refusal = ""
        if not self.problems:
            self.preview.show_template(self.kind, *said)
        self._tell()

    def _on_answer(self, problem: str) -> None:
        """Letters that no typeface has are found when it is drawn."""
        if not self.problems and problem != self._refusal:
            self._refusal = problem
            self._tell()

    def _turn(self) -> None:
        if isinstance(self.form, LetterForm):
            self.preview.show_alternate(self.form.is_on_alternate)

    def _wrong(self) -> tuple[TemplateProblem, ...]:
        """Why it cannot be saved; the preview stays as it was meanwhile."""
        refused = (TemplateProblem("", self._refusal),) if self._refusal else ()
        return (*self._wrong_name(), *self.problems, *refused)

    def _wrong_name(self) -> tuple[TemplateProblem, ...]:
        name = " ".join(self.name.text().split())
        if not self._is_new:
            return ()
        if not name:
            return (TemplateProblem(NAME, "A template needs a name."),)
        if name.casefold() in self._taken:
            return (TemplateProblem(NAME, f"There is already a template named “{name}”. Choose another name."),)
        return ()

    def _tell(self) -> None:
        wrong = self._wrong()
        is_changed = self._is_new or self.is_changed
        self.go.setEnabled(is_changed and not wrong and self._sent is None)
        set_property(self.name, "state", "bad" if self._wrong_name() else "")
        self.show_place.setVisible(bool(wrong) and bool(wrong[0].path))
        self.facts.setText(" · ".join(filter(None, (kind_word(self.kind), version_words(self._number)))))
        self.facts.setVisible(not self._is_new)
        if wrong:
            more = f"{count(len(wrong), 'thing', 'things')} to mend: " if len(wrong) > 1 else ""
            self._stand(f"{more}{wrong[0].sentence}", ("circle-alert", "bad"))
        elif is_changed:
            self._stand(f"Not saved yet. Ctrl+S saves it as version {self._number + 1}.", ("pencil", "accent"))
        elif self._has_saved:
            self._stand(f"Saved as version {self._number}", ("circle-check", "good"))
        else:
            self._stand("Nothing was changed yet.", ("info", "neutral"))

    def _stand(self, sentence: str, sign: tuple[str, str]) -> None:
        self._sign.show_icon(*sign)
        self.standing.setText(sentence)
        set_property(self.standing, "tone", sign[1])
        self.go.setAccessibleDescription(sentence)

    def go_to_problem(self) -> None:
        """The keyboard to the first place that is to be mended."""
        wrong = self._wrong()
        if wrong and wrong[0].path == NAME:
            self.name.setFocus()
        elif wrong:
            self.form.go_to(wrong[0].path)

    # saving and closing

    def _on_save_key(self) -> None:
        """What was typed just now counts; what is wrong with it is gone to."""
        self._follow()
        if self.go.isEnabled():
            self.submit()
        else:
            self.go_to_problem()

    def submit(self) -> None:
        self._sent = self.said
        self.start()
        name = " ".join(self.name.text().split())
        job = self.desk.runner.change(save_template, self.kind, name, *self._sent)
        job.then(self._on_saved).otherwise(self.refused)

    def refused(self) -> None:
        self._sent = None
        self._tell()

    def _on_saved(self, version_id: int) -> None:
        name = " ".join(self.name.text().split())
        self.desk.runner.read(template_content, self.kind, name, version_id).then(self._take_saved)

    def _take_saved(self, content: TemplateContent) -> None:
        """From here on it is this version that changes are told from; what was typed meanwhile is one."""
        assert self._sent is not None
        self._kept, self._sent = self._sent, None
        self._number, self._has_saved, self.saved_name = content.number, True, content.name
        if self._is_new:
            self._is_new = False
            self._named.hide()
        self.setWindowTitle(content.name)
        self.heading.setText(content.name)
        self._tell()

    def reject(self) -> None:
        """Escape, Close and the window's own cross: what is not saved is not lost unasked."""
        if self.is_changed and not self.desk.messages.confirm(
            self,
            f"Throw away the changes of “{self.name.text().strip() or 'this template'}”?",
            "They were not saved. What was saved before stays.",
            "Throw away",
        ):
            return
        if self._has_saved:
            self.done_with.emit(f"Saved {self.saved_name} as version {self._number}", True)
        super().reject()
