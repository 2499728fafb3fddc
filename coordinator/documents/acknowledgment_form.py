"""The form on which one person acknowledges one version of a governing document: US Letter, one page, fillable."""

from dataclasses import dataclass
from datetime import date

from coordinator.documents.drawing import GOLD, INK, SOFT, About, Sheet, Style, page_size
from coordinator.documents.facts import printable, spelled
from coordinator.documents.flow import Flow, Margins, Setting
from coordinator.documents.record_page import LABEL, Foot, facts, open_page
from coordinator.documents.typography import Face
from coordinator.rules.vocabulary import DocumentKind

_MARGINS = Margins(66, 66, 58, 70)
_TEXT = Setting(Style(Face.SERIF, 11.5), 14.8)
_ITEM = Setting(Style(Face.SERIF, 11.5), 14.8, 22)
_HASH = Setting(Style(Face.SANS, 8.5), 12, 96)
_SMALL = Setting(Style(Face.SERIF, 9.5, SOFT), 12)
_LABEL_WIDTH = 96.0
_BOX, _FIELD_HEIGHT, _SIGNATURE_HEIGHT = 12.0, 22.0, 34.0
_BLOCK_HEIGHT = 196.0  # the whole block to sign stays on one page
_GROUP = 8  # characters of the hash between two spaces

_OPENING = (
    "I was given this document in this version. I have read and understood it, and I follow it for as long as I hold, "
    "or ask for, a license{}. In particular:"
)
_ACCEPTED: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.PTA: (
        "I use the service only for the purposes, with the information and in the ways that the analysis describes.",
        "I ask the point of contact before I use it in any other way, and wait for the answer.",
    ),
    DocumentKind.MEMORANDUM: (
        "I keep to its conditions from the day the license is issued to the day it ends.",
        "I attend the training it calls for before I use the service.",
    ),
    DocumentKind.RULES_OF_BEHAVIOR: (
        "I keep to each of the rules whenever I use the service.",
        "I report at once when a rule was broken, by me or by somebody else.",
    ),
    DocumentKind.OTHER: ("I keep to what it asks of me.",),
}
_ALWAYS = (
    "If I break it, the license may be suspended or revoked.",
    "This holds for this version alone. A later version I acknowledge anew.",
)


@dataclass(frozen=True, slots=True)
class AcknowledgmentFormFacts:
    """What a form says: which text, known by its SHA-256 (64 hexadecimal digits, "" without a file), and of whom.

    `return_to` says who gets the signed form; `product` the license, where the document is of one product only.
    """

    masthead: tuple[str, ...]
    kind: DocumentKind
    title: str
    version: str
    effective_on: date
    sha256: str
    name: str
    position: str
    office: str
    email: str
    return_to: str = ""
    product: str = ""
    expires_on: date | None = None


def render_acknowledgment_form(facts: AcknowledgmentFormFacts, paper: str = "letter") -> bytes:
    """Return the PDF of the form; the same facts give the same bytes. Raises RuleBroken for what cannot be printed."""
    ready = printable(facts)
    title = f"Acknowledgment of {ready.title}"
    about = About(f"{title} – {ready.name}", ", ".join(ready.masthead), _version(ready), ready.effective_on)
    foot = Foot(tuple(filter(None, (f"{title}, {_version(ready)}  ·  {ready.name}", _hash_line(ready.sha256)))))
    flow = Flow(Sheet(page_size(paper), about), _MARGINS, lambda sheet, *page: foot.draw(sheet, _MARGINS, *page))
    open_page(flow, ready.masthead, title, "")
    _known(flow, ready)
    _accepted(flow, ready)
    _to_sign(flow, ready)
    return flow.finish()


def _version(ready: AcknowledgmentFormFacts) -> str:
    bare = ready.version.casefold().startswith("version ")
    return ready.version if bare else f"version {ready.version}"


def _hash_line(sha256: str) -> str:
    return f"SHA-256 {sha256}" if sha256 else ""


