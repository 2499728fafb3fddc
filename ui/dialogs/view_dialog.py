"""A name for a search that is kept."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.saved_views import LONGEST_NAME, rename_view, save_view
from coordinator.views.saved_views import SavedViewRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.basics import label, wrapped
from ui.widgets.form import Form


class _NameDialog(DialogFrame):
    """`name` is the line that is typed in."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, verb: str, name: str, known: dict[str, str]) -> None:
        super().__init__(desk, parent, title, verb)
        self._known = known
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.selectAll()
        self.name.textChanged.connect(self._check)
        self.notice = wrapped(label("", "secondary"))

    def _lay_out(self, query: str) -> None:
        form = Form()
        form.row("&Name", self.name)
        self.column.addWidget(wrapped(label(query, "secondary")))
        self.column.addWidget(form)
        self.column.addWidget(self.notice)
        self.finish_layout()
        self.fit(440)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip()))
        self.notice.setText(self._known.get(self._typed.casefold(), ""))

    @property
    def _typed(self) -> str:
        return " ".join(self.name.text().split())


class SaveViewDialog(_NameDialog):
    """Keeps the search; one of the same name takes the new search. `view_id` is set when it was kept."""

    def __init__(
        self, desk: Desk, parent: QWidget, page: str, query: str, views: tuple[SavedViewRow, ...], name: str = ""
    ) -> None:
        known = {view.name.casefold(): f"“{view.name}” will show this search instead of its own." for view in views}
        super().__init__(desk, parent, "Save this view", "Save view", name, known)
        self.view_id: int | None = None
        self._page, self._query = page, query
        self._lay_out(query)

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(save_view, self._page, self._typed, self._query)
        job.then(self._on_saved).otherwise(self.refused)

    def _on_saved(self, view_id: int) -> None:
        self.view_id = view_id
        self.finish(f"Saved the view “{self._typed}”")


class RenameViewDialog(_NameDialog):
    def __init__(self, desk: Desk, parent: QWidget, view: SavedViewRow) -> None:
        super().__init__(desk, parent, f"Rename “{view.name}”", "Rename", view.name, {})
        self._view = view
        self._lay_out(view.query)

    def submit(self) -> None:
        self.start()
        job = self.desk.runner.change(rename_view, self._view.id, self._typed)
        job.then(self._on_renamed).otherwise(self.refused)

    def _on_renamed(self, _: None) -> None:
        self.finish(f"Renamed the view to “{self._typed}”")
