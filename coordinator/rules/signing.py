"""Digital signatures: which certificate may sign, and what a signature that is found in a file is worth."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

SHORTEST_RSA = 2048  # bits (NIST SP 800-131A)
CURVES = ("P-256", "P-384", "P-521")


@dataclass(frozen=True, slots=True)
class SigningCertificate:
    """What a certificate says of itself. `key` is such as "P-256" or "RSA 2048"; `bits` of an RSA key, else 0.

    `may_sign` by its key usage (RFC 5280, 4.2.1.3); `is_for_documents` when that names non-repudiation, as on the
    PIV card's key for signatures (slot 9c). The fingerprint is the SHA-256 of the certificate, in hex.
    """

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    key: str
    bits: int
    may_sign: bool
    is_for_documents: bool
    fingerprint: str

    def why_not(self, now: datetime) -> str:
        """Return why it cannot sign now, in a sentence; empty when it can."""
        if self.bits and self.bits < SHORTEST_RSA:
            return f"Its key ({self.key}) is too short. Use a certificate with at least RSA {SHORTEST_RSA} or P-256."
        if not self.bits and self.key not in CURVES:
            return f"Its key is {self.key}, which PDF readers do not check. Use a certificate with RSA or P-256."
        if not self.may_sign:
            return "It was not issued for signing. Choose the certificate for digital signatures."
        if now < self.not_before:
            return f"It is not valid before {self.not_before.date().isoformat()}."
        if now > self.not_after:
            return f"It expired on {self.not_after.date().isoformat()}. Use its successor."
        return ""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A PKCS#12 file (.p12, .pfx) and what opens it, which is shown nowhere."""

    path: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardToken:
    """A card in a reader, as its library names it."""

    label: str
    serial: str


@dataclass(frozen=True, slots=True)
class CardContent:
    """A card and the certificates on it, those for documents first."""

    token: CardToken
    certificates: tuple[SigningCertificate, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A card, read with a PKCS#11 library; its PIN is shown nowhere. No fingerprint takes the best certificate."""

    library: Path
    token: CardToken
    pin: str = field(repr=False)
    fingerprint: str = ""


Signer = KeyFile | Card


class LaterChange(StrEnum):
    """What was added to the file behind what the signature covers."""

    NONE = "none"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """One signature in a file.

    `is_intact`: the signed bytes are as they were signed; `is_valid`: signed with the key of that certificate, which
    may sign; `was_in_time`: the certificate was valid at the moment the signer's clock gave; `is_trusted`: its issuer
    is one of those known here. Without a time server the moment is the signer's word.
    """

    signer: str
    issuer: str
    fingerprint: str
    signed_at: datetime | None
    is_intact: bool
    is_valid: bool
    was_in_time: bool
    is_trusted: bool
    covers_whole_file: bool
    later: LaterChange

    @property
    def is_genuine(self) -> bool:
        """Whether nothing speaks against it; who issued the certificate may still be unknown."""
        return self.is_intact and self.is_valid and self.was_in_time and self.later is not LaterChange.FORBIDDEN

    @property
    def sentence(self) -> str:
        """Return what it is worth, in words."""
        if not self.is_intact:
            return f"Altered: the file is no longer what {self.signer} signed."
        if not self.is_valid:
            return f"Not valid: the signature was not made with a signing certificate of {self.signer}."
        if self.later is LaterChange.FORBIDDEN:
            return f"Changed later: something was added to the file after {self.signer} signed it."
        if not self.was_in_time:
            return f"Out of date: the certificate of {self.signer} was not valid when it signed."
        added = "" if self.later is LaterChange.NONE else " What was added since changes nothing that it protects."
        whole = f"Signed by {self.signer}; the file is as it was signed.{added}"
        if self.is_trusted:
            return f"{whole} The certificate was issued by {self.issuer}, who is trusted here."
        return f"{whole} Issuer unknown: {self.issuer} is not among those trusted here."
