"""The cells that figures are computed from: of every dataset's rows those that some line uses, their words as codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from placewright.core.errors import BadSourceFile
from placewright.core.late_dataclass import dataclass
from placewright.core.periods import YearSpan, parse_period, year_of
from placewright.core.said import worded
from placewright.evidence.coded_words import BoolArray, Codes, coded, each
from placewright.evidence.figures_by_hand import read_by_hand
from placewright.evidence.levels import is_lasting
from placewright.evidence.plan import TOTAL, Plan, cell_key
from placewright.evidence.quotients import ERRORS, NOT_AVAILABLE, RANKS
from placewright.evidence.table import WORD
from placewright.records.caveat import Caveat

_NEEDED = ("place", "place_vintage", "period", "measure", "value", "status")
_NUMBERS = ("value", "low", "high")
_WORDS = ("place", "place_vintage", "period", "error", "status", "caveat")
_FIXED = frozenset({*_NEEDED, *_NUMBERS, *_WORDS, "unit", "dataset", "file", "sheet", "row", "column"})
_SMALL_AREAS = ("lsoa-", "msoa-")
_KINDS = {str(kind): number for number, kind in enumerate(ERRORS)}

ANYWHERE = -1
"""The space of a code that is never used again; others are told apart by their vintage."""

DIGESTED = (
    "of_dataset", "of_place", "of_vintage", "of_period", "of_cell", "of_status", "of_value", "of_low", "of_high",
)  # fmt: skip
"""The columns of words that a cell's digest is of; each word ends with a bar."""

_DIGITS = "%.11e|"
"""Numbers in a cell's canonical text have 12 significant digits."""

EXACT = len(ERRORS)
"""The error of a number taken as exact; `ERRORS` numbers the others."""


@dataclass(frozen=True, slots=True, eq=False)
class UsedCells:
    """The cells that some line uses, one a row, and the words that their codes stand for.

    `table` has the numbers of a cell as the plan counts them, of `places`, `vintages` and `periods`, the year, the
    interval, the rank of the status and the kind of error; `caveat` is the publisher's words and the ids of the caveats
    that trouble the cell; the columns of `DIGESTED` are words.
    """

    table: pa.Table
    places: tuple[str, ...]
    vintages: tuple[str, ...]
    periods: tuple[str, ...]


def used_cells(
    observations: Mapping[str, Sequence[Path]],
    plan: Plan,
    *,
    caveats: Sequence[Caveat] = (),
    places: Collection[str] | None = None,
    breakdown_places: Collection[str] | None = None,
    members: Collection[str] = (),
) -> UsedCells:
    """The cells that some line of the plan uses, from every dataset's files.

    `places` are those asked for, all without it; `breakdown_places` those that lines of a breakdown are asked for at.
    Those of `members` are read in any case.
    """
    always = frozenset(members)
    read = None if places is None else always.union(places)
    broken_down = None if breakdown_places is None else always.union(breakdown_places)
    parts = [
        _of_dataset(
            name,
            files,
            plan,
            caveats=[caveat for caveat in caveats if caveat.dataset == name],
            places=read,
            breakdown_places=broken_down,
        )
        for name, files in sorted(observations.items())
        if name in plan.datasets
    ]
    return _for_engine(pa.concat_tables(parts).unify_dictionaries().combine_chunks(), plan, breakdown_places)


def _of_dataset(
    name: str,
    files: Sequence[Path],
    plan: Plan,
    *,
    caveats: Sequence[Caveat],
    places: Collection[str] | None,
    breakdown_places: Collection[str] | None,
) -> pa.Table:
    rows = pa.concat_tables([_read(path) for path in files], promote_options="permissive")
    rows = rows.unify_dictionaries().combine_chunks()
    if lacking := sorted(set(_NEEDED) - set(rows.schema.names)):
        raise BadSourceFile(
            worded("The figures of '%(name)s' have no column '%(lacking)s'.", name=name, lacking=lacking[0]),
            where=str(files[0]),
        )
    cell = _numbered(rows, name, plan, _asked(rows, places, small_areas=plan.small_areas(name)))
    used = cell >= 0
    if breakdown_places is not None:
        used &= plan.in_plain_lines[cell] | each(rows["place"], lambda word: word in breakdown_places)
    rows, cell = rows.filter(pa.array(used)), cell[used]
    columns: dict[str, Any] = {"cell": pa.array(cell.astype(np.int32))}
    for column in (*_WORDS, *_NUMBERS):
        kind = pa.float64() if column in _NUMBERS else WORD
        columns[column] = rows[column].cast(kind) if column in rows.schema.names else pa.nulls(rows.num_rows, kind)
    columns["caveat"] = _with_caveats(columns, cell, plan, caveats)
    return pa.table(columns)


