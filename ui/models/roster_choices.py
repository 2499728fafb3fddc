"""Whom on the roster somebody at a meeting may be: the likeliest, or those whom a typed name finds."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.views.attendance_review import Suggestion
from coordinator.views.trainings import PersonChoice
from ui.models.columns import folded

MOST = 5  # as many as there are keys that are easily reached


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """Someone of the roster, with the key that picks them. `seat` is a word, "" for no seat in the training."""

    id: int
    key: int
    name: str
    office: str
    seat: str
    why: str = ""


def suggested(suggestions: Sequence[Suggestion]) -> list[ChoiceRow]:
    """The likeliest first, as they come."""
    return [
        ChoiceRow(each.designee_id, key, each.name, each.office, _seat_words(each), each.reason)
        for key, each in enumerate(suggestions[:MOST], 1)
    ]


def _seat_words(suggestion: Suggestion) -> str:
    if suggestion.is_marked:
        return "Marked"
    return "Seated" if suggestion.is_seated else ""


class Roster:
    """Everyone, found by parts of their names, in the order they come in."""

    def __init__(self, people: Sequence[PersonChoice] = ()) -> None:
        self._people = [(folded(f"{each.name} {each.office}"), each) for each in people]

    def found(self, text: str) -> list[ChoiceRow]:
        """The first few in whose name or office every word occurs."""
        words = folded(text).split()
        hits = (each for hay, each in self._people if all(word in hay for word in words))
        return [
            ChoiceRow(each.id, key, each.name, each.office, "Seated" if each.is_seated else "")
            for key, each in zip(range(1, MOST + 1), hits, strict=False)
        ]
