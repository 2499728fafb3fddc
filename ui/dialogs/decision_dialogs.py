"""Dialogs that ask one thing before a decision: a reason, a number of licenses, a day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QSpinBox, QWidget

from coordinator.rules.vocabulary import NominationState
from coordinator.services.import_problems import settle_problem
from coordinator.services.intake import withdraw_nominations
from coordinator.services.selection import decide_selection, override
from coordinator.services.taskings import decline
from coordinator.views.pools import AgreementRow
from coordinator.views.taskings import BoardRow, NominationRow, ProblemRow, TaskingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import with_whole_year
from ui.widgets.basics import label, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.wording import count, word

OVERRIDES = (
    NominationState.SELECTED,
    NominationState.ALTERNATE,
    NominationState.NOT_SELECTED,
    NominationState.PENDING,
)


def who(rows: Sequence[NominationRow]) -> str:
    return rows[0].name if len(rows) == 1 else count(len(rows), "person", "people")


class ReasonDialog(DialogFrame):
    """Needs a reason before it goes on."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, kind: str = "primary") -> None:
        super().__init__(desk, parent, title, verb, kind)
        self.form = Form()
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.textChanged.connect(self._on_reason)
        self.column.addWidget(self.form)
        self.go.setEnabled(False)

    def finish_form(self, why: str, caption: str = "&Reason") -> None:
        self.form.row(caption, self.reason, why)
        self.finish_layout()
        self.fit(480)

    def _on_reason(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))


class OverrideDialog(ReasonDialog):
    """Decide by hand. `state` is a combo box, `reason` a line."""

    def __init__(self, desk: Desk, parent: QWidget, rows: Sequence[NominationRow]) -> None:
        super().__init__(desk, parent, f"Decide by hand: {who(rows)}", "Decide")
        self._rows = list(rows)
        self.state = combo("Decision")
        for state in OVERRIDES:
            self.state.addItem(word(state), state)
        self.form.row("&Decision", self.state)
        self.finish_form("It stays with the nomination and in the audit trail, so that it can be defended later.")

    def submit(self) -> None:
        self.start()
        ids = [row.id for row in self._rows]
        state = OVERRIDES[self.state.currentIndex()]
        self.desk.runner.change(override, ids, state, self.reason.text()).then(self._on_done).otherwise(self.refused)

    def _on_done(self, _: None) -> None:
        self.finish(f"Set {who(self._rows)} to {self.state.currentText().lower()}")


class WithdrawDialog(ReasonDialog):
    def __init__(self, desk: Desk, parent: QWidget, rows: Sequence[NominationRow]) -> None:
        super().__init__(desk, parent, f"Withdraw {who(rows)}", "Withdraw", "danger")
        self._rows = list(rows)
        self.finish_form("An active license is not touched by this; return it on the Licenses page.")

    def submit(self) -> None:
        self.start()
        ids = [row.id for row in self._rows]
        job = self.desk.runner.change(withdraw_nominations, ids, self.reason.text())
        job.then(self._on_done).otherwise(self.refused)

    def _on_done(self, _: int) -> None:
        self.finish(f"Withdrew {who(self._rows)}")


class SettleDialog(ReasonDialog):
    """How problems of an import were settled."""

    def __init__(self, desk: Desk, parent: QWidget, rows: Sequence[ProblemRow]) -> None:
        what = count(len(rows), "row", "rows")
        super().__init__(desk, parent, f"Mark {what} as settled", "Mark settled")
        self._what, self._ids = what, [row.id for row in rows]
        self.reason.setPlaceholderText("The office was asked")
        self.finish_form("It stays with the row, so that one can see later what became of it.", "&How")

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(settle_problem, self._ids, self.reason.text())
        job.then(self._on_done).otherwise(self.refused)

    def _on_done(self, _: int) -> None:
        self.finish(f"Marked {self._what} as settled")


