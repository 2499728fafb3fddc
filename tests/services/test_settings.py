"""Settings, gates and offices: what is taken, what is refused, and that it can be undone."""

import re
from datetime import date

import pytest

from coordinator.errors import RuleBroken
from coordinator.services.gates import switch_gate
from coordinator.services.offices import add_office, close_office, edit_office
from coordinator.services.settings import change_settings
from coordinator.services.workspace import Workspace
from coordinator.views.gate_definitions import gate_definitions
from coordinator.views.offices import offices
from coordinator.views.settings import backup_rows, unit_settings
from tests import builders


def test_a_setting_is_changed_and_undone(workspace: Workspace) -> None:
    workspace.change(change_settings, {"unit_name": "Forensics Center"})
    assert workspace.read(unit_settings).unit_name == "Forensics Center"
    workspace.undo()
    assert workspace.read(unit_settings).unit_name == "Cyber Crimes Center"


def test_the_same_value_again_is_no_change(workspace: Workspace) -> None:
    _, areas = workspace.change(change_settings, {"license_valid_days": 365})
    assert not areas


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("unit_colour", "blue", "There is no setting called unit_colour."),
        ("unit_time_zone", "Mars/Olympus", "“Mars/Olympus” is not a time zone."),
        ("unit_close_of_business", "five", "“five” is not a time of day."),
        ("certificate_scheme", "CERT-{number}", "A number scheme needs {year} and {number}"),
        ("unit_paper", "foolscap", "“foolscap” is no paper of this program."),
        ("attendance_present_percent", 0, "must be between 1 and 100 percent"),
        ("license_valid_days", "long", "The setting license valid days cannot be 'long'."),
    ],
)
def test_an_impossible_value_is_refused_in_a_sentence(
    workspace: Workspace, name: str, value: object, sentence: str
) -> None:
    before = workspace.read(unit_settings)
    with pytest.raises(RuleBroken, match=re.escape(sentence)):
        workspace.change(change_settings, {name: value})
    assert workspace.read(unit_settings) == before


def test_a_gate_is_switched_off_by_name(workspace: Workspace) -> None:
    gate = workspace.read(gate_definitions, date(2026, 11, 12)).rows[0]
    workspace.change(switch_gate, gate.id, False)
    assert not workspace.read(gate_definitions, date(2026, 11, 12)).rows[0].is_on
    assert workspace.history()[0] == f"Switch the gate “{gate.title}” off"


def test_an_office_is_added_edited_and_closed(workspace: Workspace) -> None:
    office = workspace.change(add_office, "xyz", "SAC Springfield", "America/Chicago")[0]
    workspace.change(edit_office, office, "city", "Springfield")
    workspace.change(close_office, office)
    row = next(row for row in workspace.read(offices) if row.id == office)
    assert (row.code, row.city, row.people) == ("XYZ", "Springfield", 0)
    assert row.valid_until is not None


@pytest.mark.parametrize(("field", "value"), [("code", "NEW"), ("name", "  "), ("time_zone", "Nowhere")])
def test_an_impossible_edit_of_an_office_is_refused(workspace: Workspace, field: str, value: str) -> None:
    office = workspace.read(builders.office_id, "DEN")
    with pytest.raises(RuleBroken):
        workspace.change(edit_office, office, field, value)


def test_a_second_office_with_a_code_is_refused(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="There is already an office with this code"):
        workspace.change(add_office, "den", "Another Denver", "America/Denver")


def test_backups_are_listed_newest_first(workspace: Workspace) -> None:
    first = workspace.back_up()
    builders.a_tasking(workspace)
    second = workspace.back_up()
    rows = backup_rows(workspace.path)
    assert [row.sequence for row in rows] == [second.sequence, first.sequence]
    assert all(row.size for row in rows)


def test_duty_that_ends_before_it_begins_is_refused(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="Duty must end after it begins"):
        workspace.change(change_settings, {"seating_duty_end": "07:30"})
    assert workspace.read(unit_settings).seating_duty_end == "17:00"
