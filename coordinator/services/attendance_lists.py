"""Attendance lists as CSV, XLSX or PDF, of one training, an office or a period, and the sign-in sheet."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from coordinator.documents.attendance_list import (
    AttendanceListFacts,
    ListedColumn,
    render_attendance_list,
    render_sign_in_sheet,
)
from coordinator.errors import RuleBroken
from coordinator.exchange.attendance_list import write_csv, write_xlsx
from coordinator.rules.moments import long_day
from coordinator.rules.redaction import PersonalField, Redaction
from coordinator.rules.vocabulary import Mark
from coordinator.store.trail import head
from coordinator.views.attendance_lists import ListedPerson, ListScope, listed_people, listed_trainings
from coordinator.views.people import position_words
from coordinator.views.redaction import redaction_for
from coordinator.views.settings import unit_settings
from coordinator.views.trainings import TrainingRow

ROW_STAMP = "%Y-%m-%d %H:%M %Z"
Cell = str | int | None


class ListFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"
    SIGN_IN = "sign-in"


class ListColumn(StrEnum):
    """What a list can say about a person; the value is what the command line calls it."""

    NUMBER = "number"
    TRAINING = "training"
    DATE = "date"
    NAME = "name"
    OFFICE = "office"
    POSITION = "position"
    EMAIL = "email"
    PHONE = "phone"
    MARK = "mark"
    MINUTES = "minutes"
    LOCAL_START = "local-start"
    WALK_IN = "walk-in"
    NOTE = "note"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a column is called and filled. `share` is its width on paper beside the others'; `personal` what it says."""

    title: str
    share: float
    value: Callable[[ListedPerson], Cell]
    personal: PersonalField | None = None
    short: str = ""
    on_paper: Callable[[ListedPerson], str] | None = None

    @property
    def is_number(self) -> bool:
        return self.title in ("No.", "Minutes")


@dataclass(frozen=True, slots=True)
class ListRequest:
    """Which people, in which form, with which columns from left to right. A sign-in sheet adds the signature."""

    scope: ListScope
    form: ListFormat = ListFormat.PDF
    columns: tuple[ListColumn, ...] = ()
    is_redacted: bool = False


def _clock(moment: datetime) -> str:
    """ "1:00 PM EST", kept on one line."""
    return moment.strftime("%I:%M\N{NO-BREAK SPACE}%p\N{NO-BREAK SPACE}%Z").lstrip("0")


def _mark_word(person: ListedPerson) -> str:
    return person.seat.mark.value.capitalize() if person.seat.mark else ""


KINDS: dict[ListColumn, _Kind] = {
    ListColumn.NUMBER: _Kind("No.", 0.055, lambda person: None),
    ListColumn.TRAINING: _Kind("Training", 0.13, lambda person: person.training.title),
    ListColumn.DATE: _Kind("Date", 0.13, lambda person: person.training.local_start.date().isoformat()),
    ListColumn.NAME: _Kind("Name", 0.22, lambda person: person.seat.name, PersonalField.NAME),
    ListColumn.OFFICE: _Kind(
        "Office", 0.16, lambda person: person.seat.office, on_paper=lambda person: person.seat.office_name
    ),
    ListColumn.POSITION: _Kind("Position", 0.145, lambda person: position_words(person.seat.position)),
    ListColumn.EMAIL: _Kind("E-mail", 0.24, lambda person: person.seat.email, PersonalField.EMAIL),
    ListColumn.PHONE: _Kind("Phone", 0.13, lambda person: person.phone, PersonalField.PHONE),
    ListColumn.MARK: _Kind(
        "Mark", 0.1, lambda person: person.seat.mark.value if person.seat.mark else "", on_paper=_mark_word
    ),
    ListColumn.MINUTES: _Kind("Minutes", 0.06, lambda person: person.seat.minutes, short="Min."),
    ListColumn.LOCAL_START: _Kind(
        "Local start",
        0.155,
        lambda person: person.seat.local_start.strftime(ROW_STAMP),
        short="Local time",
        on_paper=lambda person: _clock(person.seat.local_start),
    ),
    ListColumn.WALK_IN: _Kind("Walk-in", 0.105, lambda person: "yes" if person.seat.is_walk_in else ""),
    ListColumn.NOTE: _Kind("Note", 0.125, lambda person: person.seat.mark_note, PersonalField.NOTE),
    ListColumn.CERTIFICATE: _Kind(
        "Certificate", 0.16, lambda person: person.seat.certificate, PersonalField.CERTIFICATE
    ),
}
_ON_PAPER = (
    ListColumn.NUMBER, ListColumn.NAME, ListColumn.OFFICE, ListColumn.POSITION, ListColumn.MARK, ListColumn.MINUTES,
    ListColumn.LOCAL_START, ListColumn.NOTE,
)  # fmt: skip
_IN_A_FILE = (
    ListColumn.NUMBER, ListColumn.NAME, ListColumn.OFFICE, ListColumn.POSITION, ListColumn.EMAIL, ListColumn.MARK,
    ListColumn.MINUTES, ListColumn.LOCAL_START, ListColumn.WALK_IN, ListColumn.NOTE, ListColumn.CERTIFICATE,
)  # fmt: skip
_TO_SIGN = (ListColumn.NUMBER, ListColumn.NAME, ListColumn.OFFICE, ListColumn.POSITION)


