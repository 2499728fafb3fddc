import gc

import pytest

from coordinator.store.collector import collection_held_back


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
