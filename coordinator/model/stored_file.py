"""Files kept as they came or as they were issued, addressed by their SHA-256; never changed, never removed."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base
from coordinator.rules.vocabulary import Area


class StoredFile(Base):
    """The bytes of one file. The bytes stay out of the audit trail: the SHA-256 stands for them."""

    __tablename__ = "stored_file"
    __area__ = Area.FILES
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", "sha256_length"),
        CheckConstraint("size = length(content)", "size_true"),
        {"info": {"append_only": True}},
    )

    sha256: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    kept_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(deferred=True, info={"outside_trail": True})
