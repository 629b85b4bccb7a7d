"""Differences of two texts word by word, and how much two texts are alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from enum import StrEnum
from itertools import accumulate
from typing import TypeVar

from placewright.core.late_dataclass import dataclass

Item = TypeVar("Item")
Known = TypeVar("Known", bound=Hashable)

_TOKEN = re.compile(r"\s+|\d+(?:[.,]\d+)*|[^\W\d]+(?:['’-][^\W\d]+)*|[^\w\s]|\w", re.UNICODE)
_LONG = 4_000
"""Letters: two texts longer than this are compared by their words alone."""
_SHORT, _ONE = 60, 0.75
"""Letters: of titles and the like so short, one that shares so much of its letters is the same, changed."""
_LEAST_STEM, _STEM = 4, 0.6
"""How many letters, and what part of a word, must be alike for two words to be told apart by their endings alone."""
_MOST_PAIRS = 30_000_000
"""Equal pairs of words that one comparison looks at, some two seconds: a few words over and over make billions."""
_LOOKED_AHEAD = 40
"""How many items further one is looked for that reads alike."""


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
    """The same for texts that are cut already; a lone space between two changes is changed with them.

    Where the two repeat themselves so much that comparing them all would take minutes, what is left of them is removed
    and added as a whole.
    """
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in BoundedMatcher(before, after).get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        follows_change = bool(found) and found[-1][0] != found[-1][1]
        is_between = kind == "equal" and old.isspace() and b < len(before) and d < len(after)
        if follows_change and (is_between or kind != "equal"):
            found[-1] = (found[-1][0] + old, found[-1][1] + new)
        else:
            found.append((old, new))
    return tuple(_in_order(found))


def likeness(one: str, other: str) -> float:
    """How much two texts are alike, from 0 to 1: the share of their words that stand in both in the same order.

    Of short ones, such as titles, the share of letters counts where that is large.

    >>> likeness("Priorities", "Priority") > 0.75, likeness("It rose.", "We grow.") < 0.75
    (True, True)
    """
    if one == other:
        return 1.0
    if max(len(one), len(other)) <= _SHORT:
        letters = SequenceMatcher(None, one, other, autojunk=False).ratio()
        if letters >= _ONE:
            return letters
    first, second = [[word for word in words_of(text) if not word.isspace()] for text in (one, other)]
    matcher = BoundedMatcher(first, second, autojunk=len(one) + len(other) > _LONG)
    return matcher.ratio()


def aligned(
    old: Sequence[Item],
    new: Sequence[Item],
    *,
    key: Callable[[Item], Hashable],
    text: Callable[[Item], str],
    least: float,
    kind: Callable[[Item], object] = lambda item: None,
) -> Iterator[tuple[Item | None, Item | None]]:
    """The items of two sequences side by side, without crossing; one that stands on one side alone beside None.

    Args:
        old: the earlier ones.
        new: the later ones.
        key: equal for items that are the same.
        text: the words by which items are alike.
        least: how much alike two must be to stand side by side.
        kind: equal for items that may stand side by side.

    >>> words = ["We grow.", "It rains a lot here."], ["We grow.", "It rains much here."]
    >>> len(list(aligned(*words, key=str, text=str, least=0.5)))
    2
    """
    matcher = BoundedMatcher([key(one) for one in old], [key(one) for one in new])
    for how, a, b, c, d in matcher.get_opcodes():
        if how == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
            continue
        at = c
        for mine in old[a:b]:
            ahead = range(at, min(d, at + _LOOKED_AHEAD))
            wanted, what = text(mine), kind(mine)
            match = next((n for n in ahead if kind(new[n]) == what and likeness(wanted, text(new[n])) >= least), None)
            if match is None:
                yield mine, None
                continue
            yield from ((None, one) for one in new[at:match])
            yield mine, new[match]
            at = match + 1
        yield from ((None, one) for one in new[at:d])


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


def ending_apart(before: str, after: str) -> tuple[str, str, str]:
    """What two words begin with alike, and what is left of each; nothing alike where they are not nearly one word.

    >>> ending_apart("challenge", "challenges"), ending_apart("40.1", "40.3")
    (('challenge', '', 's'), ('', '40.1', '40.3'))
    """
    pairs = enumerate(zip(before, after, strict=False))
    alike = next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))
    is_long = alike >= _LEAST_STEM and alike >= _STEM * max(len(before), len(after))
    is_one = before.isalpha() and after.isalpha() and is_long
    at = alike if is_one else 0
    return before[:at], before[at:], after[at:]


class BoundedMatcher(SequenceMatcher[Known]):
    """A matcher that finds no more matches once it has looked at as many pairs as it may.

    Comparing all of two texts that repeat themselves would take minutes; what is left of them is replaced as a whole.
    """

    def __init__(self, before: Sequence[Known], after: Sequence[Known], *, autojunk: bool = False) -> None:
        super().__init__(None, before, after, autojunk)
        self._left = _MOST_PAIRS
        times = Counter(after)
        self._pairs = list(accumulate((times[word] for word in before), initial=0))

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        if self._left <= 0:
            return Match(alo, blo, 0)
        self._left -= self._pairs[len(self._pairs) - 1 if ahi is None else ahi] - self._pairs[alo]
        return super().find_longest_match(alo, ahi, blo, bhi)


def _in_order(pairs: Iterable[tuple[str, str]]) -> Iterable[Stretch]:
    for old, new in pairs:
        if old == new:
            yield Stretch(Fate.KEPT, old)
            continue
        if old:
            yield Stretch(Fate.REMOVED, old)
        if new:
            yield Stretch(Fate.ADDED, new)
