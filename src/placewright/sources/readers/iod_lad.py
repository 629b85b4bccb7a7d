"""English Indices of Deprivation, district summaries: average ranks and scores, shares of LSOAs, extent, scale."""

from __future__ import annotations

import re
from collections.abc import Sequence

from placewright.core.errors import BadSourceFile
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.readers._intervals import nearest
from placewright.sources.readers._melt import Melt, NumberColumn
from placewright.sources.readers._shapes import DISTRICTS
from placewright.sources.readers._table import Words, need_columns, sheet_table, whole_file
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each
from placewright.sources.sheets import Sheet, open_workbook

DIMENSIONS = ("domain",)

_SHEETS = {
    "IMD": "imd",
    "Income": "income",
    "Employment": "employment",
    "Education": "education",
    "Health": "health",
    "Crime": "crime",
    "Barriers": "barriers",
    "Living": "living-environment",
    "IDACI": "idaci",
    "IDAOPI": "idaopi",
}
_CODE = "Local Authority District code (2024)"

_MEASURES: tuple[tuple[re.Pattern[str], str, str, float | None], ...] = (
    (re.compile(r"rank of average rank", re.I), "rank-of-average-rank", "rank", None),
    (re.compile(r"rank of average score", re.I), "rank-of-average-score", "rank", None),
    (re.compile(r"rank of proportion of LSOAs in most.*", re.I), "rank-of-share-in-most-deprived-10", "rank", None),
    (re.compile(r"rank of extent", re.I), "rank-of-extent", "rank", None),
    (re.compile(r"rank of local concentration", re.I), "rank-of-local-concentration", "rank", None),
    (re.compile(r"rank of (?:income|employment) scale", re.I), "rank-of-scale", "rank", None),
    (re.compile(r"average rank", re.I), "average-rank", "rank", 0.01),
    (re.compile(r"average score", re.I), "average-score", "score", 0.001),
    (re.compile(r"proportion of LSOAs in most.*", re.I), "share-in-most-deprived-10", "share", 0.0001),
    (re.compile(r"extent", re.I), "extent", "share", 0.0001),
    (re.compile(r"local concentration", re.I), "local-concentration", "rank", 0.01),
    (re.compile(r"(?:income|employment) scale", re.I), "scale", "people", 1.0),
)
"""Heading, measure, unit and the step its values are rounded to (None: exact); the first that fits is taken."""


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """Each district's summary measures by domain."""
    return read_each(files, lambda file: _read_workbook(file, source))


def _read_workbook(file: SourceFile, source: Source) -> Reading:
    book = open_workbook(file)
    wrong = WrongRows(file.name)
    return whole_file(wrong, [_read_sheet(book.sheet(name), domain, source, wrong) for name, domain in _SHEETS.items()])


def _read_sheet(sheet: Sheet, domain: str, source: Source, wrong: WrongRows) -> Reading:
    where = f"{sheet.file}, sheet '{sheet.name.strip()}'"
    header, texts = sheet.header(lambda cells: any(cell.startswith("Local Authority District code") for cell in cells))
    need_columns(texts, [_CODE], where)
    kinds = {index: kind for index, text in enumerate(texts) if (kind := _kind(text)) is not None}
    if len({kind[0] for kind in kinds.values()}) < len(kinds) or "average-rank" not in {k[0] for k in kinds.values()}:
        raise BadSourceFile(worded("Its columns are not those of the district summaries."), where=where)
    names = {texts.index(_CODE): _CODE} | {index: kind[0] for index, kind in kinds.items()}
    table = sheet_table(sheet, header, names, numbers=[kind[0] for kind in kinds.values()], wrong=wrong)
    places = table.places(_CODE, DISTRICTS, what=worded("a district code"))
    table.once([places], what="The district")
    shared: dict[str, Words | str] = {
        "place": places,
        "place_vintage": source.place_vintage,
        "period": source.release,
        "domain": domain,
    }
    melt = Melt(table, shared, DIMENSIONS)
    for measure, unit, step in kinds.values():
        words = {"measure": measure, "unit": unit}
        if step is None:
            cells = table.numbers(measure, least=1, most=table.size, whole=True)
            melt.columns.append(NumberColumn(measure, cells, words))
            continue
        share = unit == "share"
        cells = table.numbers(measure, least=0 if share else None, most=1 if share else None)
        low, high = nearest(cells.values, step, least=0 if share else -float("inf"), most=1 if share else float("inf"))
        melt.columns.append(NumberColumn(measure, cells, words, low, high, "rounding"))
    return table.part(melt.observations())


def _kind(heading: str) -> tuple[str, str, float | None] | None:
    """The measure, unit and rounding step that a heading names, such as `IMD - Average rank`."""
    text = heading.rsplit(" - ", 1)[-1].strip()
    for pattern, measure, unit, step in _MEASURES:
        if pattern.fullmatch(text):
            return measure, unit, step
    return None
