"""Printed figures: the sentences of a claim or chapter laid together, with the figures that stand in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from placewright.core.late_dataclass import dataclass
from placewright.core.printing import number, unit_form
from placewright.core.said import worded
from placewright.ledger.prose.material import Material, Sentence, excerpt
from placewright.ledger.prose.pairs import is_change, is_plain_value, transformation
from placewright.records.indicator import Indicator
from placewright.records.verdict import FigureResult

Fault: TypeAlias = tuple[int, int, str, str]
"""Where the word stands that is not so, from and to, what is so, and the mend."""

MEND = worded("Correct the word, or the figure that stands there.")

_NOT_TOLD = re.compile(
    r"\b(?:not|cannot|n['’]t|nor|nothing|nobody|no one) (?:\w+ ){0,2}(?:tells?|told|says?|said|shows?|shown|knows?|"
    r"known|decides?|settles?|clear)(?: us)? (?:if|whether)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|no|hardly|cannot|without|if|whether|unless|would|could|should|may|might|wants?|"
    r"wish(?:es)?|hopes?|aims?)\b"
    r"[^.;:,■]{0,24}$|n['’]t\b[^.;:,■]{0,24}$",
    re.IGNORECASE,
)
_FINEST = 9
"""Digits behind the point at which two values count as one."""
_STOPS = re.compile(r"[.;:](?= )|,(?= )|\band\b|\bbut\b|\bwhile\b|\bwhereas\b")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure printed in a text: where, and the number as the reader takes it."""

    start: int
    end: int
    figure: FigureResult
    without_sign: bool
    definition: Indicator | None = None

    @property
    def value(self) -> float:
        """Its value; 0 where it has none."""
        return self.figure.value or 0.0

    @property
    def key(self) -> tuple[str, str]:
        """What it measures and what is done to it: figures of one key may be set against each other."""
        return self.figure.origin, self.figure.as_.partition(":")[0]

    @property
    def is_signed(self) -> bool:
        """Whether its sign says which way: a change, a difference, or a figure that sets one group against another."""
        sides = self.definition.sides if self.definition is not None else None
        own = is_plain_value(self.figure) and sides is not None and sides.even == 0
        return is_change(self.figure) or transformation(self.figure) == "difference-from" or own


def laid_together(sentences: Sequence[Sentence], material: Material) -> tuple[str, list[Printed]]:
    """The words of the sentences behind one another, with the figures that they print."""
    words, printed = "", []
    for sentence in sentences:
        for span in sentence.spans:
            figure = material.figure(span.number)
            if figure is not None and figure.value is not None and span.number.part in ("", "abs"):
                at = len(words)
                is_abs = span.number.part == "abs"
                own = material.definition(figure)
                printed.append(Printed(at + span.start, at + span.end, figure, is_abs, own))
        words += sentence.words + " "
    return words, printed


def near(sentences: Sequence[Sentence], start: int, end: int) -> str:
    """The words of the sentences about a position, for a message."""
    return excerpt("".join(f"{sentence.text} " for sentence in sentences), start, end)


def printed_words(figure: FigureResult) -> str:
    """A figure for a message, as a sentence prints it with its sign: `76,380`, `about 14.8%`."""
    return figure.text or number(figure.value or 0.0, 1)


def figure_is(one: Printed) -> str:
    """What a figure is, for a message."""
    return worded("the figure '%(figure)s' is %(value)s", figure=one.figure.name, value=printed_words(one.figure))


def figures_are(own: Printed, other: Printed) -> str:
    """What two figures are, for a message."""
    first, second = _apart(own.figure, other.figure)
    return worded(
        "'%(own)s' is %(value)s and '%(other)s' %(other_value)s",
        own=own.figure.name,
        value=first,
        other=other.figure.name,
        other_value=second,
    )


def from_to(first: FigureResult, last: FigureResult) -> str:
    """Two ends of a movement, for a message."""
    then, now = _apart(first, last)
    return worded("from %(first)s to %(last)s", first=then, last=now)


