"""Finds the designee that a participant of a meeting is: only where it is certain.

By e-mail, former e-mail, decoded sign-in name or an address that was remembered; by a remembered meeting name; by a
full name by which nobody else on the roster can be meant. Of somebody without a seat in the training the name must be
rare, for strangers come too. Similar names are a matter for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.exchange.attendance_reports import Participant
from coordinator.model import MeetingAlias, Office, Seat
from coordinator.rules.contacts import normalize_email, upn_to_email
from coordinator.rules.meeting_names import MeetingName, read_meeting_name
from coordinator.rules.names import fold
from coordinator.rules.vocabulary import SeatState
from coordinator.services.face import Face
from coordinator.services.face_index import last_forms
from coordinator.services.known_people import KnownPeople
from coordinator.services.meeting_fit import Fit, could_be, fit
from coordinator.services.name_frequency import Frequencies

# So many bits rarer than one on the whole roster is a name that no stranger has, by how common its parts are.
RARE_FROM = 5.0
# A stranger is more likely than one on the roster to come with an address that nobody has.
STRANGE_ADDRESS = 2.0


class MatchedBy(StrEnum):
    EMAIL = "email"
    ALIAS = "alias"
    NAME = "name"
    NICKNAME = "nickname"
    HAND = "hand"


class Doubt(StrEnum):
    """Why a participant is not matched; `people` of the match are whom it is about."""

    NO_NAME = "no_name"
    WITHHELD = "withheld"
    PHONE = "phone"
    SAME_PERSON = "same_person"
    EQUAL_NAME = "equal_name"
    NAMESAKES = "namesakes"
    OTHERS_NAME = "others_name"
    OTHER_ADDRESS = "other_address"
    OTHER_OFFICE = "other_office"
    AMBIGUOUS = "ambiguous"
    COMMON_NAME = "common_name"
    REMEMBERED = "remembered"
    COULD_BE = "could_be"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AttendeeMatch:
    """One designee and how that is known; or none, and the doubt."""

    designee_id: int | None = None
    by: MatchedBy | None = None
    doubt: Doubt | None = None
    people: tuple[int, ...] = ()


class Matcher:
    """The people on record, by every address and name. Read once, asked often."""

    def __init__(self, session: Session, training_id: int, known: KnownPeople | None = None) -> None:
        self.known = known or KnownPeople(session)
        self.frequencies = Frequencies(self.known.faces)
        live = select(Seat.designee_id).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED)
        self.seated = frozenset(session.scalars(live))
        self._offices = {code.upper(): office for office, code in session.execute(select(Office.id, Office.code))}
        self._aliases: Mapping[str, int] = dict(
            session.execute(select(MeetingAlias.alias_key, MeetingAlias.designee_id)).all()
        )
        self._emails: dict[str, int] = {}
        self._former: dict[str, set[int]] = defaultdict(set)
        self._by_last: dict[str, list[int]] = defaultdict(list)
        self._by_id: dict[int, list[Face]] = defaultdict(list)
        for place, face in enumerate(self.known.faces):
            self._file(place, face)
        self._seated_faces = [face for face in self.known.faces if face.designee_id in self.seated]

    def _file(self, place: int, face: Face) -> None:
        self._by_id[face.designee_id].append(face)
        for form in last_forms(face.last):
            self._by_last[form].append(place)
        if not face.is_former_name:
            self._emails |= dict.fromkeys(face.emails, face.designee_id)
        for email in face.former_emails:
            self._former[email].add(face.designee_id)

    def match_all(
        self, people: Sequence[Participant], decided: Sequence[int | None] | None = None
    ) -> list[AttendeeMatch]:
        """In order. Two are one person only by address, or when the one left before the other came.

        `decided` is who some of them are by hand.
        """
        matches = [self.match(person) for person in people]
        for place, designee_id in enumerate(decided or ()):
            if designee_id is not None:
                matches[place] = AttendeeMatch(designee_id, MatchedBy.HAND)
        found: dict[int, list[int]] = defaultdict(list)
        for place, match in enumerate(matches):
            if match.designee_id is not None:
                found[match.designee_id].append(place)
        crowded = [place for places in found.values() for place in _doubtful_among(people, matches, places)]
        for place in crowded:
            matches[place] = _doubt(Doubt.SAME_PERSON, matches[place].designee_id)
        return matches

    def match(self, person: Participant) -> AttendeeMatch:
        """The one designee this participant is, or why that is not certain."""
        names = [read_meeting_name(text) for text in _names(person)]
        fits = self.fits(names)
        exact = {each for each, how in fits.items() if how >= Fit.EXACT}
        holder = self._holder(person)
        if holder is not None:
            is_other = bool(exact) and holder not in fits
            return _doubt(Doubt.OTHERS_NAME, holder, *exact) if is_other else AttendeeMatch(holder, MatchedBy.EMAIL)
        if "withheld" in person.flags:
            return _doubt(Doubt.WITHHELD)
        remembered = self._remembered(person)
        if remembered is not None:
            return self._by_alias(remembered, names, exact)
        if "dial_in" in person.flags:
            return _doubt(Doubt.PHONE, *fits)
        if not any(name.readings for name in names):
            return _doubt(Doubt.NO_NAME if all(name.says_nothing for name in names) else Doubt.UNKNOWN)
        if "equal_name" in person.flags:
            return _doubt(Doubt.EQUAL_NAME, *fits)
        return self._by_name(person, names, fits, exact)

    def fits(self, names: Iterable[MeetingName]) -> dict[int, Fit]:
        """Whom the names can mean, and how well they fit."""
        found: dict[int, Fit] = {}
        for reading in (reading for name in names for reading in name.readings):
            for form in last_forms(reading.last):
                for face in (self.known.faces[place] for place in self.of_last_name(form)):
                    how = fit(reading, face)
                    if how > found.get(face.designee_id, Fit.NONE):
                        found[face.designee_id] = how
        return found

    def of_last_name(self, form: str) -> Sequence[int]:
        """Places among the known faces, by a form of the last name."""
        return self._by_last.get(form, ())

    def tagged_offices(self, names: Iterable[MeetingName]) -> frozenset[int]:
        """Offices whose code stands in brackets or behind a dash."""
        return frozenset(self._offices[word] for name in names for word in name.tag_words if word in self._offices)

    # by address

    def _holder(self, person: Participant) -> int | None:
        for address in addresses(person.email, person.upn):
            if address in self._emails:
                return self._emails[address]
            if len(self._former.get(address, ())) == 1:
                return next(iter(self._former[address]))
            if address in self._aliases:
                return self._aliases[address]
        return None

    # by name

    def _remembered(self, person: Participant) -> int | None:
        return next((self._aliases[fold(name)] for name in _names(person) if fold(name) in self._aliases), None)

    def _by_alias(self, remembered: int, names: Sequence[MeetingName], exact: set[int]) -> AttendeeMatch:
        """A remembered name counts unless somebody else can be meant; one word does among the seated only."""
        others = exact | {face.designee_id for face in self._seated_faces if any(could_be(n, face) for n in names)}
        is_one_word = not any(name.readings for name in names)
        if others - {remembered} or (is_one_word and remembered not in self.seated):
            return _doubt(Doubt.REMEMBERED, remembered, *others)
        return AttendeeMatch(remembered, MatchedBy.ALIAS)

    def _by_name(
        self, person: Participant, names: Sequence[MeetingName], fits: Mapping[int, Fit], exact: set[int]
    ) -> AttendeeMatch:
        offices = self.tagged_offices(names)
        if len(exact) > 1:
            return self._one_of_namesakes(person, fits, exact, offices)
        if not exact:
            return self._by_nickname(person, fits, offices)
        (one,) = exact
        others = fits.keys() - exact
        if one in self.seated:
            if others & self.seated:
                return _doubt(Doubt.AMBIGUOUS, one, *others)
        elif others:
            return _doubt(Doubt.AMBIGUOUS, one, *others)
        elif self._rarity(one, names, offices) < RARE_FROM + (STRANGE_ADDRESS if has_address(person) else 0.0):
            return _doubt(Doubt.COMMON_NAME, one)
        return self._unless_contradicted(person, one, offices, MatchedBy.NAME)

    def _one_of_namesakes(
        self, person: Participant, fits: Mapping[int, Fit], exact: set[int], offices: frozenset[int]
    ) -> AttendeeMatch:
        """Two have the name: the middle name or the office beside it tells them apart where the other has no seat."""
        full = {each for each in exact if fits[each] is Fit.FULL}
        there = {each for each in exact if self._offices_of(each) & offices}
        seated = exact & self.seated
        if len(seated) == 1 and seated in (full, there):
            return self._unless_contradicted(person, seated.pop(), offices, MatchedBy.NAME)
        return _doubt(Doubt.NAMESAKES, *exact)

    def _by_nickname(self, person: Participant, fits: Mapping[int, Fit], offices: frozenset[int]) -> AttendeeMatch:
        """Counts only for one who has a seat, when nobody else on the roster can be meant."""
        if len(fits) != 1:
            return _doubt(Doubt.COULD_BE if fits else Doubt.UNKNOWN, *fits)
        ((one, how),) = fits.items()
        if how is not Fit.NICKNAME or one not in self.seated:
            return _doubt(Doubt.COULD_BE, one)
        return self._unless_contradicted(person, one, offices, MatchedBy.NICKNAME)

    def _unless_contradicted(
        self, person: Participant, one: int, offices: frozenset[int], by: MatchedBy
    ) -> AttendeeMatch:
        if offices and not offices & self._offices_of(one):
            return _doubt(Doubt.OTHER_OFFICE, one)
        if self._is_other_address(person, one):
            return _doubt(Doubt.OTHER_ADDRESS, one)
        return AttendeeMatch(one, by)

    def _rarity(self, designee_id: int, names: Iterable[MeetingName], offices: frozenset[int]) -> float:
        """How much the name, the middle name and the office say beyond singling out one person, in bits."""
        faces = self._by_id[designee_id]
        bits = min(self.frequencies.last[face.last] + self.frequencies.first[face.first] for face in faces)
        middles = {reading.middle for name in names for reading in name.readings if reading.middle}
        bits += max((_middle_bits(face.middle, middle) for face in faces for middle in middles), default=0.0)
        bits += max(map(self.frequencies.office, offices & self._offices_of(designee_id)), default=0.0)
        return bits - self.frequencies.needed

    def _is_other_address(self, person: Participant, one: int) -> bool:
        """An address that nobody has, in the domain of this person's: a directory tells two people apart so."""
        domains = {email.partition("@")[2] for face in self._by_id[one] for email in face.all_emails}
        return any(address.partition("@")[2] in domains for address in addresses(person.email, person.upn))

    def _offices_of(self, designee_id: int) -> set[int]:
        return {face.office_id for face in self._by_id[designee_id] if face.office_id is not None}


