"""Percentage points: the change of a percentage printed or spoken of as per cent, and the other way about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.said import worded
from placewright.ledger.prose.amounts import PERCENT, amounts
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, finder
from placewright.ledger.prose.pairs import transformation
from placewright.records.prose import NumberKind

RULE = "percentage-points"
_find = finder(RULE)

_PER_CENT = re.compile(r"^\s?(?:%|per cent\b|percent\b)")
_POINTS = re.compile(r"^\s?(?:percentage points?\b|points?\b|pts\b)")
_ANY_PER_CENT = re.compile(r"%|per ?cent\b")
_BY_FROM_TO = re.compile(r"\bby\b.{0,30}\bfrom\b.{0,40}\bto\b", re.IGNORECASE | re.DOTALL)
_FROM_TO_BY = re.compile(r"\bfrom\b.{0,40}\bto\b.{0,40}\b(?:by|rise of|fall of|up|down|increase of|change of)\b", re.I)


def check(material: Material) -> Iterator[ProseIssue]:
    """Differences of percentages called per cent; changes in per cent called points; sums that show the confusion."""
    for sentence in material.sentences:
        yield from _computed(sentence, material)
        yield from _worked_out(sentence)


def _computed(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    for span in sentence.spans:
        figure = material.figure(span.number)
        if figure is None or span.number.part not in ("", "abs") or figure.is_missing:
            continue
        definition = material.definition(figure)
        kind, behind = transformation(figure), sentence.text[span.end :]
        is_share = definition is not None and definition.unit in ("%", "share")
        in_points = figure.unit in ("percentage points", "points") or (
            is_share and kind in ("change", "difference-from")
        )
        says_percent = "%" in span.number.text or "per cent" in span.number.text or _PER_CENT.match(behind) is not None
        says_points = "point" in span.number.text or _POINTS.match(behind) is not None
        if in_points and says_percent:
            what = worded(
                "'%(name)s' is a difference of percentages, and the text prints it as per cent.", name=figure.name
            )
            fix = worded("Write 'percentage points', or compute `change-percent`.")
            yield _find(sentence.record, sentence.where, what, fix)
        elif kind in ("change-percent", "growth-per-year") and says_points:
            what = worded("'%(name)s' is a change in per cent, and the text calls it points.", name=figure.name)
            yield _find(sentence.record, sentence.where, what, worded("Write '%', or compute `change`."))


def _worked_out(sentence: Sentence) -> Iterator[ProseIssue]:
    """`rose by 3% from 70% to 73%`: the sum shows that points are meant."""
    if len(_ANY_PER_CENT.findall(sentence.text)) != 3:
        return
    found = [one for one in amounts(sentence.text) if one.unit == PERCENT]
    if len(found) != 3:
        return
    if _BY_FROM_TO.search(sentence.text):
        change, start, end = found
    elif _FROM_TO_BY.search(sentence.text):
        start, end, change = found
    else:
        return
    number = sentence.number_at(change.start)
    if number is not None and number.kind is NumberKind.COMPUTED:
        return
    points = abs(end.value - start.value)
    ratio = 100 * points / start.value if start.value else 0.0
    if change.may_be(points) and not change.may_be(ratio):
        what = worded(
            "From %(text)s to %(text_2)s is %(points)s percentage points; the text says %(text_3)s.",
            text=start.text,
            text_2=end.text,
            points=f"{points:g}",
            text_3=change.text,
        )
        yield _find(
            sentence.record, sentence.where, what, worded("Write '%(points)s percentage points'.", points=f"{points:g}")
        )
