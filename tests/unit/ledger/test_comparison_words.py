"""Words of comparison: a phrase that compares nothing takes its own words away and no others of the sentence."""

from __future__ import annotations

import pytest

from placewright.ledger.prose.comparison_words import compared
from placewright.ledger.prose.material import Sentence


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("At least two districts pay more than England.", ["more", "than"]),
        ("Pay is higher than in England, at least in Dacorum.", ["higher", "than"]),
        ("No more than two districts are named.", []),
        ("Firms with fewer than ten people are counted.", []),
        ("Fewer firms with fewer than ten people remain.", ["fewer"]),
    ],
)
def test_harmless_phrases_hide_their_own_words_alone(words: str, found: list[str]) -> None:
    matches = compared(Sentence("claim:made", "claims/made.md", words, words))
    assert [match[0].lower().split()[0] for match in matches] == found
