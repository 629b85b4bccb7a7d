"""Steepness: a steeper loss or a slower rise than another, held against how large the two changes are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from placewright.ledger.prose.comparatives import comparing
from placewright.ledger.prose.directions import FALLS, RISES
from placewright.ledger.prose.printed import MEND, Fault, Printed, clause_start, figures_are, is_negated

_MORE = r"steeper|sharper|deeper|heavier|quicker|faster|bigger|larger|greater"
_LESS = r"gentler|milder|shallower|lighter|slower|smaller|lesser"
_STEEPER = re.compile(
    rf"\b(?:(?P<more>{comparing(_MORE)})|(?:{_LESS})) (?:[\w-]+ )?(?:{RISES}|{FALLS})"
    r"(?: of (?:about |only |just |some |nearly )?(?=■)|(?P<than> than [^.;,■]{0,40}?\(?)(?=■))",
    re.IGNORECASE,
)
WORDS = frozenset(f"{_MORE}|{_LESS}".split("|"))
"""The words of which one stands in every sentence that this module judges."""


def steeper(words: str, printed: Sequence[Printed]) -> Iterator[Fault]:
    """`fell by {{ a }}; England saw a steeper loss of {{ b }}` and `a steeper loss than England's ({{ b }})`."""
    for match in _STEEPER.finditer(words):
        behind = next((one for one in printed if one.start >= match.end()), None)
        if behind is None or is_negated(words[clause_start(words, match.start()) : match.start()]):
            continue
        alike = [one for one in printed if one.end <= match.start() and one.key == behind.key and one.is_signed]
        if not alike or alike[-1].value * behind.value <= 0:
            continue
        own, other = (alike[-1], behind) if match["than"] is not None else (behind, alike[-1])
        if own.value != other.value and (match["more"] is not None) != (abs(own.value) > abs(other.value)):
            yield match.start(), match.end(), figures_are(own, other), MEND
