"""Who the doubtful participants were: one after the other, by keyboard alone, and written in one step at the end."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from coordinator.services.attendance import AttendeeDecision
from coordinator.services.attendance_settling import settle_review
from coordinator.services.attendance_suggestions import review
from coordinator.views.attendance_review import ReviewRow
from coordinator.views.offices import OfficeRow, offices
from coordinator.views.trainings import PersonChoice, TrainingRow, people_to_choose
from ui.desk import Desk
from ui.dialogs.add_to_roster_dialog import AddToRosterDialog
from ui.dialogs.frame import DialogFrame
from ui.models.review_in_hand import Decision, ReviewInHand, ReviewItem
from ui.models.roster_choices import ChoiceRow, Roster
from ui.models.rows_model import Column
from ui.widgets.attendee_words import attendee_name
from ui.widgets.basics import button, label, wrapped
from ui.widgets.grid import Grid
from ui.widgets.review_card import ReviewCard
from ui.wording import count

NOBODY = Decision("Not on the roster")
KEYS = "1–5 or Enter picks · letters search · 0 not on the roster · + adds to the roster · Space later · Backspace back"
_KEY_OF = {"&Not on the roster": "0", "&Add to the roster…": "+", "&Later": "Space"}
_SAVE = QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")


def _name(item: ReviewItem) -> str:
    return attendee_name(item.row.name)


def _decision(item: ReviewItem) -> str:
    if item.decision is not None:
        return item.decision.name
    return "Later" if item.is_put_off else "Open"


def _tone(item: ReviewItem) -> tuple[str, str]:
    if item.decision is None:
        return ("clock", "neutral") if item.is_put_off else ("circle-help", "caution")
    if item.decision.is_dismissal:
        return ("circle-slash", "neutral")
    return ("user-plus", "good") if item.decision.office_id else ("circle-check", "good")


COLUMNS: tuple[Column[ReviewItem], ...] = (
    Column(title="In the report", value=_name, width=170, bold=True),
    Column(title="Decision", value=_decision, width=180, tone=_tone),
)


class AttendanceReviewDialog(DialogFrame):
    """`people` is the list, `card` the one that is asked about, `progress` says how far it is."""

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(desk, parent, f"Who was in {training.title}?", "&Settle")
        self._training_id = training.id
        self.hand = ReviewInHand()
        self._offices: Sequence[OfficeRow] = ()
        self._last_office: int | None = None
        self.asked: AddToRosterDialog | None = None
        self.progress = label("Looking for the likeliest…", "secondary")
        self.people: Grid[ReviewItem] = Grid(COLUMNS, desk.look, "Doubtful participants")
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.people.set_empty("Nobody waits for a decision.")
        self.card = ReviewCard(desk.look)
        self.nobody = button("&Not on the roster")
        self.add = button("&Add to the roster…")
        self.later = button("&Later")
        self.keys = wrapped(label(KEYS, "secondary"))
        self._lay_out()
        self._connect()
        self._show()
        desk.runner.read(people_to_choose, training.id).then(self._show_roster)
        desk.runner.read(offices).then(self._show_offices)
        desk.runner.read(review, training.id).then(self._show_rows)

    def _lay_out(self) -> None:
        self.go.setDefault(False)
        self.go.setToolTip("Ctrl+Enter")
        verbs = QHBoxLayout()
        verbs.setSpacing(8)
        for each in (self.nobody, self.add, self.later):
            each.setAutoDefault(False)
            each.setToolTip(_KEY_OF[each.text()])
            verbs.addWidget(each)
        verbs.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.card, 1)
        right.addLayout(verbs)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.people, 4)
        both.addLayout(right, 6)
        self.column.addWidget(self.progress)
        self.column.addLayout(both, 1)
        self.buttons.insertWidget(0, self.keys, 6)
        self.finish_layout()
        self.resize(1080, 600)

    def _connect(self) -> None:
        line = self.card.line
        self.card.chosen.connect(self._on_chosen)
        line.dismissed.connect(self.dismiss)
        line.added.connect(self.ask_office)
        line.put_off.connect(self.put_off)
        line.went_back.connect(self.go_back)
        self.nobody.clicked.connect(self.dismiss)
        self.add.clicked.connect(self.ask_office)
        self.later.clicked.connect(self.put_off)
        self.people.selected.connect(self._on_selected)
        for keys in _SAVE:
            QShortcut(keys, self, self.submit)

    # what is shown

    def _show_roster(self, people: tuple[PersonChoice, ...]) -> None:
        self.card.set_roster(Roster(people))

    def _show_offices(self, rows: tuple[OfficeRow, ...]) -> None:
        self._offices = rows

    def _show_rows(self, rows: tuple[ReviewRow, ...]) -> None:
        self.hand = ReviewInHand(rows)
        self._show()

    def _show(self) -> None:
        """The list, the one that is asked about, and how far it is."""
        item = self.hand.item
        self.people.set_rows(self.hand.items)
        self.people.select_ids([item.id] if item else [])
        self.card.show_row(item.row if item else None)
        self.card.line.setFocus()
        decided, later = len(self.hand.decided), self.hand.put_off
        waits = f", {later} left for later" if later else ""
        if self.hand.items:
            done = ". Ctrl+Enter settles them" if self.hand.is_done and decided else ""
            self.progress.setText(f"{decided} of {len(self.hand.items)} decided{waits}{done}")
        self.go.setText(f"&Settle {count(decided, 'person', 'people')}" if decided else "&Settle")
        self.go.setEnabled(bool(decided))
        for each in (self.nobody, self.add, self.later):
            each.setEnabled(item is not None)

    def _on_selected(self) -> None:
        rows = self.people.selected_rows()
        if rows and self.hand.item is not None and rows[0].id != self.hand.item.id:
            self.hand.go_to(rows[0].id)
            self.card.show_row(self.hand.item.row)

    # what is decided

    def _on_chosen(self, choice: ChoiceRow) -> None:
        self._decide(Decision(choice.name, designee_id=choice.id))

    def dismiss(self) -> None:
        self._decide(NOBODY)

    def _decide(self, decision: Decision) -> None:
        self.hand.decide(decision)
        self._show()

    def put_off(self) -> None:
        self.hand.put_off_this()
        self._show()

    def go_back(self) -> None:
        self.hand.go_back()
        self._show()

    def ask_office(self) -> None:
        item = self.hand.item
        if item is not None:
            self.asked = AddToRosterDialog(
                self.desk, self, attendee_name(item.row.name), self._offices, self._last_office
            )
            self.asked.accepted.connect(self._on_office)
            self.asked.finished.connect(self.asked.deleteLater)
            self.asked.open()

    def _on_office(self) -> None:
        assert self.asked is not None
        office = self.asked.chosen
        self._last_office = office.id
        self._decide(Decision(f"New, {office.code}", office_id=office.id))

    # the work

    def submit(self) -> None:
        if self.go.isEnabled():
            self.start()
            decided = [(item.id, item.decision) for item in self.hand.decided if item.decision]
            known = [
                AttendeeDecision(at, made.designee_id, made.is_dismissal) for at, made in decided if not made.office_id
            ]
            new = {at: made.office_id for at, made in decided if made.office_id}
            self.desk.runner.change(settle_review, known, new).then(self._on_settled).otherwise(self.refused)

    def _on_settled(self, people: int) -> None:
        later = len(self.hand.items) - people
        waits = f"; {count(later, 'waits', 'wait')} for a decision" if later else ""
        self.finish(f"Settled {count(people, 'person', 'people')}{waits}")

    def reject(self) -> None:
        """What was decided is not thrown away by one key."""
        decided = len(self.hand.decided)
        if decided and not self.desk.messages.confirm(
            self,
            f"Leave without settling {count(decided, 'person', 'people')}?",
            "What was decided here is not written yet. Everyone is asked about again.",
            "Leave",
        ):
            return
        super().reject()
