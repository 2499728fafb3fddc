"""The signed list of papers that count no longer, for those who check codes without the database."""

from coordinator.rules.revocation_list import RevocationList, content_of, list_file, signed_bytes
from coordinator.services.signed_records import current_key
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.revocations import withdrawn_papers
from coordinator.views.settings import unit_settings

FILE_NAME = "revocation-list.jsonl"


def make_revocation_list(uow: UnitOfWork) -> bytes:
    """The list as of now, as a file signed with the key of this computer. Raises RuleBroken when no key can be kept."""
    made = RevocationList(
        unit=unit_settings(uow.session).unit_name,
        made_at=uow.now.replace(microsecond=0),
        sequence=uow.head.sequence,
        papers=withdrawn_papers(uow.session),
    )
    key = current_key(uow)
    content = content_of(made)
    signature = uow.keys.sign(key.key_id, signed_bytes(key.key_id, content))
    # Only where this was the first use of a key is there a change.
    uow.describe("Make a key for signing", undoable=False)
    return list_file(key.key_id, signature, content)
