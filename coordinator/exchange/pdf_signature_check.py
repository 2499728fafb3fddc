"""Checks the signatures in a PDF without any network: nothing is asked of whoever issued the certificates."""

import io
from collections.abc import Sequence
from typing import Any

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from coordinator.errors import FileRefused
from coordinator.exchange.signing_certificate import certificate_facts
from coordinator.rules.signing import LaterChange, SignatureCheck

_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)


def check_signatures(data: bytes, trusted: Sequence[bytes] = ()) -> tuple[SignatureCheck, ...]:
    """Return what each signature is worth, in the order in which they were made; none of a file that has none.

    `trusted` are certificates (DER or PEM) of issuers, or of signers themselves. Raises FileRefused.
    """
    roots = [_certificate(each) for each in trusted]
    try:
        reader = PdfFileReader(io.BytesIO(data))
        return tuple(_checked(each, roots) for each in reader.embedded_regular_signatures)
    except FileRefused:
        raise
    except Exception as error:
        # From outside comes any damage, and pyHanko meets it with many kinds of errors.
        raise FileRefused("The signatures cannot be read: the file is damaged or locked.") from error


def _certificate(content: bytes) -> asn1_x509.Certificate:
    try:
        found = asn1_x509.Certificate.load(pem.unarmor(content)[2] if pem.detect(content) else content, strict=True)
        assert isinstance(found.native, dict)
    except (ValueError, TypeError) as error:
        raise FileRefused("A trusted certificate cannot be read. Export it again as .cer or .pem.") from error
    return found


def _checked(found: EmbeddedPdfSignature, roots: list[asn1_x509.Certificate]) -> SignatureCheck:
    signer = certificate_facts(x509.load_der_x509_certificate(found.signer_cert.dump()))
    moment = found.self_reported_timestamp
    status = _status(found, ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment))
    return SignatureCheck(
        signer=signer.subject,
        issuer=signer.issuer,
        fingerprint=signer.fingerprint,
        signed_at=moment,
        is_intact=status.intact,
        is_valid=status.valid and signer.may_sign,
        was_in_time=moment is None or signer.not_before <= moment <= signer.not_after,
        is_trusted=status.trusted,
        covers_whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        later=_later(status),
    )


def _status(found: EmbeddedPdfSignature, context: ValidationContext) -> PdfSignatureStatus:
    status: Any = validate_pdf_signature(found, context, key_usage_settings=_USAGE)
    assert isinstance(status, PdfSignatureStatus)
    return status


def _later(status: PdfSignatureStatus) -> LaterChange:
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION or not status.docmdp_ok:
        return LaterChange.FORBIDDEN
    if status.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return LaterChange.NONE
    return LaterChange.FORBIDDEN if status.modification_level is ModificationLevel.OTHER else LaterChange.ALLOWED
