"""Verbs on products: the software services that agreements and licenses are for."""

from sqlalchemy import select

from coordinator.errors import RuleBroken
from coordinator.model import Product
from coordinator.store.unit_of_work import UnitOfWork


def add_product(uow: UnitOfWork, name: str, vendor: str = "") -> int:
    """Returns the product's id. Raises RuleBroken without a name, or when there is one of this name."""
    product = uow.add(Product(name=_free_name(uow, name), vendor=vendor.strip()))
    uow.describe(f"Add product {product.name}")
    return product.id


def edit_product(uow: UnitOfWork, product_id: int, name: str, vendor: str) -> None:
    """Letters that were issued keep the name they were issued with."""
    product = uow.get(Product, product_id)
    product.name, product.vendor = _free_name(uow, name, product_id), vendor.strip()
    uow.flush()
    uow.describe(f"Edit product {product.name}")


def _free_name(uow: UnitOfWork, name: str, own_id: int | None = None) -> str:
    """The name with single spaces, when no other product has it in any spelling of its letters."""
    name = " ".join(name.split())
    if not name:
        raise RuleBroken("A product needs a name.")
    for other in uow.all(select(Product)):
        if other.id != own_id and other.name.casefold() == name.casefold():
            raise RuleBroken(f"There is already a product named “{other.name}”.")
    return name
