"""Sets one field of everyone who is selected, in one step."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from coordinator.services.designees import edit_cells
from coordinator.views.roster import DesigneeRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.models.rows_model import Column
from ui.widgets.basics import label, wrapped
from ui.widgets.cell_editors import CellEditor, cell_editor
from ui.widgets.form import Form
from ui.wording import count

SAID = 3


class BulkEditDialog(DialogFrame):
    """`field` chooses what is set, `editor` holds the new text, `now` says what there is at present."""

    def __init__(
        self, desk: Desk, parent: QWidget, rows: Sequence[DesigneeRow], fields: Sequence[Column[DesigneeRow]]
    ) -> None:
        people = count(len(rows), "person", "people")
        super().__init__(desk, parent, f"Change a field of {people}", "Change")
        self._rows, self._fields, self._people = tuple(rows), tuple(fields), people
        self.field = QComboBox()
        self.field.addItems([column.title for column in fields])
        self.field.view().setAccessibleName("Field")
        self._editors = [cell_editor(column) for column in fields]
        self._stack = QStackedWidget()
        for editor in self._editors:
            self._stack.addWidget(editor)
        self.now = wrapped(label("", "secondary"))
        form = Form()
        form.row("&Field", self.field)
        form.row("New &text", self._stack).setBuddy(self._stack)
        self.column.addWidget(form)
        self.column.addWidget(self.now)
        self.finish_layout()
        self.field.currentIndexChanged.connect(self._follow)
        self._follow()
        self.fit(480)

    @property
    def editor(self) -> CellEditor:
        return self._editors[self.field.currentIndex()]

    @property
    def chosen(self) -> Column[DesigneeRow]:
        return self._fields[self.field.currentIndex()]

    def _follow(self) -> None:
        """The editor of the field, with what everyone has already."""
        column = self.chosen
        self._stack.setCurrentWidget(self.editor)
        self._stack.setFocusProxy(self.editor)
        texts = Counter(column.text(row) for row in self._rows)
        self.editor.take(next(iter(texts)) if len(texts) == 1 else "")
        self.now.setText(f"{self._people}, {_said(texts)}")

    def submit(self) -> None:
        self.start()
        cells = [(row.id, self.chosen.field, self.editor.text()) for row in self._rows]
        self.desk.runner.change(edit_cells, cells).then(self._on_changed).otherwise(self.refused)

    def _on_changed(self, _cells: int) -> None:
        self.finish(f"Changed the {self.chosen.title.lower()} of {self._people}")


def _said(texts: Counter[str]) -> str:
    """ "3 different values now: DEN (5), SEA (4), none (3)"; the most frequent ones of many."""
    if len(texts) == 1:
        only = next(iter(texts))
        return f"“{only}” for all of them now." if only else "empty for all of them now."
    often = [f"{text or 'none'} ({number:,})" for text, number in texts.most_common(SAID)]
    end = ", …" if len(texts) > SAID else "."
    return f"{len(texts):,} different values now: {', '.join(often)}{end}"
