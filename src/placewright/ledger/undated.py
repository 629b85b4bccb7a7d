"""Claims that print figures and do not say of when these are: a reader next year takes them for the present."""

from __future__ import annotations

import re
from collections.abc import Mapping

from placewright.core.issues import Issue, Severity
from placewright.core.said import worded
from placewright.ledger.standing import UNDATED, RuledIssue
from placewright.records.verdict import ClaimResult, FigureResult

_A_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|\bcensus\b", re.IGNORECASE)
"""A year; or a census, of which readers are told once when it was."""


def undated_notes(results: Mapping[str, ClaimResult]) -> tuple[RuledIssue, ...]:
    """A note for each claim whose sentence holds no year and none of the periods of its figures.

    It stops nothing: a sentence may lean on the one before it.
    """
    return tuple(
        RuledIssue(f"claim:{id}", UNDATED, Issue(Severity.NOTE, f"claims/{id}.md", *_said(result, dated)))
        for id, result in results.items()
        if (dated := _dated(result)) and not _says_when(result.text, dated)
    )


def _dated(result: ClaimResult) -> list[FigureResult]:
    """The figures that are of a period and that the sentence prints."""
    return [
        figure
        for figure in result.figures.values()
        if figure.period_label and figure.value is not None and figure.text and figure.text in result.text
    ]


def _says_when(text: str, figures: list[FigureResult]) -> bool:
    return _A_YEAR.search(text) is not None or any(figure.period_label in text for figure in figures)


def _said(result: ClaimResult, dated: list[FigureResult]) -> tuple[str, str]:
    figure = dated[0]
    what = worded('It does not say of when its figures are: "%(text)s"', text=result.text.strip())
    fix = worded(
        "Say it as `{{ %(name)s.period }}`, which prints %(label)s, unless the sentence before it does.",
        name=figure.name,
        label=figure.period_label,
    )
    return what, fix
