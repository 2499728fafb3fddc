"""The text of a memo taken apart: the lines of its header, the sentences of its body.

Memos are pasted from mail programs and PDFs: line ends of every kind, wrapped lines, quotes that lost their encoding.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MOST_CHARACTERS = 60_000  # a memo has 3,000
_LONGEST_SENTENCE = 1_500

_KEYS = {
    "from": "from", "to": "to", "cc": "cc", "bcc": "cc", "subject": "subject", "subj": "subject", "re": "subject",
    "date": "date", "sent": "date", "dated": "date", "issued": "date", "attachments": "attachments",
    "attachment": "attachments", "attachment(s)": "attachments", "enclosures": "attachments",
    "enclosure": "attachments", "enclosure(s)": "attachments", "encl": "attachments", "memorandum for": "to",
    "through": "through", "thru": "through", "importance": "importance", "tasking": "number",
    "tasking number": "number", "tasking no": "number", "tasker": "number", "due": "due", "due date": "due",
    "suspense": "due", "suspense date": "due", "deadline": "due", "poc": "contact", "point of contact": "contact",
}  # fmt: skip
_LINE = re.compile(
    r"[>*_\s]{0,8}(?P<key>" + "|".join(map(re.escape, sorted(_KEYS, key=len, reverse=True))) + r")"
    r"\.?\s?[*_]{0,2}\s?:[*_]{0,2}(?P<value>.*)",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?][\"”’)*]{0,3}\s+(?=[A-Z0-9\"“(*•-])")
_NO_END = re.compile(
    r"(?:\b(?:No|Nos|Mr|Ms|Mrs|Dr|St|Jr|Sr|Agt|Spec|U\.S|D\.C|[ap]\.?m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z])\.$"
)
_BULLET = re.compile(r"\s{0,12}(?:[-•*–▪]|\(?\w{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One header with the lines that go on with it: `key` is the usual word for it, `values` one a line."""

    key: str
    values: tuple[str, ...]
    source: str

    @property
    def value(self) -> str:
        return " ".join(self.values)


@dataclass(frozen=True, slots=True)
class MemoText:
    """`headers` by key, the first of each; `sentences` of the body, unwrapped; `lines` of the body as they stand."""

    headers: Mapping[str, HeaderLine]
    sentences: tuple[str, ...]
    lines: tuple[str, ...]


def take_apart(text: str) -> MemoText:
    """Never raises: what is no memo has no headers, and whatever sentences there are."""
    lines = _clean(text[:_MOST_CHARACTERS]).split("\n")
    lines = lines[_start_of_original(lines) :]
    headers: dict[str, HeaderLine] = {}
    at = 0
    while at < len(lines) and (block := _header_block(lines, at)):
        for line in block[0]:
            headers.setdefault(line.key, line)
        at = block[1]
    body = lines[at:]
    for line in _labelled(body):
        headers.setdefault(line.key, line)
    return MemoText(headers, tuple(_sentences(body)), tuple(body))


def _clean(text: str) -> str:
    """One kind of line end and space, and Windows quotes that were read as control characters made quotes again."""
    text = "".join(_from_windows(char) if "\x80" <= char <= "\x9f" else char for char in text)
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = re.sub(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff\ufffd]", "", text)
    return re.sub(r"[^\S\n]", " ", text).replace("**", "")


def _from_windows(char: str) -> str:
    return char.encode("latin-1").decode("cp1252", errors="ignore")


def _start_of_original(lines: list[str]) -> int:
    """Where the innermost mail begins: a tasking that was forwarded or answered stands at the bottom."""
    starts = [at for at, line in enumerate(lines) if (match := _LINE.match(line)) and match["key"].casefold() == "from"]
    for at in reversed(starts):
        near = {key for line in lines[at : at + 12] if (key := _key_of(line))}
        if "subject" in near:
            return at
    return 0


def _key_of(line: str) -> str | None:
    match = _LINE.match(line)
    return _KEYS[match["key"].casefold()] if match else None


def _header_block(lines: list[str], at: int) -> tuple[list[HeaderLine], int] | None:
    """The headers that start at or after line `at` and where they end; None where the body begins."""
    while at < len(lines) and not lines[at].strip():
        at += 1
    if at == len(lines) or not _key_of(lines[at]):
        return None
    end = next((here for here in range(at, len(lines)) if not lines[here].strip()), len(lines))
    found: list[HeaderLine] = []
    while at < end:
        key, more = _key_of(lines[at]), _continuation(lines, at, end)
        if key is None:
            break
        found.append(_header_line(key, lines[at : at + 1 + more]))
        at += 1 + more
    return found, at


def _header_line(key: str, lines: list[str]) -> HeaderLine:
    match = _LINE.match(lines[0])
    values = [value.strip() for value in (match["value"] if match else "", *lines[1:])]
    return HeaderLine(key, tuple(filter(None, values)), "\n".join(line.strip() for line in lines))


def _continuation(lines: list[str], at: int, end: int) -> int:
    """How many lines go on with the header in line `at`: up to the next header, or as far as they look like it."""
    following = next((here for here in range(at + 1, end) if _key_of(lines[here])), None)
    if following is not None:
        return following - at - 1
    rest = lines[at + 1 : end]
    if _key_of(lines[at]) == "attachments":
        return len(rest)
    indented = next((count for count, line in enumerate(rest) if not line.startswith(" ")), len(rest))
    is_wrapped_end = len(rest) == 1 and len(rest[0]) < 100 and not rest[0].rstrip().endswith(".")
    return 1 if is_wrapped_end else indented


def _labelled(body: list[str]) -> Iterable[HeaderLine]:
    """Lines such as "Attachments:" or "Suspense:" that stand in or after the body."""
    for at, line in enumerate(body):
        key = _key_of(line)
        if key in ("attachments", "due", "contact", "number", "date"):
            end = next((here for here in range(at, len(body)) if not body[here].strip()), len(body))
            more = _continuation(body, at, end) if key == "attachments" else 0
            yield _header_line(key, body[at : at + 1 + more])


def _sentences(body: list[str]) -> Iterable[str]:
    for paragraph in _paragraphs(body):
        yield from _split(paragraph)


def _paragraphs(body: list[str]) -> Iterable[str]:
    """Wrapped lines joined. A paragraph that ends in a colon goes on with the list below it."""
    block: list[str] = []
    for at, line in enumerate([*body, ""]):
        if line.strip():
            block.append(line.strip())
            continue
        is_list_next = at + 1 < len(body) and _BULLET.match(body[at + 1])
        if block and not (is_list_next and (block[-1].endswith(":") or _BULLET.match(block[-1]))):
            yield " ".join(" ".join(block).split())
            block = []
    if block:
        yield " ".join(" ".join(block).split())


def _split(paragraph: str) -> Iterable[str]:
    start = 0
    for end in _END.finditer(paragraph):
        if not _NO_END.search(paragraph[max(start, end.start() - 6) : end.start() + 1]):
            yield paragraph[start : end.end()].strip()[:_LONGEST_SENTENCE]
            start = end.end()
    if rest := paragraph[start:].strip():
        yield rest[:_LONGEST_SENTENCE]
