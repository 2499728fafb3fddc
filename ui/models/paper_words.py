"""Issued papers in words: the columns of the register, its filters, and what became of a paper."""

from collections.abc import Callable
from datetime import date

from coordinator.rules.vocabulary import CertificateState
from coordinator.views.issued_papers import IssuedRow, PaperEvent, PaperEventKind
from ui.models.columns import Column
from ui.wording import NOTHING, day, tone, word

PAPERS, CERTIFICATES, LETTERS = ("paper", "papers"), ("certificate", "certificates"), ("letter", "letters")
_STATES = {
    CertificateState.ISSUED: "Valid",
    CertificateState.SUPERSEDED: "Superseded",
    CertificateState.REVOKED: "Revoked",
}


def _number(row: IssuedRow) -> str:
    return row.number


def what(row: IssuedRow) -> str:
    """ "Certificate", "License issuance"."""
    return word(row.letter) if row.letter else "Certificate"


def state(row: IssuedRow) -> str:
    return _STATES[row.state]


def _name(row: IssuedRow) -> str:
    return row.name


def _office(row: IssuedRow) -> str:
    return row.office


def _issued(row: IssuedRow) -> str:
    return day(row.issued_on)


def _issued_on(row: IssuedRow) -> object:
    return row.issued_on


def _tone(row: IssuedRow) -> tuple[str, str]:
    return tone(row.state)


def _about(row: IssuedRow) -> str:
    return row.about


def _link(row: IssuedRow) -> str:
    """The number it took the place of, or that took its own."""
    if row.state is CertificateState.SUPERSEDED:
        return f"by {row.note}"
    return f"for {row.supersedes}" if row.supersedes else NOTHING


def _template(row: IssuedRow) -> str:
    return row.template


def _signed(row: IssuedRow) -> str:
    return "Signed" if row.signed_file_id else NOTHING


def _hash(row: IssuedRow) -> str:
    return row.sha256


COLUMNS: tuple[Column[IssuedRow], ...] = (
    Column("Number", _number, 176, bold=True),
    Column("Name", _name, 136),
    Column("State", state, 124, tone=_tone),
    Column("Issued on", _issued, 96, sort=_issued_on),
    Column("What", what, 128),
    Column("Office", _office, 68),
    Column("Training or license", _about, 160),
    Column("Instead", _link, 180, hidden=True),
    Column("Template", _template, 140, hidden=True),
    Column("Signature", _signed, 96),
    Column("SHA-256", _hash, 480, hidden=True),
)

Filter = tuple[str, Callable[[IssuedRow], bool]]


def _any(_row: IssuedRow) -> bool:
    return True


def _is_certificate(row: IssuedRow) -> bool:
    return row.is_certificate


def _is_letter(row: IssuedRow) -> bool:
    return not row.is_certificate


def _is_valid(row: IssuedRow) -> bool:
    return row.is_valid


def _is_superseded(row: IssuedRow) -> bool:
    return row.state is CertificateState.SUPERSEDED


def _is_revoked(row: IssuedRow) -> bool:
    return row.state is CertificateState.REVOKED


KINDS: dict[str, Filter] = {
    "all": ("All", _any),
    "certificates": ("Certificates", _is_certificate),
    "letters": ("Letters", _is_letter),
}
STATES: dict[str, Filter] = {
    "any": ("Any state", _any),
    "valid": ("Valid", _is_valid),
    "superseded": ("Superseded", _is_superseded),
    "revoked": ("Revoked", _is_revoked),
}


def counted_words(rows: list[IssuedRow]) -> tuple[str, str]:
    """What so many of them are called, one and many."""
    kinds = {row.is_certificate for row in rows}
    if len(kinds) > 1:
        return PAPERS
    return CERTIFICATES if True in kinds else LETTERS


def facts(row: IssuedRow) -> str:
    """ "License issuance · Okafor, Dana R · DEN · CEIU-LIC-2026-0003"."""
    return " · ".join(filter(None, (what(row), row.name, row.office, row.about)))


def standing(row: IssuedRow) -> str:
    """What the state of a paper means, in a sentence."""
    if row.state is CertificateState.REVOKED:
        return f"Revoked {day(row.revoked_on)}: {row.note}"
    if row.state is CertificateState.SUPERSEDED:
        return f"Superseded by {row.note}"
    return f"Valid, issued {day(row.issued_on)}{', signed' if row.signed_file_id else ''}"


_SIGNS = {
    PaperEventKind.ISSUED: ("stamp", "accent"),
    PaperEventKind.SUPERSEDES: ("repeat", "neutral"),
    PaperEventKind.SIGNED: ("signature", "good"),
    PaperEventKind.DRAFTED: ("mail", "neutral"),
    PaperEventKind.SENT: ("mail-check", "good"),
    PaperEventKind.SUPERSEDED: ("history", "neutral"),
    PaperEventKind.REVOKED: ("circle-x", "bad"),
}
_SAID = {
    PaperEventKind.ISSUED: "Issued",
    PaperEventKind.SUPERSEDES: "Took the place of {}",
    PaperEventKind.SIGNED: "Signed by {}",
    PaperEventKind.DRAFTED: "Mail drafted to {}",
    PaperEventKind.SENT: "Mail sent to {}",
    PaperEventKind.SUPERSEDED: "Superseded by {}",
    PaperEventKind.REVOKED: "Revoked: {}",
}


def event_words(event: PaperEvent) -> tuple[str, str, tuple[str, str]]:
    """The line, the day below it, and the sign."""
    nobody = "nobody yet" if event.kind in (PaperEventKind.DRAFTED, PaperEventKind.SENT) else ""
    return _SAID[event.kind].format(event.what or nobody), day(event.on), _SIGNS[event.kind]


def is_of_year(row: IssuedRow, today: date) -> bool:
    return row.issued_on.year == today.year
