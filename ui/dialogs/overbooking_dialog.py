"""Overbooking as a suggestion: for each number of extra seats the risk, and what stays empty without them."""

from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QWidget

from coordinator.services.overbooking import set_overbooking
from coordinator.views.overbooking import METHOD, OfficeRate, OverbookingSuggestion, suggest_overbooking
from coordinator.views.trainings import TrainingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.basics import label, wrapped
from ui.widgets.grid import Grid
from ui.wording import NOTHING, count

NO_STEPS = "There is no history of attendance to judge by."


@dataclass(frozen=True, slots=True)
class StepRow:
    """`id` is the number of extra seats."""

    id: int
    risk: float
    expected_empty: float
    note: str


@dataclass(frozen=True, slots=True)
class RateRow:
    id: int
    rate: OfficeRate


class OverbookingDialog(DialogFrame):
    """`steps` is the table of extra seats, of which one is chosen; `offices` says what it rests on, `words` sums up."""

    def __init__(self, desk: Desk, parent: QWidget, training: TrainingRow) -> None:
        super().__init__(desk, parent, f"Overbooking of {training.title}", "Overbook")
        self._training = training
        self.words = wrapped(label("Looking…"))
        self.steps: Grid[StepRow] = Grid(_step_columns(), desk.look, "Extra seats and their risk")
        self.offices: Grid[RateRow] = Grid(_rate_columns(), desk.look, "No-shows by office")
        self.method = wrapped(label(METHOD, "secondary"))
        self.steps.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.steps.set_empty(NO_STEPS)
        self.offices.set_empty(NO_STEPS)
        self.column.addWidget(self.words)
        self.column.addWidget(self.steps, 3)
        self.column.addWidget(label("BY OFFICE", "section"))
        self.column.addWidget(self.offices, 2)
        self.column.addWidget(self.method)
        self.finish_layout()
        self.resize(640, 640)
        self.go.setEnabled(False)
        self.steps.selected.connect(self._judge)
        self.steps.opened.connect(self.submit)
        desk.runner.read(suggest_overbooking, training.id).then(self._show)

    def _show(self, found: OverbookingSuggestion | None) -> None:
        if found is None:
            self.reject()
            return
        self.words.setText(found.words)
        rows = [StepRow(s.extra, s.risk, s.expected_empty, _note(s.extra, found)) for s in found.steps]
        self.steps.set_rows(rows)
        self.offices.set_rows([RateRow(place, rate) for place, rate in enumerate(found.by_office)])
        self.steps.select_ids([found.suggested])
        self.steps.setFocus()
        self._judge()

    def _judge(self) -> None:
        row = next(iter(self.steps.selected_rows()), None)
        self.go.setEnabled(row is not None and row.id != self._training.overbook)
        self.go.setText(f"Overbook by {row.id}" if row is not None and row.id else "Do not overbook")

    def submit(self) -> None:
        row = next(iter(self.steps.selected_rows()), None)
        if row is not None and self.go.isEnabled():
            self.start()
            job = self.desk.runner.change(set_overbooking, self._training.id, row.id)
            job.then(self._on_set).otherwise(self.refused)

    def _on_set(self, free: int) -> None:
        waits = self._training.waiting
        offer = f"; {count(waits, 'person waits', 'people wait')} for it" if free and waits else ""
        self.finish(f"Overbooking of {self._training.title} set, {count(free, 'seat', 'seats')} free{offer}")


def _note(extra: int, found: OverbookingSuggestion) -> str:
    said = [text for text, holds in (("Suggested", extra == found.suggested), ("As it is now", extra == found.overbook))
            if holds]  # fmt: skip
    return ", ".join(said) or NOTHING


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _step_columns() -> tuple[Column[StepRow], ...]:
    return (
        Column("Extra seats", _extra, 110, sort=_extra_number, right=True, bold=True),
        Column("Risk of too many", _risk, 150, sort=_risk_number, right=True),
        Column("Seats left empty", _empty, 150, sort=_empty_number, right=True),
        Column("Note", _step_note, 160, tone=_step_tone),
    )


def _extra(row: StepRow) -> str:
    return str(row.id)


def _extra_number(row: StepRow) -> int:
    return row.id


def _risk(row: StepRow) -> str:
    return _percent(row.risk)


def _risk_number(row: StepRow) -> float:
    return row.risk


def _empty(row: StepRow) -> str:
    return f"{row.expected_empty:.1f}"


def _empty_number(row: StepRow) -> float:
    return row.expected_empty


def _step_note(row: StepRow) -> str:
    return row.note


def _step_tone(row: StepRow) -> tuple[str, str] | None:
    return ("circle-check", "good") if row.note.startswith("Suggested") else None


def _rate_columns() -> tuple[Column[RateRow], ...]:
    return (
        Column("Office", _office, 90, bold=True),
        Column("People here", _people, 110, sort=_people_number, right=True),
        Column("Marked before", _marked, 120, sort=_marked_number, right=True),
        Column("No-shows", _absent, 100, sort=_absent_number, right=True),
        Column("Chance of each", _chance, 130, sort=_chance_number, right=True),
    )


def _office(row: RateRow) -> str:
    return row.rate.office


def _people(row: RateRow) -> str:
    return f"{row.rate.people:,}"


def _people_number(row: RateRow) -> int:
    return row.rate.people


def _marked(row: RateRow) -> str:
    return f"{row.rate.marked:,}"


def _marked_number(row: RateRow) -> int:
    return row.rate.marked


def _absent(row: RateRow) -> str:
    return f"{row.rate.absent:,}"


def _absent_number(row: RateRow) -> int:
    return row.rate.absent


def _chance(row: RateRow) -> str:
    return _percent(row.rate.chance)


def _chance_number(row: RateRow) -> float:
    return row.rate.chance
