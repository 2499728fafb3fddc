"""The forms on which people acknowledge a version of a governing document: one, or a folder of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.documents.acknowledgment_form import AcknowledgmentFormFacts, render_acknowledgment_form
from coordinator.documents.facts import printable
from coordinator.errors import Cancelled, RuleBroken
from coordinator.model import Designee, DocumentVersion, Product
from coordinator.services.papers import safe_name, write_file
from coordinator.services.progress import Progress, silent
from coordinator.services.workspace import Workspace
from coordinator.views.duplicates import kept_id
from coordinator.views.people import position_words
from coordinator.views.settings import UnitSettings, unit_settings

Form = tuple[str, AcknowledgmentFormFacts]
"""The name of the file and what it says."""


def form_for(session: Session, version_id: int, designee_id: int) -> tuple[str, bytes]:
    """Name and bytes of the PDF. Raises RuleBroken when either is gone or a letter of it cannot be printed."""
    [(name, facts)] = forms(session, version_id, [designee_id])
    return name, render_acknowledgment_form(facts, unit_settings(session).unit_paper)


def forms(session: Session, version_id: int, designee_ids: Sequence[int]) -> tuple[Form, ...]:
    """What the form of each of them says, each person once, every file under a name of its own.

    Raises RuleBroken, naming the person, before any is drawn for what cannot be printed.
    """
    version = session.get(DocumentVersion, version_id)
    people = list(_people(session, designee_ids))
    if version is None:
        raise RuleBroken("This version is not on record. Refresh the page.")
    if not people:
        raise RuleBroken("Choose the people first.")
    settings, product = unit_settings(session), _product(session, version)
    names = _names(people, version)
    return tuple(
        (name, _printable(person, _facts(person, version, settings, product)))
        for name, person in zip(names, people, strict=True)
    )


def write_forms(
    workspace: Workspace, version_id: int, designee_ids: Sequence[int], folder: Path, progress: Progress = silent
) -> tuple[int, Path]:
    """Write a form for each of them into the folder; returns how many were written until it was done or stopped.

    Raises RuleBroken before the first is written, StoreTrouble when the folder cannot be written to.
    """
    wanted = workspace.read(forms, version_id, designee_ids)
    paper = workspace.read(unit_settings).unit_paper
    for done, (name, facts) in enumerate(wanted):
        try:
            progress(done, len(wanted), facts.name)
        except Cancelled:
            return done, folder
        write_file(folder, name, render_acknowledgment_form(facts, paper))
    return len(wanted), folder


def _people(session: Session, designee_ids: Sequence[int]) -> Iterator[Designee]:
    for kept in dict.fromkeys(kept_id(session, each) for each in designee_ids):
        person = session.get(Designee, kept)
        if person is None:
            raise RuleBroken("One of these people is not on record any more. Refresh the page.")
        yield person


def _product(session: Session, version: DocumentVersion) -> str:
    product_id = version.document.product_id
    return session.scalars(select(Product.name).where(Product.id == product_id)).first() or ""


def _names(people: Sequence[Designee], version: DocumentVersion) -> Iterator[str]:
    """ "Okafor, Dana R - Memorandum version 2.pdf"; people of the same name are told apart by a number."""
    seen: Counter[str] = Counter()
    for person in people:
        name = safe_name(f"{person.display_name[:60]} - {version.document.title[:50]} {version.label[:20]}.pdf")
        seen[name.casefold()] += 1
        again = seen[name.casefold()]
        yield name if again == 1 else f"{name.removesuffix('.pdf')} ({again}).pdf"


def _facts(person: Designee, version: DocumentVersion, settings: UnitSettings, product: str) -> AcknowledgmentFormFacts:
    return AcknowledgmentFormFacts(
        masthead=(settings.unit_name, settings.unit_section),
        kind=version.document.kind,
        title=version.document.title,
        version=version.label,
        effective_on=version.effective_on,
        expires_on=version.expires_on,
        sha256=version.sha256 or "",
        name=person.name.printed,
        position=position_words(person.position, person.position_text),
        office=person.office.name,
        email=person.email,
        return_to=settings.unit_point_of_contact,
        product=product,
    )


def _printable(person: Designee, facts: AcknowledgmentFormFacts) -> AcknowledgmentFormFacts:
    try:
        return printable(facts)
    except RuleBroken as refusal:
        raise RuleBroken(f"{person.display_name}: {refusal}") from refusal
