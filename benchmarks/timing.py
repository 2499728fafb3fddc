"""Times pieces of work and prints them as rows of a table, with the floor beside where there is one."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Seconds of the fastest round: what else the machine does only ever adds."""
    return min(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@contextmanager
def stopped(into: list[float]) -> Iterator[None]:
    """Adds the seconds that the block took to the list."""
    start = time.perf_counter()
    yield
    into.append(time.perf_counter() - start)


def heading() -> None:
    print(
        f"| {'what':<62} | {'time':>8} | {'floor':>8} | {'ratio':>5} |\n|{'-' * 64}|{'-' * 9}:|{'-' * 9}:|{'-' * 6}:|"
    )


def row(what: str, seconds: float, floor: float | None = None) -> None:
    """The floor is the same work by the database's driver alone, on the same machine in the same run."""
    beside = ("", "") if floor is None else (_figure(floor), f"{seconds / floor:.1f}")
    print(f"| {what:<62} | {_figure(seconds):>8} | {beside[0]:>8} | {beside[1]:>5} |", flush=True)


def _figure(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
