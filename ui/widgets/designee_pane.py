"""One person of the roster in full: the next step, gates with their evidence, rank, seats, papers, history."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QTimeZone, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coordinator.rules.vocabulary import DocumentKind, GateKind, NominationState, Position
from coordinator.views.roster import DesigneeDetail, PaperRow, VersionToAcknowledge
from ui.widgets.basics import button, label, wrapped
from ui.widgets.detail import DetailPane
from ui.wording import NOTHING, day, moment, tone, word

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
NEWEST = 20
YEAR = 2026  # any recent one: zones that change their clocks do so every year
ELSEWHERE = {
    GateKind.TRAINED: ("Seat in a training", "Trainings"),
    GateKind.ACKNOWLEDGED: ("Register the document", "Documents"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the one button does: record an acknowledgment here, or lead to another page."""

    text: str
    version: VersionToAcknowledge | None = None
    page: str = ""
    target: object = None


def next_step(detail: DesigneeDetail) -> NextStep | None:
    """What stands between this person and a license, as far as the coordinator can do it."""
    if detail.departed_on is not None:
        return NextStep("Return the license", page="Licenses") if detail.holds_license else None
    if detail.next_kind is None:
        return None if detail.holds_license else NextStep("Issue license…", page="Licenses", target="ready")
    if detail.next_kind is GateKind.SELECTED:
        return _selection(detail)
    version = _asked_for(detail)
    if version is not None:
        return NextStep(f"Record {short_title(version)} acknowledgment", version)
    text, page = ELSEWHERE.get(detail.next_kind, ("", ""))
    return NextStep(text, page=page) if page else None


def _asked_for(detail: DesigneeDetail) -> VersionToAcknowledge | None:
    """The version that the next gate asks for; there may be others to acknowledge that no gate asks for."""
    if detail.next_kind is not GateKind.ACKNOWLEDGED:
        return None
    return next((each for each in detail.to_acknowledge if f"{each.title}, {each.label}" in detail.next_action), None)


def _selection(detail: DesigneeDetail) -> NextStep:
    if detail.tasking_id is None or detail.nomination is NominationState.WITHDRAWN:
        return NextStep("Nominate under a tasking", page="Taskings")
    return NextStep("Decide the selection", page="Taskings", target=("tasking", detail.tasking_id, "pending"))


def short_title(version: VersionToAcknowledge) -> str:
    if version.kind is DocumentKind.OTHER:
        return version.title
    said = word(version.kind)
    return said if said.isupper() else said.lower()


def with_local_dates(evidence: str) -> str:
    """Evidence is kept with ISO dates; on the screen they are as the locale has them."""
    return _ISO.sub(_local_date, evidence)


def _local_date(found: re.Match[str]) -> str:
    year, month, number = map(int, found.groups())
    try:
        return day(date(year, month, number))
    except ValueError:
        return found[0]


def zone_words(name: str) -> str:
    """ "Mountain Time" for America/Denver; where clocks never change the name says so."""
    zone = QTimeZone(name.encode())
    if not zone.isValid():
        return name
    english = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
    said = zone.displayName(QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, english)
    return said.replace(" Standard", "") if _changes_clocks(name) else said


def _changes_clocks(name: str) -> bool:
    zone = ZoneInfo(name)
    offsets = {datetime(YEAR, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)}
    return len(offsets) > 1


class PaperLine(QWidget):
    """A certificate or letter; a double click or its button opens the PDF."""

    opened = Signal(int)

    def __init__(self, row: PaperRow) -> None:
        super().__init__()
        self.row = row
        self.button = button("Open")
        self.button.setAccessibleName(f"Open {row.number}")
        self.button.clicked.connect(self._open)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(wrapped(label(row.number)))
        words.addWidget(wrapped(label(f"{row.what}, {day(row.issued_on)}", "secondary")))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(words, 1)
        across.addWidget(self.button)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open()

    def _open(self) -> None:
        self.opened.emit(self.row.file_id)


