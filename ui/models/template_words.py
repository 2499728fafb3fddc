"""Templates in words: the columns of their list, its filters, and what the parts of a template are called."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from coordinator.rules.colors import LEAST_CONTRAST, contrast, is_color
from coordinator.rules.templates import Border, Design, Fact, Ornament, Paper, Slot
from coordinator.rules.vocabulary import LetterKind, TemplateKind
from coordinator.views.templates import TemplateRow, TemplateVersionRow
from ui.models.columns import Column
from ui.wording import NOTHING, count, day, word

DESIGNS = {
    Design.CLASSIC: ("Classic", "Centered, with a frame"),
    Design.MODERN: ("Modern", "A field of color at the side"),
    Design.FORMAL: ("Formal", "Engraved, like a deed"),
}
PAPERS = {Paper.LETTER: "US Letter", Paper.A4: "A4"}
BORDERS = {
    Border.NONE: "None", Border.SINGLE: "One line", Border.DOUBLE: "Two lines", Border.ENGRAVED: "Engraved",
}  # fmt: skip
ORNAMENTS = {Ornament.NONE: "None", Ornament.ROSETTE: "Rosette", Ornament.STAR: "Star"}
FACTS = {
    Fact.DATE: "Date of the training", Fact.DURATION: "Duty hours", Fact.DELIVERY: "Way of delivery",
    Fact.COURSE: "Number of the course", Fact.INSTRUCTOR: "Instructors", Fact.ISSUED: "Date of issue",
}  # fmt: skip
SLOTS = {
    Slot.LETTERHEAD: ("Letterhead", "Above the lines of the masthead."),
    Slot.SEAL: ("Seal", "In place of the ornament."),
    Slot.SIGNATURE: ("Signature", "On the line of the signatory."),
}
CERTIFICATE_TEXTS = {
    "title": "Title",
    "before_name": "Before the name",
    "below_name": "Below the name",
    "before_course": "Before the course",
    "below_course": "Below the course",
    "issued": "Day of issue",
    "number": "Before the number",
    "verify": "Beside the QR code",
    "verify_without_code": "In place of the QR code",
    "foot": "At the foot",
}

# Text and accent are read on white with ease; in lines and ornaments nothing is written.
COLOR_PLACES = {
    "ink": "Text",
    "accent": "Masthead and title",
    "second": "Lines and ornaments",
}
GOOD_COLORS = {
    "ink": (
        ("Ink", "#1B2433"), ("Black", "#111111"), ("Slate", "#1A2230"), ("Charcoal", "#2B2B2B"), ("Sepia", "#241C15"),
        ("Night green", "#16302B"),
    ),
    "accent": (
        ("Navy", "#1F3A6E"), ("Petrol", "#14505C"), ("Burgundy", "#5B1F2B"), ("Forest", "#1E5631"),
        ("Plum", "#4A2C6B"), ("Umber", "#6B3E12"), ("Graphite", "#2A3439"),
    ),
    "second": (
        ("Gold", "#A8873A"), ("Mist", "#8FB9BE"), ("Silver", "#9AA3AF"), ("Brass", "#B08D57"), ("Sage", "#7C9A72"),
        ("Clay", "#B98A78"), ("Sky", "#7F9CC9"),
    ),
}  # fmt: skip
_EASY, _FAINT = 7.0, 1.5  # contrast: WCAG 2.0, 1.4.6; and what is hardly seen


def kind_word(kind: TemplateKind) -> str:
    """ "Certificate", "License issuance"."""
    return "Certificate" if kind is TemplateKind.CERTIFICATE else word(LetterKind(kind.value))


def contrast_words(place: str, color: str) -> tuple[str, tuple[str, str]]:
    """How a color is seen on white paper, with icon and tone; nothing for what is no color."""
    if not is_color(color):
        return "", ("info", "neutral")
    ratio = contrast(color)
    if place == "second":
        seen = "hardly seen on paper" if ratio < _FAINT else "seen well; nothing is written in it"
        return f"Contrast {_ratio(ratio)}: {seen}", _CAUTION if ratio < _FAINT else _GOOD
    if ratio < LEAST_CONTRAST:
        return f"Contrast {_ratio(ratio)}: too light to be read", ("circle-alert", "bad")
    return f"Contrast {_ratio(ratio)}: {'read with ease' if ratio >= _EASY else 'read well'}", _GOOD


_GOOD, _CAUTION = ("circle-check", "good"), ("triangle-alert", "caution")


def _ratio(ratio: float) -> str:
    """Cut, not rounded, so that 4.49 is not said to be 4.5."""
    return f"{int(ratio * 10) / 10} : 1"


# the list


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template in the list. Its `id` stays when a shipped one is stored and gets one of its own."""

    id: int
    row: TemplateRow

    @property
    def newest(self) -> int:
        """The number of its newest version; 0 for a shipped one that was never changed or used."""
        return self.row.versions[0].number if self.row.versions else 0

    @property
    def changed_at(self) -> datetime | None:
        return self.row.versions[0].made_at if self.row.versions else None


