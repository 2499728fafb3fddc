"""Governing documents, their versions, and who acknowledged which version."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.model.designee import Designee
from coordinator.model.license import Product
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import AcknowledgmentMethod, Area, DocumentKind


class GoverningDocument(Base):
    __tablename__ = "governing_document"
    __area__ = Area.DOCUMENTS
    __table_args__ = (CheckConstraint("title <> ''", "titled"),)

    kind: Mapped[DocumentKind] = word(DocumentKind)
    title: Mapped[str] = mapped_column(unique=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    is_required: Mapped[bool] = mapped_column(default=True)

    product: Mapped[Product | None] = relationship()
    versions: Mapped[list["DocumentVersion"]] = relationship(back_populates="document")


class DocumentVersion(Base):
    """One text in force from a day on. `grace_days` is how long acknowledgments of the version before still hold."""

    __tablename__ = "document_version"
    __area__ = Area.DOCUMENTS
    __table_args__ = (
        UniqueConstraint("document_id", "label"),
        CheckConstraint("expires_on > effective_on", "dates_in_order"),
        CheckConstraint("grace_days >= 0", "grace_not_negative"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("governing_document.id"))
    label: Mapped[str]
    effective_on: Mapped[date]
    expires_on: Mapped[date | None]
    review_on: Mapped[date | None]
    grace_days: Mapped[int] = mapped_column(default=30)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    sha256: Mapped[str | None]

    document: Mapped[GoverningDocument] = relationship(back_populates="versions")
    file: Mapped[StoredFile | None] = relationship()


class Acknowledgment(Base):
    """This designee accepted this version on this day, how, and with what evidence."""

    __tablename__ = "acknowledgment"
    __area__ = Area.DOCUMENTS
    __table_args__ = (UniqueConstraint("designee_id", "version_id"),)

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), index=True)
    acknowledged_on: Mapped[date]
    method: Mapped[AcknowledgmentMethod] = word(AcknowledgmentMethod)
    recorded_by: Mapped[str]
    evidence_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    note: Mapped[str] = mapped_column(default="")

    designee: Mapped[Designee] = relationship()
    version: Mapped[DocumentVersion] = relationship()
