"""Verbs on searches that are kept under a name."""

from collections.abc import Sequence

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import SavedView
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.roster_query import check_query

LONGEST_NAME = 40


def save_view(uow: UnitOfWork, page: str, name: str, query: str) -> int:
    """Keep a search of a page, at the end; one of the same name takes the new search instead. Returns its id.

    Raises RuleBroken for a name that cannot be, and for a search that asks for something that does not exist.
    """
    name, query = _checked(name), query.strip()
    check_query(query)
    known = _of_name(uow, page, name)
    if known is None:
        place = max((view.position for view in _views(uow, page)), default=-1) + 1
        known = uow.add(SavedView(page=page, name=name, query=query, position=place))
        uow.describe(f"Save the view “{name}”")
    else:
        known.name, known.query = name, query
        uow.describe(f"Change the view “{name}”")
    return known.id


def rename_view(uow: UnitOfWork, view_id: int, name: str) -> None:
    """Raises RuleBroken when another view of the page has the name."""
    view, name = uow.get(SavedView, view_id), _checked(name)
    known = _of_name(uow, view.page, name)
    if known not in (None, view):
        raise RuleBroken(f"There is a view “{name}” already. Choose another name.")
    uow.describe(f"Rename the view “{view.name}”")
    view.name = name


def delete_view(uow: UnitOfWork, view_id: int) -> None:
    view = uow.get(SavedView, view_id)
    uow.describe(f"Delete the view “{view.name}”")
    uow.delete(view)


def move_view(uow: UnitOfWork, view_id: int, step: int) -> None:
    """By so many places, to the left when `step` is negative; at an end it stays."""
    view = uow.get(SavedView, view_id)
    others = [each for each in _views(uow, view.page) if each.id != view.id]
    before = sum((each.position, each.id) < (view.position, view.id) for each in others)
    place = min(max(before + step, 0), len(others))
    for position, each in enumerate([*others[:place], view, *others[place:]]):
        each.position = position
    uow.describe(f"Move the view “{view.name}”")


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleBroken("A view needs a name.")
    if len(name) > LONGEST_NAME:
        raise RuleBroken(f"The name of a view has at most {LONGEST_NAME} letters. This one has {len(name)}.")
    return name


def _views(uow: UnitOfWork, page: str) -> Sequence[SavedView]:
    return uow.all(select(SavedView).where(SavedView.page == page).order_by(SavedView.position, SavedView.id))


def _of_name(uow: UnitOfWork, page: str, name: str) -> SavedView | None:
    """Capitals do not tell two names apart."""
    return next((view for view in _views(uow, page) if view.name.casefold() == name.casefold()), None)
