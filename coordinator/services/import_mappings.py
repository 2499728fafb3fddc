"""What the headers of an office's files meant last time."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.exchange.nominations import NominationField
from coordinator.model import ImportMapping, Office
from coordinator.store.unit_of_work import UnitOfWork

_LEFT_OUT = ""


def remembered_mapping(session: Session, office_id: int) -> dict[str, NominationField | None]:
    """Headers (`header_key`) to fields, for `Choices.remembered`; None: the column was left out."""
    query = select(ImportMapping.header, ImportMapping.field).where(ImportMapping.office_id == office_id)
    known = set(NominationField)
    return {
        header: NominationField(field) if field else None
        for header, field in session.execute(query)
        if field == _LEFT_OUT or field in known
    }


def remember_mapping(uow: UnitOfWork, office_id: int, columns: Mapping[str, NominationField | None]) -> int:
    """Keep what was chosen about headers, such as `NominationFile.chosen_columns`; returns how many changed."""
    office = uow.get(Office, office_id)
    changed = note_mapping(uow, office_id, columns)
    uow.describe(f"Remember the columns of {office.name}")
    return changed


def note_mapping(uow: UnitOfWork, office_id: int, columns: Mapping[str, NominationField | None]) -> int:
    """As `remember_mapping`, within another change."""
    rows = {row.header: row for row in uow.all(select(ImportMapping).where(ImportMapping.office_id == office_id))}
    changed = 0
    for header, field in columns.items():
        word = field.value if field else _LEFT_OUT
        if header not in rows:
            uow.add(ImportMapping(office_id=office_id, header=header, field=word))
            changed += 1
        elif rows[header].field != word:
            rows[header].field = word
            changed += 1
    return changed


def forget_mapping(uow: UnitOfWork, office_id: int) -> int:
    """Forget what the headers of this office meant; returns how many."""
    office = uow.get(Office, office_id)
    rows = uow.all(select(ImportMapping).where(ImportMapping.office_id == office_id))
    for row in rows:
        uow.delete(row)
    uow.describe(f"Forget the columns of {office.name}")
    return len(rows)
