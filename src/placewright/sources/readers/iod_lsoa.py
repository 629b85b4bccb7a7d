"""English Indices of Deprivation by LSOA: ranks, deciles and scores of the overall index and its domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._intervals import nearest
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import LSOA
from placewright.sources.readers._text_file import read_text_table
from placewright.sources.reading import Reading, SourceFile, read_each

DIMENSIONS = ("domain",)

_UNITS = {"rank": "rank", "decile": "decile", "score": "score"}
_SCORE_STEP = 0.001


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Every LSOA's rank (1 is the most deprived), decile and, where published, score, by domain."""
    return read_each(files, lambda file: _read_file(file, source))


def _read_file(file: SourceFile, source: Source) -> Reading:
    code = str(source.options["code"])
    columns = _columns(source)
    table = read_text_table(file, [code, *columns])
    places = table.places(code, LSOA, what=worded("an LSOA code"))
    table.once([places], what="The LSOA")
    melt = Melt(table, {"place": places, "place_vintage": source.place_vintage, "period": source.release}, DIMENSIONS)
    for name, (domain, measure) in columns.items():
        words = {"domain": domain, "measure": measure, "unit": _UNITS[measure]}
        if measure == "score":
            cells = table.numbers(name)
            low, high = nearest(cells.values, _SCORE_STEP)
            melt.columns.append(NumberColumn(name, cells, words, low, high, "rounding"))
            continue
        most = 10 if measure == "decile" else table.size
        melt.columns.append(NumberColumn(name, table.numbers(name, least=1, most=most, whole=True), words))
    return table.reading(melt.observations())


def _columns(source: Source) -> dict[str, tuple[str, str]]:
    """The columns of numbers that the source declares, each with its domain and measure.

    A heading is the publisher's word for the domain, an underscore and the measure, unless `columns` spells it out.
    """
    spelt = cast(Mapping[str, Sequence[str]], source.options.get("columns", {}))
    domains = cast(Mapping[str, str], source.options.get("domains", {}))
    measures = cast(Sequence[str], source.options.get("measures", ()))
    named = {f"{word}_{measure}": (domain, measure) for word, domain in domains.items() for measure in measures}
    return named | {heading: (pair[0], pair[1]) for heading, pair in spelt.items()}
