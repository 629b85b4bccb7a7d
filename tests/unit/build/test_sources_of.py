"""A release in words: its name, and the day on which it came out where the name lets one think of another year."""

from __future__ import annotations

from datetime import date

import pytest

from placewright.build.sources_of import release_words
from placewright.records.source import Source


def source(release: str, released: date | None) -> Source:
    return Source(
        id="pay",
        title="Survey of pay",
        publisher="An office",
        licence="OGL-UK-3.0",
        attribution="",
        landing_page="",
        series="pay",
        release=release,
        released=released,
        reader="csv",
        files=("pay.csv",),
        place_vintage="2023",
    )


@pytest.mark.parametrize(
    ("release", "released", "words"),
    [
        ("2024", date(2025, 11, 20), "2024 (published 20 November 2025)"),
        ("2024", date(2024, 10, 29), "2024"),
        ("April 2025", date(2025, 4, 17), "April 2025"),
        ("2024-03-21", date(2024, 3, 21), "21 March 2024"),
        ("2022", None, "2022"),
    ],
)
def test_a_release_that_came_out_in_another_year_says_when(release: str, released: date | None, words: str) -> None:
    assert release_words(source(release, released)) == words
