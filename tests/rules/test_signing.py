"""Which certificate may sign, and what a signature is worth, in words."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordinator.rules.signing import Card, CardToken, KeyFile, LaterChange, SignatureCheck, SigningCertificate

NOW = datetime(2026, 11, 12, tzinfo=UTC)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ABLE = SigningCertificate("Dana Whitfield", "Office CA", FIRST, LAST, "P-256", 0, True, True, "ab" * 32)
GENUINE = SignatureCheck("Dana", "Office CA", "ab", NOW, True, True, True, True, True, LaterChange.NONE)


@pytest.mark.parametrize(
    ("certificate", "why_not"),
    [
        (ABLE, ""),
        (replace(ABLE, key="RSA 2048", bits=2048), ""),
        (replace(ABLE, key="P-521"), ""),
        (replace(ABLE, is_for_documents=False), ""),
        (replace(ABLE, key="RSA 1024", bits=1024), "too short"),
        (replace(ABLE, key="Ed25519"), "which PDF readers do not check"),
        (replace(ABLE, may_sign=False), "not issued for signing"),
        (replace(ABLE, not_before=LAST), "not valid before 2028-01-01"),
        (replace(ABLE, not_after=FIRST), "expired on 2026-01-01"),
    ],
)
def test_a_certificate_says_why_it_cannot_sign(certificate: SigningCertificate, why_not: str) -> None:
    said = certificate.why_not(NOW)
    assert why_not in said
    assert bool(said) == bool(why_not)


@pytest.mark.parametrize(
    ("check", "is_genuine", "words"),
    [
        (GENUINE, True, "trusted here"),
        (replace(GENUINE, is_trusted=False), True, "Issuer unknown: Office CA"),
        (replace(GENUINE, later=LaterChange.ALLOWED), True, "changes nothing that it protects"),
        (replace(GENUINE, is_intact=False), False, "Altered"),
        (replace(GENUINE, is_valid=False), False, "Not valid"),
        (replace(GENUINE, later=LaterChange.FORBIDDEN), False, "Changed later"),
        (replace(GENUINE, was_in_time=False), False, "Out of date"),
    ],
)
def test_a_signature_is_said_in_words(check: SignatureCheck, is_genuine: bool, words: str) -> None:
    assert check.is_genuine is is_genuine
    assert words in check.sentence


def test_a_secret_is_in_no_description() -> None:
    for signer in (KeyFile(Path("a.p12"), "s3cret"), Card(Path("a.so"), CardToken("A", "1"), "s3cret")):
        assert "s3cret" not in repr(signer)
