"""A certificate file to sign with, and its passphrase."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.rules.signing import KeyFile, SigningCertificate
from coordinator.services.signatures import FoundCertificates, certificate_of_file
from ui.desk import Desk
from ui.widgets.basics import button
from ui.widgets.form import Form

READING = "Reading…"
_PATTERN = "Certificate files (*.p12 *.pfx)"
_CHOOSE = "Choose the certificate file of the signatory."
_TYPE = "Type the passphrase to see whose certificate it is."


def secret_line(name: str) -> QLineEdit:
    """A field whose letters are not shown."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setAccessibleName(name)
    return made


def beside(field: QWidget, action: QWidget) -> QWidget:
    """A field with a button at its right, as one field of a form."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(action)
    both.setFocusProxy(field)
    return both


class KeyFileFields(QWidget):
    """`certificate` is known once the passphrase has opened the file; until then `said` is a sentence, bad or not."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked: KeyFile | None = None
        self._found = FoundCertificates()
        self.path, self.choose, self.secret = QLineEdit(), button("Choose…"), secret_line("Passphrase")
        self.path.setAccessibleName("Certificate file")
        self.path.setPlaceholderText("A .p12 or .pfx file")
        self.choose.setAutoDefault(False)
        form = Form()
        form.row("Fi&le", beside(self.path, self.choose))
        form.row("&Passphrase", self.secret, "Asked each time, and kept nowhere.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        column.addStretch(1)
        self.choose.clicked.connect(self.ask)
        for line in (self.path, self.secret):
            line.editingFinished.connect(self.read)
            line.textChanged.connect(self.changed)

    @property
    def signer(self) -> KeyFile:
        return KeyFile(Path(self.path.text()), self.secret.text())

    @property
    def certificate(self) -> SigningCertificate | None:
        is_of_this = self._asked == self.signer
        return self._found.cards[0].certificates[0] if is_of_this and self._found.cards else None

    @property
    def said(self) -> tuple[str, bool]:
        if self._asked == self.signer:
            return self._found.problem or READING, bool(self._found.problem)
        return _TYPE if self.path.text() else _CHOOSE, False

    def ask(self) -> None:
        """Ask for the file, and go on to its passphrase."""
        path = self._desk.messages.open_file(self, "Certificate file", _PATTERN)
        if path is not None:
            self.path.setText(str(path))
            self.secret.setFocus()
            self.read()

    def read(self) -> None:
        """Open the file with the passphrase that was typed; once, until one of them is another."""
        if self.path.text() and self.secret.text() and self._asked != self.signer:
            self._asked, self._found = self.signer, FoundCertificates()
            self._desk.runner.call(certificate_of_file, self.signer).then(self._on_read)
            self.changed.emit()

    def _on_read(self, found: FoundCertificates) -> None:
        self._found = found
        self.changed.emit()

    def forget(self) -> None:
        """The passphrase is gone from here."""
        self._asked, self._found = None, FoundCertificates()
        self.secret.clear()
