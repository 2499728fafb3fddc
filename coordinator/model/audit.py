"""The audit trail: one entry a committed change, chained by hash. The entry is the change set."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, word
from coordinator.rules.vocabulary import Area, EntryKind


class AuditEntry(Base):
    """Who did what, when, before and after. `id` is the sequence, without gaps.

    `changes` is the deflated canonical JSON of the change set; `hash` is SHA-256 over `previous_hash` and the
    canonical JSON of the other fields with the SHA-256 of `changes`.
    """

    __tablename__ = "audit_entry"
    __area__ = Area.nothing()
    __table_args__ = (
        CheckConstraint("length(hash) = 32 AND length(previous_hash) = 32", "hash_length"),
        CheckConstraint("(kind = 'change') = (of_id IS NULL)", "inverse_of_what"),
        {"info": {"append_only": True}},
    )

    at: Mapped[datetime]
    actor: Mapped[str]
    verb: Mapped[str]
    label: Mapped[str]
    kind: Mapped[EntryKind] = word(EntryKind, default=EntryKind.CHANGE)
    of_id: Mapped[int | None] = mapped_column(ForeignKey("audit_entry.id"))
    is_undoable: Mapped[bool]
    areas: Mapped[int]
    rows: Mapped[int]
    changes: Mapped[bytes] = mapped_column(deferred=True)
    previous_hash: Mapped[bytes]
    hash: Mapped[bytes] = mapped_column(unique=True)


class AuditSubject(Base):
    """Which designees an entry concerns: an index for the history of one person, derived from the change set."""

    __tablename__ = "audit_subject"
    __area__ = Area.nothing()
    __table_args__ = ({"info": {"append_only": True}},)

    id: Mapped[int] = mapped_column("entry_id", ForeignKey("audit_entry.id"), primary_key=True)
    designee_id: Mapped[int] = mapped_column(primary_key=True, index=True)
