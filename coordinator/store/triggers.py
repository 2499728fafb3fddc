"""Rules across rows, as triggers. Each RAISE carries the sentence that the user is shown.

The statements are SQLite's; the migration that moves to another database writes the same rules in its own form.
"""

SEAT_TAKEN = "('offered', 'reserved', 'confirmed')"
LICENSE_ACTIVE = "('reserved', 'issued', 'suspended')"
CLOSED = "('returned', 'revoked', 'expired')"

FULL = "This training is full. Put the person on the wait list or raise the capacity."
TOO_SMALL = "More seats are taken than the new capacity allows. Release seats first."
POOL_EMPTY = "The pool of this agreement has no free seat. Return or revoke a license first."
POOL_TOO_SMALL = "More licenses are active than the new number of seats allows."
OVERALLOTTED = "The shares of the offices would be more than the seats of the agreement."
NOT_A_MOVE = "A license cannot be moved that way. It is reserved, issued, suspended, and then closed."
NEVER_REVIVED = "A closed license is never revived. Issue a new one."
FROZEN = "What was issued is never changed. Revoke it or supersede it."
VERSIONS = "A version of a template is never changed. Save a new version."
APPEND_ONLY = "This record is only ever added to, never changed or removed."
GAP = "The audit trail has no gaps."
BROKEN_LINK = "The audit entry does not follow the entry before it."


def _seats_taken(training: str, seat: str) -> str:
    return (
        f"(SELECT count(*) FROM seat WHERE training_id = {training} AND id <> {seat}"
        f" AND is_walk_in = 0 AND state IN {SEAT_TAKEN})"
    )


def _licenses_active(agreement: str, license_id: str) -> str:
    return (
        f"(SELECT count(*) FROM license WHERE agreement_id = {agreement} AND id <> {license_id}"
        f" AND state IN {LICENSE_ACTIVE})"
    )


def _allotted(agreement: str, allotment: str) -> str:
    return f"(SELECT coalesce(sum(seats), 0) FROM allotment WHERE agreement_id = {agreement} AND id <> {allotment})"


def _trigger(name: str, when: str, table: str, condition: str, sentence: str) -> str:
    guard = f"WHEN {condition} " if condition else ""
    return f"CREATE TRIGGER {name} {when} ON {table} {guard}BEGIN SELECT RAISE(ABORT, '{sentence}'); END"


_SEAT_OVER = (
    f"NEW.state IN {SEAT_TAKEN} AND NEW.is_walk_in = 0 AND {_seats_taken('NEW.training_id', 'coalesce(NEW.id, -1)')}"
    " >= (SELECT capacity + overbook FROM training_session WHERE id = NEW.training_id)"
)
_POOL_OVER = (
    f"NEW.state IN {LICENSE_ACTIVE} AND {_licenses_active('NEW.agreement_id', 'coalesce(NEW.id, -1)')}"
    " >= (SELECT seats FROM agreement WHERE id = NEW.agreement_id)"
)
_SHARES_OVER = (
    f"NEW.seats + {_allotted('NEW.agreement_id', 'coalesce(NEW.id, -1)')}"
    " > (SELECT seats FROM agreement WHERE id = NEW.agreement_id)"
)
_NOT_A_MOVE = (
    f"OLD.state NOT IN {CLOSED} AND NEW.state <> OLD.state AND NOT ("
    "OLD.state = 'reserved' AND NEW.state IN ('issued', 'returned')"
    " OR OLD.state = 'issued' AND NEW.state IN ('suspended', 'returned', 'revoked', 'expired')"
    " OR OLD.state = 'suspended' AND NEW.state IN ('issued', 'returned', 'revoked', 'expired'))"
)


_ISSUED = "issued_on, facts, template, file_id, sha256, template_version_id, record, signing_key_id"


def _append_only(table: str) -> list[str]:
    return [
        _trigger(f"{table}_no_update", "BEFORE UPDATE", table, "", APPEND_ONLY),
        _trigger(f"{table}_no_delete", "BEFORE DELETE", table, "", APPEND_ONLY),
    ]


