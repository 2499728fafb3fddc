"""Names and addresses under which a meeting tool has shown a person, remembered from decisions by hand."""

from collections.abc import Iterator

from sqlalchemy import select

from coordinator.model import AttendanceReport, Attendee, Designee, FormerEmail, MeetingAlias
from coordinator.rules.contacts import normalize_email, upn_to_email
from coordinator.rules.meeting_names import read_meeting_name
from coordinator.rules.names import fold, name_keys
from coordinator.store.unit_of_work import UnitOfWork

NOT_REMEMBERED = frozenset({"equal_name", "withheld", "dial_in", "same_person"})


def remember_alias(uow: UnitOfWork, attendee: Attendee, designee_id: int) -> None:
    """A name that was remembered for somebody else means two people from now on, and is forgotten."""
    uow.flush()
    for key, alias in _aliases(uow, attendee):
        known = uow.first(select(MeetingAlias).where(MeetingAlias.alias_key == key))
        if known is None:
            uow.add(MeetingAlias(designee_id=designee_id, alias=alias, alias_key=key))
        elif known.designee_id != designee_id:
            uow.delete(known)


def forget_alias(uow: UnitOfWork, attendee: Attendee, designee_id: int) -> None:
    """What was remembered because of this decision, unless another decision says the same."""
    uow.flush()
    for key, _ in _aliases(uow, attendee):
        known = uow.first(
            select(MeetingAlias).where(MeetingAlias.alias_key == key, MeetingAlias.designee_id == designee_id)
        )
        if known is not None and not _is_said_elsewhere(uow, attendee, designee_id, key):
            uow.delete(known)


def _aliases(uow: UnitOfWork, attendee: Attendee) -> Iterator[tuple[str, str]]:
    """Key and text of what is worth remembering of a participant: an address nobody has, a name nobody else has."""
    for text in filter(None, (attendee.email, attendee.upn)):
        address = upn_to_email(text) or normalize_email(text)
        if address is not None and not _is_on_record(uow, address):
            yield address, address
    # A redacted name, a telephone, or a name that two people have says nothing about the next report.
    key = fold(attendee.name)
    is_telling = not NOT_REMEMBERED & set(attendee.flags.split()) and not read_meeting_name(attendee.name).says_nothing
    if key and is_telling and not _is_name_of_two(uow, attendee.name):
        yield key, attendee.name


def _is_on_record(uow: UnitOfWork, address: str) -> bool:
    current = select(Designee.id).where(Designee.email_key == address)
    former = select(FormerEmail.id).where(FormerEmail.email_key == address)
    return uow.session.scalar(current) is not None or uow.session.scalar(former) is not None


def _is_name_of_two(uow: UnitOfWork, name: str) -> bool:
    query = select(Designee.id).where(Designee.name_key.in_(name_keys(name)), Designee.merged_into_id.is_(None))
    return len(uow.session.scalars(query.limit(2)).all()) > 1


def _is_said_elsewhere(uow: UnitOfWork, attendee: Attendee, designee_id: int, key: str) -> bool:
    """Whether somebody else decided the same about an equal participant of a report that counts."""
    query = (
        select(Attendee)
        .outerjoin(AttendanceReport, AttendanceReport.id == Attendee.report_id)
        .where(
            Attendee.designee_id == designee_id,
            Attendee.id != attendee.id,
            Attendee.matched_by == "hand",
            AttendanceReport.replaced_by_id.is_(None),
        )
    )
    return any(key in (fold(each.name), normalize_email(each.email), upn_to_email(each.upn)) for each in uow.all(query))
