"""What a few letters may mean: people, offices, taskings, trainings and licenses, for the command palette."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from coordinator.model import Designee, License, Office, Tasking, TrainingSession
from coordinator.rules.names import fold
from coordinator.views.people import display_name

MOST_OF_A_KIND = 8


class RecordKind(StrEnum):
    PERSON = "person"
    OFFICE = "office"
    TASKING = "tasking"
    TRAINING = "training"
    LICENSE = "license"


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """`code` is what finds it again where the id does not: an office's code."""

    kind: RecordKind
    id: int
    text: str
    code: str = ""


def found_records(session: Session, typed: str) -> tuple[FoundRecord, ...]:
    """Records that contain every word, a few of each kind; those that begin with what was typed come first."""
    words = fold(typed.replace(",", " ")).split()
    if not words:
        return ()
    return tuple(
        each for find in (_people, _offices, _taskings, _trainings, _licenses) for each in find(session, words)
    )


def _people(session: Session, words: Sequence[str]) -> Iterator[FoundRecord]:
    columns = (
        Designee.id, Designee.raw_name, Designee.last_name, Designee.first_name, Designee.middle_name, Designee.suffix,
        Designee.is_contractor, Office.code,
    )  # fmt: skip
    query = (
        select(*columns)
        .join(Office, Office.id == Designee.office_id)
        .where(Designee.merged_into_id.is_(None), _has(words, Designee.name_key, Designee.email_key))
        .order_by(Designee.name_key.startswith(words[0], autoescape=True).desc(), Designee.name_key, Designee.id)
        .limit(MOST_OF_A_KIND)
    )
    for row in session.execute(query):
        yield FoundRecord(RecordKind.PERSON, row.id, f"{display_name(row._mapping)} · {row.code}")


def _offices(session: Session, words: Sequence[str]) -> Iterator[FoundRecord]:
    query = select(Office.id, Office.code, Office.name).where(_has(words, Office.code, Office.name))
    for row in session.execute(query.order_by(Office.code).limit(MOST_OF_A_KIND)):
        yield FoundRecord(RecordKind.OFFICE, row.id, f"{row.name} · {row.code}", row.code)


def _taskings(session: Session, words: Sequence[str]) -> Iterator[FoundRecord]:
    query = select(Tasking.id, Tasking.number, Tasking.subject).where(_has(words, Tasking.number, Tasking.subject))
    for row in session.execute(query.order_by(Tasking.id.desc()).limit(MOST_OF_A_KIND)):
        yield FoundRecord(RecordKind.TASKING, row.id, f"{row.number} · {row.subject}")


def _trainings(session: Session, words: Sequence[str]) -> Iterator[FoundRecord]:
    query = select(TrainingSession.id, TrainingSession.title).where(_has(words, TrainingSession.title))
    for row in session.execute(query.order_by(TrainingSession.starts_at.desc()).limit(MOST_OF_A_KIND)):
        yield FoundRecord(RecordKind.TRAINING, row.id, row.title)


def _licenses(session: Session, words: Sequence[str]) -> Iterator[FoundRecord]:
    query = (
        select(License.id, License.number, License.state)
        .where(_has(words, License.number))
        .order_by(License.id.desc())
        .limit(MOST_OF_A_KIND)
    )
    for row in session.execute(query):
        yield FoundRecord(RecordKind.LICENSE, row.id, f"{row.number} · {row.state.value}")


def _has(words: Sequence[str], *columns: Any) -> ColumnElement[bool]:
    """Every word somewhere in the columns."""
    return and_(*(or_(*(func.lower(column).contains(word, autoescape=True) for column in columns)) for word in words))
