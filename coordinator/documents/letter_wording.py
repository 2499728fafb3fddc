"""What a letter says: the wording of its template, filled with its facts."""

from coordinator.documents.facts import spelled
from coordinator.documents.letter_facts import CitedDocument, LetterFacts
from coordinator.rules.template_texts import filled
from coordinator.rules.templates import Clause, Item, LetterTemplate, LetterWording

_SHORT = 24


def wording_of(facts: LetterFacts, template: LetterTemplate) -> LetterWording:
    """Return the wording that the letter uses: an alternate's, if it is to one."""
    return template.alternate if facts.alternate and template.alternate else template.wording


def letter_subject(facts: LetterFacts, template: LetterTemplate) -> str:
    """Return the subject as the template words it."""
    return filled(wording_of(facts, template).subject, letter_values(facts)).strip()


def kept_clauses(facts: LetterFacts, wording: LetterWording) -> list[Clause]:
    """Return the clauses whose facts are there."""
    return [clause for clause in wording.clauses if _holds(facts, clause.needs)]


def kept_items(facts: LetterFacts, clause: Clause) -> list[Item]:
    """Return the entries of a clause whose facts are there."""
    return [item for item in clause.items if _holds(facts, item.needs) and (not item.lists or listed(facts, item))]


def listed(facts: LetterFacts, item: Item) -> list[str]:
    """Return the lines that stand below an entry."""
    if item.lists == "documents":
        return [_cited(document) for document in facts.documents]
    if item.lists == "training":
        return [f"“{training.title}”, held on {spelled(training.held_on)}" for training in facts.training]
    if item.lists == "seats":
        return [f"“{seat.title}”, {seat.when}" for seat in facts.seats]
    return []


def _cited(document: CitedDocument) -> str:
    version = f", version {document.version}" if document.version else ""
    day = f", dated {spelled(document.dated)}" if document.dated else ""
    return f"“{document.title}”{version}{day}"


def _holds(facts: LetterFacts, condition: str) -> bool:
    """Whether what a clause or an entry needs is there (`template_placeholders.CONDITIONS`)."""
    return {
        "": True,
        "contact": any(facts.point_of_contact),
        "reason": bool(facts.reason),
        "solicitation": bool(facts.reference),
        "license": bool(facts.license_id),
        "valid_until": facts.valid_until is not None,
        "documents": bool(facts.documents),
        "training": bool(facts.training),
        "seats": bool(facts.seats),
        "untrained": not facts.is_trained and not facts.seats,
        "done": facts.is_trained and not facts.documents,
    }[condition]


def letter_values(facts: LetterFacts) -> dict[str, str]:
    """Return what stands for the placeholders (`template_placeholders.PLACEHOLDERS`)."""
    return {
        "name": facts.for_name,
        "office": facts.for_office,
        "service": facts.service,
        "contact": ", ".join(_unbroken(line) for line in facts.point_of_contact if line),
        "reason": facts.reason,
        "effective": spelled(facts.effective_on or facts.dated),
        "dated": spelled(facts.dated),
        "number": facts.number,
        "solicitation": facts.reference,
        "reference": f" under solicitation {facts.reference}" if facts.reference else "",
        "unit": facts.masthead[0] if facts.masthead else "",
        "section": ", ".join(facts.masthead[1:]),
        "signatory": facts.from_name,
        "signatory_title": facts.from_title,
        "license": facts.license_id,
        "license_id": f" (license {facts.license_id})" if facts.license_id else "",
        "valid_from": spelled(facts.valid_from) if facts.valid_from else "",
        "valid_until": spelled(facts.valid_until) if facts.valid_until else "",
        "validity": _validity(facts),
        "last_day": f"; its last day was {spelled(facts.valid_until)}" if facts.valid_until else "",
        "renews": facts.renews,
        "succession": _succession(facts),
        "alternate": facts.alternate,
    }


def _unbroken(text: str) -> str:
    """Return a short text, such as a name or a telephone number, so that it stays on one line."""
    return text.replace(" ", "\u00a0") if len(text) <= _SHORT else text


def _succession(facts: LetterFacts) -> str:
    """Which license takes the place of which."""
    if facts.license_id and facts.renews:
        return f": license {facts.license_id} takes the place of license {facts.renews}"
    return f" (license {facts.license_id})" if facts.license_id else ""


def _validity(facts: LetterFacts) -> str:
    start = f"valid from {spelled(facts.valid_from)}" if facts.valid_from else "valid"
    if facts.valid_until:
        return f"{start} through {spelled(facts.valid_until)}"
    return f"{start} until it is returned, suspended or revoked"
