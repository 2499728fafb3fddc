"""One person beside the grid of acknowledgments: the chosen document with its evidence, then the others."""

from collections.abc import Sequence

from PySide6.QtGui import QAction

from coordinator.views.acknowledgment_grid import AcceptanceCell, AcceptanceRow, AcknowledgmentDetail, AskedVersion
from ui.models.acceptance_words import cell_sentence, cell_sign
from ui.widgets.basics import button
from ui.widgets.detail import DetailPane
from ui.wording import count, word

NOBODY = "Choose a cell. Space records the acknowledgment on the day and in the way chosen above."


class AcceptancePane(DetailPane):
    """`primary` records; the other buttons are the actions that are enabled."""

    def __init__(self, record: QAction, more: Sequence[QAction]) -> None:
        super().__init__("Acknowledgments of a person")
        self._record, self._verbs = record, tuple(more)
        self.show_nobody()

    def show_nobody(self) -> None:
        self.clear()
        self.placeholder(NOBODY)

    def show_many(self, people: int, lacking: int, version: AskedVersion | None) -> None:
        """Several people: what can be recorded for all of them at once."""
        self.clear()
        self.heading(count(people, "person", "people"), _name(version) if version else "Every document")
        missing = count(lacking, "acknowledgment is", "acknowledgments are")
        self.section("Chosen")
        self.line(f"{missing} missing", "", ("circle-dashed", "caution") if lacking else ("circle-check", "good"))
        self._add_buttons()

    def show_person(
        self,
        row: AcceptanceRow,
        cells: Sequence[tuple[AskedVersion, AcceptanceCell]],
        chosen: AskedVersion | None,
        details: Sequence[AcknowledgmentDetail],
    ) -> None:
        """`details` are of the cells that are acknowledged."""
        self.clear()
        by_id = {each.id: each for each in details}
        held = f"License {row.license}" if row.license else "No license"
        self.heading(row.name, f"{row.office_name} · {held}")
        self._add_buttons()
        for version, cell in sorted(cells, key=lambda each: each[0] != chosen):
            self.section(_name(version))
            self.line(cell_sentence(cell), "", cell_sign(cell))
            detail = by_id.get(cell.acknowledgment_id or 0)
            if detail is not None:
                self._add_detail(detail)

    def _add_detail(self, detail: AcknowledgmentDetail) -> None:
        self.line(word(detail.method), f"Recorded by {detail.recorded_by}")
        if detail.note:
            self.line(detail.note, "Note")
        if detail.file_id is not None:
            self.line(detail.file_name, f"SHA-256 {detail.sha256[:16]}…", ("paperclip", "neutral"))

    def _add_buttons(self) -> None:
        if self._record.isEnabled():
            primary = button("Record acknowledgment", "primary")
            primary.setAccessibleName(self._record.text())
            primary.clicked.connect(self._record.trigger)
            self.add_action(primary)
        for action in self._verbs:
            if action.isEnabled():
                made = button(action.text())
                made.clicked.connect(action.trigger)
                self.add_action(made)


def _name(version: AskedVersion) -> str:
    return f"{version.title}, {version.label}"
