"""Fractions and multiples in words: `a fifth fewer than`, `two in three`, held against the figures beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from placewright.core.late_dataclass import dataclass
from placewright.core.printing import number
from placewright.core.said import worded
from placewright.ledger.prose.late_patterns import LatePattern
from placewright.ledger.prose.number_words import NUMERIC, WordNumber, cardinals, relatives
from placewright.ledger.prose.pairs import is_plain_value, transformation
from placewright.ledger.prose.printed import MEND, Fault, Printed, figure_is, figures_are, others_of_series, pair_about
from placewright.records.verdict import FigureResult

WORDS = NUMERIC
"""The words of which one stands wherever a fraction or a multiple is said."""

_MORE_BEHIND = re.compile(
    r"\s(?:(?P<more>more|higher|larger|greater|bigger|longer|above|(?P<faster>faster))|"
    r"(?P<less>fewer|less|lower|smaller|shorter|below|(?P<slower>slower)))\b(?! or (?:more|less))",
    re.IGNORECASE,
)
_AS_MUCH_BEHIND = re.compile(
    r"\s(?:as (?P<fast>fast|quickly|steeply|sharply)\b|as (?:many|much|high|large|great|big|long|likely)\b|"
    r"(?:that|those|what)\b|"
    r"(?:of )?the (?:rate|share|level|number|figure|count|average)\b|of (?:that|those|what)\b|"
    r"(?:of )?(?-i:[A-Z])[\w’'-]*(?: (?-i:[A-Z])[\w’'-]*){0,3}['’]s?\b)",
    re.IGNORECASE,
)
_MULTIPLES = re.compile(r"\s?times\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[^.;:,()■]{0,70} \((?=■)")
_APART = re.compile(r"[,:;–—(]\s?(?:(?:and|but|or|yet|still|that|which|this|it|is|was|are|were) )*$|\((?:or )?$", re.I)
_ALONE = re.compile(
    r"(?: of (?:all|the whole|the total)(?: (?:of )?(?!them\b|these\b|those\b)[\w'’-]+){0,3})?(?=[.,;:)]|$)"
)
_GONE = LatePattern(
    r" of (?:it|this|that|the (?:lead|gap|advantage|distance))(?: (?:has|have|had|is|was))?"
    r"(?: since)?(?: now)?(?: been)? (?P<gone>gone|lost|vanished|disappeared|eroded|closed|wiped out)\b",
    re.IGNORECASE,
)
_OLDER = re.compile(r"\b(?:against|compared with|set beside|as opposed to)[^■]{0,30}$", re.IGNORECASE)
_QUALIFIED = re.compile(
    r"\b(?:(?P<near>about|around|roughly|some|approximately|very nearly)"
    r"|(?P<little_more>just over|just above|just more than|a good|"
    r"(?:slightly|a little) (?:more than|over))"
    r"|(?P<little_less>nearly|almost|just under|just below|close to|not quite|barely|hardly|"
    r"(?:slightly|a little) (?:less than|under))"
    r"|(?P<less>(?:no |not )?(?:less|fewer) than|under|below|at most|no more than|not even|up to)"
    r"|(?P<more>(?:no |not )?more than|over|above|at least|upwards of|well over))"
    r"(?: as much as)? $",
    re.IGNORECASE,
)

_NEAR = 0.1
"""How far from a fraction a figure may be that is called by it, as a part of the fraction."""

_EDGE = 0.005
"""How far on the other side of it rounding may have put a figure."""

_NEARLY = 0.15
"""How far short of it is nearly, and how far beyond is just over."""

_FAR = 0.5
"""How far beyond a fraction, as a part of it, a figure is still called more than it, or less."""


@dataclass(frozen=True, slots=True)
class PartSaid:
    """A fraction or multiple in words, what the figures beside it make, and whether they bear it out.

    `of` is the number in words, without what qualifies it. `is_of_a_loss` tells what of a figure is gone from how much
    of it is left: a test of what is left is no test of it. `is_turned` is said to be more and is less, or so on.
    """

    start: int
    end: int
    of: WordNumber
    holds: bool
    what: str
    is_of_a_loss: bool = False
    is_turned: bool = False


def parts_said(
    words: str, printed: Sequence[Printed], known: Mapping[str, FigureResult] | None = None
) -> Iterator[PartSaid]:
    """Each fraction or multiple of a sentence that speaks of the figures printed in it.

    `known` are further figures of the claim, of which one may be the same at an earlier time.
    """
    if not printed:
        return
    for one in relatives(words):
        found = (
            _gone(words, one, printed, known or {}) or _set_apart(words, one, printed) or _of_share(words, one, printed)
        )
        if found is not None:
            yield found
    for one in cardinals(words):
        times = _MULTIPLES.match(words, one.end)
        if times is not None and one.value > 1:
            several = WordNumber(one.start, times.end(), words[one.start : times.end()], one.value, True)
            found = _quotient_in_brackets(words, several, printed) or _as_much(words, several, printed)
            if found is not None:
                yield found


def wrong_parts(
    words: str,
    printed: Sequence[Printed],
    known: Mapping[str, FigureResult] | None = None,
    is_tested: Callable[[WordNumber], bool] = lambda one: False,
) -> Iterator[Fault]:
    """Those that are not so, without those that a test of the claim holds a figure against."""
    for one in parts_said(words, printed, known):
        if not one.holds and (one.is_of_a_loss or one.is_turned or not is_tested(one.of)):
            yield one.start, one.end, one.what, MEND


def _set_apart(words: str, one: WordNumber, printed: Sequence[Printed]) -> PartSaid | None:
    """`a fifth fewer than in England ({{ b }})`, `against {{ b }}: a tenth more`, `twice as many as in B ({{ b }})`."""
    match = _MORE_BEHIND.match(words, one.end)
    if match is None:
        return _as_much(words, one, printed)
    if (times := _times_before(words, one, match, printed)) is not None:
        return times
    pair = pair_about(words, printed, match.end())
    if pair is None and not any(span.start >= match.end() for span in printed):
        pair = _two_before(words, match, printed)
    if pair is None or not _are_alike(pair, of_change=bool(match["faster"] or match["slower"])):
        return None
    own, other = _sizes(pair)
    if not other:
        return None
    part = own / other - 1 if match["more"] is not None else 1 - own / other
    return _judged(words, one, match.end(), part, _by(own / other, figures_are(*pair)))


def _times_before(words: str, one: WordNumber, match: re.Match[str], printed: Sequence[Printed]) -> PartSaid | None:
    """`{{ quotient }} times the share that England has, over a fifth more`."""
    before = [span for span in printed if span.end <= one.start]
    is_last = re.match(r"\s*(?:[.,;:)]|$)", words[match.end() :]) is not None
    if len(before) != 1 or not is_last or not _MULTIPLES.match(words, before[0].end):
        return None
    part = before[0].value - 1 if match["more"] is not None else 1 - before[0].value
    return _judged(words, one, match.end(), part, figure_is(before[0]))


def _two_before(words: str, match: re.Match[str], printed: Sequence[Printed]) -> tuple[Printed, Printed] | None:
    """The last two figures before a word that ends its clause: `from {{ a }} to {{ b }}, a fifth less`."""
    before = [span for span in printed if span.end <= match.start()]
    if len(before) < 2 or not re.match(r"\s*(?:[.,;:)]|$)", words[match.end() :]) or before[-1].key != before[-2].key:
        return None
    if re.search(r"[.;]", words[before[-2].end : match.start()]):
        return None
    first, last = before[-2], before[-1]
    return (first, last) if _OLDER.search(words[: last.start]) else (last, first)


def _as_much(words: str, one: WordNumber, printed: Sequence[Printed]) -> PartSaid | None:
    match = _AS_MUCH_BEHIND.match(words, one.end)
    pair = pair_about(words, printed, match.end()) if match is not None else None
    if match is None or pair is None or not _are_alike(pair, of_change=match["fast"] is not None):
        return None
    own, other = _sizes(pair)
    if not other:
        return None
    return _judged(words, one, one.end, own / other, figures_are(*pair))


def _of_share(words: str, one: WordNumber, printed: Sequence[Printed]) -> PartSaid | None:
    """`One resident in five ({{ share }})`, and `{{ share }} of residents, less than a quarter`."""
    beside = _quotient_in_brackets(words, one, printed)
    if beside is not None or one.value >= 1:
        return beside
    behind = _IN_BRACKETS.match(words, one.end)
    shown = next((span for span in printed if behind is not None and span.start == behind.end()), None)
    if shown is None and _ALONE.match(words, one.end) is not None:
        start = _start(words, one)
        before = [span for span in printed if span.end <= start]
        apart = before and _APART.search(words, before[-1].end, start)
        if apart and not re.search(r"\.(?= )", words[before[-1].end : start]):
            # a figure of another kind in between would leave open which is meant
            shown = before[-1] if len({span.key for span in before}) == 1 and len(before) == 1 else None
    if shown is None or not _is_share(shown, words):
        return None
    return _judged(words, one, one.end, shown.value / 100, figure_is(shown))


def _quotient_in_brackets(words: str, one: WordNumber, printed: Sequence[Printed]) -> PartSaid | None:
    """`more than nine times as much ({{ quotient }})`."""
    behind = _IN_BRACKETS.match(words, one.end)
    shown = next((span for span in printed if behind is not None and span.start == behind.end()), None)
    if shown is None or transformation(shown.figure) not in ("quotient", "ratio-of"):
        return None
    return _judged(words, one, one.end, shown.value, figure_is(shown))


def _gone(
    words: str, one: WordNumber, printed: Sequence[Printed], known: Mapping[str, FigureResult]
) -> PartSaid | None:
    """`{{ then }} then and {{ now }} now: half of it had gone`."""
    match = _GONE.match(words, one.end) if one.value < 1 else None
    before = [span for span in printed if match is not None and span.end <= one.start]
    if match is None or not before:
        return None
    now = before[-1]
    others = {span.figure.name: span.figure for span in before[:-1]} or dict(known)
    earlier = [
        figure
        for figure in others_of_series(now.figure, {**known, **others})
        if figure.period < now.figure.period and figure.value
    ]
    if len(earlier) != 1 or not earlier[0].value or not 0 < now.value < earlier[0].value:
        return None
    then = earlier[0]
    lost = 1 - now.value / (then.value or 1.0)
    what = worded(
        "of '%(then)s' %(part)s%% is gone by '%(now)s'", then=then.name, part=number(100 * lost, 0), now=now.figure.name
    )
    return replace(_judged(words, one, match.end(), lost, what), is_of_a_loss=True)


def _judged(words: str, one: WordNumber, end: int, value: float, what: str) -> PartSaid:
    start, said = _start(words, one), _QUALIFIED.search(words, 0, one.start)
    holds = _fits(value, one.value, said)
    return PartSaid(start, max(end, one.end), one, holds, what, is_turned=_is_turned(value, one.value, said))


def _start(words: str, one: WordNumber) -> int:
    said = _QUALIFIED.search(words, 0, one.start)
    return one.start if said is None else said.start()


def _fits(value: float, part: float, said: re.Match[str] | None) -> bool:
    """Whether a value is called so: as it is, or nearly, or beyond it and not far beyond."""
    edge = _EDGE * part
    if said is None or said["near"] is not None:
        return abs(value - part) <= _NEAR * part + edge
    if said["little_less"] is not None:
        return (1 - _NEARLY) * part - edge <= value <= part + edge
    if said["little_more"] is not None:
        return part - edge <= value <= (1 + _NEARLY) * part + edge
    if _is_beyond(said):
        return part - edge <= value <= (1 + _FAR) * part
    return (1 - _FAR) * part <= value <= part + edge


def _is_turned(value: float, part: float, said: re.Match[str] | None) -> bool:
    """Whether it is beyond a part that it is said to fall short of, or short of one that it is said to be beyond."""
    if said is None or said["near"] is not None or said["little_less"] is not None or said["little_more"] is not None:
        return False
    return value < part - _EDGE * part if _is_beyond(said) else value > part + _EDGE * part


def _is_beyond(said: re.Match[str]) -> bool:
    """Whether it says more: `no less than` does, and `no more than` and `not even` say less."""
    is_denied = re.match(r"(?:no|not) (?!even)", said[0], re.IGNORECASE) is not None
    return (re.search(r"more|over|above|least|upwards", said[0], re.IGNORECASE) is not None) is not is_denied


def _is_share(one: Printed, words: str) -> bool:
    """Whether it is a part of a whole: a balance is where it says of what, as a gap of pay is `of men's pay`."""
    is_part = not one.is_signed or words.startswith(" of ", one.end)
    return one.figure.unit == "%" and is_plain_value(one.figure) and is_part and 0 <= one.value <= 100


def _are_alike(pair: tuple[Printed, Printed], *, of_change: bool = False) -> bool:
    """Whether two figures may be divided by one another: plain ones of one indicator, no ranks and no balances.

    Of changes the one may be so many times as fast as the other, where both go the same way.
    """
    if of_change:
        is_change = all(transformation(one.figure) in ("change-percent", "growth-per-year") for one in pair)
        return is_change and pair[0].key == pair[1].key and pair[0].value * pair[1].value > 0
    return all(is_plain_value(one.figure) and not one.is_signed for one in pair) and pair[0].key == pair[1].key


def _sizes(pair: tuple[Printed, Printed]) -> tuple[float, float]:
    return abs(pair[0].value), abs(pair[1].value)


def _by(ratio: float, two: str) -> str:
    percent = number(abs(100 * (ratio - 1)), 0)
    if ratio >= 1:
        return worded("%(two)s, which is %(percent)s%% more", two=two, percent=percent)
    return worded("%(two)s, which is %(percent)s%% less", two=two, percent=percent)
