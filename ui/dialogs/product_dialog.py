"""A product: the software service that agreements and licenses are for."""

from PySide6.QtWidgets import QLineEdit, QWidget

from coordinator.services.products import add_product, edit_product
from coordinator.views.agreements import ProductRow
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.widgets.form import Form


class ProductDialog(DialogFrame):
    """`name` and `vendor` are its fields; `product_id` is set when it was saved. Without a row it adds one."""

    def __init__(self, desk: Desk, parent: QWidget, row: ProductRow | None = None) -> None:
        super().__init__(desk, parent, "Edit product" if row else "New product", "Save" if row else "Add product")
        self.product_id = row.id if row else None
        self._is_new = row is None
        self.name, self.vendor = QLineEdit(row.name if row else ""), QLineEdit(row.vendor if row else "")
        for line in (self.name, self.vendor):
            line.setMaxLength(200)
        form = Form()
        form.row("&Name", self.name, "Letters that were issued keep the name they were issued with.")
        form.row("&Vendor", self.vendor)
        self.column.addWidget(form)
        self.finish_layout()
        self.fit(460)
        self.name.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        self.go.setEnabled(bool(self.name.text().strip()))

    def submit(self) -> None:
        self.start()
        run, name, vendor = self.desk.runner.change, self.name.text(), self.vendor.text()
        if self.product_id is None:
            run(add_product, name, vendor).then(self._on_added).otherwise(self.refused)
        else:
            run(edit_product, self.product_id, name, vendor).then(self._on_saved).otherwise(self.refused)

    def _on_added(self, product_id: int) -> None:
        self.product_id = product_id
        self.finish(f"Added product {self.name.text().strip()}")

    def _on_saved(self, _: None) -> None:
        self.finish(f"Saved product {self.name.text().strip()}")
