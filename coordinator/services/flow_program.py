"""Flows over a network for the most points, by HiGHS.

Every column brings what flows over it to two rows, as +1 or -1: the corners of such a program are whole numbers, and so
are its prices. No search is needed, and the solver's bound is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coordinator.errors import Cancelled
from coordinator.services.progress import Progress

if TYPE_CHECKING:
    from highspy import HighsLp

LISTEN_EVERY = 100  # steps of the solver between two looks at the progress
# One thread and a fixed seed, and corners rather than inner points: the same program has the same answer.
OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 1,
    "solver": "simplex",
    "presolve": "off",
    "simplex_dual_edge_weight_strategy": 1,  # Devex: on these networks twice as fast as the default
}


@dataclass(frozen=True, slots=True)
class Arc:
    """A column: up to `most` may flow, each for so many points; it comes to two rows with its sign, 1 or -1.

    `who` is the group that goes to `training`; None for what only passes through.
    """

    rows: tuple[tuple[int, int], tuple[int, int]]
    most: int
    points: int
    who: int | None = None
    training: int = 0


@dataclass(frozen=True, slots=True)
class FlowProgram:
    """Choose what flows over each arc for the most points; what comes to each row lies between `lower` and `upper`."""

    arcs: Sequence[Arc]
    lower: Sequence[int]
    upper: Sequence[int]


def best_flows(program: FlowProgram, progress: Progress, at: tuple[int, int, str]) -> tuple[list[int], list[int]]:
    """What flows over each arc, and the price of each row. The progress is told `at` from time to time.

    Raises Cancelled where the progress does, ArithmeticError when there is no way at all.
    """
    if not program.arcs:
        return [], [0] * len(program.lower)
    # Imported here: it takes a tenth of a second and much memory, and the program starts without it.
    import highspy

    highs = highspy.Highs()  # type: ignore[no-untyped-call]  # the package is typed, but for this
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    highs.passModel(_linear(program))
    watch = _Watch(progress, at)
    highs.cbSimplexInterrupt += watch.listen
    highs.run()
    if watch.cancelled is not None:
        raise watch.cancelled
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"the solver ended with {highs.modelStatusToString(highs.getModelStatus())}")
    found = highs.getSolution()
    return [round(flow) for flow in found.col_value], [round(price) for price in found.row_dual]


def _linear(program: FlowProgram) -> "HighsLp":
    import highspy  # as above

    made, arcs = highspy.HighsLp(), program.arcs
    made.sense_ = highspy.ObjSense.kMaximize
    made.num_col_, made.num_row_ = len(arcs), len(program.lower)
    made.col_cost_ = [float(arc.points) for arc in arcs]
    made.col_lower_, made.col_upper_ = [0.0] * len(arcs), [float(arc.most) for arc in arcs]
    made.row_lower_ = [float(value) for value in program.lower]
    made.row_upper_ = [float(value) for value in program.upper]
    made.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    made.a_matrix_.start_ = list(range(0, 2 * len(arcs) + 1, 2))
    made.a_matrix_.index_ = [row for arc in arcs for row, _ in arc.rows]
    made.a_matrix_.value_ = [float(sign) for arc in arcs for _, sign in arc.rows]
    return made


class _Watch:
    """Asks the progress now and then. An exception would not come through the solver: it is kept for afterwards."""

    def __init__(self, progress: Progress, at: tuple[int, int, str]) -> None:
        self._progress, self._at = progress, at
        self._calls = 0
        self.cancelled: Cancelled | None = None

    def listen(self, event: Any) -> None:
        self._calls += 1
        if self.cancelled is None and self._calls % LISTEN_EVERY == 1:
            try:
                self._progress(*self._at)
            except Cancelled as stop:
                self.cancelled = stop
        if self.cancelled is not None:
            event.interrupt()
