"""Joins: words that do not fit the number printed behind or before them, as `in 30 September 2023` or `1 homes`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from placewright.core.errors import PlacewrightError
from placewright.core.issues import Severity
from placewright.core.periods import Day, RollingYear, parse_period
from placewright.core.said import worded
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.material import Material, ProseIssue, Sentence, Span, excerpt, finder
from placewright.records.verdict import FigureResult

RULE = "misjoined-number"
_find = finder(RULE)

Join = tuple[int, int, str]
"""Where the words stand that do not fit, and what fits."""

_IN_OR_ON = LatePattern(r"\b(?P<word>in|on|during)(?P<the> the)? $", re.IGNORECASE)
_APPROXIMATELY = LatePattern(
    r"\b(?:about|around|approximately|roughly|circa|some|nearly|almost|just (?:over|under)|the|exactly|precisely) $",
    re.IGNORECASE,
)
_FELL_BY = LatePattern(
    r"\b(?:fell|falls|fallen|falling|shrank|shrunk|dropped|declined|decreased|narrowed|lost|down|below|short of|behind|"
    r"less|lower|fewer|smaller|fall|drop|loss|decline|decrease) (?:by|of) (?:about |only |just )?$",
    re.IGNORECASE,
)
_ARTICLE = LatePattern(r"\b(?P<article>an?) $", re.IGNORECASE)
_VOWEL = LatePattern(r"(?:8|11(?!\d)|18(?!\d)|11,|18,)")
"""Numbers that are spoken with a vowel first: eight, eleven, eighteen."""
_PLURAL = LatePattern(
    r"^ (?:more |fewer |new |other |extra |small )?(?P<noun>neighbourhoods|homes|jobs|people|residents|firms|"
    r"businesses|"
    r"companies|districts|counties|areas|places|years|schools|employees|applications|points)\b",
    re.IGNORECASE,
)
_UNIT_TWICE: tuple[tuple[LatePattern, LatePattern], ...] = (
    (LatePattern(r"points$"), LatePattern(r"^ (?:(?:percentage|index) )?points?\b")),
    (LatePattern(r"years$"), LatePattern(r"^ years?\b(?!['’])")),
    (LatePattern(r"m²$"), LatePattern(r"^ (?:m²|m2|sq(?:uare)? ?m(?:et(?:re|er)s)?|thousand)\b")),
    (LatePattern(r"Mbit/s$"), LatePattern(r"^ (?:Mbit/?s?|Mbps|megabits?)\b")),
    (LatePattern(r"\d(?:bn|m|k)$| million$"), LatePattern(r"^ ?(?:bn|m|billion|million|thousand)\b")),
    (LatePattern(r"m³$"), LatePattern(r"^ (?:µg|micrograms?)")),
    (LatePattern(r"minutes$"), LatePattern(r"^ minutes?\b")),
)
"""Units that a figure prints, and the same behind it."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Words about printed figures that their kind of period, their sign, unit or number does not fit. It warns."""
    for sentence in material.sentences:
        if sentence.form == "heading":
            continue
        for span in sentence.spans:
            figure = material.figure(span.number)
            if figure is None or figure.is_missing:
                continue
            join = _join(sentence, span, figure)
            if join is not None:
                start, end, fits = join
                what = worded(
                    "'%(words)s' does not read well, in '%(near)s'.",
                    words=sentence.text[start:end].strip(),
                    near=excerpt(sentence.text, start, end),
                )
                fix = worded("Write '%(fits)s'.", fits=fits)
                yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _join(sentence: Sentence, span: Span, figure: FigureResult) -> Join | None:
    if span.number.part in ("period", "from"):
        return _when(sentence, span, figure)
    if span.number.part not in ("", "abs"):
        return None
    return (
        _about_twice(sentence, span)
        or _fell_by_less(sentence, span)
        or _article(sentence, span)
        or _of_one(sentence, span)
        or _unit_twice(sentence, span)
    )


def _when(sentence: Sentence, span: Span, figure: FigureResult) -> Join | None:
    """`in 30 September 2023`, `on 2023`, `in year to September 2023`."""
    match = _IN_OR_ON.search(sentence.words[: span.start])
    if match is None:
        return None
    try:
        period = parse_period(figure.period if span.number.part == "period" else figure.from_period)
    except PlacewrightError:
        return None
    said, number = match[0].strip().lower(), span.number.text
    if isinstance(period, Day):
        fits: tuple[str, ...] = ("on",)
    else:
        fits = ("in the", "during the") if isinstance(period, RollingYear) else ("in", "during")
    return None if said in fits else (match.start(), span.end, f"{fits[0]} {number}")


def _about_twice(sentence: Sentence, span: Span) -> Join | None:
    """`about about £200`, `the about 12th`."""
    text = span.number.text
    match = _APPROXIMATELY.search(sentence.words[: span.start]) if text.startswith("about ") else None
    if match is None:
        return None
    is_named = match[0].strip().lower() == "the"
    return match.start(), span.end, text if not is_named else worded("the figure without 'the'")


def _fell_by_less(sentence: Sentence, span: Span) -> Join | None:
    """`fell by −3%`."""
    text = span.number.text
    bare = re.sub(r"[−-](?=[£€$]?\d)", "", text, count=1)
    match = _FELL_BY.search(sentence.words[: span.start]) if bare != text else None
    return None if match is None else (match.start(), span.end, f"{match[0]}{bare}")


def _article(sentence: Sentence, span: Span) -> Join | None:
    """`a 8%`, `an 12%`."""
    match = _ARTICLE.search(sentence.words[: span.start])
    text = span.number.text
    if match is None or not (text[:1].isdigit() or text.startswith("about ")):
        return None
    is_vowel = text.startswith("about ") or _VOWEL.match(text) is not None
    fits = "an" if is_vowel else "a"
    return None if match["article"].lower() == fits else (match.start(), span.end, f"{fits} {text}")


def _of_one(sentence: Sentence, span: Span) -> Join | None:
    """`1 homes`."""
    match = _PLURAL.match(sentence.words[span.end :]) if span.number.text == "1" else None
    return None if match is None else (span.start, span.end + match.end(), worded("one, and the noun for one"))


def _unit_twice(sentence: Sentence, span: Span) -> Join | None:
    """`2.5 percentage points points`."""
    text = span.number.text
    for own, again in _UNIT_TWICE:
        if own.search(text) and (match := again.match(sentence.words[span.end :])) is not None:
            return span.start, span.end + match.end(), text
    return None
