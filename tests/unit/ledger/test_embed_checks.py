"""Embeds checked before anything is drawn: places, options and figures enough to show."""

from __future__ import annotations

import pytest

from placewright.build.embed_checks import embed_issues
from placewright.core.issues import Severity
from placewright.records.prose import ChapterText, Embed

from .evidence_for_tests import COUNTY, ENGLAND, STEVENAGE, context, indicator, row

ROWS = [row("hour", COUNTY, "2021", 40.0), row("hour", COUNTY, "2022", 41.0), row("pay", STEVENAGE, "2022", 30.0)]


def said(embed: Embed) -> list[str]:
    chapter = ChapterText("here", "Here", 1, (embed,))
    known = context(ROWS, indicator("hour"), indicator("pay"))
    issues = list(embed_issues([chapter], known, [ENGLAND]))
    assert all(issue.severity is Severity.ERROR and "strategy/here.md, line 7" in issue.where for issue in issues)
    return [f"{issue.what} {issue.fix}" for issue in issues]


@pytest.mark.parametrize(
    "embed",
    [
        Embed("chart", "hour", line=7),
        Embed("bars", "pay", line=7),
        Embed("map", "pay", line=7),
        Embed("table", "hour", (("places", STEVENAGE + "," + COUNTY),), line=7),
    ],
)
def test_what_has_figures_to_show_passes(embed: Embed) -> None:
    assert said(embed) == []


def test_a_line_needs_two_figures_of_one_place() -> None:
    [words] = said(Embed("chart", "pay", line=7))
    assert "no place with two figures" in words and "`bars:`" in words


def test_a_place_that_nobody_knows_is_named() -> None:
    [words] = said(Embed("chart", "hour", (("places", "E99"),), line=7))
    assert "no place 'E99'" in words


def test_an_option_that_the_kind_does_not_take_is_refused() -> None:
    [words] = said(Embed("map", "pay", (("places", STEVENAGE),), line=7))
    assert "no option 'places'" in words


def test_an_analysis_that_there_is_not_comes_with_the_nearest() -> None:
    [words] = said(Embed("figure", "producivity/gap", line=7))
    assert "Did you mean 'productivity'" in words
