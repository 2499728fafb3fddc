"""Templates in the database: versions, the chosen one, files to hand on, and what issued documents keep of them."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordinator.errors import FileRefused, RuleBroken
from coordinator.model import TemplateVersion
from coordinator.rules.shipped_templates import CLASSIC, FORMAL, MODERN, shipped_templates
from coordinator.rules.templates import CertificateWording, Colors, Design, DocumentTemplate, Paper
from coordinator.rules.vocabulary import TemplateKind
from coordinator.services.template_files import MOST_BYTES, exported_template, import_template
from coordinator.services.template_preview import Example, preview_template
from coordinator.services.templates import (
    MOST_IMAGE_BYTES,
    archive_template,
    choose_template,
    rename_template,
    restore_shipped,
    save_template,
    unarchive_template,
    used_version,
)
from coordinator.services.workspace import Workspace
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.templates import TemplateRow, template_content, template_in_use, template_rows
from tests.documents.pictures import a_picture
from tests.documents.reading import all_text

KIND = TemplateKind.CERTIFICATE
OWN = replace(CLASSIC, wording=CertificateWording(title="Certificate of Attendance"))
PICTURE = a_picture()


def row(workspace: Workspace, name: str) -> TemplateRow:
    return next(each for each in workspace.read(template_rows, KIND) if each.name == name)


def use(uow: UnitOfWork, kind: TemplateKind) -> str:
    used = used_version(uow, kind)
    uow.describe("Use a template")
    return used.title


def test_what_is_shipped_is_listed_before_anything_is_stored(workspace: Workspace) -> None:
    rows = workspace.read(template_rows)
    assert [each.name for each in rows[:3]] == ["Classic", "Formal", "Modern"]
    assert {each.kind for each in rows if each.is_chosen} == set(TemplateKind)
    assert all(each.id == 0 and each.is_shipped and not each.versions for each in rows)
    assert workspace.read(template_in_use, KIND).template == CLASSIC
    assert workspace.read(template_content, KIND, "Modern").template == MODERN


def test_the_shipped_one_becomes_version_1_when_it_is_used(workspace: Workspace) -> None:
    assert workspace.change(use, KIND)[0] == "Classic, version 1"
    assert workspace.change(use, TemplateKind.RETURN)[0] == "Standard, version 1"
    assert not workspace.change(use, KIND)[1]  # the second time nothing is written
    found = row(workspace, "Classic")
    assert (found.is_chosen, found.id > 0, [version.number for version in found.versions]) == (True, True, [1])


def test_saving_makes_a_new_version_only_when_something_changed(workspace: Workspace) -> None:
    first, _ = workspace.change(save_template, KIND, " Our  own ", OWN, {})
    again, nothing = workspace.change(save_template, KIND, "our own", OWN, {})
    pictured, _ = workspace.change(save_template, KIND, "Our own", OWN, {"signature": PICTURE})
    same, _ = workspace.change(save_template, KIND, "Our own", OWN, {"signature": PICTURE})
    assert first == again
    assert not nothing
    assert pictured == same != first
    found = row(workspace, "Our own")
    assert [version.number for version in found.versions] == [2, 1]
    assert [image.slot.value for image in found.versions[0].images] == ["signature"]
    assert not found.is_chosen
    assert workspace.read(template_content, KIND, "Our own", first).images == {}
    content = workspace.read(template_content, KIND, "Our own")
    assert (content.title, content.template, content.images) == ("Our own, version 2", OWN, {"signature": PICTURE})
    workspace.undo()
    assert len(row(workspace, "Our own").versions) == 1


@pytest.mark.parametrize(
    ("template", "images", "said"),
    [
        (replace(OWN, wording=CertificateWording(title="")), {}, "needs a title"),
        (replace(OWN, wording=CertificateWording(title="{x}", foot="{y}")), {}, r"stands for nothing.*\(and 1 more"),
        (replace(OWN, wording=CertificateWording(title="修了証")), {}, "cannot print"),
        (replace(OWN, colors=Colors(ink="#AAAAAA")), {}, "too light"),
        (OWN, {"background": PICTURE}, "no place for a picture called “background”"),
        (OWN, {"seal": b"GIF89a"}, "no PNG or JPEG"),
        (OWN, {"seal": b"\x89PNG\r\n\x1a\n"}, "damaged"),
        (OWN, {"seal": PICTURE + b"\0" * MOST_IMAGE_BYTES}, "larger than 300 KB"),
    ],
)
def test_what_cannot_be_a_template_is_not_saved(
    workspace: Workspace, template: DocumentTemplate, images: dict[str, bytes], said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        workspace.change(save_template, KIND, "Our own", template, images)
    with pytest.raises(RuleBroken, match=said):
        preview_template(KIND, template, images)
    assert "Our own" not in [each.name for each in workspace.read(template_rows)]


def test_the_shipped_one_in_use_stays_so_when_it_is_changed_first(workspace: Workspace) -> None:
    workspace.change(save_template, KIND, "Classic", OWN, {})
    assert [each.name for each in workspace.read(template_rows, KIND) if each.is_chosen] == ["Classic"]
    assert workspace.read(template_in_use, KIND).template == OWN


def test_one_of_a_kind_is_chosen_and_it_cannot_be_archived(workspace: Workspace) -> None:
    workspace.change(choose_template, KIND, "Modern")
    assert workspace.change(use, KIND)[0] == "Modern, version 1"
    with pytest.raises(RuleBroken, match="New documents are made with “Modern”"):
        workspace.change(archive_template, KIND, "Modern")
    workspace.change(choose_template, KIND, "Formal")
    workspace.change(archive_template, KIND, "Modern")
    assert [each.name for each in workspace.read(template_rows, KIND)] == ["Classic", "Formal", "Modern"]
    assert [each.name for each in workspace.read(template_rows, KIND) if each.is_chosen] == ["Formal"]
    for verb, rest in ((choose_template, ()), (save_template, (OWN, {}))):
        with pytest.raises(RuleBroken, match="archived"):
            workspace.change(verb, KIND, "Modern", *rest)
    workspace.change(unarchive_template, KIND, "Modern")
    workspace.change(choose_template, KIND, "Modern")
    assert row(workspace, "Modern").is_chosen
    with pytest.raises(RuleBroken, match="no longer there"):
        workspace.change(choose_template, KIND, "Baroque")


def test_the_shipped_one_in_use_cannot_be_archived_before_it_was_stored(workspace: Workspace) -> None:
    with pytest.raises(RuleBroken, match="Choose another template first"):
        workspace.change(archive_template, KIND, "Classic")


def test_a_template_is_renamed_to_a_name_that_is_free(workspace: Workspace) -> None:
    workspace.change(save_template, KIND, "Our own", OWN, {})
    workspace.change(save_template, KIND, "Another", OWN, {})
    with pytest.raises(RuleBroken, match="already a template named “Another”"):
        workspace.change(rename_template, KIND, "Our own", "ANOTHER")
    with pytest.raises(RuleBroken, match="needs a name"):
        workspace.change(rename_template, KIND, "Our own", " ")
    workspace.change(rename_template, KIND, "Our own", "OUR OWN")
    assert row(workspace, "OUR OWN").versions


def test_restoring_gives_the_shipped_wording_of_its_design_and_keeps_the_pictures(workspace: Workspace) -> None:
    own = replace(FORMAL, wording=OWN.wording, paper=Paper.A4)
    workspace.change(save_template, KIND, "Ours", own, {"seal": PICTURE})
    workspace.change(restore_shipped, KIND, "Ours")
    content = workspace.read(template_content, KIND, "Ours")
    assert (content.number, content.template, content.images) == (2, FORMAL, {"seal": PICTURE})


@pytest.mark.parametrize(
    "statement", ["UPDATE template_version SET body = '{}'", "UPDATE template_image SET slot = 'x'"]
)
def test_the_file_itself_refuses_to_change_a_version(workspace: Workspace, statement: str) -> None:
    workspace.change(save_template, KIND, "Our own", OWN, {"seal": PICTURE})

    def change(uow: UnitOfWork) -> None:
        uow.session.connection().exec_driver_sql(statement)

    with pytest.raises(RuleBroken, match="never changed"):
        workspace.change(change)


def exported(workspace: Workspace, name: str = "Our own") -> bytes:
    workspace.change(save_template, KIND, name, OWN, {"seal": PICTURE})
    return exported_template(workspace.read(template_content, KIND, name))


def test_a_template_goes_out_as_one_file_and_comes_back_the_same(workspace: Workspace) -> None:
    data = exported(workspace)
    with pytest.raises(RuleBroken, match="already a template named “Our own”"):
        workspace.change(import_template, "", data)
    version_id, _ = workspace.change(import_template, "From outside", data)
    content = workspace.read(template_content, KIND, "From outside")
    assert (content.version_id, content.template, content.images) == (version_id, OWN, {"seal": PICTURE})


def test_a_file_of_an_exported_template_is_the_same_each_time(workspace: Workspace) -> None:
    assert exported(workspace) == exported(workspace)


def signed_again(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """Change the content of a file and make its hash true again, as someone who means it would."""
    from coordinator.services import template_files

    def changed(data: bytes) -> bytes:
        plain = json.loads(data)
        plain.pop("sha256")
        change(plain)
        return json.dumps(plain | {"sha256": template_files._digest(plain)}).encode()

    return changed


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: b"", "it is not the JSON"),
        (lambda data: b"\xff\xfe" + data, "it is not the JSON"),
        (lambda data: b"[" * 100_000, "it is not the JSON"),
        (lambda data: b"[]", "no template of this program"),
        (lambda data: b" " * (MOST_BYTES + 1), "too large"),
        (lambda data: data.replace(b"Attendance", b"Excellence"), "changed or damaged"),
        (lambda data: data.replace(b"template 1", b"template 9"), "or one of a later release"),
        (
            signed_again(lambda plain: plain.update(kind="diploma")),
            "a kind of document that this program does not have",
        ),
        (signed_again(lambda plain: plain["body"].update(script="x")), "“script”, which is not known"),
        (signed_again(lambda plain: plain["body"]["wording"].update(foot="{__class__}")), "is no placeholder"),
        (signed_again(lambda plain: plain["body"]["wording"].update(foot="\ud800")), "cannot be seen"),
        (signed_again(lambda plain: plain["images"].update(seal="R0lGODlh")), "no PNG or JPEG"),
        (signed_again(lambda plain: plain["images"].update(seal="!")), "pictures in this template cannot be read"),
        (signed_again(lambda plain: plain.update(images=[])), "pictures in this template cannot be read"),
        (signed_again(lambda plain: plain["images"].update({"../x": "AAAA"})), "no place for a picture"),
        (signed_again(lambda plain: plain.update(name=[1])), "name"),
    ],
)
def test_a_file_that_is_no_sound_template_is_refused(
    workspace: Workspace, damage: Callable[[bytes], bytes], said: str
) -> None:
    data = damage(exported(workspace))
    with pytest.raises((FileRefused, RuleBroken), match=said):
        workspace.change(import_template, "" if said == "name" else "From outside", data)
    assert len(workspace.read(lambda session: session.scalars(select(TemplateVersion)).all())) == 1


@pytest.mark.parametrize("kind", TemplateKind)
def test_a_preview_shows_the_template_with_an_example(kind: TemplateKind) -> None:
    template = next(iter(shipped_templates(kind).values()))
    text = all_text(preview_template(kind, template, {"signature": PICTURE}, Example(is_long=True, is_alternate=True)))
    assert "Þórsdóttir" in text
    assert "Cyber Crimes Center".casefold() in text.casefold()
    assert ("2nd of 6" in text) == (kind is TemplateKind.NON_SELECTION)


def test_a_preview_names_the_unit_that_it_is_for(workspace: Workspace) -> None:
    def settings(session: Session) -> Example:
        from coordinator.views.settings import unit_settings

        return Example(replace(unit_settings(session), unit_name="Example Unit", signatory_name="A. Signatory"))

    text = all_text(preview_template(KIND, replace(MODERN, design=Design.MODERN), {}, workspace.read(settings)))
    assert "Example Unit" in text
    assert "A. Signatory" in text
