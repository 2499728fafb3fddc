"""The list of saved reports: those that came with the program, as they came or changed, and the unit's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from coordinator.views.reports import SavedReport
from ui.models.rows_model import Column
from ui.style import Look
from ui.widgets.grid import Grid
from ui.wording import NOTHING

Ref = int | str


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One line; `id` is its place, `found` how many rows it had when it was last run, None before."""

    id: int
    report: SavedReport
    found: int | None = None


def _name(item: ReportItem) -> str:
    return item.report.definition.name


def _sign(item: ReportItem) -> tuple[str, str]:
    if item.report.is_own:
        return "star", "text"
    return ("pencil", "text") if item.report.is_changed else ("file-text", "text")


def _found(item: ReportItem) -> str:
    return NOTHING if item.found is None else f"{item.found:,}"


def origin_words(report: SavedReport) -> str:
    """What its sign means, in words."""
    if report.is_own:
        return "Your own report"
    return "Came with the program, and was changed" if report.is_changed else "Came with the program"


class ReportList(Grid[ReportItem]):
    """One report is chosen at a time; `ref` is its key or id."""

    def __init__(self, look: Look) -> None:
        columns = (Column("Report", _name, 216, tone=_sign), Column("Found", _found, 60, right=True))
        super().__init__(columns, look, "Saved reports")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(False)
        header = self.horizontalHeader()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._counts: dict[Ref, int] = {}
        self.setMinimumWidth(264)

    @property
    def report(self) -> SavedReport | None:
        rows = self.selected_rows()
        return rows[0].report if rows else None

    def show_reports(self, reports: Sequence[SavedReport]) -> None:
        """The same report stays chosen, wherever it stands now."""
        before = self.report
        self.set_rows([ReportItem(at, each, self._counts.get(each.ref)) for at, each in enumerate(reports, start=1)])
        if not before or not self.choose(before.ref):
            self.choose(next((each.ref for each in reports), ""))

    def choose(self, ref: Ref) -> bool:
        """Whether there is such a report."""
        item = next((item for item in self.rows_model.all_rows if item.report.ref == ref), None)
        if item is not None:
            self.select_ids([item.id])
        return item is not None

    def show_count(self, ref: Ref, found: int) -> None:
        if self._counts.get(ref) != found:
            self._counts[ref] = found
            self.set_rows(
                [
                    ReportItem(item.id, item.report, self._counts.get(item.report.ref))
                    for item in self.rows_model.all_rows
                ]
            )

    def forget_counts(self) -> None:
        """What was counted before something changed may not be true any more."""
        self._counts.clear()
