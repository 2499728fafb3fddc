"""What the code of a document is worth, in words: pure judgments, with the database or with public files alone.

The checking page says the same in JavaScript (`resources/checking-page/judging.js`); the two keep to the same words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from coordinator.rules.key_list import KeyList, KnownKey
from coordinator.rules.moments import plain_day
from coordinator.rules.paper_record import (
    PREFIX,
    NotARecord,
    PaperRecord,
    SignedRecord,
    is_code,
    read_code,
    signed_bytes,
)
from coordinator.rules.revocation_list import RevocationList
from coordinator.rules.vocabulary import CertificateState, TemplateKind


class Verdict(StrEnum):
    """What is said of a document, the one that weighs most last."""

    GENUINE = "genuine"
    NO_CODE = "no code"
    UNKNOWN_KEY = "unknown key"
    NOT_ON_RECORD = "not on record"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    ALTERED = "altered"

    @property
    def weight(self) -> int:
        return list(Verdict).index(self)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict in sentences; `facts` are what the code says, once it can be believed."""

    verdict: Verdict
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class PaperOnRecord:
    """How an issued paper stands in the database. `record` is the code that it was issued with, "" if none."""

    number: str
    kind: TemplateKind
    name: str
    issued_on: date
    state: CertificateState
    since: date | None
    reason: str
    successor: str
    record: str
    file_id: int
    sha256: str


IsSigned = Callable[[str, bytes, bytes], bool]
"""Whether a signature over data was made with a public key (hex)."""
Standing = Callable[[PaperRecord, str], tuple[Verdict, tuple[str, ...]]]
"""How the paper of a genuine code stands; given the record and the text of the code."""

_SIGNED = "The signature is genuine: what the code says is what was signed when the document was issued."
_COMPARE = "Compare it with what is printed: a genuine code can be copied to another paper."


def judge_code(code: str, keys: KeyList, is_signed: IsSigned, standing: Standing) -> Judgment:
    """Say what a code is worth. Whatever it is, nothing of it is believed before its signature is true."""
    try:
        signed = read_code(code)
    except NotARecord:
        return _unreadable(code)
    key = keys.key(signed.key_id)
    if key is None:
        return _unknown(signed.key_id)
    if not is_signed(key.public_key, signed.signature, signed_bytes(signed.key_id, signed.payload)):
        return _altered()
    if key.had_retired_by(signed.record.issued_on):
        return _after_retirement(key, signed)
    verdict, sentences = standing(signed.record, code)
    return Judgment(verdict, sentences, facts_of(signed.record), signed.record.number)


def judge_file(paper: PaperOnRecord, *, is_signed_copy: bool) -> Judgment:
    """Say what a file is worth that is known by its SHA-256: nothing in it can have changed."""
    copy = "the signed copy of" if is_signed_copy else "the file that was issued as"
    verdict, sentences = standing_on_record(paper)
    facts = facts_of(read_code(paper.record).record) if paper.record else _facts_on_record(paper)
    return Judgment(verdict, (f"This is {copy} {paper.number}, byte for byte.", *sentences), facts, paper.number)


def judge_number(paper: PaperOnRecord) -> Judgment:
    """Say what is on record under a number that was typed: it proves nothing of a paper that bears it."""
    _, sentences = standing_on_record(paper)
    only = (
        "This is a number, and no code: it proves nothing of a paper that bears it. Compare the paper with the record."
    )
    return Judgment(Verdict.NO_CODE, (only, *sentences), _facts_on_record(paper), paper.number)


def judge_others(pages: Sequence[int]) -> Judgment:
    """Say what pages are worth that are in a file with documents, and belong to none of them; in their order."""
    belong = "page {}: it belongs" if len(pages) == 1 else "pages {}: they belong"
    return Judgment(Verdict.NO_CODE, (f"No code vouches for {belong.format(_runs(pages))} to no document here.",))


