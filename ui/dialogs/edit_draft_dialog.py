"""Changes one drafted mail before it is sent."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from coordinator.services.drafts import edit_draft
from coordinator.views.drafts import DraftDetail
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.form import Form


class EditDraftDialog(DialogFrame):
    """`recipient`, `cc`, `subject` and `body` are the fields."""

    def __init__(self, desk: Desk, parent: QWidget, draft: DraftDetail) -> None:
        super().__init__(desk, parent, "Edit the mail", "Save mail")
        self._id = draft.row.id
        self.recipient, self.cc = QLineEdit(draft.row.recipient), QLineEdit(draft.row.cc)
        self.subject, self.body = QLineEdit(draft.row.subject), QPlainTextEdit(draft.body)
        self.body.setTabChangesFocus(True)
        self.body.setMinimumHeight(240)
        form = Form()
        form.row("&To", self.recipient, "Several addresses are separated by commas.")
        form.row("&Cc", self.cc)
        form.row("&Subject", self.subject)
        form.row("Te&xt", self.body)
        if draft.attachment:
            file = QLineEdit(draft.attachment)
            file.setReadOnly(True)
            form.row("Attachment", file)
        self.column.addWidget(form, 1)
        self.finish_layout()
        self.resize(680, 560)

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(
            edit_draft,
            self._id,
            self.recipient.text(),
            self.cc.text(),
            self.subject.text(),
            self.body.toPlainText(),
        )
        job.then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, _: None) -> None:
        self.finish("Changed the mail")
