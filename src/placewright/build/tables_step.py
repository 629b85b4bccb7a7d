"""The step that makes the downloads of the whole: a data package, a spreadsheet, and their copies beside the site."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from time import perf_counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from placewright import __version__
from placewright.build.cubes_step import make_cubes, shown_rows
from placewright.build.evidence_held import FILE
from placewright.build.evidence_step import EvidenceMade
from placewright.build.page_jobs import newest_data, site_info
from placewright.build.pipeline import Build
from placewright.build.sources_of import source_notes
from placewright.build.state import code_fingerprint
from placewright.build.strategy_book import strategy_book
from placewright.build.strategy_tables import strategy_tables
from placewright.build.table_columns import column, csv_text, table_of
from placewright.build.world import World
from placewright.core.fingerprints import fingerprint
from placewright.core.periods import parse_period
from placewright.core.quantities import ErrorKind, Status
from placewright.core.words import gettext as _
from placewright.evidence.table import EVIDENCE
from placewright.publish.csv_w import FILE as METADATA
from placewright.publish.csv_w import csv_metadata
from placewright.publish.data import MARKS, BadTable, marked, package_description, spreadsheet
from placewright.publish.data_readme import FILE as README
from placewright.publish.data_readme import data_readme
from placewright.publish.views import FOUNDATIONS, SiteInfo
from placewright.publish.views_data import (
    DataField,
    DataPackage,
    DataTable,
    ForeignKey,
    Sheet,
    SheetColumn,
    Spreadsheet,
)
from placewright.records.verdict import ClaimResult

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
    "indicator_name": "What the indicator is called, for reading; join on its id",
    "place_name": "What the place is called, for reading; join on its code",
}
_OF_INDICATORS = {
    "id": "Id of the indicator, as the evidence names it",
    "name": "What it is called",
    "foundation": "The foundation of productivity that it tells of",
    "theme": "What it is grouped with inside its foundation",
    "unit": "Unit of its figures",
    "polarity": "Whether higher is better, lower is better, or neither",
    "definition": "What is counted or measured",
    "method": "How the figures are made from what the publishers give",
    "not_shown": "What the figures do not show, and a reader may take them to",
    "sources": "Datasets that it is made from, parted by spaces",
}
_OF_DATASETS = {
    "id": "Id of the dataset, as the evidence names it",
    "publisher": "Who publishes the series",
    "title": "What the publisher calls it",
    "release": "The release that was read",
    "licence": "Licence under which it is published",
    "attribution": "The line that the licence asks to be shown with the figures",
    "address": "The publisher's page of the series",
    "snapshot": "SHA-256 of what was read, as tidy observations",
    "rows": "How many observations were read",
    "rounding": "How the publisher rounds, and so what an interval of rounding holds",
    "not_in_interval": "An error of all its figures that no interval holds, since the publisher gives no size of it",
}
_KEY = ("indicator", "place", "place_vintage", "period", "dimensions")
_NUMBERS = frozenset({"value", "low", "high"})
_CLOSED = {"error": tuple(map(str, ErrorKind)), "status": tuple(map(str, Status))}


def make_tables(build: Build, world: World, evidence: EvidenceMade, results: Mapping[str, ClaimResult]) -> None:
    """Write the data package with its spreadsheets, and the cubes: each part where what it is made from changed."""
    site = site_info(world)
    pins = {name: item.snapshot for name, item in build.workspace.datasets.items()}
    key = fingerprint(
        [
            evidence.key,
            code_fingerprint("build", "core", "publish"),
            world.pages,
            pins,
            repr(site),
            __version__,
            "tables",
        ]
    )
    tables = (
        *_evidence_tables(build, world, evidence, key),
        *_strategy_tables(build, world, results),
    )
    make_cubes(build, world, evidence)
    _describe(build, world, tables)


def _evidence_tables(build: Build, world: World, evidence: EvidenceMade, key: str) -> tuple[DataTable, ...]:
    """The tables of the evidence, written with their spreadsheet where they changed."""
    made = (_places(world), _indicators(world), _datasets(world))
    path = build.out / "data" / "evidence.csv"
    if build.kept("data", key):
        return _evidence(world, path.read_bytes()), *made
    started = perf_counter()
    tables = (_evidence(world, _evidence_csv(world, evidence)), *made)
    site = site_info(world)
    files = {f"data/{table.name}.csv": table.content for table in tables}
    files["data/evidence.xlsx"] = spreadsheet(_book(world, site.title, _about(site)))
    copies = {f"site/{path}": content for path, content in files.items()}
    copies[f"site/data/{FILE}"] = (build.out / FILE).read_bytes()
    seconds = perf_counter() - started
    build.wrote("data", key, {**files, **copies}, seconds=seconds, why="the evidence or its pins changed")
    return tables


def _strategy_tables(build: Build, world: World, results: Mapping[str, ClaimResult]) -> tuple[DataTable, ...]:
    """The tables of the strategy, written with their spreadsheet where they changed; none where none is written."""
    site = site_info(world)
    if not site.strategy:
        return ()
    started = perf_counter()
    at = world.addresses(world.authored, results)
    tables = strategy_tables(at, indicators=world.indicators)
    key = fingerprint([repr(tables), repr(site), code_fingerprint("build", "core", "publish"), "strategy tables"])
    if build.kept("data of the strategy", key):
        return tables
    files = {f"data/{table.name}.csv": table.content for table in tables}
    files["data/strategy.xlsx"] = spreadsheet(
        strategy_book(site, tables, {id: result.why for id, result in results.items()})
    )
    copies = {f"site/{path}": content for path, content in files.items()}
    seconds = perf_counter() - started
    build.wrote("data of the strategy", key, {**files, **copies}, seconds=seconds, why="what was written changed")
    return tables


def _describe(build: Build, world: World, tables: tuple[DataTable, ...]) -> None:
    """Write what the tables hold, for programs that read data packages and for those that read CSV on the Web."""
    site = site_info(world)
    package = DataPackage(world.workspace.record.id, site.title, _about(site), site.as_of, tables, __version__)
    files = {
        "data/datapackage.json": package_description(package),
        f"data/{METADATA}": csv_metadata(package),
        f"data/{README}": data_readme(package),
    }
    key = fingerprint([content.decode() for content in files.values()])
    if build.kept("data package", key):
        return
    copies = {f"site/{path}": content for path, content in files.items()}
    build.wrote("data package", key, {**files, **copies}, seconds=0.0, why="a table changed")


def _about(site: SiteInfo) -> str:
    return " ".join(
        f"{words.rstrip('.')}."
        for words in (site.description, _("Every figure carries its interval, status and source"), site.notice)
        if words
    )


def _evidence_csv(world: World, evidence: EvidenceMade) -> bytes:
    table = shown_rows(world, evidence.table)
    columns = {field.name: table[field.name].cast(_plain(field.type)) for field in EVIDENCE}
    columns["indicator_name"] = _named(columns["indicator"], {id: item.name for id, item in world.indicators.items()})
    codes = columns["place"].unique().to_pylist()
    columns["place_name"] = _named(columns["place"], {code: world.name(code) for code in codes})
    plain = pa.table(columns)
    written = io.BytesIO()
    pcsv.write_csv(plain, written, pcsv.WriteOptions(quoting_style="needed"))
    return written.getvalue()


def _evidence(world: World, content: bytes) -> DataTable:
    fields = tuple(
        DataField(
            name,
            "number" if name in _NUMBERS else "string",
            words,
            _CLOSED.get(name, ()),
            required=name in _KEY and name != "dimensions",
        )
        for name, words in _COLUMNS.items()
    )
    sources = source_notes(world, sorted(world.workspace.datasets))
    title = f"Figures of {world.name(world.area)}, its districts and its comparators"
    points = (ForeignKey(("indicator",), "indicators"), ForeignKey(("place",), "places", ("code",)))
    return DataTable("evidence", title, "One row for each figure.", fields, content, _KEY, sources, points)


def _places(world: World) -> DataTable:
    """The codes of the places that the site shows, each with its name and the place that the site shows it as."""
    shown = {same: code for code in reversed(world.pages) for same in world.codes_of(code)}
    columns = (
        column("code", "Code of the place as published", lambda item: item[0], required=True),
        column("name", "What the place is called", lambda item: world.name(item[0])),
        column("level", "What kind of place the code stands for", lambda item: world.level(item[0])),
        column("shown_as", "Code of the same territory under which the site shows it", lambda item: item[1]),
    )
    rows = [(code, shown[code]) for code in sorted(shown)]
    found = table_of("places", "Places", "The places of the figures.", columns, rows, key=("code",))
    if found is None:
        raise BadTable("The site shows no place.", fix="Name `places` in workspace.toml.")
    return found


def _indicators(world: World) -> DataTable:
    head = tuple(_OF_INDICATORS)
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
    fields = tuple(DataField(name, "string", _OF_INDICATORS[name]) for name in head)
    return DataTable("indicators", "Indicators", "What each indicator means.", fields, csv_text(head, rows), ("id",))


def _datasets(world: World) -> DataTable:
    head = tuple(_OF_DATASETS)
    fields = tuple(DataField(name, "integer" if name == "rows" else "string", _OF_DATASETS[name]) for name in head)
    content = csv_text(head, _dataset_rows(world))
    return DataTable("datasets", "Datasets", "Where the figures come from.", fields, content, ("id",))


def _dataset_rows(world: World) -> Iterable[tuple[str, ...]]:
    for note in source_notes(world, sorted(world.workspace.datasets)):
        yield (
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
            note.not_in_interval,
        )


def _named(ids: pa.ChunkedArray, names: Mapping[str, str]) -> pa.Array:
    """The name of each id; empty where it has none."""
    at = pc.index_in(ids.combine_chunks(), value_set=pa.array(list(names)))
    return pc.fill_null(pa.array(list(names.values())).take(at), "")


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def _book(world: World, title: str, about: str) -> Spreadsheet:
    columns = (
        SheetColumn(_("Indicator"), width=54, wraps=True),
        SheetColumn(_("Place"), width=24),
        SheetColumn(_("Code"), width=12),
        SheetColumn(_("Period"), width=20),
        SheetColumn(_("Value"), "number", 2, 18),
        SheetColumn(_("Low"), "number", 2, 18),
        SheetColumn(_("High"), "number", 2, 18),
        SheetColumn(_("Kind of interval"), width=20),
        SheetColumn(_("Unit"), width=18),
        SheetColumn(_("Rank"), "number", 0, 8),
        SheetColumn(_("Of how many"), "number", 0, 12),
        SheetColumn(_("Sources"), width=40, wraps=True),
    )
    sheets = []
    for foundation, name, told in FOUNDATIONS:
        rows = tuple(_book_rows(world, foundation))
        if rows:
            intro = (
                _("%(about)s. The newest figure of each indicator; the whole series are in evidence.csv.")
                % {"about": told},
            )
            sheets.append(Sheet(name, _("%(name)s: newest figures") % {"name": name}, columns, rows, intro))
    sheets.append(_sources_sheet(world))
    cover = (
        about,
        _(
            "The figures belong to their publishers. The sheet Sources has the release, the licence and the "
            "attribution of each."
        ),
        _(
            "Intervals are never mixed: sampling is a 95 % confidence interval, rounding holds every value that rounds "
            "so."
        ),
    )
    return Spreadsheet(title, newest_data(world), cover, tuple(sheets), tuple(MARKS.values()))


def _sources_sheet(world: World) -> Sheet:
    """Where the figures come from, so that a workbook passed on alone still says so."""
    columns = (
        SheetColumn(_("Source"), width=40),
        SheetColumn(_("Publisher"), width=34, wraps=True),
        SheetColumn(_("Title"), width=60, wraps=True),
        SheetColumn(_("Release"), width=18),
        SheetColumn(_("Licence"), width=32),
        SheetColumn(_("Attribution"), width=60, wraps=True),
        SheetColumn(_("Address"), width=60, wraps=True),
    )
    rows = tuple(row[: len(columns)] for row in _dataset_rows(world))
    return Sheet(_("Sources"), _("Sources: where the figures come from"), columns, rows)


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
                ", ".join(indicator.sources),
            )
