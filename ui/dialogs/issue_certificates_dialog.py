"""Certificates before they are issued, of one training or of all: who gets one, who does not and why, and its look."""

from collections.abc import Collection

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from coordinator.services.certificates import issue_certificates_for
from coordinator.services.paper_preview import PaperPreview, preview_certificate
from coordinator.views.certificates_due import CertificatesDue, DueRow, all_certificates_due, certificates_due
from ui import style
from ui.desk import Desk
from ui.dialogs.batch_dialog import BatchDialog
from ui.models.paper_words import CERTIFICATES
from ui.widgets.basics import button, label, wrapped
from ui.widgets.pdf_view import PdfView
from ui.wording import count

_ID = Qt.ItemDataRole.UserRole
NAME, OFFICE, TRAINING, WHAT = range(4)
SENTENCE = (
    "Each gets a number when it is issued, and is kept as it is. It is revoked or superseded later, never undone."
)
NOBODY = "Nobody is due a certificate: those present have theirs."


class IssueCertificatesDialog(BatchDialog):
    """`people` has everyone with a seat, a box for each who is due; `view` the current certificate as it will be.

    Without a training it has everyone who is due one of any training. Of `preferred` seats those who are due are chosen
    at first, else all but those who had one that was revoked.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        training_id: int | None = None,
        title: str = "",
        preferred: Collection[int] = (),
    ) -> None:
        whole = f"Issue certificates of {title}" if title else "Issue all certificates that are due"
        super().__init__(desk, parent, whole, "Issue certificates")
        self._preferred = set(preferred)
        self._rows: dict[int, DueRow] = {}
        self._shown = 0
        self.sentence = wrapped(label("Looking…", "secondary"))
        self.all, self.none = button("All", "link"), button("None", "link")
        self.people = QTreeWidget()
        self.people.setAccessibleName("People with a seat")
        self.people.setHeaderLabels(["Name", "Office", "Training", "Certificate"])
        self.people.setRootIsDecorated(False)
        self.people.setUniformRowHeights(True)
        self.people.setColumnHidden(TRAINING, training_id is not None)
        for place, width in ((NAME, 184), (OFFICE, 66), (TRAINING, 116)):
            self.people.setColumnWidth(place, width)
        self.people.header().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.view = PdfView(desk, "The certificate as it will be")
        self._lay_out()
        self._connect()
        self._judge()
        due = certificates_due if training_id is not None else all_certificates_due
        asked = () if training_id is None else (training_id,)
        desk.runner.read(due, *asked).then(self._take).otherwise(self.reject)

    def _lay_out(self) -> None:
        head, left, across = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        head.addWidget(label("WHO GETS ONE", "section"), 1)
        for made, name in ((self.all, "Choose all"), (self.none, "Choose none")):
            made.setAccessibleName(name)
            made.setAutoDefault(False)
            head.addWidget(made)
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(self.people, 1)
        across.setSpacing(20)
        across.addLayout(left, 10)
        across.addWidget(self.view, 12)
        self.column.addWidget(self.sentence)
        self.column.addLayout(across, 1)
        self.finish_layout()
        self.resize(1160, 620)

    def _connect(self) -> None:
        self.people.currentItemChanged.connect(self._look)
        self.people.itemChanged.connect(self._judge)
        self.all.clicked.connect(self._check_all)
        self.none.clicked.connect(self._check_none)

    # who

    def _take(self, plan: CertificatesDue) -> None:
        self._rows = {row.seat_id: row for row in plan.rows}
        blocker = QSignalBlocker(self.people)
        self.people.clear()
        self.people.addTopLevelItems([_item(row) for row in plan.rows])
        blocker.unblock()
        due, others = len(plan.due), len(plan.rows) - len(plan.due)
        left_out = f" {count(others, 'person does', 'people do')} not get one." if others else ""
        if len(plan.proposed) < due:
            left_out += " Who had one that was revoked is not chosen at first."
        self.sentence.setText(f"{SENTENCE}{left_out}" if due else NOBODY)
        self.choose(self._preferred & {row.seat_id for row in plan.due} or {row.seat_id for row in plan.proposed})
        if (first := self.people.topLevelItem(0)) is not None:
            self.people.setCurrentItem(first)
            self.people.setFocus()
        else:
            self.view.say(NOBODY)

    @property
    def chosen(self) -> list[int]:
        """The seats that get one, from top to bottom."""
        return [item.data(NAME, _ID) for item in self._items() if item.checkState(NAME) is Qt.CheckState.Checked]

    def choose(self, seat_ids: set[int]) -> None:
        """These of those who are due, and no others."""
        blocker = QSignalBlocker(self.people)
        for item in self._items():
            seat_id = item.data(NAME, _ID)
            if not self._rows[seat_id].why_not:
                item.setCheckState(NAME, Qt.CheckState.Checked if seat_id in seat_ids else Qt.CheckState.Unchecked)
        blocker.unblock()
        self._judge()

    def _check_all(self) -> None:
        self.choose(set(self._rows))

    def _check_none(self) -> None:
        self.choose(set())

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.people.topLevelItem(place) for place in range(self.people.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _judge(self) -> None:
        chosen, due = len(self.chosen), sum(not row.why_not for row in self._rows.values())
        self.go.setText(f"Issue {count(chosen, *CERTIFICATES)}" if chosen else "Issue certificates")
        self.go.setEnabled(bool(chosen) and not self.is_running)
        for made in (self.all, self.none):
            made.setVisible(due > 1)
        if not self.is_running:
            self.said.setText(f"{chosen:,} of {due:,} chosen" if due else "")

    # how it will look

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
        runner, chosen = self.desk.runner, self.chosen
        job = runner.change(issue_certificates_for, chosen, progress=runner.progress)
        self.run(job, len(chosen), "Issued", CERTIFICATES)

    def set_busy(self, is_busy: bool) -> None:
        for part in (self.people, self.all, self.none):
            part.setEnabled(not is_busy)

    def refused(self) -> None:
        super().refused()
        self._judge()


def _item(row: DueRow) -> QTreeWidgetItem:
    gets = "Was revoked" if row.revoked else "Gets one"
    item = QTreeWidgetItem([row.name, row.office, row.training, row.why_not or gets])
    item.setData(NAME, _ID, row.seat_id)
    had = f"{row.revoked} was revoked" if row.revoked else ""
    item.setToolTip(WHAT, (row.why_not or had).replace("<", "‹"))
    item.setToolTip(TRAINING, row.training.replace("<", "‹"))
    if not row.why_not:
        item.setCheckState(NAME, Qt.CheckState.Checked)
    name, token = _sign(row)
    item.setIcon(WHAT, style.icon(name, style.current().tone(token)))
    return item


def _sign(row: DueRow) -> tuple[str, str]:
    if row.why_not:
        return ("badge-check" if row.number else "minus", "neutral")
    return ("triangle-alert", "caution") if row.revoked else ("award", "good")
