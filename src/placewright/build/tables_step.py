"""The step that makes the downloads of the whole: a data package, a spreadsheet, and their copies beside the site."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from time import perf_counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from placewright import __version__
from placewright.build.evidence_step import FILE, EvidenceMade
from placewright.build.page_jobs import publish_code, site_info
from placewright.build.pipeline import Build
from placewright.build.sources_of import source_notes
from placewright.build.world import World
from placewright.core.fingerprints import fingerprint
from placewright.core.periods import parse_period
from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.table import EVIDENCE
from placewright.publish.data import data_package, marked, spreadsheet
from placewright.publish.views import FOUNDATIONS
from placewright.publish.views_data import DataField, DataPackage, DataTable, Sheet, SheetColumn, Spreadsheet

_COLUMNS = {
    "indicator": "Id of the indicator; see the table of indicators",
    "place": "Code of the place as published",
    "place_vintage": "The set of codes that the place's code belongs to",
    "period": "Year, financial year, quarter, rolling year, day or span of years",
    "dimensions": "Empty, or the members it is broken down by",
    "value": "The figure, in its unit; empty where missing",
    "low": "The least it may be",
    "high": "The most it may be",
    "error": "Which error low and high hold",
    "status": "What is known of the figure; why it is missing",
    "caveat": "Known troubles of the cells it is computed from",
    "unit": "Unit of value, low and high",
    "dataset": "Datasets it is computed from",
    "fingerprint": "Of the canonical cells it is computed from",
}
_CLOSED = {"error": tuple(map(str, ErrorKind)), "status": tuple(map(str, Status))}


def make_tables(build: Build, world: World, evidence: EvidenceMade) -> None:
    """Write the data package and the spreadsheet, where evidence, places or the publisher's code changed."""
    site = site_info(world)
    pins = {name: item.snapshot for name, item in build.workspace.datasets.items()}
    key = fingerprint([evidence.key, publish_code(), world.pages, pins, repr(site), __version__, "tables"])
    if build.kept("data package", key):
        return
    started = perf_counter()
    tables = (_evidence(world, evidence), _indicators(world), _datasets(world))
    description = f"{site.description}. Every figure carries its interval, status and source."
    package = DataPackage(world.workspace.record.id, site.title, description, site.as_of, tables, __version__)
    files = dict(data_package(package))
    files["data/evidence.xlsx"] = spreadsheet(_book(world, site.title, package))
    copies = {f"site/{path}": content for path, content in files.items()}
    copies[f"site/data/{FILE}"] = (build.out / FILE).read_bytes()
    build.wrote(
        "data package",
        key,
        {**files, **copies},
        seconds=perf_counter() - started,
        why="the evidence or its pins changed",
    )


def _evidence(world: World, evidence: EvidenceMade) -> DataTable:
    codes = sorted({same for code in world.pages for same in world.codes_of(code)})
    table = evidence.table.filter(pc.is_in(evidence.table["place"].cast(pa.string()), value_set=pa.array(codes)))
    plain = pa.table({field.name: table[field.name].cast(_plain(field.type)) for field in EVIDENCE})
    written = io.BytesIO()
    pcsv.write_csv(plain, written, pcsv.WriteOptions(quoting_style="needed"))
    fields = tuple(
        DataField(name, "number" if name in {"value", "low", "high"} else "string", words, _CLOSED.get(name, ()))
        for name, words in _COLUMNS.items()
    )
    sources = source_notes(world, sorted(world.workspace.datasets))
    title = f"Figures of {world.name(world.area)}, its districts and its comparators"
    return DataTable("evidence", title, "One row for each figure.", fields, written.getvalue(), (), sources)


def _indicators(world: World) -> DataTable:
    head = ("id", "name", "foundation", "theme", "unit", "polarity", "definition", "method", "not_shown", "sources")
    rows = (
        (
            item.id,
            item.name,
            str(item.foundation),
            item.theme,
            item.unit,
            str(item.polarity),
            item.definition,
            item.method,
            item.not_shown,
            " ".join(item.sources),
        )
        for item in world.indicators.values()
    )
    fields = tuple(DataField(name, "string", name.replace("_", " ")) for name in head)
    return DataTable("indicators", "Indicators", "What each indicator means.", fields, _csv(head, rows), ("id",))


def _datasets(world: World) -> DataTable:
    head = ("id", "publisher", "title", "release", "licence", "attribution", "address", "snapshot", "rows", "rounding")
    notes = source_notes(world, sorted(world.workspace.datasets))
    rows = (
        (
            note.dataset,
            note.publisher,
            note.title,
            note.released,
            note.licence,
            world.workspace.source(note.dataset).attribution,
            note.url,
            note.fingerprint,
            str(note.rows),
            note.rounding,
        )
        for note in notes
    )
    fields = tuple(DataField(name, "integer" if name == "rows" else "string", name) for name in head)
    return DataTable("datasets", "Datasets", "Where the figures come from.", fields, _csv(head, rows), ("id",))


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def _book(world: World, title: str, package: DataPackage) -> Spreadsheet:
    columns = (
        SheetColumn("Indicator", width=44),
        SheetColumn("Place", width=24),
        SheetColumn("Code", width=12),
        SheetColumn("Period", width=20),
        SheetColumn("Value", "number", 2),
        SheetColumn("Low", "number", 2),
        SheetColumn("High", "number", 2),
        SheetColumn("Kind of interval", width=16),
        SheetColumn("Unit", width=18),
        SheetColumn("Rank", "number", 0, 8),
        SheetColumn("Of how many", "number", 0, 12),
    )
    sheets = []
    for foundation, name, about in FOUNDATIONS:
        rows = tuple(_book_rows(world, foundation))
        if rows:
            intro = (f"{about}. The newest figure of each indicator; the whole series are in evidence.csv.",)
            sheets.append(Sheet(name, f"{name}: newest figures", columns, rows, intro))
    cover = (
        package.description,
        "The figures belong to their publishers; see datasets.csv for licence and attribution of each.",
        "Intervals are never mixed: sampling is a 95 % confidence interval, rounding holds every value that rounds so.",
    )
    return Spreadsheet(title, package.as_of, cover, tuple(sheets))


def _book_rows(world: World, foundation: str) -> Iterable[tuple[str | float | int | None, ...]]:
    for indicator in world.indicators.values():
        if str(indicator.foundation) != foundation:
            continue
        for code in world.pages:
            found = world.find(indicator.id, code)
            if found is None:
                continue
            yield (
                indicator.name,
                world.name(code),
                found.place,
                parse_period(found.period).label if found.period else "",
                marked(found.value, str(found.status)),
                found.low,
                found.high,
                str(found.error),
                found.unit,
                found.rank.position if found.rank else None,
                found.rank.of if found.rank else None,
            )
