"""The document: a strategy with its pictures drawn, ready to be printed as PDF, Word, slides or pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from placewright.records.prose import Heading, Listing, Paragraph, Quote, TextTable

_DRAWN_WORDS = frozenset({"alignments", "funds", "logic", "priorities", "swot", "timeline"})
"""The kinds of pictures that are made of words."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heads, which columns are numbers, and its rows as texts; a missing value is written in words."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...] = ()
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One named line of numbers behind a chart, for a native chart in slides and spreadsheets; None is missing.

    `low` and `high` are the ends of the values' intervals; empty where none is to be drawn.
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a chart: labels along its axis and one line of values for each series.

    `decimals` is how many a sentence about them prints; None where no sentence is known to.
    """

    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str
    form: str = "line"
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimChart:
    """The chart that a claim's figures suggest: its title, what it shows in words, and the bars that stand out."""

    title: str
    alt: str
    figures: Figures
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, map or diagram with everything that must stand beside it.

    `svg` is the static picture (light, on white), `width` and `height` its size in pixels. `alt` says what it shows in
    a sentence, `text` what can be read from it in a paragraph; `table` holds its numbers. `spec` is the Vega-Lite
    specification where the page draws it live. `narrow` is the picture drawn for a phone. `source` names publisher,
    release and licence. `chosen` names, in their order, what it shows as chosen.
    """

    id: str
    kind: str
    title: str
    alt: str
    svg: str
    width: int
    height: int
    caption: str = ""
    text: str = ""
    source: str = ""
    table: Grid | None = None
    figures: Figures | None = None
    spec: Mapping[str, Any] | None = None
    href: str = ""
    narrow: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def is_of_words(self) -> bool:
        """Whether words are what it draws, so that its text would only tell them again."""
        return self.kind in _DRAWN_WORDS

    @property
    def reading(self) -> str:
        """What is printed below it."""
        return "" if self.is_of_words else self.text

    @property
    def description(self) -> str:
        """What is said to those who do not see it: all that it holds in words where that is not printed below it."""
        return self.alt if self.reading or not self.text else f"{self.alt} {self.text}"


DocumentBlock: TypeAlias = "Heading | Paragraph | Listing | Quote | TextTable | Picture | Grid"


@dataclass(frozen=True, slots=True)
class DocumentChapter:
    """A chapter with its pictures; `number` is printed before its title."""

    id: str
    title: str
    number: int
    blocks: tuple[DocumentBlock, ...]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class FigureTrace:
    """Where a figure comes from, in words for a reader.

    `value` and `interval` are printed with their unit; `interval` says which error it holds, or that none is known.
    `what` is what is measured, `steps` what was done to it, which ends with the `method` of its indicator, `source`
    publisher, release and licence. It `is_change` where it sets two periods against each other. `note` is all that must
    be known beside it: the `caveats` of its cells, and the `remark`, what is so of this figure alone.
    """

    name: str
    value: str
    interval: str
    what: str
    place: str
    period: str
    source: str
    steps: str = ""
    note: str = ""
    indicator: str = ""
    href: str = ""
    dataset: str = ""
    number: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    is_change: bool = False
    caveats: tuple[str, ...] = ()
    remark: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A claim as the ledger prints it: sentence, verdict, tests, figures and what they rest on."""

    id: str
    title: str
    text: str
    stance: str
    foundation: str
    verdict: str
    marks: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    figures: tuple[FigureTrace, ...] = ()
    chapters: tuple[str, ...] = ()
    why: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that the text quotes: a study, finding, event, fund or decision, with its source."""

    id: str
    text: str
    source: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A strategy in one edition: the cover, the chapters, the ledger behind them and the sources.

    `charts` are those that claims suggest, by their ids. `notice` is printed on the cover and every page's foot where
    it must be said what the document is not. `boundaries_year` is the year of the newest boundaries that maps show.
    """

    title: str
    subtitle: str
    place: str
    edition: str
    date: date
    notice: str
    chapters: tuple[DocumentChapter, ...]
    ledger: tuple[LedgerRow, ...] = ()
    references: tuple[Reference, ...] = ()
    sources: tuple[str, ...] = ()
    language: str = "en-GB"
    headline: tuple[LedgerRow, ...] = field(default=())
    charts: Mapping[str, ClaimChart] = field(default_factory=dict)
    edition_id: str = ""
    boundaries_year: int = 0

    @property
    def priorities(self) -> tuple[DocumentChapter, tuple[str, ...]] | None:
        """The chapter that shows the priorities, and the names of those chosen in their order; None where none does."""
        for chapter in self.chapters:
            for block in chapter.blocks:
                if isinstance(block, Picture) and block.chosen:
                    return chapter, block.chosen
        return None

    @property
    def author(self) -> str:
        """Whom files name as their author: the place, and nobody where a notice says whose the document is not."""
        return "" if self.notice else self.place
