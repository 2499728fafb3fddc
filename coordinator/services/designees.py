"""Verbs on the people of the roster: add, correct, mark as departed. What they were called before is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Designee, Office
from coordinator.rules.contacts import normalize_email
from coordinator.rules.vocabulary import Position
from coordinator.services.designee_fields import OF_ONE, SETTERS, field_words, name_of, open_office, take_name
from coordinator.store.unit_of_work import UnitOfWork

AT_ONCE = 500
_Cells = Mapping[tuple[int, str], str]


@dataclass(frozen=True, slots=True)
class DesigneeFacts:
    """A person as typed. `position` is a word of the vocabulary, or whatever the person is called."""

    name: str
    office_id: int
    position: Position = Position.OTHER
    email: str = ""
    phone: str = ""
    mobile: str = ""
    duty_station: str = ""
    supervisor_name: str = ""
    supervisor_email: str = ""
    note: str = ""


def add_designee(uow: UnitOfWork, facts: DesigneeFacts) -> int:
    """Returns the new person's id. A namesake is allowed; an e-mail address on record for somebody else is not."""
    name = name_of(facts.name)
    person = Designee(raw_name=name.raw, last_name=name.last, office_id=open_office(uow, facts.office_id).id)
    take_name(person, name)
    _fill(uow, person, facts)
    uow.add(person)
    uow.describe(f"Add {person.display_name}")
    return person.id


def change_designee(uow: UnitOfWork, designee_id: int, facts: DesigneeFacts) -> None:
    """Bring one person up to what was typed, in one step."""
    person = uow.get(Designee, designee_id)
    SETTERS["name"](uow, person, facts.name)
    SETTERS["office_id"](uow, person, str(facts.office_id))
    _fill(uow, person, facts)
    uow.flush()
    uow.describe(f"Change {person.display_name}")


def edit_designee(uow: UnitOfWork, designee_ids: int | Sequence[int], field: str, value: str) -> int:
    """Set one field of one person or of many, in one step; returns how many people."""
    ids = [designee_ids] if isinstance(designee_ids, int) else list(dict.fromkeys(designee_ids))
    if field in OF_ONE and len(ids) > 1:
        raise RuleBroken("A name or an e-mail address belongs to one person. Change them one by one.")
    return _set_cells(uow, {(each, field): value.strip() for each in ids})


def edit_cells(uow: UnitOfWork, cells: Sequence[tuple[int, str, str]]) -> int:
    """Set many cells, each (designee id, field, text), in one step; returns how many. An office is given by its code.

    A cell given twice gets the last text. One cell that cannot be set and none is: RuleBroken says which one and why.
    """
    wanted = {(designee_id, field): text.strip() for designee_id, field, text in cells}
    # Held until all is done: the session forgets what nobody holds, and would read the office anew for each person.
    offices = {office.code.upper(): office for office in uow.all(select(Office))}
    for cell, text in wanted.items():
        if cell[1] == "office_id":
            office = offices.get(text.upper())
            wanted[cell] = str(office.id) if office else f"“{text}”"  # in quotes, so that no number is taken for an id
    return _set_cells(uow, wanted)


def _set_cells(uow: UnitOfWork, wanted: _Cells) -> int:
    if not wanted:
        raise RuleBroken("Choose at least one person.")
    if any(field not in SETTERS for _, field in wanted):
        raise RuleBroken("This field of a person cannot be changed.")
    people = _people(uow, {designee_id for designee_id, _ in wanted})
    _check_addresses(people, wanted)
    for (designee_id, field), text in wanted.items():
        try:
            SETTERS[field](uow, people[designee_id], text)
        except RuleBroken as refusal:
            if len(wanted) == 1:
                raise
            raise RuleBroken(_refused_cell(people[designee_id], field, refusal, len(wanted))) from refusal
    uow.flush()
    uow.describe(_edited(people, wanted))
    return len(wanted)


def _people(uow: UnitOfWork, ids: set[int]) -> dict[int, Designee]:
    """By id, read in a few queries. Raises RuleBroken for one who is no longer there."""
    ordered = sorted(ids)
    found: dict[int, Designee] = {}
    for start in range(0, len(ordered), AT_ONCE):
        some = uow.all(select(Designee).where(Designee.id.in_(ordered[start : start + AT_ONCE])))
        found |= {person.id: person for person in some}
    return {each: found.get(each) or uow.get(Designee, each) for each in ordered}


def _check_addresses(people: Mapping[int, Designee], wanted: _Cells) -> None:
    """Nobody is given an address that another of them has, or is given too.

    The database would refuse two of one kind without their names, and could not take an exchange back row by row.
    """
    holders = {person.email_key: person.id for person in people.values() if person.email_key}
    for (designee_id, field), text in wanted.items():
        key = normalize_email(text) if field == "email" else None
        if key is not None and holders.setdefault(key, designee_id) != designee_id:
            one, other = people[designee_id].display_name, people[holders[key]].display_name
            raise RuleBroken(
                f"{key} cannot be given to {one}: it is that of {other}. An address belongs to one person. "
                "Nothing was changed."
            )


def _refused_cell(person: Designee, field: str, refusal: RuleBroken, cells: int) -> str:
    words = field_words(field).capitalize()
    return f"{words} of {person.display_name}: {refusal} None of the {cells:,} cells was changed."


def _edited(people: Mapping[int, Designee], wanted: _Cells) -> str:
    """ "Change the phone of Okafor, Dana R", "Change the office of 12 people", "Change 12 cells of 4 people"."""
    who, names = _who([*people.values()]), {field for _, field in wanted}
    if len(names) == 1:
        return f"Change the {field_words(names.pop())} of {who}"
    return f"Change {len(wanted):,} cells of {who}"


def mark_departed(uow: UnitOfWork, designee_ids: Sequence[int], on: date | None) -> int:
    """They left on this day; None when they are back. An active license is not touched: it is to be returned."""
    if on is not None and on > uow.today:
        raise RuleBroken("A departure cannot be dated in the future.")
    people = [uow.get(Designee, each) for each in dict.fromkeys(designee_ids)]
    if not people:
        raise RuleBroken("Choose at least one person.")
    for person in people:
        person.departed_on = on
    uow.flush()
    uow.describe(f"Mark {_who(people)} as {'departed' if on else 'back'}")
    return len(people)


def _who(people: Sequence[Designee]) -> str:
    return people[0].display_name if len(people) == 1 else f"{len(people):,} people"


def _fill(uow: UnitOfWork, person: Designee, facts: DesigneeFacts) -> None:
    for field in fields(facts):
        if field.name not in ("name", "office_id"):
            SETTERS[field.name](uow, person, str(getattr(facts, field.name)).strip())
