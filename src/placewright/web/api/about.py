"""What the page about the interface shows: what there is, files, licences, and examples with this site's address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from placewright.core.words import gettext
from placewright.web.api.catalogue import Catalogue
from placewright.web.api.files import Download, downloads

_FOLDER = Path(__file__).parent / "examples"
EXAMPLES: Mapping[str, str] = {
    "python": "read.py.txt",
    "r": "read.R.txt",
    "power query": "read.m.txt",
    "formula": "read.formula.txt",
    "curl": "read.sh.txt",
}
"""Each example's file."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the examples ask for: an indicator, and a place and a period that have a value of it."""

    indicator: str
    place: str
    period: str


@dataclass(frozen=True, slots=True)
class About:
    """What the page about the interface shows of a build."""

    observations: int
    indicators: int
    places: int
    claims: int
    tables: tuple[Download, ...]
    cubes: int
    licences: tuple[tuple[str, str, int], ...]


def about(now: Catalogue) -> About:
    """What there is."""
    files = tuple(replace(one, title=gettext(one.title)) for one in downloads(now).values())
    licences: dict[tuple[str, str], int] = {}
    for note in now.datasets.values():
        licences[note.licence, note.licence_url] = licences.get((note.licence, note.licence_url), 0) + 1
    return About(
        observations=len(now.figures),
        indicators=len(now.indicators),
        places=len(now.figures.words["place"]),
        claims=len(now.claims),
        tables=tuple(sorted((item for item in files if item.format != "JSON-stat"), key=_place_of)),
        cubes=sum(item.format == "JSON-stat" for item in files),
        licences=tuple((*named, count) for named, count in sorted(licences.items(), key=lambda item: -item[1])),
    )


_FIRST = ("data-package.zip", "evidence.parquet", "evidence.csv", "claims.json", "json-stat.zip", "evidence.xlsx")
"""The files that most come for."""


def _place_of(item: Download) -> tuple[int, str]:
    return (_FIRST.index(item.path) if item.path in _FIRST else len(_FIRST), item.path)


def sample(now: Catalogue) -> Sample:
    """What the examples ask for: the first indicator of the front page that the place has, under the code it has it."""
    figures, world = now.figures, now.shown.world
    for indicator in (*now.shown.workspace.record.headline, *now.indicators):
        for code in (*world.codes_of(world.area), *world.members):
            rows = figures.narrow(figures.rows_of(indicator), "place", (code,))
            newest = [row for row in figures.read(figures.newest(rows)) if row.value is not None]
            if newest:
                return Sample(indicator, code, newest[0].period)
    first = next(iter(figures.read(figures.rows_of(next(iter(now.indicators)))[:1])))
    return Sample(first.indicator, first.place, first.period)


def examples(site: str, asked: Sample) -> dict[str, str]:
    """The examples by name, for a site's address and what they ask for."""
    env = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701 - no HTML
    given = {"site": site.rstrip("/"), "indicator": asked.indicator, "place": asked.place, "period": asked.period}
    return {
        name: env.from_string((_FOLDER / file).read_text(encoding="utf-8")).render(given)
        for name, file in EXAMPLES.items()
    }
