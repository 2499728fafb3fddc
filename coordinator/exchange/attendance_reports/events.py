"""Logs with one line for every joining and every leaving, into visits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from coordinator.exchange.attendance_reports.fields import Field
from coordinator.exchange.attendance_reports.headers import JOINED, JOINED_BEFORE, LEFT, normal
from coordinator.exchange.attendance_reports.people import key_of
from coordinator.exchange.attendance_reports.report import Visit
from coordinator.exchange.attendance_reports.stamps import Dating
from coordinator.exchange.attendance_reports.table import Row, Table
from coordinator.exchange.attendance_reports.visits import NOBODY, is_nobody, visit_of


@dataclass(frozen=True, slots=True)
class _Event:
    """Somebody did something; `moment` is None where it cannot be read."""

    moment: datetime | None
    action: str
    visit: Visit


def visits_of_log(table: Table, dating: Dating, *, is_utc: bool) -> tuple[list[Visit], list[str]]:
    """The visits, and sentences about lines that could not be read. Nobody is lost for that."""
    by_person: dict[tuple[str, str], list[_Event]] = {}
    rows = [row for row in table.rows if not is_nobody(table, row)]
    for row in rows:
        event = _event(table, row, dating, is_utc)
        by_person.setdefault(key_of(event.visit), []).append(event)
    leaves, problems = _leaves(by_person) if by_person else ({}, [])
    if left_out := len(table.rows) - len(rows):
        problems.append(NOBODY.format(left_out))
    visits: list[Visit] = []
    for events in by_person.values():
        problems += [_unread(event) for event in events if _is_odd(event, leaves)]
        known = [
            (event.moment, leaves[event.action], event.visit)
            for event in events
            if event.moment and event.action in leaves
        ]
        visits += _paired(known) if known else [events[0].visit]
    return visits, problems


def _event(table: Table, row: Row, dating: Dating, is_utc: bool) -> _Event:
    moment, action = dating.moment(table.cell(row, Field.STAMP)), normal(table.text(row, Field.ACTION))
    if moment is not None and is_utc:
        moment = moment.replace(tzinfo=UTC)
    return _Event(moment, action, visit_of(table, row, dating))


def _is_odd(event: _Event, leaves: Mapping[str, bool]) -> bool:
    """Whether a line is to be told by itself; unknown actions of a whole file are told once."""
    return event.moment is None or (bool(leaves) and event.action not in leaves)


def _unread(event: _Event) -> str:
    return f"The line of “{event.visit.name}” with “{event.action}” could not be read."


def _leaves(by_person: Mapping[tuple[str, str], Sequence[_Event]]) -> tuple[dict[str, bool], list[str]]:
    """Which actions are a leaving: by their words, else by their order, and a sentence if the words do not tell."""
    actions = sorted({event.action for events in by_person.values() for event in events})
    known = {action: action in LEFT for action in actions if action in JOINED | JOINED_BEFORE | LEFT}
    if known:
        return known, []
    listed = " and ".join(f"“{action}”" for action in actions[:4])
    leaving = _leaving_by_order(by_person.values(), actions)
    if leaving is None:
        return {}, [f"The actions {listed} are not known, so no times were read. Mark the attendance by hand."]
    return {action: action == leaving for action in actions}, [
        f"The actions {listed} are not known. By their order “{leaving}” was read as leaving. Check that this is right."
    ]


def _leaving_by_order(people: Iterable[Sequence[_Event]], actions: Iterable[str]) -> str | None:
    """The one action that nobody does first, and that takes turns with the others for everybody."""
    in_order = [_actions_in_order(events) for events in people]
    candidates = [action for action in actions if _may_be_leaving(action, in_order)]
    return candidates[0] if len(candidates) == 1 else None


def _actions_in_order(events: Sequence[_Event]) -> list[str]:
    stamped = [(event.moment, event.action) for event in events if event.moment]
    return [action for _, action in sorted(stamped, key=lambda event: event[0])]


def _may_be_leaving(action: str, in_order: Iterable[Sequence[str]]) -> bool:
    told = [[each == action for each in actions] for actions in in_order]
    takes_turns = all(a != b for person in told for a, b in pairwise(person))
    return takes_turns and not any(person[0] for person in told if person)


def _paired(events: Iterable[tuple[datetime, bool, Visit]]) -> list[Visit]:
    """Joins and leaves of one person into visits. Files run up or down, so they are put in order first.

    A leave ends the latest open join: if an earlier one was never ended, no time is made up for it.
    """
    done: list[Visit] = []
    open_ones: list[Visit] = []
    for moment, is_leave, visit in sorted(events, key=lambda event: event[:2]):
        if not is_leave:
            open_ones.append(replace(visit, join=moment))
        elif open_ones:
            done.append(replace(open_ones.pop(), leave=moment))
        else:
            done.append(replace(visit, leave=moment))
    return done + open_ones
