"""The states of a license and their legal moves. A closed license is never revived: a new record each time."""

from enum import StrEnum

from coordinator.rules.vocabulary import LetterKind, LicenseState

ACTIVE = frozenset({LicenseState.RESERVED, LicenseState.ISSUED, LicenseState.SUSPENDED})
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
    LicenseMove.REVOKE: (frozenset({LicenseState.ISSUED, LicenseState.SUSPENDED}), LicenseState.REVOKED),
    LicenseMove.EXPIRE: (frozenset({LicenseState.ISSUED, LicenseState.SUSPENDED}), LicenseState.EXPIRED),
}

LETTER_OF: dict[LicenseMove, LetterKind] = {
    LicenseMove.SUSPEND: LetterKind.SUSPENSION,
    LicenseMove.REINSTATE: LetterKind.REINSTATEMENT,
    LicenseMove.REVOKE: LetterKind.REVOCATION,
}


def is_legal(state: LicenseState, move: LicenseMove) -> bool:
    return state in MOVES[move][0]
