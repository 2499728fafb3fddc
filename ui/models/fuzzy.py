"""How well what was typed fits a text: letters in order, better at the start of words and in a row."""

from coordinator.rules.names import fold

_IN_A_ROW = 5
_AT_A_WORD = 8
_PLAIN = 1


def score(typed: str, text: str) -> int | None:
    """Higher is better; None when a letter is missing. Empty input fits everything equally."""
    wanted, target = fold(typed).replace(" ", ""), fold(text)
    found = target.find(fold(typed))
    if found >= 0:
        return 1000 * bool(wanted) - found - len(target) + (100 if found == 0 or target[found - 1] == " " else 0)
    return _scattered(wanted, target)


def _scattered(wanted: str, target: str) -> int | None:
    total, place = 0, -1
    for letter in wanted:
        following = target.find(letter, place + 1)
        if following < 0:
            return None
        total += _worth(target, place, following)
        place = following
    return total - len(target)


def _worth(target: str, before: int, place: int) -> int:
    if place == 0 or target[place - 1] == " ":
        return _AT_A_WORD
    return _IN_A_ROW if place == before + 1 else _PLAIN
