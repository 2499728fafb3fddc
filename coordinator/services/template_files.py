"""A template as one file, to hand on: JSON with its pictures in base64 and a SHA-256 over all of it."""

import base64
import binascii
import hashlib
import json
from typing import Any

from sqlalchemy import select

from coordinator.errors import FileRefused, RuleBroken
from coordinator.model import Template
from coordinator.rules.shipped_templates import shipped_templates
from coordinator.rules.template_bodies import template_from_plain, template_to_plain
from coordinator.rules.vocabulary import TemplateKind
from coordinator.services.templates import save_template
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.views.templates import TemplateContent

FORMAT = "coordinator template 1"
ENDING = ".template.json"
MOST_BYTES = 2_000_000
_KEYS = {"format", "kind", "name", "body", "images", "sha256"}


def exported_template(content: TemplateContent) -> bytes:
    """Return the file of what a version says."""
    plain: dict[str, Any] = {
        "format": FORMAT,
        "kind": content.kind.value,
        "name": content.name,
        "body": template_to_plain(content.template),
        "images": {slot: base64.b64encode(data).decode() for slot, data in content.images.items()},
    }
    plain["sha256"] = _digest(plain)
    return (json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def import_template(uow: UnitOfWork, name: str, data: bytes) -> int:
    """Save the template of a file, under this name or its own; returns the id of its version.

    Raises FileRefused when it is no such file, or was changed since it was written; RuleBroken when the name is taken
    and for everything that a template that is saved cannot be.
    """
    plain = _read(data)
    try:
        kind = TemplateKind(plain["kind"])
    except ValueError as error:
        raise FileRefused("This template is for a kind of document that this program does not have.") from error
    wanted = name.strip() or plain["name"]
    template = template_from_plain(kind, plain["body"])
    stored = (row.name for row in uow.all(select(Template).where(Template.kind == kind)))
    if wanted.casefold() in map(str.casefold, (*stored, *shipped_templates(kind))):
        raise RuleBroken(f"There is already a template named “{wanted}”. Import it under another name.")
    version_id = save_template(uow, kind, wanted, template, _images(plain["images"]))
    uow.describe(f"Import template {wanted}")
    return version_id


def _read(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise FileRefused("This file is too large for a template (2 MB). Nothing was imported.")
    try:
        plain = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefused("This file is no template: it is not the JSON that this program writes.") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT or set(plain) != _KEYS:
        raise FileRefused("This file is no template of this program, or one of a later release. Nothing was imported.")
    if not isinstance(plain["name"], str):
        raise FileRefused("The template in this file has no name. Nothing was imported.")
    if plain.pop("sha256") != _digest(plain):
        raise FileRefused("This template was changed or damaged after it was written. Ask for the file once more.")
    return plain


def _digest(plain: dict[str, Any]) -> str:
    """Return the SHA-256, in hex, of all but itself, in one canonical form."""
    canonical = json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _images(plain: object) -> dict[str, bytes]:
    if not isinstance(plain, dict) or not all(isinstance(text, str) for text in plain.values()):
        raise FileRefused("The pictures in this template cannot be read. Nothing was imported.")
    try:
        return {slot: base64.b64decode(text, validate=True) for slot, text in plain.items()}
    except (binascii.Error, ValueError) as error:
        raise FileRefused("The pictures in this template cannot be read. Nothing was imported.") from error
