"""Chained vintages: growth computed across two releases of one series, which is revision and not growth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from placewright.core.said import all_words, worded
from placewright.ledger.prose.directions import MOVES
from placewright.ledger.prose.growth_words import says_growth
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, claim_place, finder
from placewright.ledger.prose.pairs import OVER_TIME, compared_pairs, transformation
from placewright.records.stated import Stated
from placewright.records.verdict import FigureResult

RULE = "chained-vintages"
_find = finder(RULE)

_FROM_TO = re.compile(r"\b(?:from|since|up|compared with|against|then|now|a year|annually|per year)\b", re.IGNORECASE)
_SAYS_SO = re.compile(r"\b(?:revis(?:ed|ion|ions)|vintage|re-?based|not compar)", re.IGNORECASE)
_NAMES_THEM = re.compile(r"\b(?:release|as (?:then )?published)\b", re.IGNORECASE)
"""Words that only name the releases: growth between two of them is none for all that."""

_FIX = worded("Take both from one release; what lies between two releases is revision.")


def check(material: Material) -> Iterator[ProseIssue]:
    """Two quoted values of different vintage in a sentence of growth, and figures of a claim from two releases."""
    for sentence in material.sentences:
        yield from _quoted(sentence, material)
    for claim, result, text in material.claimed():
        pairs = [(pair.one, pair.other, pair.how) for pair in compared_pairs(claim, result.figures)]
        if says_growth(text):
            pairs += [
                (one, other, worded("the sentence speaks of growth between"))
                for one, other in _over_time(result.figures.values())
            ]
        told: set[tuple[str, str]] = set()
        for one, other, how in pairs:
            key = (min(one.name, other.name), max(one.name, other.name))
            releases = _two_releases(one, other, material)
            if releases and key not in told:
                told.add(key)
                what = worded(
                    "'%(name)s' is from %(releases)s, '%(name_2)s' from %(releases_2)s, and %(how)s them.",
                    name=one.name,
                    releases=releases[0],
                    name_2=other.name,
                    releases_2=releases[1],
                    how=how,
                )
                yield _find(*claim_place(claim.id), what, _FIX)
    for kind, records in (("finding", material.authored.findings), ("event", material.authored.events)):
        for id, record in records.items():
            yield from _in_record(f"{kind}:{id}", f"{kind}s/{id}.md", record.text, record.figures)


def _quoted(sentence: Sentence, material: Material) -> Iterator[ProseIssue]:
    stated = [(span.number, material.stated(span.number)) for span in sentence.spans if not span.number.part]
    dated = [(number, one) for number, one in stated if one is not None and one.vintage]
    for at, (first, one) in enumerate(dated):
        for second, other in dated[at + 1 :]:
            if _clash(one, other) and _compares(sentence.words):
                yield _find(
                    sentence.record,
                    sentence.where,
                    worded(
                        "'%(first)s' is as published in %(one)s, '%(second)s' as in %(other)s, and the sentence "
                        "compares them.",
                        first=first.text,
                        one=one.vintage,
                        second=second.text,
                        other=other.vintage,
                    ),
                    _FIX,
                )
                return


def _in_record(record: str, where: str, text: str, figures: Mapping[str, Stated]) -> Iterator[ProseIssue]:
    values = [one for one in figures.values() if one.vintage]
    growing = any(says_growth(name) or "growth" in name for name in figures)
    vintages = {one.vintage for one in values}
    units = {one.unit for one in values}
    if (
        len(vintages) > 1
        and len(units) == 1
        and (growing or says_growth(text))
        and not (_SAYS_SO.search(text) or _NAMES_THEM.search(text))
    ):
        what = worded(
            "It gives growth between values as published in %(vintages)s.", vintages=all_words(sorted(vintages))
        )
        yield _find(record, where, what, _FIX)


def _clash(one: Stated, other: Stated) -> bool:
    return one.vintage != other.vintage and one.unit == other.unit and one.period != other.period


def _compares(words: str) -> bool:
    if _SAYS_SO.search(words):
        return False
    if says_growth(words) or MOVES.search(words):
        return True
    return _FROM_TO.search(words) is not None and not _NAMES_THEM.search(words)


def _over_time(figures: Iterable[FigureResult]) -> Iterator[tuple[FigureResult, FigureResult]]:
    values = [one for one in figures if transformation(one) not in OVER_TIME]
    for at, one in enumerate(values):
        for other in values[at + 1 :]:
            if one.place == other.place and one.unit == other.unit and one.period != other.period:
                yield one, other


def _two_releases(one: FigureResult, other: FigureResult, material: Material) -> tuple[str, str] | None:
    """The two datasets of one series that the figures rest on, where neither rests on the other's."""
    for first in one.datasets:
        for second in other.datasets:
            if first in other.datasets or second in one.datasets or first == second:
                continue
            if material.series_of(first) == material.series_of(second):
                return first, second
    return None
