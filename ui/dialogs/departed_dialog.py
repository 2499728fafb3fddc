"""People leave: the day, and everything that would follow from it, to be agreed to line by line before it happens."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import SeatState
from coordinator.services.departures import DepartureChoices, DepartureResult, depart
from coordinator.views.departures import (
    Consequences,
    LicenseToReturn,
    NominationEnded,
    SeatGivenUp,
    departure_consequences,
)
from coordinator.views.roster import DesigneeRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form
from ui.wording import count, day, moment, word

NOTHING_OPEN = "No seat in a training to come, no open nomination and no license hangs on this."
FOR_GOOD = "A returned license is closed for good, so this step could not be undone."


class DepartedDialog(DialogFrame):
    """`on` is the day they left; `seats`, `nominations`, `letters` and `returns` are the boxes, by record id."""

    def __init__(self, desk: Desk, parent: QWidget, people: Sequence[DesigneeRow]) -> None:
        self._who = people[0].name if len(people) == 1 else count(len(people), "person", "people")
        super().__init__(desk, parent, f"Mark {self._who} as departed", "Mark departed")
        self._ids = [row.id for row in people]
        self.on = date_field(desk.today())
        self.seats: dict[int, QCheckBox] = {}
        self.nominations: dict[int, QCheckBox] = {}
        self.letters: dict[int, QCheckBox] = {}
        self.returns: dict[int, QCheckBox] = {}
        self.warning = wrapped(label(FOR_GOOD, "secondary"))
        self.warning.hide()
        self._lay_out()
        self.go.setEnabled(False)
        desk.runner.read(departure_consequences, self._ids, desk.now()).then(self._show)

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Left on", self.on)
        content = QWidget()
        content.setProperty("kind", "plain")
        self._list = QVBoxLayout(content)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName("What follows")
        scroll.setWidget(content)
        self.column.addWidget(form)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(self.warning)
        self.finish_layout()
        self.resize(700, 480)

    # what follows

    def _show(self, found: Consequences) -> None:
        if not (found.seats or found.nominations or found.licenses):
            self._list.addWidget(wrapped(label(NOTHING_OPEN, "secondary")))
        self._section("Seats given up", bool(found.seats))
        for seat in found.seats:
            self.seats[seat.id] = self._box(_seat_words(seat), is_on=True)
        self._section("Nominations withdrawn", bool(found.nominations))
        for nomination in found.nominations:
            self.nominations[nomination.id] = self._box(_nomination_words(nomination), is_on=True)
        self._section("Licenses", bool(found.licenses))
        for license_ in found.licenses:
            self._add_license(license_)
        self._list.addStretch(1)
        self.go.setEnabled(True)

    def _section(self, title: str, is_shown: bool) -> None:
        if is_shown:
            self._list.addWidget(label(title.upper(), "section"))

    def _add_license(self, row: LicenseToReturn) -> None:
        what = f"{row.number}, {word(row.state).lower()} to {row.name}"
        self.letters[row.id] = self._box(f"Draft the letter that asks for the return of {what}", is_on=True)
        self.returns[row.id] = self._box(f"Return {row.number} now", is_on=False)
        self.returns[row.id].toggled.connect(partial(self._on_return, row.id))

    def _on_return(self, license_id: int, is_on: bool) -> None:
        """What is returned need not be asked back."""
        self.letters[license_id].setChecked(not is_on)
        self.warning.setVisible(any(box.isChecked() for box in self.returns.values()))

    def _box(self, text: str, *, is_on: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setChecked(is_on)
        self._list.addWidget(box)
        return box

    # the work

    def submit(self) -> None:
        self.start()
        choices = DepartureChoices(
            seats=_checked(self.seats),
            nominations=_checked(self.nominations),
            asked_back=_checked(self.letters),
            returned=_checked(self.returns),
        )
        job = self.desk.runner.change(depart, self._ids, pydate(self.on.date()), choices)
        job.then(self._on_departed).otherwise(self.refused)

    def _on_departed(self, result: DepartureResult) -> None:
        parts = [f"Marked {self._who} as departed on {day(pydate(self.on.date()))}"]
        parts += [count(result.seats_released, "seat given up", "seats given up")] if result.seats_released else []
        parts += [f"{count(result.moved_up, 'person', 'people')} moved up"] if result.moved_up else []
        parts += [count(result.drafts, "letter drafted", "letters drafted")] if result.drafts else []
        self.finish(", ".join(parts), not _checked(self.returns))


def _checked(boxes: dict[int, QCheckBox]) -> tuple[int, ...]:
    return tuple(key for key, box in boxes.items() if box.isChecked())


def _seat_words(seat: SeatGivenUp) -> str:
    when = moment(seat.starts_at, seat.time_zone)
    place = "Wait list of " if seat.state is SeatState.WAIT_LISTED else ""
    up = f"; {seat.moves_up} moves up" if seat.moves_up else ""
    return f"{seat.name}: {place}{seat.training}, {when}{up}"


def _nomination_words(row: NominationEnded) -> str:
    return f"{row.name}: {word(row.state).lower()} under tasking {row.tasking}"
