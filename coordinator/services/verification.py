"""Says whether a document is genuine: a PDF, a picture of it, or the text of its code; with the database or without."""

import hashlib
import stat
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from coordinator.documents.page_comparison import compare_pages
from coordinator.documents.page_extras import Extras, extras_added, extras_of
from coordinator.errors import FileRefused
from coordinator.exchange.scanned_code import MOST_BYTES, TOO_LARGE, FoundCode, FoundCodes, Reached, codes_in, is_pdf
from coordinator.rules.key_list import KeyList
from coordinator.rules.paper_record import is_code
from coordinator.rules.plain_text import one_line
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
    judge_others,
)
from coordinator.services.papers import bytes_of, page_count, stored_file
from coordinator.services.progress import Progress, silent
from coordinator.store.keys import is_signed
from coordinator.views.signing_keys import known_keys
from coordinator.views.verified_papers import known_file, paper_numbered

TYPED = "What was typed"
Judge = Callable[[str], Judgment]

_ANOTHER = "The code is genuine, but the pages are not the document that was issued with it."
_AS_ISSUED = "The pages say what was issued, and look the same."
_PICTURE = "The pages are pictures, which say nothing to compare. Compare them with the document on record."
_NO_FILE = "“{}” is no file. Choose the document itself, or a scan of it."
_UNTOLD = "{} of {} pages have no code. Whether they belong to what was issued, only its own database tells."
_TWO_FILES = "This PDF is damaged: programs do not agree on its pages. Ask for the document again."
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


def verify_file(session: Session, name: str, data: bytes, progress: Progress = silent) -> Verification:
    """Check a file against the records of today. Raises FileRefused for one that cannot be read."""
    known = known_file(session, hashlib.sha256(data).hexdigest())
    if known is not None:
        judged = judge_file(known.paper, is_signed_copy=known.is_signed_copy)
        return _summed(name, (PaperCheck(1, judged),), _signatures(data))
    found = codes_in(data, partial(progress, what="pages"))
    papers = _compared_all(session, data, found, partial(progress, what="documents"))
    return _summed(name, papers, _signatures(data), found.unread)


def verify_paths(session: Session, paths: Sequence[Path], progress: Progress = silent) -> tuple[Verification, ...]:
    """Check files on disk against the records of today; of one that cannot be read, its notes say why."""
    found: list[Verification] = []
    for done, path in enumerate(paths):
        progress(done, len(paths), "files")
        found.append(_verified(session, path, progress))
    return tuple(found)


def _verified(session: Session, path: Path, progress: Progress) -> Verification:
    try:
        return verify_file(session, path.name, _content(path), progress)
    except FileRefused as refusal:
        return Verification(path.name, Verdict.NO_CODE, (), notes=(str(refusal),))


def _content(path: Path) -> bytes:
    """Only of a file: a device or a pipe may have no end."""
    try:
        about = path.stat()
    except ValueError as error:
        raise FileRefused(_NO_FILE.format(one_line(path.name))) from error
    except OSError:
        return bytes_of(path)  # which says why not
    if not stat.S_ISREG(about.st_mode):
        raise FileRefused(_NO_FILE.format(path.name))
    if about.st_size > MOST_BYTES:
        raise FileRefused(TOO_LARGE)
    return bytes_of(path)


def verify_code(session: Session, text: str) -> Verification:
    """Check the text of a code, or a number, against the records of today."""
    judged = _by_the_record(session)(text)
    if judged.verdict is Verdict.NO_CODE and (paper := paper_numbered(session, one_line(text).upper())):
        judged = judge_number(paper)
    return _summed(TYPED, (PaperCheck(0, judged),))


def verify_file_away(name: str, data: bytes, keys: KeyList, gone: RevocationList | None, now: datetime) -> Verification:
    """Check a file with what a unit hands out to everybody: its keys, and its list of revocations if there is one.

    Raises FileRefused for a file that cannot be read.
    """
    found, judge = codes_in(data), _by_the_list(keys, gone, now)
    papers = tuple(PaperCheck(code.page, judge(code.text)) for code in _own(found))
    without = found.pages - len({code.page for code in found.codes} | found.blank)
    also = (_UNTOLD.format(without, found.pages),) if papers and without else ()
    return _summed(name, papers, _signatures(data), found.unread, also)


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


