"""Calendar entries (.ics) that invite one person to one training, change that invitation, or cancel it.

RFC 5545 and 5546 as Outlook, Gmail and Apple Mail want them: METHOD once, before the components; the person as the only
ATTENDEE; one event a file. Text is data: it cannot begin a line of its own.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, vCalAddress

from coordinator.exchange.mail_drafts import checked_addresses
from coordinator.exchange.time_zone_rules import time_zone_block
from coordinator.rules.plain_text import one_line, plain_lines

ICS = "text/calendar"
ICS_NAME = "invite.ics"
_PRODUCT = "-//Coordinator//Trainings//EN"
_REMIND_BEFORE = timedelta(minutes=15)


class Method(StrEnum):
    """What the receiver is to do with the entry."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Party:
    """Who organizes or is invited."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event for one person. `uid` stays for its life, `sequence` rises with each change; moments are aware."""

    method: Method
    uid: str
    sequence: int
    stamped_at: datetime
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    summary: str
    location: str
    description: str
    organizer: Party
    attendee: Party


def write_entry(entry: CalendarEntry) -> bytes:
    """The entry as an .ics file: CRLF, folded at 75 octets, UTF-8.

    Times stand in the host's zone with its rule, in UTC where the zone has none that every program reads. Raises
    RuleBroken in a sentence for an address that is none.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", _PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", entry.method.value)
    clocks = ZoneInfo(entry.time_zone)
    starts_at, ends_at = entry.starts_at.astimezone(clocks), entry.ends_at.astimezone(clocks)
    block = time_zone_block(entry.time_zone, starts_at.year)
    if block is None or starts_at.fold or ends_at.fold:
        # An hour that comes twice is read as the first one; in UTC it is told apart.
        starts_at, ends_at = entry.starts_at.astimezone(UTC), entry.ends_at.astimezone(UTC)
    else:
        calendar.add_component(block)
    calendar.add_component(_event(entry, starts_at, ends_at))
    data: bytes = calendar.to_ical(sorted=False)
    return data


def read_entry(data: bytes) -> CalendarEntry:
    """An entry that `write_entry` wrote."""
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    [event] = calendar.walk("VEVENT")
    starts_at = event.decoded("dtstart")
    return CalendarEntry(
        method=Method(str(calendar["method"])),
        uid=str(event["uid"]),
        sequence=event.decoded("sequence"),
        stamped_at=event.decoded("dtstamp"),
        starts_at=starts_at.astimezone(UTC),
        ends_at=event.decoded("dtend").astimezone(UTC),
        time_zone=str(event["dtstart"].params.get("TZID", "UTC")),
        summary=str(event.get("summary", "")),
        location=str(event.get("location", "")),
        description=str(event.get("description", "")),
        organizer=_party(event, "organizer"),
        attendee=_party(event, "attendee"),
    )


def _event(entry: CalendarEntry, starts_at: datetime, ends_at: datetime) -> Event:
    event = Event()
    event.add("uid", one_line(entry.uid))
    event.add("dtstamp", entry.stamped_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("summary", one_line(entry.summary))
    for name, text in (("location", one_line(entry.location)), ("description", plain_lines(entry.description))):
        if text:
            event.add(name, text)
    event.add("organizer", _address(entry.organizer))
    event.add("attendee", _attendee(entry))
    is_on = entry.method is Method.REQUEST
    event.add("status", "CONFIRMED" if is_on else "CANCELLED")
    event.add("transp", "OPAQUE" if is_on else "TRANSPARENT")
    if is_on:
        event.add_component(_alarm(entry))
    return event


def _address(party: Party) -> vCalAddress:
    [email] = checked_addresses(party.email)
    address = vCalAddress(f"mailto:{email}")
    # A double quote has no form in a name that every program reads.
    if name := one_line(party.name).replace('"', "'"):
        address.params["CN"] = name
    return address


def _attendee(entry: CalendarEntry) -> vCalAddress:
    address = _address(entry.attendee)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    if entry.method is Method.REQUEST:
        address.params["PARTSTAT"] = "NEEDS-ACTION"
        address.params["RSVP"] = "TRUE"
    return address


def _alarm(entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(entry.summary))
    alarm.add("trigger", -_REMIND_BEFORE)
    return alarm


def _party(event: Component, name: str) -> Party:
    address = event[name]
    return Party(str(address.params.get("CN", "")), str(address).removeprefix("mailto:"))