def _known(flow: Flow, ready: AcknowledgmentFormFacts) -> None:
    in_force = f"from {spelled(ready.effective_on)}"
    if ready.expires_on:
        in_force += f", expires {spelled(ready.expires_on)}"
    known = (("Document", ready.title), ("Version", ready.version), ("In force", in_force))
    facts(flow, known, _LABEL_WIDTH)
    _fingerprint(flow, ready.sha256)
    flow.y -= 12
    person = (("Name", ready.name), ("Position", ready.position), ("Office", ready.office), ("E-mail", ready.email))
    facts(flow, person, _LABEL_WIDTH)


def _fingerprint(flow: Flow, sha256: str) -> None:
    """The hash in groups, as two people read it to each other."""
    if not sha256:
        facts(flow, (("SHA-256", "no file of this version is kept"),), _LABEL_WIDTH)
        return
    groups = [sha256[at : at + _GROUP] for at in range(0, len(sha256), _GROUP)]
    half = len(groups) // 2
    flow.y -= 2
    flow.put_at(flow.sheet.element("P"), (flow.left, flow.y - _HASH.leading), "SHA-256", LABEL)
    for line in (groups[:half], groups[half:]):
        flow.paragraph("  ".join(line), _HASH)


def _accepted(flow: Flow, ready: AcknowledgmentFormFacts) -> None:
    flow.space(18)
    flow.rule(flow.left, flow.left + flow.width, GOLD, 0.8)
    flow.y -= 8
    flow.paragraph(_OPENING.format(f" for {ready.product}" if ready.product else ""), _TEXT)
    for item in (*_ACCEPTED[ready.kind], *_ALWAYS):
        flow.space(3)
        flow.paragraph(item, _ITEM, label="–")


def _to_sign(flow: Flow, ready: AcknowledgmentFormFacts) -> None:
    flow.space(22)
    flow.need(_BLOCK_HEIGHT)
    flow.put_at(flow.sheet.element("H2"), (flow.left, flow.y - 8), "TO BE FILLED IN AND SIGNED", LABEL.at(7.5))
    flow.y -= 30
    _check(flow, f"I have read “{ready.title}”, {_version(ready)}, and I accept what is said above.")
    middle = flow.left + flow.width * 0.66
    flow.y -= 14 + _FIELD_HEIGHT
    _field(flow, "printed_name", "Printed name", (flow.left, middle - 20))
    _field(flow, "signed_on", "Date", (middle, flow.left + flow.width))
    flow.y -= 24 + _SIGNATURE_HEIGHT
    _signature(flow, f"Signature of {ready.name}")
    if ready.return_to:
        flow.y -= 22
        flow.paragraph(f"Please send the signed form to {ready.return_to}.", _SMALL)


def _check(flow: Flow, text: str) -> None:
    element, y = flow.sheet.element("Form", alt=text), flow.y - 3

    def draw() -> None:
        with flow.sheet.inside(element):
            flow.sheet.check_box("has_read", text, (flow.left, y), _BOX)

    flow.later(draw)
    flow.y += _TEXT.leading
    flow.paragraph(text, _ITEM)


def _field(flow: Flow, name: str, label: str, edges: tuple[float, float]) -> None:
    """A field to type into, with a line to write on below it on paper."""
    element, y, (start, end) = flow.sheet.element("Form", alt=label), flow.y, edges

    def draw() -> None:
        with flow.sheet.inside(element):
            flow.sheet.text_field(name, label, (start, y + 1), (end - start, _FIELD_HEIGHT))

    flow.later(draw)
    _line(flow, start, end, label)


def _signature(flow: Flow, label: str) -> None:
    element, y = flow.sheet.element("Form", alt=label), flow.y

    def draw() -> None:
        with flow.sheet.inside(element):
            flow.sheet.signature_field("signature", label, (flow.left, y), (flow.width, _SIGNATURE_HEIGHT))

    flow.later(draw)
    _line(flow, flow.left, flow.left + flow.width, label)


def _line(flow: Flow, start: float, end: float, label: str) -> None:
    flow.rule(start, end, INK, 0.6)
    lines, style = LABEL.fitted(label.upper(), end - start, floor=4.5)
    element = flow.sheet.element("P")
    for number, line in enumerate(lines):
        flow.put_at(element, (start, flow.y - 11 - number * 8), line, style)
