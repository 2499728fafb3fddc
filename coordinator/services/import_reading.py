"""A nomination file read again as somebody decides about it, step by step, before anything is taken in."""

from coordinator.exchange.nomination_choices import NO_HEADER, Choices, RowDecision, RowKey, RowRepair, SheetChoice
from coordinator.exchange.nomination_columns import NominationField, SheetColumn, Told
from coordinator.exchange.nomination_problems import REPAIR_SENTENCES, ProblemKind, Repair, RowProblem
from coordinator.exchange.nominations import NominationEntry, NominationFile, SheetRead, read_nominations
from coordinator.exchange.rejected_rows import rejected_csv, rejected_xlsx
from coordinator.exchange.spreadsheets import read_workbook

__all__ = [
    "NO_HEADER", "REPAIR_SENTENCES", "Choices", "NominationEntry", "NominationField", "NominationFile", "ProblemKind",
    "Repair", "RowDecision", "RowKey", "RowProblem", "RowRepair", "SheetChoice", "SheetColumn", "SheetRead", "Told",
    "read_with", "rejected_csv", "rejected_xlsx",
]  # fmt: skip


def read_with(name: str, data: bytes, choices: Choices, encoding: str | None = None) -> NominationFile:
    """The file as these choices read it; `encoding` overrides the guess for text files. Raises FileRefused."""
    return read_nominations(read_workbook(name, data, encoding=encoding), choices)
