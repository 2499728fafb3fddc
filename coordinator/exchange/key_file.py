"""Keys in PKCS#12 files (.p12, .pfx)."""

from pathlib import Path

from asn1crypto import x509
from asn1crypto.pkcs12 import Pfx
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12
from cryptography.x509 import Certificate
from pyhanko.sign.signers.pdf_cms import Signer as PdfSigner
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from coordinator.exchange.signing_certificate import SignerRefused, certificate_facts
from coordinator.rules.signing import KeyFile, SigningCertificate

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_LARGEST = 1 << 20  # bytes; key files have some thousand
_POINTS = 9  # bytes by which the DER of an ECDSA signature is longer than its two numbers


def open_key_file(file: KeyFile) -> tuple[SigningCertificate, PdfSigner]:
    """Return what the certificate in the file says, and what signs with its key. Raises SignerRefused."""
    held = _opened(file)
    if held.key is None or held.cert is None:
        raise SignerRefused(
            f"“{file.path.name}” has no private key with a certificate. Export it together with its key."
        )
    facts = certificate_facts(held.cert.certificate)
    if not isinstance(held.key, PrivateKey):
        raise SignerRefused(f"“{file.path.name}” cannot sign PDF files. {facts.why_not(facts.not_before)}")
    others = [each.certificate for each in held.additional_certs]
    return facts, _KeySigner(held.key, held.cert.certificate, others)


def _opened(file: KeyFile) -> PKCS12KeyAndCertificates:
    data = _bytes(file.path)
    try:
        return load_pkcs12(data, file.passphrase.encode() or None)
    except UnsupportedAlgorithm as error:
        sentence = "is encrypted in a way that is no longer safe. Export it again, encrypted with AES-256."
        raise SignerRefused(f"“{file.path.name}” {sentence}") from error
    except (ValueError, TypeError) as error:
        raise SignerRefused(f"This passphrase does not open “{file.path.name}”. Nothing was signed.") from error


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except OSError as error:
        raise SignerRefused(f"“{path.name}” cannot be read ({error.strerror or error}).") from error
    try:
        is_key_file = Pfx.load(data, strict=True)["version"].native == "v3"
    except (ValueError, TypeError):
        is_key_file = False
    if not is_key_file:
        raise SignerRefused(f"“{path.name}” is not a certificate file of the kind .p12 or .pfx.")
    return data


class _KeySigner(PdfSigner):
    """Signs with a key that is read once: pyHanko's own signer reads and checks it for every file (RSA: 0.2 s)."""

    def __init__(self, key: PrivateKey, certificate: Certificate, others: list[Certificate]) -> None:
        super().__init__(signing_cert=_as_asn1(certificate))
        self.cert_registry.register_multiple(_as_asn1(each) for each in others)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """Sign the bytes; a dry run returns as many bytes as a signature can have."""
        digest = get_pyca_cryptography_hash(digest_algorithm)
        assert isinstance(digest, hashes.HashAlgorithm)
        if isinstance(self._key, rsa.RSAPrivateKey):
            return bytes(self._key.key_size // 8) if dry_run else self._key.sign(data, padding.PKCS1v15(), digest)
        if dry_run:
            return bytes(2 * ((self._key.key_size + 7) // 8) + _POINTS)
        return self._key.sign(data, ec.ECDSA(digest))


def _as_asn1(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))
