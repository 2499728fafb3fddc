"""Searches that are kept: in which order they stand, what is refused, and that all of it can be undone."""

import pytest

from coordinator.errors import RuleBroken
from coordinator.services.saved_views import LONGEST_NAME, delete_view, move_view, rename_view, save_view
from coordinator.services.workspace import Workspace
from coordinator.views.saved_views import saved_views

PAGE = "Roster"


def names(workspace: Workspace, page: str = PAGE) -> list[str]:
    return [view.name for view in workspace.read(saved_views, page)]


def three(workspace: Workspace) -> list[int]:
    return [workspace.change(save_view, PAGE, name, "is:ready")[0] for name in ("One", "Two", "Three")]


def test_views_stand_in_the_order_in_which_they_were_saved_each_on_its_page(workspace: Workspace) -> None:
    three(workspace)
    workspace.change(save_view, "Licenses", "Other", "is:issued")
    assert names(workspace) == ["One", "Two", "Three"]
    assert names(workspace, "Licenses") == ["Other"]


def test_a_view_of_the_same_name_takes_the_new_search_and_keeps_its_place(workspace: Workspace) -> None:
    ids = three(workspace)
    again, _ = workspace.change(save_view, PAGE, "  one ", " office:DEN ")
    assert again == ids[0]
    view = workspace.read(saved_views, PAGE)[0]
    assert (view.name, view.query) == ("one", "office:DEN")
    workspace.undo()
    assert workspace.read(saved_views, PAGE)[0].query == "is:ready"


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        ("  ", "is:ready", "A view needs a name."),
        ("x" * (LONGEST_NAME + 1), "is:ready", f"at most {LONGEST_NAME} letters"),
        ("Empty", "  ", "The query is empty."),
        ("Wrong", "offce:DEN", "There is no field “offce”."),
    ],
)
def test_what_cannot_be_kept_is_refused(workspace: Workspace, name: str, query: str, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        workspace.change(save_view, PAGE, name, query)
    assert names(workspace) == []


def test_a_view_is_renamed_but_not_to_the_name_of_another(workspace: Workspace) -> None:
    first, *_ = three(workspace)
    with pytest.raises(RuleBroken, match="There is a view “TWO” already"):
        workspace.change(rename_view, first, "TWO")
    workspace.change(rename_view, first, "ONE")
    assert names(workspace) == ["ONE", "Two", "Three"]
    assert workspace.undo()[0] == "Rename the view “One”"


@pytest.mark.parametrize(
    ("place", "step", "order"),
    [
        (0, 1, ["Two", "One", "Three"]),
        (2, -1, ["One", "Three", "Two"]),
        (2, -9, ["Three", "One", "Two"]),
        (0, -1, ["One", "Two", "Three"]),
        (2, 1, ["One", "Two", "Three"]),
    ],
)
def test_a_view_moves_as_far_as_there_is_room(workspace: Workspace, place: int, step: int, order: list[str]) -> None:
    ids = three(workspace)
    workspace.change(move_view, ids[place], step)
    assert names(workspace) == order


def test_a_deleted_view_comes_back_in_its_place(workspace: Workspace) -> None:
    ids = three(workspace)
    workspace.change(delete_view, ids[1])
    assert names(workspace) == ["One", "Three"]
    assert workspace.undo()[0] == "Delete the view “Two”"
    assert names(workspace) == ["One", "Two", "Three"]


def test_a_view_that_is_gone_is_refused_in_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="This saved view is no longer there"):
        workspace.change(move_view, 99, 1)