class DeclineDialog(DialogFrame):
    """An office names nobody. `office`, `at` in the unit's zone, `note`."""

    def __init__(
        self, desk: Desk, parent: QWidget, tasking: TaskingRow, board: Sequence[BoardRow], chosen: int | None
    ) -> None:
        super().__init__(desk, parent, "Record that an office declined", "Record")
        self._tasking = tasking
        self.office = combo("Office")
        for row in board:
            self.office.addItem(f"{row.office_code} · {row.office_name}", row.id)
        if chosen is not None:
            self.office.setCurrentIndex(max(self.office.findData(chosen), 0))
        self.at = QDateTimeEdit(local_of(desk.now(), desk.zone))
        with_whole_year(self.at)
        self.note = QLineEdit()
        form = Form()
        form.row("&Office", self.office)
        form.row("Re&ceived", self.at, f"On the clock of {desk.zone.replace('_', ' ')}.")
        form.row("&Note", self.note)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(480)

    def submit(self) -> None:
        self.start()
        at = moment_of(self.at.dateTime(), self.desk.zone)
        office = int(self.office.currentData())
        job = self.desk.runner.change(decline, self._tasking.id, office, at, self.note.text().strip())
        job.then(self._on_done).otherwise(self.refused)

    def _on_done(self, _: None) -> None:
        self.finish(f"Recorded that {self.office.currentText().partition(' · ')[2]} declined")


def capacity_of(pools: Sequence[AgreementRow], board: Sequence[BoardRow], product: str, today: date) -> tuple[int, str]:
    """How many licenses there are to give out, and in a sentence where the number comes from."""
    free, quotas = free_of(pools, product, today), sum(office.quota for office in board)
    if free is not None:
        return free, f"{count(free, 'seat is', 'seats are')} free in the agreement."
    return quotas, f"The quotas make {count(quotas, 'place', 'places')}; there is no agreement yet."


def free_of(pools: Sequence[AgreementRow], product: str, today: date) -> int | None:
    """Free seats of the pools in force; None without a pool."""
    mine = [pool for pool in pools if pool.product == product and pool.starts_on <= today <= pool.ends_on]
    return sum(pool.free for pool in mine) if mine else None


class DecideDialog(DialogFrame):
    """Freeze the selection. `capacity` starts with the free places of the pool, or the sum of the quotas."""

    def __init__(self, desk: Desk, parent: QWidget, tasking: TaskingRow, capacity: int, where_from: str) -> None:
        super().__init__(desk, parent, f"Decide the selection of {tasking.number}", "Decide selection")
        self._tasking = tasking
        self.capacity = QSpinBox()
        self.capacity.setRange(1, 99_999)
        self.capacity.setValue(max(capacity, 1))
        form = Form()
        form.row("&Licenses to give out", self.capacity, where_from)
        sentence = (
            f"{count(tasking.nominated, 'person is', 'people are')} nominated. Ranks and quotas decide who is "
            "selected; the others become alternates or are not selected. The decision is frozen with every "
            "explanation and cannot be undone; afterwards people are changed one by one, with a reason."
        )
        self.column.addWidget(wrapped(label(sentence)))
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(520)

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(decide_selection, self._tasking.id, self.capacity.value())
        job.then(self._on_done).otherwise(self.refused)

    def _on_done(self, selected: int) -> None:
        self.finish(f"Selected {count(selected, 'person', 'people')} under {self._tasking.number}", can_undo=False)


def local_of(moment: datetime, zone: str) -> QDateTime:
    """The moment on the wall clock of a zone, to the minute, for a field."""
    local = moment.astimezone(ZoneInfo(zone))
    return QDateTime(local.year, local.month, local.day, local.hour, local.minute, 0)


def moment_of(wall: QDateTime, zone: str) -> datetime:
    """What a field shows, read in the zone, in UTC."""
    day, clock = wall.date(), wall.time()
    naive = datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute(), tzinfo=ZoneInfo(zone))
    return naive.astimezone(UTC)
