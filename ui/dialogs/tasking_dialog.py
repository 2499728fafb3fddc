"""A new tasking: from the text of its memo, or typed."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QTimeEdit, QVBoxLayout, QWidget

from coordinator.rules.deadlines import non_working_reason
from coordinator.services.memo_intake import (
    MemoProposal,
    MemoRead,
    create_tasking_from_memo,
    read_memo,
    read_memo_file,
)
from coordinator.services.taskings import TaskingFacts
from coordinator.views.settings import UnitSettings, unit_settings
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import DocumentOffer, MemoBox, ProposedField, date_field, long_day
from ui.widgets.basics import button, label, set_property, wrapped
from ui.widgets.form import Form

PATTERN = "Memos (*.txt *.md *.eml *.pdf);;All files (*)"
WAIT = 250  # milliseconds after the last key
DAYS_TO_ANSWER = 14
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico", "Pacific/Guam",
)  # fmt: skip


class TaskingDialog(DialogFrame):
    """`memo` takes the text; `number`, `subject`, `issued_on`, `due_on`, `due_time`, `contact`, `email`, `product` are
    fields with a `field` and a `source`; `offers` are the governing documents; `warning` speaks about the due date.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "New tasking", "Create tasking")
        self.tasking_id: int | None = None
        self.offers: list[DocumentOffer] = []
        self._proposal: MemoProposal | None = None
        self._file: tuple[str, bytes] | None = None
        self._make_fields()
        self._make_memo()
        self._lay_out()
        self.setAcceptDrops(True)
        self.resize(1040, 640)
        self.desk.runner.read(unit_settings).then(self._take_settings)
        self._warn()

    # parts

    def _make_fields(self) -> None:
        today = self.desk.today()
        self.number = ProposedField("Number", QLineEdit())
        self.subject = ProposedField("Subject", QLineEdit())
        self.issued_on = ProposedField("Issued", date_field(today))
        self.due_on = ProposedField("Due", date_field(today + timedelta(days=DAYS_TO_ANSWER)))
        self.due_time = ProposedField("Due time", QTimeEdit())
        self.product = ProposedField("Product", QLineEdit())
        self.contact = ProposedField("Point of contact", QLineEdit())
        self.email = ProposedField("E-mail of the point of contact", QLineEdit())
        self.zone = QComboBox()
        self.zone.setAccessibleName("Time zone of the due time")
        self.zone.addItems(list(ZONES))
        self.warning = wrapped(label(""))
        set_property(self.warning, "tone", "caution")
        self.due_on.add_below(self.warning)
        for field in (self.issued_on, self.due_on):
            field.changed.connect(self._warn)

    def _make_memo(self) -> None:
        self.memo = MemoBox()
        self.memo.textChanged.connect(self._on_text)
        self.memo.file_dropped.connect(self.take_file)
        self.open_file = button("Open memo…", "", "folder-open")
        self.open_file.setAutoDefault(False)
        self.open_file.clicked.connect(self._choose_file)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._read)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.memo, 1)
        left.addWidget(self.open_file, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addLayout(left, 2)
        across.addWidget(self._fields_view(), 3)
        self.column.addLayout(across, 1)
        self.finish_layout()

    def _fields_view(self) -> QScrollArea:
        form = Form()
        rows: tuple[tuple[str, QWidget], ...] = (
            ("&Number", self.number), ("&Subject", self.subject), ("&Issued", self.issued_on), ("&Due", self.due_on),
            ("&Time", self.due_time), ("&Zone", self.zone), ("&Product", self.product),
            ("Point of &contact", self.contact), ("&E-mail", self.email),
        )  # fmt: skip
        for caption, field in rows:
            made = form.row(caption, field)
            made.setContentsMargins(0, 9, 0, 0)
            if (grid := form.layout()) is not None:
                grid.setAlignment(made, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setProperty("kind", "plain")
        self._fields = QVBoxLayout(content)
        self._fields.setContentsMargins(0, 0, 12, 0)
        self._fields.setSpacing(8)
        self._fields.addWidget(form)
        self._documents_title = label("GOVERNING DOCUMENTS IN THE MEMO", "section")
        self._documents_title.hide()
        self._fields.addWidget(self._documents_title)
        self._fields.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("What the tasking says")
        scroll.setWidget(content)
        return scroll

    # the memo

    def _take_settings(self, settings: UnitSettings) -> None:
        self.due_time.start_with(settings.close_of_business)
        if self.zone.findText(settings.unit_time_zone) < 0:
            self.zone.insertItem(0, settings.unit_time_zone)
        self.zone.setCurrentText(settings.unit_time_zone)

    def _choose_file(self) -> None:
        path = self.desk.messages.open_file(self, "Open memo", PATTERN)
        if path is not None:
            self.take_file(str(path))

    def take_file(self, path: str) -> None:
        """Read a memo's file; its text replaces what stands in the box."""
        self.desk.runner.call(read_memo_file, Path(path)).then(self._on_file)

    def _on_file(self, read: MemoRead) -> None:
        self.memo.setPlainText(read.proposal.text)
        self._timer.stop()
        self._file = (read.name, read.data)
        self._propose(read.proposal)

    def _on_text(self) -> None:
        self._file = None
        self._timer.start()

    def _read(self) -> None:
        self.desk.runner.call(read_memo, self.memo.toPlainText()).then(self._propose)

    def _propose(self, proposal: MemoProposal) -> None:
        self._proposal = proposal
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
        if proposal.due_time.value is not None:
            self.due_time.propose(proposal.due_time)
        self._offer(proposal)

    def _offer(self, proposal: MemoProposal) -> None:
        for offer in self.offers:
            offer.hide()
            offer.deleteLater()
        self.offers = [DocumentOffer(document, self.desk.today()) for document in proposal.documents]
        self._documents_title.setVisible(bool(self.offers))
        for offer in self.offers:
            self._fields.insertWidget(self._fields.count() - 1, offer)

    def _warn(self) -> None:
        """A deadline on a day off is warned about, never moved."""
        due, issued = self.due_on.day, self.issued_on.day
        reason = non_working_reason(due)
        sentences = [f"{long_day(due)} is {reason}: nobody may be at work to answer." if reason else ""]
        sentences += ["It is due before it is issued." if due < issued else ""]
        self.warning.setText(" ".join(filter(None, sentences)))
        self.warning.setVisible(bool(self.warning.text()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.memo.dropEvent(event)

    # the work

    def submit(self) -> None:
        self.start()
        documents = [offer.document for offer in self.offers]
        wanted = [document for document in documents if document is not None]
        job = self.desk.runner.change(create_tasking_from_memo, self._facts(), self._memo_file(), wanted)
        job.then(self._on_created).otherwise(self.refused)

    def _facts(self) -> TaskingFacts:
        proposal = self._proposal
        return TaskingFacts(
            number=self.number.text,
            subject=self.subject.text,
            issued_on=self.issued_on.day,
            due_on=self.due_on.day,
            due_time=self.due_time.clock,
            due_zone=self.zone.currentText(),
            routing=", ".join(proposal.routing) if proposal else "",
            text=self.memo.toPlainText(),
            attachments="\n".join(proposal.attachments) if proposal else "",
            point_of_contact=self.contact.text,
            point_of_contact_email=self.email.text,
            product=self.product.text,
        )

    def _memo_file(self) -> tuple[str, bytes] | None:
        """The file as it came, else the pasted text."""
        text = self.memo.toPlainText()
        if self._file is not None or not text.strip():
            return self._file
        return f"Memo {self.number.text}.txt", text.encode()

    def _on_created(self, tasking_id: int) -> None:
        self.tasking_id = tasking_id
        self.finish(f"Created tasking {self.number.text}")
