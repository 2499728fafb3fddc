import gc
from collections.abc import Iterator

import pytest

from coordinator.store.collector import collection_held_back


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.disable()


@collection_held_back()
def break_off() -> None:
    assert not gc.isenabled()
    raise ValueError("broken")


def test_garbage_is_collected_again_after_bulk_work_that_failed() -> None:
    with pytest.raises(ValueError, match="broken"):
        break_off()
    assert gc.isenabled()


def test_bulk_work_inside_bulk_work_does_not_let_the_collector_in() -> None:
    with collection_held_back():
        with collection_held_back():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
