"""What is wrong with a template, each in a sentence with its place: asked while it is edited and when it is saved."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from coordinator.rules.colors import LEAST_CONTRAST, contrast, is_color
from coordinator.rules.template_limits import longest, most, parts_of
from coordinator.rules.template_placeholders import CONDITIONS, LISTS, names_of
from coordinator.rules.template_texts import placeholders_in, stray_brace
from coordinator.rules.templates import CertificateTemplate, DocumentTemplate, LetterTemplate
from coordinator.rules.vocabulary import TemplateKind

# What has to be said, whatever the unit's own words are.
_NEEDED = {
    "wording.title": "The certificate needs a title.",
    "wording.subject": "The letter needs a subject.",
    "wording.opening": "The letter needs a paragraph to open with.",
    "alternate.subject": "The letter to an alternate needs a subject.",
    "alternate.opening": "The letter to an alternate needs a paragraph to open with.",
}
_ENTRY = re.compile(r"(clauses|items|masthead|facts)\.(\d+)")
_ENTRIES = {"clauses": "clause", "items": "entry", "masthead": "masthead line", "facts": "fact"}
_PLACES = {"wording": "", "alternate": "to an alternate", "text": "text", "heading": "heading"}


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """What is wrong and what to do, and at which place (a path as in `template_limits`)."""

    path: str
    sentence: str


def check_template(kind: TemplateKind, template: DocumentTemplate) -> tuple[TemplateProblem, ...]:
    """Return what is wrong with the template, in the order of its parts; nothing when it can be saved."""
    problems = [problem for path, part in parts_of(template) for problem in _problems(kind, path, part)]
    problems += _certificate_problems(template) if isinstance(template, CertificateTemplate) else []
    problems += _letter_problems(kind, template) if isinstance(template, LetterTemplate) else []
    return tuple(problems)


def _problems(kind: TemplateKind, path: str, part: str | tuple[object, ...]) -> Iterator[TemplateProblem]:
    if isinstance(part, tuple):
        if len(part) > most(path):
            yield TemplateProblem(path, f"{_place(path)} has {len(part)} entries; there can be {most(path)}.")
    elif path.startswith("colors."):
        yield from _color_problems(path, part)
    elif path.endswith((".needs", ".lists")):
        yield from _choice_problems(path, part)
    else:
        yield from _text_problems(kind, path, part)


def _color_problems(path: str, color: str) -> Iterator[TemplateProblem]:
    name = path.rpartition(".")[2]
    if not is_color(color):
        yield TemplateProblem(path, f"“{color[:20]}” is no color. Write it as #RRGGBB, such as #1F3A6E.")
    elif name != "second" and contrast(color) < LEAST_CONTRAST:
        ratio = int(contrast(color) * 10) / 10
        yield TemplateProblem(
            path,
            f"{color} is too light for text on white: its contrast is {ratio}, and 4.5 is needed. Choose a darker one.",
        )


def _choice_problems(path: str, name: str) -> Iterator[TemplateProblem]:
    known = LISTS if path.endswith(".lists") else CONDITIONS
    if name not in known:
        yield TemplateProblem(path, f"{_place(path)}: “{name[:40]}” is no choice. Choose one from the list.")


def _text_problems(kind: TemplateKind, path: str, text: str) -> Iterator[TemplateProblem]:
    if not text.strip() and path in _NEEDED:
        yield TemplateProblem(path, _NEEDED[path])
    if len(text) > longest(path):
        yield TemplateProblem(path, f"{_place(path)} has {len(text):,} letters; there can be {longest(path):,}.")
    if any(not (char.isprintable() or char == "\u00a0") for char in text):
        yield TemplateProblem(
            path, f"{_place(path)} has a line break or a character that cannot be seen. Write it on one line."
        )
    stray = stray_brace(text)
    if stray:
        yield TemplateProblem(path, f"{_place(path)}: {_about(stray)}")
    for name in placeholders_in(text):
        if name not in names_of(kind):
            yield TemplateProblem(path, f"{_place(path)}: {{{name}}} stands for nothing. {_hint(kind, name)}")


def _about(stray: str) -> str:
    if stray.startswith("{") and stray.endswith("}"):
        return f"“{stray}” is no placeholder. Between braces goes one name from the list; double a brace to print it."
    return f"the brace in “{stray}” is alone. Close it, or double it to print it."


def _hint(kind: TemplateKind, name: str) -> str:
    likely = difflib.get_close_matches(name, sorted(names_of(kind)), 1)
    return (
        f"Did you mean {{{likely[0]}}}?" if likely else "Choose one from the list, or double the braces to print them."
    )


def _certificate_problems(template: CertificateTemplate) -> list[TemplateProblem]:
    seen: set[str] = set()
    problems = []
    for number, field in enumerate(template.facts):
        path = f"facts.{number}"
        if field.fact in seen:
            problems.append(TemplateProblem(path, f"The {field.fact.value} is there twice. Take one away."))
        seen.add(field.fact)
    return problems


def _letter_problems(kind: TemplateKind, template: LetterTemplate) -> list[TemplateProblem]:
    if kind is TemplateKind.NON_SELECTION and template.alternate is None:
        return [TemplateProblem("alternate", "A letter of non-selection needs words for an alternate, too.")]
    if kind is not TemplateKind.NON_SELECTION and template.alternate is not None:
        return [TemplateProblem("alternate", "Only a letter of non-selection has words for an alternate.")]
    return []


def _place(path: str) -> str:
    """Say a place in words: "Clause 3, entry 1, text"."""
    counted = _ENTRY.sub(lambda found: f"{_ENTRIES[found[1]]} {int(found[2]) + 1}", path)
    parts = [_PLACES.get(part, part.replace("_", " ")) for part in counted.split(".")]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]
