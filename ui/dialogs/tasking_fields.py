"""What a tasking says, field by field: proposed by its memo, or as it is on record."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QTimeEdit, QVBoxLayout, QWidget

from coordinator.rules.deadlines import non_working_reason
from coordinator.services.memo_intake import MemoProposal, Proposed
from coordinator.services.taskings import TaskingFacts
from coordinator.views.settings import UnitSettings
from coordinator.views.taskings import TaskingDetail
from ui.desk import Desk
from ui.dialogs.memo_fields import DocumentOffer, ProposedField, date_field, long_day
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.form import Form

DAYS_TO_ANSWER = 14
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam",
)  # fmt: skip


class TaskingFields(QScrollArea):
    """Each field has a `field` and a `source`; `offers` are governing documents; `warning` is about the due date."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.offers: list[DocumentOffer] = []
        self._make_fields()
        self._lay_out()
        self._warn()

    def _make_fields(self) -> None:
        today = self._desk.today()
        zone, attachments = QComboBox(), QPlainTextEdit()
        zone.addItems(list(ZONES))
        attachments.setTabChangesFocus(True)
        attachments.setFixedHeight(58)
        self.number = ProposedField("Number", QLineEdit())
        self.subject = ProposedField("Subject", QLineEdit())
        self.routing = ProposedField("Routing marks", QLineEdit())
        self.issued_on = ProposedField("Issued", date_field(today))
        self.due_on = ProposedField("Due", date_field(today + timedelta(days=DAYS_TO_ANSWER)))
        self.due_time = ProposedField("Due time", QTimeEdit())
        self.zone = ProposedField("Time zone of the due time", zone)
        self.product = ProposedField("Product", QLineEdit())
        self.contact = ProposedField("Point of contact", QLineEdit())
        self.email = ProposedField("E-mail of the point of contact", QLineEdit())
        self.attachments = ProposedField("Attachments, one a line", attachments)
        self.warning = wrapped(label(""))
        set_property(self.warning, "tone", "caution")
        self.due_on.add_below(self.warning)
        for field in (self.issued_on, self.due_on):
            field.changed.connect(self._warn)

    def _lay_out(self) -> None:
        content = QWidget()
        content.setProperty("kind", "plain")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._form())
        self._documents_title = label("GOVERNING DOCUMENTS IN THE MEMO", "section")
        self._documents_title.hide()
        self._column.addWidget(self._documents_title)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("What the tasking says")
        self.setWidget(content)

    def _form(self) -> Form:
        form = Form()
        rows: tuple[tuple[str, QWidget], ...] = (
            ("&Number", self.number), ("&Subject", self.subject), ("&Routing", self.routing),
            ("&Issued", self.issued_on), ("&Due", self.due_on), ("&Time", self.due_time), ("&Zone", self.zone),
            ("&Product", self.product), ("Point of &contact", self.contact), ("&E-mail", self.email),
            ("&Attachments", self.attachments),
        )  # fmt: skip
        for caption, field in rows:
            made = form.row(caption, field)
            made.setContentsMargins(0, 9, 0, 0)
            if (grid := form.layout()) is not None:
                grid.setAlignment(made, Qt.AlignmentFlag.AlignTop)
        return form

    # what they show

    def start_with(self, settings: UnitSettings) -> None:
        """What holds where no memo says otherwise."""
        self.due_time.start_with(settings.close_of_business)
        self.zone.start_with(settings.unit_time_zone)

    def fill(self, detail: TaskingDetail) -> None:
        """The tasking as it is on record."""
        due = detail.due_at.astimezone(ZoneInfo(detail.due_zone))
        for field, value in (
            (self.number, detail.number), (self.subject, detail.subject), (self.routing, detail.routing),
            (self.issued_on, detail.issued_on), (self.due_on, due.date()), (self.due_time, due.time()),
            (self.zone, detail.due_zone), (self.product, detail.product), (self.contact, detail.point_of_contact),
            (self.email, detail.point_of_contact_email), (self.attachments, detail.attachments),
        ):  # fmt: skip
            field.hold(value)
        self._warn()

    def propose(self, proposal: MemoProposal) -> None:
        """Every field that the user has not touched follows the memo, and says from which sentence."""
        for field, proposed in (
            (self.number, proposal.number),
            (self.subject, proposal.subject),
            (self.issued_on, proposal.issued_on),
            (self.due_on, proposal.due_on),
            (self.product, proposal.product),
            (self.contact, proposal.point_of_contact),
            (self.email, proposal.point_of_contact_email),
        ):
            field.propose(proposed)
        self.routing.propose(_listed(proposal.routing, ", ", proposal.routing_source))
        self.attachments.propose(_listed(proposal.attachments, "\n", proposal.attachments_source))
        self._propose_time(proposal)
        self._offer(proposal)

    def _propose_time(self, proposal: MemoProposal) -> None:
        if proposal.due_zone.value is not None:
            self.zone.propose(proposal.due_zone)
        if proposal.due_time.value is not None:
            self.due_time.propose(proposal.due_time)
        elif proposal.due_is_cob:
            self.due_time.explain(f"“{proposal.deadline.value}”: the close of business in the settings.")
        else:
            self.due_time.explain("Not found in the memo; the close of business in the settings.")

    def _offer(self, proposal: MemoProposal) -> None:
        for offer in self.offers:
            offer.hide()
            offer.deleteLater()
        self.offers = [DocumentOffer(document, self._desk.today()) for document in proposal.documents]
        self._documents_title.setVisible(bool(self.offers))
        for offer in self.offers:
            self._column.insertWidget(self._column.count() - 1, offer)

    def _warn(self) -> None:
        """A deadline on a day off is warned about, never moved."""
        due, issued = self.due_on.day, self.issued_on.day
        reason = non_working_reason(due)
        sentences = [f"{long_day(due)} is {reason}: nobody may be at work to answer." if reason else ""]
        sentences += ["It is due before it is issued." if due < issued else ""]
        self.warning.setText(" ".join(filter(None, sentences)))
        self.warning.setVisible(bool(self.warning.text()))

    # what they say

    def facts(self, text: str) -> TaskingFacts:
        """With the text of the memo."""
        return TaskingFacts(
            number=self.number.text,
            subject=self.subject.text,
            issued_on=self.issued_on.day,
            due_on=self.due_on.day,
            due_time=self.due_time.clock,
            due_zone=self.zone.text,
            routing=self.routing.text,
            text=text,
            attachments=self.attachments.text,
            point_of_contact=self.contact.text,
            point_of_contact_email=self.email.text,
            product=self.product.text,
        )


def _listed(values: tuple[str, ...], between: str, source: str) -> Proposed[str]:
    return Proposed(between.join(values), source) if values else Proposed()
