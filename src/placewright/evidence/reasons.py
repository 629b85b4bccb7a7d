"""Why a figure is missing, where making it found that: kept in the evidence in English, said to readers in theirs."""

from __future__ import annotations

from placewright.core.words import gettext, marked

REASONS = (
    "",
    marked("not every part is published"),
    marked("a part is published more than once for the period"),
    marked("the denominator is zero"),
)
"""What is found of a quotient's parts, in the order of their codes."""

LACKING, REPEATED, NO_DIVISOR = 1, 2, 3

NOT_OF_LISTS = marked("a median, rank or index of several places cannot be made from theirs")

_OURS = frozenset((*REASONS, NOT_OF_LISTS))


def caveat_in_words(caveat: str) -> str:
    """A caveat as it is shown: a reason of ours in the language that is spoken, a publisher's words as they stand."""
    return gettext(caveat) if caveat in _OURS else caveat
