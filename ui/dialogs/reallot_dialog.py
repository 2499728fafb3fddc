"""Seats that offices give back, and whom they would serve elsewhere. Nothing is done until it is accepted."""

from collections import Counter

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from coordinator.services.reallotment import accept_reallotment, give_back, give_back_several
from coordinator.views.reallotment import GivingOffice, Reallotment, reallotment
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.checklist_dialog import ChecklistDialog, Proposal
from ui.widgets.basics import Card, button, label, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import indent
from ui.wording import count

COLUMNS = (("Name", 220), ("Office", 76), ("Rank", 66), ("Why", 320))
SEATS = ("seat", "seats")


class ReallotDialog(ChecklistDialog):
    """Above, `office`, `seats`, `note` and `give` give seats back, `give_suggested` all that are suggested at once.

    Below, each line is a seat that an office is offered, with the person it would serve.
    """

    def __init__(self, desk: Desk, parent: QWidget, tasking: TaskingRow) -> None:
        super().__init__(desk, parent, f"Seats given back: {tasking.number}", "Let them take up", COLUMNS)
        self._tasking = tasking
        self._state: Reallotment | None = None
        self._said: list[str] = []
        self.office, self.seats, self.note = combo("Office that gives back"), QSpinBox(), QLineEdit()
        self.give = button("Give back", "", "undo-2")
        self.suggestion = wrapped(label("", "secondary"))
        self.give_suggested = button("Give all of these back")
        self.offer = wrapped(label("", "secondary"))
        self._lay_out_giving()
        self.office.currentIndexChanged.connect(self._on_office)
        self.give.clicked.connect(self._give)
        self.give_suggested.clicked.connect(self._give_suggested)
        self.resize(760, 620)
        self._load()

    def _lay_out_giving(self) -> None:
        self.office.setMinimumWidth(216)
        indent(self.seats)
        self.seats.setAccessibleName("Seats given back")
        self.note.setAccessibleName("Note")
        self.note.setPlaceholderText("Note, such as who said so")
        self.note.setMaxLength(200)
        card = Card()
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setSpacing(8)
        for place, widget in enumerate((self.office, self.seats, self.note, self.give)):
            grid.addWidget(widget, 0, place)
        grid.addWidget(self.suggestion, 1, 0, 1, 3)
        grid.addWidget(self.give_suggested, 1, 3)
        grid.setColumnStretch(2, 1)
        for made in (self.give, self.give_suggested):
            made.setAutoDefault(False)
        place = self.column.indexOf(self.people)
        self.column.insertWidget(place, card)
        self.column.insertWidget(place + 1, self.offer)

    # what is shown

    def _load(self) -> None:
        self.desk.runner.read(reallotment, self._tasking.id, self.desk.now()).then(self._show)

    def _show(self, state: Reallotment) -> None:
        self._state = state
        self._fill_offices(state)
        self._suggest(state)
        self.offer.setText(_offer_words(state))
        proposals = [
            Proposal(
                row.id, (row.name, row.office, str(row.rank or "–"), row.why), icon=("arrow-up", "good")
            )
            for row in state.served
        ]  # fmt: skip
        self.show_proposals(proposals, _given_words(state))

    def _fill_offices(self, state: Reallotment) -> None:
        """Those that have something to give; the one that is chosen stays."""
        chosen = self.office.currentData()
        with QSignalBlocker(self.office):
            self.office.clear()
            for each in state.offices:
                if each.most:
                    self.office.addItem(f"{each.code} · {each.name}, {each.seats}", each.id)
            self.office.setCurrentIndex(max(self.office.findData(chosen), 0))
        self._on_office()

    def _on_office(self) -> None:
        office = self._giving
        self.give.setEnabled(office is not None)
        self.seats.setRange(1, office.most if office else 1)
        self.seats.setValue((office.suggested or 1) if office else 1)

    @property
    def _giving(self) -> GivingOffice | None:
        chosen = self.office.currentData()
        offices = self._state.offices if self._state else ()
        return next((each for each in offices if each.id == chosen), None)

    def _suggest(self, state: Reallotment) -> None:
        suggested = state.suggested
        total = sum(each.suggested for each in suggested)
        names = ", ".join(f"{each.code} {each.suggested} ({each.why})" for each in suggested)
        offices = count(len(suggested), "office", "offices")
        said = f"Suggested: {offices} with {count(total, *SEATS)} nobody is named for. {names}."
        self.suggestion.setText(said if suggested else "No office declined, and none stayed short after the due time.")
        self.give_suggested.setVisible(bool(suggested))

    # the work

    def _give(self) -> None:
        if office := self._giving:
            self.give.setEnabled(False)
            self._said.append(f"{office.name} gave back {count(self.seats.value(), *SEATS)}")
            job = self.desk.runner.change(
                give_back, self._tasking.id, office.id, self.seats.value(), self.note.text().strip()
            )
            job.then(self._on_given).otherwise(self._on_refused)

    def _give_suggested(self) -> None:
        if self._state is not None:
            seats = {each.id: each.suggested for each in self._state.suggested}
            offices = count(len(seats), "office", "offices")
            self._said.append(f"{offices} gave back {count(sum(seats.values()), *SEATS)}")
            job = self.desk.runner.change(give_back_several, self._tasking.id, seats, self.note.text().strip())
            job.then(self._on_given).otherwise(self._on_refused)

    def _on_given(self, _: object) -> None:
        self.note.clear()
        self.done_with.emit(self._said[-1], True)
        self._load()

    def _on_refused(self) -> None:
        self._load()

    def submit(self) -> None:
        """In one step."""
        if self._state is not None:
            self.start()
            wanted = set(self.ids)
            seats = Counter(row.office_id for row in self._state.served if row.id in wanted)
            job = self.desk.runner.change(accept_reallotment, self._tasking.id, dict(seats))
            job.then(self._on_taken_up).otherwise(self.refused)

    def _on_taken_up(self, seats: int) -> None:
        self.finish(f"Let others take up {count(seats, *SEATS)} under {self._tasking.number}")


def _given_words(state: Reallotment) -> str:
    """ "Given back: DEN 3, HNL 2. 1 is taken up, 4 are free."."""
    given = [f"{each.code} {each.given_back}" for each in state.offices if each.given_back]
    if not given:
        return "No office has given seats back yet."
    taken = f"{state.taken_up} {'is' if state.taken_up == 1 else 'are'} taken up, " if state.taken_up else ""
    free = f"{state.free} {'is' if state.free == 1 else 'are'} free"
    return f"Given back: {', '.join(given)}. {taken}{free}."


def _offer_words(state: Reallotment) -> str:
    if not state.free:
        return "Seats that are given back are offered here to the best ranked for whom their office has none."
    if not state.served:
        return "Nobody is beyond the quota of the office, so there is nobody to offer them to."
    left = state.free - len(state.served)
    rest = f" {count(left, *SEATS)} would stay free." if left else ""
    return f"Offered by rank to those for whom their office has no seat. The seat goes to the office.{rest}"
