"""Ends a key: nothing is signed with it any more, and what it signed until then stays genuine."""

from coordinator.errors import RuleBroken
from coordinator.model import SigningKey
from coordinator.rules.moments import plain_day
from coordinator.rules.plain_text import one_line
from coordinator.store.unit_of_work import UnitOfWork

LONGEST_REASON = 200


def retire_key(uow: UnitOfWork, key_row_id: int, reason: str) -> None:
    """Retire a key as of today, wherever its private half is. The next document is signed with another one.

    Documents that bear a later day than today and its signature are judged as of an unknown key from now on. The
    private half stays in its folder: it could not be brought back, and other databases may sign with it. Raises
    RuleBroken without a reason, and for a key that is retired.
    """
    key = uow.get(SigningKey, key_row_id)
    if key.retired_on is not None:
        raise RuleBroken(f"The key {key.key_id} was retired on {plain_day(key.retired_on)}. Nothing was changed.")
    why = one_line(reason)[:LONGEST_REASON]
    if not why:
        raise RuleBroken("Say why the key is retired: the reason stands in the audit trail.")
    key.retired_on = uow.today
    # Whoever checks documents may have been told by then, and a newer key may have signed.
    uow.describe(f"Retire the key {key.key_id}: {why}", undoable=False)
