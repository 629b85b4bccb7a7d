"""Connectors against bodies invented from the publishers' documented formats; only the marked test has a real one."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest

from placewright.core.errors import BadRecord
from placewright.records.source import Source
from placewright.sources.catalogue import packaged_sources
from placewright.sources.live import arcgis, download, nomis, ons_beta_api, ons_download
from placewright.sources.live.delivery import Order
from placewright.sources.live.http import PublisherRefused
from placewright.sources.live.ordering import CONNECTORS, UnknownConnector, fetch_live

from .conftest import World


def a_source(**live: object) -> Source:
    return Source(
        id="vale-counts",
        title="Counts",
        publisher="Office",
        licence="OGL-UK-3.0",
        attribution="Office",
        landing_page="https://vale.example/counts",
        series="vale-counts",
        release="declared",
        released=None,
        reader="mapped",
        files=("counts.csv",),
        place_vintage="lad-2024",
        live=live,
    )


def order(folder: Path, *, keys: dict[str, str] | None = None, **live: object) -> Order:
    folder.mkdir(exist_ok=True)
    return Order(a_source(**live), folder, keys or {})


# Nomis


class Nomis:
    """A server that pages as Nomis documents: `recordoffset`, `recordlimit`, RECORD_OFFSET and RECORD_COUNT."""

    header = "GEOGRAPHY_CODE,OBS_VALUE,OBS_STATUS"

    def __init__(self, rows: int, *, counted: int | None = None) -> None:
        self.rows = [f"E{n:08d},{n},A" for n in range(rows)]
        self.counted = rows if counted is None else counted

    def __call__(self, request: httpx.Request) -> httpx.Response:
        start = int(request.url.params["recordoffset"])
        limit = int(request.url.params["recordlimit"])
        wanted = request.url.params.get("geography", "").split(",")
        rows = self.rows if wanted == [""] or wanted[0].startswith("TYPE") else wanted
        body = [f"{self.header},RECORD_OFFSET,RECORD_COUNT"]
        for offset, row in enumerate(rows[start : start + limit], start):
            cells = row if "," in row else f"{row},1,A"
            body.append(f"{cells},{offset},{self.counted if wanted == [''] else len(rows)}")
        return httpx.Response(200, text="\n".join(body) + "\n")


def test_nomis_is_paged_within_25_000_cells_and_100_000_with_a_key(world: World, tmp_path: Path) -> None:
    world.handler = Nomis(60_001)
    nomis.deliver(order(tmp_path / "a", dataset="NM_1_1"), world.http())
    assert [request.url.params["recordoffset"] for request in world.asked] == ["0", "25000", "50000"]
    assert {request.url.params["recordlimit"] for request in world.asked} == {"25000"}
    world.asked.clear()
    delivery = nomis.deliver(order(tmp_path / "b", dataset="NM_1_1", keys={"nomis": "0xk"}), world.http())
    assert [(r.url.params["recordlimit"], r.url.params["uid"]) for r in world.asked] == [("100000", "0xk")]
    assert len(delivery.paths[0].read_text().splitlines()) == 60_002


def test_nomis_rows_cut_off_in_silence_are_noticed(world: World, tmp_path: Path) -> None:
    world.handler = Nomis(100, counted=25_100)
    with pytest.raises(PublisherRefused, match="Nomis counts 25100 rows and gave 100"):
        nomis.deliver(order(tmp_path / "a", dataset="NM_1_1"), world.http())
    assert list((tmp_path / "a").iterdir()) == []


def test_nomis_queries_too_long_for_an_address_are_split(world: World, tmp_path: Path) -> None:
    world.handler = Nomis(0)
    codes = [f"E{n:08d}" for n in range(500)]
    delivery = nomis.deliver(order(tmp_path / "a", dataset="NM_1_1", query={"geography": codes}), world.http())
    assert len(world.asked) > 2
    assert all(len(str(request.url)) < 2_500 for request in world.asked)
    rows = list(csv.DictReader(io.StringIO(delivery.paths[0].read_text())))
    assert [row["GEOGRAPHY_CODE"] for row in rows] == codes


def test_nomis_columns_needed_for_reading_and_counting_are_asked_for(world: World, tmp_path: Path) -> None:
    world.handler = Nomis(3)
    query = {"select": "geography_code,OBS_VALUE"}
    nomis.deliver(order(tmp_path / "a", dataset="NM_1_1", query=query), world.http())
    chosen = world.asked[0].url.params["select"].split(",")
    assert chosen == ["geography_code", "obs_value", "obs_status", "record_offset", "record_count"]


def test_an_answer_that_is_no_nomis_table_is_named(world: World, tmp_path: Path) -> None:
    world.handler = lambda request: httpx.Response(200, text="<html>No such dataset</html>")
    with pytest.raises(PublisherRefused, match="not a table with OBS_VALUE"):
        nomis.deliver(order(tmp_path / "a", dataset="NM_0_0"), world.http())


@pytest.mark.publisher
def test_a_recorded_nomis_body_comes_through_with_every_status(
    world: World, tmp_path: Path, publisher_files: Path
) -> None:
    recorded = next(publisher_files.rglob("nomis_NM_17_5_pcon_2023_raw.csv.gz"))
    body = gzip.decompress(recorded.read_bytes())
    world.handler = lambda request: httpx.Response(200, content=body)
    delivery = nomis.deliver(order(tmp_path / "a", dataset="NM_17_5"), world.http())
    assert len(world.asked) == 1
    text = delivery.paths[0].read_text()
    assert list(csv.reader(io.StringIO(text))) == list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert {row["OBS_STATUS"] for row in csv.DictReader(io.StringIO(text))} == {"A", "Q", "G"}


# ONS downloads: invented pages in the shape of the website's `/data` documents

LANDING = {
    "uri": "/economy/datasets/gva",
    "type": "dataset_landing_page",
    "description": {"title": "GVA", "nextRelease": "19 June 2026", "releaseDate": "2025-06-18T23:00:00.000Z"},
    "datasets": [{"uri": "/economy/datasets/gva/current"}, {"uri": "/economy/datasets/gva/2023"}],
}
CURRENT = {
    "uri": "/economy/datasets/gva/current",
    "description": {"edition": "Current", "releaseDate": "2025-06-18T23:00:00.000Z"},
    "downloads": [{"file": "gva.xlsx"}, {"file": "gva.csv"}],
}


def ons(request: httpx.Request) -> httpx.Response:
    if request.url.path == "/file":
        return httpx.Response(200, text=f"body of {request.url.params['uri']}")
    pages = {"/economy/datasets/gva/data": LANDING, "/economy/datasets/gva/current/data": CURRENT}
    page = pages.get(request.url.path)
    return httpx.Response(200, json=page) if page else httpx.Response(404)


PAGE = "https://www.ons.gov.uk/economy/datasets/gva"


def test_the_newest_edition_of_an_ons_page_is_fetched_with_its_release_dates(world: World, tmp_path: Path) -> None:
    world.handler = ons
    delivery = ons_download.deliver(order(tmp_path / "a", url=PAGE, file="*.xlsx"), world.http())
    assert [path.name for path in delivery.paths] == ["gva.xlsx"]
    assert delivery.paths[0].read_text() == "body of /economy/datasets/gva/current/gva.xlsx"
    assert (delivery.released, delivery.next_release) == (date(2025, 6, 19), date(2026, 6, 19))


def test_one_ons_file_is_fetched_by_its_address_with_the_release_of_its_page(world: World, tmp_path: Path) -> None:
    world.handler = ons
    url = "https://www.ons.gov.uk/file?uri=/economy/datasets/gva/current/gva.xlsx"
    delivery = ons_download.deliver(order(tmp_path / "a", url=url), world.http())
    assert (delivery.release, delivery.released) == ("Current", date(2025, 6, 19))
    other = "https://www.ons.gov.uk/file?uri=/elsewhere/x.xls"
    assert ons_download.deliver(order(tmp_path / "a", url=other), world.http()).released is None


def test_what_an_ons_page_offers_is_said_where_nothing_matches(world: World, tmp_path: Path) -> None:
    world.handler = ons
    with pytest.raises(PublisherRefused, match=r"It offers gva\.xlsx, gva\.csv"):
        ons_download.deliver(order(tmp_path / "a", url=PAGE, file="*.ods"), world.http())
    with pytest.raises(PublisherRefused, match="It offers current, 2023"):
        ons_download.deliver(order(tmp_path / "a", url=PAGE, edition="2019"), world.http())


# The ONS beta API: invented answers in its documented shapes

API = ons_beta_api.ADDRESS


def beta(request: httpx.Request) -> httpx.Response:
    versions = [
        {"version": n, "edition": "time-series", "release_date": f"2026-0{n}-15T00:00:00.000Z",
         "downloads": {"csv": {"href": f"https://download.example/v{n}.csv"}}}
        for n in (1, 2)
    ]  # fmt: skip
    path = f"https://{request.url.host}{request.url.path}"
    base = f"{API}/datasets/cpih01"
    if path == base:
        links = {"latest_version": {"href": f"{base}/editions/time-series/versions/2", "id": "2"}}
        return httpx.Response(
            200, json={"id": "cpih01", "license": "OGL-3", "next_release": "2026-04-22", "links": links}
        )
    if path.endswith("/versions/2"):
        return httpx.Response(200, json=versions[1])
    if path.endswith("/versions"):
        offset = int(request.url.params["offset"])
        return httpx.Response(200, json={"items": versions[offset : offset + 1], "total_count": 2})
    if path.endswith("/dimensions"):
        return httpx.Response(200, json={"items": [{"name": "geography"}], "total_count": 1})
    if path.endswith("/options"):
        return httpx.Response(200, json={"items": [{"option": "K02000001"}], "total_count": 1})
    if path.endswith("/observations"):
        return httpx.Response(200, json={"observations": [{"observation": "131.2"}]})
    return httpx.Response(200, text="v4_0,time\n1,2026\n")


def test_the_newest_version_of_a_beta_dataset_is_fetched_with_licence_and_calendar(
    world: World, tmp_path: Path
) -> None:
    world.handler = beta
    delivery = ons_beta_api.deliver(order(tmp_path / "a", dataset="cpih01"), world.http())
    assert delivery.release == "time-series version 2"
    assert (delivery.released, delivery.next_release, delivery.licence) == (
        date(2026, 2, 15), date(2026, 4, 22), "OGL-3",
    )  # fmt: skip
    assert str(world.asked[-1].url) == "https://download.example/v2.csv"


def test_the_newest_version_of_a_named_edition_is_found_among_all_pages(world: World, tmp_path: Path) -> None:
    world.handler = beta
    delivery = ons_beta_api.deliver(order(tmp_path / "a", dataset="cpih01", edition="time-series"), world.http())
    assert delivery.release == "time-series version 2"


def test_dimensions_and_single_observations_of_a_beta_dataset(world: World) -> None:
    world.handler = beta
    version = f"{API}/datasets/cpih01/editions/time-series/versions/2"
    assert ons_beta_api.dimensions(world.http(), version) == {"geography": ["K02000001"]}
    found = ons_beta_api.observations(world.http(), version, time="*", geography="K02000001")
    assert found == [{"observation": "131.2"}]


# ArcGIS feature services: an invented layer that answers as the REST documentation says

LAYER = "https://vale.example/arcgis/rest/services/LAD/FeatureServer/0"


class Layer:
    """Seven features, three at a time."""

    def __init__(self, *, formats: str = "JSON, geoJSON", counted: int = 7) -> None:
        self.formats, self.counted = formats, counted

    def __call__(self, request: httpx.Request) -> httpx.Response:
        params = request.url.params
        if not request.url.path.endswith("/query"):
            about = {"maxRecordCount": 3, "supportedQueryFormats": self.formats, "objectIdField": "FID"}
            return httpx.Response(200, json=about)
        if params.get("returnCountOnly"):
            return httpx.Response(200, json={"count": self.counted})
        start = int(params["resultOffset"])
        numbers = range(start, min(start + int(params["resultRecordCount"]), 7))
        if params["f"] == "geojson":
            features = [{"type": "Feature", "properties": {"FID": n}, "geometry": None} for n in numbers]
            return httpx.Response(200, json={"features": features, "properties": {"exceededTransferLimit": start < 6}})
        ring = [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]
        features = [{"attributes": {"FID": n}, "geometry": {"rings": [ring]}} for n in numbers]
        return httpx.Response(200, json={"features": features, "exceededTransferLimit": start < 6})


@pytest.mark.parametrize("formats", ["JSON, geoJSON", "JSON"])
def test_every_feature_of_a_layer_is_fetched_page_by_page(world: World, tmp_path: Path, formats: str) -> None:
    world.handler = Layer(formats=formats)
    delivery = arcgis.deliver(order(tmp_path / "a", url=LAYER), world.http())
    collection = json.loads(delivery.paths[0].read_text())
    assert [feature["properties"]["FID"] for feature in collection["features"]] == list(range(7))
    pages = [request.url.params for request in world.asked if "resultOffset" in request.url.params]
    assert [(page["resultOffset"], page["orderByFields"], page["outSR"]) for page in pages] == [
        ("0", "FID", "4326"), ("3", "FID", "4326"), ("6", "FID", "4326"),
    ]  # fmt: skip


def test_a_layer_that_gives_fewer_features_than_it_counted_is_refused(world: World, tmp_path: Path) -> None:
    world.handler = Layer(counted=9)
    with pytest.raises(PublisherRefused, match="It gave 7 features of 9"):
        arcgis.deliver(order(tmp_path / "a", url=LAYER), world.http())


def test_an_error_that_a_service_calls_a_success_is_an_error(world: World, tmp_path: Path) -> None:
    world.handler = lambda request: httpx.Response(200, json={"error": {"code": 400, "message": "Invalid query"}})
    with pytest.raises(PublisherRefused, match="error 400"):
        arcgis.deliver(order(tmp_path / "a", url=LAYER), world.http())


def test_esri_rings_become_polygons_with_their_holes() -> None:
    outer = [[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]]
    hole = [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]]
    island = [[20, 0], [20, 1], [21, 1], [21, 0], [20, 0]]
    found = arcgis.from_esri({"attributes": {"code": "E07000243"}, "geometry": {"rings": [outer, hole, island]}})
    assert found["geometry"]["type"] == "MultiPolygon"
    assert [len(polygon) for polygon in found["geometry"]["coordinates"]] == [2, 1]
    assert found["geometry"]["coordinates"][0] == [outer[::-1], hole[::-1]]
    assert arcgis.from_esri({"attributes": {}, "geometry": {"x": 1, "y": 2}})["geometry"]["coordinates"] == [1, 2]


# Plain downloads and GOV.UK: an invented page in the shape of its content API


def test_the_attachments_of_a_govuk_page_are_fetched(world: World, tmp_path: Path) -> None:
    asset = "https://assets.publishing.service.gov.uk/media/1/File_10_summaries.xlsx"
    page = {
        "public_updated_at": "2025-10-30T09:30:00Z",
        "details": {
            "attachments": [{"attachment_type": "file", "url": asset}, {"attachment_type": "html", "url": "/x"}]
        },
    }
    world.handler = lambda request: (
        httpx.Response(200, json=page) if "/api/content/" in request.url.path else httpx.Response(200, text="book")
    )
    url = "https://www.gov.uk/government/statistics/deprivation-2025"
    delivery = download.deliver(order(tmp_path / "a", url=url, file="file_10*"), world.http())
    assert [path.name for path in delivery.paths] == ["File_10_summaries.xlsx"]
    assert delivery.released == date(2025, 10, 30)
    with pytest.raises(PublisherRefused, match=r"It offers File_10_summaries\.xlsx"):
        download.deliver(order(tmp_path / "a", url=url, file="file_7*"), world.http())


def test_a_page_that_is_no_file_says_so(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="a page, not a file"):
        download.deliver(order(tmp_path / "a", url="https://vale.example/counts"), world.http())


# Choosing a connector

NEEDED = {
    "nomis": {"dataset", "query"}, "ons-download": {"url"}, "ons-beta-api": {"dataset"}, "arcgis": {"url"},
    "sdmx": {"flow"}, "http": set(),
}  # fmt: skip


def test_every_packaged_source_with_a_live_table_names_a_connector_and_what_it_needs() -> None:
    live = {source.id: source.live for source in packaged_sources().values() if source.live}
    assert set(NEEDED) == set(CONNECTORS)
    lacking = {name: table for name, table in live.items() if NEEDED[str(table.get("connector"))] - set(table)}
    assert live and not lacking


def test_what_the_publisher_says_of_the_release_is_recorded_with_the_reader_of_the_live_file(
    world: World, tmp_path: Path
) -> None:
    world.handler = ons
    source = a_source(connector="ons-download", url=PAGE, file="*.csv", reader="long", options={"place": ["code"]})
    delivered = fetch_live(source, world.http(), tmp_path / "downloads")
    assert (delivered.source.release, delivered.source.released) == ("Current", date(2025, 6, 19))
    assert (delivered.source.reader, delivered.source.options) == ("long", {"place": ["code"]})
    assert delivered.source.licence == "OGL-UK-3.0"


def test_a_source_that_lacks_what_its_connector_needs_says_what(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match=r"Its \[live\] table has no text 'dataset'"):
        fetch_live(a_source(connector="nomis"), world.http(), tmp_path)
    with pytest.raises(UnknownConnector, match="Did you mean 'nomis'"):
        fetch_live(a_source(connector="nomi"), world.http(), tmp_path)
    with pytest.raises(BadRecord, match="Download its files from"):
        fetch_live(replace(a_source(), live={}), world.http(), tmp_path)
