"""Signs the record that stands in the QR code of a document, with the key of this computer."""

from sqlalchemy import select

from coordinator.model import SigningKey
from coordinator.rules.paper_record import PaperRecord, code_text, payload_of, signed_bytes
from coordinator.store.unit_of_work import UnitOfWork


def sign_record(uow: UnitOfWork, record: PaperRecord) -> tuple[str, int]:
    """The text of the code, and the id of the key that signed it; the first time a key is made.

    The same record has the same text with the same key. Raises RuleBroken when no key can be kept or read.
    """
    key = current_key(uow)
    payload = payload_of(record)
    return code_text(key.key_id, uow.keys.sign(key.key_id, signed_bytes(key.key_id, payload)), payload), key.id


def current_key(uow: UnitOfWork) -> SigningKey:
    """The newest key in use whose private half is on this computer, else a new one."""
    query = select(SigningKey).where(SigningKey.retired_on.is_(None)).order_by(SigningKey.id.desc())
    found = next((key for key in uow.all(query) if uow.keys.has(key.key_id)), None)
    if found is not None:
        return found
    key_id, public = uow.keys.make()
    return uow.add(SigningKey(key_id=key_id, public_key=public, made_at=uow.now))
