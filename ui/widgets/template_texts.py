"""Texts of a template below each other: the lines of a masthead, and those of its wording."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from coordinator.rules.template_placeholders import Placeholder
from coordinator.rules.templates import MOST_LINES
from ui.widgets.basics import button
from ui.widgets.template_part import TemplatePart
from ui.widgets.template_text import TemplateText

LEAST_LINES = 2


class TextsEditor(TemplatePart):
    """`texts` by their name in the template. Of each its name, its caption, and whether it is a paragraph."""

    def __init__(
        self, prefix: str, texts: Iterable[tuple[str, str, bool]], placeholders: Sequence[Placeholder]
    ) -> None:
        super().__init__()
        self.fields: dict[str, TemplateText] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for name, caption, is_long in texts:
            field = TemplateText(caption, placeholders, is_long=is_long)
            field.changed.connect(self.changed)
            self.fields[name] = field
            self.places[f"{prefix}.{name}"] = field
            column.addWidget(field)

    @property
    def texts(self) -> dict[str, str]:
        return {name: field.text for name, field in self.fields.items()}

    def set_text(self, name: str, text: str) -> None:
        self.fields[name].set_text(text)


class MastheadEditor(TemplatePart):
    """`lines` from the first to the last that has words; a button adds one more."""

    def __init__(self, placeholders: Sequence[Placeholder]) -> None:
        super().__init__()
        self.fields = [
            TemplateText(f"Masthead, line {number}", placeholders, caption=f"Line {number}")
            for number in range(1, MOST_LINES + 1)
        ]
        self.more = button("Add a line", "link")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self.add_line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for place, field in enumerate(self.fields):
            field.changed.connect(self.changed)
            self.places[f"masthead.{place}"] = field
            column.addWidget(field)
        column.addWidget(self.more)
        self._show(LEAST_LINES)

    @property
    def lines(self) -> tuple[str, ...]:
        said = [field.text for field in self.fields]
        while said and not said[-1].strip():
            said.pop()
        return tuple(said)

    def set_lines(self, lines: Sequence[str]) -> None:
        for place, field in enumerate(self.fields):
            field.set_text(lines[place] if place < len(lines) else "")
        self._show(max(len(lines), LEAST_LINES))

    def add_line(self) -> None:
        shown = self._shown
        self._show(shown + 1)
        self.fields[shown].setFocus()

    def _show(self, lines: int) -> None:
        self._shown = lines
        for place, field in enumerate(self.fields):
            field.setVisible(place < lines)
        self.more.setVisible(lines < len(self.fields))
