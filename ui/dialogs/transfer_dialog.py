"""Transfers a license: it is returned, and its seat goes to somebody who is ready, as a license of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QLineEdit, QWidget

from coordinator.rules.allotted_seats import AllottedPool, why_no_seat
from coordinator.services.license_successors import transfer_license
from coordinator.services.workspace import Workspace
from coordinator.views.agreements import AllotmentRow, allotments
from coordinator.views.candidates import CandidateRow, candidates
from coordinator.views.licenses import LicenseRow
from coordinator.views.pools import AgreementRow
from coordinator.views.taskings import TaskingRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.form import Form
from ui.widgets.grid import Grid
from ui.widgets.parts import SearchBox
from ui.widgets.plan_words import capital, evidence_words, why_words
from ui.wording import NOTHING, day

WHAT = (
    "The license is returned and its seat goes to the new holder until the same day, as a license with a number of "
    "its own. Two letters are issued: of return and of issuance. This cannot be undone."
)
NOBODY = "Nobody else is ready for a license of this product."


@dataclass(frozen=True, slots=True)
class TakerRow:
    """Somebody who could take the seat over; `place` is the place in the order of ranks."""

    person: CandidateRow
    tasking: str
    place: int

    @property
    def id(self) -> int:
        return self.person.designee_id


def _name(row: TakerRow) -> str:
    return row.person.name


def _office(row: TakerRow) -> str:
    return row.person.office


def _rank(row: TakerRow) -> str:
    return str(row.person.rank) if row.person.rank is not None else NOTHING


def _place(row: TakerRow) -> int:
    return row.place


def _tasking(row: TakerRow) -> str:
    return row.tasking


def _why(row: TakerRow) -> str:
    return why_words(row.person.gates)


COLUMNS: tuple[Column[TakerRow], ...] = (
    Column("Name", _name, 190, bold=True),
    Column("Office", _office, 70),
    Column("Rank", _rank, 64, sort=_place),
    Column("Tasking", _tasking, 92),
    Column("Ready because", _why, 280),
)


class TransferDialog(DialogFrame):
    """`search` finds among `people`, who are ready and in rank order; `reason` stands in both letters."""

    def __init__(
        self, desk: Desk, parent: QWidget, row: LicenseRow, pool: AgreementRow, taskings: Sequence[TaskingRow]
    ) -> None:
        super().__init__(desk, parent, f"Transfer the license of {row.name}", "Transfer")
        self._row, self._agreement = row, pool
        self._pool = AllottedPool(pool.seats)
        self._name = ""
        self.search = SearchBox("Find the new holder")
        self.search.setPlaceholderText("Find the new holder")
        self.people: Grid[TakerRow] = Grid(COLUMNS, desk.look, "Ready for a license")
        self.people.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.people.set_empty("Looking…")
        self.evidence = wrapped(label("", "secondary"))
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.over_share = QCheckBox("Go over the share of the office")
        self.share = wrapped(label(""))
        self._lay_out()
        self._connect()
        self._load(taskings)
        self._follow()

    def _lay_out(self) -> None:
        row = self._row
        until = f", valid until {day(row.valid_until)}" if row.valid_until else ""
        self.column.addWidget(wrapped(label(f"{row.number}, {row.office}{until}. {WHAT}", "secondary")))
        self.column.addWidget(self.search)
        self.column.addWidget(self.people, 1)
        self.evidence.setMinimumHeight(2 * self.evidence.fontMetrics().lineSpacing() + 2)
        self.column.addWidget(self.evidence)
        form = Form()
        form.row("&Reason", self.reason, "Stands with both licenses, in the letter of return and in the audit trail.")
        self.column.addWidget(form)
        set_property(self.share, "tone", "caution")
        for part in (self.share, self.over_share):
            part.hide()
            self.column.addWidget(part)
        self.finish_layout()
        self.resize(800, 600)
        self.search.setFocus()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.people.selected.connect(self._follow)
        self.reason.textChanged.connect(self._follow)
        self.over_share.toggled.connect(self._follow)

    def _load(self, taskings: Sequence[TaskingRow]) -> None:
        runner, row = self.desk.runner, self._row
        of_product = [(each.id, each.number) for each in taskings if each.product == row.product]
        runner.call(takers, runner.workspace, self.desk.today(), of_product).then(self._show)
        runner.read(allotments, row.agreement_id).then(self._take_shares)

    def _show(self, rows: tuple[TakerRow, ...]) -> None:
        self.people.set_empty(NOBODY)
        self.people.set_rows(rows)
        self._find(self.search.text())

    def _find(self, text: str) -> None:
        """The first that is found is chosen, so that Enter is enough."""
        self.people.rows_model.set_filter(text)
        found = self.people.rows_model.rows
        if found and not self.people.selected_rows():
            self.people.select_ids([found[0].id])
        self._follow()

    def _take_shares(self, rows: tuple[AllotmentRow, ...]) -> None:
        shares = {row.id: row.share for row in rows if row.share is not None}
        pool = AllottedPool(self._agreement.seats, shares, {row.id: row.used for row in rows})
        self._pool = pool.taken(self._row.office_id, -1)
        self._follow()

    @property
    def taker(self) -> CandidateRow | None:
        chosen = self.people.selected_rows()
        return chosen[0].person if chosen else None

    def _follow(self) -> None:
        taker = self.taker
        self.evidence.setText(f"{taker.name}:  {evidence_words(taker.gates)}" if taker else "")
        held = self._held(taker) if taker else ""
        self.share.setText(held)
        self.share.setVisible(bool(held))
        self.over_share.setVisible(bool(held))
        is_free = not held or self.over_share.isChecked()
        self.go.setEnabled(taker is not None and bool(self.reason.text().strip()) and is_free)
        self.go.setText(f"Transfer to {taker.name}" if taker else "Transfer")

    def _held(self, taker: CandidateRow) -> str:
        """What keeps the seat that is given back from the new holder's office; empty when nothing does."""
        verdict = self._pool.verdict(taker.office_id)
        said = why_no_seat(self._pool, taker.office_id, taker.office, verdict)
        return f"{capital(said)}." if said else ""

    def submit(self) -> None:
        taker = self.taker
        assert taker is not None
        self.start()
        self._name = taker.name
        is_over = self.over_share.isVisible() and self.over_share.isChecked()
        asked = (self._row.id, taker.designee_id, self.reason.text(), is_over)
        job = self.desk.runner.change(transfer_license, *asked)
        job.then(self._on_transferred).otherwise(self.refused)

    def _on_transferred(self, number: str) -> None:
        self.finish(f"Transferred {self._row.number} to {self._name} as {number}", can_undo=False)


def takers(workspace: Workspace, today: date, taskings: Sequence[tuple[int, str]]) -> tuple[TakerRow, ...]:
    """On the worker: who is ready under these taskings, (id, number) each, and in which order."""
    found: dict[int, TakerRow] = {}
    for tasking_id, number in taskings:
        for person in workspace.read(candidates, today, tasking_id):
            if person.is_ready and person.designee_id not in found:
                found[person.designee_id] = TakerRow(person, number, len(found))
    return tuple(found.values())
