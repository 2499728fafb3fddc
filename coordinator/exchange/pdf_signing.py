"""Signs PDF files (PAdES B-B, ETSI EN 319 142-1): what is signed is added behind the file, which stays as it is.

The signature certifies the file and allows no later change (DocMDP 1). It goes into the field that the drawing layer
prepared, because a field that is added now would not be tagged, and the file would lose PDF/UA.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_cms import Signer as PyHankoSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession

from coordinator.errors import FileRefused
from coordinator.exchange.key_file import open_key_file
from coordinator.exchange.signing_certificate import SignerRefused
from coordinator.exchange.smart_card import opened_card, said_in_words
from coordinator.rules.signing import KeyFile, Signer, SigningCertificate

FIELD = "Signature"


@dataclass(frozen=True, slots=True)
class OpenSigner:
    """A key that is ready to sign: what its certificate says, and what signs with it."""

    certificate: SigningCertificate
    engine: PyHankoSigner


@contextmanager
def opened(signer: Signer, moment: datetime) -> Iterator[OpenSigner]:
    """Open the file or log in to the card, once for many documents.

    Raises SignerRefused, also for a certificate that may not sign at that moment.
    """
    with opened_card(signer) if not isinstance(signer, KeyFile) else _opened_file(signer) as (certificate, engine):
        why_not = certificate.why_not(moment)
        if why_not:
            raise SignerRefused(f"The certificate of {certificate.subject} cannot sign. {why_not}")
        yield OpenSigner(certificate, engine)


@contextmanager
def _opened_file(file: KeyFile) -> Iterator[tuple[SigningCertificate, PyHankoSigner]]:
    yield open_key_file(file)


def sign_pdf(data: bytes, signer: OpenSigner, reason: str, moment: datetime) -> bytes:
    """Return the file with the signature behind it. The moment is the signer's own word: there is no time server.

    Raises FileRefused when the file cannot be signed, SignerRefused when the card does not.
    """
    about = PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        tight_size_estimates=True,
    )
    signed = io.BytesIO()
    try:
        with said_in_words():
            _Signing(about, signer.engine, moment).sign_pdf(_Additions(io.BytesIO(data)), output=signed)
    except (PdfError, SigningError) as error:
        raise FileRefused(f"This PDF cannot be signed: {_why(data)}.") from error
    return signed.getvalue()


class _Additions(IncrementalPdfFileWriter):
    """What is added behind a file. The file's metadata stays as it is: pyHanko's would break PDF/A."""

    def _update_meta(self) -> None:
        pass

    def _populate_trailer(self, trailer: Any) -> None:
        """Packed, the table of places of some files ends in a carriage return, which PDF/A readers take for a line end
        (ISO 19005-2, 6.1.7.1). Plain it ends in the generation of the last object, which is 0.
        """
        base: Any = super()
        base._populate_trailer(trailer)
        trailer.pop("/Filter", None)


class _Signing(PdfSigner):
    """Signs at a given moment instead of the system's."""

    def __init__(self, about: PdfSignatureMetadata, engine: PyHankoSigner, moment: datetime) -> None:
        super().__init__(about, engine, new_field_spec=SigFieldSpec(FIELD))
        self._moment = moment

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._moment
        return session

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
        """PAdES alone: pyHanko would also say that a file signed with P-256 is PDF 2.0, which PDF/A-2 is not."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


def _why(data: bytes) -> str:
    return "it is signed already" if b"/ByteRange" in data else "it is damaged or locked"
