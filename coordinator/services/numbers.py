"""Gives out numbers, gapless a series and year: the counter moves in the transaction that uses the number.

A number means one paper or license, of whatever kind: what is issued is looked up by its number alone.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import literal, select, union_all

from coordinator.errors import RuleBroken
from coordinator.model import Certificate, Letter, License, NumberSeries
from coordinator.rules.numbering import format_number, has_form
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.settings import UnitSettings

SERIES: Mapping[str, type[Certificate] | type[License] | type[Letter]] = {
    "certificate": Certificate,
    "license": License,
    "letter": Letter,
}


def next_number(uow: UnitOfWork, series: str, scheme: str) -> str:
    """The next number of the series in the unit's current year.

    Raises RuleBroken, and counts nothing, when it is on record already: the scheme was another one's before.
    """
    year = uow.today.year
    query = select(NumberSeries).where(NumberSeries.series == series, NumberSeries.year == year)
    counter = uow.first(query) or uow.add(NumberSeries(series=series, year=year, last_number=0))
    number = format_number(scheme, year, counter.last_number + 1)
    if holder := _holder(uow, number):
        raise RuleBroken(
            f"The number {number} is on record already, of a {holder}. "
            f"Change the number scheme of {series}s in Settings."
        )
    counter.last_number += 1
    return number


def _holder(uow: UnitOfWork, number: str) -> str | None:
    """Of what series the number is."""
    found = union_all(*(select(literal(name)).where(kind.number == number) for name, kind in SERIES.items()))
    holder: str | None = uow.session.scalar(found)
    return holder


def check_schemes(uow: UnitOfWork, settings: UnitSettings, changed: Collection[str]) -> None:
    """Raises RuleBroken when the changed series would have numbers of the same form as another one has, or had."""
    schemes = {series: getattr(settings, f"{series}_scheme") for series in SERIES}
    for series in changed:
        for other in (each for each in SERIES if each != series):
            if schemes[other].casefold() == schemes[series].casefold():
                raise RuleBroken(f"{series.capitalize()}s and {other}s cannot have the same numbers. Change one.")
            if taken := _numbered_so(uow, other, schemes[series]):
                raise RuleBroken(
                    f"Numbers of this form are on record of {other}s, such as {taken}. "
                    f"Choose another form for {series}s."
                )


def _numbered_so(uow: UnitOfWork, series: str, scheme: str) -> str | None:
    """A number of the series that the scheme could have made."""
    column = SERIES[series].number
    start = scheme.partition("{")[0]
    numbers = uow.session.scalars(select(column).where(column.istartswith(start, autoescape=True)))
    return next((number for number in numbers if has_form(number, scheme)), None)
