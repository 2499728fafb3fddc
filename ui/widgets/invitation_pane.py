"""The mail as one person gets it, and what its calendar entry says."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.rules.invitations import CALENDAR_KINDS
from coordinator.views.invitation_mail import InvitationPreview
from coordinator.views.invitations import InvitationRow
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.invitation_list import status_word
from ui.widgets.mail_editor import MailPreview


class InvitationPane(QWidget):
    """`title` says whose mail it is, `why` how the invitation stands, `mail` is the mail, `entry` the calendar's facts.

    `wording`, `open_mail` and `save_entry` are buttons for whom it belongs to.
    """

    def __init__(self) -> None:
        super().__init__()
        self.title = label("PREVIEW", "section")
        self.why = wrapped(label("", "secondary"))
        self.mail = MailPreview()
        self.entry = wrapped(label("", "secondary"))
        self.problem = wrapped(label(""))
        set_property(self.problem, "tone", "bad")
        self.wording = button("Edit wording…", "flat", "pencil")
        self.open_mail = button("Open mail", "flat", "external-link")
        self.save_entry = button("Save .ics…", "flat", "calendar-days")
        below = QHBoxLayout()
        below.setSpacing(8)
        for each in (self.wording, self.open_mail, self.save_entry):
            each.setAutoDefault(False)
            below.addWidget(each)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.title, self.why):
            column.addWidget(part)
        column.addWidget(self.mail, 1)
        for part in (self.entry, self.problem):
            column.addWidget(part)
        column.addLayout(below)

    def say(self, sentence: str) -> None:
        """When there is nobody to see."""
        self.title.setText("PREVIEW")
        self.mail.say(sentence)
        for part in (self.why, self.entry, self.problem):
            part.hide()

    def show_preview(self, row: InvitationRow, preview: InvitationPreview) -> None:
        self.title.setText(f"AS {row.name.upper()} GETS IT" if preview.kind else row.name.upper())
        self.why.setText(f"{status_word(row.status)}. {row.why}")
        if preview.subject:
            carries = preview.sequence is not None or preview.kind in CALENDAR_KINDS
            self.mail.show_mail(preview.to, preview.subject, preview.body, "invite.ics" if carries else "")
        else:
            self.mail.say("Nothing is due, and nothing was drafted.")
        self.entry.setText(_entry_words(preview))
        self.problem.setText(preview.problem)
        for part in (self.why, self.entry):
            part.show()
        self.problem.setVisible(bool(preview.problem))


def _entry_words(preview: InvitationPreview) -> str:
    if preview.sequence is None:
        return preview.when
    uid = preview.uid or "given with the first invitation"
    return f"{preview.when}\nCalendar entry: sequence {preview.sequence}, UID {uid}"
