"""Is a document genuine? Takes its file, a scan, a photograph, or the code from a scanner or the keyboard."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from coordinator.services.verification import Verification, verify_code, verify_file, verify_paths
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import Card, Icon, button, label, wrapped
from ui.widgets.code_box import CodeBox, local_files
from ui.widgets.verdict_pane import VerdictPane

PATTERNS = "Documents and pictures (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp *.gif *.txt);;All files (*)"
SENTENCE = (
    "A PDF is compared with what was issued. A scan or a photograph is read for its code, and then your eyes compare."
)
CODE = "Or scan or paste the code here, and press Enter. A picture can be pasted, too; a number is looked up."
READING = "Reading…"
FEW = 10  # pages or files that are read within a second


class VerifyDialog(DialogFrame):
    """`choose` takes a file, `code` the text of a code; `pane` shows the verdict. Nothing is changed on record.

    What takes long says how far it is, and the second button stops it.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, "Verify document", "Check code")
        self.setAcceptDrops(True)
        self.choose = button("Choose files…", icon="file-search")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self.ask_file)
        self.code = CodeBox()
        self.code.setPlaceholderText(CODE)
        self.code.entered.connect(self.submit)
        self.code.files_given.connect(self.check_files)
        self.code.picture_given.connect(self._check_picture)
        self.code.textChanged.connect(self._follow)
        self.pane = VerdictPane()
        self.pane.paper_wanted.connect(self._show_paper)
        self.said = label("", "secondary")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self._is_reading = self._is_running = False
        desk.runner.progressed.connect(self._on_progress)
        self.column.addWidget(self._file_card())
        self.column.addWidget(self.code)
        self.column.addWidget(self.pane, 1)
        self.column.addWidget(self.progress)
        self.buttons.insertWidget(0, self.said)
        self.finish_layout()
        self._set_running(False)
        self.resize(640, 680)
        self._follow()
        self.code.setFocus()

    def _file_card(self) -> Card:
        card = Card()
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(14)
        row.addWidget(Icon("qr-code", "accent", 28))
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(label("Drop files here", "caption"))
        said.addWidget(wrapped(label(SENTENCE, "secondary")))
        row.addLayout(said, 1)
        row.addWidget(self.choose)
        return card

    def _follow(self) -> None:
        self.go.setEnabled(bool(self.code.toPlainText().strip()))

    def ask_file(self) -> None:
        if paths := self.desk.messages.open_files(self, "Verify documents", PATTERNS):
            self.check_files(paths)

    def check_files(self, paths: list[Path]) -> None:
        self.pane.wait_for(READING)
        self._is_reading = True
        job = self.desk.runner.read(verify_paths, paths, self.desk.runner.progress)
        job.then(self._on_checked).otherwise(self._on_stopped)

    def submit(self) -> None:
        text = self.code.toPlainText()
        if text.strip():
            self.desk.runner.read(verify_code, text).then(self._show)

    def _check_picture(self, data: bytes) -> None:
        job = self.desk.runner.read(verify_file, "Pasted picture", data)
        job.then(self._show).otherwise(self.pane.wait_for)

    # while it runs

    def _on_progress(self, done: int, total: int, what: str) -> None:
        """Of what is done at once nothing is said."""
        if self._is_reading and total > FEW:
            if not self._is_running:
                self._set_running(True)
            self.progress.setMaximum(total)
            self.progress.setValue(done)
            self.said.setText(f"{done:,} of {total:,} {what}")

    def _set_running(self, is_running: bool) -> None:
        self._is_running = is_running
        self.progress.setVisible(is_running)
        self.said.setText("")
        self.cancel.setText("Stop" if is_running else "Close")
        self.choose.setEnabled(not is_running)
        self.setAcceptDrops(not is_running)

    def _on_checked(self, found: tuple[Verification, ...]) -> None:
        self._is_reading = False
        self._set_running(False)
        self.pane.show_results(found)

    def _on_stopped(self) -> None:
        self._is_reading = False
        self._set_running(False)
        self.pane.wait_for()

    def reject(self) -> None:
        if self._is_running:
            self.desk.runner.cancel()
        else:
            super().reject()

    def _show(self, found: Verification) -> None:
        """The next code of a scanner takes the place of this one."""
        self.pane.show_results((found,))
        self.code.selectAll()

    def _show_paper(self, number: str) -> None:
        self.accept()
        self.desk.go("Documents", ("paper", number))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.check_files(paths)
