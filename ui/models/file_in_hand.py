"""A nomination file while it is looked at: what was decided so far, how it reads, and what importing it would do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from coordinator.services.import_decisions import Decisions, RowChoice
from coordinator.services.import_mappings import remembered_mapping
from coordinator.services.import_plan import ImportPlan, plan_import
from coordinator.services.import_reading import (
    Choices,
    NominationField,
    NominationFile,
    RowDecision,
    RowKey,
    RowRepair,
    SheetChoice,
    read_with,
)
from coordinator.services.intake import NominationsRead
from ui.desk import Desk


class FileInHand(QObject):
    """Every decision reads the file again on the worker; `changed` says that `content` and `plan` are new.

    The plan is there once the office is known.
    """

    changed = Signal()

    def __init__(self, desk: Desk, read: NominationsRead, tasking_id: int, received_at: datetime) -> None:
        super().__init__()
        self._desk, self._data = desk, read.data
        self.name = read.name
        self.tasking_id, self.received_at = tasking_id, received_at
        self.office_id: int | None = None
        self.encoding: str | None = None
        self.content: NominationFile | None = read.content
        self.choices = read.content.choices if read.content else Choices()
        self.decisions = Decisions()
        self.plan: ImportPlan | None = None
        self.keep_place()
        if self.content is None and self._data:
            self.read_again()  # a table in which nobody was found: a header row may be chosen

    def keep_place(self) -> None:
        """What `go_back` comes back to."""
        self._place: tuple[Choices, Decisions, str | None] = (self.choices, self.decisions, self.encoding)

    def go_back(self) -> None:
        if self._place != (self.choices, self.decisions, self.encoding):
            self.choices, self.decisions, self.encoding = self._place
            self.read_again()

    # whose it is, and when it came

    def belongs_to(self, office_id: int | None) -> None:
        """Its columns may have been told last time."""
        if office_id == self.office_id:
            return
        self.office_id = office_id
        if office_id is not None and self.content is not None:
            self._desk.runner.read(remembered_mapping, office_id).then(self._take_remembered)

    def _take_remembered(self, remembered: Mapping[str, NominationField | None]) -> None:
        if dict(self.choices.remembered) != dict(remembered):
            self.choices = replace(self.choices, remembered=dict(remembered))
            self.read_again()
        else:
            self.look_up()

    def came(self, tasking_id: int, received_at: datetime) -> None:
        if (tasking_id, received_at) != (self.tasking_id, self.received_at):
            self.tasking_id, self.received_at = tasking_id, received_at
            self.look_up()

    # how it is read

    def read_as(self, encoding: str | None) -> None:
        self.encoding = encoding
        self.read_again()

    def choose_sheet(self, sheet: str, *, taken: bool) -> None:
        self._choose(sheet, replace(self._sheet(sheet), taken=taken))

    def choose_header(self, sheet: str, header_row: int | None) -> None:
        """0-based; None for as found. Columns chosen under another header are forgotten."""
        self._choose(sheet, replace(self._sheet(sheet), header_row=header_row, fields={}))

    def choose_field(self, sheet: str, column: int, field: NominationField | None) -> None:
        """None leaves the column out."""
        choice = self._sheet(sheet)
        self._choose(sheet, replace(choice, fields={**choice.fields, column: field}))

    def choose_date_order(self, sheet: str, column: int, *, day_first: bool) -> None:
        choice = self._sheet(sheet)
        self._choose(sheet, replace(choice, day_first={**choice.day_first, column: day_first}))

    def mend(self, key: RowKey, field: NominationField, text: str) -> None:
        self._repair({key: RowRepair({field: text})})

    def judge(self, keys: list[RowKey], decision: RowDecision) -> None:
        self._repair({key: RowRepair(decision=decision) for key in keys})

    def forget_repairs(self) -> None:
        self.choices = replace(self.choices, repairs={})
        self.read_again()

    def _sheet(self, sheet: str) -> SheetChoice:
        return self.choices.sheets.get(sheet, SheetChoice())

    def _choose(self, sheet: str, choice: SheetChoice) -> None:
        self.choices = replace(self.choices, sheets={**self.choices.sheets, sheet: choice})
        self.read_again()

    def _repair(self, repairs: Mapping[RowKey, RowRepair]) -> None:
        self.choices = self.choices.with_repairs(repairs)
        self.read_again()

    # what becomes of its rows

    def choose_person(self, key: RowKey, choice: int | RowChoice | None) -> None:
        """Who a row means; None for as the plan proposes."""
        people = {known: chosen for known, chosen in self.decisions.people.items() if known != key}
        if choice is not None:
            people[key] = choice
        self.decisions = replace(self.decisions, people=people)
        self.look_up()

    def take_field(self, key: RowKey, field: str, *, is_taken: bool) -> None:
        self.decisions = replace(self.decisions, take={**self.decisions.take, (*key, field): is_taken})
        self.look_up()

    def choose_office(self, text: str, office_id: int) -> None:
        self.decisions = replace(self.decisions, offices={**self.decisions.offices, text: office_id})
        self.look_up()

    # on the worker

    def read_again(self) -> None:
        job = self._desk.runner.call(read_with, self.name, self._data, self.choices, self.encoding)
        job.then(self._take_content)

    def _take_content(self, content: NominationFile) -> None:
        self.content, self.plan = content, None
        self.changed.emit()
        self.look_up()

    def look_up(self) -> None:
        """Against the records as they are now."""
        if self.content is None or self.office_id is None:
            return
        job = self._desk.runner.read(
            plan_import, self.tasking_id, self.office_id, self.content, self.decisions, self.received_at
        )
        job.then(self._take_plan)

    def _take_plan(self, plan: ImportPlan) -> None:
        self.plan = plan
        self.changed.emit()
