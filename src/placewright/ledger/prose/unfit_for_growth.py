"""Unfit for growth: growth read off a smoothed series, or off an index of a place against another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from placewright.core.said import worded
from placewright.ledger.prose.growth_words import says_growth
from placewright.ledger.prose.material import Material, ProseIssue, claim_place, finder
from placewright.ledger.prose.pairs import transformation
from placewright.records.indicator import Indicator
from placewright.records.verdict import FigureResult

RULE = "growth-from-index"
_find = finder(RULE)

_RATES = ("growth-per-year", "change-percent")


def check(material: Material) -> Iterator[ProseIssue]:
    """Growth per year, change in per cent or the word itself, of a smoothed or relative series."""
    for claim, result, text in material.claimed():
        word = says_growth(text)
        fit = any(_grows(figure, material) for figure in result.figures.values())
        for figure in result.figures.values():
            definition = material.definition(figure)
            why = _unfit(definition) if definition else ""
            if not why:
                continue
            moved = bool(figure.from_period) or _has_two_periods(figure, result.figures.values())
            if transformation(figure) in _RATES:
                what = worded(
                    "'%(name)s' is growth read off %(origin)s, which %(why)s.",
                    name=figure.name,
                    origin=figure.origin,
                    why=why,
                )
            elif word and moved and not fit:
                what = worded(
                    "The sentence says '%(word)s' of %(origin)s, which %(why)s.",
                    word=word[0],
                    origin=figure.origin,
                    why=why,
                )
            else:
                continue
            fix = worded(
                "Take an unsmoothed volume series for growth; of this one give the levels, or the difference in points."
            )
            yield _find(*claim_place(claim.id), what, fix)
            break


def _unfit(definition: Indicator) -> str:
    if definition.smoothed:
        return worded("is smoothed, so that a change is mostly an echo of earlier ones")
    if definition.index_base and not definition.index_base.isdecimal():
        return worded("is an index against %(base)s, which can fall while the place grows", base=definition.index_base)
    if definition.index_base and not definition.is_volume:
        return worded("is a rebased index that is no volume")
    return ""


def _grows(figure: FigureResult, material: Material) -> bool:
    """Whether the figure is one whose growth may be spoken of."""
    definition = material.definition(figure)
    return definition is not None and not _unfit(definition) and (bool(figure.from_period) or "growth" in figure.origin)


def _has_two_periods(figure: FigureResult, figures: Iterable[FigureResult]) -> bool:
    others = [one for one in figures if one.origin == figure.origin and one.place == figure.place]
    return len({one.period for one in others}) > 1
