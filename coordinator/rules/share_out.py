"""The seats of a pool shared out among offices in proportion to what they use."""

from collections.abc import Mapping


def in_proportion(seats: int, used: Mapping[int, int]) -> dict[int, int]:
    """By the largest remainders (Hamilton's method): the shares are the seats, and nobody gets less than they use
    where there are seats enough. Offices that use none get none; nothing is shared out where nobody uses any.
    """
    total = sum(used.values())
    if total <= 0 or seats < 0:
        return {}
    shares = {office_id: seats * number // total for office_id, number in used.items()}
    by_remainder = sorted(used, key=lambda office_id: (-(seats * used[office_id] % total), office_id))
    for office_id in by_remainder[: seats - sum(shares.values())]:
        shares[office_id] += 1
    return shares
