"""Who the doubtful participants of a training may be: why each is open, and the likeliest people, best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from coordinator.exchange.attendance_reports import Participant
from coordinator.model import AttendanceReport, Attendee, Office, Seat
from coordinator.rules.vocabulary import Mark, SeatState
from coordinator.services.attendee_matching import AttendeeMatch, Doubt, Matcher, addresses
from coordinator.services.participant_likeness import Likely, LikelyPeople
from coordinator.views.attendance_review import ReviewRow, Suggestion, names_of
from coordinator.views.open_attendees import in_brackets, open_attendees

MOST = 5


def review(session: Session, training_id: int) -> tuple[ReviewRow, ...]:
    """Everybody of the training's reports who waits for a decision, and who was written down as not on the roster."""
    query = open_attendees(training_id).options(joinedload(Attendee.report).joinedload(AttendanceReport.file))
    attendees = session.scalars(query).all()
    if not attendees:
        return ()
    matcher = Matcher(session, training_id)
    likely_people = LikelyPeople(matcher, _came(session, training_id))
    people = [_participant(attendee) for attendee in attendees]
    matches = [matcher.match(person) for person in people]
    likely = [likely_people.find(person)[:MOST] for person in people]
    roster = _roster(session, training_id, matcher, matches, likely)
    return tuple(
        _row(attendee, training_id, _why(attendee, match, some, roster), tuple(map(roster.suggestion, some)))
        for attendee, match, some in zip(attendees, matches, likely, strict=True)
    )


def _came(session: Session, training_id: int) -> set[int]:
    """Who is known to be one of the participants."""
    query = (
        select(Attendee.designee_id)
        .join(AttendanceReport, AttendanceReport.id == Attendee.report_id)
        .where(
            AttendanceReport.training_id == training_id,
            AttendanceReport.replaced_by_id.is_(None),
            Attendee.designee_id.is_not(None),
        )
    )
    return {each for each in session.scalars(query) if each is not None}


def _participant(attendee: Attendee) -> Participant:
    """As the report had it. The original name is in brackets behind the one shown."""
    return Participant(
        name=attendee.name,
        original_name=in_brackets(attendee.name),
        email=attendee.email or None,
        upn=attendee.upn or None,
        role=attendee.role,
        minutes=attendee.minutes,
        stated_minutes=None,
        intervals=(),
        flags=tuple(attendee.flags.split()),
    )


def _row(attendee: Attendee, training_id: int, why: str, suggestions: tuple[Suggestion, ...]) -> ReviewRow:
    return ReviewRow(
        id=attendee.id,
        training_id=training_id,
        name=attendee.name,
        email=next(addresses(attendee.email, attendee.upn), attendee.email or attendee.upn),
        role=attendee.role,
        minutes=attendee.minutes,
        flags=tuple(attendee.flags.split()),
        file=attendee.report.file.name if attendee.report else "",
        why=why,
        suggestions=suggestions,
    )


# people


@dataclass(frozen=True, slots=True)
class _Roster:
    """What is shown of the people who are named: by id."""

    names: Mapping[int, str]
    offices: Mapping[int, str]
    emails: Mapping[int, str]
    marks: Mapping[int, Mark | None]
    """Of those who have a seat in the training."""

    def suggestion(self, likely: Likely) -> Suggestion:
        person = likely.designee_id
        return Suggestion(
            designee_id=person,
            name=self.names[person],
            office=self.offices.get(person, ""),
            email=self.emails.get(person, ""),
            is_seated=person in self.marks,
            is_marked=self.marks.get(person) is not None,
            score=likely.score,
            reason=", ".join(likely.reasons),
        )

    def name(self, people: Sequence[int]) -> str:
        return self.names.get(people[0], "somebody") if people else "somebody"


def _roster(
    session: Session,
    training_id: int,
    matcher: Matcher,
    matches: Iterable[AttendeeMatch],
    likely: Iterable[Sequence[Likely]],
) -> _Roster:
    ids = {each.designee_id for some in likely for each in some}
    for match in matches:
        ids |= {*match.people, *([match.designee_id] if match.designee_id is not None else [])}
    codes = dict(session.execute(select(Office.id, Office.code)).all())
    now = [face for face in matcher.known.faces if face.designee_id in ids and not face.is_former_name]
    live = select(Seat.designee_id, Seat.mark).where(Seat.training_id == training_id, Seat.state != SeatState.RELEASED)
    return _Roster(
        names=names_of(session, ids),
        offices={face.designee_id: codes[face.office_id] for face in now if face.office_id is not None},
        emails={face.designee_id: face.emails[0] for face in now if face.emails},
        marks=dict(session.execute(live).all()),
    )


# why


def _why(attendee: Attendee, match: AttendeeMatch, likely: Sequence[Likely], roster: _Roster) -> str:
    if attendee.training_id is not None:
        return "Written down by hand as not on the roster."
    if Doubt.SAME_PERSON in attendee.flags.split():
        return "Two participants would be the same person."
    if match.doubt is None:
        return f"It may be {roster.name([match.designee_id] if match.designee_id is not None else [])}."
    if match.doubt in _SENTENCES:
        return _SENTENCES[match.doubt]
    if match.doubt in (Doubt.COULD_BE, Doubt.UNKNOWN):
        return _similar(attendee, likely, roster)
    return _about_people(match.doubt, match.people, roster)


_SENTENCES = {
    Doubt.NO_NAME: "The report gives no name of a person.",
    Doubt.WITHHELD: "The name was withheld in the file.",
    Doubt.PHONE: "Signed in by telephone.",
    Doubt.EQUAL_NAME: "Others in the report have the same name, or the same person came more than once.",
}


def _about_people(doubt: Doubt, people: Sequence[int], roster: _Roster) -> str:
    one, other = roster.name(people[:1]), roster.name(people[1:])
    match doubt:
        case Doubt.NAMESAKES:
            many = "Two" if len(people) == 2 else str(len(people))
            return f"{many} people on the roster are called so."
        case Doubt.OTHERS_NAME:
            return f"The address is that of {one}, and the name that of {other}."
        case Doubt.OTHER_ADDRESS:
            return f"The name is that of {one}, but the address is another."
        case Doubt.OTHER_OFFICE:
            return f"The name is that of {one}, but the office is another."
        case Doubt.AMBIGUOUS:
            return f"{one} is called so, but {other} could be meant."
        case Doubt.REMEMBERED if len(people) > 1:
            return f"The name was remembered for {one}, but {other} is called so."
        case Doubt.REMEMBERED:
            return f"The name was remembered for {one}, who has no seat in this training."
        case _:
            return f"{one} is called so, but has no seat here, and the name is common."


def _similar(attendee: Attendee, likely: Sequence[Likely], roster: _Roster) -> str:
    nobody = "Nobody has this address" if attendee.email or attendee.upn else "Nobody on the roster is called so"
    if not likely:
        return f"{nobody}."
    return f"{nobody}; the name is similar to {roster.names[likely[0].designee_id]}."
