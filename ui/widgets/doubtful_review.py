"""Participants of a report who could not be matched for certain: one is asked about, all are a key away."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QVBoxLayout

from coordinator.rules.names import fold
from coordinator.views.trainings import DoubtfulRow, PersonChoice
from ui.widgets.attendee_words import attendee_name, doubts, minutes_words
from ui.widgets.parts import Card, Icon, button, label, wrapped


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
    """Shown while there is someone to decide about. The page does what is decided.

    One or two are settled here in passing; `all_wanted` leads to where many are.
    """

    tied = Signal(int, int)  # participant, designee
    dismissed = Signal(int)
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Doubtful participants")
        self._rows: tuple[DoubtfulRow, ...] = ()
        self._people: tuple[PersonChoice, ...] = ()
        self.question = label("", "caption")
        self.note = wrapped(label("", "secondary"))
        self.people = PeopleBox()
        self.tie_button = button("It is …", "primary")
        self.dismiss_button = button("&Not on the roster")
        self.all_button = button("&Review all…")
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
        for each in (self.tie_button, self.dismiss_button, self.all_button):
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
        self.all_button.clicked.connect(self.all_wanted)

    @property
    def row(self) -> DoubtfulRow | None:
        """Whom the strip asks about."""
        return self._rows[0] if self._rows else None

    def show_rows(self, rows: Sequence[DoubtfulRow], people: Sequence[PersonChoice]) -> None:
        """What waits now. The question that stood stays while it is open, with what was typed."""
        asked, self._rows = self.row, tuple(rows)
        is_new = tuple(people) != self._people
        if is_new:
            self._fill(tuple(people))
        self.all_button.setText(f"&Review all {len(rows)}…" if len(rows) > 1 else "&Review…")
        self.setVisible(bool(rows))
        if self.row is not None and (is_new or asked is None or asked.id != self.row.id):
            self._ask(self.row)

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

    def _fill(self, people: tuple[PersonChoice, ...]) -> None:
        self._people = people
        self.people.blockSignals(True)
        self.people.clear()
        for each in people:
            self.people.addItem(f"{each.name}, {each.office}", each.id)
        self.people.blockSignals(False)

    def _ask(self, row: DoubtfulRow) -> None:
        self.question.setText(f"Who is “{attendee_name(row.name)}”?")
        facts = (row.email, minutes_words(row.minutes), *doubts(row.flags.split()), row.file)
        self.note.setText(" · ".join(filter(None, facts)))
        likely = self._likely(row)
        self.people.setCurrentIndex(-1 if likely is None else likely)
        self._on_text()
        if self.isVisible() and self.people.isAncestorOf(self.focusWidget() or self):
            self.begin()

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
