"""A designee: a person with an own id, never keyed by e-mail."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, active_only, word
from coordinator.model.office import Office
from coordinator.rules.names import PersonName
from coordinator.rules.vocabulary import Area, Position


class Designee(Base):
    """The raw name as it came stands beside the parsed parts; `name_key` and `email_key` are folded for matching.

    `duty_start` and `duty_end` are minutes after midnight on the person's clock; without them the unit's hours count.
    """

    __tablename__ = "designee"
    __area__ = Area.DESIGNEES
    __table_args__ = (
        CheckConstraint("last_name <> '' OR first_name <> ''", "named"),
        CheckConstraint("(email = '') = (email_key IS NULL)", "email_keyed"),
        CheckConstraint("merged_into_id <> id", "not_merged_into_itself"),
        CheckConstraint("duty_start BETWEEN 0 AND 1439", "duty_start_sane"),
        CheckConstraint("duty_end BETWEEN 1 AND 1440 AND duty_end > duty_start", "duty_end_after_start"),
        CheckConstraint("(duty_start IS NULL) = (duty_end IS NULL)", "duty_both_or_none"),
        active_only("uq_designee_email", "email_key", where=text("merged_into_id IS NULL AND email_key IS NOT NULL")),
    )

    raw_name: Mapped[str]
    last_name: Mapped[str]
    first_name: Mapped[str] = mapped_column(default="")
    middle_name: Mapped[str] = mapped_column(default="")
    suffix: Mapped[str] = mapped_column(default="")
    name_key: Mapped[str] = mapped_column(index=True)
    is_contractor: Mapped[bool] = mapped_column(default=False)
    position: Mapped[Position] = word(Position, default=Position.OTHER)
    position_text: Mapped[str] = mapped_column(default="")
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    duty_station: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str | None]
    duty_start: Mapped[int | None]
    duty_end: Mapped[int | None]
    email: Mapped[str] = mapped_column(default="")
    email_key: Mapped[str | None]
    phone: Mapped[str] = mapped_column(default="")
    mobile: Mapped[str] = mapped_column(default="")
    supervisor_name: Mapped[str] = mapped_column(default="")
    supervisor_email: Mapped[str] = mapped_column(default="")
    departed_on: Mapped[date | None]
    retention_hold: Mapped[bool] = mapped_column(default=False)
    hold_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("designee.id"), index=True)

    office: Mapped[Office] = relationship()
    former_emails: Mapped[list["FormerEmail"]] = relationship(back_populates="designee")
    aliases: Mapped[list["MeetingAlias"]] = relationship(back_populates="designee")

    @property
    def name(self) -> PersonName:
        return PersonName(
            self.raw_name, self.first_name, self.middle_name, self.last_name, self.suffix, self.is_contractor
        )

    @property
    def duty_hours(self) -> tuple[int, int] | None:
        """From and until in minutes after midnight on the person's clock; None where the unit's hours count."""
        if self.duty_start is None or self.duty_end is None:
            return None
        return self.duty_start, self.duty_end

    @property
    def display_name(self) -> str:
        """As on lists: "Okafor, Dana R"."""
        return self.name.display


class FormerEmail(Base):
    __tablename__ = "former_email"
    __area__ = Area.DESIGNEES
    __table_args__ = (UniqueConstraint("designee_id", "email_key"),)

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"))
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(index=True)
    used_until: Mapped[date | None]

    designee: Mapped[Designee] = relationship(back_populates="former_emails")


class FormerName(Base):
    __tablename__ = "former_name"
    __area__ = Area.DESIGNEES

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    raw_name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    used_until: Mapped[date | None]


class MeetingAlias(Base):
    """A name or address under which a meeting tool has shown this person; one alias means one person."""

    __tablename__ = "meeting_alias"
    __area__ = Area.DESIGNEES

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    alias: Mapped[str]
    alias_key: Mapped[str] = mapped_column(unique=True)

    designee: Mapped[Designee] = relationship(back_populates="aliases")


class Unavailability(Base):
    """From when until when a person has said that they cannot attend: leave, court, travel."""

    __tablename__ = "unavailability"
    __area__ = Area.DESIGNEES
    __table_args__ = (CheckConstraint("ends_at > starts_at", "in_order"),)

    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class NotDuplicate(Base):
    """Two people that were looked at and are two people."""

    __tablename__ = "not_duplicate"
    __area__ = Area.DESIGNEES
    __table_args__ = (
        UniqueConstraint("lower_id", "upper_id"),
        CheckConstraint("lower_id < upper_id", "ordered"),
    )

    lower_id: Mapped[int] = mapped_column(ForeignKey("designee.id"))
    upper_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    decided_on: Mapped[date]
