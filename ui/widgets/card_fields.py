"""A card to sign with: which software reads it, which of its certificates, and the PIN."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.rules.signing import Card, SigningCertificate
from coordinator.services.signatures import FoundCertificates, certificates_on_cards, known_card_libraries
from ui.desk import Desk
from ui.widgets.basics import button
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.widgets.key_file_fields import READING, beside, secret_line

_NO_LIBRARY = "No software for smart cards was found here. Install OpenSC or ActivClient, or choose its library."
_ANOTHER = "Another library…"
_PATTERN = "Libraries (*.dll *.so *.dylib)"
_MAKERS = {
    "opensc": "OpenSC", "acpkcs": "ActivClient", "libacpkcs": "ActivClient", "libykcs": "YubiKey",
    "libsofthsm": "SoftHSM", "softhsm": "SoftHSM",
}  # fmt: skip


class CardFields(QWidget):
    """`held` lists the certificates in the readers, which can be seen without the PIN; `said` is why there are none."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_looked_for = False
        self._problem = ""
        self.library, self.held = combo("Card software"), combo("Certificate on the card")
        self.again, self.secret = button("Read again", icon="rotate-ccw"), secret_line("PIN")
        self.again.setAutoDefault(False)
        form = Form()
        form.row("Card soft&ware", self.library)
        form.row("C&ertificate", beside(self.held, self.again))
        form.row("&PIN", self.secret, "Asked each time, and kept nowhere. A card locks itself after a few wrong PINs.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        self.library.activated.connect(self._on_library)
        self.again.clicked.connect(self.read)
        self.held.currentIndexChanged.connect(self.changed)
        self.secret.textChanged.connect(self.changed)

    @property
    def signer(self) -> Card | None:
        held, pin = self.held.currentData(), self.secret.text()
        if held is None or not pin:
            return None
        token, certificate = held
        return Card(self.library.currentData(), token, pin, certificate.fingerprint)

    @property
    def certificate(self) -> SigningCertificate | None:
        held = self.held.currentData()
        return held[1] if held else None

    @property
    def said(self) -> tuple[str, bool]:
        return self._problem or READING, bool(self._problem)

    def look(self) -> None:
        """Find the software and the cards, the first time."""
        if not self._is_looked_for:
            self._is_looked_for = True
            self._desk.runner.call(known_card_libraries).then(self._on_libraries)

    def _on_libraries(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            self.library.addItem(_maker(path), path)
        self.library.addItem(_ANOTHER, None)
        self.library.setCurrentIndex(0 if paths else -1)
        self.read()

    def _on_library(self, place: int) -> None:
        """One of the list, or one that is asked for and joins it."""
        if self.library.itemData(place) is None:
            path = self._desk.messages.open_file(self, "Library that reads the card", _PATTERN)
            if path is not None:
                self.library.insertItem(0, _maker(path), path)
            self.library.setCurrentIndex(0 if self.library.count() > 1 else -1)
        self.read()

    def read(self) -> None:
        """See which cards are in the readers."""
        self.held.clear()
        path = self.library.currentData()
        self._problem = "" if path else _NO_LIBRARY
        if path is not None:
            self._desk.runner.call(certificates_on_cards, path).then(self._on_read)
        self.changed.emit()

    def _on_read(self, found: FoundCertificates) -> None:
        self._problem = found.problem
        blocker = QSignalBlocker(self.held)
        self.held.clear()
        for content in found.cards:
            for each in content.certificates:
                self.held.addItem(f"{each.subject} · {each.key} · {content.token.label}", (content.token, each))
        blocker.unblock()
        self.changed.emit()

    def forget(self) -> None:
        """The PIN is gone from here."""
        self.secret.clear()


def _maker(path: Path) -> str:
    """ "OpenSC", and of a library that is not known the name of its file."""
    name = path.name.lower()
    return next((maker for start, maker in _MAKERS.items() if name.startswith(start)), path.name)
