"""Adds a purchased pool, edits one, or plans the renewal of one."""

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from coordinator.errors import RuleBroken
from coordinator.rules.agreement_alerts import leads_text, read_leads
from coordinator.services.agreements import AgreementFacts, add_agreement, edit_agreement
from coordinator.views.agreements import PoolRow, ProductRow, license_spans, pools, products
from ui.desk import Desk
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.dialogs.product_dialog import ProductDialog
from ui.widgets.basics import label, set_property, wrapped
from ui.widgets.combo import combo
from ui.widgets.form import Form
from ui.wording import count

MOST = 999_999
ONE_DAY = timedelta(days=1)
USUAL_LEADS = "90, 60, 30"
NEW = -1
Spans = tuple[tuple[date | None, date | None], ...]


def a_year_from(start: date) -> date:
    """The last day of the year that begins on this day."""
    try:
        return start.replace(year=start.year + 1) - ONE_DAY
    except ValueError:  # February 29
        return date(start.year + 1, 2, 28)


class AgreementDialog(DialogFrame):
    """`product`, `contract`, `seats`, `starts`, `ends`, `leads` and `renews` are its fields.

    With `edits` it changes that agreement, with `follows` it plans the renewal of that one; else it adds one.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        edits: PoolRow | None = None,
        follows: PoolRow | None = None,
    ) -> None:
        super().__init__(desk, parent, *_titles(edits, follows))
        self._edits, self._follows = edits, follows
        self._pools: tuple[PoolRow, ...] = ()
        self._spans: Spans = ()
        self._new_product: ProductDialog | None = None
        self._product_id: int | None = None
        self.product, self.renews = combo("Product"), combo("Renews")
        self.contract, self.leads = QLineEdit(), QLineEdit(USUAL_LEADS)
        self.contract.setMaxLength(100)
        self.leads.setMaxLength(100)
        self.seats = QSpinBox()
        self.seats.setRange(1, MOST)
        self.seats.setValue(25)
        self.starts = date_field(desk.today())
        self.ends = date_field(a_year_from(desk.today()))
        self.problem, self.warning = wrapped(label("")), wrapped(label(""))
        set_property(self.problem, "tone", "bad")
        set_property(self.warning, "tone", "caution")
        self._start_with(edits or follows)
        self._lay_out()
        self._connect()
        self._check()
        desk.runner.read(products).then(self._show_products)
        desk.runner.read(pools, desk.today()).then(self._take_pools)
        if edits is not None:
            desk.runner.read(license_spans, edits.id).then(self._take_spans)

    def _start_with(self, row: PoolRow | None) -> None:
        """What is on record; of a renewal what usually stays the same."""
        self.renews.addItem("None", None)
        if row is None:
            return
        self._product_id = row.product_id
        self.product.addItem(row.product, row.product_id)
        self.seats.setValue(row.seats)
        self.leads.setText(leads_text(row.leads))
        if self._edits is None:
            self.renews.addItem(row.contract_number, row.id)
            self.renews.setCurrentIndex(1)
            self.starts.setDate(qdate(row.ends_on + ONE_DAY))
            self.ends.setDate(qdate(a_year_from(row.ends_on + ONE_DAY)))
            return
        self.contract.setText(row.contract_number)
        self.seats.setMinimum(max(row.active, row.allotted, 1))
        self.starts.setDate(qdate(row.starts_on))
        self.ends.setDate(qdate(row.ends_on))
        if row.renews_id is not None:
            self.renews.addItem(row.renews, row.renews_id)
            self.renews.setCurrentIndex(1)

    def _lay_out(self) -> None:
        form = Form()
        form.row("&Product", self.product)
        form.row("&Contract number", self.contract)
        form.row("&Seats", self.seats, self._seats_help())
        form.row("S&tarts", self.starts)
        form.row("&Ends", self.ends)
        form.row("&Alerts", self.leads, "Days before the end, such as 90, 60, 30. At each the start page says so.")
        form.row("&Renews", self.renews, "The agreement that this one follows.")
        for part in (form, self.warning, self.problem):
            self.column.addWidget(part)
        self.finish_layout()
        self.fit(520)
        self.contract.setFocus()

    def _seats_help(self) -> str:
        row = self._edits
        if row is None or not (row.active or row.allotted):
            return "So many licenses can be active at once. The pool cannot be overdrawn."
        return f"{row.active:,} used and {row.allotted:,} allotted to offices, so it cannot have fewer."

    def _connect(self) -> None:
        for signal in (
            self.contract.textChanged,
            self.leads.textChanged,
            self.starts.dateChanged,
            self.ends.dateChanged,
            self.renews.currentIndexChanged,
        ):
            signal.connect(self._check)
        self.product.activated.connect(self._on_product)

    # what there is to choose from

    def _show_products(self, rows: tuple[ProductRow, ...], wanted: int | None = None) -> None:
        chosen = wanted or self._product_id or self.product.currentData()
        self.product.clear()
        for row in rows:
            self.product.addItem(f"{row.name} · {row.vendor}" if row.vendor else row.name, row.id)
        self.product.addItem("New product…", NEW)
        self.product.setCurrentIndex(max(self.product.findData(chosen), 0) if rows else -1)
        self._offer_renewals()

    def _take_pools(self, rows: tuple[PoolRow, ...]) -> None:
        self._pools = rows
        self._offer_renewals()

    def _offer_renewals(self) -> None:
        """The agreements for the chosen product that nothing else renews."""
        if not self._pools:
            return
        chosen, own = self.renews.currentData(), self._edits.id if self._edits else None
        self.renews.clear()
        self.renews.addItem("None", None)
        for row in self._pools:
            is_open = row.renewed_by_id in (None, own) and row.id != own
            if is_open and row.product_id == self.product.currentData():
                self.renews.addItem(row.contract_number, row.id)
        self.renews.setCurrentIndex(max(self.renews.findData(chosen), 0))

    def _on_product(self) -> None:
        if self.product.currentData() != NEW:
            self._product_id = self.product.currentData()
            self._offer_renewals()
            return
        self._new_product = ProductDialog(self.desk, self)
        self._new_product.done_with.connect(self.desk.say)
        self._new_product.finished.connect(self._on_new_product)
        self._new_product.open()

    def _on_new_product(self) -> None:
        self.desk.runner.read(products).then(self._show_new_product)

    def _show_new_product(self, rows: tuple[ProductRow, ...]) -> None:
        made, self._new_product = self._new_product, None
        self._show_products(rows, made.product_id if made else None)
        if made is not None:
            made.deleteLater()

    # what is wrong, and what is only marked

    def _take_spans(self, spans: Spans) -> None:
        self._spans = spans
        self._check()

    def _check(self) -> None:
        problem, warning = self._problem(), self._warning()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))
        self.go.setEnabled(not problem and bool(self.contract.text().strip()))

    def _problem(self) -> str:
        if self.starts.date() > self.ends.date():
            return "An agreement cannot end before it starts."
        try:
            read_leads(self.leads.text())
        except RuleBroken as broken:
            return str(broken)
        return ""

    def _warning(self) -> str:
        """Licenses that would lie outside the dates are kept, so that is said and not refused."""
        starts, ends = pydate(self.starts.date()), pydate(self.ends.date())
        early = sum(first is not None and first < starts for first, _ in self._spans)
        late = sum(last is not None and last > ends for _, last in self._spans)
        said = [f"{count(early, 'license was', 'licenses were')} issued before it starts."] if early else []
        said += [f"{count(late, 'license is', 'licenses are')} valid beyond its end."] if late else []
        return " ".join([*said, "They stay as they are."] if said else [])

    # the work

    def submit(self) -> None:
        self.start()
        product = self.product.currentData()
        facts = AgreementFacts(
            contract_number=self.contract.text(),
            seats=self.seats.value(),
            starts_on=pydate(self.starts.date()),
            ends_on=pydate(self.ends.date()),
            product_id=None if product == NEW else product,
            leads=read_leads(self.leads.text()),
            renews_id=self.renews.currentData(),
        )
        run = self.desk.runner.change
        if self._edits is None:
            run(add_agreement, facts).then(self._on_added).otherwise(self.refused)
        else:
            run(edit_agreement, self._edits.id, facts).then(self._on_edited).otherwise(self.refused)

    def _on_added(self, _: int) -> None:
        number = self.contract.text().strip()
        follows = self._follows
        self.finish(
            f"Planned {number} as the renewal of {follows.contract_number}" if follows else f"Added agreement {number}"
        )

    def _on_edited(self, outside: int) -> None:
        marked = f"; {count(outside, 'license lies', 'licenses lie')} outside its dates" if outside else ""
        self.finish(f"Saved agreement {self.contract.text().strip()}{marked}")


def _titles(edits: PoolRow | None, follows: PoolRow | None) -> tuple[str, str]:
    if edits is not None:
        return f"Edit agreement {edits.contract_number}", "Save"
    if follows is not None:
        return f"Plan the renewal of {follows.contract_number}", "Plan renewal"
    return "Add agreement", "Add agreement"
