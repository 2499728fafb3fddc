"""Alembic's entry: runs the steps on the connection that `schema.upgrade` hands over."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from coordinator.model import Base


def render_plain(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """New steps name plain types, so that they stay true when the program's own types move on."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl_instance).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_item=render_plain,
)
with context.begin_transaction():
    context.run_migrations()