def _read(path: Path) -> pa.Table:
    """The columns that count, of a Parquet or CSV file, all but the numbers as codes of words."""
    if path.suffix == ".csv":
        table = read_by_hand(path)
        table = table.select(_that_count(table.schema.names))
    else:
        file = pq.ParquetFile(path)
        table = file.read(columns=_that_count(file.schema_arrow.names))
    for at, field in enumerate(table.schema):
        if field.name not in _NUMBERS and field.type != WORD:
            words = table[field.name].cast(pa.string()).dictionary_encode().cast(WORD)
            table = table.set_column(at, field.name, words)
    return table


def _that_count(names: Sequence[str]) -> list[str]:
    return [name for name in names if name not in _FIXED or name in (*_NEEDED, *_NUMBERS, *_WORDS)]


def _asked(rows: pa.Table, places: Collection[str] | None, *, small_areas: bool) -> BoolArray:
    """The rows of the places asked for; without any, all but those of neighbourhoods where none are wanted."""
    if places is not None:
        return each(rows["place"], lambda word: word in places)
    asked = each(rows["place_vintage"], lambda word: small_areas or not word.startswith(_SMALL_AREAS))
    return asked & each(rows["place"], lambda word: True)


def _numbered(rows: pa.Table, dataset: str, plan: Plan, asked: BoolArray) -> Codes:
    """For each row the number of the plan's cell that it is; -1 where it is not asked for or no line uses it.

    Members are made into a key once for each combination of them, however many rows have it.
    """
    wanted = {(measure, key): number for number, (of, measure, key) in enumerate(plan.cells) if of == dataset}
    measures = {measure for measure, _ in wanted}
    at = np.flatnonzero(asked & each(rows["measure"], lambda word: word in measures))
    code, words = coded(rows["measure"])
    combinations, code = np.unique(code[at], return_inverse=True)
    keys = [(words[number], "") for number in combinations]
    for name in sorted(set(rows.schema.names) - _FIXED):
        member, members = coded(rows[name])
        parts = [cell_key([(name, word)]) for word in members] + [""]
        pairs, code = np.unique(code * len(parts) + member[at] % len(parts), return_inverse=True)
        keys = [(keys[pair // len(parts)][0], keys[pair // len(parts)][1] + parts[pair % len(parts)]) for pair in pairs]
    numbers = np.full(rows.num_rows, -1, np.int64)
    numbers[at] = np.array([wanted.get(key, -1) for key in keys], np.int64)[code] if len(at) else -1
    return numbers


def _with_caveats(cells: Mapping[str, Any], cell: Codes, plan: Plan, caveats: Sequence[Caveat]) -> Any:
    """The publisher's words with the ids of the caveats that trouble the cells; null where there are none."""
    code, words = coded(cells["caveat"])
    texts: list[str | None] = [word or None for word in words] + [None]
    for caveat in caveats:
        hit = np.array([_is_troubled(plan.cells[number], caveat) for number in range(len(plan.cells))], bool)[cell]
        if caveat.places:
            hit &= each(cells["place"], frozenset(caveat.places).__contains__)
        if caveat.periods:
            hit &= each(cells["period"], partial(_is_within, given=caveat.periods))
        troubled, at = np.unique(code[hit], return_inverse=True)
        code = code % len(texts)
        fresh = [caveat.id if (text := texts[number]) is None else f"{text} | {caveat.id}" for number in troubled]
        code[hit] = len(texts) + at
        texts += fresh
    distinct = {text: number for number, text in enumerate(dict.fromkeys(text for text in texts if text is not None))}
    codes = np.array([distinct.get(text, -1) if text is not None else -1 for text in texts], np.int32)[code]
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(list(distinct), pa.string()))


def _is_troubled(cell: tuple[str, str, str], caveat: Caveat) -> bool:
    _, measure, key = cell
    if caveat.measures and measure not in caveat.measures:
        return False
    for name, member in caveat.where:
        has = f";{name}={'' if member == TOTAL else member + ';'}" in f";{key}"
        if has == (member == TOTAL):
            return False
    return True


def _is_within(period: str, given: Sequence[str]) -> bool:
    spans = [span for text in given if isinstance(span := parse_period(text), YearSpan)]
    return period in given or any(span.first <= year_of(parse_period(period)) <= span.last for span in spans)


def _for_engine(cells: pa.Table, plan: Plan, breakdown_places: Collection[str] | None) -> UsedCells:
    place, places = coded(cells["place"])
    vintage, vintages = coded(cells["place_vintage"])
    period, periods = coded(cells["period"])
    status, statuses = coded(cells["status"])
    error, errors = coded(cells["error"])
    number = cells["cell"].to_numpy()
    by_word = sorted(range(len(vintages)), key=vintages.__getitem__)  # so the greatest code is of the greatest word
    vintage = np.argsort(by_word)[vintage] if len(by_word) else vintage
    lasting = np.array([is_lasting(word) for word in places] or [False], bool)
    years = np.array([year_of(parse_period(word)) for word in periods] or [0], np.int64)
    ranks = np.array([RANKS.get(word, NOT_AVAILABLE) for word in statuses] + [NOT_AVAILABLE], np.int64)
    kinds = np.array([_KINDS.get(word, -1) for word in errors] + [-1], np.int64)
    codes = {
        "place": place,
        "vintage": vintage,
        "space": np.where(lasting[place], ANYWHERE, vintage),
        "period": period,
        "year": years[period],
        "status": ranks[status],
        "error": kinds[error],
    }
    table = cells.select(["cell", *_NUMBERS, "caveat"])
    for name, column in codes.items():
        table = table.append_column(name, pa.array(column.astype(np.int32)))
    asked = [breakdown_places is None or word in breakdown_places for word in places]
    table = table.append_column("asked", pa.array(np.array([*asked, False], bool)[place]))
    marks = [f"{kind}|{word}|" for kind in (*errors, "") for word in (*statuses, "")]
    mark = (error % (len(errors) + 1)) * (len(statuses) + 1) + status % (len(statuses) + 1)
    words: tuple[tuple[Codes, Iterable[str]], ...] = (
        (number, (f"{dataset}|" for dataset, _, _ in plan.cells)),
        (place, (f"{word}|" for word in places)),
        (vintage, (f"{vintages[at]}|" for at in by_word)),
        (period, (f"{word}|" for word in periods)),
        (number, (f"{measure}|{key}|" for _, measure, key in plan.cells)),
        (mark, marks),
    )
    columns = [
        pa.DictionaryArray.from_arrays(pa.array(code.astype(np.int32)), pa.array(list(texts), pa.string()))
        for code, texts in words
    ]
    columns += [_written(table[name]) for name in _NUMBERS]
    for name, column in zip(DIGESTED, columns, strict=True):
        table = table.append_column(name, column)
    return UsedCells(table, places, tuple(vintages[at] for at in by_word), periods)


def _written(numbers: pa.ChunkedArray) -> pa.DictionaryArray:
    """The numbers as words; each distinct one is written once, and they are fewer than the cells by far."""
    coded = numbers.combine_chunks().dictionary_encode()
    words = ["" if number is None else _DIGITS % number for number in coded.dictionary.to_pylist()]
    codes = pc.fill_null(coded.indices, len(words))
    return pa.DictionaryArray.from_arrays(codes, pa.array([*words, "|"], pa.string()))
