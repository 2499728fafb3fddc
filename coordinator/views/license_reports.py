"""What a report can say of licenses, of the compliance of their holders, and of agreements."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from coordinator.rules.licensing import CLOSED
from coordinator.rules.redaction import PersonalField
from coordinator.rules.vocabulary import LicenseState
from coordinator.views.agreements import AgreementState, PoolRow, pools
from coordinator.views.compliance import ComplianceRow, compliance
from coordinator.views.licenses import LicenseRow, licenses
from coordinator.views.report_fields import Frame, ReportField, Subject, day, number, office, state, text
from coordinator.views.row_query import Word

# licenses


def _licenses(session: Session, _frame: Frame) -> Sequence[LicenseRow]:
    return licenses(session)


def _license_fields(frame: Frame) -> tuple[ReportField[LicenseRow], ...]:
    def left(row: LicenseRow) -> int | None:
        return frame.days_until(row.valid_until) if row.is_active else None

    return (
        text("license", "License", lambda row: row.number, personal=PersonalField.LICENSE),
        text("name", "Holder", lambda row: row.name, personal=PersonalField.NAME),
        office(lambda row: row.office, frame),
        text("product", "Service", lambda row: row.product, offers=True),
        state("state", "State", LicenseState, lambda row: row.state),
        text("contract", "Contract", lambda row: row.contract_number, offers=True),
        text("tasking", "Tasking", lambda row: row.tasking, offers=True),
        day("reserved", "Reserved on", lambda row: row.reserved_on),
        day("issued", "Issued on", lambda row: row.issued_on),
        day("until", "Valid until", lambda row: row.valid_until),
        day("ended", "Ended on", lambda row: row.ended_on),
        day("since", "State since", lambda row: row.since),
        number("left", "Days left", left, "days until the last day; below zero when it is past"),
        number("days", "Days in state", lambda row: frame.days_since(row.since), "days since the last move"),
        text("letter", "Letter", lambda row: row.letter, personal=PersonalField.LICENSE),
        text(
            "follows",
            "Follows",
            lambda row: row.follows,
            "number of the license that it renews or took over",
            personal=PersonalField.LICENSE,
        ),
    )


def _license_flags(frame: Frame) -> Mapping[str, Word[LicenseRow]]:
    idle_days = frame.settings.licenses_idle_days

    def is_idle(row: LicenseRow) -> bool:
        waited = frame.days_since(row.since)
        return row.state is LicenseState.RESERVED and waited is not None and waited > idle_days

    def is_overdue(row: LicenseRow) -> bool:
        return row.is_active and row.valid_until is not None and row.valid_until < frame.today

    return {
        "active": Word("reserved, issued or suspended", lambda row: row.is_active),
        "idle": Word(f"reserved for more than {idle_days} days", is_idle),
        "ending": Word("its last day is near or past", lambda row: row.is_ending(frame.today)),
        "overdue": Word("active past its last day", is_overdue),
        "closed": Word("returned, revoked or expired", lambda row: row.state in CLOSED),
    }


LICENSES: Subject[LicenseRow] = Subject(
    "Licenses", "license", "licenses", _licenses, _license_fields, _license_flags, lambda row: ("Licenses", row.id)
)

# compliance


def _compliance(session: Session, frame: Frame) -> Sequence[ComplianceRow]:
    """By the records as they stand: the end of the day is still to come at its start."""
    return compliance(session, frame.today, datetime.combine(frame.today, time(), UTC))


def _compliance_fields(frame: Frame) -> tuple[ReportField[ComplianceRow], ...]:
    return (
        text("license", "License", lambda row: row.license_number, personal=PersonalField.LICENSE),
        text("name", "Holder", lambda row: row.name, personal=PersonalField.NAME),
        office(lambda row: row.office, frame),
        text("product", "Service", lambda row: row.product, offers=True),
        state("state", "State", LicenseState, lambda row: row.state),
        day("issued", "Issued on", lambda row: row.issued_on),
        day("until", "Valid until", lambda row: row.valid_until),
        text("missing", "Missing", lambda row: row.missing, "a gate that does not hold", offers=True),
        text("next", "Next action", _next_action),
        number("gates", "Gates met", lambda row: sum(gate.holds for gate in row.gates), "how many gates hold"),
        number("days", "Days held", lambda row: frame.days_since(row.issued_on), "days since it was issued"),
        # With the reasons of waivers and who approved them.
        text("basis", "Basis", lambda row: row.basis, "any part of the evidence", personal=PersonalField.NOTE),
    )


def _next_action(row: ComplianceRow) -> str:
    return next((gate.next_action for gate in row.gates if not gate.holds and gate.next_action), "")


def _compliance_flags(_frame: Frame) -> Mapping[str, Word[ComplianceRow]]:
    return {
        "exception": Word("may be used though its holder misses a gate", lambda row: row.is_exception),
        "missing": Word("its holder misses a gate", lambda row: bool(row.missing)),
        "met": Word("its holder meets every gate", lambda row: not row.missing),
        "waived": Word("stands on a waiver", lambda row: row.is_waived),
        "overdue": Word("past its last day", lambda row: row.is_overdue),
    }


COMPLIANCE: Subject[ComplianceRow] = Subject(
    "Compliance of holders",
    "license",
    "licenses",
    _compliance,
    _compliance_fields,
    _compliance_flags,
    lambda row: ("Licenses", row.id),
)

# agreements


def _agreements(session: Session, frame: Frame) -> Sequence[PoolRow]:
    return pools(session, frame.today)


def _agreement_fields(frame: Frame) -> tuple[ReportField[PoolRow], ...]:
    return (
        text("contract", "Contract", lambda row: row.contract_number),
        text("product", "Service", lambda row: row.product, offers=True),
        text("vendor", "Vendor", lambda row: row.vendor, offers=True),
        state("state", "State", AgreementState, lambda row: row.state),
        day("starts", "Starts on", lambda row: row.starts_on),
        day("ends", "Ends on", lambda row: row.ends_on),
        number("left", "Days left", lambda row: frame.days_until(row.ends_on), "days until it ends"),
        number("seats", "Seats", lambda row: row.seats, is_summed=True),
        number("used", "Used", lambda row: row.on.used, "licenses issued or suspended", is_summed=True),
        number("reserved", "Reserved", lambda row: row.on.reserved, is_summed=True),
        number("free", "Free", lambda row: row.on.free, "seats free today", is_summed=True),
        number("percent", "Taken, %", _percent, "seats used and reserved of 100"),
        number("allotted", "Allotted", lambda row: row.allotted, "seats that are shares of offices", is_summed=True),
        text("renews", "Renews", lambda row: row.renews),
        text("renewed", "Renewed by", lambda row: row.renewed_by, "the agreement that follows it"),
    )


def _percent(row: PoolRow) -> int | None:
    return round(100 * row.active / row.seats) if row.seats else None


def _agreement_flags(_frame: Frame) -> Mapping[str, Word[PoolRow]]:
    return {
        "current": Word("in force today", lambda row: row.on.is_in_force),
        "full": Word("in force, with no seat free", lambda row: row.on.is_in_force and row.on.free <= 0),
    }


AGREEMENTS: Subject[PoolRow] = Subject(
    "Agreements",
    "agreement",
    "agreements",
    _agreements,
    _agreement_fields,
    _agreement_flags,
    lambda row: ("Licenses", ("agreement", row.id, "")),
)