def use_words(row: TemplateRow) -> str:
    """ "In use", "Available", "Archived"."""
    if row.archived_on:
        return "Archived"
    return "In use" if row.is_chosen else "Available"


def use_tone(row: TemplateRow) -> tuple[str, str]:
    if row.archived_on:
        return "archive", "neutral"
    return ("circle-check", "good") if row.is_chosen else ("circle-dashed", "neutral")


def standing(row: TemplateRow) -> str:
    """What the state of a template means, in a sentence."""
    if row.archived_on:
        return f"Archived {day(row.archived_on)}"
    return "New documents are made with it" if row.is_chosen else "Available; new documents are made with another"


def version_words(number: int) -> str:
    return f"Version {number}" if number else "As shipped"


def version_line(version: TemplateVersionRow) -> str:
    """ "Version 3 · 11/23/26 · 12 issued"."""
    return f"{version_words(version.number)} · {day(version.made_at.date())} · {version.issued:,} issued"


def picture_words(version: TemplateVersionRow | None) -> str:
    """ "Pictures: Letterhead, Seal"; nothing for a version without any."""
    names = ", ".join(SLOTS[image.slot][0] for image in version.images) if version else ""
    return f"Pictures: {names}" if names else ""


def facts(line: TemplateLine) -> str:
    """ "Certificate · Version 3 · 12 documents issued with it"."""
    issued = count(line.row.issued, "document", "documents") if line.row.issued else "nothing"
    return f"{kind_word(line.row.kind)} · {version_words(line.newest)} · {issued} issued with it"


def _name(line: TemplateLine) -> str:
    return line.row.name


def _kind(line: TemplateLine) -> str:
    return kind_word(line.row.kind)


def _kind_order(line: TemplateLine) -> tuple[int, str]:
    return list(TemplateKind).index(line.row.kind), line.row.name.casefold()


def _version(line: TemplateLine) -> str:
    return version_words(line.newest)


def _newest(line: TemplateLine) -> int:
    return line.newest


def _use(line: TemplateLine) -> str:
    return use_words(line.row)


def _use_tone(line: TemplateLine) -> tuple[str, str]:
    return use_tone(line.row)


def _issued(line: TemplateLine) -> str:
    return f"{line.row.issued:,}" if line.row.issued else NOTHING


def _issued_count(line: TemplateLine) -> int:
    return line.row.issued


def _changed(line: TemplateLine) -> str:
    return day(line.changed_at.date()) if line.changed_at else NOTHING


def _changed_at(line: TemplateLine) -> datetime | None:
    return line.changed_at


COLUMNS: tuple[Column[TemplateLine], ...] = (
    Column("Kind", _kind, 132, sort=_kind_order),
    Column("Name", _name, 112, bold=True),
    Column("State", _use, 108, tone=_use_tone),
    Column("Version", _version, 96, sort=_newest),
    Column("Issued", _issued, 68, sort=_issued_count, right=True),
    Column("Changed", _changed, 84, sort=_changed_at),
)


def _is_kept(line: TemplateLine) -> bool:
    return line.row.archived_on is None


def _is_used(line: TemplateLine) -> bool:
    return line.row.is_chosen


def _is_certificate(line: TemplateLine) -> bool:
    return _is_kept(line) and line.row.kind is TemplateKind.CERTIFICATE


def _is_letter(line: TemplateLine) -> bool:
    return _is_kept(line) and line.row.kind is not TemplateKind.CERTIFICATE


def _is_archived(line: TemplateLine) -> bool:
    return line.row.archived_on is not None


FILTERS: dict[str, tuple[str, Callable[[TemplateLine], bool]]] = {
    "all": ("All", _is_kept),
    "used": ("In use", _is_used),
    "certificates": ("Certificates", _is_certificate),
    "letters": ("Letters", _is_letter),
    "archived": ("Archived", _is_archived),
}
