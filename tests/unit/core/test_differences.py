"""Differences word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from placewright.core.differences import Fate, likeness, most_alike, word_differences, words_of

TEXTS = st.text(alphabet="ab .,1£é\n'", max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_the_difference(before: str, after: str) -> None:
    found = word_differences(before, after)
    assert "".join(one.text for one in found if one.fate is not Fate.ADDED) == before
    assert "".join(one.text for one in found if one.fate is not Fate.REMOVED) == after


@given(TEXTS)
def test_words_joined_again_are_the_text(text: str) -> None:
    assert "".join(words_of(text)) == text


def test_a_number_changes_as_a_whole() -> None:
    found = word_differences("It fell to 12.4% in 2023.", "It fell to 13.4% in 2023.")
    assert [(one.fate, one.text) for one in found if one.fate is not Fate.KEPT] == [
        (Fate.REMOVED, "12.4"),
        (Fate.ADDED, "13.4"),
    ]


def test_two_words_in_a_row_are_one_change() -> None:
    changed = [
        one.text for one in word_differences("a big house here", "a small hut here") if one.fate is not Fate.KEPT
    ]
    assert changed == ["big house", "small hut"]


def test_the_most_alike_text_is_found_and_none_where_none_is_alike() -> None:
    others = ["Skills are scarce here.", "Output per hour fell by a third since 2010.", "Homes cost more."]
    assert most_alike("Output per hour fell by a quarter since 2010.", others, least=0.6) == 1
    assert most_alike("Nothing of the kind was said.", others, least=0.6) is None
    assert likeness("the same", "the same") == 1


def test_texts_of_a_few_signs_over_and_over_are_told_apart_whole_where_pairing_them_would_not_end() -> None:
    before, after = "a, " * 1_000, " ,a" * 1_000 + "b"
    found = word_differences(before, after)
    assert "".join(one.text for one in found if one.fate is not Fate.ADDED) == before
    assert "".join(one.text for one in found if one.fate is not Fate.REMOVED) == after
    assert {one.fate for one in found} == set(Fate), "what was paired until then is still shown as kept"
