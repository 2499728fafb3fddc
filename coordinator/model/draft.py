"""Outgoing drafts for the user's own mail program: made, marked sent, or discarded."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, word
from coordinator.rules.vocabulary import Area, DraftKind, DraftState


class OutgoingDraft(Base):
    """`ics_sequence` is what its calendar entry says; `revision` is the training's sequence it was made from."""

    __tablename__ = "outgoing_draft"
    __area__ = Area.DRAFTS
    __table_args__ = (CheckConstraint("(state = 'marked_sent') = (sent_at IS NOT NULL)", "sent_when"),)

    kind: Mapped[DraftKind] = word(DraftKind)
    state: Mapped[DraftState] = word(DraftState, default=DraftState.MADE)
    recipient: Mapped[str]
    cc: Mapped[str] = mapped_column(default="")
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    ics_sequence: Mapped[int | None]
    revision: Mapped[int | None]
    tasking_id: Mapped[int | None] = mapped_column(ForeignKey("tasking.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"), index=True)
    designee_id: Mapped[int | None] = mapped_column(ForeignKey("designee.id"), index=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
