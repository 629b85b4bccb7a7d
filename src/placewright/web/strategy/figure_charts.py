"""Charts of the series that a claim's figures come from, as the site draws them, remembered by build and language."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from placewright.build.built import Built
from placewright.build.embed_indicators import chart_of
from placewright.build.embed_troubles import NothingToShow
from placewright.core.words import spoken_language
from placewright.publish.document import Grid
from placewright.records.prose import Embed
from placewright.records.verdict import ClaimResult
from placewright.web.strategy.bench import bench
from placewright.workspace.authored import Authored

_MOST = 2


@dataclass(frozen=True, slots=True)
class FigureChart:
    """A chart as an image that any page may hold, with what it shows in words and its table."""

    title: str
    alt: str
    text: str
    source: str
    image: str
    width: int
    height: int
    table: Grid | None


def charts_of(result: ClaimResult) -> tuple[FigureChart, ...]:
    """Charts of the first series that the figures come from; none where a series has fewer than two values."""
    built = bench()
    if built is None:
        return ()
    made = (_chart(_Key(built), origin, place, spoken_language()) for origin, place in dict.fromkeys(_series(result)))
    return tuple(chart for chart in made if chart is not None)[:_MOST]


def _series(result: ClaimResult) -> Iterator[tuple[str, str]]:
    for figure in result.figures.values():
        if figure.cells and not figure.cells[0].dimensions:
            yield figure.origin, figure.place


@dataclass(frozen=True)
class _Key:
    """A build as a key that is remembered by: builds never change."""

    built: Built

    def __hash__(self) -> int:
        return hash(self.built.out)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.built.out == self.built.out


@lru_cache(maxsize=256)
def _chart(key: _Key, indicator: str, place: str, language: str) -> FigureChart | None:
    """The chart in a language, which is part of the key by which it is remembered."""
    built = key.built
    if indicator not in built.indicators:
        return None
    comparators = built.workspace.record.comparators.wider
    places = ",".join(dict.fromkeys((place, *comparators)))
    for named in (places, place):
        try:
            picture = chart_of(Embed("chart", indicator, (("places", named),)), built.world(Authored()), Authored())[0]
        except NothingToShow:
            continue
        image = f"data:image/svg+xml;base64,{b64encode(picture.svg.encode()).decode()}"
        return FigureChart(
            picture.title,
            picture.alt,
            picture.text,
            picture.source,
            image,
            picture.width,
            picture.height,
            picture.table,
        )
    return None
