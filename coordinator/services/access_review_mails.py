"""Mails of an access review, drafted to the offices with their workbooks. Nothing is sent."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select

from coordinator.errors import Cancelled, RuleBroken
from coordinator.exchange.access_review_workbook import workbook_name
from coordinator.model import Office, OutgoingDraft, StoredFile
from coordinator.rules.access_review_mail import PLACEHOLDERS
from coordinator.rules.mail_text import MailText, check_text, merged
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.services.access_review_records import open_review
from coordinator.services.access_review_workbooks import review_workbook
from coordinator.services.drafts import NewDraft, add_draft, forget_text, keep_text
from coordinator.services.nomination_workbooks import XLSX
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.access_review_mails import (
    ReviewMail,
    review_mail_text,
    review_recipients,
    review_text_keys,
)
from coordinator.views.mail_recipients import RecipientRow

_WORDS = {ReviewMail.REQUEST: ("request", "requests"), ReviewMail.REMINDER: ("reminder", "reminders")}


def draft_review_mails(
    uow: UnitOfWork,
    review_id: int,
    mail: ReviewMail,
    office_ids: Sequence[int],
    text: MailText | None = None,
    progress: Progress = silent,
    *,
    keep: bool = False,
) -> tuple[int, ...]:
    """Draft a mail to each of these offices, each with its workbook attached; returns the drafts' ids in order.

    It goes to the point of contact, else to the SAC; without an address the draft has no recipient yet. A draft of this
    review that was not sent is replaced. `keep` makes the text the unit's own. Stopped, those made until then are kept.
    Raises RuleBroken when one of the offices needs no such mail; then none is drafted.
    """
    review = open_review(uow, review_id)
    words = check_text(text or review_mail_text(uow.session, mail), PLACEHOLDERS)
    concerned = {row.id: row for row in review_recipients(uow.session, uow.today, review_id, mail)}
    chosen = [_concerned(uow, concerned, office_id, mail) for office_id in dict.fromkeys(office_ids)]
    if keep:
        keep_text(uow, review_text_keys(mail), words)
    made: list[int] = []
    with suppress(Cancelled):
        for row in chosen:
            progress(len(made), len(chosen), row.name)
            _discard_earlier(uow, workbook_name(review.title, row.code), row.id)
            made.append(_draft_to(uow, review_id, row, merged(words, row.values)))
    one, many = _WORDS[mail]
    uow.describe(f"Draft {len(made)} {one if len(made) == 1 else many} of “{review.title}”")
    return tuple(made)


def restore_review_text(uow: UnitOfWork, mail: ReviewMail) -> None:
    """Take the text that is shipped with the program again."""
    forget_text(uow, review_text_keys(mail))
    uow.describe(f"Restore the text of {_WORDS[mail][1]} of access reviews")


def _concerned(uow: UnitOfWork, rows: dict[int, RecipientRow], office_id: int, mail: ReviewMail) -> RecipientRow:
    if office_id not in rows:
        office = uow.get(Office, office_id)
        raise RuleBroken(f"{office.name} needs no {_WORDS[mail][0]} now. Leave it out and try again.")
    return rows[office_id]


def _draft_to(uow: UnitOfWork, review_id: int, row: RecipientRow, words: MailText) -> int:
    name, data = review_workbook(uow.session, review_id, row.id)
    file_id = uow.keep_file(name, XLSX, data).id
    draft = NewDraft(DraftKind.ACCESS_REVIEW, row.address, words.subject, words.body, office_id=row.id, file_id=file_id)
    return add_draft(uow, draft)


def _discard_earlier(uow: UnitOfWork, workbook: str, office_id: int) -> None:
    """The draft with this workbook that was not sent: it is known by the file that it carries."""
    query = (
        select(OutgoingDraft)
        .join(StoredFile, StoredFile.id == OutgoingDraft.file_id)
        .where(OutgoingDraft.kind == DraftKind.ACCESS_REVIEW, OutgoingDraft.state == DraftState.MADE)
        .where(OutgoingDraft.office_id == office_id, StoredFile.name == workbook)
    )
    for draft in uow.all(query):
        draft.state = DraftState.DISCARDED
