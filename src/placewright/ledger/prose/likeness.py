"""Likeness: `as many as`, `on a par with`, `unchanged` and `neither has more`, held against the figures beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.printed import (
    MEND,
    Fault,
    Printed,
    clause_start,
    differ,
    figure_is,
    figures_are,
    from_to,
    is_negated,
    pair_about,
)

_MORE = comparing(r"more|higher|greater|larger|bigger|longer|commoner|dearer")
_LESS = comparing(r"fewer|less|lower|smaller|shorter|scarcer|rarer|sparser|cheaper")
_AS = re.compile(
    r"\b(?:as|so) (?:(?P<much>many|much|high|large|big|great|long)|few|little|low|small|short)\b[^.;]{0,70}? as\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"(?:\b(?:not|nowhere near|nothing like|far from|never)|n['’]t) (?:quite |nearly |by far )?$", re.I
)
_TIMES = re.compile(r"\b(?:times|twice|half|double|thirds?|quarters?|fifths?|least|or|just) $", re.IGNORECASE)
_ALIKE = re.compile(
    r"\b(?:(?P<strict>on a par with|(?<!about )(?<!nearly )(?<!almost )level with|the same as|equals?|equal to|"
    r"identical to|no different from|matche[sd])|in line with|about level with|nearly level with|almost level with|"
    r"similar to|close to|comparable (?:to|with))\b",
    re.IGNORECASE,
)
_NO_LESS = re.compile(rf"\bno (?:(?P<less>{_LESS})|(?:{_MORE}))\b(?:(?! than\b)[^.;]){{0,80}} than\b", re.IGNORECASE)
_NEITHER = re.compile(
    rf"\b(?:neither|none of)\b(?P<own>[^.;]{{0,120}}?)\b(?:(?P<more>{_MORE})|(?:{_LESS}))\b[^.;]{{0,60}}? than\b",
    re.IGNORECASE,
)
_APART = re.compile(
    rf"(?<!or )\b(?:(?P<more>{_MORE})|(?:{_LESS}))\b"
    r"(?P<own>(?! or (?:more|less|fewer))(?:(?! than\b)[^.;]){4,90}) than\b"
    r"(?! (?:half|twice|a |one |two|three|four|five|six|seven|eight|nine|ten))",
    re.IGNORECASE,
)
_AVERAGE = re.compile(
    rf"\b(?:(?P<more>{_MORE}|above)|(?:{_LESS}|below))(?:[- ]than)?[- ]average\b[^.;■]{{0,40}}■", re.IGNORECASE
)
_STEADY = re.compile(
    r"\b(?:(?:held|stayed|remained|been|kept|is|was|stands?|stood) (?:broadly |largely |roughly |more or less )?"
    r"(?:steady|stable|flat|unchanged|level|constant|the same)|(?:hardly|barely|scarcely) (?:moved|changed)|"
    r"stood still|flatlined|plateaued)\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:(?P<most>majority)|minority)\b(?! (?:of (?:the )?(?:board|partners|members)|vote|groups?))", re.I
)
_STRICT, _LOOSE = 0.05, 0.15
_WORD = re.compile(r"[a-z]+")
_OF_AS = frozenset(_WORD.findall("many much high large big great long few little low small short"))
_OF_ALIKE = frozenset(
    _WORD.findall("par level same equal equals identical different matches matched line similar close comparable")
)
_OF_STEADY = frozenset(
    _WORD.findall("steady stable flat unchanged constant level same hardly barely scarcely still flatlined plateaued")
)
_OF_THAN = frozenset({"than", "average", "neither", "none"})
_OF_PARTY = frozenset({"majority", "minority"})
WORDS = _OF_ALIKE | _OF_STEADY | _OF_THAN | _OF_PARTY | {"as"}
"""The words of which one stands in every sentence that this module judges."""


def unlike(words: str, printed: Sequence[Printed], vocabulary: frozenset[str]) -> Iterator[Fault]:
    """Words of likeness, and comparisons wider apart, that the figures beside them deny."""
    if not vocabulary.isdisjoint(_OF_PARTY):
        for match in _PARTY.finditer(words):
            yield from _party(words, match, printed)
    if len(printed) < 2:
        return
    if "as" in vocabulary and not vocabulary.isdisjoint(_OF_AS):
        yield from _as_many(words, printed)
    if not vocabulary.isdisjoint(_OF_ALIKE):
        yield from _on_a_par(words, printed)
    if not vocabulary.isdisjoint(_OF_STEADY):
        yield from _steady(words, printed)
    if not vocabulary.isdisjoint(_OF_THAN):
        yield from _neither(words, printed)
        yield from _far_apart(words, printed)
        if "no" in vocabulary:
            yield from _no_less(words, printed)


def _party(words: str, match: re.Match[str], printed: Sequence[Printed]) -> Iterator[Fault]:
    one = next((one for one in printed if one.start >= match.end()), None)
    if one is None or one.figure.unit != "%" or re.search(r"[.;]", words[match.end() : one.start]):
        return
    if one.start - match.end() <= 60 and one.key[1] in ("", "value") and (one.value >= 50) != bool(match["most"]):
        yield match.start(), match.end(), figure_is(one), MEND


def _as_many(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    for match in _AS.finditer(words):
        before = words[max(0, match.start() - 30) : match.start()]
        pair = pair_about(words, printed, match.end())
        if pair is None or _TIMES.search(before) or re.match(r"[^.;■]{0,40}\bif not\b", words[match.end() :]):
            continue
        own, other = pair
        if _NOT_SO.search(before):
            says_less = match["much"] is not None
            is_wrong = own.value >= other.value if says_less else own.value <= other.value
        else:
            is_wrong = differ(own, other, _STRICT)
        if is_wrong:
            yield match.start(), match.end(), figures_are(own, other), MEND


def _on_a_par(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    for match in _ALIKE.finditer(words):
        pair = pair_about(words, printed, match.end())
        if pair is None or is_negated(words[clause_start(words, match.start()) : match.start()]):
            continue
        if differ(*pair, _STRICT if match["strict"] else _LOOSE):
            yield match.start(), match.end(), figures_are(*pair), MEND


def _no_less(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    for match in _NO_LESS.finditer(words):
        pair = pair_about(words, printed, match.end())
        if pair is not None and (pair[0].value < pair[1].value if match["less"] else pair[0].value > pair[1].value):
            yield match.start(), match.end(), figures_are(*pair), MEND


def _neither(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    for match in _NEITHER.finditer(words):
        other = next((one for one in printed if one.start >= match.end()), None)
        if other is None or other.start - match.end() > 60:
            continue
        for own in printed:
            is_said = match.start("own") <= own.start < match.end("own") and own.key == other.key
            if is_said and (own.value > other.value if match["more"] else own.value < other.value):
                yield match.start(), match.end(), figures_are(own, other), MEND
                return


def _far_apart(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    """`Fewer schools are good here ({{ a }}) than in England ({{ b }})`."""
    for match in _APART.finditer(words):
        inside = [one for one in printed if match.start("own") <= one.start < match.end("own")]
        other = next((one for one in printed if one.start >= match.end()), None)
        # a figure in brackets right behind the word is another reader's
        if match["own"].startswith(" (") or other is None or len(inside) != 1 or other.start - match.end() > 50:
            continue
        own = inside[0]
        before = words[clause_start(words, match.start()) : match.start()]
        if own.key != other.key or own.value == other.value or is_negated(before):
            continue
        if re.search(r"[.;,]", words[match.end() : other.start]) or re.search(r"\bneither\b", before, re.IGNORECASE):
            continue
        if (match["more"] is not None) != (own.value > other.value):
            yield match.start(), match.start() + len(match[0].split()[0]), figures_are(own, other), MEND
    for match in _AVERAGE.finditer(words):
        behind = [one for one in printed if one.start >= match.end() - 1]
        if len(behind) < 2 or behind[0].key != behind[1].key or behind[0].value == behind[1].value:
            continue
        if (match["more"] is not None) != (behind[0].value > behind[1].value):
            yield match.start(), match.end(), figures_are(behind[0], behind[1]), MEND


def _steady(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    for match in _STEADY.finditer(words):
        if is_negated(words[clause_start(words, match.start()) : match.start()]):
            continue
        for one, other in pairwise(printed):
            is_series = one.key == other.key and one.figure.place == other.figure.place
            near_enough = min(abs(one.start - match.end()), abs(match.start() - other.end)) < 80
            if is_series and near_enough and one.figure.period != other.figure.period and differ(one, other, 0.1):
                yield match.start(), match.end(), from_to(one.figure, other.figure), MEND
                return
