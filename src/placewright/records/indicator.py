"""An indicator: what is measured, how it is computed from cells of datasets, and what it does not show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum

from placewright.core.late_dataclass import dataclass


class Foundation(StrEnum):
    """The five foundations of productivity, and inclusive growth beside them."""

    IDEAS = "ideas"
    PEOPLE = "people"
    INFRASTRUCTURE = "infrastructure"
    BUSINESS_ENVIRONMENT = "business-environment"
    PLACES = "places"
    INCLUSIVE_GROWTH = "inclusive-growth"


class Polarity(StrEnum):
    """Whether more of it is better, worse or neither."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Prices(StrEnum):
    """The prices that a value in money is in."""

    CURRENT = "current"
    CHAINED = "chained"
    DEFLATED = "deflated"
    NONE = "none"


class BundleRule(StrEnum):
    """How a list of places makes one figure: summed, a ratio from its parts, weighted, or not at all."""

    SUM = "sum"
    RATIO = "ratio"
    WEIGHTED = "weighted"
    NONE = "none"


class ComputeKind(StrEnum):
    """The few ways in which cells make a figure."""

    LEVEL = "level"
    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    INDEX = "index"
    CHANGE = "change"
    DERIVED = "derived"


class Match(StrEnum):
    """Which period of the denominator goes with a period of the numerator."""

    PERIOD = "period"
    YEAR = "year"
    BASE = "base"


@dataclass(frozen=True, slots=True)
class Cells:
    """One measure of a dataset at the members of its dimensions; a dimension not named is at its total."""

    dataset: str
    measure: str
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A weighted cell in a numerator or denominator.

    `choices` are the same cell in several datasets, the preferred first: a place takes the first that has it. An
    `exact` term counts as free of error, because its error is small beside the other's; the method says so.
    A dimension whose member is `*` takes each member of the indicator's breakdown.
    """

    choices: tuple[Cells, ...]
    weight: float = 1.0
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Compute:
    """How the figure comes from cells: offset + scale x (sum of numerator) / (sum of denominator).

    `lag` is how many years before the numerator's the denominator's year is (with `match` year); `base` is the
    denominator's one period (with `match` base). `by` and `members` make one figure for each member of a dimension.
    """

    kind: ComputeKind
    numerator: tuple[Term, ...] = ()
    denominator: tuple[Term, ...] = ()
    scale: float = 1.0
    offset: float = 0.0
    match: Match = Match.PERIOD
    lag: int = 0
    base: str = ""
    by: str = ""
    members: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    series: str = ""

    def terms(self) -> Iterator[Term]:
        """Every term of it."""
        yield from self.numerator
        yield from self.denominator


@dataclass(frozen=True, slots=True)
class Break:
    """A period from which the series no longer compares with what came before, and why."""

    period: str
    text: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides that a figure sets against each other, in the words that a sentence may call them by.

    Where the figure is above `even` (0 for a difference, 1 for a ratio, 100 for a percentage), the side `more` has
    more than the side `less`. A side without words is the place itself.
    """

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    even: float = 0.0


@dataclass(frozen=True, slots=True)
class Indicator:
    """A definition that turns datasets into figures of places, with what a reader must know of them.

    `levels` are the levels of places that it is meant for. `smoothed` series and those with an `index_base` are not
    read year on year. `earlier` is the same series in an earlier release: what past revisions did to it.
    `sides` are the two groups or places whose difference or ratio the figure is.
    """

    id: str
    name: str
    short_name: str
    definition: str
    unit: str
    decimals: int
    polarity: Polarity
    foundation: Foundation
    theme: str
    levels: tuple[str, ...]
    method: str
    not_shown: str
    compute: Compute
    prices: Prices = Prices.NONE
    deflator: str = ""
    smoothed: bool = False
    index_base: str = ""
    bundle: BundleRule = BundleRule.NONE
    bundle_weight: Cells | None = None
    caveats: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    earlier: Cells | None = None
    sides: Sides | None = None
    sources: tuple[str, ...] = field(default=())

    @property
    def datasets(self) -> tuple[str, ...]:
        """Every dataset that a figure of it may rest on: its sources, the weight of lists, the earlier release."""
        more = [cells.dataset for cells in (self.bundle_weight, self.earlier) if cells is not None]
        return tuple(dict.fromkeys((*self.sources, *more)))

    @property
    def is_volume(self) -> bool:
        """Whether price change has been taken out of it, so that its change is real."""
        return self.prices in (Prices.CHAINED, Prices.DEFLATED)

    @property
    def is_nominal(self) -> bool:
        """Whether it is money in the prices of its own year, whose change holds inflation."""
        return self.prices is Prices.CURRENT
