"""Differences of two texts word by word, and how much two texts are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|[^\W\d]+(?:['’-][^\W\d]+)*|[^\w\s]|\w", re.UNICODE)
_LONG = 4_000
"""Letters: two texts longer than this are compared by their words alone."""


class Fate(StrEnum):
    """What became of a stretch of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that stand in both texts, in the first alone, or in the second alone."""

    fate: Fate
    text: str


def words_of(text: str) -> list[str]:
    """The text in words, numbers, signs and the spaces between them; joined again they are the text.

    >>> words_of("Rose to 40.1, fast")
    ['Rose', ' ', 'to', ' ', '40.1', ',', ' ', 'fast']
    """
    return _TOKEN.findall(text)


def word_differences(before: str, after: str) -> tuple[Stretch, ...]:
    """How one text becomes the other, whole words at a time; what is removed stands before what is added there.

    >>> [f"{one.fate}: {one.text}" for one in word_differences("It rose.", "It fell.")]
    ['kept: It ', 'removed: rose', 'added: fell', 'kept: .']
    """
    return stretches(words_of(before), words_of(after))


def stretches(before: Sequence[str], after: Sequence[str]) -> tuple[Stretch, ...]:
    """The same for texts that are cut already; a lone space between two changes is changed with them."""
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        follows_change = bool(found) and found[-1][0] != found[-1][1]
        is_between = kind == "equal" and old.isspace() and b < len(before) and d < len(after)
        if follows_change and (is_between or kind != "equal"):
            found[-1] = (found[-1][0] + old, found[-1][1] + new)
        else:
            found.append((old, new))
    return tuple(_in_order(found))


def likeness(one: str, other: str) -> float:
    """How much two texts are alike, from 0 to 1: the share of their words that stand in both in the same order."""
    if one == other:
        return 1.0
    first, second = [[word for word in words_of(text) if not word.isspace()] for text in (one, other)]
    matcher = SequenceMatcher(None, first, second, autojunk=len(one) + len(other) > _LONG)
    return matcher.ratio()


def most_alike(text: str, others: Iterable[str], *, least: float) -> int | None:
    """Which of the others is most like the text; None where none is as much alike as `least`."""
    best, found = least, None
    wanted = [word for word in words_of(text) if not word.isspace()]
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(wanted)
    for at, other in enumerate(others):
        matcher.set_seq1([word for word in words_of(other) if not word.isspace()])
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (ratio == best and found is None):
            best, found = ratio, at
    return found


def _in_order(pairs: Iterable[tuple[str, str]]) -> Iterable[Stretch]:
    for old, new in pairs:
        if old == new:
            yield Stretch(Fate.KEPT, old)
            continue
        if old:
            yield Stretch(Fate.REMOVED, old)
        if new:
            yield Stretch(Fate.ADDED, new)
