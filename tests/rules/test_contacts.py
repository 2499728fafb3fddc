"""E-mail addresses and telephone numbers as people type them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.contacts import display_phone, normalize_email, normalize_phone, split_emails, upn_to_email


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("John.Q.Doe@example.gov", "john.q.doe@example.gov"),
        ("mailto:mary-kate@example.gov", "mary-kate@example.gov"),
        (" jdelacruz@example.gov\u00a0", "jdelacruz@example.gov"),
        ("Doe, John <JD@example.gov>", "jd@example.gov"),
        ("jd@example.gov.", "jd@example.gov"),
        ("jd\u200b@example.gov", "jd@example.gov"),
        ("ｊｄ@example.gov", "jd@example.gov"),
        ("n/a", None),
        ("jd@example", None),
        ("a..b@example.gov", None),
        ("two words@", None),
        ("(b)(6)@ice.dhs.gov", None),
    ],
)
def test_an_address_has_one_form(text: str, email: str | None) -> None:
    assert normalize_email(text) == email


def test_several_addresses_in_one_cell_are_told_apart() -> None:
    assert split_emails("a@example.gov; B@example.org, a@example.gov") == ("a@example.gov", "b@example.org")
    assert split_emails("Doe, J <a@example.gov>\nb@example.org") == ("a@example.gov", "b@example.org")


def test_a_guest_sign_in_name_holds_the_address() -> None:
    assert upn_to_email("pat_ann_example.org#EXT#@tenant.onmicrosoft.com") == "pat_ann@example.org"
    assert upn_to_email("Jane@example.gov") == "jane@example.gov"
    assert upn_to_email("guest") is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("518-555-0101", "(518) 555-0101"),
        ("(518)5550102", "(518) 555-0102"),
        ("518.555.0103 x22", "(518) 555-0103 ext. 22"),
        ("617-555-0105, ext. 7", "(617) 555-0105 ext. 7"),
        ("+1 617 555 0104", "(617) 555-0104"),
        ("1-716-555-0112", "(716) 555-0112"),
        ("7165550108.0", "(716) 555-0108"),
        ("518\u2011555\u20110101", "(518) 555-0101"),
        ("(555) 010-0100", "(555) 010-0100"),
        ("+44 1632 960000", "+441632960000"),
    ],
)
def test_a_number_has_one_form(text: str, shown: str) -> None:
    phone = normalize_phone(text)
    assert phone is not None
    assert display_phone(phone) == shown
    assert normalize_phone(shown) == phone


@pytest.mark.parametrize("text", ["", "TBD", "555-0101", "123456789012345", "ext. 22", "2026-09-01"])
def test_what_is_no_number_gives_none(text: str) -> None:
    assert normalize_phone(text) is None


@pytest.mark.parametrize("text", ["617-555-0106/0107", "617-555-0106 or 617-555-0107", "6175550106; 6175550107"])
def test_further_numbers_are_kept_beside_the_first(text: str) -> None:
    phone = normalize_phone(text)
    assert phone is not None
    assert phone.number == "+16175550106"
    assert phone.others == ("(617) 555-0107",)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_asked(text: str) -> None:
    for email in split_emails(text):
        assert normalize_email(email) == email
    upn_to_email(text)
    phone = normalize_phone(text)
    if phone is not None:
        assert phone.number[1:].isascii()
        assert phone.number[1:].isdigit()
