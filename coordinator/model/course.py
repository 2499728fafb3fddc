"""Courses of the LMS and of the unit, who completed them when, and who used a trial license."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.model.designee import Designee
from coordinator.rules.vocabulary import Area, CourseKind


class Course(Base):
    __tablename__ = "course"
    __area__ = Area.TRAININGS
    __table_args__ = (CheckConstraint("valid_days > 0", "valid_days_positive"),)

    kind: Mapped[CourseKind] = word(CourseKind)
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    duty_hours: Mapped[str] = mapped_column(default="")
    delivery: Mapped[str] = mapped_column(default="")
    valid_days: Mapped[int | None]


class Completion(Base):
    """Who completed a course when, and until when it counts."""

    __tablename__ = "completion"
    __area__ = Area.TRAININGS
    __table_args__ = (
        UniqueConstraint("designee_id", "course_id", "completed_on"),
        CheckConstraint("valid_until >= completed_on", "dates_in_order"),
    )

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    completed_on: Mapped[date]
    valid_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    evidence_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    designee: Mapped[Designee] = relationship()
    course: Mapped[Course] = relationship()


class TrialUse(Base):
    """A trial license of a product that a person used (GAO-21-518: who used which system must be known)."""

    __tablename__ = "trial_use"
    __area__ = Area.DESIGNEES
    __table_args__ = (CheckConstraint("used_until >= used_from", "dates_in_order"),)

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    used_from: Mapped[date | None]
    used_until: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
