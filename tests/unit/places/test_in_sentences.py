"""Places are called in sentences as people call them, not as lists do."""

from __future__ import annotations

import pytest

from placewright.places.in_sentences import at_the_start, in_a_sentence, the


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Isle of Wight", "the Isle of Wight"),
        ("Kingston upon Hull, City of", "Kingston upon Hull"),
        ("Herefordshire, County of", "Herefordshire"),
        ("West Midlands", "the West Midlands"),
        ("South East", "the South East"),
        ("South East Midlands", "the South East Midlands"),
        ("North East Derbyshire", "North East Derbyshire"),
        ("Valebury", "Valebury"),
        ("Scottish Borders", "the Scottish Borders"),
        ("United Kingdom", "the United Kingdom"),
        ("North West (England)", "the North West (England)"),
        ("The Marches", "the Marches"),
        ("South-East Midlands", "the South-East Midlands"),
        ("Liverpool City Region", "the Liverpool City Region"),
        ("Heart of the South West", "the Heart of the South West"),
        ("United Kingdom less extra-regio", "the United Kingdom less extra-regio"),
    ],
)
def test_a_place_is_called_in_sentences_as_people_call_it(name: str, said: str) -> None:
    assert in_a_sentence(name) == the(name) == said


def test_a_sentence_that_begins_with_a_place_begins_with_a_capital() -> None:
    assert at_the_start("Vale of White Horse") == "The Vale of White Horse"
    assert at_the_start("Bristol, City of") == "Bristol"