def _frozen(table: str, columns: str) -> list[str]:
    return [
        _trigger(f"{table}_frozen", f"BEFORE UPDATE OF {columns}", table, "", FROZEN),
        _trigger(f"{table}_kept", "BEFORE DELETE", table, "", FROZEN),
    ]


SQLITE_TRIGGERS: list[str] = [
    _trigger("seat_capacity_insert", "BEFORE INSERT", "seat", _SEAT_OVER, FULL),
    _trigger("seat_capacity_update", "BEFORE UPDATE OF state, training_id, is_walk_in", "seat", _SEAT_OVER, FULL),
    _trigger(
        "training_capacity",
        "BEFORE UPDATE OF capacity, overbook",
        "training_session",
        f"NEW.capacity + NEW.overbook < {_seats_taken('NEW.id', '-1')}",
        TOO_SMALL,
    ),
    _trigger("license_pool_insert", "BEFORE INSERT", "license", _POOL_OVER, POOL_EMPTY),
    _trigger("license_pool_update", "BEFORE UPDATE OF state, agreement_id", "license", _POOL_OVER, POOL_EMPTY),
    _trigger(
        "agreement_seats",
        "BEFORE UPDATE OF seats",
        "agreement",
        f"NEW.seats < {_licenses_active('NEW.id', '-1')}",
        POOL_TOO_SMALL,
    ),
    _trigger(
        "agreement_allotted",
        "BEFORE UPDATE OF seats",
        "agreement",
        f"NEW.seats < {_allotted('NEW.id', '-1')}",
        OVERALLOTTED,
    ),
    _trigger("allotment_insert", "BEFORE INSERT", "allotment", _SHARES_OVER, OVERALLOTTED),
    _trigger("allotment_update", "BEFORE UPDATE OF seats, agreement_id", "allotment", _SHARES_OVER, OVERALLOTTED),
    _trigger("license_moves", "BEFORE UPDATE OF state", "license", _NOT_A_MOVE, NOT_A_MOVE),
    _trigger(
        "license_closed",
        "BEFORE UPDATE OF state",
        "license",
        f"OLD.state IN {CLOSED} AND NEW.state <> OLD.state",
        NEVER_REVIVED,
    ),
    *_frozen("certificate", f"number, designee_id, training_id, {_ISSUED}"),
    *_frozen("letter", f"number, kind, designee_id, license_id, {_ISSUED}"),
    _trigger("template_version_frozen", "BEFORE UPDATE", "template_version", "", VERSIONS),
    _trigger("template_image_frozen", "BEFORE UPDATE", "template_image", "", VERSIONS),
    _trigger("signing_key_frozen", "BEFORE UPDATE OF key_id, public_key, made_at", "signing_key", "", APPEND_ONLY),
    _trigger("signing_key_kept", "BEFORE DELETE", "signing_key", "", APPEND_ONLY),
    *_append_only("signature"),
    *_frozen(
        "selection",
        "tasking_id, decided_at, decided_by, capacity, snapshot, sha256, signed_by, scenario, record_file_id",
    ),
    _trigger(
        "access_review_line_frozen",
        "BEFORE UPDATE OF review_id, license_id, designee_id, office_id, snapshot",
        "access_review_line",
        "",
        FROZEN,
    ),
    *_append_only("stored_file"),
    *_append_only("audit_entry"),
    _trigger(
        "audit_entry_gapless",
        "BEFORE INSERT",
        "audit_entry",
        "NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM audit_entry)",
        GAP,
    ),
    _trigger(
        "audit_entry_linked",
        "BEFORE INSERT",
        "audit_entry",
        "NEW.previous_hash <> coalesce((SELECT hash FROM audit_entry WHERE id = NEW.id - 1), zeroblob(32))",
        BROKEN_LINK,
    ),
]

_OF_POOLS = {POOL_EMPTY, POOL_TOO_SMALL, OVERALLOTTED}
SENTENCES = frozenset({FULL, TOO_SMALL, NOT_A_MOVE, NEVER_REVIVED, FROZEN, VERSIONS, APPEND_ONLY} | _OF_POOLS)
