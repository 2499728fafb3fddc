"""The unit's settings, number series, saved views, reports, and rules of retention and redaction."""

from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coordinator.model.base import Base, Json, word
from coordinator.rules.vocabulary import Area, ReportSubject, RetentionKind


class Setting(Base):
    __tablename__ = "setting"
    __area__ = Area.SETTINGS

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Any] = mapped_column(Json)


class NumberSeries(Base):
    """The last number given out in a series and year; numbers are gapless because this row is locked with them."""

    __tablename__ = "number_series"
    __area__ = Area.SETTINGS
    __table_args__ = (
        UniqueConstraint("series", "year"),
        CheckConstraint("last_number >= 0", "not_negative"),
    )

    series: Mapped[str]
    year: Mapped[int]
    last_number: Mapped[int]


class SavedView(Base):
    __tablename__ = "saved_view"
    __area__ = Area.SETTINGS
    __table_args__ = (UniqueConstraint("page", "name"),)

    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)


class Report(Base):
    """A query that is kept with its columns, order and grouping. `key` names a shipped one, which can be restored."""

    __tablename__ = "report"
    __area__ = Area.SETTINGS
    __table_args__ = (CheckConstraint("name <> ''", "named"),)

    key: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[ReportSubject] = word(ReportSubject)
    query: Mapped[str] = mapped_column(default="")
    columns: Mapped[list[Any]]
    group_by: Mapped[str] = mapped_column(default="")
    sort_by: Mapped[str] = mapped_column(default="")
    is_descending: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class RetentionRule(Base):
    """How long a kind of record is kept, and on whose authority (NARA GRS 2.6 item 010 for rosters, three years)."""

    __tablename__ = "retention_rule"
    __area__ = Area.SETTINGS
    __table_args__ = (CheckConstraint("years > 0", "years_positive"),)

    record_kind: Mapped[str] = mapped_column(unique=True)
    authority: Mapped[str]
    years: Mapped[int]
    covers: Mapped[RetentionKind] = word(RetentionKind, default=RetentionKind.TRAININGS)
    is_on: Mapped[bool] = mapped_column(default=True)


class RedactionRule(Base):
    """Which field of a person is withheld from what leaves the unit, and under which exemption (5 U.S.C. 552 (b))."""

    __tablename__ = "redaction_rule"
    __area__ = Area.SETTINGS
    __table_args__ = (CheckConstraint("exemption <> ''", "has_exemption"),)

    field: Mapped[str] = mapped_column(unique=True)
    exemption: Mapped[str]
    is_on: Mapped[bool] = mapped_column(default=True)
