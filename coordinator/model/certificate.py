"""Certificates: numbered, frozen when issued; superseded or revoked, never deleted or redrawn."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, active_only, word
from coordinator.model.designee import Designee
from coordinator.model.stored_file import StoredFile
from coordinator.model.training import TrainingSession
from coordinator.rules.vocabulary import Area, CertificateState


class Certificate(Base):
    """`record` is the signed text in its QR code; what was issued by an earlier release has none."""

    __tablename__ = "certificate"
    __area__ = Area.CERTIFICATES
    __table_args__ = (
        CheckConstraint("(state = 'revoked') = (revoked_on IS NOT NULL)", "revoked_when"),
        CheckConstraint("state <> 'revoked' OR revoke_reason <> ''", "revoked_why"),
        CheckConstraint("supersedes_id <> id", "not_its_own_successor"),
        active_only("uq_certificate_valid", "training_id", "designee_id", where=text("state = 'issued'")),
    )

    number: Mapped[str] = mapped_column(unique=True)
    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    state: Mapped[CertificateState] = word(CertificateState, default=CertificateState.ISSUED)
    issued_on: Mapped[date]
    facts: Mapped[dict[str, Any]]
    template: Mapped[str]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    sha256: Mapped[str]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    template_version_id: Mapped[int | None] = mapped_column(ForeignKey("template_version.id"), index=True)
    record: Mapped[str] = mapped_column(default="")
    signing_key_id: Mapped[int | None] = mapped_column(ForeignKey("signing_key.id"), index=True)
    revoked_on: Mapped[date | None]
    revoke_reason: Mapped[str] = mapped_column(default="")

    designee: Mapped[Designee] = relationship()
    training: Mapped[TrainingSession] = relationship()
    file: Mapped[StoredFile] = relationship()
