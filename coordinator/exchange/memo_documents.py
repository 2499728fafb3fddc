"""The governing documents that a memo names, and the files attached to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from coordinator.exchange.memo_dates import dates_in
from coordinator.exchange.memo_text import HeaderLine, MemoText
from coordinator.rules.vocabulary import DocumentKind

_FILE = re.compile(r"\S.{0,200}?\.(?:pdf|docx?|xlsx?|pptx?|txt|rtf|csv|msg|eml|zip)(?=$|[\s;,])", re.IGNORECASE)
_PTA = re.compile(
    r"(?P<name>(?:(?!The |An? |Approved )[A-Z][\w&.-]{0,30} ){0,5})"
    r"(?P<what>Privacy Threshold (?:Analysis|Assessment))(?P<short> \(PTA\))?|\bPTA\b"
)
_MEMORANDUM = re.compile(r"\b(?:Memorandum|Memo)\b(?! (?:FOR|THROUGH|FROM)\b)")
_TITLE = re.compile(
    r"[, ]{0,2}(?:(?:dated|of) .{0,24}?\d{4},? )?(?:titled |entitled |subject |, )?"
    r"(?:[\"“](?P<quoted>[^\"“”]{3,160}?)[,.]?[\"”]|(?P<plain>(?:on|regarding|concerning|re:?) .{3,160}))"
)
_TITLE_END = re.compile(
    r"[;:]|\.(?:\s|$)|, (?!(?:[A-Z]|and [A-Z]))|,? dated\b| \(dated\b|,? (?:as well as|and the|before|when|prior)\b"
)
_RULES = re.compile(r"(?:[A-Z][\w&.-]{0,30} ){0,4}Rules of Behavior")
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")  # 20201005, as file names have it
_BEFORE, _AFTER = 45, 220


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """A governing document as the memo calls it; `dated` is None where no date stands with it."""

    kind: DocumentKind
    title: str
    dated: date | None = None


Found = tuple[NamedDocument, str, float]


def find_documents(memo: MemoText) -> list[Found]:
    """Each document once, with the sentence that names it and how sure that is; attachments where no sentence does."""
    attached = list(_in_attachments(memo))
    found = [each for sentence in memo.sentences for each in _in_sentence(sentence)]
    kinds = {document.kind for document, _, _ in found}
    found += [each for each in attached if each[0].kind not in kinds]
    return [_dated_by(attached, each) for each in _once_each(found)]


def _dated_by(attached: Iterable[Found], found: Found) -> Found:
    """A PTA that the text names without a day has the day of the file that is attached."""
    document = found[0]
    if document.dated or document.kind is DocumentKind.MEMORANDUM:
        return found
    dated = next((each.dated for each, _, _ in attached if each.kind is document.kind and each.dated), None)
    return replace(document, dated=dated), *found[1:]


def attachment_names(memo: MemoText) -> list[tuple[str, str]]:
    """Each attached file with the line that names it. Names hold commas, and run over line ends."""
    header = memo.headers.get("attachments")
    if header is None:
        return []
    whole = header.value
    names = [match[0].strip(" ;,") for match in _FILE.finditer(whole)]
    if not names:
        names = [part.strip() for value in header.values for part in value.split(";")]
    return [(name, _line_of(header, name)) for name in names if name]


def _line_of(header: HeaderLine, name: str) -> str:
    return next((line for line in header.source.split("\n") if name in line), header.source)


def _in_sentence(sentence: str) -> Iterator[Found]:
    yield from ((document, sentence, sure) for document, sure in _ptas(sentence))
    yield from ((document, sentence, sure) for document, sure in _memoranda(sentence))
    if match := _RULES.search(sentence):
        yield NamedDocument(DocumentKind.RULES_OF_BEHAVIOR, match[0]), sentence, 0.8


def _ptas(sentence: str) -> Iterator[tuple[NamedDocument, float]]:
    for match in _PTA.finditer(sentence):
        title = match[0].strip() if match["what"] else "Privacy Threshold Analysis (PTA)"
        sure = 0.9 if match["name"] else 0.8 if match["what"] else 0.5
        yield NamedDocument(DocumentKind.PTA, title, _date_beside(sentence, match, after_only=True)), sure


def _memoranda(sentence: str) -> Iterator[tuple[NamedDocument, float]]:
    """One with a date beside it or a title; "this memorandum" has neither."""
    for match in _MEMORANDUM.finditer(sentence):
        title = _title(sentence[match.end() : match.end() + _AFTER])
        dated = _date_beside(sentence, match)
        if title or dated:
            document = NamedDocument(DocumentKind.MEMORANDUM, f"Memorandum {title}".strip(), dated)
            yield document, 0.9 if title and dated else 0.6


def _title(rest: str) -> str:
    match = _TITLE.match(rest)
    if match is None:
        return ""
    if match["quoted"]:
        return f"“{match['quoted'].strip()}”"
    plain = _TITLE_END.split(match["plain"])[0].strip(" ,.")
    # "on file", "regarding this": a title has a capital or an article before one.
    return plain if re.match(r"\w+:? (?:[Tt]he |[Aa]n? )?[A-Z\"“]", plain) else ""


def _date_beside(sentence: str, match: re.Match[str], *, after_only: bool = False) -> date | None:
    """The date right before the words, or behind "dated" or "of" soon after them."""
    before = sentence[max(0, match.start() - _BEFORE) : match.start()]
    close = [] if after_only else [found for found in dates_in(before) if not before[found.end :].strip(" ,")]
    if close:
        return close[-1].day
    after = sentence[match.end() : match.end() + _AFTER]
    for found in dates_in(after):
        if re.search(r"(?:\bdated|\bof|^\s*\()\s*\(?$", after[: found.start].rstrip() or " "):
            return found.day
    return None


def _in_attachments(memo: MemoText) -> Iterator[Found]:
    for name, source in attachment_names(memo):
        stem = re.sub(r"\.\w{2,4}$", "", name)
        dated = next((found.day for found in dates_in(_COMPACT.sub(r"\1-\2-\3", stem))), None)
        if re.search(r"\bPTA\b|Privacy Threshold", stem, re.IGNORECASE):
            yield NamedDocument(DocumentKind.PTA, stem, dated), source, 0.5
        elif re.search(r"\bmemo(?:randum)?\b", stem, re.IGNORECASE):
            yield NamedDocument(DocumentKind.MEMORANDUM, stem, dated), source, 0.5
        elif re.search(r"rules of behavior", stem, re.IGNORECASE):
            yield NamedDocument(DocumentKind.RULES_OF_BEHAVIOR, stem, dated), source, 0.5


def _once_each(found: Iterable[Found]) -> list[Found]:
    """One PTA and one set of rules; memoranda by date, as a memo may name two. The surest reading is kept."""
    best: dict[object, Found] = {}
    for each in found:
        document = each[0]
        key = (document.kind, document.dated if document.kind is DocumentKind.MEMORANDUM else None)
        if key not in best or each[2] > best[key][2]:
            kept = best[key][0].dated if key in best else None
            best[key] = (replace(document, dated=document.dated or kept), *each[1:])
    return list(best.values())
