"""Find and merge duplicates: pairs that may be one person at the left, the two records side by side at the right."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from coordinator.services.duplicates import Pair, duplicate_pairs, keep_apart, pair_of
from coordinator.services.merging import merge_designees
from coordinator.views.duplicates import SideBySide, side_by_side
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import Icon, button, label, set_property, wrapped
from ui.widgets.grid import Grid
from ui.widgets.merge_table import LEFT, RIGHT, MergeTable
from ui.widgets.notices import Toast
from ui.widgets.pair_list import PairRow, columns, likeness_tone, likeness_words, without
from ui.wording import count

NONE_FOUND = "No two records look like one person."
CHOOSE = "Choose a pair in the list."
KEPT = (
    "Everything moves to the record kept. The other e-mail and name still find the person, other telephone numbers go "
    "to the note, and certificates and letters stay as issued."
)


class DuplicatesDialog(DialogFrame):
    """`pairs` is the list, `table` the two records, `keep_left` and `keep_right` say which record is kept."""

    def __init__(self, desk: Desk, parent: QWidget, designee_ids: Sequence[int] | None = None) -> None:
        self._ids = tuple(dict.fromkeys(designee_ids or ()))
        title = "Merge two records" if self.is_of_two else "Find duplicates"
        super().__init__(desk, parent, title, "&Merge")
        self._rows: tuple[PairRow, ...] = ()
        self._before: list[tuple[PairRow, ...]] = []
        self._side: SideBySide | None = None
        self.pairs: Grid[PairRow] = Grid(columns(), desk.look, "Pairs that may be one person")
        self.table = MergeTable()
        self.keep_left, self.keep_right = QRadioButton("Keep the &left record"), QRadioButton("Keep the &right record")
        self.icon = Icon("circle-help", "secondary")
        self.reasons = wrapped(label(CHOOSE, "secondary"))
        self.note = wrapped(label(KEPT, "secondary"))
        self.apart, self.skip = button("&Not a duplicate"), button("&Skip")
        self.progress, self.stop = QProgressBar(), button("Stop", "flat")
        self.summary = label("Comparing people…", "secondary")
        self.toast = Toast(self)
        self._lay_out()
        self._connect()
        self._offer()
        self.load()

    @property
    def is_of_two(self) -> bool:
        return len(self._ids) == 2

    def _lay_out(self) -> None:
        self.cancel.setText("Close")
        for each in (self.go, self.apart, self.skip, self.stop):
            each.setAutoDefault(False)
        self.go.setDefault(False)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.progress.setMaximumWidth(160)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.summary)
        above.addWidget(self.progress)
        above.addWidget(self.stop)
        above.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.pairs, 5)
        both.addLayout(self._right(), 7)
        self.column.addLayout(above)
        self.column.addLayout(both, 1)
        self.buttons.insertWidget(2, self.skip)
        self.buttons.insertWidget(3, self.apart)
        self.finish_layout()
        self.pairs.setVisible(not self.is_of_two)
        self.skip.setVisible(not self.is_of_two)
        self.resize(760 if self.is_of_two else 1180, 640)

    def _right(self) -> QVBoxLayout:
        keeping = QHBoxLayout()
        keeping.setSpacing(24)
        keeping.addWidget(self.keep_left)
        keeping.addWidget(self.keep_right)
        keeping.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.icon)
        said.addWidget(self.reasons, 1)
        column.addLayout(said)
        column.addLayout(keeping)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        return column

    def _connect(self) -> None:
        self.pairs.selected.connect(self._on_selected)
        self.pairs.set_empty("")
        self.pairs.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.keep_left.clicked.connect(self._on_keep)
        self.keep_right.clicked.connect(self._on_keep)
        self.apart.clicked.connect(self.set_apart)
        self.skip.clicked.connect(self.go_on)
        self.stop.clicked.connect(self.desk.runner.cancel)
        self.desk.runner.progressed.connect(self._on_progress)
        self.toast.undo_wanted.connect(self.take_back)
        self.go.setToolTip("Ctrl+Enter")
        self.apart.setToolTip("Ctrl+N or D")
        self.skip.setToolTip("Down in the list")
        for keys, do in (
            ("Ctrl+Return", self.submit), ("Ctrl+Enter", self.submit), ("Ctrl+N", self.set_apart),
            ("D", self.set_apart), ("Ctrl+Z", self.take_back),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, do)

    # the list

    def load(self) -> None:
        """Find pairs; of two people that were chosen it is that pair."""
        if self.is_of_two:
            job = self.desk.runner.read(pair_of, *self._ids)
        else:
            job = self.desk.runner.read(duplicate_pairs, self.desk.runner.progress)
        job.then(self._show_pairs).otherwise(self._on_stopped)

    def _on_progress(self, done: int, total: int, what: str) -> None:
        if not self.progress.isHidden():
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)
            self.summary.setText(f"{what}: {done:,} of {total:,}")

    def _on_stopped(self) -> None:
        self._end_progress()
        self.summary.setText("Stopped before every pair was found.")

    def _end_progress(self) -> None:
        self.progress.hide()
        self.stop.hide()

    def _show_pairs(self, found: tuple[Pair, ...]) -> None:
        self._end_progress()
        among = set(self._ids)
        asked = [pair for pair in found if not among or among.issuperset(pair.id)]
        self.pairs.set_empty(NONE_FOUND)
        self._take(tuple(PairRow(place, pair) for place, pair in enumerate(asked)), 0)
        self.pairs.setFocus()

    def _take(self, rows: tuple[PairRow, ...], place: int) -> None:
        """Show these pairs and choose the one at this place."""
        self._rows = rows
        self.pairs.set_rows(rows)
        shown = self.pairs.rows_model.rows
        self.summary.setText(
            "" if self.is_of_two else f"{count(len(rows), 'pair', 'pairs')} may be one person" if rows else NONE_FOUND
        )
        if shown:
            self.pairs.select_ids([shown[min(place, len(shown) - 1)].id])
        self._on_selected()

    def _place(self) -> int:
        row = self.pairs.current_row()
        return (self.pairs.rows_model.place_of(row.id) or 0) if row else 0

    def go_on(self) -> None:
        """On to the next pair; this one waits."""
        shown = self.pairs.rows_model.rows
        if shown:
            self.pairs.select_ids([shown[(self._place() + 1) % len(shown)].id])

    # the two records

    def _chosen(self) -> PairRow | None:
        rows = self.pairs.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _on_selected(self) -> None:
        row = self._chosen()
        self._side = None
        self._offer()
        if row is None:
            self.reasons.setText(CHOOSE if self._rows else "")
            self.icon.show_icon("circle-help", "secondary")
            self.table.clear_pair()
            return
        self.desk.runner.read(side_by_side, *row.pair.id).then(self._show_side)

    def _show_side(self, side: SideBySide | None) -> None:
        row = self._chosen()
        if row is None or side is None or (side.left.id, side.right.id) != row.pair.id:
            return
        self._side = side
        (self.keep_left if side.keep_id == side.left.id else self.keep_right).setChecked(True)
        self.table.show_pair(side, side.keep_id)
        self.icon.show_icon(*likeness_tone(row))
        self.reasons.setText(f"{likeness_words(row)}: {', '.join(row.pair.reasons) or 'nothing in common'}")
        self.note.setText(side.obstacle or KEPT)
        set_property(self.note, "tone", "bad" if side.obstacle else "")
        self._offer()

    def _offer(self) -> None:
        """What can be done with the pair that is shown."""
        is_shown = self._side is not None
        self.go.setEnabled(self._side is not None and not self._side.obstacle)
        self.apart.setEnabled(is_shown)
        self.skip.setEnabled(len(self._rows) > 1)
        for each in (self.keep_left, self.keep_right):
            each.setEnabled(is_shown)

    def _on_keep(self) -> None:
        if self._side is not None:
            self.table.show_pair(self._side, self._kept()[0])

    def _kept(self) -> tuple[int, int, int]:
        """The record kept, the other one, and the column of the other."""
        assert self._side is not None
        left, right = self._side.left.id, self._side.right.id
        return (left, right, RIGHT) if self.keep_left.isChecked() else (right, left, LEFT)

    # the work

    def submit(self) -> None:
        if not self.go.isEnabled() or self._side is None:
            return
        self.start()
        keep, other, column = self._kept()
        job = self.desk.runner.change(merge_designees, keep, other, tuple(self.table.taken_from(column)))
        job.then(self._on_merged).otherwise(self.refused)

    def _on_merged(self, _nothing: None) -> None:
        assert self._side is not None
        keep, other, _ = self._kept()
        names = {self._side.left.id: self._side.left.name, self._side.right.id: self._side.right.name}
        said = f"Merged {names[other]} into {names[keep]}"
        if self.is_of_two:
            self.finish(said)
        else:
            self._settle(without(self._rows, other, keep, names[keep]), said)

    def set_apart(self) -> None:
        """They are two people: the pair is not proposed again."""
        row = self._chosen()
        if self.apart.isEnabled() and row is not None:
            self.apart.setEnabled(False)
            self.desk.runner.change(keep_apart, *row.pair.id).then(self._on_apart).otherwise(self._offer)

    def _on_apart(self, _nothing: None) -> None:
        row = self._chosen()
        said = "Remembered as two people"
        if self.is_of_two:
            self.finish(said)
        else:
            self._settle(tuple(each for each in self._rows if each is not row), said)

    def _settle(self, rows: tuple[PairRow, ...], said: str) -> None:
        self._before.append(self._rows)
        self._take(rows, self._place())
        self.toast.show_text(said, undoable=True)

    def take_back(self) -> None:
        """Undo what was settled last in this dialog."""
        if self._before:
            self.desk.runner.undo().then(self._on_undone)

    def _on_undone(self, what: str) -> None:
        settled = set(self._before[-1]) - set(self._rows)
        self._take(self._before.pop(), 0)
        self.pairs.select_ids([min(row.id for row in settled)])
        self.toast.show_text(f"Undone: {what}")
