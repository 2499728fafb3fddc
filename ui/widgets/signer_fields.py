"""With what a person signs: a certificate file or a card, and whose certificate it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QStackedWidget, QVBoxLayout, QWidget

from coordinator.rules.signing import Signer
from ui.desk import Desk
from ui.widgets.card_fields import CardFields
from ui.widgets.certificate_card import CertificateCard
from ui.widgets.key_file_fields import KeyFileFields

FILE, CARD = range(2)


class SignerFields(QWidget):
    """`signer` is what to sign with, or None while something is missing; `changed` follows every step."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.ways = QButtonGroup(self)
        self.file, self.card = KeyFileFields(desk), CardFields(desk)
        self.certificate = CertificateCard()
        self.pages = QStackedWidget()
        ways = QHBoxLayout()
        ways.setSpacing(24)
        for way, text in enumerate(("Certificate &file", "Smart &card")):
            self.ways.addButton(QRadioButton(text), way)
            ways.addWidget(self.ways.button(way))
        for page in (self.file, self.card):
            self.pages.addWidget(page)
            page.changed.connect(self._follow)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(ways)
        column.addWidget(self.pages)
        column.addWidget(self.certificate)
        self.ways.button(FILE).setChecked(True)
        self.ways.idToggled.connect(self._on_way)
        self._follow()

    @property
    def page(self) -> KeyFileFields | CardFields:
        """The fields of the way that is chosen."""
        return self.file if self.ways.checkedId() == FILE else self.card

    @property
    def signer(self) -> Signer | None:
        certificate = self.page.certificate
        is_able = certificate is not None and not certificate.why_not(self._desk.now())
        return self.page.signer if is_able else None

    def forget(self) -> None:
        """Neither passphrase nor PIN is left in the fields."""
        self.file.forget()
        self.card.forget()

    def _on_way(self, way: int, is_on: bool) -> None:
        if is_on:
            self.pages.setCurrentIndex(way)
            if way == CARD:
                self.card.look()
            self._follow()

    def _follow(self) -> None:
        certificate = self.page.certificate
        if certificate is not None:
            self.certificate.show_certificate(certificate, self._desk.now())
        else:
            self.certificate.say(*self.page.said)
        self.changed.emit()
