"""The people on record, and which of them somebody in a list may be: the same, or doubtful and to be looked at.

"Same" is said only where it cannot reasonably be anyone else: by an address that is theirs or was, with a name that can
be theirs; or by the name, when exactly one person of the office has it and no address contradicts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.model import Designee, FormerEmail, FormerName
from coordinator.rules.names import PersonName, parse_name
from coordinator.services.face import NOBODY, Face, face_of, phones_of
from coordinator.services.face_index import FaceIndex
from coordinator.services.likeness import SAME_EMAIL, Comparison, Likenesses, generation_part, middle_part
from coordinator.services.name_frequency import Frequencies, local_of
from coordinator.store.history import Snapshot
from coordinator.views.records import Kept, kept_people

DOUBTFUL_FROM = 0.85
_DOUBTFUL_BITS = log2(DOUBTFUL_FROM / (1 - DOUBTFUL_FROM))
# A namesake of the same office is the same person where the name is rare enough for the size of the roster, in bits.
NAMESAKE_FROM = 3.0
MOST = 5


class Likeness(StrEnum):
    SAME = "same"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Sought:
    """Addresses as `normalize_email` gives them, the main one first; numbers of `normalize_phone`, or as shown."""

    name: PersonName
    office_id: int | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """`score` is the probability, 0 to 1; `reasons` are words such as "same e-mail" or "one letter differs"."""

    designee_id: int
    likeness: Likeness
    score: float
    reasons: tuple[str, ...]


class KnownPeople:
    """Read once, asked often. Merged people are found as the person kept."""

    def __init__(self, session: Session) -> None:
        self.faces = tuple(_faces(session))
        self._index = FaceIndex(self.faces)
        self._likenesses = Likenesses(Frequencies(self.faces))

    def find(self, sought: Sought) -> tuple[Found, ...]:
        """Who it may be, best first; empty when nobody on record is like it. At most one of them is the same."""
        return self.like(face_of(NOBODY, sought.name, sought.office_id, sought.emails, phones_of(sought.phones)))

    def like(self, face: Face) -> tuple[Found, ...]:
        """Other people than the one whose face this is."""
        certain = self._by_address(face)
        if certain is not None:
            return (certain,)
        best: dict[int, Found] = {}
        for place in self._index.near(face):
            other = self.faces[place]
            if other.designee_id != face.designee_id:
                found = self._judge(face, other)
                known = best.get(other.designee_id)
                if found is not None and (known is None or _order(found) < _order(known)):
                    best[other.designee_id] = found
        return _one_same(sorted(best.values(), key=_order)[:MOST])

    def between(self, first_id: int, second_id: int) -> Found | None:
        """What speaks for these two being one, enough or not; None when one of them is not on record by itself."""
        mine, theirs = ([face for face in self.faces if face.designee_id == each] for each in (first_id, second_id))
        if not mine or not theirs or first_id == second_id:
            return None
        compared = [(face, other, self._likenesses.compare(face, other)) for face in mine for other in theirs]
        face, other, best = max(compared, key=lambda each: each[2].bits)
        is_same = self._is_same(face, other, best)
        return Found(second_id, Likeness.SAME if is_same else Likeness.DOUBTFUL, best.score, best.reasons)

    def _by_address(self, face: Face) -> Found | None:
        """The holder of its main address, when the name is theirs: most rows of a list that came before."""
        if not face.emails:
            return None
        holders = [self.faces[place] for place in self._index.by_email.get(face.emails[0], ())]
        if len({holder.designee_id for holder in holders}) != 1 or holders[0].designee_id == face.designee_id:
            return None
        for holder in holders:
            if _is_same_name(face, holder) and not holder.former_emails:
                return Found(holder.designee_id, Likeness.SAME, 1.0, (SAME_EMAIL, "same name"))
        judged = filter(None, (self._judge(face, holder) for holder in holders))
        return min((found for found in judged if found.likeness is Likeness.SAME), key=_order, default=None)

    def _judge(self, face: Face, other: Face) -> Found | None:
        compared = self._likenesses.compare(face, other)
        if self._is_same(face, other, compared):
            return Found(other.designee_id, Likeness.SAME, max(compared.score, 0.99), compared.reasons)
        if compared.has_email or compared.bits >= _DOUBTFUL_BITS:
            return Found(other.designee_id, Likeness.DOUBTFUL, max(compared.score, DOUBTFUL_FROM), compared.reasons)
        return None

    def _is_same(self, face: Face, other: Face, compared: Comparison) -> bool:
        if not compared.names_agree:
            return False
        if compared.has_email:
            return not compared.has_former_email or not self._is_passed_on(face, other)
        return compared.bits >= NAMESAKE_FROM and self._is_only_namesake(face, other)

    def _is_passed_on(self, face: Face, other: Face) -> bool:
        """Whether the former address has a new holder."""
        shared = {*face.emails, *face.former_emails} & {*other.former_emails}
        people = {self.faces[place].designee_id for email in shared for place in self._index.by_email[email]}
        return bool(people - {face.designee_id, other.designee_id})

    def _is_only_namesake(self, face: Face, other: Face) -> bool:
        """Exactly the same name in the same office, nobody else there has it, and no address contradicts."""
        if (face.last, face.first, face.office_id) != (other.last, other.first, other.office_id) or not face.first:
            return False
        if face.office_id is None or not _addresses_allow(face, other):
            return False
        places = self._index.by_name[other.last.replace(" ", ""), other.full_first]
        here = {self.faces[place].designee_id for place in places if _is_namesake(self.faces[place], other)}
        return not here - {face.designee_id, other.designee_id}


def _is_same_name(face: Face, other: Face) -> bool:
    return (
        (face.last, face.first) == (other.last, other.first)
        and not middle_part(face, other).is_clash
        and not generation_part(face, other).is_clash
    )


def _is_namesake(face: Face, other: Face) -> bool:
    return (face.last, face.first, face.office_id) == (other.last, other.first, other.office_id)


def _addresses_allow(face: Face, other: Face) -> bool:
    """One of them has none, or only the domain differs."""
    mine, theirs = set(map(local_of, face.emails)), set(map(local_of, (*other.emails, *other.former_emails)))
    return not mine or not other.emails or not mine.isdisjoint(theirs)


def _order(found: Found) -> tuple[bool, float, int]:
    return found.likeness is not Likeness.SAME, -found.score, found.designee_id


def _one_same(found: Sequence[Found]) -> tuple[Found, ...]:
    """Where two would be the same, the better one is; the other is to be looked at."""
    return tuple(
        Found(each.designee_id, Likeness.DOUBTFUL, each.score, each.reasons) if place else each
        for place, each in enumerate(found)
    )


# reading


def _faces(session: Session) -> Iterator[Face]:
    """Everyone as now; merged people and former names as further faces of the person kept."""
    kept = kept_people(Snapshot(session))
    former_emails = _former_emails(session, kept)
    faces: dict[int, Face] = {}
    for designee_id, *parts, office_id, email, phone, mobile in session.execute(_PEOPLE):
        is_merged = designee_id in kept
        emails = (email,) if email else ()
        faces[designee_id] = face_of(
            kept[designee_id],
            PersonName(*parts),
            office_id,
            () if is_merged else emails,
            phones_of((phone, mobile)),
            emails if is_merged else former_emails.get(designee_id, ()),
            is_former_name=is_merged,
        )
    yield from faces.values()
    yield from _former_names(session, faces)


_PEOPLE = select(
    *(Designee.id, Designee.raw_name, Designee.first_name, Designee.middle_name, Designee.last_name, Designee.suffix),
    *(Designee.is_contractor, Designee.office_id, Designee.email_key, Designee.phone, Designee.mobile),
)


def _former_emails(session: Session, kept: Kept) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for designee_id, email in session.execute(select(FormerEmail.designee_id, FormerEmail.email_key)):
        found[kept[designee_id]] = (*found.get(kept[designee_id], ()), email)
    return found


def _former_names(session: Session, faces: dict[int, Face]) -> Iterator[Face]:
    for designee_id, raw_name in session.execute(select(FormerName.designee_id, FormerName.raw_name)):
        name, now = parse_name(raw_name), faces[designee_id]
        if name is not None:
            yield face_of(
                now.designee_id, name, now.office_id, now.emails, now.phones, now.former_emails, is_former_name=True
            )
