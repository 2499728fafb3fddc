"""Signing PDF files and checking what was signed: with key files and with a card, whole, altered and added to."""

import io
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest
from cryptography import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from coordinator.documents.drawing import Sheet, Style
from coordinator.documents.metadata import About
from coordinator.documents.typography import Face
from coordinator.errors import FileRefused
from coordinator.exchange.key_file import open_key_file
from coordinator.exchange.pdf_signature_check import check_signatures
from coordinator.exchange.pdf_signing import FIELD, opened, sign_pdf
from coordinator.exchange.signing_certificate import SignerRefused
from coordinator.exchange.smart_card import card_libraries, read_cards
from coordinator.rules.signing import Card, CardToken, KeyFile, LaterChange, Signer
from tests import signing_keys as keys

NOW = datetime(2026, 11, 12, 15, 0, tzinfo=UTC)
PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
needs_card = pytest.mark.skipif(bool(keys.why_no_card()), reason=keys.why_no_card())


@cache
def paper(*, is_prepared: bool = True) -> bytes:
    """A letter, as it is drawn now, or without the field, as earlier releases drew it."""
    sheet = Sheet((612, 792), About("Letter", "Unit", "A letter", date(2026, 11, 12)))
    sheet.heading(1, 72, 700, "A letter", Style(Face.SERIF, 20))
    sheet.paragraph(72, 660, "It says that a license was issued.", Style(Face.SERIF, 11))
    if is_prepared:
        sheet.signature_slot(FIELD, "Digital signature of the signatory")
    return sheet.finish()


def signed(signer: Signer, data: bytes | None = None) -> bytes:
    with opened(signer, NOW) as key:
        return sign_pdf(data or paper(), key, "Issued", NOW)


