"""What a person has to say about a report that the file itself leaves open: zone, order of dates, what it replaces."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QVBoxLayout, QWidget

from coordinator.services.reports_in import DateOrder, ReportFile
from coordinator.views.attendance_review import EarlierReport
from ui.models.report_reading import date_example
from ui.widgets.combo import name_combo
from ui.widgets.form import Form
from ui.widgets.zone_box import AMERICAN
from ui.wording import count, moment

ORDERS: tuple[DateOrder, ...] = ("mdy", "dmy")
LONGEST_NAME = 36
ADDS = "It is another part: what it says is added to what was read before"


class Choice(QWidget):
    """A few answers of which one is taken; -1 while none is. `answers` are as they are shown."""

    changed = Signal()

    def __init__(self, name: str, answers: Sequence[str], chosen: int = -1) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.answers = tuple(answers)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, answer in enumerate(answers):
            button = QRadioButton(answer.replace("&", "&&"))
            button.setAccessibleDescription(name)
            self._group.addButton(button, place)
            column.addWidget(button)
        if chosen >= 0:
            self.choose(chosen)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def place(self) -> int:
        return self._group.checkedId()

    def choose(self, place: int) -> None:
        self._group.button(place).setChecked(True)

    def _on_clicked(self, _place: int) -> None:
        self.changed.emit()


def shortened(name: str) -> str:
    """Beginning and end of a long file name; the end tells one download from another."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME // 2]}…{name[-LONGEST_NAME // 2 :]}"


def replaces_words(earlier: EarlierReport, zone: str) -> str:
    """ "It replaces Zoom.csv of Wed, Nov 4, 2026, 3:10 PM EST: 22 of its 24 people are in it"."""
    shared = f"{earlier.shared} of its {count(earlier.people, 'person', 'people')} are in it"
    return f"It replaces {shortened(earlier.file)}, imported {moment(earlier.read_at, zone)}: {shared}"


class ReportQuestions(Form):
    """`zone`, `order` and `part` are there as far as they are asked; `order_chosen` comes with an answer.

    `order` given is the answer from before: it can be changed.
    """

    order_chosen = Signal()

    def __init__(
        self,
        file: ReportFile,
        earlier: Sequence[EarlierReport],
        zones: tuple[str, str],
        order: DateOrder | None = None,
    ) -> None:
        super().__init__()
        here, likely = zones
        self._earlier = tuple(earlier)
        self.zone: QComboBox | None = None
        self.order: Choice | None = None
        self.part: Choice | None = None
        if file.content.date_order == "ambiguous" or order is not None:
            self._ask_order(file, order)
        if not file.content.time_zone_known and any(person.intervals for person in file.content.participants):
            self._ask_zone(here, likely)
        if earlier:
            self._ask_part(here)

    @property
    def is_needed(self) -> bool:
        return any((self.zone, self.order, self.part))

    @property
    def time_zone(self) -> str:
        """The zone of the file's times; empty when the file itself tells."""
        return self.zone.currentText() if self.zone else ""

    @property
    def date_order(self) -> DateOrder | None:
        """None where it was not asked, or not answered."""
        return ORDERS[self.order.place] if self.order and self.order.place >= 0 else None

    @property
    def replaces(self) -> int | None:
        """The id of the report that the file corrects."""
        return self._earlier[self.part.place - 1].id if self.part and self.part.place > 0 else None

    def _ask_order(self, file: ReportFile, order: DateOrder | None) -> None:
        example, month_first, day_first = date_example(file.table)
        answers = (f"{example} is {month_first}, month first", f"{example} is {day_first}, day first")
        self.order = Choice("Order of the dates", answers, ORDERS.index(order) if order else -1)
        self.order.changed.connect(self.order_chosen)
        self.row("Dates", self.order)

    def _ask_zone(self, here: str, likely: str) -> None:
        self.zone = QComboBox()
        name_combo(self.zone, "Times are in")
        self.zone.addItems(list(dict.fromkeys((here, *AMERICAN))))
        self.zone.setCurrentText(likely)
        self.row("&Times are in", self.zone, "The file does not say in which time zone its times are.")

    def _ask_part(self, zone: str) -> None:
        likely = next((at for at, each in enumerate(self._earlier, 1) if each.is_likely_corrected), 0)
        answers = (ADDS, *(replaces_words(each, zone) for each in self._earlier))
        self.part = Choice("What this file is", answers, likely)
        self.row("This file", self.part)
