"""One template beside the list: how it stands, its versions, and the first pages of what the one looked at makes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coordinator.views.templates import TemplateContent, TemplateVersionRow
from ui.desk import Desk
from ui.models.template_words import TemplateLine, facts, picture_words, standing, use_tone, version_line, version_words
from ui.widgets.basics import Card, Icon, button, label, set_property, wrapped
from ui.widgets.combo import combo
from ui.widgets.template_preview import TemplatePreview
from ui.widgets.verb_bar import VerbBar

NOTHING_CHOSEN = "Choose a template to see the document that it makes."


class TemplatePane(Card):
    """`versions` has the newest first; the one that is chosen is looked at in `preview`.

    `version_wanted` comes when another version is chosen; `version_id` says which (0 for what is shipped).
    """

    version_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._line: TemplateLine | None = None
        self.setMinimumWidth(360)
        self.heading = wrapped(label("", "name"))
        self.sign = Icon("circle-check", "good")
        self.standing = wrapped(label(""))
        self.facts = wrapped(label("", "secondary"))
        self.buttons = VerbBar()
        self.versions = combo("Version that is looked at")
        self.restore = button("Restore")
        self.pictures = wrapped(label("", "secondary"))
        self.preview = TemplatePreview(desk, "Preview of the template")
        self.preview.bar.hide()  # the dialog has them: here it is one look
        self.versions.currentIndexChanged.connect(self._on_version)
        self._lay_out()

    def _lay_out(self) -> None:
        # What it asks for is the height of the narrowest flow; it gets what its real width needs.
        self.buttons.setMinimumHeight(26)
        stands = QHBoxLayout()
        stands.setSpacing(6)
        stands.addWidget(self.sign)
        stands.addWidget(self.standing, 1)
        looked = QHBoxLayout()
        looked.setSpacing(8)
        looked.addWidget(self.versions, 1)
        looked.addWidget(self.restore)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 16, 16, 12)
        inside.setSpacing(8)
        inside.addWidget(self.heading)
        inside.addLayout(stands)
        inside.addWidget(self.facts)
        inside.addWidget(self.buttons)
        inside.addLayout(looked)
        inside.addWidget(self.pictures)
        inside.addWidget(self.preview, 1)

    def set_actions(self, often: Sequence[tuple[str, QAction]], restore: QAction, *more: Sequence[QAction]) -> None:
        """A button for each of `often`, with a shorter word; `restore` is there beside an older version."""
        for text, action in often:
            self.buttons.add_action(action, text).setToolTip(action.text())
        self.buttons.add_menu("More", *more)
        self.restore.setAccessibleName(restore.text())
        self.restore.setToolTip(restore.text())
        self.restore.clicked.connect(restore.trigger)

    # what is shown

    @property
    def version_id(self) -> int:
        return int(self.versions.currentData() or 0)

    @property
    def is_newest(self) -> bool:
        return self.versions.currentIndex() <= 0

    def show_template(self, line: TemplateLine | None) -> None:
        """What it is. An older version stays looked at as long as there is no newer one."""
        before, self._line = self._line, line
        for part in (self.sign, self.standing, self.facts, self.buttons, self.versions):
            part.setVisible(line is not None)
        if line is None:
            self.heading.setText("")
            self._show_version()
            self.preview.clear(NOTHING_CHOSEN)
            return
        icon, tone = use_tone(line.row)
        self.heading.setText(line.row.name)
        self.sign.show_icon(icon, tone)
        self.standing.setText(standing(line.row))
        set_property(self.standing, "tone", tone)
        self.facts.setText(facts(line))
        is_same = before is not None and (before.id, before.newest) == (line.id, line.newest)
        self._fill(line.row.versions, self.version_id if is_same else 0)

    def _fill(self, versions: Sequence[TemplateVersionRow], chosen: int) -> None:
        self.versions.blockSignals(True)
        self.versions.clear()
        for version in versions:
            self.versions.addItem(version_line(version), version.id)
        if not versions:
            self.versions.addItem(version_words(0), 0)
        self.versions.setCurrentIndex(max(self.versions.findData(chosen), 0))
        self.versions.blockSignals(False)
        self._show_version()

    def _on_version(self) -> None:
        self._show_version()
        self.version_wanted.emit()

    def _show_version(self) -> None:
        is_archived = self._line is not None and self._line.row.archived_on is not None
        self.restore.setVisible(self._line is not None and not self.is_newest and not is_archived)
        versions = self._line.row.versions if self._line else ()
        words = picture_words(next((each for each in versions if each.id == self.version_id), None))
        self.pictures.setText(words)
        self.pictures.setVisible(bool(words))

    def show_content(self, content: TemplateContent) -> None:
        """What the version makes."""
        self.preview.show_template(content.kind, content.template, content.images)
