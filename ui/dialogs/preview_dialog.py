"""A paper as it will look, before it is issued."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from coordinator.services.paper_preview import PaperPreview
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.pdf_view import PdfView


class PreviewDialog(DialogFrame):
    """`view` shows what the service draws; where it refuses, the sentence was said and this is gone."""

    def __init__(
        self, desk: Desk, parent: QWidget, title: str, service: Callable[..., PaperPreview], *asked: Any
    ) -> None:
        super().__init__(desk, parent, title, "Close")
        self.cancel.hide()
        self.view = PdfView(desk, title)
        self.column.addWidget(self.view, 1)
        self.finish_layout()
        self.resize(760, 680)
        self.view.say("Drawing…")
        desk.runner.change(service, *asked).then(self._show).otherwise(self.reject)

    def _show(self, preview: PaperPreview) -> None:
        self.view.show_pdf(preview.name, preview.data)

    def submit(self) -> None:
        self.accept()
