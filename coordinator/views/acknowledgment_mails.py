"""To whom a request or a reminder to acknowledge a version goes, and in what words."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import RuleBroken
from coordinator.model import DocumentVersion, Office, OutgoingDraft, Setting, StoredFile
from coordinator.rules.acknowledgment_mail import REMINDER, REQUEST
from coordinator.rules.mail_text import MailText
from coordinator.rules.moments import long_day
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.views.drafts import DraftRow, drafts
from coordinator.views.settings import UnitSettings, unit_settings
from coordinator.views.version_effects import AffectedRow, VersionEffect, version_effect

_AGAIN = re.compile(r" \(\d+\)$")


class AcknowledgmentMail(StrEnum):
    REQUEST = "request"
    REMINDER = "reminder"


SHIPPED = {AcknowledgmentMail.REQUEST: REQUEST, AcknowledgmentMail.REMINDER: REMINDER}


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Someone who has not accepted the version. `asked_at` is when the newest mail about it was drafted, `sent_at` when
    one was marked as sent; `is_due` are those the rule proposes. `values` are for the placeholders.
    """

    id: int
    name: str
    office: str
    address: str
    license: str
    earlier_on: date | None
    asked_at: datetime | None
    sent_at: datetime | None
    is_due: bool
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class AskedPeople:
    """`grace_until` is the last day of grace where there was an earlier version: the day that is due by itself."""

    people: tuple[AskedPerson, ...]
    grace_until: date | None


def acknowledgment_text(session: Session, mail: AcknowledgmentMail) -> MailText:
    """The unit's own text for this mail, else the one shipped."""
    keys, shipped = acknowledgment_text_keys(mail), SHIPPED[mail]
    query = select(Setting.key, Setting.value).where(Setting.key.in_(keys))
    stored: dict[str, str] = {row.key: row.value for row in session.execute(query)}
    return MailText(stored.get(keys[0], shipped.subject), stored.get(keys[1], shipped.body))


def acknowledgment_text_keys(mail: AcknowledgmentMail) -> tuple[str, str]:
    """The keys of the settings that hold the subject and the text."""
    return f"mail.acknowledgment_{mail.value}.subject", f"mail.acknowledgment_{mail.value}.body"


def asked_people(session: Session, version_id: int, mail: AcknowledgmentMail, today: date) -> AskedPeople:
    """Everyone who has not accepted the version, license holders first.

    A request is due to those to whom no mail was drafted, a reminder to those to whom one was sent.
    """
    version = session.get(DocumentVersion, version_id)
    if version is None:
        raise RuleBroken("This version is not on record. Refresh the page.")
    effect = version_effect(session, version.document_id, version.effective_on, version.grace_days, version_id)
    settings, mails = unit_settings(session), mails_about(session, version)
    offices = dict(session.execute(select(Office.code, Office.name)).all())
    people = tuple(
        AskedPerson(
            id=row.id,
            name=row.name,
            office=row.office,
            address=row.email,
            license=row.license,
            earlier_on=row.earlier_on,
            asked_at=max((each.made_at for each in mails.get(row.id, ())), default=None),
            sent_at=max((each.sent_at for each in mails.get(row.id, ()) if each.sent_at), default=None),
            is_due=_is_due(mails.get(row.id, []), mail),
            values=_values(version, effect, row, settings, offices[row.office], today),
        )
        for row in effect.waiting
    )
    return AskedPeople(people, effect.grace_until if _has_earlier(version) else None)


def _is_due(mails: list[OutgoingDraft], mail: AcknowledgmentMail) -> bool:
    if mail is AcknowledgmentMail.REQUEST:
        return not mails
    return any(each.state is DraftState.MARKED_SENT for each in mails)


def _has_earlier(version: DocumentVersion) -> bool:
    place = (version.effective_on, version.id)
    return any((each.effective_on, each.id) < place for each in version.document.versions)


def mails_about(session: Session, version: DocumentVersion) -> dict[int, list[OutgoingDraft]]:
    """The mails about this version that were not discarded, by person: they are known by the form they carry."""
    query = (
        select(OutgoingDraft, StoredFile.name)
        .join(StoredFile, StoredFile.id == OutgoingDraft.file_id)
        .where(OutgoingDraft.kind == DraftKind.ACKNOWLEDGMENT, OutgoingDraft.state != DraftState.DISCARDED)
        .order_by(OutgoingDraft.id)
    )
    found: dict[int, list[OutgoingDraft]] = {}
    for draft, name in session.execute(query):
        if draft.designee_id is not None and is_form_of(name, version):
            found.setdefault(draft.designee_id, []).append(draft)
    return found


def is_form_of(name: str, version: DocumentVersion) -> bool:
    """Whether a file of this name is a form for this version: "Okafor, Dana R - Memorandum version 2 (2).pdf"."""
    ending = _as_in_names(f" - {version.document.title[:50]} {version.label[:20]}")
    return _as_in_names(_AGAIN.sub("", name.removesuffix(".pdf"))).endswith(ending)


def _as_in_names(text: str) -> str:
    """Letters and digits alone, part by part: signs that no file name may have were replaced."""
    return "|".join("".join(filter(str.isalnum, part)) for part in text.split(" - ")).casefold()


def acknowledgment_drafts(session: Session) -> tuple[DraftRow, ...]:
    """Every mail that asks for an acknowledgment: those to send first, then the newest."""
    return tuple(row for row in drafts(session) if row.kind is DraftKind.ACKNOWLEDGMENT)


def _values(
    version: DocumentVersion, effect: VersionEffect, row: AffectedRow, settings: UnitSettings, office: str, today: date
) -> dict[str, str]:
    return {
        "name": row.name,
        "document": version.document.title,
        "version": version.label,
        "effective": long_day(version.effective_on),
        "sha256": f"SHA-256 of the file: {version.sha256}" if version.sha256 else "",
        "standing": _standing(row, effect.grace_until, today),
        "license": f"Your license {row.license} depends on it." if row.license else "",
        "office": office,
        "point_of_contact": settings.unit_point_of_contact,
        "unit": settings.unit_name,
        "section": settings.unit_section,
    }


def _standing(row: AffectedRow, grace_until: date, today: date) -> str:
    if row.earlier_on is None:
        return "You have not acknowledged it yet."
    earlier = f"You acknowledged an earlier version on {long_day(row.earlier_on)};"
    if today <= grace_until:
        return f"{earlier} that holds until {long_day(grace_until)}."
    return f"{earlier} since {long_day(grace_until)} that does not hold any more."
