"""Agreements: the pools with their seats on any day, one of them in full, and the forecast of its product's seats."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from coordinator.services.agreements import see_alert
from coordinator.views.agreements import AllotmentRow, PoolRow, ProductRow, allotments, pools_on, products
from coordinator.views.forecast import SeatForecast, seat_forecast
from ui.desk import Desk
from ui.dialogs.agreement_dialog import AgreementDialog
from ui.dialogs.allotments_dialog import AllotmentsDialog
from ui.dialogs.frame import DialogFrame
from ui.dialogs.memo_fields import date_field, pydate, qdate
from ui.dialogs.product_dialog import ProductDialog
from ui.widgets.agreement_pane import AgreementPane
from ui.widgets.agreement_words import COLUMNS, all_seats_words
from ui.widgets.basics import Card, Elided, button, label, wrapped
from ui.widgets.forecast_chart import ForecastChart, ForecastLegend
from ui.widgets.grid import Grid
from ui.widgets.split import Split
from ui.wording import count

NO_AGREEMENT = "Licenses are issued from a purchased pool. Add the agreement first, with its number of seats."


class AgreementsPanel(QWidget):
    """`on` is the day looked at, `grid` the agreements, `pane` one of them, `chart` its product; `dialog` is open."""

    status_changed = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self.desk = desk
        self.dialog: DialogFrame | None = None
        self._rows: tuple[PoolRow, ...] = ()
        self._products: tuple[ProductRow, ...] = ()
        self._wanted: int | None = None
        self._is_loaded = False
        self._is_active = True
        self._forecast_of: int | None = None
        self.on = date_field(desk.today())
        self.on.setAccessibleName("Seats as of")
        self.on.setMinimumDate(qdate(desk.today()))
        self.now = button("Today", "flat")
        self.seats = label("", "secondary")
        self.add_button = button("Add agreement…", "primary")
        self.grid: Grid[PoolRow] = Grid(COLUMNS, desk.look, "Agreements")
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.pane = AgreementPane()
        self.chart, self.legend = ForecastChart(), ForecastLegend()
        self.words, self.basis = wrapped(label("")), wrapped(label("", "secondary"))
        self._add_actions(page)
        self._arrange()
        self._connect()
        self._follow()

    def _add_actions(self, page: QWidget) -> None:
        add = self.desk.actions.add
        self.add_action = add(page, "Page", "Add agreement…", self.add_agreement, "", "plus")
        self.renew_action = add(page, "Page", "Plan its renewal…", self.plan_renewal, "", "repeat")
        self.seen_action = add(page, "Page", "Mark alert as seen", self.see, "", "bell")
        self.edit_action = add(page, "Page", "Edit agreement…", self.edit, "", "pencil")
        self.shares_action = add(page, "Page", "Shares of offices…", self.set_shares, "", "building-2")
        self.product_action = add(page, "Page", "Edit product…", self.edit_product, "", "package")
        self._of_one = (
            self.renew_action, self.seen_action, self.edit_action, self.shares_action, self.product_action,
        )  # fmt: skip
        self.grid.set_actions(list(self._of_one))
        self.grid.set_empty(NO_AGREEMENT, self.add_action)

    def _arrange(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        caption = label("Seats &as of", "caption")
        caption.setBuddy(self.on)
        for part in (caption, self.on, self.now):
            above.addWidget(part)
        above.addSpacing(4)
        above.addWidget(self.seats, 1)
        above.addWidget(self.add_button)
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(12)
        left.setChildrenCollapsible(False)
        left.addWidget(self.grid)
        left.addWidget(self._forecast_card())
        left.setStretchFactor(1, 1)
        left.setSizes([154, 320])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(above)
        column.addWidget(Split(left, self.pane), 1)

    def _forecast_card(self) -> QWidget:
        self.card = Card()
        title = QHBoxLayout()
        self.forecast_title = Elided("SEATS OVER TIME", "section")
        title.addWidget(self.forecast_title, 1)
        title.addWidget(self.legend)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(6)
        inside.addLayout(title)
        inside.addWidget(self._forecast_body(), 1)
        self.card.setMinimumHeight(220)
        return self.card

    def _forecast_body(self) -> QScrollArea:
        """Scrolls where the card is too low for the chart and its words."""
        body = QWidget()
        body.setProperty("kind", "plain")
        down = QVBoxLayout(body)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(6)
        for part, stretch in ((self.words, 0), (self.chart, 1), (self.basis, 0)):
            down.addWidget(part, stretch)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAccessibleName("Seats over time")
        scroll.setWidget(body)
        return scroll

    def _connect(self) -> None:
        self.on.dateChanged.connect(self._read_pools)
        self.now.clicked.connect(self._back_to_today)
        self.add_button.clicked.connect(self.add_agreement)
        self.grid.selected.connect(self._follow)
        self.grid.opened.connect(self.edit)
        self.pane.agreement_wanted.connect(self._select)
        self.pane.licenses_wanted.connect(self._show_licenses)
        self.chart.day_chosen.connect(self._look_at)

    # what is shown

    def reload(self) -> None:
        self.on.setMinimumDate(qdate(self.desk.today()))  # the day may have turned since
        self.desk.runner.read(products).then(self._take_products)
        self._read_pools()

    def open(self, target: object) -> None:
        """An agreement's id, or ("agreement", id, "")."""
        if isinstance(target, tuple) and len(target) > 1 and target[0] == "agreement":
            target = target[1]
        if isinstance(target, int):
            self._wanted = target
            self._do_wanted()

    def set_active(self, is_active: bool) -> None:
        self._is_active = is_active
        self._enable()

    def _read_pools(self) -> None:
        self._forecast_of = None
        self.desk.runner.read(pools_on, self.desk.today(), pydate(self.on.date())).then(self._show)

    def _take_products(self, rows: tuple[ProductRow, ...]) -> None:
        self._products = rows

    def _show(self, rows: tuple[PoolRow, ...]) -> None:
        self._rows, self._is_loaded = rows, True
        self.seats.setText(all_seats_words(rows, pydate(self.on.date())) if rows else "")
        self.grid.set_rows(rows)
        self._do_wanted()
        if rows and not self.grid.selected_rows():
            self.grid.select_ids([rows[0].id])
        self._follow()

    def _do_wanted(self) -> None:
        if self._wanted is not None and self._is_loaded:
            self._select(self._wanted)
            self._wanted = None

    def _select(self, agreement_id: int) -> None:
        self.grid.select_ids([agreement_id])
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def row(self) -> PoolRow | None:
        """The agreement that is chosen."""
        rows = self.grid.selected_rows()
        return rows[0] if len(rows) == 1 else None

    def _enable(self) -> None:
        row = self.row
        self.add_action.setEnabled(self._is_active)
        for action in self._of_one:
            action.setEnabled(self._is_active and row is not None)
        if row is not None and self._is_active:
            self.renew_action.setEnabled(row.renewed_by_id is None)
            self.seen_action.setEnabled(row.is_alert_due)

    def _follow(self) -> None:
        self._enable()
        row = self.row
        self.now.setEnabled(pydate(self.on.date()) != self.desk.today())
        self.status_changed.emit(count(len(self._rows), "agreement", "agreements"))
        if row is None:
            self.pane.show_nothing()
            self._show_forecast(None)
            return
        self.desk.runner.read(allotments, row.id).then(self._show_pane)
        if self._forecast_of != row.product_id:
            self._forecast_of = row.product_id
            self.desk.runner.read(seat_forecast, self.desk.today(), row.product_id).then(self._show_forecast)

    def _show_pane(self, shares: tuple[AllotmentRow, ...]) -> None:
        if self.row is not None:
            actions = (self.renew_action, self.seen_action, self.edit_action, self.shares_action)
            self.pane.show_agreement(self.row, shares, actions if self._is_active else ())

    def _show_forecast(self, forecast: SeatForecast | None) -> None:
        self.card.setVisible(forecast is not None)
        self.chart.show_forecast(forecast)
        if forecast is not None:
            title = f"Seats over time · {forecast.product}"
            self.forecast_title.setText(title.upper())
            self.forecast_title.setAccessibleName(title)
            self.words.setText(" ".join(forecast.words))
            self.basis.setText(forecast.basis)

    def _look_at(self, on: date) -> None:
        """A day of the chart; days before today are history."""
        self.on.setDate(qdate(max(on, self.desk.today())))

    def _back_to_today(self) -> None:
        self.on.setMinimumDate(qdate(self.desk.today()))
        self.on.setDate(qdate(self.desk.today()))

    def _show_licenses(self) -> None:
        self.desk.go("Licenses", "all")

    # what can be done

    def _open(self, dialog: DialogFrame) -> None:
        """Window-modal: nothing waits for it, and a refusal leaves it open."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.done_with.connect(self.desk.say)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None

    def add_agreement(self) -> None:
        self._open(AgreementDialog(self.desk, self))

    def edit(self) -> None:
        if self.row is not None:
            self._open(AgreementDialog(self.desk, self, edits=self.row))

    def plan_renewal(self) -> None:
        if self.row is not None and self.row.renewed_by_id is None:
            self._open(AgreementDialog(self.desk, self, follows=self.row))

    def set_shares(self) -> None:
        if self.row is not None:
            self._open(AllotmentsDialog(self.desk, self, self.row))

    def edit_product(self) -> None:
        product = next((each for each in self._products if self.row and each.id == self.row.product_id), None)
        if product is not None:
            self._open(ProductDialog(self.desk, self, product))

    def see(self) -> None:
        if self.row is not None and self.row.is_alert_due:
            self._seen = self.row.contract_number
            self.desk.runner.change(see_alert, self.row.id).then(self._on_seen)

    def _on_seen(self, _: None) -> None:
        self.desk.say(f"Marked the alert of {self._seen} as seen", True)
