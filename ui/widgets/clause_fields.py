"""The fields of one clause of a letter, or of one entry of a clause."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from coordinator.rules.template_placeholders import CONDITIONS, LISTS, Placeholder
from coordinator.rules.templates import Item
from ui.models.clauses_in_hand import Entry
from ui.widgets.basics import label
from ui.widgets.combo import combo
from ui.widgets.template_text import TemplateText


class ClauseFields(QWidget):
    """`heading`, `text`, `needs` and, of an entry, `lists`; `entry` is what they make of the one that was shown."""

    changed = Signal()

    def __init__(self, placeholders: Sequence[Placeholder]) -> None:
        super().__init__()
        self._entry: Entry | None = None
        self.heading = TemplateText("Heading", placeholders)
        self.text = TemplateText("Text", placeholders, is_long=True)
        self.needs, self.lists = _choice("It is there", CONDITIONS), _choice("Below it are listed", LISTS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for text in (self.heading, self.text):
            text.changed.connect(self.changed)
            column.addWidget(text)
        self._captions = [_row(column, box) for box in (self.needs, self.lists)]
        for box in (self.needs, self.lists):
            box.currentIndexChanged.connect(self.changed)

    @property
    def entry(self) -> Entry:
        assert self._entry is not None
        heading, text, needs = self.heading.text, self.text.text, str(self.needs.currentData())
        if isinstance(self._entry, Item):
            return Item(heading, text, str(self.lists.currentData()), needs)
        return replace(self._entry, heading=heading, text=text, needs=needs)

    def show_entry(self, entry: Entry | None) -> None:
        """This clause or entry; nothing can be typed where there is none."""
        self._entry = entry
        self.setEnabled(entry is not None)
        blockers = [QSignalBlocker(each) for each in (self, self.heading, self.text, self.needs, self.lists)]
        self.heading.set_text(entry.heading if entry else "")
        self.text.set_text(entry.text if entry else "")
        self.needs.setCurrentIndex(max(self.needs.findData(entry.needs if entry else ""), 0))
        self.lists.setCurrentIndex(max(self.lists.findData(entry.lists if isinstance(entry, Item) else ""), 0))
        for part in (self.lists, self._captions[1]):
            part.setVisible(isinstance(entry, Item))
        for blocker in blockers:
            blocker.unblock()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Sentences by the name of the field."""
        self.heading.show_problem(problems.get("heading", ""))
        self.text.show_problem(problems.get("text", ""))


def _choice(name: str, choices: Mapping[str, str]) -> QComboBox:
    made = combo(name)
    for value, words in choices.items():
        made.addItem(f"{words[:1].upper()}{words[1:]}", value)
    return made


def _row(column: QVBoxLayout, box: QComboBox) -> QWidget:
    caption = label(box.accessibleName(), "caption")
    caption.setBuddy(box)
    part = QVBoxLayout()
    part.setSpacing(2)
    part.addWidget(caption)
    part.addWidget(box)
    column.addLayout(part)
    return caption
