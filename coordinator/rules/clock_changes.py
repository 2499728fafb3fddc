"""What a change of the clocks makes of a time on the wall: it never comes, or twice, and which one is meant."""

from datetime import UTC, datetime

from coordinator.rules.slots import clock_words


def clock_change(at: datetime) -> str | None:
    """Why a time on the wall is doubtful, and which moment it is taken for; None for any other time.

    `at` has a zone; of a time that comes twice its `fold` says which one is meant. One that is skipped is read with the
    offset before the change, as Python does (PEP 495).
    """
    if at.utcoffset() == at.replace(fold=1 - at.fold).utcoffset():
        return None
    meant = at.astimezone(UTC).astimezone(at.tzinfo)
    if meant.replace(tzinfo=None) != at.replace(tzinfo=None):
        moved = f"{clock_words(meant)} {_offset(meant)} is meant."
        return f"The clocks go forward over {clock_words(at)}; it does not exist on that day. {moved}"
    which = "second" if at.fold else "first"
    return f"The clocks go back over {clock_words(at)}; it comes twice. The {which} one is meant, {_offset(at)}."


def _offset(at: datetime) -> str:
    """ "EDT (UTC-04)"; zones without letters of their own have the offset alone."""
    digits, letters = f"{at:%z}", at.tzname() or ""
    offset = f"UTC{digits[:3]}" + (f":{digits[3:5]}" if digits[3:5] != "00" else "")
    return f"{letters} ({offset})" if letters.isalpha() else offset
