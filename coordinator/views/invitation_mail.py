"""What a mail about a seat says, and the calendar entry it carries, before it is drafted."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.exchange.calendar_entry import CalendarEntry, Method, Party, read_entry, write_entry
from coordinator.model import OutgoingDraft, Seat, Setting, StoredFile, Tasking, TrainingSession
from coordinator.rules.contacts import normalize_email, split_emails
from coordinator.rules.invitations import CALENDAR_KINDS, kind_to_draft
from coordinator.rules.mail_text import MailText, merged
from coordinator.rules.moments import long_moment, on_two_clocks
from coordinator.rules.plain_text import one_line
from coordinator.rules.seat_mail_text import SEAT_TEXTS
from coordinator.rules.vocabulary import DraftKind, DraftState, TrainingState
from coordinator.views.invitations import seat_facts
from coordinator.views.settings import UnitSettings, unit_settings

NO_ORGANIZER = "Invitations need an address to organize from. Enter an e-mail in Settings, under Point of contact."
NO_LINK = "How to join follows in a separate mail."
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class SeatEntries(NamedTuple):
    """Calendar entries drafted for a seat: the one with the highest sequence, the newest that was not discarded, and
    the newest that was marked as sent.
    """

    highest: CalendarEntry | None
    standing: CalendarEntry | None
    sent: CalendarEntry | None


@dataclass(frozen=True, slots=True)
class InvitationPreview:
    """A mail as one person gets it. `kind` is None where none is due; then it is the last one drafted, if any.

    `when` is the start on both clocks; `uid` is "" before the first invitation, `sequence` None without an entry.
    `problem` says what is missing.
    """

    kind: DraftKind | None
    to: str
    subject: str
    body: str
    when: str
    uid: str
    sequence: int | None
    problem: str = ""


# texts


def seat_text(session: Session, kind: DraftKind) -> MailText:
    """The unit's own text for this kind of mail about a seat, else the one shipped. Raises KeyError for other kinds."""
    shipped, keys = SEAT_TEXTS[kind], seat_text_keys(kind)
    query = select(Setting.key, Setting.value).where(Setting.key.in_(keys))
    stored: dict[str, str] = {row.key: row.value for row in session.execute(query)}
    return MailText(stored.get(keys[0], shipped.subject), stored.get(keys[1], shipped.body))


def seat_text_keys(kind: DraftKind) -> tuple[str, str]:
    """The keys of the settings that hold the subject and the text; a reminder to an office has others."""
    return f"mail.seat.{kind.value}.subject", f"mail.seat.{kind.value}.body"


# who invites


def organizer_of(session: Session, training: TrainingSession, settings: UnitSettings) -> Party | None:
    """Who organizes: the unit's point of contact, else the host, else the tasking's point of contact.

    The first of them in whose text an address stands; None where none has one. Mails go out under this address, and
    calendars take changes from it alone.
    """
    tasking = session.get(Tasking, training.tasking_id) if training.tasking_id else None
    contact = f"{tasking.point_of_contact}, {tasking.point_of_contact_email}" if tasking else ""
    for text in (settings.unit_point_of_contact, training.host, contact):
        if (email := normalize_email(text)) and email.isascii():
            return Party(_name_in(text) or settings.unit_name, email)
    return None


def _name_in(text: str) -> str:
    """The name in "Hale, Victoria, 555-0100, v.hale@example.gov": what is neither an address nor a number."""
    pieces = [piece.partition("<")[0] for piece in one_line(text).split(",")]
    names = (piece.strip() for piece in pieces if not split_emails(piece) and not _is_number(piece))
    return ", ".join(filter(None, names))


def _is_number(text: str) -> bool:
    """ "555-0100 x5" is one, "C3 training desk" is none."""
    return sum(map(str.isdigit, text)) > sum(map(str.isalpha, text))


# the entry


