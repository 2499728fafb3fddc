"""Says whether a document is genuine: a PDF, a picture of it, or the text of its code; with the database or without."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from coordinator.documents.page_comparison import compare_pages
from coordinator.errors import FileRefused
from coordinator.exchange.pdf_signature_check import check_signatures
from coordinator.exchange.scanned_code import FoundCodes, codes_in, is_pdf
from coordinator.rules.key_list import KeyList
from coordinator.rules.paper_record import is_code
from coordinator.rules.revocation_list import RevocationList, read_list
from coordinator.rules.revocation_list import signed_bytes as signed_list
from coordinator.rules.signing import SignatureCheck
from coordinator.rules.verification import (
    Judgment,
    Verdict,
    by_the_list,
    by_the_record,
    judge_code,
    judge_file,
    judge_number,
)
from coordinator.services.papers import bytes_of, stored_file
from coordinator.store.keys import is_signed
from coordinator.views.signing_keys import known_keys
from coordinator.views.verified_papers import known_file, paper_numbered

TYPED = "What was typed"
Judge = Callable[[str], Judgment]

_ANOTHER = "The code is genuine, but the pages are not the document that was issued with it."
_AS_ISSUED = "The pages say what was issued, and look the same."
_PICTURE = "The pages are pictures, which say nothing to compare. Compare them with the document on record."
_NO_CODE = "There is no code of a document in it. It may be missing, too small, or blurred: scan it at 300 dpi."


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """What one document in a file is worth. `page` counts from 1, 0 for a code that was typed."""

    page: int
    judgment: Judgment


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in a file, or of a code. `verdict` is the one that weighs most."""

    source: str
    verdict: Verdict
    papers: tuple[PaperCheck, ...]
    signatures: tuple[SignatureCheck, ...] = ()
    notes: tuple[str, ...] = ()


def verify_file(session: Session, name: str, data: bytes) -> Verification:
    """Check a file against the records of today. Raises FileRefused for one that cannot be read."""
    known = known_file(session, hashlib.sha256(data).hexdigest())
    if known is not None:
        judged = judge_file(known.paper, is_signed_copy=known.is_signed_copy)
        return _summed(name, (PaperCheck(1, judged),), _signatures(data))
    found = codes_in(data)
    papers = [_compared(session, data, check) for check in _judged(found, _by_the_record(session))]
    return _summed(name, papers, _signatures(data), found.unread)


def verify_paths(session: Session, paths: Sequence[Path]) -> tuple[Verification, ...]:
    """Check files on disk against the records of today; of one that cannot be read, its notes say why."""
    return tuple(_verified(session, path) for path in paths)


def _verified(session: Session, path: Path) -> Verification:
    try:
        return verify_file(session, path.name, bytes_of(path))
    except FileRefused as refusal:
        return Verification(path.name, Verdict.NO_CODE, (), notes=(str(refusal),))


def verify_code(session: Session, text: str) -> Verification:
    """Check the text of a code, or a number, against the records of today."""
    judged = _by_the_record(session)(text)
    if judged.verdict is Verdict.NO_CODE and (paper := paper_numbered(session, text.strip().upper())):
        judged = judge_number(paper)
    return _summed(TYPED, (PaperCheck(0, judged),))


def verify_file_away(name: str, data: bytes, keys: KeyList, gone: RevocationList | None, now: datetime) -> Verification:
    """Check a file with what a unit hands out to everybody: its keys, and its list of revocations if there is one.

    Raises FileRefused for a file that cannot be read.
    """
    found = codes_in(data)
    return _summed(name, tuple(_judged(found, _by_the_list(keys, gone, now))), _signatures(data), found.unread)


def verify_code_away(text: str, keys: KeyList, gone: RevocationList | None, now: datetime) -> Verification:
    """Check the text of a code with the keys of a unit, and its list of revocations if there is one."""
    return _summed(TYPED, (PaperCheck(0, _by_the_list(keys, gone, now)(text)),))


def believed_list(data: bytes, keys: KeyList) -> RevocationList:
    """Read a list of revocations. Raises FileRefused when it was altered, or not signed with one of these keys."""
    found = read_list(data)
    key = keys.key(found.key_id)
    if key is None:
        raise FileRefused(f"The revocation list is signed with the key {found.key_id}, which is not known here.")
    if not is_signed(key.public_key, found.signature, signed_list(found.key_id, found.content)):
        raise FileRefused("The revocation list was altered. Ask the issuing unit for a new one.")
    # The key's last day was one in the unit's zone, which may have ended a day later than in that of the moment.
    if key.had_retired_by((found.list.made_at - timedelta(days=1)).date()):
        raise FileRefused(f"The revocation list is signed with the key {key.id}, which had been retired by then.")
    return found.list


def _by_the_record(session: Session) -> Judge:
    standing = by_the_record(partial(paper_numbered, session))
    return partial(judge_code, keys=known_keys(session), is_signed=is_signed, standing=standing)


def _by_the_list(keys: KeyList, gone: RevocationList | None, now: datetime) -> Judge:
    return partial(judge_code, keys=keys, is_signed=is_signed, standing=by_the_list(gone, now))


def _judged(found: FoundCodes, judge: Judge) -> Iterable[PaperCheck]:
    """Codes of something else count only where there is none of a document."""
    own = [code for code in found.codes if is_code(code.text)]
    return [PaperCheck(code.page, judge(code.text)) for code in own or found.codes]


def _compared(session: Session, data: bytes, check: PaperCheck) -> PaperCheck:
    """A genuine code can be put on another paper: a PDF is compared with what was issued."""
    judged = check.judgment
    paper = paper_numbered(session, judged.number) if is_pdf(data) and judged.number else None
    if paper is None or judged.verdict is Verdict.ALTERED:
        return check
    _, issued = stored_file(session, paper.file_id)
    found = compare_pages(issued, data, check.page - _page_of_code(issued))
    if found.differences:
        return PaperCheck(
            check.page, replace(judged, verdict=Verdict.ALTERED, sentences=(_ANOTHER, *found.differences))
        )
    also = _PICTURE if found.is_picture else _AS_ISSUED
    return PaperCheck(check.page, replace(judged, sentences=(*judged.sentences, also)))


def _page_of_code(issued: bytes) -> int:
    """A letter has it on its last page."""
    return next((code.page for code in codes_in(issued).codes), 1)


def _signatures(data: bytes) -> tuple[SignatureCheck, ...]:
    """Only a file that says it has some is searched for them."""
    return check_signatures(data) if is_pdf(data) and b"/ByteRange" in data else ()


def _summed(
    name: str, papers: Iterable[PaperCheck], signatures: tuple[SignatureCheck, ...] = (), unread: int = 0
) -> Verification:
    checks = tuple(papers)
    verdicts = [check.judgment.verdict for check in checks] or [Verdict.NO_CODE]
    if not all(each.is_genuine for each in signatures):
        verdicts.append(Verdict.ALTERED)
    notes = [] if checks else [_NO_CODE]
    if unread:
        notes.append(f"The last {unread:,} pages were not looked at: the file is too long.")
    return Verification(name, max(verdicts, key=lambda each: each.weight), checks, signatures, tuple(notes))
