"""What to look at before a text is quoted: names and addresses that it might hold; people here are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.questionnaires.personal_data import find_personal_data
from placewright.questionnaires.personal_hints import HintKind, find_hints


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("My name is Jo Example. The road is bad.", HintKind.SAID_NAME, "Jo Example"),
        ("my name is jo, and it is bad", HintKind.SAID_NAME, "jo"),
        ("I am Jo Example and I object.", HintKind.SAID_NAME, "Jo Example"),
        ("ask Jo Example about it", HintKind.SAID_NAME, "Jo Example"),
        ("my neighbour Jo Example says so", HintKind.SAID_NAME, "Jo Example"),
        ("Kind regards, Jo", HintKind.SAID_NAME, "Jo"),
        ("dr. example was kind", HintKind.TITLED, "dr. example"),
        ("our councillor example knows", HintKind.TITLED, "councillor example"),
        ("Jo van Example told me", HintKind.CAPITALS, "Jo van Example"),
        ("The Jo Example case", HintKind.CAPITALS, "Jo Example"),
        ("at 12 Orchard Road", HintKind.ADDRESS, "12 Orchard Road"),
        ("outside 21b the old mill lane", HintKind.ADDRESS, "21b the old mill lane"),
        ("Flat 3 High Street", HintKind.ADDRESS, "Flat 3 High Street"),
        ("I live above the bakery, and", HintKind.HOME, "the bakery"),
    ],
)
def test_what_might_be_a_name_or_an_address_is_listed(text: str, kind: HintKind, piece: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in find_hints(text)] == [(kind, piece)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I am British and I want homes.",
        "I am Head of Planning here.",
        "The County Council should act.",
        "Build on the Green Belt, says the Local Plan.",
        "We need 2 new road schemes and 300 homes.",
        "It is 100 metres of cycle path.",
        "He is called upon. My name is not for you.",
        "Ask Mrs Example, or write to jo@vale.example.",
    ],
)
def test_what_is_nobody_or_found_already_is_not_listed(text: str) -> None:
    assert find_hints(text) == ()


@given(st.text(alphabet="Aa b1.,'é \n", max_size=200) | st.text(max_size=200))
def test_pieces_lie_in_the_text_apart_and_in_order(text: str) -> None:
    found = find_hints(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    taken = {at for one in find_personal_data(text) for at in range(one.start, one.end)}
    assert not any(at in taken for one in found for at in range(one.start, one.end))
