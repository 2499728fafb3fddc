"""Verbs on the rules of redaction. Only what differs from the shipped rules is kept."""

from sqlalchemy import select

from coordinator.model import RedactionRule
from coordinator.rules.redaction import SHIPPED, PersonalField, check_exemption
from coordinator.store.unit_of_work import UnitOfWork


def set_redaction_rule(uow: UnitOfWork, personal: PersonalField, exemption: str, is_on: bool) -> None:
    """Withhold the field under the exemption, or show it. Raises RuleBroken for what is no exemption."""
    shipped, checked = SHIPPED[personal], check_exemption(exemption)
    row = uow.first(select(RedactionRule).where(RedactionRule.field == personal.value))
    if (checked, is_on) == (shipped.exemption, shipped.is_on):
        if row is not None:
            uow.delete(row)
    elif row is None:
        uow.add(RedactionRule(field=personal.value, exemption=checked, is_on=is_on))
    else:
        row.exemption, row.is_on = checked, is_on
    uow.describe(f"{'Withhold' if is_on else 'Show'} “{shipped.title}” in redacted files")


def restore_redaction_rules(uow: UnitOfWork) -> None:
    """The rules that came with the program."""
    for row in uow.all(select(RedactionRule)):
        uow.delete(row)
    uow.describe("Restore the rules of redaction")
