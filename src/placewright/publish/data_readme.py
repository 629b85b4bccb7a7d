"""README.md of the folder of data: what each file holds, how the tables join, and what the licences ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from placewright.core.periods import day_in_words
from placewright.publish.views import SourceNote
from placewright.publish.views_data import DataPackage, DataTable

FILE = "README.md"

_HOW = """\
## How to read the tables

- UTF-8 with one line of heads. An empty cell means none, or not known; a figure that is missing is never 0, and
  `status` says why it is missing.
- `low` and `high` are the least and the most that a value may be, and `error` says by which error: `sampling` (the
  95 % confidence interval), `rounding` (every value that the publisher's rule prints as the figure), `revision` (how
  far such figures were revised in the past) or `unknown`, where no interval is known.
- Join on codes and ids, not on names: `evidence.place` with `places.code`, `evidence.indicator` with `indicators.id`,
  each dataset in `evidence.dataset` with `datasets.id`.
- Periods: a year (`2023`), a financial year (`2023-24`), a quarter (`2023-Q1`), a rolling year by its last month
  (`P1Y/2024-09`), a day (`2021-03-21`) or a span (`2020..2023`).
- Ids and codes in one cell are parted by spaces, texts by ` | `, datasets of one figure by `+`.
- `datapackage.json` describes every column for programs that read Frictionless data packages, `csv-metadata.json` for
  CSV on the Web. The spreadsheets are for reading by eye; `json-stat/` holds each indicator as a JSON-stat cube.
"""


def data_readme(package: DataPackage) -> bytes:
    """What somebody who was sent the folder has to know before the first row, as Markdown."""
    sources = tuple(dict.fromkeys(note for table in package.tables for note in table.sources))
    parts = [
        f"# {package.title}: data",
        package.description,
        f"Figures as released by {day_in_words(package.as_of)}.",
        "## Tables",
        "\n".join(_line(table) for table in package.tables),
        _HOW.strip(),
        *(("## Sources and licences", "\n".join(_licences(sources))) if sources else ()),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _line(table: DataTable) -> str:
    rows = max(table.content.count(b"\n") - 1, 0)
    about = f"{str(table.description).rstrip('.')}." if table.description else ""
    key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
    return f"- `{table.name}.csv` ({rows:,} {'row' if rows == 1 else 'rows'}): {table.title}. {about}{key}".rstrip()


def _licences(sources: Iterable[SourceNote]) -> Iterator[str]:
    named: dict[tuple[str, str], list[str]] = {}
    for note in sources:
        named.setdefault((note.licence, note.licence_url), []).append(note.dataset)
    for (licence, address), datasets in named.items():
        where = f" ({address})" if address else ""
        yield f"- {licence}{where}: {', '.join(f'`{name}`' for name in sorted(datasets))}."
    yield ""
    yield "`datasets.csv` has the publisher, the release and the attribution that each licence asks to be shown."
