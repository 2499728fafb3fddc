"""One row of an import in full: who is meant where that is in doubt, and which of its fields are taken."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coordinator.services.import_decisions import RowChoice
from coordinator.services.import_plan import Candidate, PlannedRow, RowState
from coordinator.services.import_reading import NominationEntry
from ui.models.file_in_hand import FileInHand
from ui.widgets.answers_card import strong
from ui.widgets.basics import Card, button, label, wrapped
from ui.widgets.import_words import ChangeLine, change_lines, field_words, shortened, tip, value_words
from ui.wording import NOTHING, word, yes_no

_WIDTH, _INDENT = 340, 28  # below the words of a box
_LONGEST_CHOICE, _MOST_ALIKE = 34, 0.99
_NOBODY = "Choose a row to see what becomes of it."
_FACTS = ("duty_station", "time_zone", "supervisor_name", "supervisor_priority", "remarks")


class PersonPane(Card):
    """`choices` are the people who may be meant, a new one and nobody; `takes` the boxes of the changed fields, by
    title; `leave_out` leaves the row out, or takes it again. Made anew for another row; otherwise only its ticks are.
    """

    def __init__(self, file: FileInHand, codes: dict[int, str]) -> None:
        super().__init__()
        self._file, self._codes = file, codes
        self.row: PlannedRow | None = None
        self.choices: list[QRadioButton] = []
        self.takes: dict[str, QCheckBox] = {}
        self.leave_out: QPushButton | None = None
        self._shape: object = None
        self._column = QVBoxLayout()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("The row in full")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._scroll)
        self.setFixedWidth(_WIDTH)
        self.show_row(None)

    def show_row(self, row: PlannedRow | None, number: int = 0) -> None:
        """`number` says how many are chosen, where it is not one."""
        lines = change_lines(row.changes, self._codes) if row else []
        shape = (row and (row.entry, row.candidates, row.state), number, [(line.title, line.after) for line in lines])
        self.row = row
        if shape != self._shape:
            self._shape = shape
            self._rebuild(row, number, lines)
        self._tick(lines)

    def focus_first(self) -> None:
        """What is to be decided has the keyboard."""
        first = next(iter([*self.choices, *self.takes.values()]), self.leave_out)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # what is shown

    def _rebuild(self, row: PlannedRow | None, number: int, lines: list[ChangeLine]) -> None:
        had = self._focused()
        self.choices, self.takes, self.leave_out = [], {}, None
        content = QWidget()
        content.setProperty("kind", "plain")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(4)
        if row is None:
            several = f"{number:,} rows are chosen; X leaves them out."
            self._column.addWidget(wrapped(label(several if number > 1 else _NOBODY, "secondary")))
        else:
            self._tell(row, lines)
        self._column.addStretch(1)
        self._scroll.setWidget(content)
        self._focus_again(had)

    def _tell(self, row: PlannedRow, lines: list[ChangeLine]) -> None:
        entry = row.entry
        self._column.addWidget(wrapped(strong(entry.name.display)))
        facts = (word(entry.position) if entry.position else "", entry.email or "", entry.phone or "")
        self._text(" · ".join(filter(None, facts)))
        changed = {line.title for line in lines}
        for title, value in _facts(entry):
            if title not in changed:
                self._text(f"{title}: {value}")
        if row.candidates:
            self._ask_who(row)
        if lines:
            self._ask_fields(row, lines)
        if not row.candidates:
            self._offer_leaving_out(row)

    def _text(self, text: str, indent: int = 0) -> None:
        if text:
            made = wrapped(label(shortened(text), "secondary"))
            made.setToolTip(tip(text) if len(text) > len(made.text()) else "")
            made.setContentsMargins(indent, 0, 0, 0)
            self._column.addWidget(made)

    def _ask_who(self, row: PlannedRow) -> None:
        self._heading("WHO IS MEANT")
        group = QButtonGroup(self._column.parentWidget())
        for number, candidate in enumerate(row.candidates, start=1):
            self._choice(group, f"{number} · {candidate.name}", candidate.designee_id, row)
            self._text(_why(candidate), _INDENT)
        self._choice(group, "N · A new person", RowChoice.NEW_PERSON, row)
        self._choice(group, "X · Leave this row out", RowChoice.LEAVE_OUT, row)

    def _choice(self, group: QButtonGroup, text: str, choice: int | RowChoice, row: PlannedRow) -> None:
        box = QRadioButton(shortened(text, _LONGEST_CHOICE).replace("&", "&&"))
        box.setAccessibleName(text)
        box.clicked.connect(partial(self._decide, row, choice))
        group.addButton(box)
        self.choices.append(box)
        self._column.addWidget(box)

    def _ask_fields(self, row: PlannedRow, lines: list[ChangeLine]) -> None:
        self._heading("TAKE FROM THE FILE")
        for line in lines:
            box = QCheckBox(line.title)
            box.setAccessibleName(f"Take {line.title}: {line.after} instead of {line.before}")
            box.clicked.connect(partial(self._take_fields, row, line))
            self.takes[line.title] = box
            self._column.addWidget(box)
            self._text(line.after if line.before == NOTHING else f"{line.before} → {line.after}", _INDENT)

    def _offer_leaving_out(self, row: PlannedRow) -> None:
        is_out = row.state is RowState.LEFT_OUT
        self.leave_out = button("Take this row" if is_out else "Leave this row out")
        self.leave_out.clicked.connect(partial(self._decide, row, None if is_out else RowChoice.LEAVE_OUT))
        self._column.addSpacing(8)
        self._column.addWidget(self.leave_out, 0, Qt.AlignmentFlag.AlignLeft)

    def _heading(self, text: str) -> None:
        self._column.addSpacing(8)
        self._column.addWidget(label(text, "section"))

    def _tick(self, lines: list[ChangeLine]) -> None:
        if self.row is None:
            return
        chosen = self._file.decisions.people.get(self.row.entry.key)
        meant = [*(each.designee_id for each in self.row.candidates), RowChoice.NEW_PERSON, RowChoice.LEAVE_OUT]
        for box, choice in zip(self.choices, meant, strict=False):
            if choice == chosen:
                box.setChecked(True)
        for line in lines:
            self.takes[line.title].setChecked(line.is_taken)

    # the keyboard stays where it is when a decision changes what is asked

    def _focused(self) -> tuple[str, str | int] | None:
        for at, box in enumerate(self.choices):
            if box.hasFocus():
                return "choice", at
        for title, take in self.takes.items():
            if take.hasFocus():
                return "take", title
        return ("leave out", "") if self.leave_out is not None and self.leave_out.hasFocus() else None

    def _focus_again(self, had: tuple[str, str | int] | None) -> None:
        if had is None:
            return
        kind, which = had
        found: QAbstractButton | None = self.leave_out
        if kind == "choice" and isinstance(which, int) and which < len(self.choices):
            found = self.choices[which]
        elif kind == "take":
            found = self.takes.get(str(which))
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    # what is decided

    def _decide(self, row: PlannedRow, choice: int | RowChoice | None, _checked: bool = False) -> None:
        self._file.choose_people([row.entry.key], choice)

    def _take_fields(self, row: PlannedRow, line: ChangeLine, _checked: bool = False) -> None:
        self._file.take_fields(row.entry.key, line.fields, is_taken=self.takes[line.title].isChecked())


def _facts(entry: NominationEntry) -> list[tuple[str, str]]:
    """What else the row says."""
    said = [(field_words(name), value_words(getattr(entry, name))) for name in _FACTS]
    if entry.trial_use is not None:
        said.append((field_words("trial_use"), yes_no(entry.trial_use)))
    if entry.course_completed is not None or entry.course_completed_on:
        done = value_words(entry.course_completed_on or entry.course_completed)
        said.append((field_words("course_completed"), done))
    return [(title, value) for title, value in said if value != NOTHING]


def _why(candidate: Candidate) -> str:
    where = " · ".join(filter(None, (candidate.office, candidate.email)))
    alike = min(candidate.score, _MOST_ALIKE)  # or nobody would have to be asked
    return f"{alike:.0%} alike, {where}: {', '.join(candidate.reasons)}"
