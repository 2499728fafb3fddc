from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.names import PersonName
from coordinator.views.people import list_name

PART = st.sampled_from(["", "Dana", "Okafor", "R", "Mary Ann", "de la Cruz"])
SUFFIX = st.sampled_from(["", "Jr.", "III", "V", "PhD", "Jr., PhD", "II, Esq."])


@given(PART, PART, PART, SUFFIX, st.booleans())
def test_a_name_is_listed_as_the_rule_has_it(first: str, middle: str, last: str, suffix: str, contractor: bool) -> None:
    name = PersonName("raw", first, middle, last, suffix, contractor)
    assert list_name("raw", first, middle, last, suffix, contractor) == name.display
