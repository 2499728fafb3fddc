"""Calendar entries, read back as a calendar program does, alone and inside a mail."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from coordinator.errors import RuleBroken
from coordinator.exchange.calendar_entry import CalendarEntry, Method, Party, read_entry, write_entry
from coordinator.exchange.mail_drafts import Attachment, CalendarPart, MailDraft, write_eml
from coordinator.exchange.time_zone_rules import US_ZONES

START = datetime(2026, 11, 4, 18, 0, tzinfo=UTC)
ENTRY = CalendarEntry(
    method=Method.REQUEST,
    uid="0d9c6f3e@coordinator",
    sequence=2,
    stamped_at=datetime(2026, 10, 28, 15, 0, 7, tzinfo=UTC),
    starts_at=START,
    ends_at=START + timedelta(minutes=90),
    time_zone="America/New_York",
    summary="Training 1: Overview; practice, and search",
    location="https://meet.example.gov/j/81?pwd=a,b;c",
    description="Join: https://meet.example.gov/j/81?pwd=a,b;c\nDial-in: 202-555-0140\n\nQuestions: V. Hale",
    organizer=Party("Hale, Victoria", "v.hale@example.gov"),
    attendee=Party("Dana R. Okafor", "dana.okafor@example.gov"),
)
CANCEL = replace(ENTRY, method=Method.CANCEL, sequence=3)
LINES = {
    *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO"),
    *("TZNAME", "RRULE", "UID", "DTSTAMP", "SEQUENCE", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "ORGANIZER"),
    *("ATTENDEE", "STATUS", "TRANSP", "ACTION", "TRIGGER"),
}


def lines_of(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def event_of(data: bytes) -> Any:
    """Of no type of its own: the library’s are unions of everything that a property may be."""
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    [event] = calendar.events
    assert not event.errors
    return event


def test_a_request_asks_the_one_person_for_an_answer() -> None:
    lines = lines_of(write_entry(ENTRY))
    assert lines.count("METHOD:REQUEST") == 1
    assert lines.index("METHOD:REQUEST") < lines.index("BEGIN:VTIMEZONE") < lines.index("BEGIN:VEVENT")
    assert sum(line.startswith("ATTENDEE") for line in lines) == 1
    event = event_of(write_entry(ENTRY))
    person = event["attendee"]
    assert str(person) == "mailto:dana.okafor@example.gov"
    assert (person.params["RSVP"], person.params["PARTSTAT"]) == ("TRUE", "NEEDS-ACTION")
    assert person.params["CN"] == "Dana R. Okafor"
    assert (str(event["organizer"]), event["organizer"].params["CN"]) == ("mailto:v.hale@example.gov", "Hale, Victoria")
    assert (event["uid"], event["sequence"], event["status"]) == ("0d9c6f3e@coordinator", 2, "CONFIRMED")
    assert event["dtstamp"].dt == ENTRY.stamped_at
    [alarm] = event.walk("VALARM")
    assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", timedelta(minutes=-15))


def test_times_stand_in_the_host_s_zone_with_its_rule() -> None:
    lines = lines_of(write_entry(ENTRY))
    assert "DTSTART;TZID=America/New_York:20261104T130000" in lines
    assert "DTEND;TZID=America/New_York:20261104T143000" in lines
    assert "TZID:America/New_York" in lines
    event = event_of(write_entry(ENTRY))
    assert (event["dtstart"].dt, event["dtend"].dt) == (ENTRY.starts_at, ENTRY.ends_at)


def test_a_zone_without_a_rule_is_written_in_utc() -> None:
    lines = lines_of(write_entry(replace(ENTRY, time_zone="Europe/London")))
    assert "DTSTART:20261104T180000Z" in lines
    assert "BEGIN:VTIMEZONE" not in lines


def test_the_second_of_two_equal_hours_is_told_apart() -> None:
    first, second = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
    for start in (first, second):
        event = event_of(write_entry(replace(ENTRY, starts_at=start, ends_at=start + timedelta(minutes=10))))
        assert event["dtstart"].dt.astimezone(UTC) == start
    assert "TZID" in event_of(write_entry(replace(ENTRY, starts_at=first, ends_at=first)))["dtstart"].params


def test_a_cancellation_names_the_same_event_and_people_with_a_higher_number() -> None:
    request, cancel = event_of(write_entry(ENTRY)), event_of(write_entry(CANCEL))
    assert "METHOD:CANCEL" in lines_of(write_entry(CANCEL))
    assert cancel["status"] == "CANCELLED"
    for name in ("uid", "organizer", "attendee", "dtstart", "dtend", "summary"):
        assert cancel[name] == request[name]
    assert cancel["sequence"] > request["sequence"]
    assert not cancel.walk("VALARM")
    assert "RSVP" not in cancel["attendee"].params


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(RuleBroken, match="not an e-mail address"):
        write_entry(replace(ENTRY, attendee=Party("Dana", "dana@example.gov\r\nATTENDEE:x")))


texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(
    "\r\n\t\x0b\u2028 :;,\\\"^'=a日\U0001f600", max_size=60
)
moments = st.datetimes(datetime(2021, 1, 1), datetime(2030, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=60)
@given(texts, texts, texts, texts, st.sampled_from(sorted(US_ZONES)), moments, st.sampled_from(Method))
def test_no_text_begins_a_line_and_what_is_written_is_read_again(
    summary: str, location: str, description: str, name: str, zone: str, starts_at: datetime, method: Method
) -> None:
    starts_at = starts_at.replace(second=0, microsecond=0)
    entry = replace(
        ENTRY,
        method=method,
        summary=summary,
        location=location,
        description=description,
        time_zone=zone,
        organizer=replace(ENTRY.organizer, name=name),
        attendee=replace(ENTRY.attendee, name=name),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
    )
    data = write_entry(entry)
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    lines = lines_of(data)
    assert {line.replace(";", ":").partition(":")[0] for line in lines} <= LINES
    assert sum(line.startswith(("ATTENDEE", "ORGANIZER", "METHOD")) for line in lines) == 3
    read = read_entry(data)
    assert (read.starts_at, read.ends_at) == (entry.starts_at, entry.ends_at)
    assert (read.method, read.uid, read.sequence, read.attendee.email) == (
        method, ENTRY.uid, 2, ENTRY.attendee.email
    )  # fmt: skip
    assert read.time_zone in (zone, "UTC")
    assert read_entry(write_entry(read)) == read
    assert event_of(data)["dtstart"].dt.astimezone(ZoneInfo(zone)) == starts_at


def test_a_mail_carries_the_entry_as_its_other_form_and_as_a_file() -> None:
    data = write_entry(ENTRY)
    pdf = Attachment("Brief.pdf", "application/pdf", b"%PDF")
    draft = MailDraft(
        "dana@example.gov", "", "Invitation", "Hello", (pdf,), CalendarPart("invite.ics", "REQUEST", data)
    )
    message = message_from_bytes(write_eml(draft), policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    assert message["X-Unsent"] == "1"
    assert not {"From", "Date", "Message-ID"} & set(message.keys())
    assert message.get_content_type() == "multipart/mixed"
    alternative, entry, brief = message.iter_parts()
    assert alternative.get_content_type() == "multipart/alternative"
    text, calendar = alternative.iter_parts()
    assert (text.get_content_type(), text.get_content().strip()) == ("text/plain", "Hello")
    assert calendar["Content-Type"] == 'text/calendar; method="REQUEST"; charset="UTF-8"'
    assert calendar.get_payload(decode=True) == data
    assert (entry.get_filename(), entry.get_content_disposition()) == ("invite.ics", "attachment")
    assert entry.get_payload(decode=True) == data
    assert brief.get_content() == b"%PDF"
    assert write_eml(draft) == write_eml(draft)
