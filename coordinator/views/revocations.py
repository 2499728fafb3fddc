"""The papers that count no longer, as the list of revocations says them: numbers, days and successors."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Certificate, Letter
from coordinator.rules.revocation_list import Withdrawn
from coordinator.rules.vocabulary import CertificateState


def withdrawn_papers(session: Session) -> tuple[Withdrawn, ...]:
    """Every certificate and letter that was revoked or superseded, in the order of their numbers."""
    found = [*_withdrawn(session, Certificate), *_withdrawn(session, Letter)]
    return tuple(sorted(found, key=lambda each: each.number))


def _withdrawn(session: Session, kind: type[Certificate] | type[Letter]) -> list[Withdrawn]:
    gone = select(kind.id, kind.number, kind.state, kind.issued_on, kind.revoked_on)
    later = select(kind.supersedes_id, kind.number, kind.issued_on).where(kind.supersedes_id.is_not(None))
    successors = {old: (number, issued_on) for old, number, issued_on in session.execute(later)}
    rows = session.execute(gone.where(kind.state != CertificateState.ISSUED)).all()
    found: list[Withdrawn] = []
    for row_id, number, state, issued_on, revoked_on in rows:
        successor, replaced_on = successors.get(row_id, ("", None))
        found.append(Withdrawn(number, state, revoked_on or replaced_on or issued_on, successor))
    return found
