"""Products, the purchased pools of seats, their shares of offices, and licenses with every move they made."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, active_only, word
from coordinator.model.designee import Designee
from coordinator.model.office import Office
from coordinator.rules.vocabulary import Area, LicenseState


class Product(Base):
    """The software service that licenses are for."""

    __tablename__ = "product"
    __area__ = Area.LICENSES
    __table_args__ = (CheckConstraint("name <> ''", "named"),)

    name: Mapped[str] = mapped_column(unique=True)
    vendor: Mapped[str] = mapped_column(default="")


class Agreement(Base):
    """A purchased pool: so many seats of a product, from a day to a day. One that `renews_id` another is its renewal.

    Its end is announced `alert_days` before, and again at each lead time of `alert_again`; `alert_seen_on` is when
    somebody last said that they know.
    """

    __tablename__ = "agreement"
    __area__ = Area.LICENSES
    __table_args__ = (
        UniqueConstraint("id", "product_id"),
        CheckConstraint("seats >= 0", "seats_not_negative"),
        CheckConstraint("ends_on >= starts_on", "dates_in_order"),
        CheckConstraint("renews_id <> id", "not_its_own_renewal"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    contract_number: Mapped[str] = mapped_column(unique=True)
    seats: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    alert_days: Mapped[int] = mapped_column(default=60)
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    alert_again: Mapped[list[Any]] = mapped_column(default=list)
    alert_seen_on: Mapped[date | None]

    product: Mapped[Product] = relationship()
    allotments: Mapped[list["Allotment"]] = relationship(back_populates="agreement")

    @property
    def alerts(self) -> tuple[int, ...]:
        """Every lead time in days, the longest first."""
        return tuple(sorted({self.alert_days, *self.alert_again}, reverse=True))


class Allotment(Base):
    """The share of a pool that is an office's; what is not allotted is for the offices without a share."""

    __tablename__ = "allotment"
    __area__ = Area.LICENSES
    __table_args__ = (
        UniqueConstraint("agreement_id", "office_id"),
        CheckConstraint("seats >= 0", "seats_not_negative"),
    )

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    seats: Mapped[int]

    agreement: Mapped[Agreement] = relationship(back_populates="allotments")
    office: Mapped[Office] = relationship()


class License(Base):
    """One assignment of one seat of the pool to one designee: a new record each time, never revived once closed.

    `follows_id` is the license that this one renews, or whose seat was transferred to this holder.
    """

    __tablename__ = "license"
    __area__ = Area.LICENSES
    __table_args__ = (
        ForeignKeyConstraint(
            ["agreement_id", "product_id"],
            ["agreement.id", "agreement.product_id"],
            name="fk_license_agreement",
        ),
        CheckConstraint("state = 'reserved' OR issued_on IS NOT NULL OR ended_on IS NOT NULL", "issued_when"),
        CheckConstraint("(state IN ('returned', 'revoked', 'expired')) = (ended_on IS NOT NULL)", "ended_when"),
        CheckConstraint("ended_on >= issued_on", "dates_in_order"),
        active_only(
            "uq_license_active",
            "designee_id",
            "product_id",
            where=text("state IN ('reserved', 'issued', 'suspended')"),
        ),
        CheckConstraint("follows_id <> id", "not_its_own_successor"),
        active_only("uq_license_follows_id", "follows_id", where=text("follows_id IS NOT NULL")),
    )

    number: Mapped[str] = mapped_column(unique=True)
    agreement_id: Mapped[int] = mapped_column(index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    designee_id: Mapped[int] = mapped_column(ForeignKey("designee.id"), index=True)
    tasking_id: Mapped[int | None] = mapped_column(ForeignKey("tasking.id"), index=True)
    state: Mapped[LicenseState] = word(LicenseState)
    issued_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    ended_on: Mapped[date | None]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("license.id"))

    designee: Mapped[Designee] = relationship()
    agreement: Mapped[Agreement] = relationship(overlaps="product")
    product: Mapped[Product] = relationship()
    events: Mapped[list["LicenseEvent"]] = relationship(back_populates="license")


class LicenseEvent(Base):
    """One move of a license: when, to what, why and by whom, with the gates as they stood."""

    __tablename__ = "license_event"
    __area__ = Area.LICENSES

    license_id: Mapped[int] = mapped_column(ForeignKey("license.id"), index=True)
    at: Mapped[datetime]
    happened_on: Mapped[date]
    to_state: Mapped[LicenseState] = word(LicenseState)
    reason: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    actor: Mapped[str]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))

    license: Mapped[License] = relationship(back_populates="events")
