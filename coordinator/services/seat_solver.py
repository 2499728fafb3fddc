"""The best filling of trainings with groups of people: a network from groups over (office, training) to trainings, with
convex costs on the arcs between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from coordinator.services.flow_program import Arc, FlowProgram, best_flows
from coordinator.services.progress import Progress, silent

FINDING = (2, 4, "Finding the best filling")
_LOTS = 1 << 20


@dataclass(frozen=True, slots=True)
class Group:
    """People of one office to whom everything is worth the same, all of whom are to be seated.

    `members` are their places in the order of priority, rising; `key` is what lots are drawn by, `points` by training.
    """

    key: int
    members: tuple[int, ...]
    office: str
    points: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Filling:
    """The training of each member; the points of all, and the most that any filling could have.

    `bound` is worked out in whole numbers from the prices that the solver found: it holds whatever the solver did.
    """

    trainings: Mapping[int, int]
    objective: int
    bound: int


def best_filling(
    groups: Sequence[Group],
    rooms: Sequence[int],
    steps: Mapping[tuple[str, int], Sequence[int]],
    progress: Progress = silent,
) -> Filling:
    """Seat everyone of the groups for the most points. `steps` are what the first, second, … of an office in a training
    costs, never falling; where there are none, nothing. Groups come in the order of their first members, and there must
    be a way to seat them all.

    Among equal fillings the first groups go to the first trainings; what is still equal is decided by lots that hang on
    the keys alone. Raises Cancelled where the progress does.
    """
    if not groups:
        return Filling({}, 0, 0)
    network = _Network(groups, rooms, steps)
    flows, prices = best_flows(network.program, progress, FINDING)
    rest = _Rest(network, prices)
    found, _ = best_flows(rest.program, progress, FINDING)
    return Filling(rest.trainings(found), network.points(flows), network.bound(prices))


class _Network:
    """The rows: groups (all are seated), then offices in trainings (in is out), then trainings (no more than room)."""

    def __init__(
        self, groups: Sequence[Group], rooms: Sequence[int], steps: Mapping[tuple[str, int], Sequence[int]]
    ) -> None:
        self.groups, self.rooms = groups, rooms
        between = sorted({(group.office, t) for group in groups for t in group.points if (group.office, t) in steps})
        self._between = {key: len(groups) + place for place, key in enumerate(between)}
        self.first_training = len(groups) + len(between)
        fixed = [*(len(group.members) for group in groups), *(0 for _ in between)]
        arcs = [*self._of_groups(), *self._of_steps(steps)]
        self.program = FlowProgram(arcs, [*fixed, *(0 for _ in rooms)], [*fixed, *rooms])

    def _of_groups(self) -> list[Arc]:
        return [
            Arc(((g, 1), (self.row_of(group.office, t), 1)), len(group.members), points, g, t)
            for g, group in enumerate(self.groups)
            for t, points in sorted(group.points.items())
        ]

    def row_of(self, office: str, t: int) -> int:
        """Where people of the office come who go to the training."""
        return self._between.get((office, t), self.first_training + t)

    def _of_steps(self, steps: Mapping[tuple[str, int], Sequence[int]]) -> list[Arc]:
        """Steps of the same cost are one arc; what they cost never falls, so the cheap ones are used first."""
        return [
            Arc(((row, -1), (self.first_training + t, 1)), steps[(office, t)].count(cost), -cost, None, t)
            for (office, t), row in self._between.items()
            for cost in sorted(set(steps[(office, t)]))
        ]

    def points(self, flows: Sequence[int]) -> int:
        return sum(arc.points * flow for arc, flow in zip(self.program.arcs, flows, strict=True))

    def worth(self, arc: Arc, prices: Sequence[int]) -> int:
        """What one more on this arc would bring beyond its prices."""
        return arc.points - sum(sign * prices[row] for row, sign in arc.rows)

    def bound(self, prices: Sequence[int]) -> int:
        """No filling has more points, whatever the prices are (weak duality), as long as room costs nothing or more."""
        sound = [*prices[: self.first_training], *(max(price, 0) for price in prices[self.first_training :])]
        paid = sum(price * most for price, most in zip(sound, self.program.upper, strict=True))
        return paid + sum(arc.most * max(self.worth(arc, sound), 0) for arc in self.program.arcs)


class _Rest:
    """What the prices leave open: of all fillings of most points the one that is preferred.

    A filling of most points fills each arc that is worth more than its prices, uses none that is worth less, and fills
    each training whose room has a price (complementary slackness); the arcs between are free.
    """

    def __init__(self, network: _Network, prices: Sequence[int]) -> None:
        self._network = network
        worth = [network.worth(arc, prices) for arc in network.program.arcs]
        self._fixed = [arc for arc, value in zip(network.program.arcs, worth, strict=True) if value > 0]
        free = [arc for arc, value in zip(network.program.arcs, worth, strict=True) if value == 0]
        there = [0] * len(prices)
        for arc in self._fixed:
            for row, sign in arc.rows:
                there[row] += sign * arc.most
        upper = [most - done for most, done in zip(network.program.upper, there, strict=True)]
        lower = [least - done for least, done in zip(network.program.lower, there, strict=True)]
        for row in range(network.first_training, len(prices)):
            lower[row] = upper[row] if prices[row] > 0 else 0
        self.program = FlowProgram([self._preferred(arc) for arc in free], lower, upper)

    def _preferred(self, arc: Arc) -> Arc:
        """For its points: first groups to first trainings, then by lot. Sums stay below 2^53: nothing is rounded."""
        if arc.who is None:
            return Arc(arc.rows, arc.most, 0)
        groups, trainings = len(self._network.groups), len(self._network.rooms)
        lot = crc32(f"{self._network.groups[arc.who].key}:{arc.training}".encode()) % _LOTS
        points = (groups - arc.who) * (trainings - arc.training) * _LOTS + lot
        return Arc(arc.rows, arc.most, points, arc.who, arc.training)

    def trainings(self, flows: Sequence[int]) -> Mapping[int, int]:
        """Where each member goes: within a group whoever comes first to the first training."""
        goes_to: list[list[int]] = [[] for _ in self._network.groups]
        filled = [(arc, arc.most) for arc in self._fixed]
        for arc, flow in (*filled, *zip(self.program.arcs, flows, strict=True)):
            if arc.who is not None:
                goes_to[arc.who] += [arc.training] * flow
        pairs = zip(self._network.groups, goes_to, strict=True)
        return {member: t for group, ts in pairs for member, t in zip(group.members, sorted(ts), strict=True)}
