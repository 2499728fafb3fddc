"""The words, icons and colors of what a document is worth."""

from collections.abc import Mapping

from coordinator.rules.signing import SignatureCheck
from coordinator.rules.verification import Verdict

TONES: Mapping[Verdict, tuple[str, str]] = {
    Verdict.GENUINE: ("shield-check", "good"),
    Verdict.NO_CODE: ("circle-help", "caution"),
    Verdict.UNKNOWN_KEY: ("key-round", "caution"),
    Verdict.NOT_ON_RECORD: ("file-search", "caution"),
    Verdict.SUPERSEDED: ("repeat", "caution"),
    Verdict.REVOKED: ("ban", "bad"),
    Verdict.ALTERED: ("shield-alert", "bad"),
}


def verdict_word(verdict: Verdict) -> str:
    """ "Genuine", "Unknown key"."""
    return verdict.value.capitalize()


def signature_tone(check: SignatureCheck) -> tuple[str, str]:
    return ("signature", "good") if check.is_genuine else ("shield-alert", "bad")
