"""What a report can be about, the reports that come with the program, and what is wrong with a definition."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from coordinator.rules.query import parse, problems
from coordinator.rules.report_rows import ReportDefinition
from coordinator.rules.vocabulary import ReportSubject
from coordinator.views.license_reports import AGREEMENTS, COMPLIANCE, LICENSES
from coordinator.views.people_reports import COMPLETIONS, PEOPLE, RESPONSES, WAIVERS
from coordinator.views.report_fields import Frame, ReportField, Subject, query_of
from coordinator.views.settings import UnitSettings

SUBJECTS: dict[ReportSubject, Subject[Any]] = {
    ReportSubject.LICENSES: LICENSES,
    ReportSubject.COMPLIANCE: COMPLIANCE,
    ReportSubject.PEOPLE: PEOPLE,
    ReportSubject.WAIVERS: WAIVERS,
    ReportSubject.COMPLETIONS: COMPLETIONS,
    ReportSubject.AGREEMENTS: AGREEMENTS,
    ReportSubject.RESPONSES: RESPONSES,
}

# By key. Days are asked for relative to today, so that a report means the same next year.
SHIPPED: dict[str, ReportDefinition] = {
    "licenses": ReportDefinition(
        "Licenses by office",
        ReportSubject.LICENSES,
        "is:active",
        ("license", "name", "state", "issued", "until", "left", "product"),
        group_by="office",
        sort_by="name",
        note="Every license that is reserved, issued or suspended.",
    ),
    "exceptions": ReportDefinition(
        "Exceptions",
        ReportSubject.COMPLIANCE,
        "is:exception",
        ("name", "office", "license", "missing", "next", "issued", "until"),
        sort_by="name",
        note="Holders who may use a license and miss a gate. It should be empty.",
    ),
    "waivers": ReportDefinition(
        "Waivers in force",
        ReportSubject.WAIVERS,
        "is:inforce",
        ("name", "office", "gate", "reason", "approver", "until", "left", "license"),
        sort_by="left",
        note="Dated exceptions to a gate, the next to end first.",
    ),
    "expiring_licenses": ReportDefinition(
        "Licenses expiring in 60 days",
        ReportSubject.LICENSES,
        "is:active left:<=60",
        ("license", "name", "office", "product", "contract", "until", "left"),
        sort_by="left",
        note="Also those past their last day that nobody has closed.",
    ),
    "expiring_completions": ReportDefinition(
        "Completions expiring in 60 days",
        ReportSubject.COMPLETIONS,
        "-is:repeated left:<=60",
        ("name", "office", "course", "completed", "until", "left"),
        group_by="course",
        sort_by="left",
        note="Courses and trainings that are to be repeated.",
    ),
    "idle": ReportDefinition(
        "Idle reservations",
        ReportSubject.LICENSES,
        "is:idle",
        ("license", "name", "office", "tasking", "contract", "reserved", "days"),
        sort_by="days",
        is_descending=True,
        note="Seats reserved longer than the settings allow.",
    ),
    "agreements": ReportDefinition(
        "Agreement usage",
        ReportSubject.AGREEMENTS,
        "-is:ended",
        ("contract", "state", "ends", "left", "seats", "used", "reserved", "free", "percent", "product"),
        sort_by="left",
        note="Seats used, reserved and free today.",
    ),
    "responses": ReportDefinition(
        "Response to tasking",
        ReportSubject.RESPONSES,
        "is:asked",
        ("office", "answer", "received", "late", "quota", "nominated", "short", "over"),
        group_by="tasking",
        sort_by="office",
        note="What each office that has a quota answered, tasking by tasking.",
    ),
}


@cache
def known_fields(subject: ReportSubject) -> dict[str, ReportField[Any]]:
    """By name, in the order in which they are offered: for what they are called, not for what they say."""
    return {field.name: field for field in SUBJECTS[subject].fields(_nowhen())}


def _nowhen() -> Frame:
    return Frame(date.min, UnitSettings(), {})


def definition_problems(definition: ReportDefinition) -> tuple[str, ...]:
    """What keeps a report from being kept, a sentence each."""
    fields = known_fields(definition.subject)
    asked = query_of(list(fields.values()), SUBJECTS[definition.subject].flags(_nowhen()))
    said = [] if definition.name.strip() else ["A report needs a name."]
    if not definition.columns:
        said.append("A report needs at least one column. Check one.")
    said += [f"There is no column “{name}” in this kind of report." for name in _unknown(definition, list(fields))]
    return (*said, *problems(parse(definition.query), asked.rules))


def _unknown(definition: ReportDefinition, known: Sequence[str]) -> list[str]:
    used = (*definition.columns, definition.group_by, definition.sort_by)
    return [name for name in dict.fromkeys(used) if name and name not in known]
