"""Visits into participants: who is one person, how long they were there, what remains doubtful."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from coordinator.exchange.attendance_reports.report import Participant, Visit
from coordinator.exchange.attendance_reports.stays import Meeting, stay_of
from coordinator.rules.attendance import Interval, minutes_of, union
from coordinator.rules.contacts import upn_to_email

Key = tuple[str, str]
_ROUNDING = timedelta(minutes=1)
_CHANGE = timedelta(hours=1)
_LAST_CHANGE = 3  # o'clock: no zone changes its clocks later in the night


def participants_of(visits: Iterable[Visit], meeting: Meeting) -> tuple[Participant, ...]:
    """One participant a person, in the order of the file, with the time that lies within the meeting."""
    groups = _grouped(list(visits))
    names = Counter(name for group in groups.values() for name in {visit.name.casefold() for visit in group})
    return tuple(_participant(key, group, names, meeting) for key, group in groups.items())


def key_of(visit: Visit) -> Key:
    """E-mail, else the address in the UPN, else the exact name."""
    if visit.email:
        return ("email", visit.email.casefold())
    if visit.upn:
        return ("email", (upn_to_email(visit.upn) or visit.upn).casefold())
    return ("name", visit.name)


def _grouped(visits: Sequence[Visit]) -> dict[Key, list[Visit]]:
    by_upn = {visit.upn.casefold(): visit for visit in visits if visit.upn and visit.email}
    groups: dict[Key, list[Visit]] = {}
    for at, visit in enumerate(visits):
        known = by_upn.get(visit.upn.casefold()) if visit.upn and not visit.email else None
        # Two redacted names are two people for all we know.
        is_alone = "withheld" in visit.flags and not visit.email and not visit.upn
        key = ("withheld", str(at)) if is_alone else key_of(known or visit)
        groups.setdefault(key, []).append(visit)
    return groups


@dataclass
class _Time:
    """The time of one person: stays with both ends, and durations of those without."""

    stays: list[Interval] = field(default_factory=list)
    loose: list[timedelta] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)

    def minutes(self) -> int | None:
        """The union of the stays. Loose durations may overlap them: only the longest is sure, never the sum."""
        known = [minutes_of(self.stays)] if self.stays else []
        whole = known + [loose // timedelta(minutes=1) for loose in self.loose]
        if len(whole) > 1:
            self.flags.add("approximate")
        return max(whole, default=None)


def _participant(key: Key, group: list[Visit], names: Mapping[str, int], meeting: Meeting) -> Participant:
    spent = _time(group, meeting)
    minutes = spent.minutes()
    stated = [visit.stated for visit in group if visit.stated is not None]
    email = _first(visit.email for visit in group)
    flags = spent.flags.union(*(visit.flags for visit in group))
    if email is None:
        flags.add("no_email")
    if key[0] == "name" and (len(group) > 1 or names[group[0].name.casefold()] > 1):
        flags.add("equal_name")
    return Participant(
        name=_first(visit.name for visit in group) or "",
        original_name=_first(visit.original_name for visit in group),
        email=email,
        upn=_first(visit.upn for visit in group),
        role=_first(visit.role for visit in group) or "",
        minutes=minutes,
        stated_minutes=sum(stated, timedelta()) // timedelta(minutes=1) if stated else None,
        intervals=tuple((stay.join, stay.leave) for stay in union(spent.stays)),
        flags=tuple(sorted(flags)),
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _time(group: Iterable[Visit], meeting: Meeting) -> _Time:
    spent = _Time()
    for visit in group:
        spent.flags |= _doubts(visit)
        stay = stay_of(visit, meeting.ended)
        if stay is not None and not (visit.merged and _is_envelope(visit, stay)) and not _crosses_a_change(visit, stay):
            spent.stays += meeting.within(stay)
        elif visit.stated is not None:
            spent.loose.append(visit.stated)
        if stay is not None and visit.leave is None and visit.stated is not None:
            spent.flags.add("approximate")
    return spent


def _doubts(visit: Visit) -> set[str]:
    if visit.join is None:
        return {"no_join"} if visit.leave is not None else set()
    return {"no_leave"} if visit.leave is None else set()


def _crosses_a_change(visit: Visit, stay: Interval) -> bool:
    """In the night of a clock change the stamps are an hour apart from what the duration says, and it is right."""
    if visit.stated is None or visit.leave is None or stay.join.tzinfo is not None or stay.join.hour > _LAST_CHANGE:
        return False
    return abs(abs(stay.length - visit.stated) - _CHANGE) <= _ROUNDING


def _is_envelope(visit: Visit, stay: Interval) -> bool:
    """First join to last leave with an absence between: the stated duration is shorter, and the true one."""
    return visit.stated is not None and abs(stay.length - visit.stated) >= _ROUNDING


def without_dates(participant: Participant) -> Participant:
    """The same person with minutes only, for a file whose dates are not known."""
    return replace(participant, intervals=())
