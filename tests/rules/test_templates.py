"""Templates: what may stand in them, how they are read back, and how they are filled."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.errors import RuleBroken
from coordinator.rules.colors import LEAST_CONTRAST, contrast, mixed, softened
from coordinator.rules.shipped_templates import CLASSIC, shipped_templates
from coordinator.rules.template_bodies import template_from_plain, template_to_plain
from coordinator.rules.template_checks import check_template
from coordinator.rules.template_placeholders import CONDITIONS, LISTS, PLACEHOLDERS, examples_of, names_of
from coordinator.rules.template_texts import filled, literal, placeholders_in, stray_brace
from coordinator.rules.templates import (
    CertificateTemplate,
    CertificateWording,
    Clause,
    Colors,
    DocumentTemplate,
    FactField,
    Item,
    LetterTemplate,
    LetterWording,
)
from coordinator.rules.vocabulary import TemplateKind

CERTIFICATE, RETURN, NON_SELECTION = TemplateKind.CERTIFICATE, TemplateKind.RETURN, TemplateKind.NON_SELECTION
SHIPPED = [(kind, name, body) for kind in TemplateKind for name, body in shipped_templates(kind).items()]
LETTER = LetterTemplate(LetterWording("Return", "You return it.", (Clause("Items.", "These:", (Item("A.", "One."),)),)))


def certificate(**texts: str) -> CertificateTemplate:
    return CertificateTemplate(wording=CertificateWording(**texts))


def letter(**texts: Any) -> LetterTemplate:
    return replace(LETTER, wording=replace(LETTER.wording, **texts))


@pytest.mark.parametrize(("kind", "name", "template"), SHIPPED)
def test_what_is_shipped_has_no_problem_and_is_read_back(
    kind: TemplateKind, name: str, template: DocumentTemplate
) -> None:
    assert check_template(kind, template) == ()
    assert template_from_plain(kind, json.loads(json.dumps(template_to_plain(template)))) == template


def test_three_certificates_are_shipped_and_one_letter_of_each_kind() -> None:
    assert list(shipped_templates(CERTIFICATE)) == ["Classic", "Modern", "Formal"]
    assert all(len(shipped_templates(kind)) == 1 for kind in TemplateKind if kind is not CERTIFICATE)


@pytest.mark.parametrize(
    ("template", "path", "said"),
    [
        (certificate(title=" "), "wording.title", "The certificate needs a title."),
        (certificate(foot="{nam}"), "wording.foot", "Foot: {nam} stands for nothing. Did you mean {name}?"),
        (certificate(foot="{license}"), "wording.foot", "{license} stands for nothing"),
        (certificate(foot="{name"), "wording.foot", "the brace in “{name” is alone"),
        (certificate(foot="name}"), "wording.foot", "the brace in “}” is alone"),
        (certificate(foot="{}"), "wording.foot", "“{}” is no placeholder"),
        (certificate(foot="{0}"), "wording.foot", "“{0}” is no placeholder"),
        (certificate(foot="{name!r}"), "wording.foot", "“{name!r}” is no placeholder"),
        (certificate(foot="{name:>99999999}"), "wording.foot", "“{name:>99999999}” is no placeholder"),
        (certificate(foot="{name.__class__}"), "wording.foot", "“{name.__class__}” is no placeholder"),
        (certificate(foot="{name[0]}"), "wording.foot", "“{name[0]}” is no placeholder"),
        (certificate(before_name="{{{name}"), "wording.before_name", ""),
        (certificate(title="x" * 201), "wording.title", "Title has 201 letters; there can be 200."),
        (certificate(title="a\nb"), "wording.title", "has a line break"),
        (certificate(title="a\u202eb"), "wording.title", "a character that cannot be seen"),
        (replace(CLASSIC, masthead=("{unit}",) * 5), "masthead", "has 5 entries; there can be 4"),
        (replace(CLASSIC, masthead=("a", "{x}")), "masthead.1", "Masthead line 2: {x} stands for nothing."),
        (replace(CLASSIC, facts=CLASSIC.facts[:1] * 2), "facts.1", "The date is there twice. Take one away."),
        (
            replace(CLASSIC, facts=(FactField(CLASSIC.facts[0].fact, "{y}"),)),
            "facts.0.label",
            "Fact 1, label: {y} stands for nothing.",
        ),
        (replace(CLASSIC, colors=Colors(ink="black")), "colors.ink", "“black” is no color. Write it as #RRGGBB"),
        (replace(CLASSIC, colors=Colors(accent="#FFF")), "colors.accent", "is no color"),
        (replace(CLASSIC, colors=Colors(ink="#8A8A8A")), "colors.ink", "its contrast is 3.4, and 4.5 is needed"),
        (replace(CLASSIC, colors=Colors(second="#GGGGGG")), "colors.second", "is no color"),
    ],
)
def test_a_certificate_is_refused_with_the_place_and_a_sentence(
    template: CertificateTemplate, path: str, said: str
) -> None:
    problems = check_template(CERTIFICATE, template)
    if not said:
        assert problems == ()
        return
    assert [problem.path for problem in problems] == [path]
    assert said in problems[0].sentence


@pytest.mark.parametrize(
    ("kind", "template", "path", "said"),
    [
        (RETURN, letter(subject=""), "wording.subject", "The letter needs a subject."),
        (RETURN, letter(opening=""), "wording.opening", "needs a paragraph to open with"),
        (RETURN, letter(opening="x" * 4001), "wording.opening", "Opening has 4,001 letters; there can be 4,000."),
        (RETURN, letter(opening="{alternate}"), "wording.opening", "{alternate} stands for nothing"),
        (RETURN, letter(clauses=(Clause("", ""),) * 21), "wording.clauses", "has 21 entries; there can be 20"),
        (
            RETURN,
            letter(clauses=(Clause("A", "a", (Item("", "{zzz}"),)),)),
            "wording.clauses.0.items.0.text",
            "Clause 1, entry 1, text: {zzz} stands for nothing. Choose one from the list",
        ),
        (RETURN, letter(clauses=(Clause("A", "a", needs="money"),)), "wording.clauses.0.needs", "“money” is no choice"),
        (
            RETURN,
            letter(clauses=(Clause("A", "a", (Item("", "", lists="all"),)),)),
            "wording.clauses.0.items.0.lists",
            "“all” is no choice",
        ),
        (NON_SELECTION, LETTER, "alternate", "needs words for an alternate, too"),
        (RETURN, replace(LETTER, alternate=LETTER.wording), "alternate", "Only a letter of non-selection"),
        (
            NON_SELECTION,
            replace(LETTER, alternate=replace(LETTER.wording, subject="{who}")),
            "alternate.subject",
            "To an alternate, subject: {who} stands for nothing.",
        ),
    ],
)
def test_a_letter_is_refused_with_the_place_and_a_sentence(
    kind: TemplateKind, template: LetterTemplate, path: str, said: str
) -> None:
    problems = check_template(kind, template)
    assert [problem.path for problem in problems] == [path]
    assert said in problems[0].sentence


def changed(path: str, value: object) -> dict[str, Any]:
    """The classic certificate as plain data with one value changed, or taken away when it is None."""
    plain: dict[str, Any] = json.loads(json.dumps(template_to_plain(CLASSIC)))
    *parents, last = path.split(".")
    part: Any = plain
    for name in parents:
        part = part[int(name) if name.isdigit() else name]
    part[last] = value
    return plain


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ([], "it has to be a group of named values"),
        (None, "it has to be a group"),
        ({"design": "baroque"}, "“design” has to be one of classic, modern, formal"),
        ({"design": ["classic"]}, "“design” has to be one of"),
        ({"script": "x"}, "it has “script”, which is not known"),
        (changed("has_code", 1), "“has_code” has to be true or false"),
        (changed("wording.title", 7), "“wording.title” has to be a text"),
        (changed("wording.title", None), "“wording.title” has to be a text"),
        (changed("wording", []), "“wording” has to be a group"),
        (changed("wording.__class__", "x"), "“wording” has “__class__”, which is not known"),
        (changed("wording.title", "x" * 201), "“wording.title” has 201 letters; there can be 200"),
        (changed("masthead", "abc"), "“masthead” has to be a list"),
        (changed("masthead", ["a"] * 5), "“masthead” has 5 entries; there can be 4"),
        (changed("facts", [{"fact": "date"}]), "“facts.0.label” is missing"),
        (changed("facts.0.is_shown", "yes"), "“facts.0.is_shown” has to be true or false"),
        (changed("colors.ink", {}), "“colors.ink” has to be a text"),
    ],
)
def test_what_is_no_template_is_refused_with_the_place(plain: object, said: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        template_from_plain(CERTIFICATE, plain)
    assert said in str(refusal.value)


def test_a_letter_is_not_read_as_a_certificate_nor_without_its_wording() -> None:
    with pytest.raises(RuleBroken, match="not known"):
        template_from_plain(CERTIFICATE, template_to_plain(LETTER))
    with pytest.raises(RuleBroken, match="“wording” is missing"):
        template_from_plain(RETURN, {})


def test_a_template_of_an_earlier_release_gets_what_it_did_not_have_yet() -> None:
    assert template_from_plain(CERTIFICATE, {"design": "classic"}) == CLASSIC


TEXTS = st.text(max_size=60)
WORDINGS = st.builds(
    LetterWording,
    TEXTS,
    TEXTS,
    st.lists(
        st.builds(Clause, TEXTS, TEXTS, st.lists(st.builds(Item, TEXTS, TEXTS), max_size=2).map(tuple)), max_size=3
    ).map(tuple),
    TEXTS,
)
TEMPLATES = st.one_of(
    st.tuples(st.just(CERTIFICATE), st.from_type(CertificateTemplate)),
    st.tuples(st.just(NON_SELECTION), st.builds(LetterTemplate, WORDINGS, st.none() | WORDINGS)),
)


@settings(max_examples=40)
@given(TEMPLATES)
def test_every_template_within_the_limits_is_read_back_as_it_was(pair: tuple[TemplateKind, DocumentTemplate]) -> None:
    kind, template = pair
    limits = [each for each in check_template(kind, template) if "there can be" in each.sentence]
    plain = json.loads(json.dumps(template_to_plain(template)))
    if limits:
        with pytest.raises(RuleBroken):
            template_from_plain(kind, plain)
    else:
        assert template_from_plain(kind, plain) == template


@given(st.text(), st.text())
def test_a_fact_is_printed_as_it_is_whatever_stands_in_it(before: str, fact: str) -> None:
    assert filled(literal(before) + "{name}", {"name": fact}) == before + fact
    assert stray_brace(literal(before)) == ""
    assert placeholders_in(literal(before)) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{name}", "Dana {course}"),
        ("{{name}}", "{name}"),
        ("{{{name}}}", "{Dana {course}}"),
        ("%s %(name)s ${name}", "%s %(name)s $Dana {course}"),
        ("<b>{name}</b>", "<b>Dana {course}</b>"),
    ],
)
def test_only_a_word_in_braces_stands_for_a_fact(text: str, said: str) -> None:
    assert filled(text, {"name": "Dana {course}", "course": "wrong"}) == said


def test_every_placeholder_says_what_it_is_and_has_an_example() -> None:
    for kind in TemplateKind:
        names = [each.name for each in PLACEHOLDERS[kind]]
        assert len(names) == len(set(names)) == len(names_of(kind))
        assert all(each.says and each.example for each in PLACEHOLDERS[kind])
        assert set(examples_of(PLACEHOLDERS[kind])) == set(names)
    assert "" in CONDITIONS
    assert "" in LISTS


def test_contrast_is_as_wcag_measures_it() -> None:
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#FFFFFF") == pytest.approx(1)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)
    assert mixed("#000000", 50) == "#808080"


@given(st.integers(0, 0xFFFFFF).map(lambda code: f"#{code:06X}"))
def test_a_softer_color_is_still_read_wherever_the_color_is(color: str) -> None:
    assert contrast(softened(color)) >= min(contrast(color), LEAST_CONTRAST)
