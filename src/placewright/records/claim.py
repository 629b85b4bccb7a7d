"""A claim: a sentence whose figures are computed, and the tests that make it true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from placewright.core.late_dataclass import dataclass
from placewright.records.indicator import Foundation


class Stance(StrEnum):
    """What a claim says of the place: good inside, lacking inside, good ahead, bad ahead."""

    STRENGTH = "strength"
    NEED = "need"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"


class Comparison(StrEnum):
    """How a test compares a figure with what it is held against."""

    BELOW = "below"
    ABOVE = "above"
    BETWEEN = "between"
    EQUALS = "equals"
    RISING = "rising"
    FALLING = "falling"
    HIGHEST_IN = "highest-in"
    LOWEST_IN = "lowest-in"
    HIGHEST_OVER = "highest-over"
    LOWEST_OVER = "lowest-over"


AMONG_PLACES = frozenset({Comparison.HIGHEST_IN, Comparison.LOWEST_IN})
"""Those that hold a figure against the same of other places."""

OVER_PERIODS = frozenset({Comparison.HIGHEST_OVER, Comparison.LOWEST_OVER})
"""Those that hold a figure against the same place's at other times."""

HIGHEST = frozenset({Comparison.HIGHEST_IN, Comparison.HIGHEST_OVER})
"""Those that hold where all others are less."""

EXTREMES = AMONG_PLACES | OVER_PERIODS
"""Those that hold a figure against many others, of which it is to be the first or the last."""


class Joining(StrEnum):
    """Whether all tests must hold, or any one."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """Which number stands in the sentence: where it comes from, what is done to it, and how it is printed.

    One of `indicator`, `result` (of an analysis), `summary` (`summary-id/option`), `finding` (`finding-id/name`) names
    the origin. `place` is a code, a list of codes that count as one place, or the id of a named place; without it the
    workspace's own place. `member` picks one line of a breakdown, such as `industry=J`. `period` is `latest`, a period,
    or a span `2015..2023` for what compares two; `from_period` may name the start where the kinds of period differ.

    `as_` says what is done: `value`, `change`, `change-percent`, `growth-per-year`, `index:2015`, `rank` (or
    `rank:level`), and with another figure, place or number behind a colon `difference-from:`, `percent-of:`,
    `share-of:`, `quotient:` and `ratio-of:`. `decimals` asks for coarser print, never finer than the interval allows.
    `people`, where true, prints people to the nearest ten; `plain` prints the number without its unit.
    """

    indicator: str = ""
    result: str = ""
    summary: str = ""
    finding: str = ""
    place: str | tuple[str, ...] = ""
    member: str = ""
    period: str | int = "latest"
    from_period: str = ""
    as_: str = "value"
    decimals: int | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """Another figure of the claim, scaled and shifted: times x figure + plus."""

    figure: str
    times: float = 1.0
    plus: float = 0.0


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison that must hold of a figure.

    `than` is a number, the name of another figure of the claim, a threshold made from one, or, for `between`, two
    numbers. `among` is, for `highest-in` and `lowest-in`, the codes, the level, or `members` (the workspace's parts).
    `over` is, for `highest-over` and `lowest-over`, the span of periods of the figure's own place, `2008..latest`,
    `2008..2023`, or `all` that are published. `within` is how far apart two figures may be that count as equal.
    """

    figure: str
    is_: Comparison
    than: Threshold | tuple[float, ...] | float | str | None = None
    among: tuple[str, ...] | str = ""
    over: str = ""
    within: float = 0.0

    __test__ = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One or two sentences with named figures, the tests that must hold, and where the claim stands in the argument.

    `text` has placeholders such as `{{ now }}` and `{{ now.period }}`. `tests` are joined with `all` or `any`. A claim
    may rest on findings and events too, by their ids. `contradicts` names claims that speak against it.
    """

    id: str
    stance: Stance
    foundation: Foundation
    text: str
    title: str = ""
    grand_challenge: str = ""
    places: tuple[str, ...] = ()
    figures: Mapping[str, FigureSpec] = field(default_factory=dict)
    holds: tuple[Test, ...] = ()
    join: Joining = Joining.ALL
    findings: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    note: str = ""
