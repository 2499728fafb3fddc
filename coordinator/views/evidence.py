"""Everything on record about one person, or one training, from the memorandum to the last change."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from coordinator.model import (
    AttendanceReport,
    Attendee,
    Certificate,
    Course,
    Designee,
    FormerEmail,
    FormerName,
    Letter,
    Office,
    OutgoingDraft,
    Seat,
    Signature,
    TrainingSession,
)
from coordinator.rules.evidence import (
    Evidence,
    EvidencePart,
    EvidenceTable,
    SubjectKind,
    Text,
    Told,
)
from coordinator.rules.moments import long_moment
from coordinator.rules.redaction import PersonalField
from coordinator.store.trail import Check
from coordinator.views.evidence_attendance import (
    attendance_part,
    report_part,
    seated_part,
    walk_in_part,
)
from coordinator.views.evidence_attendees import Attendees
from coordinator.views.evidence_changes import Touched, change_part, entry_part, training_changes
from coordinator.views.evidence_documents import acknowledgment_part, course_part, review_part, waiver_part
from coordinator.views.evidence_mails import invitation_part, mail_part
from coordinator.views.evidence_papers import certificate_part, letter_part, license_part
from coordinator.views.evidence_records import Records, Row, iso, words
from coordinator.views.evidence_selection import nomination_part, part_of_taskings, selection_part, tasking_part
from coordinator.views.people import position_words

Fact = tuple[str, Text]


def person_evidence(
    session: Session, designee_id: int, check: Check, moment: datetime | None = None
) -> Evidence | None:
    """The person with every record merged into theirs; None when there was no such person at that moment.

    `check` is the result of following the audit trail.
    """
    records = Records(session, moment)
    person = records.kept[designee_id]
    people = records.records_of(person)
    found = records.by_id(Designee, people)
    if person not in found:
        return None
    parts = (
        tasking_part(records, people),
        nomination_part(records, people),
        selection_part(records, people),
        acknowledgment_part(records, people),
        mail_part(records, people),
        attendance_part(records, people),
        course_part(records, people),
        certificate_part(records, records.rows(Certificate, designee_id=people)),
        license_part(records, people),
        letter_part(records, people),
        waiver_part(records, people),
        review_part(records, people),
        change_part(records, people, _touched_of_person(records, people), check),
    )
    name = Told(records.names(people)[person], PersonalField.NAME)
    facts = tuple(_person(records, found[person], found))
    return Evidence(SubjectKind.PERSON, name, facts, parts, records.originals())


def _person(records: Records, person: Row, people: dict[int, Row]) -> Iterator[Fact]:
    office = records.by_id(Office, [person.office_id])[person.office_id]
    yield "Position", position_words(person.position, person.position_text)
    yield "Office", Told(f"{office.name} ({office.code})", None)
    yield "Duty station", Told(person.duty_station, PersonalField.STATION)
    yield "E-mail", Told(person.email, PersonalField.EMAIL)
    yield "Phone", Told(", ".join(filter(None, (person.phone, person.mobile))), PersonalField.PHONE)
    supervisor = ", ".join(filter(None, (person.supervisor_name, person.supervisor_email)))
    yield "Supervisor", Told(supervisor, PersonalField.SUPERVISOR)
    yield "Named by its office", Told(person.raw_name, PersonalField.NAME)
    former = [row.raw_name for row in records.rows(FormerName, designee_id=people)]
    former += [row.raw_name for key, row in people.items() if key != person.id and row.raw_name != person.raw_name]
    yield "Also known as", Told("; ".join(dict.fromkeys(former)), PersonalField.NAME)
    addresses = [row.email for row in records.rows(FormerEmail, designee_id=people)]
    yield "Former addresses", Told(", ".join(dict.fromkeys(addresses)), PersonalField.EMAIL)
    merged = len(people) - 1
    yield "Records", f"{merged + 1}, of which {merged} merged into the first" if merged else ""
    yield "Departed", iso(person.departed_on)


def training_evidence(
    session: Session, training_id: int, check: Check, moment: datetime | None = None
) -> Evidence | None:
    """The training with everyone who had a seat; None when it was not on record at that moment."""
    records = Records(session, moment)
    training = records.by_id(TrainingSession, [training_id]).get(training_id)
    if training is None:
        return None
    seats = records.rows(Seat, training_id=[training_id])
    certificates = records.rows(Certificate, training_id=[training_id])
    attendees = Attendees(records, seats)
    changes = training_changes(records, training_id, _touched_of_training(records, training_id, seats, certificates))
    parts = (
        _plan_part(records, training, changes.plan),
        part_of_taskings(records, {training.tasking_id, *attendees.taskings}),
        attendees.before_part(),
        invitation_part(records, seats),
        seated_part(records, seats),
        report_part(records, training),
        walk_in_part(records, seats),
        certificate_part(records, certificates, of_many=True),
        attendees.after_part(),
        entry_part(records, changes.entries, check),
    )
    facts = (
        ("Held", long_moment(training.starts_at, training.time_zone)),
        ("State", words(training.state)),
        ("People", f"{len({row.designee_id for row in seats}):,} had a seat"),
    )
    return Evidence(SubjectKind.TRAINING, training.title, facts, parts, records.originals())


def _touched_of_person(records: Records, people: Collection[int]) -> Touched:
    """Signatures, and mails about seats, do not name the person."""
    papers = records.rows(Certificate, designee_id=people), records.rows(Letter, designee_id=people)
    return {
        Signature.__tablename__: _ids(_signatures(records, *papers)),
        OutgoingDraft.__tablename__: _ids(_mails(records, records.rows(Seat, designee_id=people))),
    }


def _touched_of_training(records: Records, training_id: int, seats: list[Row], certificates: list[Row]) -> Touched:
    """A record that was only changed does not name the training, and some never do."""
    reports = records.rows(AttendanceReport, training_id=[training_id])
    attendees = records.rows(Attendee, report_id=_ids(reports)) + records.rows(Attendee, training_id=[training_id])
    return {
        TrainingSession.__tablename__: frozenset([training_id]),
        Seat.__tablename__: _ids(seats),
        AttendanceReport.__tablename__: _ids(reports),
        Attendee.__tablename__: _ids(attendees),
        OutgoingDraft.__tablename__: _ids(_mails(records, seats)),
        Certificate.__tablename__: _ids(certificates),
        Signature.__tablename__: _ids(_signatures(records, certificates, [])),
    }


def _signatures(records: Records, certificates: list[Row], letters: list[Row]) -> list[Row]:
    of_certificates = records.rows(Signature, certificate_id=_ids(certificates))
    return of_certificates + records.rows(Signature, letter_id=_ids(letters))


def _mails(records: Records, seats: list[Row]) -> list[Row]:
    return records.rows(OutgoingDraft, seat_id=_ids(seats))


def _ids(rows: Iterable[Row]) -> frozenset[int]:
    return frozenset(row.id for row in rows)


def _plan_part(records: Records, training: Row, changes: EvidenceTable) -> EvidencePart:
    """The plan as it stands, and what was changed since it was made."""
    says = () if changes.rows else ("The plan was not changed since it was made.",)
    return EvidencePart("Plan", says, tuple(_plan(records, training)), (changes,) if changes.rows else ())


def _plan(records: Records, training: Row) -> Iterator[Fact]:
    course = records.by_id(Course, [training.course_id])[training.course_id]
    yield "Course", f"{course.title} ({course.code})"
    yield "Starts", long_moment(training.starts_at, training.time_zone)
    yield "Lasts", f"{training.duration_minutes} minutes"
    yield "Host", Told(training.host, PersonalField.INSTRUCTOR)
    yield "Instructors", Told(training.instructors, PersonalField.INSTRUCTOR)
    more = f", {training.overbook} more for no-shows" if training.overbook else ""
    yield "Places", f"{training.capacity}{more}; at least {training.minimum}"
    yield "Mark “present”", _present(records, training)
    until = training.registration_until
    yield "Registration until", long_moment(until, training.time_zone) if until else ""
    yield "Meeting", Told(training.join_link, PersonalField.SYSTEM)
    yield "Dial-in", Told(training.dial_in, PersonalField.SYSTEM)
    yield "Calendar entry", Told(f"{training.ics_uid}, sequence {training.ics_sequence}", PersonalField.SYSTEM)
    yield "Note", Told(training.note, PersonalField.NOTE)


def _present(records: Records, training: Row) -> str:
    if training.present_minutes:
        return f"from {training.present_minutes} minutes"
    own = training.present_percent
    return f"from {own or records.settings.attendance_present_percent} % of the time"
