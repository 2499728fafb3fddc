"""Gates as rows, and the dated waivers of one gate for one person."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.model.designee import Designee
from coordinator.rules.vocabulary import Area, DocumentKind, GateKind


class Gate(Base):
    """A condition for holding a license.

    `document_kind` says which documents an acknowledgment gate asks for, `course_id` which course a training or
    completion gate does (without it: any of the unit's own, any of the LMS).
    """

    __tablename__ = "gate"
    __area__ = Area.SETTINGS
    __table_args__ = (
        CheckConstraint("(kind = 'acknowledged') = (document_kind IS NOT NULL)", "document_where_asked"),
        CheckConstraint("course_id IS NULL OR kind IN ('trained', 'course_completed')", "course_where_asked"),
    )

    kind: Mapped[GateKind] = word(GateKind)
    title: Mapped[str] = mapped_column(unique=True)
    document_kind: Mapped[DocumentKind | None] = word(DocumentKind)
    position: Mapped[int]
    is_on: Mapped[bool] = mapped_column(default=True)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"))


class Waiver(Base):
    """A dated exception to one gate for one person, with reason and approver."""

    __tablename__ = "waiver"
    __area__ = Area.DOCUMENTS
    __table_args__ = (
        CheckConstraint("reason <> '' AND approver <> ''", "reasoned"),
        CheckConstraint("valid_until >= valid_from", "dates_in_order"),
    )

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    gate_id: Mapped[int] = mapped_column(ForeignKey("gate.id"), index=True)
    reason: Mapped[str]
    approver: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")

    designee: Mapped[Designee] = relationship()
    gate: Mapped[Gate] = relationship()
