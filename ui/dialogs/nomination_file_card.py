"""One file of an import: whose it is, what was read, how its columns were understood, what is odd about it."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coordinator.services.intake import NominationFile, NominationsRead
from coordinator.views.offices import OfficeRow
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
}


def columns_sentence(content: NominationFile) -> str:
    """ "Name ← “Nominee”; E-mail ← “Work e-mail” (80 % sure)"."""
    parts = []
    for column in content.columns:
        sure = "" if column.confidence >= SURE else f" ({column.confidence:.0%} sure)"
        header = f"“{column.header}”" if column.header else f"column {column.index + 1}"
        parts.append(f"{column.field.value.replace('_', ' ').capitalize()} from {header}{sure}")
    return "; ".join(parts)


def problems_by_kind(content: NominationFile) -> list[tuple[str, bool, str]]:
    """Each kind of problem once: how many, whether a person may be hidden in it, and the first as an example."""
    numbers = Counter(problem.kind.value for problem in content.problems)
    found = []
    for kind, number in numbers.items():
        first = next(problem for problem in content.problems if problem.kind.value == kind)
        blocking = any(problem.blocking for problem in content.problems if problem.kind.value == kind)
        found.append((count(number, *_words(kind)), blocking, f"Row {first.row}: {first.message}"))
    return sorted(found, key=_by_weight)


def _words(kind: str) -> tuple[str, str]:
    plain = kind.replace("_", " ")
    return _SENTENCES.get(kind, (plain, plain))


def _by_weight(problem: tuple[str, bool, str]) -> bool:
    return not problem[1]


class NominationFileCard(Card):
    """`office` is the combo box to correct the guess, `sent_by` who sent it; `leave_out` drops the file from the batch.

    Refused files say why.
    """

    changed = Signal()
    left_out = Signal(QWidget)

    def __init__(self, read: NominationsRead, offices: Sequence[OfficeRow]) -> None:
        super().__init__()
        self.read = read
        self.office = QComboBox()
        self.office.setAccessibleName(f"Office of {read.name}")
        self.sent_by = QLineEdit()
        self.sent_by.setPlaceholderText("Sent by (optional)")
        self.sent_by.setAccessibleName(f"Sender of {read.name}")
        self.leave_out = button("", "flat", "x")
        self.leave_out.setAutoDefault(False)
        self.leave_out.setToolTip("Leave this file out")
        self.leave_out.setAccessibleName(f"Leave out {read.name}")
        self.leave_out.clicked.connect(self._leave)
        self._fill_offices(offices)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 14, 16, 14)
        self._column.setSpacing(6)
        self._column.addLayout(self._title_row())
        if read.content is None:
            self._line(read.refusal, ("circle-x", "bad"))
        else:
            self._tell(read.content)
        self.office.currentIndexChanged.connect(self.changed)

    def _fill_offices(self, offices: Sequence[OfficeRow]) -> None:
        self.office.addItem("Choose the office…", None)
        for office in offices:
            if office.valid_until is None:
                self.office.addItem(f"{office.code} · {office.name}", office.id)
        self.office.setCurrentIndex(max(self.office.findData(self.read.office_id), 0) if self.read.office_id else 0)
        self.office.setMinimumWidth(220)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Icon("file-spreadsheet", "secondary", 20))
        row.addWidget(wrapped(strong(self.read.name)), 1)
        if self.read.content is not None:
            row.addWidget(self.sent_by)
            row.addWidget(self.office)
        row.addWidget(self.leave_out)
        return row

    def _tell(self, content: NominationFile) -> None:
        why = f" · office told {self.read.why}" if self.read.why else ""
        self._line(f"{count(len(content.entries), 'person', 'people')} read{why}", ("users", "accent"))
        if not self.read.why:
            self._line("Nothing in the file tells whose it is. Choose the office.", ("circle-help", "caution"))
        if self.read.likeness <= UNLIKELY:
            doubt = "It looks more like something else than like a list of nominees. Look before you import it."
            self._line(doubt, ("triangle-alert", "caution"))
        self._line("Columns", ("list-checks", "secondary"), columns_sentence(content))
        for sentence, blocking, example in problems_by_kind(content):
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
        self._column.addWidget(row)

    def _leave(self) -> None:
        self.left_out.emit(self)

    @property
    def office_id(self) -> int | None:
        data = self.office.currentData()
        return data if isinstance(data, int) else None

    @property
    def is_usable(self) -> bool:
        """Read, and told whose it is."""
        return self.read.content is not None and self.office_id is not None

    @property
    def lacks_office(self) -> bool:
        return self.read.content is not None and self.office_id is None
