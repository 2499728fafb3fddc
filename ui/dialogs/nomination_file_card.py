"""One file of an import: whose it is, what was read, what becomes of it, and what is odd about it."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.services.import_reading import NominationFile, RowProblem
from coordinator.services.intake import NominationsRead
from coordinator.views.offices import OfficeRow
from ui.dialogs.import_steps_dialog import plan_sentence
from ui.models.file_in_hand import FileInHand
from ui.widgets.answers_card import strong
from ui.widgets.basics import Card, Icon, button, label, set_property, wrapped
from ui.wording import count

SURE = 0.99
UNLIKELY = 0.35
_SENTENCES = {
    "withheld": ("name withheld", "names withheld"),
    "vacant": ("vacant place", "vacant places"),
    "total": ("total row left out", "total rows left out"),
    "example": ("example row left out", "example rows left out"),
    "note": ("note left out", "notes left out"),
    "no_name": ("row without a name", "rows without a name"),
    "bad_email": ("e-mail address unreadable", "e-mail addresses unreadable"),
    "bad_phone": ("telephone number unreadable", "telephone numbers unreadable"),
    "other_phone": ("further telephone number", "further telephone numbers"),
    "bad_date": ("date unreadable", "dates unreadable"),
    "bad_answer": ("answer neither yes nor no", "answers neither yes nor no"),
    "bad_zone": ("time zone unknown", "time zones unknown"),
    "duplicate": ("row given twice", "rows given twice"),
    "shared_email": ("shared e-mail address", "shared e-mail addresses"),
    "unreadable": ("row unreadable", "rows unreadable"),
    "ambiguous_date": ("date with day and month in doubt", "dates with day and month in doubt"),
    "bad_priority": ("priority that is no number", "priorities that are no number"),
    "unknown_office": ("office that is not on record", "offices that are not on record"),
    "email_taken": ("e-mail address of somebody else", "e-mail addresses of somebody else"),
    "doubtful": ("person who may be on record already", "people who may be on record already"),
    "left_out": ("row left out", "rows left out"),
}


def columns_sentence(content: NominationFile) -> str:
    """ "Name ← “Nominee”; E-mail ← “Work e-mail” (80 % sure)"."""
    parts = []
    for column in content.columns:
        sure = "" if column.confidence >= SURE else f" ({column.confidence:.0%} sure)"
        header = f"“{column.header}”" if column.header else f"column {column.index + 1}"
        parts.append(f"{column.field.value.replace('_', ' ').capitalize()} from {header}{sure}")
    return "; ".join(parts)


def problems_by_kind(problems: Sequence[RowProblem]) -> list[tuple[str, bool, str]]:
    """Each kind of problem once: how many, whether a person may be hidden in it, and the first as an example."""
    numbers = Counter(problem.kind.value for problem in problems)
    found = []
    for kind, number in numbers.items():
        first = next(problem for problem in problems if problem.kind.value == kind)
        blocking = any(problem.blocking for problem in problems if problem.kind.value == kind)
        found.append((count(number, *_words(kind)), blocking, f"Row {first.row}: {first.message}"))
    return sorted(found, key=_by_weight)


def _words(kind: str) -> tuple[str, str]:
    plain = kind.replace("_", " ")
    return _SENTENCES.get(kind, (plain, plain))


def _by_weight(problem: tuple[str, bool, str]) -> bool:
    return not problem[1]


class NominationFileCard(Card):
    """`office` is the combo box to correct the guess, `sent_by` who sent it, `look_closer` opens the steps; `leave_out`
    drops the file from the batch. Refused files say why.
    """

    changed = Signal()
    left_out = Signal(QWidget)
    steps_wanted = Signal(QWidget)

    def __init__(self, read: NominationsRead, offices: Sequence[OfficeRow], file: FileInHand) -> None:
        super().__init__()
        self.read, self.file = read, file
        self.office = QComboBox()
        self.office.setAccessibleName(f"Office of {read.name}")
        self.sent_by = QLineEdit()
        self.sent_by.setPlaceholderText("Sent by (optional)")
        self.sent_by.setAccessibleName(f"Sender of {read.name}")
        self.look_closer = button("Look closer…")
        self.look_closer.setAccessibleName(f"Look closer at {read.name}")
        self.leave_out = button("", "flat", "x")
        self.leave_out.setToolTip("Leave this file out")
        self.leave_out.setAccessibleName(f"Leave out {read.name}")
        self._fill_offices(offices)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(6)
        self._column.addLayout(self._title_row())
        self._lines: list[QWidget] = []
        self._connect()
        self._tell()
        file.belongs_to(self.office_id)

    def _connect(self) -> None:
        for verb, slot in ((self.leave_out, self._leave), (self.look_closer, self._look)):
            verb.setAutoDefault(False)
            verb.clicked.connect(slot)
        self.office.currentIndexChanged.connect(self._on_office)
        self.file.changed.connect(self._on_file)

    def _fill_offices(self, offices: Sequence[OfficeRow]) -> None:
        self.office.addItem("Choose the office…", None)
        for office in offices:
            if office.valid_until is None:
                self.office.addItem(f"{office.code} · {office.name}", office.id)
        self.office.setCurrentIndex(max(self.office.findData(self.read.office_id), 0) if self.read.office_id else 0)
        self.office.setMinimumWidth(200)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Icon("file-spreadsheet", "secondary", 20))
        row.addWidget(wrapped(strong(self.read.name)), 1)
        if self.read.data:
            row.addWidget(self.sent_by)
            row.addWidget(self.office)
            row.addWidget(self.look_closer)
        row.addWidget(self.leave_out)
        return row

    # what is shown

    @property
    def content(self) -> NominationFile | None:
        """As it is read now."""
        return self.file.content

    def _tell(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        if self.content is None or not self.content.columns:
            self._line(self.read.refusal or "No column of names is chosen.", ("circle-x", "bad"))
        else:
            self._tell_content(self.content)

    def _tell_content(self, content: NominationFile) -> None:
        why = f" · office told {self.read.why}" if self.read.why else ""
        self._line(f"{count(len(content.entries), 'person', 'people')} read{why}", ("users", "accent"))
        if (plan := self.file.plan) is not None:
            self._line(plan_sentence(plan), ("list-checks", "secondary"))
        if not self.read.why and self.office_id is None:
            self._line("Nothing in the file tells whose it is. Choose the office.", ("circle-help", "caution"))
        if self.read.likeness <= UNLIKELY:
            doubt = "It looks more like something else than like a list of nominees. Look before you import it."
            self._line(doubt, ("triangle-alert", "caution"))
        if content.key is not None:
            self._line("The workbook that was sent out for this came back.", ("file-check", "good"))
        else:
            self._line("Columns", ("columns-3", "secondary"), columns_sentence(content))
        for sentence, blocking, example in problems_by_kind(plan.problems if plan else content.problems):
            self._line(sentence, ("triangle-alert", "caution") if blocking else ("info", "neutral"), example)
        for sentence in content.skipped_sheets:
            self._line(sentence, ("info", "neutral"))

    def _line(self, text: str, tone: tuple[str, str], note: str = "") -> None:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(2, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(Icon(*tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        down = QVBoxLayout()
        down.setSpacing(0)
        words = wrapped(label(text))
        set_property(words, "tone", tone[1] if tone[1] in ("caution", "bad") else "")
        down.addWidget(words)
        if note:
            down.addWidget(wrapped(label(note, "secondary")))
        across.addLayout(down, 1)
        self._lines.append(row)
        self._column.addWidget(row)

    # what is done

    def _on_office(self) -> None:
        self.file.belongs_to(self.office_id)
        self._tell()
        self.changed.emit()

    def _on_file(self) -> None:
        self._tell()
        self.changed.emit()

    def _leave(self) -> None:
        self.left_out.emit(self)

    def _look(self) -> None:
        self.steps_wanted.emit(self)

    @property
    def office_id(self) -> int | None:
        data = self.office.currentData()
        return data if isinstance(data, int) else None

    @property
    def is_usable(self) -> bool:
        """Read, told whose it is, and looked up against the records."""
        return self._names_people and self.office_id is not None and self.file.plan is not None

    @property
    def lacks_office(self) -> bool:
        return self._names_people and self.office_id is None

    @property
    def is_looked_up(self) -> bool:
        """Nothing more is to come from the worker."""
        return not self._names_people or self.office_id is None or self.file.plan is not None

    @property
    def _names_people(self) -> bool:
        return self.content is not None and bool(self.content.columns)
