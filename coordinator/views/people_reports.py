"""What a report can say of people, their waivers and completions, and of the offices' answers to taskings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Course
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import NominationState, ResponseState
from coordinator.views import roster_fields
from coordinator.views.board import BoardRow, board
from coordinator.views.courses import CompletionRow, CompletionState, completions
from coordinator.views.people import position_words
from coordinator.views.report_fields import Frame, ReportField, Subject, day, number, office, state, text
from coordinator.views.roster import DesigneeRow, designees
from coordinator.views.row_query import Word
from coordinator.views.taskings import TaskingRow, taskings
from coordinator.views.waivers import WaiverRow, WaiverState, waivers

# people


def _people(session: Session, frame: Frame) -> Sequence[DesigneeRow]:
    return designees(session, frame.today)


def _people_fields(frame: Frame) -> tuple[ReportField[DesigneeRow], ...]:
    return (
        text("name", "Name", lambda row: row.name, personal=PersonalField.NAME),
        office(lambda row: row.office, frame),
        text("position", "Position", lambda row: position_words(row.position) or "Other", offers=True),
        state("state", "Nomination", NominationState, lambda row: row.nomination),
        text("tasking", "Tasking", lambda row: row.tasking, "of the latest nomination", offers=True),
        number("rank", "Rank", lambda row: row.rank, "place under the tasking"),
        number("score", "Score", lambda row: row.score, "points of the ranking rules"),
        number("gates", "Gates met", lambda row: row.passed, "how many gates are passed"),
        text("next", "Next action", lambda row: row.next_action, offers=True),
        text("license", "License", roster_fields.standing_words, "issued, ready, waiting for …", offers=True),
        text("training", "Training", lambda row: row.seat, "where the person has a seat", offers=True),
        text("station", "Duty station", lambda row: row.duty_station, offers=True, personal=PersonalField.STATION),
        text("email", "E-mail", lambda row: row.email, personal=PersonalField.EMAIL),
        text("phone", "Phone", lambda row: row.phone, personal=PersonalField.PHONE),
        text("mobile", "Mobile", lambda row: row.mobile, personal=PersonalField.PHONE),
        text(
            "supervisor", "Supervisor", lambda row: row.supervisor_name, offers=True, personal=PersonalField.SUPERVISOR
        ),
        text(
            "supervisor_email", "Supervisor e-mail", lambda row: row.supervisor_email, personal=PersonalField.SUPERVISOR
        ),
        day("nominated", "Nominated on", lambda row: row.nominated_on),
        number("days", "Days since nomination", lambda row: frame.days_since(row.nominated_on)),
        day("departed", "Departed on", lambda row: row.departed_on),
        text("note", "Note", lambda row: row.note, "words of the note", personal=PersonalField.NOTE),
    )


def _people_flags(_frame: Frame) -> Mapping[str, Word[DesigneeRow]]:
    """As on the roster."""
    known = roster_fields.FIELDS["is"]
    assert isinstance(known, roster_fields.WordField)
    return {name: Word(word.what, word.condition) for name, word in known.words.items()}


PEOPLE: Subject[DesigneeRow] = Subject(
    "People", "person", "people", _people, _people_fields, _people_flags, lambda row: ("Roster", row.id)
)

# waivers


def _waivers(session: Session, frame: Frame) -> Sequence[WaiverRow]:
    return waivers(session, frame.today)


def _waiver_fields(frame: Frame) -> tuple[ReportField[WaiverRow], ...]:
    return (
        text("name", "Name", lambda row: row.name, personal=PersonalField.NAME),
        office(lambda row: row.office, frame),
        text("gate", "Gate", lambda row: row.gate, offers=True),
        state("state", "State", WaiverState, lambda row: row.state),
        text("reason", "Reason", lambda row: row.reason, personal=PersonalField.NOTE),
        text("approver", "Approved by", lambda row: row.approver, offers=True, personal=PersonalField.SIGNATORY),
        day("from", "From", lambda row: row.valid_from, "first day, such as 2026-11"),
        day("until", "Until", lambda row: row.valid_until, "last day, such as 2026-11"),
        number("left", "Days left", lambda row: row.days_left, "days until the last day of one in force"),
        day("withdrawn", "Withdrawn on", lambda row: row.withdrawn_on),
        text("license", "License", lambda row: (row.license or "").capitalize(), "state of the person’s license"),
    )


def _waiver_flags(_frame: Frame) -> Mapping[str, Word[WaiverRow]]:
    return {
        "holder": Word("the person holds a license, or has one reserved", lambda row: row.license is not None),
        "off": Word("the gate is switched off", lambda row: not row.is_gate_on),
    }


WAIVERS: Subject[WaiverRow] = Subject(
    "Waivers",
    "waiver",
    "waivers",
    _waivers,
    _waiver_fields,
    _waiver_flags,
    lambda row: ("Readiness", ("waiver", row.id)),
)

# completions


@dataclass(frozen=True, slots=True)
class CourseCompletion:
    """A completion, and of which course."""

    row: CompletionRow
    code: str
    course: str

    @property
    def id(self) -> int:
        return self.row.id


def _completions(session: Session, frame: Frame) -> Sequence[CourseCompletion]:
    return [
        CourseCompletion(row, course.code, course.title)
        for course in session.scalars(select(Course).order_by(Course.code))
        for row in completions(session, course.id, frame.today)
    ]


def _completion_fields(frame: Frame) -> tuple[ReportField[CourseCompletion], ...]:
    return (
        text("name", "Name", lambda each: each.row.name, personal=PersonalField.NAME),
        office(lambda each: each.row.office, frame),
        text("course", "Course", lambda each: each.course, offers=True),
        text("code", "Code", lambda each: each.code, "of the course", offers=True),
        state("state", "State", CompletionState, lambda each: each.row.state),
        day("completed", "Completed on", lambda each: each.row.completed_on),
        day("until", "Counts until", lambda each: each.row.valid_until),
        number("left", "Days left", lambda each: each.row.days_left(frame.today), "days until it lapses"),
        text("source", "Source", lambda each: each.row.source, "where it is from"),
        text("email", "E-mail", lambda each: each.row.email, personal=PersonalField.EMAIL),
    )


def _completion_flags(_frame: Frame) -> Mapping[str, Word[CourseCompletion]]:
    return {
        "attended": Word("by having attended a training", lambda each: each.row.is_by_attendance),
        "listed": Word("by a list that came in", lambda each: not each.row.is_by_attendance),
    }


COMPLETIONS: Subject[CourseCompletion] = Subject(
    "Completions of courses",
    "completion",
    "completions",
    _completions,
    _completion_fields,
    _completion_flags,
    lambda each: ("Roster", each.row.designee_id),
)

# responses to taskings


@dataclass(frozen=True, slots=True)
class OfficeResponse:
    """What one office answered to one tasking; `received_on` is the day on the clock of whoever set the due time."""

    id: int
    tasking: TaskingRow
    row: BoardRow

    def on_its_clock(self, moment: datetime | None) -> date | None:
        return None if moment is None else moment.astimezone(ZoneInfo(self.tasking.due_zone)).date()

    @property
    def answer(self) -> str:
        """ "Received, late", "Awaited, overdue"."""
        late = ", late" if self.row.late_by is not None else ", overdue" if self.row.overdue_by is not None else ""
        return f"{self.row.state.value.capitalize()}{late}"

    @property
    def days_late(self) -> int | None:
        late = self.row.late_by or self.row.overdue_by
        return None if late is None else max(late.days, 0)


def _responses(session: Session, frame: Frame) -> Sequence[OfficeResponse]:
    return list(_numbered(session, frame.today))


def _numbered(session: Session, today: date) -> Iterator[OfficeResponse]:
    """An answer is overdue from the day after it was due; an office is in many taskings, so its id is none."""
    place = 0
    for tasking in taskings(session):
        start = datetime.combine(today, time(), ZoneInfo(tasking.due_zone)).astimezone(UTC)
        for row in board(session, tasking.id, start):
            place += 1
            yield OfficeResponse(place, tasking, row)


def _response_fields(frame: Frame) -> tuple[ReportField[OfficeResponse], ...]:
    return (
        text("tasking", "Tasking", lambda each: each.tasking.number, offers=True),
        text("subject", "Subject", lambda each: each.tasking.subject, offers=True),
        office(lambda each: each.row.office_code, frame),
        state("state", "State", ResponseState, lambda each: each.row.state),
        text("answer", "Answer", lambda each: each.answer, "received, late, overdue …", offers=True),
        day("issued", "Issued on", lambda each: each.tasking.issued_on),
        day("due", "Due on", lambda each: each.on_its_clock(each.tasking.due_at)),
        day("received", "Received on", lambda each: each.on_its_clock(each.row.received_at)),
        text("from", "Received from", lambda each: each.row.received_from, personal=PersonalField.SIGNATORY),
        number("late", "Days late", lambda each: each.days_late, "whole days after the due time"),
        number("days", "Days since due", lambda each: frame.days_since(each.on_its_clock(each.tasking.due_at))),
        number("quota", "Quota", lambda each: each.row.quota, is_summed=True),
        number("nominated", "Nominated", lambda each: each.row.nominated, is_summed=True),
        number("over", "Over quota", lambda each: each.row.over_quota, is_summed=True),
        number("short", "Under quota", lambda each: each.row.short, "fewer than its quota", is_summed=True),
        number("problems", "Open problems", lambda each: each.row.problems, "rows that could not be read", True),
        day("reminded", "Reminded on", lambda each: each.on_its_clock(each.row.reminded_at)),
        text("note", "Note", lambda each: each.row.note, personal=PersonalField.NOTE),
    )


def _response_flags(_frame: Frame) -> Mapping[str, Word[OfficeResponse]]:
    return {
        "late": Word("came late, or has not come though it is due", lambda each: each.row.is_late),
        "asked": Word("has a quota, so an answer is waited for", lambda each: each.row.quota > 0),
        "short": Word("named fewer than its quota", lambda each: each.row.short > 0),
        "over": Word("named more than its quota", lambda each: each.row.over_quota > 0),
        "current": Word("the tasking is open", lambda each: each.tasking.state.value == "open"),
    }


RESPONSES: Subject[OfficeResponse] = Subject(
    "Responses to taskings",
    "response",
    "responses",
    _responses,
    _response_fields,
    _response_flags,
    lambda each: ("Taskings", each.tasking.id),
)
