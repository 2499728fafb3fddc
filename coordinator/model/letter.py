"""Letters: numbered, frozen when issued; superseded or revoked, never deleted or redrawn."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, active_only, word
from coordinator.model.designee import Designee
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import Area, CertificateState, LetterKind


class Letter(Base):
    """`record` is the signed text in its QR code; what was issued by an earlier release has none."""

    __tablename__ = "letter"
    __area__ = Area.LETTERS
    __table_args__ = (
        CheckConstraint("(state = 'revoked') = (revoked_on IS NOT NULL)", "revoked_when"),
        CheckConstraint("state <> 'revoked' OR revoke_reason <> ''", "revoked_why"),
        CheckConstraint("supersedes_id <> id", "not_its_own_successor"),
        active_only("uq_letter_supersedes_id", "supersedes_id", where=text("supersedes_id IS NOT NULL")),
    )

    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[LetterKind] = word(LetterKind)
    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    license_id: Mapped[int | None] = mapped_column(ForeignKey("license.id"), index=True)
    tasking_id: Mapped[int | None] = mapped_column(ForeignKey("tasking.id"), index=True)
    issued_on: Mapped[date]
    facts: Mapped[dict[str, Any]]
    template: Mapped[str]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    sha256: Mapped[str]
    state: Mapped[CertificateState] = word(CertificateState, default=CertificateState.ISSUED)
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    revoked_on: Mapped[date | None]
    revoke_reason: Mapped[str] = mapped_column(default="")
    template_version_id: Mapped[int | None] = mapped_column(ForeignKey("template_version.id"), index=True)
    record: Mapped[str] = mapped_column(default="")
    signing_key_id: Mapped[int | None] = mapped_column(ForeignKey("signing_key.id"), index=True)

    designee: Mapped[Designee] = relationship()
    file: Mapped[StoredFile] = relationship()