def _apart(one: FigureResult, other: FigureResult) -> tuple[str, str]:
    """Two figures for a message, with their values before rounding where both would be printed alike."""
    texts = (printed_words(one), printed_words(other))
    values = [(figure.value or 0.0) * unit_form(figure.unit).scale for figure in (one, other)]
    if texts[0] != texts[1] or values[0] == values[1]:
        return texts
    exact = next((two for places in range(_FINEST) if len(set(two := [number(v, places) for v in values])) == 2), [])
    with_exact = [
        worded("%(value)s (%(exact)s before rounding)", value=text, exact=value)
        for text, value in zip(texts, exact, strict=False)
    ]
    return (with_exact[0], with_exact[1]) if with_exact else texts


def is_negated(before: str) -> bool:
    """Whether what follows is denied, doubted or only wished: `is not`, `whether it`, `could`."""
    return _NEGATED.search(before[-60:]) is not None


def is_left_open(before: str) -> bool:
    """Whether of what follows it is said that nobody knows: `the figures do not tell whether that is`."""
    return _NOT_TOLD.search(before[-120:]) is not None


def clause_start(words: str, at: int) -> int:
    """Where the clause begins that a position is in."""
    last = 0
    for match in _STOPS.finditer(words, 0, at):
        last = match.end()
    return last


def about_each(words: str, matches: Sequence[re.Match[str]], printed: Sequence[Printed]) -> list[list[Printed]]:
    """For each word the figures that it may speak of.

    One each in their order, where there are as many words as figures. Else those next to it on either side in its own
    clause; where there are none there, as in an apposition (`{{ low }} in Stevenage, the lowest,`), those before or
    behind that are next.
    """
    if len(matches) == len(printed):
        return [[one] for one in printed]
    found = []
    for match in matches:
        start, stop = clause_start(words, match.start()), _STOPS.search(words, match.end())
        end = stop.start() if stop is not None else len(words)
        before = [one for one in printed if one.end <= match.start()][-1:]
        behind = [one for one in printed if one.start >= match.end()][:1]
        own = [one for one in (*before, *behind) if start <= one.start < end]
        found.append(own or [*before, *behind])
    return found


def pair_about(words: str, printed: Sequence[Printed], end: int) -> tuple[Printed, Printed] | None:
    """The figure behind a position, and the one before it that is like it: of another place, or of another time."""
    other = next((one for one in printed if one.start >= end), None)
    if other is None or other.start - end > 60 or re.search(r"[.;]", words[end : other.start]):
        return None
    alike = [one for one in printed if one.end <= end and one.key == other.key and one.figure.name != other.figure.name]
    same_period = [one for one in alike if one.figure.period == other.figure.period]
    # one in brackets is mostly what the subject was set against before: `{{ a }}, more than in B ({{ b }}) and C`
    found = same_period or alike
    subjects = [one for one in found if words[one.start - 1 : one.start] != "("]
    return ((subjects or found)[-1], other) if found else None


def differ(one: Printed, other: Printed, part: float) -> bool:
    """Whether two figures are further apart than this part of the greater, and their intervals do not meet."""
    return abs(one.value - other.value) > part * max(abs(one.value), abs(other.value)) and not meet(one, other)


def meet(one: Printed, other: Printed) -> bool:
    """Whether the intervals of two figures meet; they do not where either has none."""
    low, high, other_low, other_high = one.figure.low, one.figure.high, other.figure.low, other.figure.high
    if low is None or high is None or other_low is None or other_high is None:
        return False
    return high >= other_low and other_high >= low


def before_in_time(one: FigureResult, other: FigureResult) -> bool | None:
    """Whether the first is of an earlier period than the other; None where that cannot be told."""
    first, second = (figure.period.rpartition("..")[2] for figure in (one, other))
    if first == second or len(first) != len(second):
        return None
    return first < second


def others_of_series(own: FigureResult, figures: Mapping[str, FigureResult]) -> list[FigureResult]:
    """The figures that are the same of the same place in another period."""
    return [
        other
        for other in figures.values()
        if other.origin == own.origin
        and other.as_ == own.as_
        and other.place == own.place
        and _member(other) == _member(own)
        and other.value is not None
        and before_in_time(own, other) is not None
    ]


def _member(figure: FigureResult) -> str:
    return figure.cells[0].dimensions if figure.cells else ""