def usual_columns(form: ListFormat, *, of_one_training: bool = True) -> tuple[ListColumn, ...]:
    """The columns of a form as long as nobody chooses others; of several trainings it says which one."""
    usual = {ListFormat.PDF: _ON_PAPER, ListFormat.SIGN_IN: _TO_SIGN}.get(form, _IN_A_FILE)
    if of_one_training:
        return usual
    return (ListColumn.NUMBER, ListColumn.TRAINING, ListColumn.DATE, *usual[1:])


def columns_named(names: str) -> tuple[ListColumn, ...]:
    """ "name,office,mark" as columns. Raises RuleBroken for an unknown one."""
    wanted = [name.strip().casefold() for name in names.split(",") if name.strip()]
    known = {column.value: column for column in ListColumn}
    for name in wanted:
        if name not in known:
            raise RuleBroken(f"There is no column “{name}”. The columns are {', '.join(known)}.")
    return tuple(known[name] for name in wanted)


def attendance_list(session: Session, request: ListRequest, now: datetime) -> bytes:
    """The bytes of the list. Raises RuleBroken when nobody is in the scope, or there is no such training."""
    of = listed_trainings(session, request.scope)
    if not of:
        raise RuleBroken(_nothing(request.scope))
    people = listed_people(session, request.scope)
    redaction = redaction_for(session, request.is_redacted)
    columns = _columns(request)
    match request.form:
        case ListFormat.CSV | ListFormat.XLSX:
            return _file(request, of, columns, people, redaction)
        case ListFormat.PDF:
            return render_attendance_list(_facts(session, of, columns, people, redaction, now), _paper(session))
        case ListFormat.SIGN_IN:
            if len(of) > 1:
                raise RuleBroken("A sign-in sheet is of one training. Choose the training.")
            facts = _facts(session, of, columns, people, redaction, now)
            return render_sign_in_sheet(facts, paper=_paper(session))


def _paper(session: Session) -> str:
    return unit_settings(session).unit_paper


def _nothing(scope: ListScope) -> str:
    if scope.training_id is not None:
        return f"There is no training {scope.training_id}. `list trainings` shows them all."
    return "No training was held or planned in that period."


def _columns(request: ListRequest) -> tuple[ListColumn, ...]:
    one = request.scope.training_id is not None
    return tuple(dict.fromkeys(request.columns)) or usual_columns(request.form, of_one_training=one)


def preview(session: Session, request: ListRequest, most: int = 8) -> tuple[tuple[str, ...], list[list[str]], int]:
    """Titles, the first rows as the list would have them, and how many people are on it."""
    people, columns = listed_people(session, request.scope), _columns(request)
    is_paper = request.form in (ListFormat.PDF, ListFormat.SIGN_IN)
    rows = _rows(columns, people[:most], redaction_for(session, request.is_redacted), is_paper=is_paper)
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return tuple(KINDS[column].title for column in columns), texts, len(people)


def file_name(title: str, form: ListFormat, *, is_redacted: bool = False) -> str:
    """A safe name for the list's file."""
    what = "sign-in sheet" if form is ListFormat.SIGN_IN else "attendance"
    ending = "pdf" if form is ListFormat.SIGN_IN else form.value
    safe = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in title).strip()
    return f"{safe or 'Training'} - {what}{' redacted' if is_redacted else ''}.{ending}"


