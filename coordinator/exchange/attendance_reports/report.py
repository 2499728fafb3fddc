"""What a meeting tool's report says, whichever tool wrote it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.exchange.attendance_reports.stamps import DateOrder


@dataclass(frozen=True)
class Participant:
    """One person of a report, all joins together.

    `minutes` is the union of the intervals, else what the file states; None means unknown, never zero.
    `intervals` are merged and in order, naive local times unless the file tells the zone, and empty where
    only minutes are known. `flags` says what to doubt:

    - no_email: known by name only; equal_name: other rows without e-mail, or others, have the same name
    - dial_in: a telephone; guest: not of the host's organization, or not signed in
    - no_leave, no_join: one end of a stay is missing; approximate: minutes estimated from an incomplete stay
    - withheld: the name was redacted in the file
    """

    name: str
    original_name: str | None
    email: str | None
    upn: str | None
    role: str
    minutes: int | None
    stated_minutes: int | None
    intervals: tuple[tuple[datetime, datetime], ...]
    flags: tuple[str, ...]


@dataclass(frozen=True)
class AttendanceReport:
    """One file. `started` and `ended` are None unless the file tells; `problems` are sentences for the user.

    `date_order` is "iso" for a file whose dates leave no doubt or that has none. While it is "ambiguous",
    minutes are right but there are no intervals and no start: read again with the training's date.
    """

    product: str
    generation: str
    title: str
    started: datetime | None
    ended: datetime | None
    time_zone_known: bool
    date_order: DateOrder
    participants: tuple[Participant, ...]
    problems: tuple[str, ...]
    sha256: str


@dataclass(frozen=True)
class Visit:
    """One row of one person. `merged` means that its ends are the first join and the last leave of several."""

    name: str
    original_name: str | None
    email: str | None
    upn: str | None
    role: str
    join: datetime | None
    leave: datetime | None
    stated: timedelta | None
    flags: frozenset[str]
    merged: bool = False


@dataclass(frozen=True)
class Reading:
    """What the reader of one product found, before the rows of one person are put together."""

    product: str
    generation: str
    visits: tuple[Visit, ...]
    problems: tuple[str, ...] = ()
