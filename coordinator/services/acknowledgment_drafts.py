"""Mails that ask people to acknowledge a version, drafted with the form attached. Nothing is sent."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from coordinator.documents.acknowledgment_form import render_acknowledgment_form
from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Designee, DocumentVersion
from coordinator.rules.acknowledgment_mail import PLACEHOLDERS
from coordinator.rules.mail_text import MailText, check_text, merged
from coordinator.rules.moments import long_day
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.services.acknowledgment_forms import Form, forms
from coordinator.services.drafts import NewDraft, add_draft, forget_text, keep_text
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.acknowledgment_mails import (
    AcknowledgmentMail,
    AskedPerson,
    acknowledgment_text,
    acknowledgment_text_keys,
    asked_people,
    mails_about,
)
from coordinator.views.settings import unit_settings

PDF = "application/pdf"
_WORDS = {AcknowledgmentMail.REQUEST: "request", AcknowledgmentMail.REMINDER: "reminder"}


def draft_acknowledgment_mails(
    uow: UnitOfWork,
    version_id: int,
    mail: AcknowledgmentMail,
    designee_ids: Sequence[int],
    due_on: date,
    text: MailText | None = None,
    progress: Progress = silent,
    *,
    keep: bool = False,
) -> tuple[int, ...]:
    """Draft a mail to each of these, each with the person's own form; returns the drafts' ids in order.

    Without an address the draft has no recipient yet. A mail to the same person about the same version that was not
    sent is replaced. `keep` makes the text the unit's own. Stopped, those made until then are kept.
    Raises RuleBroken when one of them has accepted it already, or has a name that cannot be printed; then none is
    drafted.
    """
    if due_on < uow.today:
        raise RuleBroken("The day that is due is past. Choose a later one.")
    version = uow.get(DocumentVersion, version_id)
    words = check_text(text or acknowledgment_text(uow.session, mail), PLACEHOLDERS)
    waiting = {row.id: row for row in asked_people(uow.session, version_id, mail, uow.today).people}
    chosen = [_waiting(uow, waiting, each) for each in dict.fromkeys(designee_ids)]
    papers = forms(uow.session, version_id, [row.id for row in chosen])
    if keep:
        keep_text(uow, acknowledgment_text_keys(mail), words)
    earlier = mails_about(uow.session, version)
    made: list[int] = []
    with suppress(Cancelled):
        for row, form in zip(chosen, papers, strict=True):
            progress(len(made), len(chosen), row.name)
            for draft in earlier.get(row.id, ()):
                if draft.state is DraftState.MADE:
                    draft.state = DraftState.DISCARDED
            made.append(_draft_to(uow, row, form, merged(words, {**row.values, "due": long_day(due_on)})))
    many = "" if len(made) == 1 else "s"
    uow.describe(f"Draft {len(made)} {_WORDS[mail]}{many} to acknowledge {version.document.title}, {version.label}")
    return tuple(made)


def restore_acknowledgment_text(uow: UnitOfWork, mail: AcknowledgmentMail) -> None:
    """Take the text that is shipped with the program again."""
    forget_text(uow, acknowledgment_text_keys(mail))
    uow.describe(f"Restore the text of {_WORDS[mail]}s to acknowledge")


def _waiting(uow: UnitOfWork, rows: dict[int, AskedPerson], designee_id: int) -> AskedPerson:
    if designee_id not in rows:
        name = uow.get(Designee, designee_id).display_name
        raise RuleBroken(f"{name} need not be asked: it is acknowledged, or not asked of them. Leave them out.")
    return rows[designee_id]


def _draft_to(uow: UnitOfWork, row: AskedPerson, form: Form, words: MailText) -> int:
    name, facts = form
    file_id = uow.keep_file(name, PDF, render_acknowledgment_form(facts, unit_settings(uow.session).unit_paper)).id
    return add_draft(
        uow,
        NewDraft(
            DraftKind.ACKNOWLEDGMENT,
            row.address,
            words.subject,
            words.body,
            designee_id=row.id,
            file_id=file_id,
        ),
    )
