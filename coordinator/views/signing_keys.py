"""The public keys of this database, for the settings and for those who check documents."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import SigningKey
from coordinator.rules.key_list import KeyList, KnownKey
from coordinator.views.settings import unit_settings


def known_keys(session: Session) -> KeyList:
    """Every key that ever signed here, the oldest first."""
    found = session.scalars(select(SigningKey).order_by(SigningKey.id))
    keys = tuple(KnownKey(each.key_id, each.public_key, each.made_at, each.retired_on) for each in found)
    return KeyList(unit_settings(session).unit_name, keys)
