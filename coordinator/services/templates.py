"""Verbs on templates: a change is a new version, because every issued document names the one it was made with.

A template is told from the others of its kind by its name; a shipped one is stored when it is first used or changed.
"""

from collections.abc import Mapping

from sqlalchemy import select

from coordinator.documents.facts import printable
from coordinator.documents.pictures import picture
from coordinator.errors import RuleBroken
from coordinator.model import Template, TemplateImage, TemplateVersion
from coordinator.rules.plain_text import one_line
from coordinator.rules.shipped_templates import shipped_templates
from coordinator.rules.template_bodies import template_to_plain
from coordinator.rules.template_checks import check_template
from coordinator.rules.templates import CertificateTemplate, DocumentTemplate, slots_of
from coordinator.rules.vocabulary import TemplateKind
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.templates import TemplateContent, content_of, default_name

LONGEST_NAME = 80
MOST_IMAGE_BYTES = 300_000  # a picture is in every document that is made with it
_MEDIA = {b"\x89PNG": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg")}


def save_template(
    uow: UnitOfWork, kind: TemplateKind, name: str, template: DocumentTemplate, images: Mapping[str, bytes]
) -> int:
    """Save it under this name, as a new version if anything changed; returns the id of its newest version.

    `images` are the bytes of the pictures by slot. Raises RuleBroken for what `check_template` finds, for letters that
    cannot be printed, and for a picture that is none or too large.
    """
    ready = check_to_save(kind, template, images)
    row = _named(uow, kind, _checked_name(name)) or uow.add(Template(kind=kind, name=_checked_name(name)))
    if row.archived_on is not None:
        raise RuleBroken(
            f"The template “{row.name}” is archived. Take it from the archive, or save under another name."
        )
    version = _saved(uow, row, ready, images)
    uow.describe(f"Save template {row.name}, version {version.number}")
    return version.id


def check_to_save(kind: TemplateKind, template: DocumentTemplate, images: Mapping[str, bytes]) -> DocumentTemplate:
    """The template, cleaned for printing. Raises RuleBroken for the first thing that is wrong."""
    problems = check_template(kind, template)
    if problems:
        more = f" (and {len(problems) - 1} more to mend)" if len(problems) > 1 else ""
        raise RuleBroken(f"{problems[0].sentence}{more}")
    for slot, data in images.items():
        if slot not in slots_of(kind):
            raise RuleBroken(f"There is no place for a picture called “{slot[:40]}” here.")
        check_image(data)
    return printable(template)


def check_image(data: bytes) -> None:
    """Raises RuleBroken when a picture cannot be in a template."""
    if len(data) > MOST_IMAGE_BYTES:
        raise RuleBroken("The picture is larger than 300 KB, and it is in every document. Save it smaller.")
    picture(data)


def _checked_name(name: str) -> str:
    ready = one_line(name)
    if not ready:
        raise RuleBroken("A template needs a name.")
    if len(ready) > LONGEST_NAME:
        raise RuleBroken(f"The name of a template can have {LONGEST_NAME} letters.")
    return ready


def _named(uow: UnitOfWork, kind: TemplateKind, name: str) -> Template | None:
    """The template of this name in any spelling of its letters."""
    found = uow.all(select(Template).where(Template.kind == kind))
    return next((each for each in found if each.name.casefold() == name.casefold()), None)


def _saved(uow: UnitOfWork, row: Template, template: DocumentTemplate, images: Mapping[str, bytes]) -> TemplateVersion:
    """The newest version, if it says just this; else a new one."""
    newest, body = _newest(uow, row), template_to_plain(template)
    kept = {image.slot: image.file.content for image in newest.images} if newest else {}
    if newest and newest.body == body and kept == dict(images):
        return newest
    number = newest.number + 1 if newest else 1
    version = uow.add(TemplateVersion(template_id=row.id, number=number, made_at=uow.now, body=body))
    for slot, data in sorted(images.items()):
        ending, media_type = next(said for start, said in _MEDIA.items() if data.startswith(start))
        file = uow.keep_file(f"{slot}.{ending}", media_type, data)
        uow.add(TemplateImage(version_id=version.id, slot=str(slot), file_id=file.id))
    return version


def _newest(uow: UnitOfWork, row: Template) -> TemplateVersion | None:
    query = select(TemplateVersion).where(TemplateVersion.template_id == row.id)
    return uow.first(query.order_by(TemplateVersion.number.desc()))


def _stored(uow: UnitOfWork, kind: TemplateKind, name: str) -> Template:
    """The template, stored from what is shipped if need be. Raises RuleBroken when there is none of this name."""
    found = _named(uow, kind, name)
    if found is not None:
        return found
    if name not in shipped_templates(kind):
        raise RuleBroken(f"The template “{name}” is no longer there. Refresh the page.")
    row = uow.add(Template(kind=kind, name=name))
    _saved(uow, row, shipped_templates(kind)[name], {})
    return row


def choose_template(uow: UnitOfWork, kind: TemplateKind, name: str) -> None:
    """New documents of this kind are made with it from now on; those that were issued stay as they are."""
    row = _stored(uow, kind, name)
    if row.archived_on is not None:
        raise RuleBroken(f"The template “{row.name}” is archived. Take it from the archive first.")
    _choose(uow, row)
    uow.describe(f"Choose template {row.name}")


def _choose(uow: UnitOfWork, row: Template) -> None:
    before = uow.first(select(Template).where(Template.kind == row.kind, Template.is_chosen))
    if before is not None and before is not row:
        before.is_chosen = False
        uow.flush()  # one of a kind is chosen, at every moment
    row.is_chosen = True
    uow.flush()


def rename_template(uow: UnitOfWork, kind: TemplateKind, name: str, new_name: str) -> None:
    """Documents that were issued keep the name it had then."""
    row, ready = _stored(uow, kind, name), _checked_name(new_name)
    other = _named(uow, kind, ready)
    if other is not None and other is not row:
        raise RuleBroken(f"There is already a template named “{other.name}”.")
    row.name = ready
    uow.flush()
    uow.describe(f"Rename template {name} to {ready}")


def archive_template(uow: UnitOfWork, kind: TemplateKind, name: str) -> None:
    """It is no longer offered; its versions stay, for what was issued. Raises RuleBroken for the one in use."""
    row = _stored(uow, kind, name)
    if row.id == _chosen(uow, kind).id:
        raise RuleBroken(f"New documents are made with “{row.name}”. Choose another template first.")
    row.archived_on = uow.today
    uow.describe(f"Archive template {row.name}")


def unarchive_template(uow: UnitOfWork, kind: TemplateKind, name: str) -> None:
    """It is offered again."""
    row = _stored(uow, kind, name)
    row.archived_on = None
    uow.describe(f"Take template {row.name} from the archive")


def restore_shipped(uow: UnitOfWork, kind: TemplateKind, name: str) -> int:
    """Make what the program ships its newest version; pictures stay. Returns the id of that version.

    A certificate gets the shipped one of the same design.
    """
    row = _stored(uow, kind, name)
    newest = _newest(uow, row)
    assert newest is not None  # a template is stored with its first version
    content = content_of(newest)
    version = _saved(uow, row, _shipped_like(content), content.images)
    uow.describe(f"Restore template {row.name} to what is shipped")
    return version.id


def _shipped_like(content: TemplateContent) -> DocumentTemplate:
    shipped = shipped_templates(content.kind)
    design = content.template.design if isinstance(content.template, CertificateTemplate) else None
    alike = (each for each in shipped.values() if isinstance(each, CertificateTemplate) and each.design is design)
    return next(alike, shipped[default_name(content.kind)])


def _chosen(uow: UnitOfWork, kind: TemplateKind) -> Template:
    """The one in use. Until one is chosen it is the shipped one, which is stored and chosen now."""
    chosen = uow.first(select(Template).where(Template.kind == kind, Template.is_chosen))
    if chosen is None:
        chosen = _stored(uow, kind, default_name(kind))
        chosen.archived_on = None
        _choose(uow, chosen)
    return chosen


def used_version(uow: UnitOfWork, kind: TemplateKind) -> TemplateContent:
    """What new documents of this kind are made with: the newest version of the chosen template, which is stored."""
    newest = _newest(uow, _chosen(uow, kind))
    assert newest is not None  # a template is stored with its first version
    return content_of(newest)
