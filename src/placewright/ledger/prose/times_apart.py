"""Times apart: a year that is said before a figure of another year, and `in the same year` of two that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, Sentence, Span
from placewright.ledger.prose.pairs import is_plain_value, stretch_of
from placewright.records.verdict import FigureResult

_BEGINS = re.compile(
    r"(?:^|[.;:,] |\b(?:and|but|while|yet) )(?:In|On|At|During|Over|By|in|on|at|during|over|by) (?:the )?$"
)
_GOES_ON = re.compile(r"[^;:]{0,90}$")
_SAME = LatePattern(
    r"\b(?:in|during|of) (?:the|that) (?:very |self)?same (?:year|month|quarter)|on (?:the|that) same day|"
    r"in (?:the|that) same (?:period|years)\b",
    re.IGNORECASE,
)


def of_another_time(
    sentence: Sentence, material: Material
) -> Iterator[tuple[Span, FigureResult, FigureResult, int, int]]:
    """Each figure told of another's time: its span, it, the other figure, and from where to where that is said."""
    is_dated = any(span.number.part == "period" for span in sentence.spans)
    if not is_dated and "same" not in sentence.vocabulary:
        return
    found = _figures(sentence, material)
    values = [one for one in found if one[0].number.part in ("", "abs") and is_plain_value(one[1])]
    times = [one for one in found if one[0].number.part == "period"]
    for at, (time, other) in enumerate(times):
        behind = next((one for one in values if one[0].start >= time.end), None)
        if behind is None or behind[1].period == other.period or not _BEGINS.search(sentence.words, 0, time.start):
            continue
        span, figure = behind
        is_next = at + 1 == len(times) or times[at + 1][0].start > span.start
        told = [one for _, one in times]
        if is_next and _GOES_ON.fullmatch(sentence.words, time.end, span.start) and _is_apart(figure, other, told):
            yield span, figure, other, time.start, span.end
    if "same" not in sentence.vocabulary:
        return
    for match in _SAME.finditer(sentence.words):
        before = [figure for span, figure in values if span.end <= match.start()]
        after = next((one for one in values if one[0].start >= match.end()), None)
        if before and after is not None and _differ(before[-1].period, after[1].period):
            yield *after, before[-1], match.start(), match.end()


def _figures(sentence: Sentence, material: Material) -> list[tuple[Span, FigureResult]]:
    found = ((span, material.figure(span.number)) for span in sentence.spans)
    return [(span, figure) for span, figure in found if figure is not None and not figure.is_missing]


def _is_apart(figure: FigureResult, other: FigureResult, told: list[FigureResult]) -> bool:
    """Whether a figure is of another time than the one said, and no time of its own is told."""
    return _differ(figure.period, other.period) and all(_differ(figure.period, one.period) for one in told)


def _differ(one: str, other: str) -> bool:
    """Whether neither time lies in the other."""
    mine, yours = stretch_of(one), stretch_of(other)
    if mine is None or yours is None:
        return False
    return mine[1] < yours[0] or yours[1] < mine[0]
