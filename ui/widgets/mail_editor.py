"""The text of a mail with its placeholders, and beside it the mail as one office gets it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from coordinator.errors import RuleBroken
from coordinator.rules.mail_text import PLACEHOLDERS, MailText, check_text, merged
from ui.widgets.basics import Icon, button, label, set_property, wrapped


class MailEditor(QWidget):
    """`subject` and `body` are the fields, `problem` says what is wrong with them; `changed` comes with every key.

    `placeholders` are those the text may hold, with what each stands for.
    """

    changed = Signal()

    def __init__(self, placeholders: Mapping[str, str] = PLACEHOLDERS) -> None:
        super().__init__()
        self._known = placeholders
        self.subject, self.body = QLineEdit(), QPlainTextEdit()
        self.subject.setAccessibleName("Subject of the mail")
        self.body.setAccessibleName("Text of the mail")
        self.body.setTabChangesFocus(True)
        self.problem = wrapped(label(""))
        set_property(self.problem, "tone", "bad")
        self.insert = QPushButton("Insert placeholder")
        self.insert.setAutoDefault(False)
        self.insert.setMenu(self._placeholders())
        self.restore = button("Restore shipped text", "flat", "rotate-ccw")
        self.restore.setAutoDefault(False)
        self.subject.textChanged.connect(self._on_changed)
        self.body.textChanged.connect(self._on_changed)
        self._lay_out()

    def _placeholders(self) -> QMenu:
        menu = QMenu(self)
        for name, meaning in self._known.items():
            action = QAction(f"{{{name}}}  {meaning}".replace("&", "&&"), menu)
            action.setData(name)
            menu.addAction(action)
        menu.triggered.connect(self._insert)
        return menu

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label("TEXT FOR ALL OF THEM", "section"))
        column.addWidget(self.subject)
        column.addWidget(self.body, 1)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.insert)
        row.addWidget(self.restore)
        row.addStretch(1)
        column.addLayout(row)

    @property
    def text(self) -> MailText:
        return MailText(self.subject.text(), self.body.toPlainText())

    def set_text(self, text: MailText) -> None:
        self.subject.setText(text.subject)
        self.subject.setCursorPosition(0)
        self.body.setPlainText(text.body)

    @property
    def is_sound(self) -> bool:
        return not self.problem.text()

    def _insert(self, action: QAction) -> None:
        """At the cursor of the field that was typed in last."""
        placeholder = f"{{{action.data()}}}"
        if self.subject.hasFocus():
            self.subject.insert(placeholder)
        else:
            self.body.insertPlainText(placeholder)

    def _on_changed(self) -> None:
        try:
            check_text(self.text, self._known)
            self.problem.setText("")
        except RuleBroken as wrong:
            self.problem.setText(str(wrong))
        self.problem.setVisible(not self.is_sound)
        self.changed.emit()


class MailPreview(QWidget):
    """`to`, `subject` and `body` as one office gets them, and the file that goes with it."""

    def __init__(self, name: str = "Preview of the mail") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.to = wrapped(label("", "secondary"))
        self.subject = wrapped(label("", "name"))
        self.body = QPlainTextEdit()
        self.body.setReadOnly(True)
        self.body.setTabChangesFocus(True)
        self.body.setAccessibleName(name)
        self.attachment = label("", "secondary")
        self._clip = Icon("paperclip")
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.to)
        column.addWidget(self.subject)
        column.addWidget(self.body, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._clip)
        row.addWidget(self.attachment, 1)
        column.addLayout(row)

    def show_merged(self, to: str, text: MailText, values: Mapping[str, str], attachment: str) -> None:
        """The text with its placeholders filled in."""
        said = merged(text, values)
        self.show_mail(to, said.subject, said.body, attachment)

    def show_mail(self, to: str, subject: str, body: str, attachment: str) -> None:
        self.to.setText(f"To {to}" if to else "No address yet")
        set_property(self.to, "tone", "" if to else "bad")
        self.subject.setText(subject)
        if self.body.toPlainText() != body:
            self.body.setPlainText(body)
        self.attachment.setText(attachment)
        for part in (self.attachment, self._clip):
            part.setVisible(bool(attachment))

    def say(self, sentence: str) -> None:
        """When there is nothing to see."""
        self.to.setText(sentence)
        set_property(self.to, "tone", "")
        self.subject.setText("")
        self.body.setPlainText("")
        for part in (self.attachment, self._clip):
            part.hide()
