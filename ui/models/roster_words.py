"""What cells of the Roster say."""

from coordinator.views.roster import DesigneeRow
from coordinator.views.roster_query import standing_words
from ui.wording import NOTHING, tone, word

_TONES = {
    "Departed": ("log-out", "neutral"),
    "Ready": ("badge-check", "accent"),
    "Not ready": ("circle-dashed", "neutral"),
}
_WAITING = ("clock", "caution")


def status(row: DesigneeRow) -> tuple[str, tuple[str, str]]:
    """The license in one word with its icon and tone; without one, what it waits for."""
    words = standing_words(row)
    for state in (row.license, row.nomination):
        if state is not None and word(state) == words:
            return words, tone(state)
    return words, _TONES.get(words, _WAITING)


def position(row: DesigneeRow) -> str:
    return word(row.position)


def rank(row: DesigneeRow) -> str:
    return f"{row.rank} of {row.of}" if row.rank is not None else NOTHING
