"""Whose certificate it is, by whom it was issued, until when, and whether it can sign."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coordinator.rules.signing import SigningCertificate
from ui.widgets.basics import Card, Icon, label, set_property, wrapped
from ui.wording import day

_HEIGHT = 86  # of all three lines, so that nothing moves when they come


class CertificateCard(Card):
    """`name` is the subject, `facts` the rest, `state` whether it can sign, in words beside an icon."""

    def __init__(self) -> None:
        super().__init__()
        self.name = wrapped(label("", "name"))
        self.facts = wrapped(label("", "secondary"))
        self.state = wrapped(label(""))
        self._icon = Icon("key-round")
        self.setMinimumHeight(_HEIGHT)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self._icon)
        said.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.facts)
        column.addLayout(said)

    def say(self, sentence: str, is_bad: bool = False) -> None:
        """There is no certificate to show, and why."""
        self.name.hide()
        self.facts.hide()
        self._tell(sentence, *(("circle-x", "bad") if is_bad else ("info", "neutral")))

    def show_certificate(self, certificate: SigningCertificate, now: datetime) -> None:
        """Show what the certificate says of itself."""
        self.name.setText(certificate.subject)
        valid = f"valid {day(certificate.not_before.date())} to {day(certificate.not_after.date())}"
        self.facts.setText(f"Issued by {certificate.issuer} · {valid} · {certificate.key}")
        self.name.show()
        self.facts.show()
        why_not = certificate.why_not(now)
        if why_not:
            self._tell(why_not, "circle-x", "bad")
        else:
            self._tell("Can sign", "circle-check", "good")

    def _tell(self, sentence: str, icon: str, token: str) -> None:
        self._icon.show_icon(icon, token)
        self.state.setText(sentence)
        set_property(self.state, "tone", token)
