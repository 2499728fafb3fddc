"""Gives out numbers, gapless a series and year: the counter moves in the transaction that uses the number."""

from sqlalchemy import select

from coordinator.model import NumberSeries
from coordinator.rules.numbering import format_number
from coordinator.store.unit_of_work import UnitOfWork


def next_number(uow: UnitOfWork, series: str, scheme: str) -> str:
    """The next number of the series in the unit's current year."""
    year = uow.today.year
    query = select(NumberSeries).where(NumberSeries.series == series, NumberSeries.year == year)
    counter = uow.first(query) or uow.add(NumberSeries(series=series, year=year, last_number=0))
    counter.last_number += 1
    return format_number(scheme, year, counter.last_number)
