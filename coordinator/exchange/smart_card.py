"""Keys on cards (PKCS#11), such as a PIV card: the key never leaves the card, the PIN is asked and handed on.

A card is read with the library of its maker or of OpenSC, which is a file on this computer. Its certificates can be
seen without the PIN. After a few wrong PINs, often three, a card locks itself, so a PIN is never tried twice.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.sign.signers.pdf_cms import Signer as PdfSigner

from coordinator.exchange.signing_certificate import SignerRefused, certificate_facts
from coordinator.rules.signing import Card, CardContent, CardToken, SigningCertificate

_LIBRARIES = {
    "win32": (
        r"C:\Program Files\HID Global\ActivClient\acpkcs211.dll",
        r"C:\Program Files\ActivIdentity\ActivClient\acpkcs211.dll",
        r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll",
        r"C:\Program Files\Yubico\Yubico PIV Tool\bin\libykcs11.dll",
        r"C:\SoftHSM2\lib\softhsm2-x64.dll",
    ),
    "darwin": (
        "/Library/OpenSC/lib/opensc-pkcs11.so",
        "/opt/homebrew/lib/opensc-pkcs11.so",
        "/usr/local/lib/opensc-pkcs11.so",
        "/usr/local/lib/libykcs11.dylib",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    ),
    "linux": (
        "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
        "/usr/lib64/opensc-pkcs11.so",
        "/usr/local/lib/libacpkcs211.so",
        "/usr/lib/x86_64-linux-gnu/libykcs11.so",
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/pkcs11/libsofthsm2.so",
    ),
}
_REFUSALS = {
    "PinIncorrect": "The PIN is wrong. Nothing was signed. A card locks itself after a few wrong PINs, often three.",
    "PinInvalid": "The PIN has characters that the card does not take. Nothing was signed.",
    "PinLenRange": "The PIN is too short or too long for this card. Nothing was signed.",
    "PinLocked": "The card is locked after too many wrong PINs. Whoever issued it can unlock it. Nothing was signed.",
    "PinExpired": "The PIN of the card has expired. Change it with the card's own program first. Nothing was signed.",
    "DeviceRemoved": "The card was taken out. What was signed before is kept. Put it in again for the rest.",
    "TokenNotPresent": "The card was taken out. What was signed before is kept. Put it in again for the rest.",
}
_PIV_SIGNATURE = b"\x02"  # the id that OpenSC and ykcs11 give to slot 9c


def card_libraries() -> tuple[Path, ...]:
    """Return the usual libraries for cards that are on this computer."""
    return tuple(path for path in map(Path, _LIBRARIES.get(sys.platform, ())) if path.is_file())


def read_cards(library: Path) -> tuple[CardContent, ...]:
    """Return the cards in the readers that have certificates, without a PIN. Raises SignerRefused."""
    with _tokens(library) as tokens:
        contents = [CardContent(_named(token), tuple(_facts_on(token))) for token in tokens]
    return tuple(content for content in contents if content.certificates)


@contextmanager
def opened_card(card: Card) -> Iterator[tuple[SigningCertificate, PdfSigner]]:
    """Log in to the card; give its certificate, and what signs with the key beside it. Raises SignerRefused."""
    with _tokens(card.library) as tokens:
        token = next((each for each in tokens if _named(each) == card.token), None)
        if token is None:
            raise SignerRefused(f"The card “{card.token.label}” is not in the reader. Put it in, then try again.")
        with token.open(user_pin=card.pin) as session:
            chosen = _chosen(session, card)
            yield chosen.facts, _signer(session, token, chosen, card.pin)


@contextmanager
def _tokens(library: Path) -> Iterator[list[Any]]:
    """The cards in the readers. Afterwards the library lets go of them: nobody stays logged in."""
    pkcs11 = _binding()
    try:
        loaded = pkcs11.lib(str(library))
    except pkcs11.PKCS11Error as error:
        raise SignerRefused(f"“{library.name}” is not a library that reads cards, or does not start.") from error
    try:
        with said_in_words():
            found = [_token_in(slot) for slot in loaded.get_slots(token_present=True)]
            yield [token for token in found if token is not None]
    finally:
        loaded.finalize()


@contextmanager
def said_in_words() -> Iterator[None]:
    """What a card answers in here is raised as SignerRefused."""
    try:
        yield
    except RuntimeError as error:
        if type(error).__module__ != "pkcs11.exceptions":  # which not every installation can import
            raise
        name = type(error).__name__
        unknown = f"The card refused ({name}). What was signed before is kept. Take it out, put it in, and try again."
        raise SignerRefused(_REFUSALS.get(name, unknown)) from error


def _token_in(slot: Any) -> Any:
    """The card in a reader; None of one that is empty inside or unknown to the library."""
    from pkcs11 import PKCS11Error, TokenFlag

    try:
        token = slot.get_token()
    except PKCS11Error:
        return None
    return token if token.flags & TokenFlag.TOKEN_INITIALIZED else None


def _binding() -> Any:
    """The package that speaks to the libraries; not every installation has it."""
    try:
        import pkcs11
    except ImportError as error:
        sentence = "This installation cannot read cards: the package python-pkcs11 is missing. Use a certificate file."
        raise SignerRefused(sentence) from error
    return pkcs11


def _named(token: Any) -> CardToken:
    return CardToken(token.label.strip(), token.serial.decode("ascii", "replace").strip())


@dataclass(frozen=True, slots=True)
class _OnCard:
    """A certificate on a card, and the id that it shares with its key."""

    facts: SigningCertificate
    content: bytes
    key_id: bytes


def _facts_on(token: Any) -> Iterator[SigningCertificate]:
    with token.open() as session:
        yield from [each.facts for each in _certificates(session)]


def _certificates(session: Any) -> list[_OnCard]:
    """Those for documents first, and of a PIV card that of slot 9c; what cannot be read is left out."""
    from pkcs11 import Attribute, ObjectClass

    found: list[_OnCard] = []
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        content = each[Attribute.VALUE]
        try:
            facts = certificate_facts(x509.load_der_x509_certificate(content))
        except (ValueError, SignerRefused):
            continue
        found.append(_OnCard(facts, content, each[Attribute.ID]))
    return sorted(found, key=lambda each: (not each.facts.is_for_documents, each.key_id != _PIV_SIGNATURE))


def _chosen(session: Any, card: Card) -> _OnCard:
    fitting = [each for each in _certificates(session) if card.fingerprint in ("", each.facts.fingerprint)]
    able = [each for each in fitting if each.facts.may_sign]
    if not fitting:
        raise SignerRefused("This certificate is no longer on the card. Choose one that is.")
    return (able or fitting)[0]


def _signer(session: Any, token: Any, chosen: _OnCard, pin: str) -> PdfSigner:
    """What signs with the key of that certificate. Digests are made here, where the card can sign them as they are."""
    from pkcs11 import Attribute, Mechanism, ObjectClass
    from pyhanko.sign.pkcs11 import PKCS11Signer

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.ID: chosen.key_id}
    key = next(iter(list(session.get_objects(wanted))), None)
    if key is None:
        raise SignerRefused("The key of this certificate is not on the card. Choose another certificate.")
    plain = Mechanism.RSA_PKCS if chosen.facts.bits else Mechanism.ECDSA
    return PKCS11Signer(
        session,
        signing_cert=asn1_x509.Certificate.load(chosen.content),
        key_id=chosen.key_id,
        use_raw_mechanism=plain in token.slot.get_mechanisms(),
        base_sign_kwargs={"pin": pin} if _asks_each_time(key) else None,
    )


def _asks_each_time(key: Any) -> bool:
    """Whether the card wants the PIN for every signature, as of slot 9c (PKCS#11: CKA_ALWAYS_AUTHENTICATE)."""
    from pkcs11 import Attribute, PKCS11Error

    try:
        return bool(key[Attribute.ALWAYS_AUTHENTICATE])
    except PKCS11Error:
        return False