def _own(found: FoundCodes) -> Sequence[FoundCode]:
    """Codes of something else count only where there is none of a document."""
    return [code for code in found.codes if is_code(code.text)] or found.codes


def _compared_all(session: Session, data: bytes, found: FoundCodes, reached: Reached) -> list[PaperCheck]:
    """Every document in the file; and the pages that belong to none, which anybody can put beside a genuine one."""
    judge, codes = _by_the_record(session), _own(found)
    extras = _extras(data, found.pages) if codes and is_pdf(data) else None
    checks: list[PaperCheck] = []
    pages = {page for page in found.blank if extras is None or not extras.notes[page - 1]}
    for done, code in enumerate(codes):
        reached(done, len(codes))
        check, own_pages = _compared(session, data, extras, PaperCheck(code.page, judge(code.text)))
        checks.append(check)
        pages.update(own_pages)
    others = [page for page in range(1, found.pages + 1) if page not in pages]
    if checks and others and all(check.judgment.number for check in checks):
        checks.append(PaperCheck(others[0], judge_others(others)))
    return checks


def _extras(data: bytes, pages: int) -> Extras:
    extras = extras_of(data)
    if len(extras.notes) != pages:
        raise FileRefused(_TWO_FILES)
    return extras


def _compared(session: Session, data: bytes, extras: Extras | None, check: PaperCheck) -> tuple[PaperCheck, range]:
    """A genuine code can be put on another paper: a PDF is compared with what was issued. Also says which pages."""
    judged = check.judgment
    paper = paper_numbered(session, judged.number) if judged.number else None
    if paper is None or judged.verdict is Verdict.ALTERED:
        return check, range(check.page, check.page + 1)
    _, issued = stored_file(session, paper.file_id)
    count = page_count(issued)
    first = check.page - (_page_of_code(issued) if count > 1 else 1)
    pages = range(first + 1, first + 1 + count)
    if extras is None:
        return check, pages
    found = compare_pages(issued, data, first)
    if found.is_picture:
        return replace(check, judgment=replace(judged, sentences=(*judged.sentences, _PICTURE))), pages
    differences = (*found.differences, *extras_added(extras_of(issued), extras, first))
    if differences:
        judged = replace(judged, verdict=Verdict.ALTERED, sentences=(_ANOTHER, *differences))
    else:
        judged = replace(judged, sentences=(*judged.sentences, _AS_ISSUED))
    return replace(check, judgment=judged), pages


def _page_of_code(issued: bytes) -> int:
    """A letter has it on its last page."""
    return next((code.page for code in codes_in(issued).codes if is_code(code.text)), 1)


def _signatures(data: bytes) -> tuple[SignatureCheck, ...]:
    """Only a file that says it has some is searched for them."""
    if not is_pdf(data) or b"/ByteRange" not in data:
        return ()
    # It takes half a second to load, which the start of the program would wait for.
    from coordinator.exchange.pdf_signature_check import check_signatures

    return check_signatures(data)


def _summed(
    name: str,
    papers: Iterable[PaperCheck],
    signatures: tuple[SignatureCheck, ...] = (),
    unread: int = 0,
    also: tuple[str, ...] = (),
) -> Verification:
    checks = tuple(papers)
    verdicts = [check.judgment.verdict for check in checks] or [Verdict.NO_CODE]
    if not all(each.is_genuine for each in signatures):
        verdicts.append(Verdict.ALTERED)
    notes = [*also] if checks else [_NO_CODE]
    if unread:
        verdicts.append(Verdict.NO_CODE)
        notes.append(f"The last {unread:,} pages were not looked at: the file is too long.")
    return Verification(name, max(verdicts, key=lambda each: each.weight), checks, signatures, tuple(notes))
