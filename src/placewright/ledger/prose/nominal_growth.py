"""Nominal growth: the change of an amount in the prices of its day, called growth without saying so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from placewright.core.said import worded
from placewright.ledger.prose.growth_words import IN_CASH, says_growth
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, claim_place, finder
from placewright.ledger.prose.pairs import RELATIVE, transformation
from placewright.records.claim import Claim, Comparison
from placewright.records.prose import NumberKind
from placewright.records.verdict import FigureResult

RULE = "nominal-growth"
_find = finder(RULE)

_RATES = ("growth-per-year", "change-percent", "index")
_FIX = worded("Take the series in constant prices, or say 'in cash terms, before inflation'.")


def check(material: Material) -> Iterator[ProseIssue]:
    """Growth of figures in current prices, in claims and in a chapter's own sentences."""
    for claim, result, text in material.claimed():
        if IN_CASH.search(text):
            continue
        nominal = [figure for figure in result.figures.values() if _is_nominal(figure, material)]
        rates = [figure for figure in nominal if transformation(figure) in _RATES]
        word = says_growth(text)
        real = [figure for figure in result.figures.values() if figure not in nominal and _over_time(figure)]
        if rates:
            what = worded(
                "'%(name)s' is growth of %(origin)s, which is in the prices of each year.",
                name=rates[0].name,
                origin=rates[0].origin,
            )
            yield _find(*claim_place(claim.id), what, _FIX)
        elif record := next((figure for figure in nominal if _is_tested_highest(figure, claim)), None):
            what = worded(
                "'%(name)s' is tested as the highest of its years, and %(origin)s is in the prices of each year.",
                name=record.name,
                origin=record.origin,
            )
            yield _find(*claim_place(claim.id), what, _FIX)
        elif word and nominal and not real and _two_periods(nominal):
            what = worded(
                "The sentence says '%(word)s' of %(origin)s, which is in the prices of each year.",
                word=word[0],
                origin=nominal[0].origin,
            )
            yield _find(*claim_place(claim.id), what, _FIX)
    for sentence in material.sentences:
        if not sentence.claim and sentence.spans:
            yield from _in_chapter(sentence, material)


def _in_chapter(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    word = says_growth(sentence.words)
    if word is None or IN_CASH.search(sentence.words):
        return
    figures = [
        figure
        for span in sentence.spans
        if span.number.kind is NumberKind.COMPUTED and (figure := material.figure(span.number)) is not None
    ]
    nominal = [figure for figure in figures if _is_nominal(figure, material)]
    if nominal and len(nominal) == len(figures):
        what = worded(
            "The sentence says '%(word)s' of %(origin)s, which is in the prices of each year.",
            word=word[0],
            origin=nominal[0].origin,
        )
        yield _find(sentence.record, sentence.where, what, _FIX)


def _is_tested_highest(figure: FigureResult, claim: Claim) -> bool:
    """Whether it is to be the highest of its years, as in most years an amount is that prices have swelled."""
    return any(test.is_ is Comparison.HIGHEST_OVER and test.figure == figure.name for test in claim.holds)


def _is_nominal(figure: FigureResult, material: Material) -> bool:
    definition = material.definition(figure)
    # in the ratio of two places the prices of the year cancel
    is_ratio = transformation(figure) in RELATIVE and transformation(figure) != "difference-from"
    return definition is not None and definition.is_nominal and figure.unit != "rank" and not is_ratio


def _over_time(figure: FigureResult) -> bool:
    return bool(figure.from_period) or "growth" in figure.origin


def _two_periods(figures: Sequence[FigureResult]) -> bool:
    """Whether the figures of one place span time: two periods, or a change."""
    by_origin: dict[tuple[str, str], set[str]] = {}
    for figure in figures:
        by_origin.setdefault((figure.origin, figure.place), set()).update({figure.period, figure.from_period} - {""})
    return any(len(periods) > 1 for periods in by_origin.values())
