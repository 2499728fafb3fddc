"""What every part of a template's form is: it says that it changed, and shows what is wrong at which of its places."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget


class Place(Protocol):
    """A field of the form."""

    def show_problem(self, sentence: str) -> None: ...
    def setFocus(self, reason: Qt.FocusReason) -> None: ...


class TemplatePart(QWidget):
    """`places` are its fields by their path in the template (as in `rules.template_limits`)."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Place] = {}

    def has(self, path: str) -> bool:
        """Whether the place is in this part."""
        return path in self.places

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Sentences by path, of the whole template; none where nothing is wrong."""
        for path, place in self.places.items():
            place.show_problem(problems.get(path, ""))

    def go_to(self, path: str) -> None:
        """The keyboard to a place of this part."""
        self.places[path].setFocus(Qt.FocusReason.OtherFocusReason)
