"""What can be set of a person, one field each, from the text that was typed: checked, and kept where it was before."""

from collections.abc import Callable

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Designee, FormerEmail, FormerName, Office
from coordinator.rules.contacts import display_phone, normalize_email, normalize_phone
from coordinator.rules.names import PersonName, name_key, parse_name
from coordinator.rules.vocabulary import Position
from coordinator.rules.withheld import is_withheld
from coordinator.services.settings import check_zone
from coordinator.store.unit_of_work import UnitOfWork


def name_of(text: str) -> PersonName:
    name = parse_name(text)
    if name is None:
        raise RuleBroken("A person needs a name, such as “Okafor, Dana R”.")
    return name


def take_name(person: Designee, name: PersonName) -> None:
    person.raw_name, person.name_key = name.raw, name_key(name)
    person.first_name, person.middle_name = name.first, name.middle
    person.last_name, person.suffix = name.last, name.suffix
    person.is_contractor = bool(person.is_contractor) or name.is_contractor


def _rename(uow: UnitOfWork, person: Designee, text: str) -> None:
    """Typed as it is shown, the name is left as it came."""
    name = name_of(text)
    if name.display == person.display_name:
        return
    earlier = FormerName(
        designee_id=person.id, raw_name=person.raw_name, name_key=person.name_key, used_until=uow.today
    )
    uow.add(earlier)
    take_name(person, name)


def _set_email(uow: UnitOfWork, person: Designee, text: str) -> None:
    key = _address(text)
    if key == person.email_key:
        return
    if key is not None:
        _check_free(uow, person, key)
    if person.email_key and person.id is not None:
        _keep_email(uow, person)
    person.email, person.email_key = key or "", key


def _address(text: str) -> str | None:
    """None for none. Raises RuleBroken for a text that is no address."""
    if not text:
        return None
    address = normalize_email(text)
    if address is None:
        raise RuleBroken(f"“{text}” is not an e-mail address.")
    return address


def _check_free(uow: UnitOfWork, person: Designee, key: str) -> None:
    query = select(Designee).where(Designee.email_key == key, Designee.merged_into_id.is_(None))
    with uow.session.no_autoflush:
        holder = uow.first(query)
    if holder is not None and holder.id != person.id:
        raise RuleBroken(f"{key} is on record for {holder.display_name}. An address belongs to one person.")


def _keep_email(uow: UnitOfWork, person: Designee) -> None:
    """Reports and files that still carry the old address find the person by it."""
    query = select(FormerEmail).where(FormerEmail.designee_id == person.id, FormerEmail.email_key == person.email_key)
    known = uow.first(query)
    if known is not None:
        known.used_until = uow.today
    elif person.email_key:
        uow.add(
            FormerEmail(designee_id=person.id, email=person.email, email_key=person.email_key, used_until=uow.today)
        )


def _phone(text: str) -> str:
    if not text:
        return ""
    phone = normalize_phone(text)
    if phone is None:
        raise RuleBroken(f"“{text}” is not a telephone number with its area code.")
    return display_phone(phone)


def _set_phone(_uow: UnitOfWork, person: Designee, text: str) -> None:
    if text != person.phone:
        person.phone = _phone(text)


def _set_mobile(_uow: UnitOfWork, person: Designee, text: str) -> None:
    if text != person.mobile:
        person.mobile = _phone(text)


def _set_position(_uow: UnitOfWork, person: Designee, text: str) -> None:
    """A word of the vocabulary; any other is kept as it was typed."""
    word = text.casefold().replace(" ", "_")
    known = next((position for position in Position if position.value == word), None)
    person.position = known or Position.OTHER
    if known is None:
        person.position_text = text
    elif known is not Position.OTHER:
        person.position_text = ""
    person.is_contractor = bool(person.is_contractor) or known is Position.CONTRACTOR


def _set_office(uow: UnitOfWork, person: Designee, text: str) -> None:
    """By its id, or by its code as one types it."""
    found = int(text) if text.isdecimal() else _office_of_code(uow, text)
    if found != person.office_id:
        person.office_id = open_office(uow, found).id


def _office_of_code(uow: UnitOfWork, code: str) -> int:
    office = uow.first(select(Office).where(Office.code == code.upper()))
    if office is None:
        raise RuleBroken(f"There is no office with the code {code}.")
    return office.id


def open_office(uow: UnitOfWork, office_id: int) -> Office:
    """Where somebody may be put today."""
    office = uow.get(Office, office_id)
    if office.valid_until is not None and office.valid_until < uow.today:
        raise RuleBroken(f"{office.name} was closed on {office.valid_until.isoformat()}. Choose another office.")
    return office


def _set_zone(_uow: UnitOfWork, person: Designee, text: str) -> None:
    person.time_zone = check_zone(text) if text else None


def _set_supervisor_name(_uow: UnitOfWork, person: Designee, text: str) -> None:
    _set_text(person, "supervisor_name", text)


def _set_supervisor_email(_uow: UnitOfWork, person: Designee, text: str) -> None:
    person.supervisor_email = _address(text) or ""


def _set_duty_station(_uow: UnitOfWork, person: Designee, text: str) -> None:
    _set_text(person, "duty_station", text)


def _set_note(_uow: UnitOfWork, person: Designee, text: str) -> None:
    person.note = text


def _set_text(person: Designee, field: str, text: str) -> None:
    if is_withheld(text):
        raise RuleBroken("This was withheld where it came from. Leave the field empty instead.")
    setattr(person, field, text)


SETTERS: dict[str, Callable[[UnitOfWork, Designee, str], None]] = {
    "name": _rename,
    "email": _set_email,
    "phone": _set_phone,
    "mobile": _set_mobile,
    "position": _set_position,
    "office_id": _set_office,
    "time_zone": _set_zone,
    "duty_station": _set_duty_station,
    "supervisor_name": _set_supervisor_name,
    "supervisor_email": _set_supervisor_email,
    "note": _set_note,
}
# A name or an address is nobody else's.
OF_ONE = frozenset({"name", "email"})
_WORDS = {
    "email": "e-mail",
    "office_id": "office",
    "supervisor_name": "supervisor",
    "supervisor_email": "supervisor’s e-mail",
}


def field_words(field: str) -> str:
    """A key of SETTERS as a sentence says it: "duty station"."""
    return _WORDS.get(field) or field.replace("_", " ")