def seat_entries(session: Session, seat_id: int) -> SeatEntries:
    query = (
        select(OutgoingDraft.ics_sequence, OutgoingDraft.state, OutgoingDraft.id, OutgoingDraft.file_id)
        .where(OutgoingDraft.seat_id == seat_id, OutgoingDraft.kind.in_(CALENDAR_KINDS))
        .where(OutgoingDraft.ics_sequence.is_not(None), OutgoingDraft.file_id.is_not(None))
        .order_by(OutgoingDraft.id)
    )
    rows = session.execute(query).all()
    highest = max(rows, key=lambda row: (row.ics_sequence, row.id), default=None)
    standing = next((row for row in reversed(rows) if row.state is not DraftState.DISCARDED), None)
    sent = next((row for row in reversed(rows) if row.state is DraftState.MARKED_SENT), None)
    files = {row.file_id for row in (highest, standing, sent) if row is not None}
    entries = {file_id: _kept_entry(session, file_id) for file_id in files}
    return SeatEntries(*(entries[row.file_id] if row is not None else None for row in (highest, standing, sent)))


def _kept_entry(session: Session, file_id: int) -> CalendarEntry:
    return read_entry(session.scalars(select(StoredFile.content).where(StoredFile.id == file_id)).one())


def next_entry(
    seat: Seat, kind: DraftKind, organizer: Party, uid: str, entries: SeatEntries, now: datetime
) -> CalendarEntry:
    """The entry that a mail of this kind carries, numbered: above every number used for the seat if it says anything
    else, never below the training's own.

    A cancellation says what the entry it takes back said, to the same person, from the same organizer: RFC 5546, 3.2.5.
    """
    if kind is DraftKind.CANCELLATION and entries.standing is not None:
        entry = replace(entries.standing, method=Method.CANCEL, stamped_at=now)
    else:
        entry = _request(seat, organizer, uid, now)
    last = entries.highest
    if last is None:
        return replace(entry, sequence=seat.training.ics_sequence)
    used = last.sequence + int(_said(entry) != _said(last))
    return replace(entry, sequence=max(seat.training.ics_sequence, used))


def _said(entry: CalendarEntry) -> CalendarEntry:
    """The entry as it is read in a calendar, without its number and moment."""
    return replace(read_entry(write_entry(entry)), sequence=0, stamped_at=_NEVER)


def _request(seat: Seat, organizer: Party, uid: str, now: datetime) -> CalendarEntry:
    training, person = seat.training, seat.designee
    return CalendarEntry(
        method=Method.REQUEST,
        uid=uid,
        sequence=training.ics_sequence,
        stamped_at=now,
        starts_at=training.starts_at,
        ends_at=training.ends_at,
        time_zone=training.time_zone,
        summary=f"{training.title}: {training.course.title}",
        location=training.join_link or training.dial_in or "Virtual",
        description="\n".join([*_session_lines(training), "", f"Questions: {organizer.name}, {organizer.email}"]),
        organizer=organizer,
        attendee=Party(person.name.printed, normalize_email(person.email) or ""),
    )


def _session_lines(training: TrainingSession) -> list[str]:
    lines = (("Course", training.course.title), ("Host", training.host), ("Instructors", training.instructors))
    return [*(f"{name}: {one_line(text)}" for name, text in lines if text.strip()), *_joining(training)]


def _joining(training: TrainingSession) -> list[str]:
    lines = (("Join", training.join_link), ("Dial-in", training.dial_in))
    return [f"{name}: {one_line(text)}" for name, text in lines if text.strip()] or [NO_LINK]


# what a mail says


def seat_values(
    seat: Seat, kind: DraftKind, settings: UnitSettings, organizer: Party | None, entries: SeatEntries
) -> Mapping[str, str]:
    """What the placeholders of a text stand for. A cancellation names the time that stands in the calendar."""
    training, person = seat.training, seat.designee
    here, host_zone = person.time_zone or person.office.time_zone, training.time_zone
    cancelled = entries.standing if kind is DraftKind.CANCELLATION else None
    starts_at = cancelled.starts_at if cancelled else training.starts_at
    host = one_line(training.host) or settings.unit_name
    return {
        "name": person.name.printed,
        "office": person.office.name,
        "training": training.title,
        "course": training.course.title,
        "when": on_two_clocks(starts_at, here, host_zone),
        "when_host": long_moment(starts_at, host_zone),
        "length": _length(training.duration_minutes),
        "joining": "\n".join(_joining(training)),
        "join_link": one_line(training.join_link),
        "dial_in": one_line(training.dial_in),
        "host": host,
        "instructors": one_line(training.instructors) or host,
        "changes": _changes(training, entries.sent, here),
        "why_cancelled": _why_cancelled(training),
        "reply_by": f"by {on_two_clocks(seat.reply_by, here, host_zone)}" if seat.reply_by else "as soon as you can",
        "place": str(seat.queue_place or ""),
        "point_of_contact": organizer.name if organizer else settings.unit_point_of_contact,
        "point_of_contact_email": organizer.email if organizer else "",
        "unit": settings.unit_name,
        "section": settings.unit_section,
    }


