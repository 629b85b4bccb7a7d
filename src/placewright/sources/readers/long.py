"""Tables with a row for each observation, in CSV or Parquet, as a source declares them."""

from __future__ import annotations

from collections.abc import Sequence

from placewright.records.source import Source
from placewright.sources.columns import Doubts
from placewright.sources.long_table import chosen_rows, gather, read_rows, tidy
from placewright.sources.options import Long, layout
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The observations of a source's long tables; wrong rows are named and left out."""
    long = layout(source, Long)
    return read_each(files, lambda file: _read_file(file, source, long))


def _read_file(file: SourceFile, source: Source, long: Long) -> Reading:
    wrong = WrongRows(file.name)
    rows = read_rows(file, long, wrong)
    count = rows.table.num_rows + wrong.count
    rows = chosen_rows(rows, long)
    doubts = Doubts(file.name, rows.numbers)
    columns = gather(rows, source, long, doubts)
    lines, kept = rows.numbers, doubts.kept
    del rows
    doubts.tell(wrong)
    issues = wrong.issues(count)
    return Reading(tidy(file, lines, columns, long, kept), count, issues)
