"""Training sessions, seats with their history, and what the meeting tool reported."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, Json, active_only, word
from coordinator.model.course import Course
from coordinator.model.designee import Designee
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import Area, Mark, SeatState, TrainingState


class TrainingSession(Base):
    """One dated run of a course. `title` is how people call it, such as "Training 1".

    `overbook` seats are given beyond the capacity, for the no-shows. The rule for marks is the unit's unless minutes or
    a percentage are set here. `ics_sequence` rises with every change of what an invitation says.
    """

    __tablename__ = "training_session"
    __area__ = Area.TRAININGS
    __table_args__ = (
        CheckConstraint("duration_minutes BETWEEN 1 AND 1440", "duration_sane"),
        CheckConstraint("capacity > 0", "capacity_positive"),
        CheckConstraint("minimum BETWEEN 0 AND capacity", "minimum_within_capacity"),
        CheckConstraint("ics_sequence >= 0", "sequence_not_negative"),
        CheckConstraint("overbook >= 0", "overbook_not_negative"),
        CheckConstraint("present_percent BETWEEN 1 AND 100", "present_percent_sane"),
        CheckConstraint("present_minutes > 0", "present_minutes_positive"),
        CheckConstraint("partial_minutes > 0", "partial_minutes_positive"),
        CheckConstraint("present_percent IS NULL OR present_minutes IS NULL", "present_one_way"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    tasking_id: Mapped[int | None] = mapped_column(ForeignKey("tasking.id"), index=True)
    title: Mapped[str] = mapped_column(unique=True)
    starts_at: Mapped[datetime]
    time_zone: Mapped[str]
    duration_minutes: Mapped[int]
    capacity: Mapped[int]
    minimum: Mapped[int] = mapped_column(default=0)
    overbook: Mapped[int] = mapped_column(default=0)
    host: Mapped[str] = mapped_column(default="")
    instructors: Mapped[str] = mapped_column(default="")
    join_link: Mapped[str] = mapped_column(default="")
    dial_in: Mapped[str] = mapped_column(default="")
    registration_until: Mapped[datetime | None]
    present_percent: Mapped[int | None]
    present_minutes: Mapped[int | None]
    partial_minutes: Mapped[int | None]
    state: Mapped[TrainingState] = word(TrainingState, default=TrainingState.PLANNED)
    note: Mapped[str] = mapped_column(default="")
    ics_uid: Mapped[str] = mapped_column(unique=True)
    ics_sequence: Mapped[int] = mapped_column(default=0)

    course: Mapped[Course] = relationship()
    seats: Mapped[list["Seat"]] = relationship(back_populates="training")

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration_minutes)


class Seat(Base):
    """One designee in one training session, then the attendance mark. A released seat is kept.

    `ics_uid` names the calendar entry of the person; it is given with the first invitation and never again.
    """

    __tablename__ = "seat"
    __area__ = Area.SEATS
    __table_args__ = (
        CheckConstraint("minutes >= 0", "minutes_not_negative"),
        CheckConstraint("mark IS NULL OR state IN ('reserved', 'confirmed')", "mark_needs_seat"),
        active_only("uq_seat_live", "training_id", "designee_id", where=text("state <> 'released'")),
        active_only("uq_seat_ics_uid", "ics_uid", where=text("ics_uid IS NOT NULL")),
    )

    training_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    state: Mapped[SeatState] = word(SeatState)
    queue_place: Mapped[int | None]
    is_pinned: Mapped[bool] = mapped_column(default=False)
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    reply_by: Mapped[datetime | None]
    ics_uid: Mapped[str | None]
    mark: Mapped[Mark | None] = word(Mark)
    minutes: Mapped[int | None]
    mark_note: Mapped[str] = mapped_column(default="")
    marked_at: Mapped[datetime | None]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_report.id"))

    training: Mapped[TrainingSession] = relationship(back_populates="seats")
    designee: Mapped[Designee] = relationship()


class SeatEvent(Base):
    """One move of a seat from state to state."""

    __tablename__ = "seat_event"
    __area__ = Area.SEATS

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    at: Mapped[datetime]
    to_state: Mapped[SeatState] = word(SeatState)
    reason: Mapped[str] = mapped_column(default="")


class AttendanceReport(Base):
    """The file that the meeting tool wrote, kept with its hash, and what was read in it.

    `time_zone` is the zone in which stamps without one were read; `layout` says which column was taken for what where
    a person had to say so. A corrected file replaces the one before: that one stays, and counts no more.
    """

    __tablename__ = "attendance_report"
    __area__ = Area.SEATS
    __table_args__ = (UniqueConstraint("training_id", "file_id"),)

    training_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    product: Mapped[str]
    generation: Mapped[str]
    read_at: Mapped[datetime]
    time_zone: Mapped[str] = mapped_column(default="")
    layout: Mapped[list[Any] | None] = mapped_column(Json)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_report.id"))

    file: Mapped[StoredFile] = relationship()
    attendees: Mapped[list["Attendee"]] = relationship(back_populates="report")


class ReportLayout(Base):
    """What the columns of an unknown report mean, as a person said it once; `headers` is the folded header row."""

    __tablename__ = "report_layout"
    __area__ = Area.SEATS

    headers: Mapped[str] = mapped_column(unique=True)
    columns: Mapped[list[Any]]


class Attendee(Base):
    """One participant of a report, or someone written down by hand who came to `training_id` and is not on the roster.

    Without a designee it waits for a decision; nobody is dropped. `mark` is set by hand only.
    """

    __tablename__ = "attendee"
    __area__ = Area.SEATS
    __table_args__ = (
        CheckConstraint("minutes >= 0", "minutes_not_negative"),
        CheckConstraint("(report_id IS NULL) <> (training_id IS NULL)", "one_source"),
    )

    report_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_report.id"), index=True)
    training_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    designee_id: Mapped[int | None] = mapped_column(ForeignKey("designee.id"), index=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    upn: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]
    flags: Mapped[str] = mapped_column(default="")
    matched_by: Mapped[str] = mapped_column(default="")
    is_dismissed: Mapped[bool] = mapped_column(default=False)
    mark: Mapped[Mark | None] = word(Mark)
    note: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")

    report: Mapped[AttendanceReport | None] = relationship(back_populates="attendees")
    designee: Mapped[Designee | None] = relationship()
    intervals: Mapped[list["AttendanceInterval"]] = relationship(back_populates="attendee")


class AttendanceInterval(Base):
    """From joining to leaving, as the report says it."""

    __tablename__ = "attendance_interval"
    __area__ = Area.SEATS
    __table_args__ = (CheckConstraint("left_at >= joined_at", "in_order"),)

    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendee.id"), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime]

    attendee: Mapped[Attendee] = relationship(back_populates="intervals")
