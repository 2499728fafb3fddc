"""Signs issued papers with the signatory's own certificate, and keeps the signed copy beside what was issued.

Passphrases and PINs go to the file or the card and nowhere else. Signing takes long and asks a card, so it happens
outside of any change; each signed copy is kept by one of its own. pyHanko is slow to load: that waits until it is used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import Cancelled, FileRefused, RuleBroken
from coordinator.exchange.signing_certificate import SignerRefused
from coordinator.model import Certificate, Letter, Signature
from coordinator.rules.signing import CardContent, CardToken, KeyFile, Signer, SigningCertificate
from coordinator.rules.vocabulary import Area
from coordinator.services.certificates import BatchResult
from coordinator.services.papers import stored_file
from coordinator.services.progress import Progress, silent
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.signatures import PaperToSign, papers_to_sign, why_not

if TYPE_CHECKING:
    from coordinator.exchange.pdf_signing import OpenSigner

REASON = "Attests that this document was issued as it stands"
SIGNED = Area.CERTIFICATES | Area.LETTERS | Area.FILES  # what keeping a signature touches


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """A paper's file with the signature behind it, whose certificate it was, and when."""

    paper_id: int
    content: bytes
    certificate: SigningCertificate
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class FoundCertificates:
    """The certificates in a key file (which is then a card without a name) or on cards, or why there are none."""

    cards: tuple[CardContent, ...] = ()
    problem: str = ""


def certificate_of_file(file: KeyFile) -> FoundCertificates:
    """Open a key file to see whose it is."""
    from coordinator.exchange.key_file import open_key_file

    try:
        certificate, _ = open_key_file(file)
    except RuleBroken as refusal:
        return FoundCertificates(problem=str(refusal))
    return FoundCertificates((CardContent(CardToken("", ""), (certificate,)),))


def certificates_on_cards(library: Path) -> FoundCertificates:
    """See which cards are in the readers, and whose they are. Needs no PIN."""
    from coordinator.exchange.smart_card import read_cards

    try:
        cards = read_cards(library)
    except RuleBroken as refusal:
        return FoundCertificates(problem=str(refusal))
    return FoundCertificates(cards, "" if cards else "There is no card with a certificate in the reader.")


def known_card_libraries() -> tuple[Path, ...]:
    """Return the libraries for cards that are in their usual places on this computer."""
    from coordinator.exchange.smart_card import card_libraries

    return card_libraries()


def sign_documents(
    workspace: Workspace, papers: Sequence[int], signer: Signer, progress: Progress = silent
) -> BatchResult:
    """Sign the papers one after the other. What was signed before a cancel or a failing card stays signed.

    Raises RuleBroken when the file or the card does not open; nothing is signed then, and a PIN is tried only once.
    """
    from coordinator.exchange.pdf_signing import opened

    rows = workspace.read(papers_to_sign, papers)
    made: list[str] = []
    refused: list[str] = []
    stopped = False
    with opened(signer, workspace.clock.now()) as key:
        for done, row in enumerate(rows):
            try:
                progress(done, len(rows), row.number)
                _sign(workspace, row, key)
                made.append(row.number)
            except Cancelled:
                stopped = True
            except (RuleBroken, FileRefused) as refusal:
                refused.append(f"{row.number}: {refusal}")
                stopped = isinstance(refusal, SignerRefused)  # it would not sign the others either
            if stopped:
                break
    return BatchResult(tuple(made), tuple(refused), stopped, len(rows))


def _sign(workspace: Workspace, row: PaperToSign, key: "OpenSigner") -> None:
    from coordinator.exchange.pdf_signing import sign_pdf

    if row.why_not:
        raise RuleBroken(row.why_not)
    _, issued = workspace.read(stored_file, row.file_id)
    moment = workspace.clock.now()
    content = sign_pdf(issued, key, REASON, moment)
    workspace.change(keep_signature, SignedCopy(row.id, content, key.certificate, moment))


def keep_signature(uow: UnitOfWork, signed: SignedCopy) -> int:
    """Keep a signed copy beside the paper that was issued; returns the id of the signature."""
    paper: Certificate | Letter = (
        uow.get(Certificate, signed.paper_id) if signed.paper_id > 0 else uow.get(Letter, -signed.paper_id)
    )
    own = Signature.certificate_id if signed.paper_id > 0 else Signature.letter_id
    refusal = why_not(paper.state, uow.first(select(Signature).where(own == paper.id)) is not None)
    if refusal:
        raise RuleBroken(refusal)
    if not signed.content.startswith(paper.file.content):
        raise RuleBroken(f"What was signed is not {paper.number} as it was issued.")
    kept = uow.keep_file(f"{paper.number}-signed.pdf", "application/pdf", signed.content)
    signature = uow.add(
        Signature(
            certificate_id=paper.id if signed.paper_id > 0 else None,
            letter_id=paper.id if signed.paper_id < 0 else None,
            file_id=kept.id,
            sha256=kept.sha256,
            signer=signed.certificate.subject,
            issuer=signed.certificate.issuer,
            fingerprint=signed.certificate.fingerprint,
            signed_at=signed.signed_at,
        )
    )
    uow.describe(f"Sign {'certificate' if signed.paper_id > 0 else 'letter'} {paper.number}", undoable=False)
    return signature.id
