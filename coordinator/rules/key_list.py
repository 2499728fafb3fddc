"""The public keys of a unit as a file: what those need who check documents without the database.

The file proves nothing by itself; whoever uses it must have it from the unit.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from coordinator.errors import FileRefused

FORMAT = "c3-keys-1"
MOST_BYTES = 1_000_000
_FALSE = "This is no list of public keys of this program. Ask the issuing unit for one."
_ID, _KEY = 8, 64  # hex digits


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A public key, 64 hex digits, known by the first 8 of its SHA-256."""

    id: str
    public_key: str
    made_at: datetime
    retired_on: date | None = None

    def had_retired_by(self, day: date) -> bool:
        """Whether what bears this day cannot have been signed with it: on its last day it still signed."""
        return self.retired_on is not None and day > self.retired_on


@dataclass(frozen=True, slots=True)
class KeyList:
    """The keys of a unit, retired ones too."""

    unit: str
    keys: tuple[KnownKey, ...]

    def key(self, key_id: str) -> KnownKey | None:
        return next((each for each in self.keys if each.id == key_id), None)


def keys_content(known: KeyList) -> bytes:
    """Return the bytes of the file; the same keys give the same bytes."""
    plain = {"format": FORMAT, "unit": known.unit, "keys": [plain_key(each) for each in known.keys]}
    return (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()


def plain_key(key: KnownKey) -> dict[str, str | None]:
    """Return the key as it stands in the file, and on the checking page."""
    return {
        "id": key.id,
        "public_key": key.public_key,
        "made_at": key.made_at.isoformat(timespec="seconds"),
        "retired_on": key.retired_on.isoformat() if key.retired_on else None,
    }


def read_keys(data: bytes) -> KeyList:
    """Read the file. Raises FileRefused."""
    try:
        plain = json.loads(data[:MOST_BYTES].decode("utf-8-sig"))
        if plain["format"] != FORMAT:
            raise ValueError("another form")
        return KeyList(str(plain["unit"]), tuple(map(_key, plain["keys"])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileRefused(_FALSE) from error


def _key(plain: Mapping[str, Any]) -> KnownKey:
    retired = plain["retired_on"]
    return KnownKey(
        id=_hex(plain["id"], _ID),
        public_key=_hex(plain["public_key"], _KEY),
        made_at=datetime.fromisoformat(plain["made_at"]),
        retired_on=date.fromisoformat(retired) if retired else None,
    )


def _hex(text: str, digits: int) -> str:
    if len(bytes.fromhex(text)) * 2 != digits or len(text) != digits:
        raise ValueError("no key")
    return text.lower()
