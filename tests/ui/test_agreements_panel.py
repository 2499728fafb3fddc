"""Agreements with a real database: seats on any day, alerts, renewals, shares, and the chart of what is to come."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.services.workspace import Workspace
from coordinator.views.agreements import AgreementState, PoolRow, allotments, pools, products
from tests import license_unit
from tests.builders import designee_ids
from tests.conftest import StandingClock
from tests.ui.documents_desk import Answers, a_desk, some_answers  # noqa: F401
from tests.ui.test_accessible_names import unnamed
from ui.desk import Desk
from ui.dialogs.agreement_dialog import NEW, AgreementDialog, a_year_from
from ui.dialogs.allotments_dialog import AllotmentsDialog
from ui.dialogs.memo_fields import pydate, qdate
from ui.widgets.agreements_panel import AgreementsPanel
from ui.wording import day

TODAY = date(2026, 11, 12)
OLD = "70CMSD26P00000001"


@pytest.fixture
def database(tmp_path: Path, empty_database: bytes) -> Path:
    path = tmp_path / "unit.db"
    path.write_bytes(license_unit.database_of_unit(empty_database))
    return path


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> Iterator[AgreementsPanel]:
    page = QWidget()
    qtbot.addWidget(page)
    made = AgreementsPanel(desk, page)
    qtbot.addWidget(made)
    made.resize(1032, 560)
    made.show()
    desk.runner.changed.connect(made.reload)
    made.reload()
    settled(qtbot, desk)
    yield made
    settled(qtbot, desk)


def settled(qtbot: QtBot, desk: Desk) -> None:
    """Answers ask further questions: until nothing is under way."""
    for _ in range(2):
        qtbot.waitUntil(lambda: not desk.runner.is_busy)
        qtbot.wait(1)


def row(workspace: Workspace, number: str = OLD) -> PoolRow:
    return next(each for each in workspace.read(pools, TODAY) if each.contract_number == number)


def texts(widget: QWidget) -> str:
    return "\n".join(str(child.property("text")) for child in widget.findChildren(QWidget) if child.property("text"))


def test_seats_on_any_day_are_answered_at_once_and_the_chart_says_the_rest(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AgreementsPanel
) -> None:
    license_unit.issued(workspace, workspace.read(designee_ids)[:3])
    panel.reload()
    settled(qtbot, desk)
    assert f"On {day(TODAY)}: 4 seats, 3 used, 0 reserved, 1 free." in texts(panel.pane)
    then = date(2027, 10, 1)
    panel.on.setDate(qdate(then))
    settled(qtbot, desk)
    assert panel.seats.text() == f"On {day(then)}: 4 seats, 3 used, 0 reserved, 1 free in all."
    panel.on.setDate(qdate(date(2027, 10, 2)))
    settled(qtbot, desk)
    assert panel.seats.text() == f"On {day(date(2027, 10, 2))} no agreement is in force."
    panel.now.click()
    assert "In October 2027 all 4 seats end unless 70CMSD26P00000001 is renewed." in panel.words.text()
    assert "Too little history" in panel.basis.text()
    chart = panel.chart
    assert panel.words.text() in chart.accessibleDescription()
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.point is not None
    assert chart.readout(chart.point) == f"{day(date(2026, 8, 13))}: 0 seats, 0 in use, 0 free"
    QTest.keyClick(chart, Qt.Key.Key_PageDown)
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_PageUp)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert pydate(panel.on.date()) == chart.point.on > date(2027, 10, 1)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(chart.width() // 2, 60))
    assert TODAY < pydate(panel.on.date()) < date(2027, 6, 1)
    assert not chart.grab().isNull()
    assert unnamed(panel) == []


def test_an_alert_is_seen_by_one_button_and_the_renewal_planned_by_another(
    qtbot: QtBot, desk: Desk, workspace: Workspace, clock: StandingClock, panel: AgreementsPanel, answers: Answers
) -> None:
    clock.move_to(datetime(2027, 8, 4, 15, tzinfo=UTC))
    panel.reload()
    settled(qtbot, desk)
    assert "Ends in 58 days (60-day alert)" in texts(panel.pane)
    panel.pane.buttons["Seen"].click()
    settled(qtbot, desk)
    assert answers.said == [f"Marked the alert of {OLD} as seen"]
    assert f"Seen {day(date(2027, 8, 4))}" in texts(panel.pane)
    assert not panel.seen_action.isEnabled()
    panel.pane.buttons["Plan its renewal…"].click()
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, AgreementDialog)
    assert (pydate(dialog.starts.date()), pydate(dialog.ends.date())) == (date(2027, 10, 2), date(2028, 10, 1))
    assert (dialog.seats.value(), dialog.renews.currentText(), dialog.go.isEnabled()) == (4, OLD, False)
    QTest.keyClicks(dialog.contract, "HSI-27")
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said[-1] == f"Planned HSI-27 as the renewal of {OLD}"
    assert "Renewed by HSI-27" in texts(panel.pane)
    assert not panel.renew_action.isEnabled()
    panel.pane.buttons["Show HSI-27"].click()
    settled(qtbot, desk)
    assert panel.row is not None
    assert panel.row.state is AgreementState.PLANNED
    panel.open(("agreement", license_unit.POOL, ""))
    assert panel.row.contract_number == OLD
    panel.set_active(False)
    assert not any(action.isEnabled() for action in (panel.add_action, panel.edit_action, panel.shares_action))


def test_editing_marks_what_would_lie_outside_and_refuses_a_wrong_list_of_alerts(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AgreementsPanel, answers: Answers
) -> None:
    license_unit.issued(workspace, workspace.read(designee_ids)[:2])
    panel.reload()
    settled(qtbot, desk)
    panel.edit()
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, AgreementDialog)
    assert dialog.seats.minimum() == 2
    dialog.leads.setText("90, soon")
    assert "“soon” is not a number of days" in dialog.problem.text()
    assert not dialog.go.isEnabled()
    dialog.leads.setText("30 90")
    dialog.ends.setDate(qdate(date(2027, 6, 30)))
    assert dialog.warning.text() == "2 licenses are valid beyond its end. They stay as they are."
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said == [f"Saved agreement {OLD}; 2 licenses lie outside its dates"]
    assert row(workspace).leads == (90, 30)
    assert "2 licenses lie outside these dates" in texts(panel.pane)


def test_a_new_product_is_added_on_the_way_to_its_agreement(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AgreementsPanel
) -> None:
    panel.add_button.click()
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, AgreementDialog)
    dialog.product.setCurrentIndex(dialog.product.findData(NEW))
    dialog.product.activated.emit(dialog.product.currentIndex())
    product = dialog._new_product
    assert product is not None
    product.name.setText("Voice Match")
    product.vendor.setText("Example Vendor")
    product.go.click()
    settled(qtbot, desk)
    assert dialog.product.currentText() == "Voice Match · Example Vendor"
    assert dialog.renews.count() == 1
    dialog.contract.setText("HSI-V")
    dialog.go.click()
    settled(qtbot, desk)
    assert row(workspace, "HSI-V").product == "Voice Match"
    panel.open(row(workspace, "HSI-V").id)
    panel.edit_product()
    assert panel.dialog is not None
    panel.dialog.name.setText("Voice match")  # type: ignore[attr-defined]  # of the product's dialog
    panel.dialog.go.click()
    settled(qtbot, desk)
    assert [each.name for each in workspace.read(products)][-1] == "Voice match"
    assert a_year_from(date(2028, 2, 29)) == date(2029, 2, 28)


def test_shares_are_typed_and_shared_out_and_never_more_than_the_pool(
    qtbot: QtBot, desk: Desk, workspace: Workspace, panel: AgreementsPanel, answers: Answers
) -> None:
    license_unit.issued(workspace, workspace.read(designee_ids)[:3])
    panel.reload()
    settled(qtbot, desk)
    panel.set_shares()
    settled(qtbot, desk)
    dialog = panel.dialog
    assert isinstance(dialog, AllotmentsDialog)
    assert dialog.total.text() == "No shares: all 4 seats go to whoever is ready first."
    den = dialog.rows[0]
    assert (den.code, den.used) == ("DEN", 3)
    dialog.by_use.click()
    assert [each.share for each in dialog.rows[:2]] == [4, None]
    column = next(each for each in dialog.grid.rows_model.columns if each.title == "Share")
    assert column.edit is not None
    column.edit(den, "2")
    assert "2 of 4 seats allotted to 1 office; 2 left for the offices without a share." in dialog.total.text()
    sea = next(each for each in dialog.rows if each.code == "SEA")
    column.edit(sea, "9")
    assert "7 too many" in dialog.total.text()
    assert not dialog.go.isEnabled()
    dialog.evenly.click()
    assert {each.code: each.share for each in dialog.rows if each.share is not None} == {"DEN": 2, "SEA": 2}
    dialog.go.click()
    settled(qtbot, desk)
    assert answers.said == [f"Set the share of 2 offices in {OLD}"]
    assert {each.code: each.share for each in workspace.read(allotments, 1) if each.share} == {"DEN": 2, "SEA": 2}
    assert "DEN: 3 of 2 used\n1 over the share" in texts(panel.pane)
