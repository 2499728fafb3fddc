"""What letters are made of: plain facts, frozen with each letter."""

from dataclasses import dataclass
from datetime import date

from coordinator.rules.vocabulary import LetterKind


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A governing document in the version that counts, with the day it bears."""

    title: str
    version: str
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class AttendedTraining:
    """A training that was completed, and when it was held."""

    title: str
    held_on: date


@dataclass(frozen=True, slots=True)
class SeatInTraining:
    """A training to come for which a seat is kept; when it is held is already in words."""

    title: str
    when: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter says; frozen with it. A license id, never a password (domain-facts, Documents).

    In a letter of selection `documents` are those that are still to be acknowledged. `alternate` is the place of an
    alternate in words, and turns the letter of non-selection into theirs. `renews` is the license whose place a
    renewed one takes, `supersedes` the letter whose place this one takes. An empty `subject` is the template's;
    `record` is the signed text of the QR code, without which there is none.
    """

    kind: LetterKind
    number: str
    masthead: tuple[str, ...]
    dated: date
    for_name: str
    for_office: str
    through: str
    from_name: str
    from_title: str
    subject: str
    service: str
    license_id: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    documents: tuple[CitedDocument, ...] = ()
    training: tuple[AttendedTraining, ...] = ()
    point_of_contact: tuple[str, ...] = ()
    reason: str = ""
    effective_on: date | None = None
    reference: str = ""
    banner: str = ""
    seats: tuple[SeatInTraining, ...] = ()
    is_trained: bool = False
    alternate: str = ""
    renews: str = ""
    audit_head: str = ""
    record: str = ""
    supersedes: str = ""