def addresses(*texts: str | None) -> Iterator[str]:
    """Every address behind e-mails and sign-in names, decoded."""
    for text in filter(None, texts):
        yield from dict.fromkeys(filter(None, (upn_to_email(text), normalize_email(text))))


def _middle_bits(middle: str, other: str) -> float:
    """As in `likeness.middle_part`: two middle names that agree."""
    if not middle or middle[0] != other[0]:
        return 0.0
    return 4.5 if middle == other and len(middle) > 1 else 3.0


def has_address(person: Participant) -> bool:
    return next(addresses(person.email, person.upn), None) is not None


def _names(person: Participant) -> list[str]:
    return [name for name in (person.name, person.original_name) if name]


def _doubt(doubt: Doubt, *people: int | None) -> AttendeeMatch:
    return AttendeeMatch(doubt=doubt, people=tuple(dict.fromkeys(each for each in people if each is not None)))


def _doubtful_among(
    people: Sequence[Participant], matches: Sequence[AttendeeMatch], places: Sequence[int]
) -> Iterator[int]:
    """Of several who would be one person, those whose address does not say so and who were there at one time."""
    for place in places:
        is_sure = matches[place].by in (MatchedBy.EMAIL, MatchedBy.HAND)
        if not is_sure and any(_meet(people[place], people[other]) for other in places if other != place):
            yield place


def _meet(one: Participant, other: Participant) -> bool:
    """Whether both were there at one time, as far as one knows."""
    if not one.intervals or not other.intervals:
        return True
    return any(a[0] < b[1] and b[0] < a[1] for a in one.intervals for b in other.intervals)
