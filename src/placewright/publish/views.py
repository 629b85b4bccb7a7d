"""The pieces that pages are made of: readings, places, series, charts, tables and notes, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from placewright.core.words import spoken
from placewright.publish.attribution import attribution
from placewright.publish.beside import ALONE, Beside

Foundation = Literal["ideas", "people", "infrastructure", "business-environment", "places", "inclusive-growth"]

FOUNDATIONS: Sequence[tuple[Foundation, str, str]] = spoken((
    ("ideas", "Ideas", "Research, innovation and the skills to use them"),
    ("people", "People", "Work, pay, skills and population"),
    ("infrastructure", "Infrastructure", "Homes, premises, travel and connections"),
    ("business-environment", "Business environment", "Productivity, enterprise and industries"),
    ("places", "Places", "How the parts of the area differ"),
    ("inclusive-growth", "Inclusive growth", "Who shares in prosperity"),
))  # fmt: skip
"""The five foundations and inclusive growth: identifier, name, and what each is about, in the order of the pages."""

Polarity = Literal["higher", "lower", "neutral"]
"""Which way is better, as an indicator's record says it."""

Role = Literal[
    "place", "england", "region", "uk", "county", "similar", "neighbour", "member", "other", "part2", "part4", "part5"
]
"""What a place is to the page: the place itself, one of the comparators, or a district among its fellows.

`part2` and the like are further places that a reader named, told apart by tone and dash.
"""


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place as pages name it; `has_page` says whether its name can be a link."""

    code: str
    name: str
    level: str = "district"
    has_page: bool = True

    @property
    def href(self) -> str:
        """The page of the place, from the root of the site."""
        return f"places/{self.code}.html" if self.has_page else ""


@dataclass(frozen=True, slots=True)
class IndicatorRef:
    """An indicator as pages name it."""

    id: str
    name: str
    foundation: Foundation
    unit: str = ""

    @property
    def href(self) -> str:
        """The page of the indicator, from the root of the site."""
        return f"indicators/{self.id}.html"


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as a reader sees it: with unit, period, interval, and the reason where it is missing.

    `decimals` is the number of places to print; None lets the unit and the interval decide.
    """

    value: float | None
    unit: str
    period: str = ""
    low: float | None = None
    high: float | None = None
    error: str = "unknown"
    status: str = "ok"
    reason: str = ""
    decimals: int | None = None
    caveated: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One moment of a series: the year to plot it at (the middle of its period), its label and its value."""

    at: float
    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    status: str = "ok"


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one place (or one line of any kind) over time."""

    name: str
    role: Role
    points: tuple[Point, ...]
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words beside a figure: a heading, sentences, and how grave it is."""

    title: str
    text: str
    kind: Literal["note", "caveat", "limit"] = "note"


@dataclass(frozen=True, slots=True)
class CaveatNote:
    """A known trouble of some cells, with the result as published and without those cells."""

    title: str
    text: str
    places: tuple[str, ...] = ()
    with_cells: Reading | None = None
    without_cells: Reading | None = None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where figures come from: publisher, series, release, licence and the pin of the bytes read."""

    dataset: str
    publisher: str
    title: str
    released: str = ""
    period: str = ""
    licence: str = "Open Government Licence v3.0"
    licence_url: str = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    url: str = ""
    table: str = ""
    fingerprint: str = ""
    rounding: str = ""
    rows: int = 0
    retrieved: str = ""
    not_in_interval: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: what is shown, what it sorts by, and what a bar in it spans (as shares of its width)."""

    text: str
    sort: float | str | None = None
    href: str = ""
    detail: str = ""
    bar: tuple[float, float] | None = None
    whisker: tuple[float, float] | None = None
    mark: float | None = None
    spark: tuple[float | None, ...] = ()
    tone: Literal["", "better", "worse", "own", "muted"] = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `wide` columns give way first on a narrow screen."""

    name: str
    kind: Literal["text", "number", "bar", "spark"] = "text"
    unit: str = ""
    sortable: bool = True
    help: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption, columns, rows (the first cell of a row is its heading) and notes under it.

    `headed` says that a heading just above says the same as the caption, which is then for listeners only.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    own_rows: tuple[int, ...] = ()
    headed: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over time; a band where a series has intervals, a rule where it breaks, faint lines for members."""

    series: tuple[Series, ...]
    unit: str
    y_title: str = ""
    zero: bool = False
    reference: float | None = None
    reference_label: str = ""
    breaks: tuple[tuple[float, str], ...] = ()
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a bar: which bar (`label`), which part of it, and its value with interval."""

    label: str
    value: float | None
    part: str = ""
    low: float | None = None
    high: float | None = None
    role: Role = "other"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars: plain, or stacked by part with positive and negative pieces on either side of zero."""

    bars: tuple[Bar, ...]
    unit: str
    x_title: str = ""
    parts: tuple[str, ...] = ()
    totals: bool = False
    reference: float | None = None
    reference_label: str = ""
    decimals: int = 1
    sort: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """One mark of a scatter or strip chart."""

    label: str
    x: float
    y: float = 0.0
    role: Role = "other"
    size: float | None = None
    group: str = ""
    detail: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ScatterChart:
    """Marks by two measures, the place's own labelled; rules where the axes divide."""

    dots: tuple[Dot, ...]
    x_title: str
    y_title: str
    x_unit: str = ""
    y_unit: str = ""
    x_rule: float | None = None
    y_rule: float | None = None
    log_x: bool = False
    decimals: int = 1
    fit: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class StripChart:
    """Every place of a level as a mark on one axis, the area's own raised and labelled: where it stands among all."""

    dots: tuple[Dot, ...]
    unit: str
    x_title: str
    reference: float | None = None
    reference_label: str = ""
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One cell of a heat map."""

    row: str
    column: str
    value: float | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class HeatmapChart:
    """A grid of values by two categories; `middle` makes the colours diverge around it."""

    cells: tuple[HeatCell, ...]
    unit: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    middle: float | None = None
    legend: str = ""
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """A place's outline, ready to draw in the map's own coordinates."""

    code: str
    name: str
    path: str
    label_at: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The outlines of one map: its size, its shapes, and the faint land around them. Made by `maps.boundaries`.

    `inner_names` are the names of what `inner` outlines, each with the point where it has most room.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    around: str = ""
    inner: str = ""
    inner_names: tuple[tuple[str, tuple[float, float]], ...] = ()


@dataclass(frozen=True, slots=True)
class MapLayer:
    """The values that a map shows: one indicator and period, by place code."""

    id: str
    name: str
    unit: str
    period: str
    readings: tuple[tuple[str, Reading], ...]
    polarity: Polarity = "neutral"
    decimals: int | None = None
    summary: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class MapChart:
    """A choropleth of one or more layers (a chooser offers the others), in classes of equal count."""

    layers: tuple[MapLayer, ...]
    label: str = "Districts"
    write_values: bool = True
    links: bool = True


@dataclass(frozen=True, slots=True)
class ClassMap:
    """A map of categories: `members` gives the class of each place code; a class has a name and a tone of the theme."""

    classes: tuple[tuple[str, str, str], ...]
    members: tuple[tuple[str, str], ...]
    details: tuple[tuple[str, str], ...] = ()
    boundaries: str = "small-areas"


Chart = LineChart | BarChart | ScatterChart | StripChart | HeatmapChart | MapChart | ClassMap


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with what must stand beside it: a title that says what it shows, words with computed figures, a table."""

    id: str
    title: str
    chart: Chart
    summary: tuple[str, ...]
    subtitle: str = ""
    table: Table | None = None
    source: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an analysis page: words, figures, tables, and what the data cannot show."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    notes: tuple[Note, ...] = ()
    cannot_show: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large figure: what it is, its reading, and words that compare it."""

    label: str
    reading: Reading
    words: str = ""
    href: str = ""
    spark: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a reading stands: its rank (`first` says which end is 1) among how many, and its percentile.

    `low` and `high` are the ranks it may hold, given the intervals.
    """

    rank: int | None = None
    of: int | None = None
    percentile: float | None = None
    low: int | None = None
    high: int | None = None
    first: str = "highest"


