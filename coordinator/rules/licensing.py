"""The states of a license and their legal moves. A closed license is never revived: a new record each time.

Reserved → issued → suspended ⇄ issued → returned, revoked or expired. Transfer is a return plus a new record, renewal
an end plus a new record.
"""

from datetime import date, timedelta
from enum import StrEnum

from coordinator.rules.vocabulary import LetterKind, LicenseState

ACTIVE = frozenset({LicenseState.RESERVED, LicenseState.ISSUED, LicenseState.SUSPENDED})
HELD = frozenset({LicenseState.ISSUED, LicenseState.SUSPENDED})
CLOSED = frozenset(LicenseState) - ACTIVE


class LicenseMove(StrEnum):
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    RETURN = "return"
    REVOKE = "revoke"
    EXPIRE = "expire"


MOVES: dict[LicenseMove, tuple[frozenset[LicenseState], LicenseState]] = {
    LicenseMove.SUSPEND: (frozenset({LicenseState.ISSUED}), LicenseState.SUSPENDED),
    LicenseMove.REINSTATE: (frozenset({LicenseState.SUSPENDED}), LicenseState.ISSUED),
    LicenseMove.RETURN: (ACTIVE, LicenseState.RETURNED),
    LicenseMove.REVOKE: (HELD, LicenseState.REVOKED),
    LicenseMove.EXPIRE: (HELD, LicenseState.EXPIRED),
}

LETTER_OF: dict[LicenseMove, LetterKind] = {
    LicenseMove.SUSPEND: LetterKind.SUSPENSION,
    LicenseMove.REINSTATE: LetterKind.REINSTATEMENT,
    LicenseMove.RETURN: LetterKind.RETURN,
    LicenseMove.REVOKE: LetterKind.REVOCATION,
    LicenseMove.EXPIRE: LetterKind.EXPIRATION,
}


def is_legal(state: LicenseState, move: LicenseMove) -> bool:
    return state in MOVES[move][0]


def letter_of(state: LicenseState, move: LicenseMove) -> LetterKind | None:
    """The letter that comes with the move out of this state; a reservation is given back without one."""
    return None if state is LicenseState.RESERVED else LETTER_OF[move]


def last_day(starts: date, valid_days: int, pool_ends: date) -> date:
    """The last day of a license that starts on a day: the unit's validity, but never beyond its pool."""
    return min(starts + timedelta(days=min(valid_days, (date.max - starts).days)), pool_ends)


def is_past(valid_until: date | None, today: date) -> bool:
    """Whether the last day is over; it counts to its end."""
    return valid_until is not None and valid_until < today


def why_not(state: LicenseState, move: LicenseMove, valid_until: date | None, today: date) -> str:
    """Why a license cannot make this move today, as the rest of a sentence; empty when it can.

    The gates of a holder who is to be reinstated are looked at elsewhere.
    """
    if not is_legal(state, move):
        return f"is {state.value}; it cannot be moved by “{move.value}”"
    if move is LicenseMove.EXPIRE and not is_past(valid_until, today):
        until = f"until {valid_until}" if valid_until else "without an end"
        return f"is valid {until}; return or revoke it instead"
    if move is LicenseMove.REINSTATE and is_past(valid_until, today):
        return f"was valid until {valid_until}; let it expire and issue a new one"
    return ""


def why_not_on(move: LicenseMove, on: date, today: date, moved_last: date) -> str:
    """Why a move cannot have happened on that day, as the rest of a sentence; only a return is told of afterwards."""
    if on == today:
        return ""
    if move is not LicenseMove.RETURN:
        return "can be dated back only when it is returned; every other move happens today"
    if on > today:
        return "cannot be returned on a day to come"
    if on < moved_last:
        return f"was last moved on {moved_last}; it cannot have been returned before that"
    return ""
