"""Verbs on saved reports. A report is meant by its id, a shipped one by its key; restored, it is as it came."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Report
from coordinator.rules.report_rows import ReportDefinition
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.report_subjects import SHIPPED, definition_problems
from coordinator.views.reports import definition_of

LONGEST_NAME = 60
Ref = int | str


def save_report(uow: UnitOfWork, definition: ReportDefinition) -> int:
    """Keep a new report of the unit's own, at the end. Returns its id.

    Raises RuleBroken for a name that is taken, and for a query or columns that ask for what does not exist.
    """
    kept = _checked(uow, definition, None)
    uow.describe(f"Save the report “{kept.name}”")
    return _added(uow, kept)


def change_report(uow: UnitOfWork, report: Ref, definition: ReportDefinition) -> int:
    """Keep a report as it is defined now, under its name or another. Returns the id of its row; raises as above."""
    kept = _checked(uow, definition, report)
    uow.describe(f"Change the report “{_name_of(uow, report)}”")
    row = _row(uow, report)
    if row is None:
        return _added(uow, kept, str(report))
    _fill(row, kept)
    uow.flush()
    return row.id


def rename_report(uow: UnitOfWork, report: Ref, name: str) -> None:
    before = _definition(uow, report)
    change_report(uow, report, replace(before, name=name))
    uow.describe(f"Rename the report “{before.name}”")


def duplicate_report(uow: UnitOfWork, report: Ref) -> int:
    """A report of the unit's own that says the same, to be changed. Returns its id."""
    before = _definition(uow, report)
    taken = {name.casefold() for name in _names(uow).values()}
    stem = f"Copy of {before.name}"[:LONGEST_NAME]
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem[: LONGEST_NAME - 4]} {number}"
    uow.describe(f"Duplicate the report “{before.name}”")
    return _added(uow, replace(before, name=name))


def delete_report(uow: UnitOfWork, report: Ref) -> None:
    """One of the unit's own. Raises RuleBroken for a shipped one: it can be restored, not deleted."""
    row = _row(uow, report)
    if row is None or row.key in SHIPPED:
        raise RuleBroken("This report came with the program. It can be changed and restored, but not deleted.")
    uow.describe(f"Delete the report “{row.name}”")
    uow.delete(row)


def restore_report(uow: UnitOfWork, key: str) -> None:
    """As it was shipped. Raises RuleBroken when another report has taken its name meanwhile."""
    row = _row(uow, key)
    if row is None:
        return
    _check_name(uow, SHIPPED[key].name, key)
    uow.describe(f"Restore the report “{SHIPPED[key].name}”")
    uow.delete(row)


def move_report(uow: UnitOfWork, report_id: int, step: int) -> None:
    """By so many places among the unit's own, up when `step` is negative; at an end it stays."""
    moved = uow.get(Report, report_id)
    others = [each for each in _own(uow) if each.id != moved.id]
    before = sum((each.position, each.id) < (moved.position, moved.id) for each in others)
    place = min(max(before + step, 0), len(others))
    for position, each in enumerate([*others[:place], moved, *others[place:]]):
        each.position = position
    uow.describe(f"Move the report “{moved.name}”")


# rows


def _row(uow: UnitOfWork, report: Ref) -> Report | None:
    """None for a shipped one that is as it came."""
    if isinstance(report, int):
        return uow.get(Report, report)
    if report not in SHIPPED:
        raise RuleBroken("This report is no longer there. Refresh the page.")
    return uow.first(select(Report).where(Report.key == report))


def _definition(uow: UnitOfWork, report: Ref) -> ReportDefinition:
    row = _row(uow, report)
    return definition_of(row) if row else SHIPPED[str(report)]


def _own(uow: UnitOfWork) -> Sequence[Report]:
    return [row for row in uow.all(select(Report).order_by(Report.position, Report.id)) if row.key not in SHIPPED]


def _added(uow: UnitOfWork, definition: ReportDefinition, key: str = "") -> int:
    place = max((row.position for row in _own(uow)), default=-1) + 1
    row = Report(key=key, position=place)
    _fill(row, definition)
    return uow.add(row).id


def _fill(row: Report, definition: ReportDefinition) -> None:
    row.name, row.subject, row.query = definition.name, definition.subject, definition.query
    row.columns = list(definition.columns)
    row.group_by, row.sort_by, row.is_descending = definition.group_by, definition.sort_by, definition.is_descending
    row.note = definition.note


# what can be kept


def _checked(uow: UnitOfWork, definition: ReportDefinition, report: Ref | None) -> ReportDefinition:
    name = " ".join(definition.name.split())
    kept = replace(definition, name=name, query=definition.query.strip(), note=definition.note.strip())
    if wrong := definition_problems(kept):
        raise RuleBroken(wrong[0])
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"The name of a report has at most {LONGEST_NAME} letters. This one has {len(name)}.")
    _check_name(uow, name, report)
    return kept


def _check_name(uow: UnitOfWork, name: str, report: Ref | None) -> None:
    """Capitals do not tell two names apart."""
    if any(each.casefold() == name.casefold() for ref, each in _names(uow).items() if ref != report):
        raise RuleBroken(f"There is a report “{name}” already. Choose another name.")


def _name_of(uow: UnitOfWork, report: Ref) -> str:
    return _definition(uow, report).name


def _names(uow: UnitOfWork) -> dict[Ref, str]:
    """Of every report, by what it is meant by: a shipped one that was changed has the name it was given."""
    names: dict[Ref, str] = {key: shipped.name for key, shipped in SHIPPED.items()}
    for row in uow.all(select(Report)):
        names[row.key if row.key in SHIPPED else row.id] = row.name
    return names
