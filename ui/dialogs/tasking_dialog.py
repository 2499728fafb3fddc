"""A tasking: a new one from its memo or typed, or one on record that is changed."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.memo_intake import (
    MEMO_KINDS,
    AttachedFile,
    MemoProposal,
    MemoRead,
    create_tasking_from_memo,
    read_attached_memo,
    read_memo,
    read_memo_file,
)
from coordinator.services.taskings import change_tasking
from coordinator.views.settings import unit_settings
from coordinator.views.taskings import TaskingDetail
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import DocumentOffer, MemoBox
from ui.dialogs.tasking_fields import TaskingFields
from ui.widgets.basics import button, label, wrapped
from ui.widgets.combo import combo
from ui.wording import count

PATTERN = f"Memos ({' '.join(f'*{kind}' for kind in sorted(MEMO_KINDS))});;All files (*)"
WAIT = 250  # milliseconds after the last key


class TaskingFrame(DialogFrame):
    """`memo` has the text, `fields` what the tasking says; the most used fields are here by name too."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str) -> None:
        super().__init__(desk, parent, title, verb)
        self.tasking_id: int | None = None
        self.memo = MemoBox()
        self.fields = TaskingFields(desk)
        self.number, self.subject, self.product = self.fields.number, self.fields.subject, self.fields.product
        self.issued_on, self.due_on, self.due_time = self.fields.issued_on, self.fields.due_on, self.fields.due_time
        self.contact, self.email, self.warning = self.fields.contact, self.fields.email, self.fields.warning
        self.left = QVBoxLayout()
        self.left.setSpacing(8)
        self.left.addWidget(self.memo, 1)
        across = QHBoxLayout()
        across.setSpacing(24)
        across.addLayout(self.left, 2)
        across.addWidget(self.fields, 3)
        self.column.addLayout(across, 1)
        self.finish_layout()
        self.resize(1040, 640)


class TaskingDialog(TaskingFrame):
    """A new tasking. `part` chooses what of a mail is the memo, when it brought files that may be it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "New tasking", "Create tasking")
        self._file: tuple[str, bytes] | None = None
        self._mail: MemoRead | None = None
        self._make_memo()
        self._make_part()
        self.setAcceptDrops(True)
        self.desk.runner.read(unit_settings).then(self.fields.start_with)

    def _make_memo(self) -> None:
        self.memo.textChanged.connect(self._on_text)
        self.memo.file_dropped.connect(self.take_file)
        self.open_file = button("Open memo…", "", "folder-open")
        self.open_file.setAutoDefault(False)
        self.open_file.clicked.connect(self._choose_file)
        self.left.addWidget(self.open_file, 0, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._read)

    def _make_part(self) -> None:
        self.part = combo("What of the mail is the memo")
        self.part_caption = wrapped(label("", "secondary"))
        for place, widget in enumerate((self.part_caption, self.part)):
            self.left.insertWidget(place, widget)
            widget.hide()
        self.part.currentIndexChanged.connect(self._on_part)

    @property
    def offers(self) -> list[DocumentOffer]:
        return self.fields.offers

    # the memo

    def _choose_file(self) -> None:
        path = self.desk.messages.open_file(self, "Open memo", PATTERN)
        if path is not None:
            self.take_file(str(path))

    def take_file(self, path: str) -> None:
        """Read a memo's file; its text replaces what stands in the box."""
        self.desk.runner.call(read_memo_file, Path(path), self.desk.zone).then(self._on_file)

    def _on_file(self, read: MemoRead) -> None:
        self._mail = read if read.attached else None
        self._offer_parts(read.attached)
        self._show(read)
        self._file = (read.name, read.data)

    def _offer_parts(self, attached: tuple[AttachedFile, ...]) -> None:
        with QSignalBlocker(self.part):
            self.part.clear()
            self.part.addItem("The mail itself")
            self.part.addItems([each.name for each in attached])
        files = count(len(attached), "file that may be the memo", "files that may be the memo")
        self.part_caption.setText(f"The mail brought {files}. Read:")
        for widget in (self.part_caption, self.part):
            widget.setVisible(bool(attached))

    def _on_part(self, place: int) -> None:
        if self._mail is None:
            return
        if place == 0:
            self._on_part_read(self._mail)
        else:
            attached = self._mail.attached[place - 1]
            job = self.desk.runner.call(read_attached_memo, attached, self.desk.zone)
            job.then(self._on_part_read).otherwise(self._on_part_refused)

    def _on_part_read(self, read: MemoRead) -> None:
        """The mail is kept as it came, whatever of it is read."""
        kept = self._file
        self._show(read)
        self._file = kept

    def _on_part_refused(self) -> None:
        with QSignalBlocker(self.part):
            self.part.setCurrentIndex(0)

    def _show(self, read: MemoRead) -> None:
        self.memo.setPlainText(read.proposal.text)
        self._timer.stop()
        self._propose(read.proposal)

    def _on_text(self) -> None:
        self._file = None
        self._timer.start()

    def _read(self) -> None:
        self.desk.runner.call(read_memo, self.memo.toPlainText()).then(self._propose)

    def _propose(self, proposal: MemoProposal) -> None:
        self.fields.propose(proposal)

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
        facts = self.fields.facts(self.memo.toPlainText())
        job = self.desk.runner.change(create_tasking_from_memo, facts, self._memo_file(), wanted)
        job.then(self._on_created).otherwise(self.refused)

    def _memo_file(self) -> tuple[str, bytes] | None:
        """The file as it came, else the pasted text."""
        text = self.memo.toPlainText()
        if self._file is not None or not text.strip():
            return self._file
        return f"Memo {self.number.text}.txt", text.encode()

    def _on_created(self, tasking_id: int) -> None:
        self.tasking_id = tasking_id
        self.finish(f"Created tasking {self.number.text}")


class ChangeTaskingDialog(TaskingFrame):
    """What a tasking on record says is changed; its memo stays on file as it came."""

    def __init__(self, desk: Desk, parent: QWidget, detail: TaskingDetail) -> None:
        super().__init__(desk, parent, f"Change tasking {detail.number}", "Save changes")
        self.tasking_id = detail.id
        self.memo.setPlainText(detail.text)
        self.fields.fill(detail)

    def submit(self) -> None:
        self.start()
        facts = self.fields.facts(self.memo.toPlainText())
        job = self.desk.runner.change(change_tasking, self.tasking_id or 0, facts)
        job.then(self._on_changed).otherwise(self.refused)

    def _on_changed(self, marks: int) -> None:
        followed = f"; {count(marks, 'mark', 'marks')} of lateness followed" if marks else ""
        self.finish(f"Changed tasking {self.number.text}{followed}")
