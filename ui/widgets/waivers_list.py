"""The columns and filters of the list of waivers, and one waiver in full."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QAction

from coordinator.views.waivers import WaiverRow, WaiverState
from ui.models.rows_model import Column
from ui.widgets.basics import button
from ui.widgets.detail import DetailPane
from ui.wording import NOTHING, count, day, word

SOON = 30
Filter = Callable[[WaiverRow], bool]
_TONES = {
    WaiverState.IN_FORCE: ("hand", "accent"),
    WaiverState.PLANNED: ("calendar-clock", "neutral"),
    WaiverState.EXTENDED: ("repeat", "neutral"),
    WaiverState.ENDED: ("history", "neutral"),
    WaiverState.WITHDRAWN: ("ban", "neutral"),
}


def waiver_tone(row: WaiverRow) -> tuple[str, str]:
    """One that ends soon is told apart."""
    return ("hourglass", "caution") if row.ends_within(SOON) else _TONES[row.state]


def days_words(row: WaiverRow) -> str:
    if row.days_left is None:
        return NOTHING
    return "Last day" if row.days_left == 0 else count(row.days_left, "day", "days")


def _state(row: WaiverRow) -> str:
    return word(row.state)


def _state_order(row: WaiverRow) -> int:
    return list(WaiverState).index(row.state)


def _name(row: WaiverRow) -> str:
    return row.name


def _office(row: WaiverRow) -> str:
    return row.office


def _gate(row: WaiverRow) -> str:
    return row.gate


def _reason(row: WaiverRow) -> str:
    return row.reason


def _approver(row: WaiverRow) -> str:
    return row.approver


def _from(row: WaiverRow) -> str:
    return day(row.valid_from)


def _from_order(row: WaiverRow) -> date:
    return row.valid_from


def _until(row: WaiverRow) -> str:
    return day(row.valid_until)


def _until_order(row: WaiverRow) -> date:
    return row.valid_until


def _days_order(row: WaiverRow) -> int | None:
    return row.days_left


def _license(row: WaiverRow) -> str:
    return word(row.license) if row.license else NOTHING


def waiver_columns() -> tuple[Column[WaiverRow], ...]:
    return (
        Column("Name", _name, 150, bold=True),
        Column("Office", _office, 62),
        Column("Gate", _gate, 170),
        Column("State", _state, 112, sort=_state_order, tone=waiver_tone),
        Column("Until", _until, 86, sort=_until_order),
        Column("Left", days_words, 80, sort=_days_order),
        Column("Reason", _reason, 220),
        Column("Approved by", _approver, 140),
        Column("From", _from, 86, sort=_from_order),
        Column("License", _license, 96),
    )


def _any(_row: WaiverRow) -> bool:
    return True


def is_in_force(row: WaiverRow) -> bool:
    return row.state is WaiverState.IN_FORCE


def _ends_soon(row: WaiverRow) -> bool:
    return row.ends_within(SOON)


def _holds(row: WaiverRow) -> bool:
    return is_in_force(row) and row.license is not None


def _over(row: WaiverRow) -> bool:
    return row.state in (WaiverState.ENDED, WaiverState.EXTENDED)


def _withdrawn(row: WaiverRow) -> bool:
    return row.state is WaiverState.WITHDRAWN


FILTERS: dict[str, tuple[str, Filter]] = {
    "in_force": ("In force", is_in_force),
    "soon": (f"Ends within {SOON} days", _ends_soon),
    "holders": ("A license rests on it", _holds),
    "ended": ("Ended", _over),
    "withdrawn": ("Withdrawn", _withdrawn),
    "all": ("All", _any),
}


def chips_of(rows: Sequence[WaiverRow]) -> list[tuple[str, str, int]]:
    return [(key, title, sum(map(test, rows))) for key, (title, test) in FILTERS.items()]


def force_words(rows: Sequence[WaiverRow]) -> str:
    """ "4 waivers in force, 1 of them ends within 30 days; 3 licenses rest on one"."""
    in_force = [row for row in rows if is_in_force(row)]
    soon, holders = sum(map(_ends_soon, in_force)), sum(map(_holds, in_force))
    said = f"{count(len(in_force), 'waiver', 'waivers')} in force"
    if soon:
        said += f", {soon:,} of them {'ends' if soon == 1 else 'end'} within {SOON} days"
    if holders:
        said += f"; {count(holders, 'license rests', 'licenses rest')} on one"
    return said


class WaiverPane(DetailPane):
    """One waiver with everything on record, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__("Waiver")

    def show_nothing(self, selected: int, actions: Sequence[QAction]) -> None:
        self.clear()
        many = f"{selected:,} waivers selected. What you do now is done for all of them."
        self.placeholder(many if selected > 1 else "Choose a waiver to see why it was given, and until when it holds.")
        self._add_buttons(actions)

    def show_waiver(self, row: WaiverRow, actions: Sequence[QAction]) -> None:
        self.clear()
        self.heading(row.name, f"{row.office} · {row.gate}")
        left = f", {days_words(row).lower()} left" if row.days_left else ""
        self.line(word(row.state), f"{day(row.valid_from)} to {day(row.valid_until)}{left}", waiver_tone(row))
        self._add_buttons(actions)
        self.section("Why")
        self.line(row.reason, "Reason")
        self.line(row.approver, "Approved by")
        if row.withdrawn_on is not None:
            self.section("Withdrawn")
            self.line(row.withdrawn_why or NOTHING, f"On {day(row.withdrawn_on)}")
        if row.license is not None and is_in_force(row):
            self.section("License")
            self.line(f"{word(row.license)}", "Rests on this waiver while the gate is not met otherwise")
        if not row.is_gate_on:
            self.section("Gate")
            self.line("Switched off", "The waiver has no effect while the gate is off")

    def _add_buttons(self, actions: Sequence[QAction]) -> None:
        for action in actions:
            if action.isEnabled():
                made = button(action.text().replace(" waiver", ""))
                made.setAccessibleName(action.text())
                made.clicked.connect(action.trigger)
                self.add_action(made)
