"""Participants of a report who could not be matched for certain: asked one after the other, by keyboard alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QVBoxLayout

from coordinator.rules.names import fold
from coordinator.views.trainings import DoubtfulRow, PersonChoice
from ui.widgets.parts import Card, Icon, button, label, wrapped
from ui.wording import count

FLAGS = {
    "no_email": "no e-mail",
    "equal_name": "others have the same name",
    "dial_in": "by telephone",
    "guest": "guest",
    "no_leave": "no leaving time",
    "no_join": "no joining time",
    "approximate": "minutes estimated",
    "withheld": "name withheld",
}


class PeopleBox(QComboBox):
    """Everyone on the roster, the seated first; typing part of a name narrows. Enter decides."""

    decided = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName("Person on the roster")
        self.setMinimumWidth(220)
        self.setMaxVisibleItems(12)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        edit = self.lineEdit()
        assert edit is not None
        edit.setPlaceholderText("Type a name")
        edit.setAccessibleName("Person on the roster")

    def person_id(self) -> int | None:
        """Whom the text means; None while it means nobody."""
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        data = self.itemData(place) if place >= 0 else None
        return data if isinstance(data, int) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.person_id() is not None:
            self.decided.emit()
        else:
            super().keyPressEvent(event)


class DoubtfulReview(Card):
    """Shown while there is someone to decide about. The page does what is decided."""

    tied = Signal(int, int)  # participant, designee
    dismissed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Doubtful participants")
        self._rows: tuple[DoubtfulRow, ...] = ()
        self._people: tuple[PersonChoice, ...] = ()
        self._at = 0
        self.question = label("", "caption")
        self.note = wrapped(label("", "secondary"))
        self.people = PeopleBox()
        self.tie_button = button("It is …", "primary")
        self.dismiss_button = button("&Not on the roster")
        self.next_button = button("&Later")
        self._arrange()
        self._connect()
        self.hide()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon("circle-help", "caution", 18))
        head.addWidget(self.question)
        head.addWidget(self.note, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.people, 1)
        for each in (self.tie_button, self.dismiss_button, self.next_button):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(row)

    def _connect(self) -> None:
        self.people.decided.connect(self.tie)
        self.people.currentTextChanged.connect(self._on_text)
        self.tie_button.clicked.connect(self.tie)
        self.dismiss_button.clicked.connect(self.dismiss)
        self.next_button.clicked.connect(self.later)

    @property
    def row(self) -> DoubtfulRow | None:
        """Whom the strip asks about."""
        return self._rows[self._at] if self._rows else None

    def show_rows(self, rows: Sequence[DoubtfulRow], people: Sequence[PersonChoice]) -> None:
        """What waits now. The question that stood stays while it is open, with what was typed."""
        asked = self.row
        self._rows = tuple(rows)
        places = {row.id: place for place, row in enumerate(rows)}
        if tuple(people) != self._people:
            self._fill(tuple(people))
            asked = None if asked is None or asked.id not in places else asked
        still_open = asked is not None and asked.id in places
        self._at = places[asked.id] if asked is not None and still_open else min(self._at, max(len(rows) - 1, 0))
        self.setVisible(bool(rows))
        if rows and not still_open:
            self._ask()

    def begin(self) -> None:
        """Bring the keyboard here."""
        if self.row is not None:
            edit = self.people.lineEdit()
            assert edit is not None
            edit.setFocus()
            edit.selectAll()

    def tie(self) -> None:
        person = self.people.person_id()
        if self.row is not None and person is not None:
            self.tied.emit(self.row.id, person)

    def dismiss(self) -> None:
        if self.row is not None:
            self.dismissed.emit(self.row.id)

    def later(self) -> None:
        """On to the next one; this one waits."""
        if self._rows:
            self._at = (self._at + 1) % len(self._rows)
            self._ask()
            self.begin()

    def _fill(self, people: tuple[PersonChoice, ...]) -> None:
        self._people = people
        self.people.blockSignals(True)
        self.people.clear()
        for each in people:
            self.people.addItem(f"{each.name}, {each.office}", each.id)
        self.people.blockSignals(False)

    def _ask(self) -> None:
        row = self.row
        assert row is not None
        self.question.setText(f"Who is “{row.name or 'without a name'}”?")
        self.note.setText(" · ".join(filter(None, self._facts(row))))
        self.next_button.setVisible(len(self._rows) > 1)
        likely = self._likely(row)
        self.people.setCurrentIndex(-1 if likely is None else likely)
        self._on_text()
        if self.isVisible() and self.people.isAncestorOf(self.focusWidget() or self):
            self.begin()

    def _facts(self, row: DoubtfulRow) -> list[str]:
        doubts = [FLAGS[flag] for flag in row.flags.split() if flag in FLAGS]
        stay = count(row.minutes, "minute", "minutes") if row.minutes is not None else "minutes unknown"
        return [f"{self._at + 1} of {len(self._rows)}", stay, row.email, *doubts, row.file]

    def _likely(self, row: DoubtfulRow) -> int | None:
        """The one person with the most words of the name in common; None when nobody or two are."""
        words = set(fold(row.name).split())
        hits = [len(words & set(fold(each.name.replace(",", " ")).split())) for each in self._people]
        best = max(hits, default=0)
        return hits.index(best) if best and hits.count(best) == 1 else None

    def _on_text(self) -> None:
        person = self.people.person_id()
        name = self.people.currentText().strip().rsplit(",", 1)[0] if person is not None else "…"
        self.tie_button.setText(f"&It is {name.replace('&', '&&')}")
        self.tie_button.setEnabled(person is not None)
