"""Special Agent in Charge (SAC) offices, dated, with their contacts."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, word
from coordinator.rules.vocabulary import Area, ContactRole


class Office(Base):
    __tablename__ = "office"
    __area__ = Area.OFFICES
    __table_args__ = (
        CheckConstraint("code <> '' AND code = upper(code)", "code_upper"),
        CheckConstraint("valid_until >= valid_from", "dates_in_order"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str]
    area_of_responsibility: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]

    contacts: Mapped[list["OfficeContact"]] = relationship(back_populates="office")


class OfficeContact(Base):
    __tablename__ = "office_contact"
    __area__ = Area.OFFICES
    __table_args__ = (CheckConstraint("valid_until >= valid_from", "dates_in_order"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    role: Mapped[ContactRole] = word(ContactRole)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]

    office: Mapped[Office] = relationship(back_populates="contacts")
