"""Mails that certificates and letters go out with, drafted each with its own file attached. Nothing is sent."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from sqlalchemy import select

from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Letter, OutgoingDraft
from coordinator.rules.mail_text import MailText, check_text, merged
from coordinator.rules.paper_mail import PLACEHOLDERS
from coordinator.rules.vocabulary import DraftKind, DraftState
from coordinator.services.drafts import NewDraft, add_draft, forget_text, keep_text
from coordinator.services.progress import Progress, silent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.duplicates import kept_id
from coordinator.views.issued_papers import IssuedRow, papers_by_id
from coordinator.views.paper_mails import PaperMailRow, paper_mail_text, paper_mails, paper_text_keys


def draft_paper_mails(
    uow: UnitOfWork,
    paper_ids: Sequence[int],
    texts: Mapping[DraftKind, MailText] | None = None,
    progress: Progress = silent,
    *,
    keep: bool = False,
) -> tuple[int, ...]:
    """Draft a mail with each of these papers to the person it is about; returns the drafts' ids in order.

    `texts` are used in place of the unit's; `keep` makes them the unit's own. Without an address the draft has no
    recipient yet. A mail with the same paper that was not sent is replaced. Stopped, those made until then are kept.
    Raises RuleBroken when one of them is not valid any more; then none is drafted.
    """
    rows = papers_by_id(uow.session, paper_ids)
    if not rows:
        raise RuleBroken("Choose the papers that go out.")
    if stale := [row.number for row in rows if not row.is_valid]:
        raise RuleBroken(f"{stale[0]} was revoked or superseded. Leave it out, or choose the one that is valid.")
    mails = paper_mails(uow.session, [row.id for row in rows])
    words = _words(uow, {mail.kind for mail in mails}, texts or {}, keep=keep)
    made: list[int] = []
    with suppress(Cancelled):
        for row, mail in zip(rows, mails, strict=True):
            progress(len(made), len(rows), row.number)
            _discard_earlier(uow, row)
            made.append(_draft(uow, row, mail, merged(words[mail.kind], mail.values)))
    uow.describe(f"Draft {len(made)} {'mail' if len(made) == 1 else 'mails'} with certificates and letters")
    return tuple(made)


def restore_paper_text(uow: UnitOfWork, kind: DraftKind) -> None:
    """Take the text that is shipped with the program again."""
    forget_text(uow, paper_text_keys(kind))
    uow.describe(f"Restore the text of mails with a {kind.value}")


def _words(
    uow: UnitOfWork, kinds: set[DraftKind], texts: Mapping[DraftKind, MailText], *, keep: bool
) -> dict[DraftKind, MailText]:
    words: dict[DraftKind, MailText] = {}
    for kind in sorted(kinds):
        words[kind] = check_text(texts.get(kind) or paper_mail_text(uow.session, kind), PLACEHOLDERS)
        if keep and kind in texts:
            keep_text(uow, paper_text_keys(kind), words[kind])
    return words


def _discard_earlier(uow: UnitOfWork, row: IssuedRow) -> None:
    files = [each for each in (row.file_id, row.signed_file_id) if each]
    query = select(OutgoingDraft).where(OutgoingDraft.file_id.in_(files), OutgoingDraft.state == DraftState.MADE)
    for draft in uow.all(query):
        draft.state = DraftState.DISCARDED


def _draft(uow: UnitOfWork, row: IssuedRow, mail: PaperMailRow, words: MailText) -> int:
    tasking_id = None if row.is_certificate else uow.get(Letter, -row.id).tasking_id
    return add_draft(
        uow,
        NewDraft(
            mail.kind,
            mail.address,
            words.subject,
            words.body,
            designee_id=kept_id(uow.session, row.designee_id),
            tasking_id=tasking_id,
            file_id=row.outgoing_file_id,
        ),
    )
