"""The yearly access review: who held what when it began, what each office answered, and what was decided."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.model.designee import Designee
from coordinator.model.license import License, Product
from coordinator.model.office import Office
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import Area, ReviewAnswer, ReviewDecision


class AccessReview(Base):
    """One campaign over every license of a product that was active on the day (NIST PS-6: at least yearly)."""

    __tablename__ = "access_review"
    __area__ = Area.LICENSES
    __table_args__ = (
        CheckConstraint("title <> ''", "titled"),
        CheckConstraint("due_on >= frozen_on", "dates_in_order"),
        CheckConstraint("closed_on >= frozen_on", "closed_after_start"),
    )

    title: Mapped[str] = mapped_column(unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    frozen_on: Mapped[date]
    due_on: Mapped[date]
    closed_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    product: Mapped[Product] = relationship()
    lines: Mapped[list["AccessReviewLine"]] = relationship(back_populates="review")
    files: Mapped[list["AccessReviewFile"]] = relationship(back_populates="review")


class AccessReviewLine(Base):
    """One license under review. `snapshot` is what was on record when the review began, and is never changed."""

    __tablename__ = "access_review_line"
    __area__ = Area.LICENSES
    __table_args__ = (
        UniqueConstraint("review_id", "license_id"),
        CheckConstraint("(answer IS NULL) = (answered_on IS NULL)", "answered_when"),
        CheckConstraint("carried_out_on IS NULL OR decision IS NOT NULL", "carried_out_what"),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("access_review.id"))
    license_id: Mapped[int] = mapped_column(ForeignKey("license.id"), index=True)
    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    snapshot: Mapped[dict[str, Any]]
    answer: Mapped[ReviewAnswer | None] = word(ReviewAnswer)
    answered_on: Mapped[date | None]
    comment: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    decision: Mapped[ReviewDecision | None] = word(ReviewDecision)
    reason: Mapped[str] = mapped_column(default="")
    carried_out_on: Mapped[date | None]

    review: Mapped[AccessReview] = relationship(back_populates="lines")
    license: Mapped[License] = relationship()
    designee: Mapped[Designee] = relationship()
    office: Mapped[Office] = relationship()


class AccessReviewFile(Base):
    """A workbook that an office sent back, kept as it came. The same file is taken once."""

    __tablename__ = "access_review_file"
    __area__ = Area.LICENSES
    __table_args__ = (UniqueConstraint("review_id", "office_id", "file_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("access_review.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    received_on: Mapped[date]
    answered: Mapped[int]

    review: Mapped[AccessReview] = relationship(back_populates="files")
    office: Mapped[Office] = relationship()
    file: Mapped[StoredFile] = relationship()
