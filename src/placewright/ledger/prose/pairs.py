"""Pairs: which figures of a claim are set against each other, by a test or by how one is computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import parse_period
from placewright.core.said import worded
from placewright.records.claim import Claim, Threshold
from placewright.records.verdict import FigureResult

RELATIVE = ("difference-from", "percent-of", "share-of", "quotient", "ratio-of")
"""The transformations that set a figure against another, a place or a number."""

OVER_TIME = ("change", "change-percent", "growth-per-year", "index")
"""The transformations that set two periods of one series against each other."""

_CHANGING = re.compile(r"change|growth|balance|\bnet\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one claim that are compared, and how."""

    one: FigureResult
    other: FigureResult
    how: str


def compared_pairs(claim: Claim, figures: Mapping[str, FigureResult]) -> Iterator[Pair]:
    """The pairs of figures that a test or a transformation of the claim compares."""
    seen: set[tuple[str, str]] = set()
    for name, other, how in _links(claim):
        key = (min(name, other), max(name, other))
        if name != other and key not in seen and name in figures and other in figures:
            seen.add(key)
            yield Pair(figures[name], figures[other], how)


def is_change(figure: FigureResult) -> bool:
    """Whether a figure says by how much something changed, so that it may be below zero."""
    kind = transformation(figure)
    return kind in ("change", "change-percent") or (
        kind in ("", "value") and _CHANGING.search(figure.origin) is not None
    )


def transformation(figure: FigureResult) -> str:
    """The kind of transformation of a figure, without what stands behind the colon."""
    return figure.as_.partition(":")[0]


def is_plain_value(figure: FigureResult) -> bool:
    """Whether nothing is done with a figure: no change, rank or comparison is taken of it."""
    return transformation(figure) in ("", "value")


def stretch_of(period: str) -> tuple[date, date] | None:
    """The first and the last day of a period; None where it is no period."""
    try:
        parsed = parse_period(period)
    except PlacewrightError:
        return None
    return parsed.start, parsed.end


def _links(claim: Claim) -> Iterator[tuple[str, str, str]]:
    for test in claim.holds:
        if isinstance(test.than, Threshold):
            yield test.figure, test.than.figure, worded("a test compares")
        elif isinstance(test.than, str):
            yield test.figure, test.than, worded("a test compares")
    for name, spec in claim.figures.items():
        kind, _, other = spec.as_.partition(":")
        if kind in RELATIVE and other:
            yield name, other, worded("`%(kind)s` sets against each other", kind=kind)
