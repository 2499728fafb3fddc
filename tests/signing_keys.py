"""Keys to sign with: an office that issues certificates, key files, and a card in software. Made once a run."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from coordinator.rules.signing import CardToken

PASSPHRASE = "correct horse"
PIN, WRONG_PIN = "483912", "111111"
FIRST_DAY, LAST_DAY = datetime(2021, 1, 1, tzinfo=UTC), datetime(2049, 1, 1, tzinfo=UTC)
SIGNER, ISSUER = "Dana Whitfield", "Example Office CA"
SOFT_LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
Usage = tuple[bool, bool]
FOR_DOCUMENTS: Usage = (True, True)
FOR_LOGIN: Usage = (True, False)
FOR_MAIL: Usage = (False, False)


@cache
def key(kind: str) -> Key:
    """One of each kind is enough: RSA keys take long to make."""
    if kind.startswith("RSA"):
        return rsa.generate_private_key(65537, int(kind.removeprefix("RSA ")))
    curves = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "secp256k1": ec.SECP256K1()}
    return ec.generate_private_key(curves[kind]) if kind in curves else ed25519.Ed25519PrivateKey.generate()


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@cache
def office() -> x509.Certificate:
    """The certificate of whoever issues the others."""
    return _certificate(key("P-384"), ISSUER, FOR_DOCUMENTS, FIRST_DAY, LAST_DAY, is_issuer=True)


@cache
def certificate(
    kind: str = "P-256", usage: Usage = FOR_DOCUMENTS, first: datetime = FIRST_DAY, last: datetime = LAST_DAY
) -> x509.Certificate:
    return _certificate(key(kind), SIGNER, usage, first, last)


def _certificate(
    held: Key, name: str, usage: Usage, first: datetime, last: datetime, *, is_issuer: bool = False
) -> x509.Certificate:
    signs, for_documents = usage
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(ISSUER))
        .public_key(held.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(is_issuer, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=signs, content_commitment=for_documents, key_encipherment=not signs,
                data_encipherment=False, key_agreement=False, key_cert_sign=is_issuer, crl_sign=is_issuer,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    office_key = key("P-384")
    assert isinstance(office_key, ec.EllipticCurvePrivateKey)
    return builder.sign(office_key, hashes.SHA256())


def der(held: x509.Certificate) -> bytes:
    return held.public_bytes(Encoding.DER)


def write_key_file(path: Path, kind: str, held: x509.Certificate | None = None) -> Path:
    """A PKCS#12 file with the key, its certificate and the office's."""
    held = held or certificate(kind)
    path.write_bytes(_key_file(kind, held))
    return path


@cache
def _key_file(kind: str, held: x509.Certificate) -> bytes:
    locked = BestAvailableEncryption(PASSPHRASE.encode())
    return serialize_key_and_certificates(b"key", key(kind), held, [office()], locked)


_kept: list[TemporaryDirectory[str]] = []


@cache
def why_no_card() -> str:
    """Why there is no card in software here; empty when there is one."""
    try:
        import pkcs11  # noqa: F401
    except ImportError:
        return "python-pkcs11 is not installed"
    if not SOFT_LIBRARY.is_file() or shutil.which("softhsm2-util") is None:
        return "SoftHSM is not installed (apt-get install softhsm2)"
    return ""


@cache
def soft_card(label: str, kinds: Sequence[tuple[str, bytes, Usage]]) -> CardToken:
    """A card with these keys: kind, id, usage. All cards of a run are in one reader."""
    import pkcs11

    if not _kept:
        _kept.append(TemporaryDirectory())
        folder = Path(_kept[0].name)
        (folder / "tokens").mkdir()
        (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
        os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    make = ["softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "87654321", "--pin", PIN]
    subprocess.run(make, check=True, capture_output=True)
    library = pkcs11.lib(str(SOFT_LIBRARY))
    token = library.get_token(token_label=label)
    with token.open(rw=True, user_pin=PIN) as session:
        for kind, key_id, usage in kinds:
            _put(session, kind, key_id, usage)
    named = CardToken(token.label, token.serial.decode())
    library.finalize()
    return named


def _put(session: object, kind: str, key_id: bytes, usage: Usage) -> None:
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat
    from pkcs11 import Attribute, CertificateType, ObjectClass
    from pkcs11.util import ec as ec_keys
    from pkcs11.util import rsa as rsa_keys

    held, made = key(kind), certificate(kind, usage)
    plain = held.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    decoded = rsa_keys.decode_rsa_private_key(plain) if kind.startswith("RSA") else ec_keys.decode_ec_private_key(plain)
    own = {Attribute.ID: key_id, Attribute.LABEL: kind, Attribute.TOKEN: True}
    always = {Attribute.ALWAYS_AUTHENTICATE: key_id == b"\x02"}
    session.create_object(decoded | own | always | {Attribute.PRIVATE: True, Attribute.SIGN: True})  # type: ignore[attr-defined]
    session.create_object(  # type: ignore[attr-defined]
        own
        | {
            Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
            Attribute.VALUE: der(made), Attribute.SUBJECT: made.subject.public_bytes(), Attribute.PRIVATE: False,
        }
    )  # fmt: skip
