"""Templates of certificates and letters: wording, fields, images and colors as data; every change is a new version."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordinator.model.base import Base, active_only, word
from coordinator.model.stored_file import StoredFile
from coordinator.rules.vocabulary import Area, TemplateKind


class Template(Base):
    """A named template of one kind of document; the chosen one of a kind is what new documents are made with."""

    __tablename__ = "template"
    __area__ = Area.TEMPLATES
    __table_args__ = (
        UniqueConstraint("kind", "name"),
        CheckConstraint("name <> ''", "named"),
        CheckConstraint("is_chosen = 0 OR archived_on IS NULL", "chosen_is_kept"),
        active_only("uq_template_chosen", "kind", where=text("is_chosen = 1")),
    )

    kind: Mapped[TemplateKind] = word(TemplateKind)
    name: Mapped[str]
    is_chosen: Mapped[bool] = mapped_column(default=False)
    archived_on: Mapped[date | None]

    versions: Mapped[list["TemplateVersion"]] = relationship(
        back_populates="template", order_by="TemplateVersion.number"
    )


class TemplateVersion(Base):
    """What a template said from a moment on; never changed, because issued documents name it."""

    __tablename__ = "template_version"
    __area__ = Area.TEMPLATES
    __table_args__ = (
        UniqueConstraint("template_id", "number"),
        CheckConstraint("number > 0", "number_positive"),
    )

    template_id: Mapped[int] = mapped_column(ForeignKey("template.id"))
    number: Mapped[int]
    made_at: Mapped[datetime]
    body: Mapped[dict[str, Any]]

    template: Mapped[Template] = relationship(back_populates="versions")
    images: Mapped[list["TemplateImage"]] = relationship(order_by="TemplateImage.slot")


class TemplateImage(Base):
    """The kept picture in one place of a version, such as the letterhead or the signature."""

    __tablename__ = "template_image"
    __area__ = Area.TEMPLATES
    __table_args__ = (
        UniqueConstraint("version_id", "slot"),
        CheckConstraint("slot <> ''", "placed"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("template_version.id"))
    slot: Mapped[str]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)

    file: Mapped[StoredFile] = relationship()
