"""What proves a document away from this database: the keys that sign records, and signatures in the files."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import Area


class SigningKey(Base):
    """The public half of a key that signs the records in QR codes (Ed25519); the private half is never in here."""

    __tablename__ = "signing_key"
    __area__ = Area.KEYS
    __table_args__ = (
        CheckConstraint("length(key_id) = 8", "key_id_length"),
        CheckConstraint("length(public_key) = 64", "public_key_length"),
    )

    key_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    made_at: Mapped[datetime]
    retired_on: Mapped[date | None]


class Signature(Base):
    """A signed copy of one issued certificate or letter (PAdES); the copy that was issued stays beside it."""

    __tablename__ = "signature"
    __area__ = Area.CERTIFICATES | Area.LETTERS
    __table_args__ = (
        CheckConstraint("(certificate_id IS NULL) <> (letter_id IS NULL)", "of_one_document"),
        CheckConstraint("length(fingerprint) = 64", "fingerprint_length"),
        {"info": {"append_only": True}},
    )

    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), unique=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    sha256: Mapped[str]
    signer: Mapped[str]
    issuer: Mapped[str]
    fingerprint: Mapped[str]
    signed_at: Mapped[datetime]

    file: Mapped[StoredFile] = relationship()
