"""The public keys of this database, for the settings and for those who check documents."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordinator.model import Certificate, Letter, SigningKey
from coordinator.rules.key_list import KeyList, KnownKey
from coordinator.store.keys import KeyFolder
from coordinator.views.settings import unit_settings


class KeyState(StrEnum):
    """What a key is good for on this computer. One in reserve signs once the one in use is retired or lost."""

    IN_USE = "in use"
    IN_RESERVE = "in reserve"
    ELSEWHERE = "not on this computer"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class SigningKeyRow:
    """A key, how many certificates and letters it signed, and whether this computer signs with it."""

    id: int
    key_id: str
    made_at: datetime
    retired_on: date | None
    certificates: int
    letters: int
    state: KeyState

    @property
    def is_retired(self) -> bool:
        return self.state is KeyState.RETIRED


def known_keys(session: Session) -> KeyList:
    """Every key that ever signed here, the oldest first."""
    found = session.scalars(select(SigningKey).order_by(SigningKey.id))
    keys = tuple(KnownKey(each.key_id, each.public_key, each.made_at, each.retired_on) for each in found)
    return KeyList(unit_settings(session).unit_name, keys)


def signing_keys(session: Session, folder: KeyFolder) -> tuple[SigningKeyRow, ...]:
    """Every key, the newest first; `folder` has the private halves of this computer."""
    found = session.scalars(select(SigningKey).order_by(SigningKey.id.desc())).all()
    certificates, letters = _signed(session, Certificate), _signed(session, Letter)
    usable = [key.id for key in found if key.retired_on is None and folder.has(key.key_id)]
    return tuple(
        SigningKeyRow(
            id=key.id,
            key_id=key.key_id,
            made_at=key.made_at,
            retired_on=key.retired_on,
            certificates=certificates[key.id],
            letters=letters[key.id],
            state=_state(key, usable),
        )
        for key in found
    )


def _state(key: SigningKey, usable: list[int]) -> KeyState:
    """Of those that are usable, the newest first, the first one signs."""
    if key.retired_on is not None:
        return KeyState.RETIRED
    if key.id not in usable:
        return KeyState.ELSEWHERE
    return KeyState.IN_USE if key.id == usable[0] else KeyState.IN_RESERVE


def _signed(session: Session, kind: type[Certificate] | type[Letter]) -> Counter[int]:
    """How many papers of the kind each key signed, by its row."""
    query = select(kind.signing_key_id, func.count()).group_by(kind.signing_key_id)
    return Counter({key_id: number for key_id, number in session.execute(query) if key_id is not None})
