"""Doers: who a sentence says did it, and what came about, where a figure's indicator counts others or what there is."""

from __future__ import annotations

import re

from placewright.core.said import worded
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, Sentence, Span
from placewright.ledger.prose.meanings import (
    AS_DEFINED,
    Fault,
    counts_what_came,
    is_plural_count,
    values_defined,
    words_of,
)
from placewright.ledger.prose.pairs import is_plain_value
from placewright.records.indicator import Indicator
from placewright.records.verdict import FigureResult

_FIRMS = r"firms|business(?:es)?|compan(?:y|ies)|employers|enterprises|developers|builders|investors|entrepreneurs"
_PAID = r"invest(?:s|ed)?|puts?|spen[dt]s?|plough(?:s|ed)?|pour(?:s|ed)?|pump(?:s|ed)?|plunged|sank"
_PAYING = LatePattern(
    rf"\b(?:{_FIRMS})(?: (?:in|of|across|here|alone)(?: [\w'’-]+){{0,3}}?)? (?:ha(?:ve|s|d) )?(?:{_PAID})"
    r"(?: [\w'’-]+){0,3}? ?$|"
    rf"\bbusiness investment\b|\binvest(?:ed|ment) (?:by|of) (?:{_FIRMS})\b",
    re.IGNORECASE,
)
"""Firms who pay for something, where everybody's outlay is counted, that of public bodies too."""
_OF_FIRMS = LatePattern(r"business|firm|compan|employer|enterprise|organisation|private", re.IGNORECASE)
_ONE_OF_SEVERAL = LatePattern(
    r"\b[Tt]he (?P<one>(?:University|College|Hospital|Airport) of (?:[A-Z]\w+ ?)+|university|college)\b"
)
"""A single body by its name, of a figure of all that are of its kind."""
_SEVERAL = {"u": LatePattern(r"\buniversities\b", re.I), "c": LatePattern(r"\bcolleges\b", re.I)}
_CREATED = LatePattern(
    r"\b(?:gained|gains|added|adds|created|creates|lost|loses|shed|started|starts|opened|founded|set up|launched|"
    r"built|attracted|recruited|hired|drew in|brought in) (?:about |over |some |all of |as many as )?$",
    re.IGNORECASE,
)
"""What came about in a time, said of what there is at one."""
_OF_GROWTH = LatePattern(r"\b(?:grown|grew|growth|changed?|increased?|rise)\b", re.IGNORECASE)
_NUMBER_OF = LatePattern(
    r"\bnumber of (?:(?!than\b)[\w'’-]+ ){1,5}?(?:rose|rises|risen|fell|falls|fallen|grew|grown|dropped|climbed|"
    r"declined|increased|decreased|was|is|stood|stands|reached|went)\b[^.;:,■]{0,24}$",
    re.IGNORECASE,
)
_SAME = LatePattern(
    r"\b(?:the|these|those) (?:very )?same (?:firms|business(?:es)?|companies|enterprises|starters|start-ups|"
    r"cohort|births|group)\b",
    re.IGNORECASE,
)
_COHORT = LatePattern(r"\bborn in a year\b", re.IGNORECASE)
_WORDS = frozenset(
    re.findall(
        r"[a-z]+",
        "firms business businesses company companies employers enterprises developers builders investors "
        "entrepreneurs university college same number gained gains added adds created creates lost loses shed started "
        "starts opened founded set launched built attracted recruited hired drew brought",
    )
)
"""The words of which one stands in every sentence that this module judges."""


def done_otherwise(sentence: Sentence, material: Material) -> Fault | None:
    """What a sentence says of who did it and of what came about, against what its figures count."""
    if sentence.vocabulary.isdisjoint(_WORDS):
        return None
    for span, figure, definition in values_defined(sentence, material):
        fault = (
            _of_others(sentence, span, definition)
            or _of_one(sentence, definition)
            or _as_created(sentence, span, figure, definition)
            or _as_a_number(sentence, span, definition)
            or _of_the_same(sentence, span, figure, definition, material)
        )
        if fault is not None:
            return fault
    return None


def _before(sentence: Sentence, span: Span) -> str:
    """The words before a figure, from the last stop on, without the word that says it is about so much."""
    start = max(sentence.words.rfind(stop, 0, span.start) for stop in (". ", "; ", ": ", ", "))
    return sentence.words[start + 1 if start >= 0 else 0 : span.start]


def _of_others(sentence: Sentence, span: Span, definition: Indicator) -> Fault | None:
    """`Firms invested {{ formation }}`, of what everybody put into buildings."""
    match = _PAYING.search(_before(sentence, span))
    if match is None or _OF_FIRMS.search(words_of(definition)):
        return None
    return match, worded("the indicator '%(name)s' is not of firms alone", name=definition.short_name), AS_DEFINED


def _of_one(sentence: Sentence, definition: Indicator) -> Fault | None:
    """`The University of Hertfordshire won {{ income }}`, of all universities of the county."""
    match = _ONE_OF_SEVERAL.search(sentence.words)
    if match is None:
        return None
    several = _SEVERAL.get(match["one"][0].lower())
    meant = several.search(words_of(definition)) if several is not None else None
    if several is None or meant is None or several.search(sentence.words):
        return None
    return match, worded("the indicator is of '%(word)s'", word=meant[0]), AS_DEFINED


def _as_created(sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator) -> Fault | None:
    """`In 2022 it created {{ jobs }} jobs`, of all jobs that there were."""
    match = _CREATED.search(_before(sentence, span))
    if match is None or not is_plain_value(figure) or counts_what_came(definition):
        return None
    if not is_plural_count(definition.unit) or figure.from_period or ".." in figure.period:
        return None
    what = worded("it is how many there were, and not how many came or went")
    return match, what, worded("Say how many there were, or take a figure of the change.")


def _as_a_number(sentence: Sentence, span: Span, definition: Indicator) -> Fault | None:
    """`The number of people in work rose to {{ rate }}`, of a share."""
    match = _NUMBER_OF.search(_before(sentence, span))
    unit = definition.unit
    if match is None or not (unit in ("%", "ratio") or unit.startswith(("index ", "per ", "GBP/"))):
        return None
    if unit == "%" and match[0].rstrip().endswith("by") and _OF_GROWTH.search(words_of(definition)):
        return None  # by how many per cent their number grew
    return match, worded("it is in %(unit)s, and no number of them", unit=unit), AS_DEFINED


def _of_the_same(
    sentence: Sentence, span: Span, figure: FigureResult, definition: Indicator, material: Material
) -> Fault | None:
    """`A year on {{ survival-4 }} of the same firms`, of those born in another year."""
    match = _SAME.search(sentence.words)
    if match is None or _COHORT.search(definition.definition) is None:
        return None
    if re.search(r"\b(?:not|never|no longer)(?: [\w'’-]+){0,2} $", sentence.words[: match.start()]):
        return None
    for id in sentence.printed_claims:
        for other in material.figures_of(id).values():
            known = material.definition(other)
            is_cohort = known is not None and _COHORT.search(known.definition) is not None
            if is_cohort and other.place == figure.place and other.period != figure.period:
                label = worded("those of %(one)s were born in another year", one=other.period_label or other.period)
                return match, label, worded("Say of which year each is.")
    return None
