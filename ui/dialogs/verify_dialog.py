"""Is a document genuine? Takes its file, a scan, a photograph, or the code from a scanner or the keyboard."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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


class VerifyDialog(DialogFrame):
    """`choose` takes a file, `code` the text of a code; `pane` shows the verdict. Nothing is changed on record."""

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
        self.cancel.setText("Close")
        self.column.addWidget(self._file_card())
        self.column.addWidget(self.code)
        self.column.addWidget(self.pane, 1)
        self.finish_layout()
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
        self.desk.runner.read(verify_paths, paths).then(self.pane.show_results).otherwise(self.pane.wait_for)

    def submit(self) -> None:
        text = self.code.toPlainText()
        if text.strip():
            self.desk.runner.read(verify_code, text).then(self._show)

    def _check_picture(self, data: bytes) -> None:
        job = self.desk.runner.read(verify_file, "Pasted picture", data)
        job.then(self._show).otherwise(self.pane.wait_for)

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
