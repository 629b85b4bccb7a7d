"""`placewright outlines` against feature services invented after the ArcGIS REST documentation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from placewright.cli import _network
from placewright.cli.main import main
from placewright.cli.outlines import DISTRICTS, PORTAL, SMALL_AREAS
from placewright.places import registry
from placewright.sources.live.http import Http
from placewright.workspace.folder import open_workspace

STEVENAGE = "E07000243"


class Portal:
    """Feature services whose features are squares in a row; those `gone` answer 200 and an error, as ArcGIS does."""

    def __init__(self, *, gone: tuple[str, ...] = (), limit: int = 40) -> None:
        near = [place.code for place in registry().neighbours(STEVENAGE)]
        districts = [STEVENAGE, *near]
        small = sorted(place.code for place in registry().children(STEVENAGE, "lsoa", "lsoa-2021"))
        self.codes = {layer.service: districts for layer in DISTRICTS} | {layer.service: small for layer in SMALL_AREAS}
        self.field = {layer.service: layer.code for layer in (*DISTRICTS, *SMALL_AREAS)}
        self.gone, self.limit = gone, limit
        self.asked: list[httpx.URL] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url)
        address = str(request.url.copy_with(query=None))
        service = address.removeprefix(f"{PORTAL}/").split("/")[0]
        if service in self.gone:
            return httpx.Response(200, json={"error": {"code": 400, "message": "Invalid URL"}})
        if not address.endswith("/query"):
            about = {"objectIdField": "FID", "maxRecordCount": self.limit, "supportedQueryFormats": "JSON, geoJSON"}
            return httpx.Response(200, json=about)
        return httpx.Response(200, json=self._found(service, request.url.params))

    def _found(self, service: str, params: httpx.QueryParams) -> dict[str, object]:
        wanted = re.findall(r"'(\w+)'", params["where"])
        held = [code for code in self.codes[service] if not wanted or code in wanted]
        if params.get("returnCountOnly") == "true":
            return {"count": len(held)}
        start, size = int(params["resultOffset"]), int(params["resultRecordCount"])
        page = held[start : start + size]
        features = [self._square(service, code) for code in page]
        more = start + size < len(held)
        return {"type": "FeatureCollection", "features": features, "properties": {"exceededTransferLimit": more}}

    def _square(self, service: str, code: str) -> dict[str, object]:
        west = round(0.1 * self.codes[service].index(code), 1)
        ring = [[west, 51.0], [west + 0.1, 51.0], [west + 0.1, 51.1], [west, 51.1], [west, 51.0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {self.field[service]: code, "name": "x"}, "geometry": shape}


@pytest.fixture
def stevenage(tmp_path: Path) -> Path:
    folder = tmp_path / "stevenage"
    folder.mkdir()
    (folder / "workspace.toml").write_text(f'name = "Stevenage"\nplaces = ["{STEVENAGE}"]\nmembers = ["{STEVENAGE}"]\n')
    return folder


def plug_in(monkeypatch: pytest.MonkeyPatch, portal: object) -> None:
    def polite(cache: Path) -> Http:
        transport = httpx.MockTransport(portal)  # type: ignore[arg-type]
        return Http(transport, cache, lambda seconds: None, lambda: datetime(2026, 1, 2, tzinfo=UTC))

    monkeypatch.setattr(_network, "polite_http", polite)


def codes_in(path: Path) -> Iterator[str]:
    return (feature["properties"]["code"] for feature in json.loads(path.read_text())["features"])


def test_all_three_maps_come_from_the_portal_and_are_recorded(
    stevenage: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal()
    plug_in(monkeypatch, portal)
    assert main(["outlines", str(stevenage)]) == 0
    levels = ("lad", "around", "lsoa", "lsoa-districts")
    recorded = open_workspace(stevenage).record.boundaries
    assert recorded == {level: f"boundaries/{level}.geojson" for level in levels}
    years = {"lad": 2024, "around": 2024, "lsoa": 2021, "lsoa-districts": 2021}
    assert open_workspace(stevenage).record.boundary_years == years
    assert list(codes_in(stevenage / recorded["lad"])) == [STEVENAGE]
    assert set(codes_in(stevenage / recorded["around"])) == set(portal.codes[DISTRICTS[0].service]) - {STEVENAGE}
    assert set(codes_in(stevenage / recorded["lsoa"])) == set(portal.codes[SMALL_AREAS[0].service])
    assert "Maps: districts, their surroundings, small areas (LSOA)." in capsys.readouterr().out
    assert not list((stevenage / "snapshots" / "downloads").glob("outlines-*"))


def test_small_areas_are_asked_for_by_code_in_addresses_of_a_bearable_length(
    stevenage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = Portal(limit=7)
    plug_in(monkeypatch, portal)
    assert main(["outlines", str(stevenage)]) == 0
    listed = [url for url in portal.asked if "IN (" in url.params.get("where", "")]
    assert listed
    assert max(len(str(url)) for url in portal.asked) < 2_000
    assert {url.params.get("outFields") for url in listed} == {None, "LSOA21CD,LSOA21NM"}


def test_a_service_that_is_gone_gives_way_to_the_next(stevenage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, Portal(gone=(DISTRICTS[0].service, SMALL_AREAS[0].service)))
    assert main(["outlines", str(stevenage)]) == 0
    assert set(open_workspace(stevenage).record.boundaries) == {"lad", "around", "lsoa", "lsoa-districts"}


def test_a_layer_that_lacks_a_member_gives_way_to_one_that_has_it(
    stevenage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = Portal()
    portal.codes[DISTRICTS[0].service] = ["E07000095"]
    plug_in(monkeypatch, portal)
    assert main(["outlines", str(stevenage)]) == 0
    assert list(codes_in(stevenage / "boundaries" / "lad.geojson")) == [STEVENAGE]


def test_where_every_service_is_gone_the_mend_is_a_folder(
    stevenage: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plug_in(monkeypatch, Portal(gone=tuple(layer.service for layer in DISTRICTS)))
    assert main(["outlines", str(stevenage)]) == 1
    told = capsys.readouterr().err
    assert "no longer gives these boundaries" in told
    assert "--from FOLDER" in told
    assert not open_workspace(stevenage).record.boundaries


def test_small_areas_that_are_not_all_there_are_left_out_and_said(
    stevenage: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal()
    for layer in SMALL_AREAS:
        portal.codes[layer.service] = portal.codes[layer.service][1:]
    plug_in(monkeypatch, portal)
    assert main(["outlines", str(stevenage)]) == 1
    assert set(open_workspace(stevenage).record.boundaries) == {"lad", "around"}
    assert "Not found: small areas (LSOA)." in capsys.readouterr().out


def test_without_a_network_the_message_says_so_and_nothing_changes(
    stevenage: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unplugged(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    before = (stevenage / "workspace.toml").read_text()
    plug_in(monkeypatch, unplugged)
    assert main(["outlines", str(stevenage)]) == 1
    told = capsys.readouterr().err
    assert "services1.arcgis.com: It could not be reached" in told
    assert f"placewright outlines {stevenage} --from FOLDER" in told
    assert (stevenage / "workspace.toml").read_text() == before


def test_a_folder_of_boundary_files_needs_no_network(stevenage: Path, tmp_path: Path) -> None:
    portal, files = Portal(limit=1_000), tmp_path / "files"
    files.mkdir()
    for layer in (DISTRICTS[1], SMALL_AREAS[0]):
        url = f"{layer.url}/query?where=1%3D1&resultOffset=0&resultRecordCount=1000"
        (files / layer.file).write_text(portal(httpx.Request("GET", url)).text)
    assert main(["outlines", str(stevenage), "--from", str(files)]) == 0
    assert set(open_workspace(stevenage).record.boundaries) == {"lad", "around", "lsoa", "lsoa-districts"}


def _districts_of(years: tuple[int, ...], files: Path) -> None:
    """Files of the districts of these places in `DISTRICTS`."""
    portal = Portal(limit=1_000)
    files.mkdir()
    for at in years:
        url = f"{DISTRICTS[at].url}/query?where=1%3D1&resultOffset=0&resultRecordCount=1000"
        (files / DISTRICTS[at].file).write_text(portal(httpx.Request("GET", url)).text)


@pytest.mark.parametrize(
    ("recorded", "year", "file"),
    [("", 2024, "LAD_MAY_2024_UK_BUC.geojson"), ("lad = 2023", 2023, "LAD_DEC_2023_UK_BUC.geojson")],
)
def test_of_several_files_of_districts_that_of_the_recorded_year_or_the_newest_is_taken_and_named(
    stevenage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], recorded: str, year: int, file: str
) -> None:
    with (stevenage / "workspace.toml").open("a") as stream:
        stream.write(f'[boundaries]\nlad = "boundaries/lad.geojson"\n[boundary_years]\n{recorded}\n')
    _districts_of((0, 1), tmp_path / "files")
    main(["outlines", str(stevenage), "--from", str(tmp_path / "files")])
    assert open_workspace(stevenage).record.boundary_years["lad"] == year
    assert f"Made from {file}: districts, their surroundings." in capsys.readouterr().out


def test_a_folder_with_districts_only_keeps_the_map_of_small_areas_that_was_there(
    stevenage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (stevenage / "workspace.toml").open("a") as stream:
        stream.write('[boundaries]\nlsoa = "boundaries/lsoa.geojson"\n')
    portal, files = Portal(limit=1_000), tmp_path / "files"
    files.mkdir()
    url = f"{DISTRICTS[0].url}/query?where=1%3D1&resultOffset=0&resultRecordCount=1000"
    (files / DISTRICTS[0].file).write_text(portal(httpx.Request("GET", url)).text)
    assert main(["outlines", str(stevenage), "--from", str(files)]) == 1
    assert set(open_workspace(stevenage).record.boundaries) == {"lad", "around", "lsoa"}
    assert "Not found: small areas (LSOA); the earlier one stays." in capsys.readouterr().out


def test_a_folder_without_boundaries_names_the_other_way(
    stevenage: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "files").mkdir()
    assert main(["outlines", str(stevenage), "--from", str(tmp_path / "files")]) == 1
    assert f"Fetch them from the network: `placewright outlines {stevenage}`" in capsys.readouterr().err


def test_a_new_workspace_names_the_command_for_its_maps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "new"
    assert main(["new", str(folder), "--place", STEVENAGE]) == 0
    said = capsys.readouterr().out
    assert f"placewright outlines {folder}" in said and f"placewright build {folder}" in said


@pytest.mark.parametrize(("place", "is_told"), [(STEVENAGE, True), ("S12000036", False)])
def test_a_workspace_filled_from_files_says_where_missing_small_areas_are_to_be_had(
    place: str, is_told: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "files").mkdir()
    folder = tmp_path / "new"
    main(["new", str(folder), "--place", place, "--from", str(tmp_path / "files")])
    assert (f"from the network with placewright outlines {folder}" in capsys.readouterr().out) is is_told
