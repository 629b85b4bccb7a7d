"""The figures of analyses for chapters: handed over as pictures when an analysis is computed, read when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from placewright.build.analysis_names import known_analysis
from placewright.build.analysis_pages import FIGURES
from placewright.build.embed_troubles import NothingToShow
from placewright.core.said import worded
from placewright.publish.document import Picture
from placewright.publish.figure_pictures import pictures_from_json

AnalysisFigures = Callable[[str], Picture]
"""Gives the figure that `ANALYSIS/FIGURE-ID` names; raises NothingToShow where there is none."""


def no_figures(name: str) -> Picture:
    """The figures of a workspace whose analyses were not computed.

    Raises:
        NothingToShow: always.
    """
    raise NothingToShow.empty(
        worded("The figure '%(name)s' was not computed.", name=name), worded("Build the workspace, which computes it.")
    )


def figures_in(out: Path) -> AnalysisFigures:
    """The figures that the analyses handed over into a build's output; each analysis is read once."""
    read: dict[str, Mapping[str, Picture]] = {}

    def find(name: str) -> Picture:
        slug, id = known_analysis(name), name.partition("/")[2]
        if slug not in read:
            path = out / FIGURES.format(slug)
            if not path.is_file():
                no_figures(name)
            read[slug] = {picture.id: picture for picture in pictures_from_json(path.read_bytes())}
        known = read[slug]
        if id not in known:
            see = (
                worded("It has %(known)s.", known=", ".join(known))
                if known
                else worded("The analysis has no figures for this workspace.")
            )
            raise NothingToShow.unknown(worded("figure of the analysis '%(slug)s'", slug=slug), id, known, see=see)
        return known[id]

    return find
