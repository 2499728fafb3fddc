"""Names of files: every system takes them, whatever they were made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.services.papers import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CEIU-FRS-2026-0001.pdf", "CEIU-FRS-2026-0001.pdf"),
        ("../../etc/passwd", "_._etc_passwd"),
        (".pdf", "_.pdf"),
        ("Report", "Report"),
        ("a./etc:passwd", "a._etc_passwd"),
        ("CON.pdf", "_CON.pdf"),
        ("com¹.pdf", "_com¹.pdf"),
        ("Okafor, Dana R .pdf", "Okafor_ Dana R.pdf"),
        ("...", "_"),
        ("", "_"),
    ],
)
def test_what_a_system_would_not_take_is_replaced(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400), st.sampled_from(["", " (2)", " (1000)"]))
def test_a_safe_name_stays_as_it_is_and_has_no_path(text: str, mark: str) -> None:
    safe = safe_name(f"{text}.pdf", mark)
    assert safe_name(safe) == safe
    assert not set(safe) & set('/\\:*?"<>|\x00\n')
    assert safe.endswith(f"{mark}.pdf")
    assert len(safe.encode()) <= 160
