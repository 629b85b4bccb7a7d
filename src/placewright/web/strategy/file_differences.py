"""Two versions of a text file as lines: what stays, goes and comes, with changed words told apart within a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from placewright.core.differences import BoundedMatcher, Fate, Stretch, likeness, word_differences

_AROUND = 2
"""How many lines that stay are shown before and behind those that do not."""
_ALIKE = 0.4
"""From this likeness on two lines are one that was changed."""
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line: whether it stays, goes or comes, its number in its file, and its words; `left_out` lines stand for many.

    Of a line that was changed the words that stay are `kept` in both versions.
    """

    fate: Fate
    number: int = 0
    words: tuple[Stretch, ...] = ()
    left_out: int = 0


def line_differences(here: str | None, there: str | None) -> tuple[DiffLine, ...]:
    """How the file here becomes the one there, with a few lines around each change; what goes stands before what comes.

    >>> [(str(line.fate), "".join(one.text for one in line.words)) for line in line_differences("a\\nb\\n", "a\\nc\\n")]
    [('kept', 'a'), ('removed', 'b'), ('added', 'c')]
    """
    before, after = (here or "").splitlines(), (there or "").splitlines()
    found: list[DiffLine] = []
    steps = BoundedMatcher(before, after).get_opcodes()
    for at, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal":
            found += _kept(before[a:b], a, is_first=at == 0, is_last=at == len(steps) - 1)
        else:
            found += _changed(before[a:b], after[c:d], a, c)
    more = len(found) - _MOST_LINES
    return tuple(found) if more <= 0 else (*found[:_MOST_LINES], DiffLine(Fate.KEPT, left_out=more))


def _kept(lines: Sequence[str], start: int, *, is_first: bool, is_last: bool) -> Iterator[DiffLine]:
    head, tail = (0 if is_first else _AROUND), (0 if is_last else _AROUND)
    hidden = len(lines) - head - tail
    for at, line in enumerate(lines):
        if hidden > 1 and head <= at < len(lines) - tail:
            if at == head:
                yield DiffLine(Fate.KEPT, left_out=hidden)
            continue
        yield DiffLine(Fate.KEPT, start + at + 1, (Stretch(Fate.KEPT, line),))


def _changed(old: Sequence[str], new: Sequence[str], first: int, second: int) -> Iterator[DiffLine]:
    if len(old) == len(new):
        for at, (one, other) in enumerate(zip(old, new, strict=True)):
            words = word_differences(one, other) if likeness(one, other) >= _ALIKE else None
            yield DiffLine(Fate.REMOVED, first + at + 1, _side(words, Fate.REMOVED, one))
            yield DiffLine(Fate.ADDED, second + at + 1, _side(words, Fate.ADDED, other))
        return
    for fate, lines, start in ((Fate.REMOVED, old, first), (Fate.ADDED, new, second)):
        yield from (DiffLine(fate, start + at + 1, (Stretch(fate, line),)) for at, line in enumerate(lines))


def _side(words: Sequence[Stretch] | None, fate: Fate, line: str) -> tuple[Stretch, ...]:
    if words is None:
        return (Stretch(fate, line),)
    return tuple(one for one in words if one.fate in (Fate.KEPT, fate))
