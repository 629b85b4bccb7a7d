"""Degrees: slightly more, far fewer and soared, held against how far apart the figures are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from placewright.core.said import worded
from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.pairs import compared_pairs, is_change, transformation
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
    meet,
    pair_about,
)
from placewright.records.claim import Claim
from placewright.records.verdict import ClaimResult, FigureResult, Verdict

_LITTLE = r"hardly|barely|scarcely|only just|just|a little|a touch|a shade|slightly|marginally|fractionally"
_GREAT = (
    r"far|much|vastly|hugely|massively|considerably|significantly|substantially|markedly|dramatically|enormously|"
    r"a great deal|a lot|way"
)
_SIDE = comparing(
    r"more|higher|greater|larger|bigger|longer|dearer|faster|fewer|less|lower|smaller|shorter|cheaper|slower"
)
_THAN = rf"(?:{_SIDE})\b(?: (?!than\b)[\w'’-]+){{0,4}}(?: \(■+\))? than\b"
_COMPARED = re.compile(
    rf"\b(?:(?P<little>{_LITTLE})|(?P<great>{_GREAT})) (?:{_THAN}|(?:above|below|ahead of|behind)\b)", re.IGNORECASE
)
_LAST = re.compile(rf", (?:(?P<little>{_LITTLE})|(?P<great>{_GREAT})) (?:{_SIDE})(?=[.;,:])", re.IGNORECASE)
_A_LITTLE = r"slightly|a little|a touch|marginally|fractionally|barely|hardly|edged|crept|inched"
_A_LOT = (
    r"sharply|steeply|dramatically|hugely|massively|enormously|soared|surged|rocketed|leapt|plunged|plummeted|collapsed|"
    r"tumbled|mushroomed|ballooned"
)
_MOVED = re.compile(
    rf"\b(?:(?P<little>{_A_LITTLE})|(?P<great>{_A_LOT}))\b(?: [\w'’-]+){{0,4}}? (?P<by>from|by) (?:about )?(?=■)",
    re.IGNORECASE,
)
_TO = re.compile(r" to (?:about |only |just )?$")
_BY_NO_MORE, _BY_NO_LESS = 0.15, 0.05
"""What counts as little and as much, as a part of the greater: between the two either word may be used."""

_SURE = (
    r"certainly|undoubtedly|undeniably|unquestionably|indisputably|definitely|conclusively|demonstrably|clearly|plainly|"
    r"evidently|unmistakably|proven|proves?"
)
_SURELY = LatePattern(
    rf"\b(?:{_SURE}|(?:without|beyond|no) (?:a |any |all |reasonable )*(?:doubt|question)|for certain|for sure)\b"
    r"(?! (?:be|whether)\b)",
    re.IGNORECASE,
)
WORDS = frozenset(re.findall(r"[a-z]+", "|".join((_LITTLE, _GREAT, _A_LITTLE, _A_LOT, _SURE)))) | {"doubt", "question"}
WORDS |= {"certain", "sure", "prove"}
WORDS -= {"a", "only", "s"}
"""The words of which one stands in every sentence that this module judges."""


def by_degrees(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    """`{{ a }}, hardly fewer than in England ({{ b }})`, a third less; `fell slightly from {{ a }} to {{ b }}`."""
    if len(printed) > 1:
        for match in _COMPARED.finditer(words):
            yield from _judged(words, match, pair_about(words, printed, match.end()))
        for match in _LAST.finditer(words):
            before = [one for one in printed if one.end <= match.start()][-2:]
            if len(before) == 2 and before[0].key == before[1].key:
                yield from _judged(words, match, (before[1], before[0]))
    for match in _MOVED.finditer(words):
        yield from _movement(words, match, printed)


def untold_degrees(
    words: str, claim: Claim, figures: Mapping[str, FigureResult], printed: Sequence[Printed]
) -> Iterator[Fault]:
    """`slightly more than in England`, where the figure of England is tested and not printed."""
    pairs = [pair for pair in compared_pairs(claim, figures) if pair.one.origin == pair.other.origin]
    pairs = [pair for pair in pairs if pair.one.as_ == pair.other.as_]
    for match in _COMPARED.finditer(words):
        behind = words[match.end() : match.end() + 40]
        named = [pair for pair in pairs if pair.other.place_name in behind] or pairs
        if len(named) == 1 and pair_about(words, printed, match.end()) is None:
            own, other = (Printed(0, 0, one, without_sign=False) for one in (named[0].one, named[0].other))
            yield from _judged(words, match, (own, other))


def surely(words: str, result: ClaimResult) -> Iterator[Fault]:
    """`certainly grew`, of what the figures cannot tell."""
    if result.verdict is not Verdict.CANNOT_TELL:
        return
    for match in _SURELY.finditer(words):
        if not is_negated(words[clause_start(words, match.start()) : match.start()]):
            what = worded("the figures cannot tell whether it is so")
            yield match.start(), match.end(), what, worded("Leave the word out, and say that it cannot be told.")


def _judged(words: str, match: re.Match[str], pair: tuple[Printed, Printed] | None) -> Iterator[Fault]:
    if pair is None or is_negated(words[clause_start(words, match.start()) : match.start()]):
        return
    own, other = pair
    is_sure = (match["great"] or "").lower() != "significantly" or not meet(own, other)
    if not is_sure or (_is_far(own, other) if match["little"] is not None else _is_near(own, other)):
        yield match.start(), match.end(), figures_are(own, other), MEND


def _movement(words: str, match: re.Match[str], printed: Sequence[Printed]) -> Iterator[Fault]:
    at = next((number for number, one in enumerate(printed) if one.start == match.end()), None)
    if at is None or is_negated(words[clause_start(words, match.start()) : match.start()]):
        return
    one, after = printed[at], (*printed, None)[at + 1]
    if match["by"].lower() == "by":
        if one.figure.unit != "%" or not is_change(one.figure) or transformation(one.figure) == "growth-per-year":
            return
        part = abs(one.value) / 100
        if part > _BY_NO_MORE if match["little"] is not None else part < _BY_NO_LESS:
            yield match.start(), one.end, figure_is(one), MEND
    elif after is not None and after.key == one.key and after.figure.place == one.figure.place:
        if _TO.search(words[: after.start]) is None:
            return
        if _is_far(one, after) if match["little"] is not None else _is_near(one, after):
            yield match.start(), after.end, from_to(one.figure, after.figure), MEND


def _is_far(one: Printed, other: Printed) -> bool:
    """Whether two figures are too far apart for a word such as slightly, and their intervals do not meet."""
    if one.figure.unit == "%" and abs(one.value - other.value) <= 1:
        return False  # a percentage point at most, as between two rates of growth
    return differ(one, other, _BY_NO_MORE)


def _is_near(one: Printed, other: Printed) -> bool:
    """Whether two figures are too near for a word such as far; of shares, what they leave out is near as well."""
    values = one.value, other.value
    if _apart(*values) >= _BY_NO_LESS:
        return False
    is_share = one.figure.unit == "%" and not one.is_signed and all(0 <= value <= 100 for value in values)
    return not is_share or _apart(100 - values[0], 100 - values[1]) < 2 * _BY_NO_LESS


def _apart(one: float, other: float) -> float:
    return abs(one - other) / max(abs(one), abs(other), 1e-9)