def key_file(folder: Path, kind: str = "P-256", held: x509.Certificate | None = None) -> KeyFile:
    return KeyFile(keys.write_key_file(folder / "office.p12", kind, held), keys.PASSPHRASE)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The paper, signed once; every test that damages it takes it from here."""
    return signed(key_file(tmp_path_factory.mktemp("key")))


@pytest.mark.parametrize("kind", ["P-256", "RSA 2048"])
def test_a_signed_file_stays_accessible_archivable_and_begins_with_what_was_issued(tmp_path: Path, kind: str) -> None:
    data = signed(key_file(tmp_path, kind))
    assert data.startswith(paper())
    assert len(data) - len(paper()) < 8_000
    for profile in PROFILES:
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]
    (check,) = check_signatures(data, [keys.der(keys.office())])
    assert check.is_genuine
    assert check.is_trusted
    assert check.covers_whole_file
    assert (check.signer, check.issuer, check.signed_at) == (keys.SIGNER, keys.ISSUER, NOW)
    assert check.later is LaterChange.NONE


def test_what_is_added_is_plain_so_that_it_never_ends_in_a_line_end(copy: bytes) -> None:
    """A packed table of places did in one file of twelve, and then the file was no PDF/A."""
    added = copy[len(paper()) :]
    assert b"/Type /XRef" in added.replace(b"\n", b" ")
    assert b"/Filter" not in added.replace(b"/Filter /Adobe.PPKLite", b"")
    assert b"\x00\nendstream" in added


def test_pyhanko_s_own_way_would_have_broken_the_archive_format(tmp_path: Path) -> None:
    """The check above can fail: a field that is not tagged and new metadata are found."""
    from pyhanko.sign import signers

    _, engine = open_key_file(key_file(tmp_path))
    out = io.BytesIO()
    about = signers.PdfSignatureMetadata(field_name="Other")
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(paper(is_prepared=False))), about, engine, output=out)
    assert not any(page.is_pdf_compliant_bytes(out.getvalue(), profile=profile) for profile in PROFILES)


def test_a_paper_of_an_earlier_release_is_signed_in_a_field_of_its_own(tmp_path: Path) -> None:
    issued = paper(is_prepared=False)
    data = signed(key_file(tmp_path), issued)
    assert data.startswith(issued)
    assert [check.is_genuine for check in check_signatures(data)] == [True]


def test_the_signature_certifies_and_forbids_every_change(copy: bytes) -> None:
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert signature.Reference[0].TransformParams.P == 1
        assert pdf.Root.AcroForm.Fields[0].T == FIELD
        assert len(pdf.Root.AcroForm.Fields) == 1


def test_without_a_known_issuer_it_is_genuine_but_not_trusted(copy: bytes) -> None:
    (check,) = check_signatures(copy)
    assert check.is_genuine
    assert not check.is_trusted
    assert check.sentence == (
        f"Signed by {keys.SIGNER}; the file is as it was signed. "
        f"Issuer unknown: {keys.ISSUER} is not among those trusted here."
    )
    (check,) = check_signatures(copy, [keys.der(keys.certificate())])
    assert check.is_trusted


def test_no_flipped_byte_goes_unnoticed(copy: bytes) -> None:
    gap = range(copy.index(b"/Contents <"), copy.index(b"/ByteRange"))
    places = [place for place in range(40, len(copy), 367) if place not in gap]
    assert len(places) > 15
    altered = 0
    for place in places:
        try:
            checks = check_signatures(copy[:place] + bytes([copy[place] ^ 1]) + copy[place + 1 :])
        except FileRefused:
            continue
        assert not any(check.is_genuine for check in checks)
        altered += any(check.sentence.startswith("Altered") for check in checks)
    assert altered > len(places) // 2


def test_what_is_added_behind_the_signature_is_found(copy: bytes) -> None:
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(copy))
    out = io.BytesIO()
    writer.root["/Foreign"] = generic.NameObject("/Addition")
    writer.update_root()
    writer.write(out)
    (check,) = check_signatures(out.getvalue())
    assert check.is_intact
    assert check.later is LaterChange.FORBIDDEN
    assert not check.is_genuine
    assert "Changed later" in check.sentence


def test_a_remark_behind_the_end_of_the_file_changes_nothing_and_is_said(copy: bytes) -> None:
    (check,) = check_signatures(copy + b"\n% printed\n")
    assert check.is_genuine
    assert not check.covers_whole_file
    assert "changes nothing that it protects" in check.sentence


def test_a_file_that_was_saved_anew_is_no_longer_what_was_signed(copy: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        pdf.save(out)
    assert [check.is_genuine for check in check_signatures(out.getvalue())] == [False]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 but nothing else", b"\x00" * 400])
def test_what_is_not_a_pdf_is_neither_checked_nor_signed(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(FileRefused, match="damaged or locked"):
        check_signatures(data)
    with opened(key_file(tmp_path), NOW) as key, pytest.raises(FileRefused, match="cannot be signed"):
        sign_pdf(data, key, "Issued", NOW)


def test_a_file_without_a_signature_has_none(copy: bytes) -> None:
    assert check_signatures(paper()) == ()


def test_a_signed_file_is_not_signed_again(tmp_path: Path, copy: bytes) -> None:
    with opened(key_file(tmp_path), NOW) as key, pytest.raises(FileRefused, match="signed already"):
        sign_pdf(copy, key, "Issued", NOW)


@pytest.mark.parametrize(
    ("kind", "held", "sentence"),
    [
        ("P-256", lambda: keys.certificate(usage=keys.FOR_MAIL), "not issued for signing"),
        ("P-256", lambda: keys.certificate(last=datetime(2026, 11, 1, tzinfo=UTC)), "expired on 2026-11-01"),
        ("P-256", lambda: keys.certificate(first=datetime(2027, 1, 1, tzinfo=UTC)), "not valid before 2027-01-01"),
        ("Ed25519", lambda: keys.certificate("Ed25519"), "Its key is Ed25519, which PDF readers do not check"),
        ("secp256k1", lambda: keys.certificate("secp256k1"), "Its key is secp256k1"),
        ("RSA 1024", lambda: keys.certificate("RSA 1024"), "Its key .RSA 1024. is too short"),
    ],
)
def test_a_certificate_that_may_not_sign_is_refused_in_a_sentence(
    tmp_path: Path, kind: str, held: Callable[[], x509.Certificate], sentence: str
) -> None:
    with pytest.raises(SignerRefused, match=sentence), opened(key_file(tmp_path, kind, held()), NOW):
        pass


def test_a_wrong_passphrase_is_said_without_the_passphrase(tmp_path: Path) -> None:
    file = KeyFile(key_file(tmp_path).path, "hunter2")
    assert "hunter2" not in repr(file)
    with pytest.raises(SignerRefused, match="This passphrase does not open") as refusal, opened(file, NOW):
        pass
    assert "hunter2" not in f"{refusal.value!r} {refusal.value.__cause__!r}"


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.p12"
    path.write_bytes(paper())
    for file in (path, tmp_path / "missing.p12"):
        with (
            pytest.raises(SignerRefused, match=r"is not a certificate file|cannot be read"),
            opened(KeyFile(file, ""), NOW),
        ):
            pass


def test_a_trusted_certificate_that_cannot_be_read_is_refused(copy: bytes) -> None:
    with pytest.raises(FileRefused, match="trusted certificate"):
        check_signatures(copy, [b"not a certificate"])


# cards


@cache
def piv() -> CardToken:
    """As on a PIV card: a key to log in (9a, RSA here) and one for signatures (9c), which asks the PIN each time."""
    return keys.soft_card(
        "PIV of Dana", (("RSA 2048", b"\x01", keys.FOR_LOGIN), ("P-256", b"\x02", keys.FOR_DOCUMENTS))
    )


def card(pin: str = keys.PIN, fingerprint: str = "") -> Card:
    return Card(keys.SOFT_LIBRARY, piv(), pin, fingerprint)


@needs_card
def test_a_card_shows_its_certificates_without_a_pin_and_signs_with_the_one_for_documents() -> None:
    token = piv()
    (content,) = [each for each in read_cards(keys.SOFT_LIBRARY) if each.token == token]
    assert [each.key for each in content.certificates] == ["P-256", "RSA 2048"]
    for fingerprint, chosen in (("", "P-256"), (content.certificates[1].fingerprint, "RSA 2048")):
        with opened(card(fingerprint=fingerprint), NOW) as key:
            assert key.certificate.key == chosen
            (check,) = check_signatures(sign_pdf(paper(), key, "Issued", NOW), [keys.der(keys.office())])
        assert check.is_genuine
        assert check.is_trusted
    assert keys.SOFT_LIBRARY in card_libraries()


@needs_card
def test_a_wrong_pin_is_said_without_the_pin_and_leaves_nobody_logged_in() -> None:
    with (
        pytest.raises(SignerRefused, match=r"The PIN is wrong.*locks itself") as refusal,
        opened(card(keys.WRONG_PIN), NOW),
    ):
        pass
    said = f"{card(keys.WRONG_PIN)!r} {refusal.value!r} {refusal.value.__cause__!r}"
    assert keys.WRONG_PIN not in said
    assert check_signatures(signed(card()))[0].is_genuine


@needs_card
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: Card(keys.SOFT_LIBRARY, CardToken("Another", "1"), keys.PIN), "“Another” is not in the reader"),
        (lambda: card(fingerprint="00"), "no longer on the card"),
        (lambda: Card(Path("/no/library.so"), piv(), keys.PIN), "“library.so” is not a library that reads cards"),
    ],
)
def test_a_card_that_is_not_there_is_said(wrong: Callable[[], Card], sentence: str) -> None:
    with pytest.raises(SignerRefused, match=sentence), opened(wrong(), NOW):
        pass


# other programs


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler is not installed")
def test_poppler_finds_the_signature_valid(tmp_path: Path, copy: bytes) -> None:
    (tmp_path / "signed.pdf").write_bytes(copy)
    said = subprocess.run(
        ["pdfsig", "signed.pdf"], cwd=tmp_path, env={**os.environ, "HOME": str(tmp_path)}, capture_output=True,
        text=True, check=False,
    ).stdout  # fmt: skip
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert f"Signer Certificate Common Name: {keys.SIGNER}" in said


def test_qpdf_finds_nothing_wrong_with_a_signed_file(copy: bytes) -> None:
    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert pdf.check_pdf_syntax() == []
