"""What the ledger says is said in each reader's language, and what a sentence prints in that of the place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import pytest

from placewright.core import words
from placewright.core.said import Said, from_plain, plain
from placewright.ledger.claims import judge_claims
from placewright.ledger.kept_results import plain_result, result_of
from placewright.records.verdict import ClaimResult

from .evidence_for_tests import COUNTY, ENGLAND, claim, context, indicator, row

CLAIM = f'''[figures.x]
indicator = "hour"
[figures.y]
indicator = "hour"
place = "{ENGLAND}"
[[holds]]
figure = "x"
is = "above"
than = {{ figure = "y", times = 1.2 }}'''
ROWS = [
    row("hour", COUNTY, "2022", 40.0, low=30.0, high=50.0, error="sampling"),
    row("hour", ENGLAND, "2022", 36.0, low=33.0, high=39.0, error="sampling"),
]


def welsh(message: str) -> str:
    """A few messages in another language."""
    return {
        "about %(figure)s": "tua %(figure)s",
        "not available": "ddim ar gael",
        "%(figure)s is above %(than)s": "mae %(figure)s uwchlaw %(than)s",
        "%(times)s times %(figure)s": "%(times)s gwaith %(figure)s",
        "The intervals leave it open.": "Mae'r cyfyngau yn ei adael yn agored.",
        "A figure is missing (%(of)s, %(period)s): %(reason)s.": "Mae ffigur ar goll (%(of)s, %(period)s): %(reason)s.",
        "it is not published for this place and period": "nid yw wedi'i gyhoeddi",
    }.get(message, message)


class Reader:
    """Somebody who reads Welsh, in a place whose strategy is written in English."""

    def __init__(self) -> None:
        self.language = "cy"

    @contextmanager
    def of_place(self) -> Iterator[None]:
        self.language = ""
        yield
        self.language = "cy"

    def read(self, message: str) -> str:
        return welsh(message) if self.language == "cy" else message


def judged(rows: list[dict[str, object]]) -> ClaimResult:
    return judge_claims({"c": claim(CLAIM, "An hour makes {{ x }}.")}, context(rows, indicator("hour"))).results["c"]


def test_a_test_and_its_verdict_are_kept_in_english_and_said_in_the_language_spoken() -> None:
    found = judged(ROWS)
    assert (found.tests[0].words, str(found.why)) == ("x is above 1.2 times y", "The intervals leave it open.")
    words.speak(welsh, words.ngettext, lambda: "cy")
    assert found.tests[0].said.spoken() == "mae x uwchlaw 1.2 gwaith y"
    assert found.why.spoken() == "Mae'r cyfyngau yn ei adael yn agored."
    assert found.tests[0].words == "x is above 1.2 times y", "files and the command line keep to English"


def test_a_missing_figure_is_said_with_its_reason() -> None:
    found = judged(ROWS[:1])
    words.speak(welsh, words.ngettext, lambda: "cy")
    assert found.why.spoken() == "Mae ffigur ar goll (England, latest): nid yw wedi'i gyhoeddi."


def test_a_sentence_prints_its_figures_in_the_language_of_the_place_whoever_reads() -> None:
    reader = Reader()
    words.speak(reader.read, words.ngettext, lambda: reader.language, reader.of_place)
    assert judged(ROWS).text == "An hour makes about £40."
    assert reader.language == "cy"


def test_a_place_that_writes_another_language_has_its_figures_in_it() -> None:
    words.speak(welsh, words.ngettext, lambda: "cy", nullcontext)
    assert judged(ROWS).text == "An hour makes tua £40."


def test_what_was_judged_is_remembered_in_no_language() -> None:
    for rows in (ROWS, ROWS[:1]):
        found = judged(rows)
        assert result_of(plain_result(found)) == found


@pytest.mark.parametrize("said", [Said(), Said("One."), Said("%(a)s of %(b)s", {"a": "1", "b": Said("all")})])
def test_a_sentence_survives_being_kept(said: Said) -> None:
    assert from_plain(plain(said)) == said
