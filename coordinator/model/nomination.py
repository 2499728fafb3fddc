"""Nominations, the rules that rank them, and the frozen record of a selection."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.model.designee import Designee
from coordinator.model.office import Office
from coordinator.model.tasking import Tasking
from coordinator.rules.vocabulary import Area, NominationState, RankingCriterion


class Nomination(Base):
    """A designee put forward by an office under a tasking.

    The score of the rules, the coordinator's own score and the note stay apart. Late and over-quota input is
    taken and marked.
    """

    __tablename__ = "nomination"
    __area__ = Area.NOMINATIONS
    __table_args__ = (
        UniqueConstraint("tasking_id", "designee_id"),
        CheckConstraint("state = 'pending' OR decided_on IS NOT NULL", "decided_when"),
        CheckConstraint("rank > 0", "rank_positive"),
        CheckConstraint("supervisor_priority > 0", "supervisor_priority_positive"),
    )

    tasking_id: Mapped[int] = mapped_column(ForeignKey("tasking.id"))
    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    state: Mapped[NominationState] = word(NominationState, default=NominationState.PENDING)
    nominated_at: Mapped[datetime]
    is_late: Mapped[bool] = mapped_column(default=False)
    is_over_quota: Mapped[bool] = mapped_column(default=False)
    is_office_alternate: Mapped[bool] = mapped_column(default=False)
    trial_use: Mapped[bool | None]
    course_completed: Mapped[bool | None]
    course_completed_on: Mapped[date | None]
    supervisor_approved_on: Mapped[date | None]
    supervisor_priority: Mapped[int | None]
    remarks: Mapped[str] = mapped_column(default="")
    source_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    source_row: Mapped[str] = mapped_column(default="")
    score: Mapped[float | None]
    rank: Mapped[int | None]
    explanation: Mapped[str] = mapped_column(default="")
    reasons: Mapped[list[Any] | None]
    manual_score: Mapped[float | None]
    manual_note: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    decision_reason: Mapped[str] = mapped_column(default="")

    tasking: Mapped[Tasking] = relationship()
    designee: Mapped[Designee] = relationship()
    office: Mapped[Office] = relationship()


class RankingRule(Base):
    """An editable, ordered, weighted criterion. Rules without a tasking are the defaults of new ones.

    `query` is in the language of the roster's search, for the criterion of that name; `title` is what it is called
    in the sentence of a rank.
    """

    __tablename__ = "ranking_rule"
    __area__ = Area.NOMINATIONS
    __table_args__ = (
        UniqueConstraint("tasking_id", "criterion", "query"),
        CheckConstraint("(criterion = 'query') = (query <> '')", "query_given"),
    )

    tasking_id: Mapped[int | None] = mapped_column(ForeignKey("tasking.id"))
    criterion: Mapped[RankingCriterion] = word(RankingCriterion)
    weight: Mapped[float]
    position: Mapped[int]
    is_on: Mapped[bool] = mapped_column(default=True)
    query: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")


class Scenario(Base):
    """A what-if: other rules, quotas and capacity for one tasking, kept to be compared. It decides nothing.

    `rules` is a list of {criterion, weight, is_on, query, title} in order; `quotas` is {office id: [seats, reserved]}.
    """

    __tablename__ = "scenario"
    __area__ = Area.NOMINATIONS
    __table_args__ = (
        UniqueConstraint("tasking_id", "name"),
        CheckConstraint("name <> ''", "named"),
        CheckConstraint("capacity > 0", "capacity_positive"),
    )

    tasking_id: Mapped[int] = mapped_column(ForeignKey("tasking.id"))
    name: Mapped[str]
    capacity: Mapped[int]
    rules: Mapped[list[Any]]
    quotas: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    made_by: Mapped[str]


class Selection(Base):
    """A decision as it was signed off, with its record as a PDF: the ranked list, every explanation. Never changed."""

    __tablename__ = "selection"
    __area__ = Area.NOMINATIONS

    tasking_id: Mapped[int] = mapped_column(ForeignKey("tasking.id"), index=True)
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
    capacity: Mapped[int]
    snapshot: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    signed_by: Mapped[str] = mapped_column(default="")
    scenario: Mapped[str] = mapped_column(default="")
    record_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
