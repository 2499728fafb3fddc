"""Saved reports: what the shipped ones find, how they are changed and restored, and the unit's own."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coordinator.errors import RuleBroken
from coordinator.model import License
from coordinator.rules.report_rows import ReportDefinition, ReportResult
from coordinator.rules.vocabulary import ReportSubject
from coordinator.services.licenses import reserve_licenses
from coordinator.services.reports import (
    change_report,
    delete_report,
    duplicate_report,
    move_report,
    rename_report,
    restore_report,
    save_report,
)
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.views.gates import standings
from coordinator.views.licenses import licenses
from coordinator.views.report_subjects import SHIPPED, SUBJECTS, definition_problems, known_fields
from coordinator.views.reports import SavedReport, found, report_source, reports, run_report
from tests import builders, license_unit, report_unit

TODAY = date(2026, 11, 12)
OFFICES = {"DEN": "SAC Denver", "SEA": "SAC Seattle"}
OWN = ReportDefinition("Denver", ReportSubject.PEOPLE, "office:DEN", ("name", "next"), "position", "name")


@pytest.fixture
def database(database: Path, empty_database: bytes) -> Path:
    """Of seven who are ready, four of Denver and three of Seattle, four hold a license: the pool is full."""
    database.write_bytes(report_unit.database_of_holders(empty_database))
    return database


def shipped(workspace: Workspace, key: str, today: date = TODAY) -> ReportResult:
    return workspace.read(run_report, SHIPPED[key], today)


def listed(workspace: Workspace) -> dict[int | str, SavedReport]:
    return {report.ref: report for report in workspace.read(reports)}


def names(workspace: Workspace) -> list[str]:
    return [report.definition.name for report in workspace.read(reports) if report.is_own]


def test_licenses_by_office_are_counted_office_by_office(workspace: Workspace) -> None:
    result = shipped(workspace, "licenses")
    assert result.total == license_unit.SEATS
    held = Counter(OFFICES[row.office] for row in workspace.read(licenses))
    assert {group.title: len(group.rows) for group in result.groups} == held
    holders = [row.cells[1] for row in result.groups[0].rows]
    assert holders == sorted(holders, key=str)
    assert result.groups[0].rows[0].page == "Licenses"


def test_reports_ask_for_days_from_today_so_that_they_mean_the_same_next_year(workspace: Workspace) -> None:
    assert shipped(workspace, "expiring_licenses").total == 0
    assert shipped(workspace, "expiring_licenses", date(2027, 8, 10)).total == license_unit.SEATS
    assert shipped(workspace, "expiring_licenses", date(2028, 1, 1)).total == license_unit.SEATS


def test_a_reservation_is_idle_after_the_days_of_the_settings(workspace: Workspace) -> None:
    license_unit.another_pool(workspace)
    holders = {row.designee_id for row in workspace.read(licenses)}
    people = [each for each in workspace.read(builders.designee_ids) if each not in holders][:2]
    workspace.change(reserve_licenses, license_unit.TASKING, people)
    assert shipped(workspace, "idle", date(2026, 12, 12)).total == 0
    late = shipped(workspace, "idle", date(2026, 12, 13))
    assert late.total == 2
    assert [row.cells[-1] for row in late.groups[0].rows] == [31, 31]


def test_agreement_usage_adds_up_and_responses_are_grouped_by_tasking(workspace: Workspace) -> None:
    usage = shipped(workspace, "agreements")
    sums = {column.name: total for column, total in zip(usage.columns, usage.totals, strict=True) if total is not None}
    assert sums == {"seats": 4, "used": 4, "reserved": 0, "free": 0}
    answers = shipped(workspace, "responses")
    assert [group.title for group in answers.groups] == ["0312-26"]
    assert answers.groups[0].totals[5] == 7  # nominated
    overdue = [row.cells[1] for row in answers.groups[0].rows if row.cells[0] == "BOS"]
    assert overdue == ["Awaited, overdue"]


def test_exceptions_and_waivers_in_force_find_those_who_hold_a_license_without_a_gate(workspace: Workspace) -> None:
    assert shipped(workspace, "exceptions").total == 0
    assert shipped(workspace, "exceptions", date(2029, 1, 1)).total == license_unit.SEATS  # past their last day
    person = license_unit.rows(workspace, License)[0].designee_id
    gate = workspace.read(standings, TODAY, [person])[person].gates[0].gate_id
    workspace.change(waive_gates, [person], gate, "On leave", "SAC", date(2026, 12, 1))
    result = shipped(workspace, "waivers")
    assert (result.total, result.groups[0].rows[0].cells[6]) == (1, 19)
    assert shipped(workspace, "waivers", date(2026, 12, 2)).total == 0


def test_every_field_of_every_subject_can_be_shown_grouped_by_and_sorted_by(workspace: Workspace) -> None:
    for subject in SUBJECTS:
        source = workspace.read(report_source, subject, TODAY)
        fields = tuple(known_fields(subject))
        for name in fields:
            definition = ReportDefinition("all", subject, "", fields, name, name)
            assert definition_problems(definition) == ()
            result = found(source, definition)
            assert result.total == len(source.rows) == sum(len(group.rows) for group in result.groups)


@pytest.mark.parametrize("key", list(SHIPPED))
def test_every_shipped_report_could_be_saved_as_it_is(key: str) -> None:
    assert definition_problems(SHIPPED[key]) == ()


def test_a_changed_shipped_report_keeps_its_place_and_comes_back_when_restored(workspace: Workspace) -> None:
    before = workspace.read(reports)
    changed = replace(SHIPPED["idle"], query="is:idle office:DEN", columns=("name", "days"))
    workspace.change(change_report, "idle", changed)
    after = workspace.read(reports)
    assert [report.ref for report in after] == [report.ref for report in before]
    assert (listed(workspace)["idle"].definition, listed(workspace)["idle"].is_changed) == (changed, True)
    workspace.change(restore_report, "idle")
    assert workspace.read(reports) == before
    workspace.undo()
    assert listed(workspace)["idle"].definition == changed


def test_a_shipped_report_can_be_renamed_but_not_deleted(workspace: Workspace) -> None:
    workspace.change(rename_report, "idle", "Reserved and forgotten")
    assert listed(workspace)["idle"].definition.name == "Reserved and forgotten"
    with pytest.raises(RuleBroken, match="came with the program"):
        workspace.change(delete_report, "idle")
    assert workspace.history()[0] == "Rename the report “Idle reservations”"


def test_own_reports_are_saved_put_in_order_and_deleted_and_each_step_can_be_undone(workspace: Workspace) -> None:
    first = workspace.change(save_report, OWN)[0]
    workspace.change(save_report, replace(OWN, name="Seattle", query="office:SEA"))
    third = workspace.change(duplicate_report, first)[0]
    assert names(workspace) == ["Denver", "Seattle", "Copy of Denver"]
    workspace.change(move_report, third, -1)
    assert names(workspace) == ["Denver", "Copy of Denver", "Seattle"]
    workspace.change(delete_report, first)
    assert names(workspace) == ["Copy of Denver", "Seattle"]
    workspace.undo()
    workspace.undo()
    assert names(workspace) == ["Denver", "Seattle", "Copy of Denver"]
    result = workspace.read(run_report, listed(workspace)[first].definition, TODAY)
    assert (result.total, result.words) == (4, "4 of 7 people.")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "  "}, "needs a name"),
        ({"columns": ()}, "at least one column"),
        ({"columns": ("name", "wage")}, "no column “wage”"),
        ({"group_by": "wage"}, "no column “wage”"),
        ({"query": "office:"}, "Nothing stands behind"),
        ({"query": "is:marvelous"}, "does not know “marvelous”"),
        ({"query": "days:many"}, "is not a number"),
        ({"query": "wage:3"}, "There is no field “wage”"),
        ({"query": '"open'}, "quotation mark"),
    ],
)
def test_what_a_report_may_not_ask_for_is_said_in_a_sentence(change: dict[str, Any], sentence: str) -> None:
    [problem] = definition_problems(replace(OWN, **change))
    assert sentence in problem


def test_a_report_with_a_problem_or_with_a_name_that_cannot_be_is_not_kept(workspace: Workspace) -> None:
    for definition, sentence in (
        (replace(OWN, query="wage:3"), "no field"),
        (replace(OWN, name="x" * 61), "at most 60 letters"),
        (replace(OWN, name="IDLE reservations"), "already"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            workspace.change(save_report, definition)
    assert names(workspace) == []


def test_restoring_is_refused_while_another_report_has_the_name(workspace: Workspace) -> None:
    workspace.change(rename_report, "idle", "Forgotten")
    workspace.change(rename_report, "waivers", "Idle reservations")
    with pytest.raises(RuleBroken, match="Choose another name"):
        workspace.change(restore_report, "idle")


def test_words_months_and_none_are_asked_for_as_on_the_roster(workspace: Workspace) -> None:

    def total(query: str) -> int:
        return workspace.read(run_report, replace(SHIPPED["licenses"], query=query), TODAY).total

    assert total("office:DEN or office:SEA") == license_unit.SEATS
    assert total("office:denver") + total("-office:denver") == license_unit.SEATS
    assert total("issued:2026-11 ended:none") == license_unit.SEATS
    assert total("left:>300 state:issued") == license_unit.SEATS
    assert total("left:<300") == 0
    assert total("nobody") == 0
