"""Gates as rows: added, changed, moved, switched, removed and restored; and whom one would stop before it counts."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import Course
from coordinator.rules.vocabulary import CourseKind, DocumentKind, GateKind
from coordinator.services.first_settings import GATES
from coordinator.services.gates import (
    GateFacts,
    add_gate,
    edit_gate,
    move_gate,
    remove_gate,
    restore_gates,
    switch_gate,
)
from coordinator.services.waivers import waive_gates
from coordinator.services.workspace import Workspace
from coordinator.views.gate_definitions import GateDefinitionRow, gate_definitions
from tests import builders, readiness_unit
from tests.readiness_unit import TODAY

RULES = GateFacts(GateKind.ACKNOWLEDGED, "Rules of behavior acknowledged", DocumentKind.RULES_OF_BEHAVIOR)


def defined(workspace: Workspace) -> dict[str, GateDefinitionRow]:
    return {row.title: row for row in workspace.read(gate_definitions, TODAY).rows}


def course_of(session: Session, kind: CourseKind) -> int:
    return session.scalars(select(Course.id).where(Course.kind == kind)).first() or 0


def test_a_new_gate_waits_switched_off_at_the_end(workspace: Workspace) -> None:
    workspace.change(add_gate, GateFacts(RULES.kind, "  Rules  of behavior acknowledged ", RULES.document_kind))
    *_, last = defined(workspace).values()
    assert (last.title, last.is_on, last.document_kind) == (RULES.title, False, DocumentKind.RULES_OF_BEHAVIOR)
    workspace.change(switch_gate, last.id, True)
    assert defined(workspace)[RULES.title].is_on
    workspace.undo()
    workspace.undo()
    assert RULES.title not in defined(workspace)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (GateFacts(GateKind.ACTIVE, " "), "needs a title"),
        (GateFacts(GateKind.TRAINED, "x" * 81), "too long"),
        (GateFacts(GateKind.ACKNOWLEDGED, "Documents"), "Choose which documents"),
        (GateFacts(GateKind.ACTIVE, "Active", DocumentKind.PTA), "Choose which documents"),
        (GateFacts(GateKind.ACKNOWLEDGED, "pta acknowledged", DocumentKind.OTHER), "another title"),
        (GateFacts(GateKind.ACTIVE, "Still here"), "“Active employee” asks for the same already"),
    ],
)
def test_a_gate_is_refused_in_words(workspace: Workspace, facts: GateFacts, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        workspace.change(add_gate, facts)


def test_a_gate_may_ask_for_one_course_of_its_kind_alone(workspace: Workspace) -> None:
    unit, lms = workspace.read(course_of, CourseKind.UNIT), workspace.read(course_of, CourseKind.LMS)
    with pytest.raises(RuleBroken, match="cannot be asked for by this kind of gate"):
        workspace.change(add_gate, GateFacts(GateKind.TRAINED, "LMS training", course_id=lms))
    workspace.change(add_gate, GateFacts(GateKind.TRAINED, "Overview attended", course_id=unit))
    assert defined(workspace)["Overview attended"].course.startswith("Platform Overview")
    assert {course.kind for course in workspace.read(gate_definitions, TODAY).courses} == set(CourseKind)


def test_what_a_waiver_refers_to_keeps_its_condition_and_stays(workspace: Workspace) -> None:
    builders.selected(workspace)
    gate = defined(workspace)["PTA acknowledged"]
    workspace.change(waive_gates, [1], gate.id, "On leave", "R. Chief", date(2026, 12, 1))
    with pytest.raises(RuleBroken, match="1 waiver refers to this gate"):
        workspace.change(edit_gate, gate.id, GateFacts(gate.kind, gate.title, DocumentKind.OTHER))
    with pytest.raises(RuleBroken, match="Switch it off instead"):
        workspace.change(remove_gate, gate.id)
    workspace.change(edit_gate, gate.id, GateFacts(gate.kind, "Privacy text acknowledged", gate.document_kind))
    assert defined(workspace)["Privacy text acknowledged"].waivers == 1


def test_gates_change_places_and_the_others_close_up(workspace: Workspace) -> None:
    before = list(defined(workspace).values())
    workspace.change(move_gate, before[2].id, -1)
    workspace.change(remove_gate, before[0].id)
    expected = [before[2].title, before[1].title, *(row.title for row in before[3:])]
    assert list(defined(workspace)) == expected
    workspace.change(move_gate, before[2].id, -1)
    assert list(defined(workspace)) == expected


def test_one_gate_always_stays_on(workspace: Workspace) -> None:
    on = [row for row in defined(workspace).values() if row.is_on]
    for row in on[:-1]:
        workspace.change(switch_gate, row.id, False)
    for verb, args in ((switch_gate, (on[-1].id, False)), (remove_gate, (on[-1].id,))):
        with pytest.raises(RuleBroken, match="last gate that is on"):
            workspace.change(verb, *args)


def test_the_gates_of_the_memo_come_back_whatever_was_done_to_them(workspace: Workspace) -> None:
    gates = defined(workspace)
    pta, memo = gates["PTA acknowledged"], gates["Memorandum acknowledged"]
    workspace.change(remove_gate, gates["Virtual training attended"].id)
    workspace.change(switch_gate, memo.id, False)
    workspace.change(edit_gate, pta.id, GateFacts(pta.kind, "Privacy text", pta.document_kind))
    workspace.change(move_gate, memo.id, -2)
    workspace.change(switch_gate, workspace.change(add_gate, RULES)[0], True)
    changed = defined(workspace)
    workspace.change(restore_gates)
    rows = list(defined(workspace).values())
    assert [(row.kind, row.title, row.document_kind, row.is_on) for row in rows[: len(GATES)]] == list(GATES)
    assert [(row.title, row.is_on) for row in rows[len(GATES) :]] == [(RULES.title, False)]
    assert defined(workspace)["PTA acknowledged"].id == pta.id
    workspace.undo()
    assert defined(workspace) == changed


def test_titles_that_changed_hands_stay_where_they_are(workspace: Workspace) -> None:
    gates = defined(workspace)
    pta, memo = gates["PTA acknowledged"], gates["Memorandum acknowledged"]
    workspace.change(remove_gate, gates["Virtual training attended"].id)
    workspace.change(edit_gate, pta.id, GateFacts(pta.kind, "Old", pta.document_kind))
    workspace.change(edit_gate, memo.id, GateFacts(memo.kind, "PTA acknowledged", memo.document_kind))
    workspace.change(add_gate, GateFacts(RULES.kind, "Virtual training attended", RULES.document_kind))
    changed = defined(workspace)
    workspace.change(restore_gates)
    titles = list(defined(workspace))
    assert titles[1:4] == ["Old", "Memorandum acknowledged", "Virtual training attended (memo)"]
    workspace.undo()
    assert defined(workspace) == changed


def test_it_is_known_how_many_holders_a_gate_would_stop_before_it_is_switched_on(
    tmp_path_factory: pytest.TempPathFactory, empty_database: bytes
) -> None:
    workspace = readiness_unit.build(tmp_path_factory.mktemp("gates") / "unit.db", empty_database)
    counted = {title: (row.unmet, row.holders, row.is_on) for title, row in defined(workspace).items()}
    workspace.close()
    assert counted["PTA acknowledged"] == (1, 2, True)
    assert counted["Virtual training attended"] == (0, 2, True)
    assert counted["LMS course completed"] == (0, 2, False)
    assert counted["Supervisor's approval"] == (2, 2, False)
