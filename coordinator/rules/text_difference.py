"""What a new version of a text says differently: passages that were kept, changed, added and removed.

The texts come out of files of many kinds, and PDFs break lines and pages anywhere. So only words are compared:
spaces, line ends, hyphens between letters, the shape of quotes, ligatures, page numbers, and a paragraph that goes on
on the next page make no difference.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

Words = tuple[str, ...]

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_DIVIDED = re.compile(r"(?<=[^\W\d_])(?:[-\u2010][ \t]*\n[ \t]*(?=[a-z])|[\u00ad\ufffe][ \t]*\n?[ \t]*)")
_SOFT_HYPHENS = dict.fromkeys(map(ord, "\u00ad\ufffe"))
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")
_SHAPES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u2010": "-", "\u2011": "-"})
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_ITEM = re.compile(r"\n(?=[^\S\n]*(?:[•▪–*·-]|\(?[0-9]{1,3}[.)]|\(?[a-zA-Z][.)])[^\S\n])")
_PAGE_NUMBER = re.compile(
    r"page [0-9]{1,4}(?: of [0-9]{1,4})?|[0-9]{1,4} of [0-9]{1,4}|- ?[0-9]{1,4} ?-", re.IGNORECASE
)
_ENDED = tuple('.!?:;”"’)')
_SENTENCE_END = (".", "!", "?", ".”", '."', ".)")

_MOST_WORDS = 400  # of a paragraph; a longer one is compared sentence by sentence
_ALIKE = 0.5  # share of common words from which two paragraphs are one that was changed
_RARE = 8  # a word in more paragraphs than this does not help to find the one
_NEAR = 4  # of the likeliest by their rare words
_FOLLOWING = 3  # and of those after the last that was found


class PassageKind(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words next to each other of which the same is true: kept, added or removed."""

    kind: PassageKind
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph. Only a changed one has more than one run."""

    kind: PassageKind
    runs: tuple[Run, ...]

    @property
    def old(self) -> str:
        """How it read: what was kept (as it is written now) and what was removed."""
        return _joined(self.runs, PassageKind.ADDED)

    @property
    def new(self) -> str:
        """How it reads: what was kept and what was added."""
        return _joined(self.runs, PassageKind.REMOVED)


def _joined(runs: Iterable[Run], without: PassageKind) -> str:
    return " ".join(run.text for run in runs if run.kind is not without)


def difference(old: str, new: str) -> tuple[Passage, ...]:
    """Every passage of both texts in order; what took the place of something stands after it."""
    before, after = paragraphs(old), paragraphs(new)
    if _flat(before) == _flat(after):
        return tuple(_whole(PassageKind.KEPT, each) for each in after)
    passages: list[Passage] = []
    for tag, i, j, k, m in _steps([_keys(each) for each in before], [_keys(each) for each in after]):
        if tag == "equal":
            passages += (_whole(PassageKind.KEPT, each) for each in after[k:m])
        else:
            passages += _replaced(before[i:j], after[k:m])
    return tuple(passages)


def summary(passages: Sequence[Passage]) -> str:
    """ "4 passages changed, 2 added, 1 removed"; "No difference in words" of the same text."""
    counted = Counter(passage.kind for passage in passages)
    kinds = (PassageKind.CHANGED, PassageKind.ADDED, PassageKind.REMOVED)
    parts = [(counted[kind], kind.value) for kind in kinds if counted[kind]]
    if not parts:
        return "No difference in words"
    (first, word), *others = parts
    start = f"{first} {'passage' if first == 1 else 'passages'} {word}"
    return ", ".join([start, *(f"{count} {kind}" for count, kind in others)])


def paragraphs(text: str) -> list[Words]:
    """The words of each paragraph. An empty line, or the sign or number of a list, begins a new one."""
    lined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    plain = unicodedata.normalize("NFC", lined.translate(_UNSEEN).translate(_LIGATURES))
    plain = _DIVIDED.sub("", plain).translate(_SOFT_HYPHENS)
    blocks = (block for part in _EMPTY_LINES.split(plain) for block in _ITEM.split(part))
    found = [tuple(block.split()) for block in blocks]
    kept = [words for words in found if words and not _PAGE_NUMBER.fullmatch(" ".join(words))]
    return [piece for words in _made_whole(kept) for piece in _in_pieces(words)]


def word_key(word: str) -> str:
    """What is the same in two spellings of a word that only the layout of a page makes different."""
    return _HYPHEN.sub("", word).translate(_SHAPES)


def _keys(words: Iterable[str]) -> Words:
    return tuple(map(word_key, words))


def _steps(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(None, before, after, autojunk=False).get_opcodes())


def _made_whole(found: Iterable[Words]) -> Iterator[Words]:
    """A paragraph that stops in the middle of a sentence goes on with the next, if that begins in the middle of one."""
    held: Words = ()
    for words in found:
        goes_on = held and not held[-1].endswith(_ENDED) and words[0][0].islower() and words[0][-1] not in ".)"
        if held and not goes_on:
            yield held
            held = ()
        held += words
    if held:
        yield held


def _in_pieces(words: Words) -> Iterator[Words]:
    """Short paragraphs as they are, endless ones in sentences."""
    if len(words) <= _MOST_WORDS:
        yield words
        return
    start = 0
    for at, word in enumerate(words, start=1):
        if word.endswith(_SENTENCE_END) or at - start == _MOST_WORDS or at == len(words):
            yield words[start:at]
            start = at


def _whole(kind: PassageKind, words: Words) -> Passage:
    return Passage(kind, (Run(kind, " ".join(words)),))


def _replaced(before: Sequence[Words], after: Sequence[Words]) -> Iterator[Passage]:
    """Paragraphs in whose place others stand: those alike are one that was changed, the rest is gone or new."""
    if _flat(before) == _flat(after):  # only divided at other places
        yield from (_whole(PassageKind.KEPT, each) for each in after)
        return
    left, right = 0, 0
    for old, new in (*_alike(before, after), (len(before), len(after))):
        yield from (_whole(PassageKind.REMOVED, each) for each in before[left:old])
        yield from (_whole(PassageKind.ADDED, each) for each in after[right:new])
        if old < len(before):
            yield _changed(before[old], after[new])
        left, right = old + 1, new + 1


def _changed(before: Words, after: Words) -> Passage:
    runs = tuple(_runs(before, after))
    return Passage(PassageKind.CHANGED if len(runs) > 1 else PassageKind.KEPT, runs)


def _flat(found: Iterable[Words]) -> list[str]:
    return [word_key(word) for words in found for word in words]


def _alike(before: Sequence[Words], after: Sequence[Words]) -> list[tuple[int, int]]:
    """Places of the paragraphs that belong together, in the order of both texts."""
    counted = [Counter(_keys(words)) for words in after]
    of_word = _places(counted)
    pairs: list[tuple[int, int]] = []
    for at, words in enumerate(before):
        own = Counter(_keys(words))
        shared = Counter(place for word in own if len(of_word[word]) <= _RARE for place in of_word[word])
        following = pairs[-1][1] + 1 if pairs else 0
        near = {*range(following, min(following + _FOLLOWING, len(after)))}
        near |= {place for place, _ in shared.most_common(_NEAR)}
        likeness, place = max(((_likeness(own, counted[each]), -each) for each in near), default=(0.0, 0))
        if likeness >= _ALIKE:
            pairs.append((at, -place))
    return _rising(pairs)


def _places(counted: Sequence[Counter[str]]) -> dict[str, list[int]]:
    """In which paragraphs each word stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(counted):
        for word in words:
            found[word].append(place)
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """1 for the same words, 0 for none in common."""
    return 2 * (one & other).total() / (one.total() + other.total())


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs that rises on both sides: there the text did not change its order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, (_, place) in enumerate(pairs):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1], ends[length : length + 1] = [place], [at]
    chain, here = [], ends[-1] if ends else None
    while here is not None:
        chain.append(pairs[here])
        here = before[here]
    return chain[::-1]


def _runs(before: Words, after: Words) -> Iterator[Run]:
    for tag, i, j, k, m in _steps(_keys(before), _keys(after)):
        if tag == "equal":
            yield Run(PassageKind.KEPT, " ".join(after[k:m]))
            continue
        if i < j:
            yield Run(PassageKind.REMOVED, " ".join(before[i:j]))
        if k < m:
            yield Run(PassageKind.ADDED, " ".join(after[k:m]))
