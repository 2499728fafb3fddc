"""A nomination file while it is looked at: what was decided so far, how it reads, and what importing it would do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from coordinator.services.import_decisions import Decisions, RowChoice
from coordinator.services.import_plan import ImportPlan, RowState
from coordinator.services.import_reading import (
    NO_HEADER,
    Arrival,
    Choices,
    Decided,
    NominationField,
    NominationFile,
    Reading,
    Repair,
    RowDecision,
    RowKey,
    RowProblem,
    RowRepair,
    SheetChoice,
    read_file,
)
from coordinator.services.intake import NominationsRead
from ui.desk import Desk


class FileInHand(QObject):
    """Every decision reads the file again on the worker: `under_way`, then `changed` with `content` and `plan` anew.

    The plan is there once the office is known. A reading that is refused leaves the one before as it was; `refusal`
    says why until something else is decided.
    """

    changed = Signal()
    under_way = Signal()

    def __init__(self, desk: Desk, read: NominationsRead, tasking_id: int, received_at: datetime) -> None:
        super().__init__()
        self._desk, self._data, self.name = desk, read.data, read.name
        self._arrival = Arrival(tasking_id, None, received_at, self._day_of(received_at))
        self._reading = Reading(read.content)
        self._decided = self._as_read = self._place = Decided()
        self.refusal = ""
        self.is_reading = False
        if self._data:
            self.read_again()

    @property
    def content(self) -> NominationFile | None:
        return self._reading.content

    @property
    def plan(self) -> ImportPlan | None:
        return self._reading.plan

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """Those of the file, and once its office is known those that the records add."""
        return self.plan.problems if self.plan else self.content.problems if self.content else ()

    @property
    def waiting(self) -> int:
        """How many problems could be mended."""
        numbers = Counter(problem.kind for problem in self.problems)
        first = {problem.kind: problem for problem in self.problems}
        return sum(number for kind, number in numbers.items() if first[kind].repair is not Repair.NOTHING)

    @property
    def key_trouble(self) -> str:
        return self._reading.key_trouble

    @property
    def choices(self) -> Choices:
        return self._decided.choices

    @property
    def decisions(self) -> Decisions:
        return self._decided.people

    @property
    def encoding(self) -> str | None:
        """As chosen; None for as found."""
        return self._decided.encoding

    def keep_place(self) -> None:
        """What `go_back` comes back to."""
        self._place = self._decided

    def go_back(self) -> None:
        self._decide(self._place)

    # whose it is, and when it came

    @property
    def office_id(self) -> int | None:
        return self._arrival.office_id

    def belongs_to(self, office_id: int | None) -> None:
        """Its columns may have been told last time."""
        self._arrive(replace(self._arrival, office_id=office_id))

    def came(self, tasking_id: int, received_at: datetime) -> None:
        day = self._day_of(received_at)
        self._arrive(replace(self._arrival, tasking_id=tasking_id, received_at=received_at, last_day=day))

    def _day_of(self, received_at: datetime) -> date:
        return received_at.astimezone(ZoneInfo(self._desk.zone)).date()

    def _arrive(self, arrival: Arrival) -> None:
        if arrival != self._arrival:
            self._arrival = arrival
            self.read_again()

    # how it is read

    def read_as(self, encoding: str | None) -> None:
        self._decide(replace(self._decided, encoding=encoding))

    def is_wanted(self, sheet: str) -> bool:
        """Whether a sheet is read, or would be if one of its columns were said to hold names."""
        choice, content = self.choices.sheets.get(sheet), self.content
        if choice is not None and choice.taken is not None:
            return choice.taken
        return any(each.is_taken for each in (content.sheets if content else ()) if each.name == sheet)

    def choose_sheet(self, sheet: str, *, taken: bool) -> None:
        """One in which no header was found is read without one: its columns can then be chosen."""
        choice = replace(self._sheet(sheet), taken=taken)
        unread = self.content is not None and any(
            each.name == sheet and not each.columns for each in self.content.sheets
        )
        self._choose({sheet: replace(choice, header_row=NO_HEADER) if taken and unread else choice})

    def choose_header(self, sheet: str, header_row: int | None) -> None:
        """0-based; None for as found. Columns chosen under another header are forgotten, and the sheet is wanted."""
        taken = self._sheet(sheet).taken if header_row is None else True
        self._choose({sheet: SheetChoice(taken=taken, header_row=header_row)})

    def choose_field(self, sheet: str, column: int, field: NominationField | None) -> None:
        """None leaves the column out."""
        choice = self._sheet(sheet)
        self._choose({sheet: replace(choice, fields={**choice.fields, column: field})})

    def choose_date_order(self, columns: Iterable[tuple[str, int]], *, day_first: bool) -> None:
        """Of columns, each with its sheet."""
        sheets: dict[str, SheetChoice] = {}
        for sheet, column in columns:
            choice = sheets.get(sheet, self._sheet(sheet))
            sheets[sheet] = replace(choice, day_first={**choice.day_first, column: day_first})
        self._choose(sheets)

    def _sheet(self, sheet: str) -> SheetChoice:
        return self.choices.sheets.get(sheet, SheetChoice())

    def _choose(self, sheets: Mapping[str, SheetChoice]) -> None:
        self._decide(replace(self._decided, choices=replace(self.choices, sheets={**self.choices.sheets, **sheets})))

    # what becomes of its rows

    def mend(self, key: RowKey, field: NominationField, text: str) -> None:
        self._repair({key: RowRepair({field: text})})

    def leave_out(self, keys: Iterable[RowKey]) -> None:
        self._repair({key: RowRepair(decision=RowDecision.LEAVE_OUT) for key in keys})

    def take(self, keys: Iterable[RowKey]) -> None:
        """Each is a person of its own, whatever it looked like; one that was left out is not any more."""
        rows = {row.entry.key: row for row in self.plan.rows} if self.plan else {}
        people, keys = dict(self.decisions.people), list(keys)
        for row in filter(None, map(rows.get, keys)):
            if row.same_as is not None:
                people[row.entry.key] = RowChoice.NEW_PERSON
            elif row.state is RowState.LEFT_OUT:
                people.pop(row.entry.key, None)
        self._repair(
            {key: RowRepair(decision=RowDecision.TAKE) for key in keys}, replace(self.decisions, people=people)
        )

    def _repair(self, repairs: Mapping[RowKey, RowRepair], people: Decisions | None = None) -> None:
        choices = self.choices.with_repairs(repairs)
        self._decide(replace(self._decided, choices=choices, people=people or self.decisions))

    @property
    def is_mended(self) -> bool:
        """Whether there is something that `forget_repairs` would forget."""
        orders = any(choice.day_first for choice in self.choices.sheets.values())
        return bool(self.choices.repairs or self.decisions.offices) or orders

    def forget_repairs(self) -> None:
        sheets = {name: replace(choice, day_first={}) for name, choice in self.choices.sheets.items()}
        choices = replace(self.choices, repairs={}, sheets=sheets)
        self._decide(replace(self._decided, choices=choices, people=replace(self.decisions, offices={})))

    def choose_people(self, keys: Iterable[RowKey], choice: int | RowChoice | None) -> None:
        """Who rows mean; None for as the plan proposes."""
        chosen = dict.fromkeys(keys, choice)
        people = {key: each for key, each in self.decisions.people.items() if key not in chosen}
        people |= {key: each for key, each in chosen.items() if each is not None}
        self._decide(replace(self._decided, people=replace(self.decisions, people=people)))

    def take_fields(self, key: RowKey, fields: Iterable[str], *, is_taken: bool) -> None:
        take = {(*key, field): is_taken for field in fields}
        self._decide(replace(self._decided, people=replace(self.decisions, take={**self.decisions.take, **take})))

    def choose_offices(self, texts: Iterable[str], office_id: int) -> None:
        """What texts of an office column mean."""
        offices = {**self.decisions.offices, **dict.fromkeys(texts, office_id)}
        self._decide(replace(self._decided, people=replace(self.decisions, offices=offices)))

    # on the worker

    def _decide(self, decided: Decided) -> None:
        if decided != self._decided or self.refusal:
            self._decided = decided
            self.read_again()

    def read_again(self) -> None:
        self.is_reading = True
        asked = (self.name, self._data, self._decided, self._arrival, self._reading)
        self._desk.runner.read(read_file, *asked).then(self._take).otherwise(self._fail)
        self.under_way.emit()

    def _take(self, reading: Reading) -> None:
        self.is_reading, self.refusal = False, reading.refusal
        if reading.content is None:
            self._decided = self._as_read
        else:
            self._reading, self._as_read = reading, self._decided
        self.changed.emit()

    def _fail(self) -> None:
        """Without an answer nothing is known of what importing would do."""
        self.is_reading, self._reading = False, replace(self._reading, plan=None)
        self.changed.emit()