class DesigneePane(DetailPane):
    """`primary` is the button of the next step; `papers` are the lines of papers."""

    step_wanted = Signal()
    edit_wanted = Signal()
    waiver_wanted = Signal()
    paper_wanted = Signal(int)

    def __init__(self, zone: str) -> None:
        super().__init__("Person")
        self._zone = zone
        self.detail: DesigneeDetail | None = None
        self.step: NextStep | None = None
        self.primary: QPushButton | None = None
        self.papers: list[PaperLine] = []

    def show_nobody(self, selected: int = 0) -> None:
        self._start(None)
        many = f"{selected:,} people selected. What you do now is done for all of them."
        self.placeholder(many if selected > 1 else "Choose a person to see gates, rank, seats and papers.")

    def show_person(self, detail: DesigneeDetail) -> None:
        self._start(detail)
        self.heading(detail.name, self._sub(detail))
        self._add_buttons(detail)
        self._add_gates(detail)
        self._add_rank(detail)
        self._add_seats(detail)
        self._add_papers(detail)
        self._add_contact(detail)
        self._add_history(detail)

    def _start(self, detail: DesigneeDetail | None) -> None:
        self.clear()
        self.detail, self.step, self.primary = detail, None, None
        self.papers = []

    def _sub(self, detail: DesigneeDetail) -> str:
        named = detail.position is Position.OTHER and detail.position_text
        parts = [detail.position_text if named else word(detail.position), detail.office_name]
        return " · ".join([*parts, zone_words(detail.time_zone)])

    def _add_buttons(self, detail: DesigneeDetail) -> None:
        self.step = next_step(detail)
        if self.step is not None:
            self.primary = button(self.step.text, "primary")
            self.primary.clicked.connect(self.step_wanted)
            self.add_action(self.primary)
        edit = button("Edit…")
        edit.clicked.connect(self.edit_wanted)
        self.add_action(edit)
        if any(not gate.holds for gate in detail.gates):
            waive = button("Waive a gate…")
            waive.clicked.connect(self.waiver_wanted)
            self.add_action(waive)

    def _add_gates(self, detail: DesigneeDetail) -> None:
        self.section("Gates")
        for gate in detail.gates:
            self.line(gate.title, with_local_dates(gate.evidence), tone(gate.state))

    def _add_rank(self, detail: DesigneeDetail) -> None:
        if detail.explanation:
            self.section("Why this rank")
            self.line(detail.explanation)

    def _add_seats(self, detail: DesigneeDetail) -> None:
        if not detail.seats:
            return
        self.section("Seats")
        for seat in detail.seats:
            minutes = f", {seat.minutes} min" if seat.minutes is not None else ""
            said = f"{word(seat.mark)}{minutes}" if seat.mark else word(seat.state)
            self.line(seat.training, said, tone(seat.mark or seat.state))

    def _add_papers(self, detail: DesigneeDetail) -> None:
        for held in detail.licenses:
            if held is detail.licenses[0]:
                self.section("Licenses")
            until = f", until {day(held.valid_until)}" if held.valid_until else ""
            self.line(held.number, f"{word(held.state)}{until}", tone(held.state))
        if detail.papers:
            self.section("Papers")
        for row in detail.papers:
            line = PaperLine(row)
            line.opened.connect(self.paper_wanted)
            self.papers.append(line)
            self.add_widget(line)

    def _add_contact(self, detail: DesigneeDetail) -> None:
        self.section("Contact")
        for text, note in (
            (detail.email, "E-mail"),
            (detail.phone, "Phone"),
            (detail.mobile, "Mobile"),
            (detail.duty_station, "Duty station"),
            (" · ".join(filter(None, (detail.supervisor_name, detail.supervisor_email))), "Supervisor"),
            (detail.note, "Note"),
        ):
            if text:
                self.line(text, note)
        if not (detail.email or detail.phone or detail.mobile):
            self.line(NOTHING, "Neither e-mail nor phone is on record")

    def _add_history(self, detail: DesigneeDetail) -> None:
        self.section("History")
        for entry in detail.history[:NEWEST]:
            self.line(entry.label, f"{moment(entry.at, self._zone)} · {entry.actor}")
        if len(detail.history) > NEWEST:
            self.line(f"{len(detail.history) - NEWEST} earlier changes", "All of them are on the Audit page")
