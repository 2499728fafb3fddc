"""A kept file on the screen: a PDF as its pages, a picture as it is, any other document as its text."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QStackedWidget, QWidget

from coordinator.services.document_edits import kept_text
from coordinator.services.papers import stored_file, write_file
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.print_dialog import PrintDialog
from ui.widgets.basics import label, wrapped
from ui.widgets.pdf_view import PdfView

PICTURES = {".png", ".jpg", ".jpeg"}
NO_TEXT = "This file holds no text that can be shown here. Save a copy to open it in its own program."


class FileViewerDialog(DialogFrame):
    """`pdf`, `text` and `picture` show it, whichever fits; the bytes were checked against their SHA-256."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, file_id: int, sha256: str) -> None:
        super().__init__(desk, parent, title, "Close")
        self._file: tuple[str, bytes] | None = None
        self._sha256 = sha256
        self.printing: PrintDialog | None = None
        self.cancel.setText("Save a copy…")
        self.cancel.clicked.disconnect()
        self.cancel.clicked.connect(self.save)
        self.cancel.setEnabled(False)
        self.facts = wrapped(label("", "secondary"))
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._make_parts(title)
        self.column.addWidget(self.facts)
        self.column.addWidget(self.shown, 1)
        self.finish_layout()
        self.resize(980, 680)
        desk.runner.read(stored_file, file_id).then(self._show).otherwise(self.reject)

    def _make_parts(self, title: str) -> None:
        self.pdf, self.text, self.picture = PdfView(self.desk, title, is_large=True), QPlainTextEdit(), QLabel()
        self.pdf.print_wanted.connect(self.ask_print)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.picture.setAccessibleName(title)
        scroll = QScrollArea()
        scroll.setAccessibleName(title)
        scroll.setWidget(self.picture)
        scroll.setWidgetResizable(True)
        self.shown = QStackedWidget()
        for part in (self.pdf, self.text, scroll):
            self.shown.addWidget(part)

    def _show(self, file: tuple[str, bytes]) -> None:
        self._file = file
        name, data = file
        self.cancel.setEnabled(True)
        self.facts.setText(f"{name} · SHA-256 {_grouped(self._sha256)} · the bytes agree with it")
        ending = Path(name).suffix.lower()
        if ending == ".pdf":
            self.pdf.show_pdf(name, data)
            self.shown.setCurrentIndex(0)
            self.cancel.hide()  # the view has its own way
            self.pdf.setFocus()
        elif ending in PICTURES:
            shown = QPixmap()
            shown.loadFromData(data)
            self.picture.setPixmap(shown)
            self.shown.setCurrentIndex(2)
        else:
            self.shown.setCurrentIndex(1)
            self.desk.runner.call(kept_text, name, data).then(self._show_text)

    def _show_text(self, text: str | None) -> None:
        self.text.setPlainText(NO_TEXT if text is None else text)

    def ask_print(self) -> None:
        """The pages as they will come out of the printer, and the way there."""
        if self._file is not None:
            self.printing = PrintDialog(self.desk, self, self._file)
            self.printing.done_with.connect(self.done_with)
            self.printing.finished.connect(self.printing.deleteLater)
            self.printing.open()

    def save(self) -> None:
        """The file as it was kept."""
        assert self._file is not None
        suffix = Path(self._file[0]).suffix
        path = self.desk.messages.save_file(self, "Save a copy", self._file[0], f"As it was kept (*{suffix})")
        if path is not None:
            self.desk.runner.call(write_file, path.parent, path.name, self._file[1]).then(self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self.done_with.emit(f"Saved {path.name}", False)

    def submit(self) -> None:
        self.accept()


def _grouped(sha256: str) -> str:
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))
