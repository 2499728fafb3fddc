"""The wording of a kind of mail about seats, with its placeholders; it is the unit's own from then on."""

from PySide6.QtWidgets import QWidget

from coordinator.rules.mail_text import MailText
from coordinator.rules.seat_mail_text import SEAT_PLACEHOLDERS, SEAT_TEXTS
from coordinator.rules.vocabulary import DraftKind
from coordinator.services.invitations import restore_seat_text, save_seat_text
from coordinator.views.invitation_mail import seat_text
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.mail_editor import MailEditor
from ui.wording import word


class SeatTextDialog(DialogFrame):
    """`editor` has the words. A text that is the shipped one is not kept as the unit's own."""

    def __init__(self, desk: Desk, parent: QWidget, kind: DraftKind) -> None:
        super().__init__(desk, parent, f"Wording of the mail: {word(kind)}", "Save wording")
        self._kind = kind
        self.editor = MailEditor(SEAT_PLACEHOLDERS)
        self.column.addWidget(self.editor, 1)
        self.finish_layout()
        self.resize(680, 560)
        self.go.setEnabled(False)
        self.editor.changed.connect(self._judge)
        self.editor.restore.clicked.connect(self._restore)
        desk.runner.read(seat_text, kind).then(self.editor.set_text)

    def _judge(self) -> None:
        self.go.setEnabled(self.editor.is_sound)

    def _restore(self) -> None:
        self.editor.set_text(SEAT_TEXTS[self._kind])

    def submit(self) -> None:
        self.start()
        runner, shipped, text = self.desk.runner, SEAT_TEXTS[self._kind], self.editor.text
        if MailText(text.subject.strip(), text.body.strip()) == shipped:
            runner.change(restore_seat_text, self._kind).then(self._on_saved).otherwise(self.refused)
        else:
            runner.change(save_seat_text, self._kind, text).then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, _: None) -> None:
        self.finish(f"Changed the wording of the mail: {word(self._kind)}")
