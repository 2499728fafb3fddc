"""Certificates of a training before they are issued: who gets one, who does not and why, and how each will look."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coordinator.services.certificates import issue_certificates
from coordinator.services.paper_preview import PaperPreview, preview_certificate
from coordinator.views.certificates_due import CertificatesDue, DueRow, certificates_due
from ui import style
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog
from ui.models.paper_words import CERTIFICATES
from ui.widgets.basics import label, wrapped
from ui.widgets.pdf_view import PdfView
from ui.wording import count

_ID = Qt.ItemDataRole.UserRole
NAME, OFFICE, WHAT = range(3)
SENTENCE = (
    "Each gets a number when it is issued, and is kept as it is. It is revoked or superseded later, never undone."
)
NOBODY = "Nobody is due a certificate: those present have theirs."


class IssueCertificatesDialog(BatchDialog):
    """`people` has everyone with a seat, `view` the certificate of the current one as it will be."""

    def __init__(self, desk: Desk, parent: QWidget, training_id: int, title: str) -> None:
        super().__init__(desk, parent, f"Issue certificates of {title}", "Issue certificates")
        self._training_id = training_id
        self._rows: dict[int, DueRow] = {}
        self._shown = 0
        self.sentence = wrapped(label("Looking…", "secondary"))
        self.people = QTreeWidget()
        self.people.setAccessibleName("People with a seat")
        self.people.setHeaderLabels(["Name", "Office", "Certificate"])
        self.people.setRootIsDecorated(False)
        self.people.setUniformRowHeights(True)
        for place, width in ((NAME, 170), (OFFICE, 66)):
            self.people.setColumnWidth(place, width)
        self.people.header().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.view = PdfView(desk, "The certificate as it will be")
        self._lay_out()
        self.go.setEnabled(False)
        self.people.currentItemChanged.connect(self._look)
        desk.runner.read(certificates_due, training_id).then(self._take).otherwise(self.reject)

    def _lay_out(self) -> None:
        left, across = QVBoxLayout(), QHBoxLayout()
        left.setSpacing(8)
        left.addWidget(label("WHO GETS ONE", "section"))
        left.addWidget(self.people, 1)
        across.setSpacing(20)
        across.addLayout(left, 9)
        across.addWidget(self.view, 12)
        self.column.addWidget(self.sentence)
        self.column.addLayout(across, 1)
        self.finish_layout()
        self.resize(1120, 620)

    def _take(self, plan: CertificatesDue) -> None:
        self._rows = {row.seat_id: row for row in plan.rows}
        self.people.clear()
        self.people.addTopLevelItems([_item(row) for row in plan.rows])
        due, others = len(plan.due), len(plan.rows) - len(plan.due)
        left_out = f" {count(others, 'person does', 'people do')} not get one." if others else ""
        self.sentence.setText(f"{SENTENCE}{left_out}" if due else NOBODY)
        self.go.setText(f"Issue {count(due, *CERTIFICATES)}" if due else "Issue certificates")
        self.go.setEnabled(bool(due))
        if (first := self.people.topLevelItem(0)) is not None:
            self.people.setCurrentItem(first)

    def _look(self) -> None:
        item = self.people.currentItem()
        row = self._rows.get(item.data(NAME, _ID)) if item else None
        if row is None or row.why_not:
            self._shown = 0
            self.view.say(f"{row.name}: {row.why_not}" if row else "")
        else:
            self._shown = row.seat_id
            self.desk.runner.change(preview_certificate, row.seat_id).then(self._show).otherwise(self._cannot)

    def _show(self, preview: PaperPreview) -> None:
        if preview.of_id == self._shown:
            self.view.show_pdf(preview.name, preview.data)

    def _cannot(self) -> None:
        self.view.say("This certificate cannot be drawn.")

    # the work

    def submit(self) -> None:
        runner = self.desk.runner
        due = sum(not row.why_not for row in self._rows.values())
        job = runner.change(issue_certificates, self._training_id, progress=runner.progress)
        self.run(job, due, "Issued", CERTIFICATES)

    def set_busy(self, is_busy: bool) -> None:
        self.people.setEnabled(not is_busy)


def _item(row: DueRow) -> QTreeWidgetItem:
    item = QTreeWidgetItem([row.name, row.office, row.why_not or "Gets one"])
    item.setData(NAME, _ID, row.seat_id)
    item.setToolTip(WHAT, row.why_not.replace("<", "‹"))
    name, token = (
        ("award", "good") if not row.why_not else ("badge-check", "neutral") if row.number else ("minus", "neutral")
    )
    item.setIcon(WHAT, style.icon(name, style.current().tone(token)))
    return item
