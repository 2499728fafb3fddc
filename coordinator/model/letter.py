"""Letters: numbered and frozen."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.model.designee import Designee
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import Area, LetterKind


class Letter(Base):
    __tablename__ = "letter"
    __area__ = Area.LETTERS

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

    designee: Mapped[Designee] = relationship()
    file: Mapped[StoredFile] = relationship()
