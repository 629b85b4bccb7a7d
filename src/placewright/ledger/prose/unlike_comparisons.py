"""Unlike comparisons: figures of different periods or levels of place set against each other without a word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.said import worded
from placewright.ledger.prose.material import Material, ProseIssue, claim_place, finder
from placewright.ledger.prose.pairs import RELATIVE, compared_pairs, stretch_of
from placewright.ledger.prose.place_names import names_place
from placewright.records.prose import Number
from placewright.records.verdict import FigureResult

RULE = "unlike-comparison"
_find = finder(RULE)

_LEVEL_WORDS = {
    "lad": r"district|borough|city|town|authority|authorities",
    "county": r"county|counties",
    "itl3": r"county|counties|area|sub-?region",
    "itl2": r"region|sub-?region",
    "itl1": r"region|regional",
    "region": r"region|regional",
    "country": r"UK|United Kingdom|Britain|England|English|Wales|Scotland|national|nation|country",
    "nations": r"UK|United Kingdom|Britain|national|nation|country",
    "lsoa": r"neighbourhoods?|small areas?",
    "msoa": r"neighbourhoods?|small areas?",
}
_SHORT_NAMES = {
    "United Kingdom": r"United Kingdom|UK|national|nationally",
    "England": r"England|English|national|nationally",
}
_ACROSS_TIME = re.compile(
    r"\b(?:earlier|later|before|since|then|now|ago|by then|at the time|previous|from)\b", re.IGNORECASE
)


def check(material: Material) -> Iterator[ProseIssue]:
    """Compared figures whose periods or levels differ, where the text names neither; and a comparator left unnamed."""
    for claim, result, text in material.claimed():
        for pair in compared_pairs(claim, result.figures):
            one, other = pair.one, pair.other
            if one.is_missing or other.is_missing:
                continue
            if not _same_period(one, other) and not _names_periods(one, other, text):
                what = worded(
                    "'%(name)s' is of %(period)s, '%(name_2)s' of %(period_2)s, and %(how)s them.",
                    name=one.name,
                    period=_period(one),
                    name_2=other.name,
                    period_2=_period(other),
                    how=pair.how,
                )
                fix = worded(
                    "Take one period, or say both: '{{ %(name)s.period }}', '{{ %(name_2)s.period }}'.",
                    name=one.name,
                    name_2=other.name,
                )
                yield _find(*claim_place(claim.id), what, fix)
            levels = (material.level_of(one.place), material.level_of(other.place))
            if all(levels) and levels[0] != levels[1] and not _names_places(one, other, levels, text):
                what = worded(
                    "'%(name)s' is of a %(levels)s, '%(name_2)s' of a %(levels_2)s, and %(how)s them.",
                    name=one.name,
                    levels=levels[0],
                    name_2=other.name,
                    levels_2=levels[1],
                    how=pair.how,
                )
                yield _find(*claim_place(claim.id), what, worded("Name both places, or compare places of one level."))
        for name, spec in claim.figures.items():
            kind, _, place = spec.as_.partition(":")
            figure = result.figures.get(name)
            if kind not in RELATIVE or place in claim.figures or figure is None or _is_number(place):
                continue
            named = material.name_of(place)
            if place in _printed_places(material, claim.id):
                continue
            if place and not _says(named, text) and not _says_level(material.level_of(place), text):
                what = worded(
                    "'%(name)s' is set against %(named)s, which the text does not name.", name=name, named=named
                )
                yield _find(*claim_place(claim.id), what, worded("Say 'than in %(named)s'.", named=named))


def _same_period(one: FigureResult, other: FigureResult) -> bool:
    mine, yours = _span(one.period), _span(other.period)
    same_start = _span(one.from_period) == _span(other.from_period) or not (one.from_period and other.from_period)
    return _within(mine, yours) and same_start


def _within(mine: object, yours: object) -> bool:
    """Whether two stretches of time are the same, or one is a day or quarter of the other's year."""
    if mine == yours or not (isinstance(mine, tuple) and isinstance(yours, tuple)):
        return mine == yours
    (start, end), (other_start, other_end) = sorted((mine, yours), key=lambda span: span[1] - span[0])
    return bool(start >= other_start and end <= other_end and (other_end - other_start).days <= 366)


def _span(period: str) -> object:
    return stretch_of(period) or period


def _names_periods(one: FigureResult, other: FigureResult, text: str) -> bool:
    labels = {_period(one), _period(other)}
    named = sum(label in text for label in labels)
    return named == len(labels) or (named >= 1 and _ACROSS_TIME.search(text) is not None)


def _period(figure: FigureResult) -> str:
    if figure.from_period and figure.from_period not in figure.period_label:
        return f"{figure.from_period} to {figure.period_label}" if not figure.period_label else figure.period_label
    return figure.period_label or figure.period


def _names_places(one: FigureResult, other: FigureResult, levels: tuple[str, str], text: str) -> bool:
    """Whether the wider or stranger of the two places is named; the claim's own may go without saying."""
    named = [
        _says(figure.place_name, text) or _says_level(level, text)
        for figure, level in zip((one, other), levels, strict=True)
    ]
    return any(named)


def _printed_places(material: Material, id: str) -> frozenset[str]:
    """The places of whose figures the claim prints one, so that a reader sees what is set against what."""
    figures = material.figures_of(id)
    names = (run.figure for run in material.runs.get(id, ()) if isinstance(run, Number) and not run.part)
    return frozenset(figures[name].place for name in names if name in figures and ":" not in figures[name].as_)


def _says(name: str, text: str) -> bool:
    if not name:
        return False
    return names_place(_SHORT_NAMES.get(name, re.escape(name)), text)


def _says_level(level: str, text: str) -> bool:
    words = _LEVEL_WORDS.get(level)
    return words is not None and re.search(rf"\b(?:{words})(?:s|'s)?\b", text) is not None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None
