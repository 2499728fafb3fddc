"""What every page is given: the runner, the messages, the look, and how to get around."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ui.actions import Actions
from ui.messages import Messages
from ui.runner import Runner
from ui.style import Look


@dataclass(frozen=True)
class Desk:
    """`go(page, target)` shows another page; `say` is a toast in the past tense, with Undo when it can be undone."""

    runner: Runner
    messages: Messages
    look: Look
    actions: Actions
    go: Callable[[str, object], None]
    say: Callable[[str, bool], None]
    zone: str

    def now(self) -> datetime:
        return self.runner.workspace.clock.now()

    def today(self) -> date:
        """The calendar day in the unit's zone."""
        return self.now().astimezone(ZoneInfo(self.zone)).date()
