"""What a claim leaves out of what its figure is of: the full-time jobs, the firms of ten and more, the new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from placewright.core.said import worded
from placewright.ledger.prose.material import Material, Sentence, Span
from placewright.ledger.prose.meanings import values_defined, words_of
from placewright.ledger.prose.pairs import transformation

_KINDS: tuple[tuple[str, str, str], ...] = (
    (worded("full-time jobs alone"), r"^(?!.*part-time).*full-time", r"full[- ]time"),
    (worded("those with ten or more employees alone"), r"with ten or more employees", r"\b(?:ten|10)\b"),
    (worded("those newly born alone"), r"born in a year that", r"born|birth|new|start|found|begun|began|set up|opened"),
    (worded("a share beside another share"), r"location quotient", r"share|concentrat|part|quotient|specialis"),
    (worded("a scale where the United Kingdom is 100"), r"index UK=100", r"\b100\b|index|scale|\bUK\b|United Kingdom"),
    (
        worded("what is left of a peak"),
        r"\bbelow (?:(?:its|their|the) )?(?:peak|highest year)\b",
        r"peak|highest|high point|height|most",
    ),
    (worded("passes by the age of 19"), r"\bby age 19\b", r"\b19\b|nineteen"),
)
"""What indicators are of that is less than it seems, by their own words, with the words that tell it to a reader."""

_PATTERNS = tuple((what, re.compile(own, re.I), re.compile(said, re.I)) for what, own, said in _KINDS)


def left_out(sentence: Sentence, material: Material) -> Iterator[tuple[Span, str]]:
    """The first figure of a claim's sentence that is of less than the claim says anywhere, and of what it is."""
    if sentence.form != "claim":
        return
    text = material.text_of(sentence.claim)
    for span, figure, definition in values_defined(sentence, material):
        if transformation(figure) not in ("", "value", "change"):
            continue
        for what, said in _told_by(f"{definition.id.replace('-', ' ')}. {words_of(definition)} {definition.unit}"):
            if said.search(text) is None:
                yield span, what
                return


@lru_cache(maxsize=500)
def _told_by(own: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((what, said) for what, pattern, said in _PATTERNS if pattern.search(own))