def _rows(
    columns: Sequence[ListColumn], people: Sequence[ListedPerson], redaction: Redaction, *, is_paper: bool
) -> list[list[Cell]]:
    return [
        [_cell(KINDS[column], person, place, redaction, is_paper=is_paper) for column in columns]
        for place, person in enumerate(people, start=1)
    ]


def _cell(kind: _Kind, person: ListedPerson, place: int, redaction: Redaction, *, is_paper: bool) -> Cell:
    if kind.title == "No.":
        return place
    value = kind.on_paper(person) if is_paper and kind.on_paper else kind.value(person)
    if not isinstance(value, str):
        return value
    shown = redaction.of(kind.personal, value) if kind.personal else redaction.words(value)
    is_noted = is_paper and kind.personal is PersonalField.NOTE and person.seat.is_walk_in
    return ", ".join(filter(None, ("walk-in", shown))) if is_noted else shown


def _file(
    request: ListRequest,
    of: Sequence[TrainingRow],
    columns: Sequence[ListColumn],
    people: Sequence[ListedPerson],
    redaction: Redaction,
) -> bytes:
    rows = _rows(columns, people, redaction, is_paper=False)
    titles = [KINDS[column].title for column in columns]
    if request.form is ListFormat.CSV:
        said = [[redaction.sentence]] if redaction.sentence else []
        return write_csv(titles, [*rows, *said])
    title, notes = redaction.words(_title(of)), _notes(of, redaction)
    return write_xlsx(title, titles, rows, [*notes, *filter(None, [redaction.sentence])])


def _title(of: Sequence[TrainingRow]) -> str:
    return of[0].title if len(of) == 1 else f"{len(of)} trainings"


def _notes(of: Sequence[TrainingRow], redaction: Redaction) -> list[str]:
    if len(of) > 1:
        return [_courses(of, redaction), _when(of)]
    host, led_by = _led_by(of, redaction)
    return [_courses(of, redaction), _when(of), f"Host: {host}", f"Instructors: {led_by}"]


def _courses(of: Sequence[TrainingRow], redaction: Redaction) -> str:
    return redaction.words(", ".join(dict.fromkeys(row.course for row in of)))


def _led_by(of: Sequence[TrainingRow], redaction: Redaction) -> tuple[str, str]:
    """Host and instructors of the one training; of several nobody is named."""
    if len(of) > 1:
        return "", ""
    instructor = PersonalField.INSTRUCTOR
    return redaction.of(instructor, of[0].host), redaction.of(instructor, of[0].instructors)


def _when(of: Sequence[TrainingRow]) -> str:
    first, last = of[0].local_start, of[-1].local_start
    if len(of) > 1:
        return f"{long_day(first.date())} to {long_day(last.date())}"
    return f"{long_day(first.date())}, {_clock(first)}, {of[0].duration_minutes} minutes"


def _facts(
    session: Session,
    of: Sequence[TrainingRow],
    columns: Sequence[ListColumn],
    people: Sequence[ListedPerson],
    redaction: Redaction,
    now: datetime,
) -> AttendanceListFacts:
    settings, one = unit_settings(session), len(of) == 1
    rows = _rows(columns, people, redaction, is_paper=True)
    host, instructors = _led_by(of, redaction)
    title, number = _courses(of, redaction), redaction.words(_title(of))
    return AttendanceListFacts(
        training_title=title,
        number=number,
        when=_when(of),
        host=host,
        instructors=instructors,
        unit_line_1=settings.unit_name,
        unit_line_2=settings.unit_section,
        printed_at=now.astimezone(ZoneInfo(of[0].time_zone if one else settings.unit_time_zone)),
        counted=_counted(of, people),
        withheld=redaction.sentence,
        audit_head=str(head(session)),
        columns=tuple(_on_paper(KINDS[column]) for column in columns),
        rows=tuple(tuple("" if cell is None else str(cell) for cell in row) for row in rows),
    )


def _on_paper(kind: _Kind) -> ListedColumn:
    return ListedColumn(kind.short or kind.title, kind.share, kind.is_number)


def _counted(of: Sequence[TrainingRow], people: Sequence[ListedPerson]) -> str:
    marks = Counter(person.seat.mark for person in people)
    parts = [f"{marks[mark]} {mark.value}" for mark in Mark]
    if marks[None]:
        parts.append(f"{marks[None]} not marked")
    return f"{len(people)} on the list, {sum(row.capacity for row in of)} seats: {', '.join(parts)}."