@dataclass(frozen=True, slots=True)
class Trend:
    """A change over some years, and `kind` in words: growth, real growth, change in points, or unmeasured."""

    years: int
    change: Reading | None
    words: str = ""
    kind: str = "change"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reading beside another place's, and the gap between them with its interval."""

    name: str
    role: Role
    reading: Reading
    gap: Reading | None = None
    verdict: Literal["above", "below", "cannot-tell", "unmeasured"] = "unmeasured"
    href: str = ""


@dataclass(frozen=True, slots=True)
class SignalNote:
    """What stands out, in words, with why; a suggestion for people, not a claim."""

    title: str
    why: str
    kind: Literal["level", "trend", "gap", "concentration", "other"] = "other"
    tone: Literal["better", "worse", ""] = ""
    score: float | None = None
    indicator: IndicatorRef | None = None
    place: PlaceRef | None = None


ANALYSES: Sequence[tuple[str, str, str]] = spoken(
    (
        ("productivity", "Productivity", "What an hour's work makes, and where the gap comes from"),
        ("sectors", "Sectors", "Which industries stand out, and how they have changed"),
        ("disparities", "Disparities", "How far apart the area's neighbourhoods and districts are"),
        ("commuting", "Commuting and borders", "Where people live and work, and who shares the labour market"),
        ("floorspace", "Office floorspace", "Where office space grew and where it went"),
    )
)
"""The analyses: identifier, name, and what each asks."""


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What every page knows: the site's title, the place it is about, and the date its evidence stands at.

    `strategy` lists the pages of the strategy, the chief ones first, as address and words; it is empty where there is
    none. `notice` says on every page what the strategy is not; `edition` names it. `beside` names pages that are not
    part of the built site but served with it, such as those of the web application. `boundaries_year` is that of the
    newest boundaries which its maps show, 0 where it is not known.
    """

    title: str
    place: PlaceRef
    as_of: date
    description: str = ""
    publisher: str = ""
    contact: str = ""
    version: str = ""
    boundaries_year: int = 0
    analyses: Sequence[tuple[str, str, str]] = ANALYSES
    strategy: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    edition: str = ""
    beside: Beside = ALONE

    @property
    def attribution(self) -> tuple[str, ...]:
        """The lines that licences ask for on every page, in the language of the moment."""
        return attribution(self.boundaries_year)
