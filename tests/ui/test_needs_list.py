"""People who need a seat beside the calendar: by drag or by Enter into a training."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coordinator.services.workspace import Workspace
from coordinator.views.trainings import trainings
from tests import builders
from tests.ui.test_trainings_page import TO_COME
from ui.desk import Desk
from ui.models.dragged_people import PEOPLE, carried
from ui.pages.trainings_page import TrainingsPage


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, workspace: Workspace) -> TrainingsPage:
    builders.selected(workspace)
    builders.a_training(workspace, start=TO_COME)
    made = TrainingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1080, 640)
    made.show()
    qtbot.waitUntil(partial(_is_idle, desk))
    made.views.choose("calendar")
    return made


def _is_idle(desk: Desk) -> bool:
    return not desk.runner.is_busy


def test_those_selected_are_dragged_along(page: TrainingsPage, workspace: Workspace) -> None:
    assert page.needs.title.text() == "NEED A SEAT  5"
    page.needs.people.selectAll()
    data = page.needs.people.mimeData(page.needs.people.selectedItems())
    assert sorted(carried(data, PEOPLE)) == workspace.read(builders.designee_ids)


def test_enter_seats_them_in_the_chosen_training(
    qtbot: QtBot, page: TrainingsPage, desk: Desk, workspace: Workspace
) -> None:
    assert not page.needs.go.isEnabled()
    for item in [page.needs.people.item(place) for place in (0, 1)]:
        item.setSelected(True)
    assert page.needs.go.text() == "Seat 2 people in Training 1"
    QTest.keyClick(page.needs.people, Qt.Key.Key_Return)
    qtbot.waitUntil(partial(_is_idle, desk))
    assert workspace.read(trainings)[0].taken == 2
    assert page.needs.people.count() == 3
