"""How a long service says how far it is. The callback raises Cancelled when the user stops the work."""

from typing import Protocol


class Progress(Protocol):
    def __call__(self, done: int, total: int, what: str) -> None: ...


def silent(done: int, total: int, what: str) -> None:
    """For callers that do not watch."""
