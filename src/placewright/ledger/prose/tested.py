"""What tests found: for each test of a claim what was held against what, of places or of times, and which way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from placewright.core.late_dataclass import dataclass
from placewright.ledger.prose.material import Material
from placewright.ledger.prose.pairs import OVER_TIME, transformation
from placewright.ledger.prose.printed import before_in_time
from placewright.records.claim import Claim, Comparison, Test, Threshold
from placewright.records.indicator import Indicator, Polarity
from placewright.records.verdict import FigureResult

SENSE = {Polarity.HIGHER: 1, Polarity.LOWER: -1, Polarity.NEUTRAL: 0}
"""1 where higher is better, -1 where lower is; 0 where neither is."""

_SIDE = {Comparison.ABOVE: 1, Comparison.BELOW: -1}
_EVEN = {"difference-from": 0.0, "quotient": 1.0, "ratio-of": 1.0, "percent-of": 100.0}


@dataclass(frozen=True, slots=True)
class Stand:
    """What a comparison found: the figure, what it was held against, 1 where it is above and -1 where it is below."""

    own: FigureResult
    other: str
    side: int
    over_time: bool
    polarity: Polarity

    def is_good(self, *, by_size: bool) -> int:
        """1 where it stands better, -1 where worse; 0 where neither is, unless size alone decides then."""
        sense = SENSE[self.polarity]
        return self.side * (sense or (1 if by_size else 0))


def is_of_time(figure: FigureResult) -> bool:
    """Whether the figure itself says how much something changed from one time to another."""
    kind = transformation(figure)
    return kind in OVER_TIME or (kind in ("", "value") and re.search(r"change|growth", figure.origin) is not None)


def stands_of(claim: Claim, figures: Mapping[str, FigureResult], material: Material) -> Iterator[Stand]:
    """What each test of the claim that compares places or times found."""
    for test in claim.holds:
        own = figures.get(test.figure)
        definition = material.definition(own) if own is not None else None
        if own is None or definition is None:
            continue
        if test.is_ in (Comparison.RISING, Comparison.FALLING):
            yield Stand(own, "before", 1 if test.is_ is Comparison.RISING else -1, True, definition.polarity)
        elif test.is_ in _SIDE:
            yield from _held_against(test, own, definition, figures)


def _held_against(
    test: Test, own: FigureResult, definition: Indicator, figures: Mapping[str, FigureResult]
) -> Iterator[Stand]:
    side, kind = _SIDE[test.is_], transformation(own)
    than = test.than
    if isinstance(than, Threshold):
        than = than.figure if (than.times >= 1) is (side > 0) and not than.plus else None
    if isinstance(than, str):
        other = figures.get(than)
        if other is None or other.origin != own.origin or other.as_ != own.as_:
            return
        if other.place != own.place and other.period == own.period:
            yield Stand(own, other.place_name, side, False, definition.polarity)
        elif other.place == own.place and (first := before_in_time(other, own)) is not None:
            yield Stand(own, other.period_label, side if first else -side, True, definition.polarity)
    elif isinstance(than, int | float):
        if than == 0 and is_of_time(own):
            yield Stand(own, own.from_period, side, True, definition.polarity)
        elif _EVEN.get(kind) == than:
            yield Stand(own, "", side, False, definition.polarity)