def _runs(pages: Sequence[int]) -> str:
    """ "1", "1, 3 to 5"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    return ", ".join(" to ".join(map(str, run)) for run in runs)


def _facts_on_record(paper: PaperOnRecord) -> tuple[tuple[str, str], ...]:
    return (
        ("Document", kind_words(paper.kind)),
        ("Number", paper.number),
        ("Name", paper.name),
        ("Issued", plain_day(paper.issued_on)),
    )


def facts_of(record: PaperRecord) -> tuple[tuple[str, str], ...]:
    """What the code says, with labels, in the order of the document."""
    is_certificate = record.kind is TemplateKind.CERTIFICATE
    said = (
        ("Document", kind_words(record.kind)),
        ("Number", record.number),
        ("Name", record.name),
        ("Course" if is_certificate else "Service", record.subject),
        ("Issued", plain_day(record.issued_on)),
        ("Held", plain_day(record.held_on) if record.held_on else ""),
        ("Valid until", plain_day(record.valid_until) if record.valid_until else ""),
        ("Hours", record.hours),
        ("Supersedes", record.supersedes),
        ("Record", record.audit_head),
    )
    return tuple((label, value) for label, value in said if value)


def kind_words(kind: TemplateKind) -> str:
    """ "Certificate", "Letter of license issuance"."""
    words = kind.value.replace("_", " ")
    return "Certificate" if kind is TemplateKind.CERTIFICATE else f"Letter of {words}"


def by_the_record(found: Callable[[str], PaperOnRecord | None]) -> Standing:
    """Judge by the database: how the paper with the number stands today, and whether it has this code."""

    def standing(record: PaperRecord, code: str) -> tuple[Verdict, tuple[str, ...]]:
        paper = found(record.number)
        if paper is None:
            gone = f"The code is genuine, but {record.number} is not on record in this database."
            return Verdict.NOT_ON_RECORD, (gone, "It may be an older copy of the database, or another unit's.")
        if not paper.record or read_code(paper.record).payload != read_code(code).payload:
            other = f"On record under {paper.number} is another document: {paper.name}, {kind_words(paper.kind)}."
            return Verdict.ALTERED, (other, "The code was signed by this unit, but not for this document.")
        verdict, sentences = standing_on_record(paper)
        is_good = verdict is Verdict.GENUINE
        return verdict, (_SIGNED, *sentences, _COMPARE) if is_good else sentences

    return standing


def standing_on_record(paper: PaperOnRecord) -> tuple[Verdict, tuple[str, ...]]:
    """Say how a paper stands today by the database."""
    if paper.state is CertificateState.REVOKED:
        when = f" on {plain_day(paper.since)}" if paper.since else ""
        return Verdict.REVOKED, (f"{paper.number} was revoked{when}: {paper.reason}", "It counts no longer.")
    if paper.state is CertificateState.SUPERSEDED:
        by = f" by {paper.successor}" if paper.successor else ""
        when = f" on {plain_day(paper.since)}" if paper.since else ""
        return Verdict.SUPERSEDED, (f"{paper.number} was superseded{by}{when}.",)
    return Verdict.GENUINE, (f"{paper.number} is in force by the records of today.",)


def by_the_list(known: RevocationList | None, now: datetime) -> Standing:
    """Judge without the database: by the list of revocations, if there is one."""

    def standing(record: PaperRecord, _code: str) -> tuple[Verdict, tuple[str, ...]]:
        issued = plain_day(record.issued_on)
        if known is None:
            later = "Whether it was revoked or superseded since, only the revocation list says."
            return Verdict.GENUINE, (_SIGNED, _COMPARE, f"This is as of {issued}. {later}")
        gone = known.of(record.number)
        if gone is None:
            free = f"It is neither revoked nor superseded as of {plain_day(known.made_at.date())}, the day of the list."
            return Verdict.GENUINE, (_SIGNED, _COMPARE, free, *_age(known, record, now))
        if gone.state is CertificateState.REVOKED:
            return Verdict.REVOKED, (f"{gone.number} was revoked on {plain_day(gone.on)}. It counts no longer.",)
        by = f" by {gone.successor}" if gone.successor else ""
        return Verdict.SUPERSEDED, (f"{gone.number} was superseded{by} on {plain_day(gone.on)}.",)

    return standing


def _age(known: RevocationList, record: PaperRecord, now: datetime) -> tuple[str, ...]:
    if known.made_at.date() < record.issued_on:
        return ("The list was made before this document was issued. Ask the issuing unit for a newer list.",)
    return ("The list is more than 30 days old. Ask the issuing unit for a newer one.",) if known.is_old(now) else ()


def _unreadable(code: str) -> Judgment:
    if is_code(code):
        damaged = "The text of the code is damaged or incomplete, or the code was altered. Scan it again."
        return Judgment(Verdict.ALTERED, (damaged,))
    other = f"This is not the code of a document of this program: that begins with {PREFIX}"
    return Judgment(Verdict.NO_CODE, (other,))


def _altered() -> Judgment:
    misfit = "The signature does not fit what the code says. The code was altered, or it was not read as it stands."
    return Judgment(Verdict.ALTERED, (f"{misfit} Scan it again.",))


def _unknown(key_id: str) -> Judgment:
    return Judgment(
        Verdict.UNKNOWN_KEY,
        (
            f"The code is signed with the key {key_id}, which is not among those known here.",
            "It may be from another unit, or newer than what is known here. Ask the issuing unit.",
        ),
    )


def _after_retirement(key: KnownKey, signed: SignedRecord) -> Judgment:
    assert key.retired_on is not None
    why = f"The key {key.id} was retired on {plain_day(key.retired_on)}, before the day of issue in the code."
    facts = facts_of(signed.record)
    return Judgment(Verdict.UNKNOWN_KEY, (why, "Ask the issuing unit about this document."), facts)
