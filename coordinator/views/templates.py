"""The templates of certificates and letters: their versions, their pictures, and what was issued with each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from coordinator.errors import RuleBroken
from coordinator.model import Certificate, Letter, StoredFile, Template, TemplateImage, TemplateVersion
from coordinator.rules.shipped_templates import shipped_templates
from coordinator.rules.template_bodies import template_from_plain
from coordinator.rules.templates import DocumentTemplate, Slot
from coordinator.rules.vocabulary import TemplateKind


@dataclass(frozen=True, slots=True)
class TemplateImageRow:
    """A picture of a version: `file_id` is where its bytes are kept."""

    slot: Slot
    file_id: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class TemplateVersionRow:
    """One version; `issued` counts the documents that were made with it."""

    id: int
    number: int
    made_at: datetime
    issued: int
    images: tuple[TemplateImageRow, ...]


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template, its newest version first. A shipped one that nobody used or changed yet has the id 0 and no version.

    The chosen one of a kind is what new documents are made with. Within a kind its name tells it from the others.
    """

    id: int
    kind: TemplateKind
    name: str
    is_chosen: bool
    is_shipped: bool
    archived_on: date | None
    versions: tuple[TemplateVersionRow, ...]

    @property
    def issued(self) -> int:
        """How many documents were made with any of its versions."""
        return sum(version.issued for version in self.versions)


@dataclass(frozen=True, slots=True)
class TemplateContent:
    """What one version says, with the bytes of its pictures. A shipped one has the version id 0 and the number 0."""

    kind: TemplateKind
    name: str
    version_id: int
    number: int
    template: DocumentTemplate
    images: Mapping[str, bytes]

    @property
    def title(self) -> str:
        """ "Classic, version 3", as issued documents name it."""
        return f"{self.name}, version {self.number}" if self.number else self.name


def template_rows(session: Session, kind: TemplateKind | None = None) -> tuple[TemplateRow, ...]:
    """All templates, or those of a kind: by kind, what is in use before what is archived, by name."""
    issued = _issued(session)
    pictures = selectinload(Template.versions).selectinload(TemplateVersion.images).joinedload(TemplateImage.file)
    query = select(Template).options(pictures.load_only(StoredFile.name, StoredFile.size))
    stored = session.scalars(query if kind is None else query.where(Template.kind == kind)).all()
    kinds = TemplateKind if kind is None else (kind,)
    chosen = {template.kind for template in stored if template.is_chosen}
    rows = [_row(template, issued, template.kind not in chosen) for template in stored]
    for each in kinds:
        rows += _unused(each, {row.name for row in rows if row.kind is each}, each not in chosen)
    order = list(TemplateKind)
    return tuple(
        sorted(rows, key=lambda row: (order.index(row.kind), row.archived_on is not None, row.name.casefold()))
    )


def _issued(session: Session) -> Counter[int]:
    """How many documents there are, by the id of the version."""
    counts: Counter[int] = Counter()
    for column in (Certificate.template_version_id, Letter.template_version_id):
        for version_id, count in session.execute(select(column, func.count()).group_by(column)):
            counts[version_id or 0] += count
    return counts


def _row(template: Template, issued: Counter[int], is_open: bool) -> TemplateRow:
    """As long as none of its kind was chosen, the first of the shipped ones is what is used, stored or not."""
    versions = (
        TemplateVersionRow(version.id, version.number, version.made_at, issued[version.id], _images(version))
        for version in reversed(template.versions)
    )
    return TemplateRow(
        id=template.id,
        kind=template.kind,
        name=template.name,
        is_chosen=template.is_chosen or (is_open and template.name == default_name(template.kind)),
        is_shipped=template.name in shipped_templates(template.kind),
        archived_on=template.archived_on,
        versions=tuple(versions),
    )


def _images(version: TemplateVersion) -> tuple[TemplateImageRow, ...]:
    return tuple(
        TemplateImageRow(Slot(image.slot), image.file_id, image.file.name, image.file.size) for image in version.images
    )


def _unused(kind: TemplateKind, stored: set[str], is_open: bool) -> list[TemplateRow]:
    """The shipped ones that are not stored; the first one is what is used as long as none was chosen."""
    first, names = default_name(kind), shipped_templates(kind)
    return [
        TemplateRow(0, kind, name, is_open and name == first, True, None, ()) for name in names if name not in stored
    ]


def default_name(kind: TemplateKind) -> str:
    """The name of the template that is used until one is chosen."""
    return next(iter(shipped_templates(kind)))


def template_content(session: Session, kind: TemplateKind, name: str, version_id: int = 0) -> TemplateContent:
    """What a version of the template says, or its newest one. Raises RuleBroken when there is no such template."""
    template = session.scalars(select(Template).where(Template.kind == kind, Template.name == name)).first()
    if template is None and name in shipped_templates(kind):
        return TemplateContent(kind, name, 0, 0, shipped_templates(kind)[name], {})
    versions = template.versions if template else []
    found = [version for version in versions if version_id in (0, version.id)]
    if not found:
        raise RuleBroken(f"The template “{name}” is no longer there. Refresh the page.")
    return content_of(found[-1])


def template_in_use(session: Session, kind: TemplateKind) -> TemplateContent:
    """What documents of this kind are made with now; nothing is stored, so a shipped one may have no version yet."""
    name = session.scalar(select(Template.name).where(Template.kind == kind, Template.is_chosen))
    return template_content(session, kind, name or default_name(kind))


def content_of(version: TemplateVersion) -> TemplateContent:
    """What a stored version says."""
    template = version.template
    body = template_from_plain(template.kind, version.body)
    images = {image.slot: image.file.content for image in version.images}
    return TemplateContent(template.kind, template.name, version.id, version.number, body, images)
