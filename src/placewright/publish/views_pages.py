"""The pages of the site as data: one frozen dataclass for each kind of page."""

from __future__ import annotations

from dataclasses import dataclass

from placewright.publish.views import (
    CaveatNote,
    Comparison,
    Foundation,
    IndicatorRef,
    KeyFigure,
    LineChart,
    MapChart,
    Note,
    PlaceRef,
    Polarity,
    Reading,
    Section,
    SignalNote,
    SourceNote,
    Standing,
    StripChart,
    Trend,
)
from placewright.publish.views_strategy import Link


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the home page's comparisons: the place against its comparators, in words, with its past."""

    indicator: IndicatorRef
    reading: Reading
    comparisons: tuple[Comparison, ...]
    words: str
    spark: tuple[float | None, ...] = ()
    polarity: Polarity = "neutral"


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page: headlines, a map of the districts, what stands out, and the ways in."""

    lede: str
    headlines: tuple[Headline, ...]
    map: MapChart | None
    signals: tuple[SignalNote, ...]
    places: tuple[PlaceRef, ...]
    indicator_counts: tuple[tuple[Foundation, int], ...]
    vintage: tuple[str, ...]
    datasets: int = 0
    observations: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One line of the list of indicators."""

    indicator: IndicatorRef
    definition: str
    reading: Reading | None
    england: Reading | None = None
    levels: str = ""
    latest: str = ""
    spark: tuple[float | None, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorIndexPage:
    """The list of all indicators."""

    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """A place on an indicator's page: its latest reading, standing, gap and trend, and the group it is listed in."""

    place: PlaceRef
    group: str
    reading: Reading
    standing: Standing | None = None
    gap: Reading | None = None
    trend: Trend | None = None
    spark: tuple[float | None, ...] = ()
    role: str = "member"


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One row of an indicator's download."""

    place: str
    place_name: str
    place_vintage: str
    level: str
    period: str
    value: float | None
    low: float | None
    high: float | None
    error: str
    status: str
    unit: str
    dataset: str
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything a reader may ask of one indicator."""

    indicator: IndicatorRef
    definition: str
    unit_words: str
    polarity: Polarity
    method: str
    geography: str
    uncertainty: str
    summary: tuple[str, ...]
    headline: Reading | None
    comparisons: tuple[Comparison, ...]
    standing: Standing | None
    trends: tuple[Trend, ...]
    line: LineChart | None
    strip: StripChart | None
    map: MapChart | None
    ranked: tuple[RankedPlace, ...]
    gap_name: str
    sources: tuple[SourceNote, ...]
    cannot_show: tuple[str, ...] = ()
    caveats: tuple[CaveatNote, ...] = ()
    notes: tuple[Note, ...] = ()
    rows: tuple[ObservationRow, ...] = ()
    related: tuple[IndicatorRef, ...] = ()
    breaks: tuple[str, ...] = ()
    place_of_headline: PlaceRef | None = None


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of a place's scorecard."""

    indicator: IndicatorRef
    reading: Reading
    standing: Standing | None = None
    gap: Reading | None = None
    verdict: str = "unmeasured"
    trend: Trend | None = None
    spark: tuple[float | None, ...] = ()
    polarity: Polarity = "neutral"
    caveated: bool = False


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place's scorecard by foundation, what stands out there, and where it lies."""

    place: PlaceRef
    lede: tuple[str, ...]
    key_figures: tuple[KeyFigure, ...]
    lines: tuple[ScoreLine, ...]
    signals: tuple[SignalNote, ...]
    gap_name: str
    rank_of: str
    parents: tuple[PlaceRef, ...] = ()
    members: tuple[PlaceRef, ...] = ()
    neighbours: tuple[PlaceRef, ...] = ()
    similar: tuple[PlaceRef, ...] = ()
    highlight: tuple[str, ...] = ()
    caveats: tuple[CaveatNote, ...] = ()
    notes: tuple[Note, ...] = ()
    said: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    """What the strategy says of it: lists of links, each under what its records are called."""


@dataclass(frozen=True, slots=True)
class PlaceIndexPage:
    """The list of places, in groups, with a few figures of each."""

    groups: tuple[tuple[str, tuple[PlaceRef, ...]], ...]
    columns: tuple[IndicatorRef, ...] = ()
    readings: tuple[tuple[str, tuple[Reading, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class AnalysisPage:
    """One of the five analyses: what was found, section by section, and what the data cannot show."""

    slug: str
    title: str
    lede: str
    key_figures: tuple[KeyFigure, ...]
    findings: tuple[str, ...]
    sections: tuple[Section, ...]
    cannot_show: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    caveats: tuple[CaveatNote, ...] = ()


@dataclass(frozen=True, slots=True)
class DataPage:
    """Every dataset with publisher, release, licence, vintage and pin; and the downloads of the whole."""

    datasets: tuple[SourceNote, ...]
    downloads: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class MethodPage:
    """How figures are made: sections of words, one for each method or rule."""

    sections: tuple[Section, ...]
