"""What a certificate (X.509) says of itself, read for people."""

import logging
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, rsa
from cryptography.x509.oid import NameOID

from coordinator.errors import RuleBroken
from coordinator.rules.signing import SigningCertificate

_CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
_NAMED_BY = (NameOID.COMMON_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_NAME)
_LONGEST = 200

# What pyHanko logs has names in it; what matters of it is in what is returned and raised.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


class SignerRefused(RuleBroken):
    """The file or the card cannot sign: nothing that comes after would be signed either."""


def certificate_facts(certificate: x509.Certificate) -> SigningCertificate:
    """Return what the certificate says. Raises SignerRefused where it cannot be read."""
    try:
        signs, is_for_documents = _usage(certificate)
        key, bits = _key(certificate.public_key())
        return SigningCertificate(
            subject=_called(certificate.subject),
            issuer=_called(certificate.issuer),
            not_before=certificate.not_valid_before_utc,
            not_after=certificate.not_valid_after_utc,
            key=key,
            bits=bits,
            may_sign=signs,
            is_for_documents=is_for_documents,
            fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        )
    except (ValueError, x509.DuplicateExtension) as error:
        raise SignerRefused("The certificate is damaged and cannot be read.") from error


def _usage(certificate: x509.Certificate) -> tuple[bool, bool]:
    """Whether it may sign, and whether it is for documents. Without a key usage nothing is forbidden."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True, False
    return usage.digital_signature or usage.content_commitment, usage.content_commitment


def _key(key: Any) -> tuple[str, int]:
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}", key.key_size
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _CURVES.get(key.curve.name, key.curve.name), 0
    kinds = {ed25519.Ed25519PublicKey: "Ed25519", ed448.Ed448PublicKey: "Ed448"}
    return next((name for kind, name in kinds.items() if isinstance(key, kind)), "of an unknown kind"), 0


def _called(name: x509.Name) -> str:
    """The common name, else what there is; on one line, and never endless."""
    for kind in _NAMED_BY:
        for each in name.get_attributes_for_oid(kind):
            value = each.value if isinstance(each.value, str) else each.value.decode("utf-8", "replace")
            return " ".join(value.split())[:_LONGEST]
    return name.rfc4514_string()[:_LONGEST] or "not named"
