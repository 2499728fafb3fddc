"""Until when things count."""

from datetime import date, timedelta


def valid_until(completed_on: date, valid_days: int | None) -> date | None:
    """The last day that a completion counts; None when it does not lapse."""
    if valid_days is None:
        return None
    if (date.max - completed_on).days < valid_days:
        return date.max
    return completed_on + timedelta(days=valid_days)