def _why_cancelled(training: TrainingSession) -> str:
    """In neutral words: what was written down as the reason is for the record."""
    if training.state is TrainingState.CANCELLED:
        return "The following virtual training session will not be held."
    return "Your seat in the following virtual training session has been given back."


def _changes(training: TrainingSession, sent: CalendarEntry | None, zone: str) -> str:
    """What of the training is not as the entry that was sent says it."""
    if sent is None:
        return ""
    said = []
    if sent.starts_at != training.starts_at:
        before = on_two_clocks(sent.starts_at, zone, training.time_zone)
        said.append(f"The time has changed. It was set for {before}.")
    minutes = (sent.ends_at - sent.starts_at) // timedelta(minutes=1)
    if minutes != training.duration_minutes:
        said.append(f"The length has changed. It was {_length(minutes)}.")
    if not all(line in sent.description.split("\n") for line in _joining(training)):
        said.append("The way to join has changed.")
    return "\n".join(said)


def _length(minutes: int) -> str:
    """ "90 minutes", "2 hours", "2 hours 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    if hours < 2 and rest:
        return f"{minutes} {'minute' if minutes == 1 else 'minutes'}"
    said = f"{hours} {'hour' if hours == 1 else 'hours'}"
    return f"{said} {rest} {'minute' if rest == 1 else 'minutes'}" if rest else said


def invitation_preview(
    session: Session, seat_id: int, asked: DraftKind | None, now: datetime, text: MailText | None = None
) -> InvitationPreview | None:
    """The mail that would be drafted for a seat: of the kind asked for, else what is due. None for a seat that is gone.

    `text` is taken in place of the unit's.
    """
    seat = session.get(Seat, seat_id)
    if seat is None:
        return None
    kind = kind_to_draft(seat_facts(session, [seat_id], now)[seat_id], asked)
    settings, training, entries = unit_settings(session), seat.training, seat_entries(session, seat_id)
    person = seat.designee
    if kind is None:
        return _last_drafted(session, seat)
    organizer = organizer_of(session, training, settings)
    values = seat_values(seat, kind, settings, organizer, entries)
    said = merged(text or seat_text(session, kind), values)
    shown = InvitationPreview(kind, person.email, said.subject, said.body, values["when"], seat.ics_uid or "", None)
    if organizer is None:
        return replace(shown, problem=NO_ORGANIZER)
    if kind not in CALENDAR_KINDS:
        return shown
    try:
        entry = next_entry(seat, kind, organizer, seat.ics_uid or "none yet", entries, now)
    except RuleBroken as wrong:
        return replace(shown, problem=str(wrong))
    return replace(shown, to=entry.attendee.email, sequence=entry.sequence)


def _last_drafted(session: Session, seat: Seat) -> InvitationPreview:
    training, person = seat.training, seat.designee
    when = on_two_clocks(training.starts_at, person.time_zone or person.office.time_zone, training.time_zone)
    query = (
        select(OutgoingDraft)
        .where(OutgoingDraft.seat_id == seat.id, OutgoingDraft.state != DraftState.DISCARDED)
        .order_by(OutgoingDraft.id.desc())
        .limit(1)
    )
    draft = session.scalars(query).first()
    uid = seat.ics_uid or ""
    if draft is None:
        return InvitationPreview(None, seat.designee.email, "", "", when, uid, None)
    return InvitationPreview(None, draft.recipient, draft.subject, draft.body, when, uid, draft.ics_sequence)
