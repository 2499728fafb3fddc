"""Keep or return, in the words that offices use for it. What could mean either is not guessed."""

import difflib
import re

from coordinator.rules.names import fold
from coordinator.rules.vocabulary import ReviewAnswer

_KEEP = frozenset({
    "keep", "keeps", "kept", "keeping", "k", "retain", "retains", "retained", "retaining", "need", "needs", "needed",
    "require", "requires", "required", "continue", "continues", "continued", "using", "uses", "use", "used", "active",
    "renew",
})  # fmt: skip
_RETURN = frozenset({
    "return", "returns", "returned", "returning", "r", "remove", "removed", "release", "released", "revoke", "cancel",
    "surrender", "surrendered", "delete", "deleted", "relinquish", "departed", "retired", "left", "transferred",
    "separated", "resigned", "unused", "inactive", "drop",
})  # fmt: skip
_BACK = (("give", "back"), ("giving", "back"), ("gave", "back"), ("turn", "in"), ("turned", "in"), ("hand", "back"))
_NOT = frozenset({"no", "not", "never", "dont", "doesnt", "cannot", "cant", "isnt", "wont", "without", "nor"})
# What may stand between a negation and the word that it turns around: "no longer needed", "not to be kept".
_BETWEEN = frozenset({"longer", "any", "to", "be", "being", "currently", "in", "actively"})
_LONGEST = 16  # words; more is a comment that stands in the wrong cell
_ALIKE = 0.75
_SHORTEST = 4
_MEANT = ("keep", "kept", "return", "returned", "retain", "needed")
_OTHER = {ReviewAnswer.KEEP: ReviewAnswer.RETURN, ReviewAnswer.RETURN: ReviewAnswer.KEEP}
_PAUSE = re.compile(r"[,;:.!?()/|]")
_WORD = re.compile(r"[a-z]+")


def read_answer(text: str) -> ReviewAnswer | None:
    """The answer that the words give; None for nothing, for what says both, and for what is not understood.

    "Kept", "RETAIN", "still needed" keep; "no longer needed", "give back", "do not keep" return. A slip of the hand
    ("retrun") is seen through; "yes" and "no" say nothing where two things were asked.
    """
    words = _words(text)
    if not any(words) or len(words) > _LONGEST:
        return None
    turning = {place for place, word in enumerate(words) if word in _NOT}
    said = set()
    for place in range(len(words)):
        meant = _meaning(words, place)
        if meant is not None:
            turned = _turned_by(words, place)
            turning.discard(turned)
            said.add(_OTHER[meant] if turned >= 0 else meant)
    # A negation of something else ("not sure, keep") leaves it open.
    return said.pop() if len(said) == 1 and not turning else None


def _words(text: str) -> list[str]:
    """With an empty word for each pause: it parts what is denied from what is meant ("No, keep")."""
    return [word for clause in _PAUSE.split(text) for word in ("", *_WORD.findall(fold(clause)))]


def _turned_by(words: list[str], place: int) -> int:
    """The place of the negation that the word stands behind; -1 without one."""
    before = place - 1
    while before >= 0 and words[before] in _BETWEEN:
        before -= 1
    return before if before >= 0 and words[before] in _NOT else -1


def _meaning(words: list[str], place: int) -> ReviewAnswer | None:
    if tuple(words[place : place + 2]) in _BACK:
        return ReviewAnswer.RETURN
    return _of_word(words[place])


def _of_word(word: str) -> ReviewAnswer | None:
    if word in _KEEP:
        return ReviewAnswer.KEEP
    if word in _RETURN:
        return ReviewAnswer.RETURN
    if len(word) < _SHORTEST or word in _BETWEEN:
        return None
    close = difflib.get_close_matches(word, _MEANT, 1, _ALIKE)
    return _of_word(close[0]) if close else None
