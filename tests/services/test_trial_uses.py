"""Who used a trial license: recorded for many at once, edited, removed, and found in a pasted list."""

from datetime import date
from pathlib import Path

import pytest

from coordinator.errors import RuleBroken
from coordinator.services.products import add_product
from coordinator.services.trial_uses import (
    TrialFacts,
    edit_trial_use,
    find_pasted,
    record_trial_uses,
    remove_trial_uses,
)
from coordinator.services.workspace import Workspace
from coordinator.views.ranking import present_ranking
from coordinator.views.ranking import standing as standing_people
from coordinator.views.taskings import taskings
from coordinator.views.trial_uses import roster_people, trial_uses
from tests import builders

FRS = 1
TODAY = date(2026, 11, 12)
SPRING = TrialFacts(FRS, date(2026, 4, 1), date(2026, 6, 30), "Vendor’s list")


@pytest.fixture
def database(tmp_path: Path, selected_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(selected_database)
    return path


def on_record(workspace: Workspace) -> list[tuple[str, date | None, date | None]]:
    return [(row.name, row.used_from, row.used_until) for row in workspace.read(trial_uses)]


def test_many_are_recorded_in_one_step_and_nobody_twice(workspace: Workspace) -> None:
    people = workspace.read(builders.designee_ids)
    assert workspace.change(record_trial_uses, people[:2], SPRING)[0] == 2
    assert workspace.change(record_trial_uses, people[:3], SPRING)[0] == 1
    with pytest.raises(RuleBroken, match="on record already"):
        workspace.change(record_trial_uses, people[:3], SPRING)
    assert len(on_record(workspace)) == 3
    assert workspace.undo()[0] == "Record trial use of Lindqvist, Per"
    assert workspace.undo()[0] == "Record trial use of 2 people"
    assert on_record(workspace) == []


def test_one_is_edited_and_several_are_removed_and_brought_back(workspace: Workspace) -> None:
    people = workspace.read(builders.designee_ids)
    workspace.change(record_trial_uses, people[:2], SPRING)
    other, _ = workspace.change(add_product, "Voice Match")
    first = workspace.read(trial_uses)[0]
    workspace.change(edit_trial_use, first.id, TrialFacts(other, None, date(2026, 5, 2), " survey "))
    row = next(row for row in workspace.read(trial_uses) if row.id == first.id)
    assert (row.product, row.used_from, row.used_until, row.source) == (
        "Voice Match", None, date(2026, 5, 2), "survey",
    )  # fmt: skip
    assert workspace.change(remove_trial_uses, [row.id for row in workspace.read(trial_uses)])[0] == 2
    assert on_record(workspace) == []
    workspace.undo()
    assert len(on_record(workspace)) == 2


@pytest.mark.parametrize(
    ("people", "facts", "said"),
    [
        ([], SPRING, "Choose who used"),
        ([1], TrialFacts(FRS, date(2026, 6, 1), date(2026, 5, 1)), "before it was first used"),
        ([1], TrialFacts(FRS, date(2026, 11, 13)), "not to come"),
        ([1], TrialFacts(99), "no longer there"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    workspace: Workspace, people: list[int], facts: TrialFacts, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        workspace.change(record_trial_uses, people, facts)


def test_a_trial_use_on_record_raises_the_rank_under_taskings_for_its_product(workspace: Workspace) -> None:
    (tasking_id,) = (row.id for row in workspace.read(taskings))
    person = workspace.read(builders.designee_ids)[1]  # whose nomination says that no trial license was used

    def reasons() -> str:
        ranked = {
            standing.designee_id: place.sentence
            for place in workspace.read(present_ranking, tasking_id, TODAY)
            for standing in workspace.read(standing_people, tasking_id, (), TODAY)
            if standing.id == place.id
        }
        return ranked[person]

    before = reasons()
    other, _ = workspace.change(add_product, "Voice Match")
    workspace.change(record_trial_uses, [person], TrialFacts(other))
    assert reasons() == before
    assert "used trial license" not in before
    workspace.change(record_trial_uses, [person], SPRING)
    assert "used trial license (+4)" in reasons()
    assert int(reasons()[0]) < int(before[0])
    workspace.undo()
    assert reasons() == before


def test_a_pasted_list_is_matched_only_where_it_is_certain(workspace: Workspace) -> None:
    builders.nominated(workspace, builders.a_tasking(workspace, "0313-26"), "SEA", ("Reyes, Marisol",))
    addresses = {row.name: row.email for row in workspace.read(roster_people) if row.office == "DEN"}
    text = "\n".join(
        (
            f"  {addresses['Okafor, Dana R'].upper()}  ",
            f"Haddad, Samir\tDEN\t{addresses['Haddad, Samir']}",
            "Tom Brandvold",
            "Reyes, Marisol",
            "DEN; Reyes, Marisol",
            "nobody@example.gov",
            "Unknown, Ulla",
            "12345",
            "",
            "Tom Brandvold",
        )
    )
    found = workspace.read(find_pasted, text)
    assert [(line.person.name + " " + line.person.office if line.person else None, line.how) for line in found] == [
        ("Okafor, Dana R DEN", "Same e-mail"),
        ("Haddad, Samir DEN", "Same e-mail, same name"),
        ("Brandvold, Tom DEN", "Same name only"),
        (None, "2 people have this name; add the e-mail"),
        ("Reyes, Marisol DEN", found[4].how),
        (None, "Nobody has this e-mail"),
        (None, "Nobody on the roster has this name"),
        (None, "No name or e-mail in this line"),
    ]
