"""What every entity shares: column types that mean the same on SQLite and PostgreSQL, and naming.

Dates and times are stored as ISO text, enums as their value, yes/no as 0 or 1, structures as canonical JSON:
STRICT tables accept these, they sort rightly, and a person can read them in any SQL tool.
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import REAL, CheckConstraint, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from coordinator.rules.vocabulary import Area

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware on the Python side, `2021-05-07T21:00:00.000000Z` in the file."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment needs a time zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class IsoDate(TypeDecorator[date]):
    """A calendar day, `2021-05-07` in the file."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class YesNo(TypeDecorator[bool]):
    """True or false, 1 or 0 in the file."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Word(TypeDecorator[StrEnum]):
    """One of the words of an enum in `vocabulary`; the file refuses any other by a CHECK."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


class Json(TypeDecorator[Any]):
    """A plain structure as canonical JSON: sorted keys, no spaces, so that equal facts are equal text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """An entity. `__area__` says which pages care when a row of it changes."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text,
        datetime: UtcDateTime,
        date: IsoDate,
        bool: YesNo,
        int: Integer,
        float: REAL,
        bytes: LargeBinary,
        dict[str, Any]: Json,
        list[Any]: Json,
    }
    __area__: ClassVar[Area]

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


def word(words: type[StrEnum], *, default: StrEnum | None = None) -> MappedColumn[Any]:
    """A column that holds one word of `words`."""
    if default is None:
        return mapped_column(Word(words))
    return mapped_column(Word(words), default=default)


def active_only(name: str, *columns: str, where: Any) -> Index:
    """A UNIQUE over the rows that count, such as one active license a person and product."""
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


def finish(metadata: MetaData) -> None:
    """Give every table its STRICT typing and the CHECKs that follow from its column types."""
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        assert isinstance(table, Table)
        table.info["area"] = mapper.class_.__area__
    for table in metadata.tables.values():
        table.dialect_options["sqlite"]["strict"] = True
        if list(table.primary_key.columns.keys()) == ["id"]:
            table.dialect_options["sqlite"]["autoincrement"] = True
        _check_columns(table)


def _check_columns(table: Table) -> None:
    for column in table.columns:
        if isinstance(column.type, Word):
            known = ", ".join(f"'{each.value}'" for each in column.type.words)
            table.append_constraint(CheckConstraint(f"{column.name} IN ({known})", f"{column.name}_known"))
        elif isinstance(column.type, YesNo):
            table.append_constraint(CheckConstraint(f"{column.name} IN (0, 1)", f"{column.name}_yes_no"))
        elif isinstance(column.type, IsoDate):
            table.append_constraint(CheckConstraint(f"length({column.name}) = 10", f"{column.name}_iso"))
        elif isinstance(column.type, UtcDateTime):
            rule = f"length({column.name}) = 27 AND substr({column.name}, 27) = 'Z'"
            table.append_constraint(CheckConstraint(rule, f"{column.name}_utc"))
