"""What cells of the Roster say, under the name by which the grid asks for it."""

from ui.models.roster_words import position, rank, status

__all__ = ["position", "rank", "status"]
