"""Who the doubtful participants were, while it is being decided: nothing of it is written yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator.views.attendance_review import ReviewRow


@dataclass(frozen=True, slots=True)
class Decision:
    """Someone of the roster, or a new person of an office; neither means nobody on the roster.

    `name` is what it is called on the screen.
    """

    name: str
    designee_id: int | None = None
    office_id: int | None = None

    @property
    def is_dismissal(self) -> bool:
        return self.designee_id is None and self.office_id is None


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One participant and what was decided so far."""

    row: ReviewRow
    decision: Decision | None = None
    is_put_off: bool = False

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def is_open(self) -> bool:
        return self.decision is None and not self.is_put_off


class ReviewInHand:
    """The participants in order, and the one that is asked about."""

    def __init__(self, rows: Sequence[ReviewRow] = ()) -> None:
        self.items = tuple(map(ReviewItem, rows))
        self.at = 0

    @property
    def item(self) -> ReviewItem | None:
        return self.items[self.at] if self.items else None

    @property
    def decided(self) -> tuple[ReviewItem, ...]:
        return tuple(item for item in self.items if item.decision is not None)

    @property
    def put_off(self) -> int:
        return sum(item.is_put_off for item in self.items)

    @property
    def is_done(self) -> bool:
        """Whether everyone is decided about or left for later."""
        return not any(item.is_open for item in self.items)

    def decide(self, decision: Decision) -> None:
        self._set(decision, is_put_off=False)

    def put_off_this(self) -> None:
        """Left as it is; whoever is left open now is asked again next time."""
        self._set(None, is_put_off=True)

    def go_back(self) -> None:
        """To the one before, whatever was said about it."""
        self.at = max(self.at - 1, 0)

    def go_to(self, item_id: int) -> None:
        self.at = next((place for place, item in enumerate(self.items) if item.id == item_id), self.at)

    def _set(self, decision: Decision | None, *, is_put_off: bool) -> None:
        if self.item is not None:
            changed = replace(self.item, decision=decision, is_put_off=is_put_off)
            self.items = (*self.items[: self.at], changed, *self.items[self.at + 1 :])
            self._go_on()

    def _go_on(self) -> None:
        """To the next one that is open; from the last one on from the first. When none is left it stays here."""
        places = [*range(self.at + 1, len(self.items)), *range(self.at)]
        self.at = next((place for place in places if self.items[place].is_open), self.at)
