"""Days and moments in the words of letters and mails: American English, whatever the locale of the process is."""

from datetime import date, datetime

from coordinator.rules.deadlines import local

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_day(day: date) -> str:
    """ "Friday, May 7, 2021"."""
    return f"{_DAYS[day.weekday()]}, {_MONTHS[day.month - 1]} {day.day}, {day.year}"


def plain_day(day: date) -> str:
    """ "May 7, 2021"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def long_moment(moment: datetime, zone: str) -> str:
    """The moment on the clocks of the IANA zone: "Friday, May 7, 2021, 5:00 PM EDT"."""
    there = local(moment, zone)
    return f"{long_day(there.date())}, {_clock(there)}"


def on_two_clocks(moment: datetime, zone: str, other: str) -> str:
    """The moment in `zone`, and in brackets in `other`, with its date where that is another day.

    "Friday, May 7, 2021, 3:00 PM MDT (5:00 PM EDT)". One time alone where both clocks show the same.
    """
    here, there = local(moment, zone), local(moment, other)
    said = long_moment(moment, zone)
    if here.utcoffset() == there.utcoffset():
        return said
    return f"{said} ({_clock(there) if here.date() == there.date() else long_moment(moment, other)})"


def _clock(there: datetime) -> str:
    hour = there.hour % 12 or 12
    half = "AM" if there.hour < 12 else "PM"
    letters = there.tzname() or ""
    # Zones without letters of their own are named by their offset.
    zone = f"UTC{letters}" if letters[:1] in ("+", "-") else letters
    return f"{hour}:{there.minute:02} {half} {zone}"
