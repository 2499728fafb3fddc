"""The clauses of a letter while they are edited: where one is, and the clauses with one changed, moved or taken out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from coordinator.rules.templates import MOST_CLAUSES, MOST_ITEMS, Clause, Item

Clauses = tuple[Clause, ...]
Entry = Clause | Item


class Spot(NamedTuple):
    """A clause by its place from 0; or one of its entries, where `item` is not None."""

    clause: int
    item: int | None = None

    def path(self, prefix: str) -> str:
        """As in `rules.template_limits`."""
        own = f"{prefix}.clauses.{self.clause}"
        return own if self.item is None else f"{own}.items.{self.item}"


def spot_of(path: str) -> Spot | None:
    """The clause or entry that a path leads into, None where it leads to no clause."""
    parts = path.split(".")
    if len(parts) < 3 or parts[1] != "clauses":
        return None
    is_item = len(parts) > 4 and parts[3] == "items"
    return Spot(int(parts[2]), int(parts[4]) if is_item else None)


def numbered(spot: Spot) -> str:
    """ "2." of a clause, "b." of an entry, as in the letter."""
    return f"{spot.clause + 1}." if spot.item is None else f"{chr(ord('a') + spot.item)}."


def entry_at(clauses: Clauses, spot: Spot) -> Entry:
    clause = clauses[spot.clause]
    return clause if spot.item is None else clause.items[spot.item]


def with_entry(clauses: Clauses, spot: Spot, entry: Entry) -> Clauses:
    """The same clauses with another one at the spot."""
    return _with_siblings(clauses, spot, _put(_siblings(clauses, spot), spot, entry))


def with_new(clauses: Clauses, spot: Spot, entry: Entry) -> Clauses:
    """One more at the spot, before the one that is there; at the end of its siblings at the latest."""
    found = _siblings(clauses, spot)
    at = _at(spot)
    return _with_siblings(clauses, spot, (*found[:at], entry, *found[at:]))


def without(clauses: Clauses, spot: Spot) -> Clauses:
    found, at = _siblings(clauses, spot), _at(spot)
    return _with_siblings(clauses, spot, (*found[:at], *found[at + 1 :]))


def shifted(clauses: Clauses, spot: Spot, by: int) -> tuple[Clauses, Spot]:
    """One place up (-1) or down among its siblings, and where it is then; as it was where there is no such place."""
    found, at = list(_siblings(clauses, spot)), _at(spot)
    if not 0 <= at + by < len(found):
        return clauses, spot
    found.insert(at + by, found.pop(at))
    moved = Spot(at + by) if spot.item is None else Spot(spot.clause, at + by)
    return _with_siblings(clauses, spot, tuple(found)), moved


def near(clauses: Clauses, spot: Spot) -> Spot:
    """The spot, or the one nearest to it that there is; the first clause where there are none."""
    clause = min(spot.clause, max(len(clauses) - 1, 0))
    entries = clauses[clause].items if clauses else ()
    return Spot(clause, min(spot.item, len(entries) - 1)) if spot.item is not None and entries else Spot(clause)


def has_room(clauses: Clauses, spot: Spot) -> bool:
    """Whether there can be one more beside what is at the spot."""
    return len(_siblings(clauses, spot)) < (MOST_CLAUSES if spot.item is None else MOST_ITEMS)


def _at(spot: Spot) -> int:
    return spot.clause if spot.item is None else spot.item


def _siblings(clauses: Clauses, spot: Spot) -> tuple[Entry, ...]:
    return clauses if spot.item is None else clauses[spot.clause].items


def _put(found: tuple[Entry, ...], spot: Spot, entry: Entry) -> tuple[Entry, ...]:
    at = _at(spot)
    return (*found[:at], entry, *found[at + 1 :])


def _with_siblings(clauses: Clauses, spot: Spot, siblings: Sequence[Entry]) -> Clauses:
    if spot.item is None:
        return tuple(each for each in siblings if isinstance(each, Clause))
    items = tuple(each for each in siblings if isinstance(each, Item))
    changed = replace(clauses[spot.clause], items=items)
    return (*clauses[: spot.clause], changed, *clauses[spot.clause + 1 :])
