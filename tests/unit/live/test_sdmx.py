"""SDMX messages, invented after the schemas of generic 2.1 and structure-specific 2.1 and 3.0, become observations."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from placewright.core.errors import BadRecord, BadSourceFile
from placewright.sources.live import sdmx
from placewright.sources.reading import SourceFile

from .conftest import World
from .test_connectors import a_source, order

OPTIONS: dict[str, Any] = {
    "place": "REF_AREA",
    "period": "TIME_PERIOD",
    "measure": {"fixed": "gdp"},
    "unit": {"fixed": "EUR million"},
    "value": "OBS_VALUE",
    "status": "OBS_STATUS",
}
_ROOT = "http://www.sdmx.org/resources/sdmxml/schemas"


def _header(version: str) -> str:
    urn = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=VALE:GDP(1.0.0)"
    structure = (
        f"<com:Structure>{urn}</com:Structure>"
        if version == "v3_0"
        else '<com:Structure><Ref agencyID="VALE" id="GDP" version="1.0"/></com:Structure>'
    )
    return (
        "<mes:Header><mes:ID>T</mes:ID><mes:Test>true</mes:Test><mes:Prepared>2026-03-04T00:00:00</mes:Prepared>"
        '<mes:Sender id="VALE"/><mes:Structure structureID="GDP" dimensionAtObservation="TIME_PERIOD">'
        f"{structure}</mes:Structure></mes:Header>"
    )


def generic() -> str:
    def value(year: int, number: str, status: str) -> str:
        attributes = f'<gen:Attributes><gen:Value id="OBS_STATUS" value="{status}"/></gen:Attributes>' if status else ""
        return f'<gen:Obs><gen:ObsDimension value="{year}"/><gen:ObsValue value="{number}"/>{attributes}</gen:Obs>'

    key = '<gen:SeriesKey><gen:Value id="FREQ" value="A"/><gen:Value id="REF_AREA" value="UKH23"/></gen:SeriesKey>'
    values = value(2021, "10.5", "P") + value(2022, "NaN", "M") + value(2023, "11.5", "")
    return (
        f'<mes:GenericData xmlns:mes="{_ROOT}/v2_1/message" xmlns:gen="{_ROOT}/v2_1/data/generic" '
        f'xmlns:com="{_ROOT}/v2_1/common">{_header("v2_1")}'
        f'<mes:DataSet structureRef="GDP"><gen:Series>{key}{values}</gen:Series></mes:DataSet></mes:GenericData>'
    )


def specific(version: str) -> str:
    values = (
        '<Obs TIME_PERIOD="2021" OBS_VALUE="10.5" OBS_STATUS="P"/><Obs TIME_PERIOD="2022" OBS_VALUE="NaN" '
        'OBS_STATUS="M"/><Obs TIME_PERIOD="2023" OBS_VALUE="11.5"/>'
    )
    return (
        f'<mes:StructureSpecificData xmlns:mes="{_ROOT}/{version}/message" '
        f'xmlns:ss="{_ROOT}/{version}/data/structurespecific" xmlns:com="{_ROOT}/{version}/common">{_header(version)}'
        f'<mes:DataSet ss:structureRef="GDP"><Series FREQ="A" REF_AREA="UKH23">{values}</Series></mes:DataSet>'
        "</mes:StructureSpecificData>"
    )


def structure(version: str) -> str:
    dimensions = "".join(
        f'<str:Dimension id="{name}" position="{n}"/>' for n, name in enumerate(("FREQ", "REF_AREA"), 1)
    )
    return (
        f'<mes:Structure xmlns:mes="{_ROOT}/{version}/message" xmlns:str="{_ROOT}/{version}/structure" '
        f'xmlns:com="{_ROOT}/{version}/common"><mes:Header><mes:ID>S</mes:ID><mes:Test>true</mes:Test>'
        '<mes:Prepared>2026-03-04T00:00:00</mes:Prepared><mes:Sender id="VALE"/></mes:Header><mes:Structures>'
        '<str:DataStructures><str:DataStructure id="GDP" agencyID="VALE" version="1.0.0"><str:DataStructureComponents>'
        f'<str:DimensionList id="DimensionDescriptor">{dimensions}<str:TimeDimension id="TIME_PERIOD" position="3"/>'
        '</str:DimensionList><str:AttributeList id="AttributeDescriptor"><str:Attribute id="OBS_STATUS"/>'
        '</str:AttributeList><str:MeasureList id="MeasureDescriptor"><str:PrimaryMeasure id="OBS_VALUE"/>'
        "</str:MeasureList></str:DataStructureComponents></str:DataStructure></str:DataStructures></mes:Structures>"
        "</mes:Structure>"
    )


def rows(folder: Path, **files: str) -> list[tuple[Any, ...]]:
    held = []
    for name, text in files.items():
        path = folder / f"{name.replace('_', '.')}.xml"
        path.write_text('<?xml version="1.0" encoding="UTF-8"?>' + text)
        held.append(SourceFile(path, path.name))
    source = replace(a_source(), options=OPTIONS, place_vintage="nuts-2016")
    found = sdmx.read(held, source).observations.to_pylist()
    return [(row["place"], row["period"], row["value"], row["status"]) for row in found]


EXPECTED = [
    ("UKH23", "2021", 10.5, "provisional"),
    ("UKH23", "2022", None, "not_available"),
    ("UKH23", "2023", 11.5, "ok"),
]


def test_a_generic_message_of_2_1_is_read(tmp_path: Path) -> None:
    assert rows(tmp_path, data=generic()) == EXPECTED


def test_a_structure_specific_message_of_2_1_is_read_by_its_structure(tmp_path: Path) -> None:
    assert rows(tmp_path, data=specific("v2_1"), data_structure=structure("v2_1")) == EXPECTED


def test_a_message_of_3_0_is_read(tmp_path: Path) -> None:
    assert rows(tmp_path, data=specific("v3_0")) == EXPECTED


def test_what_is_no_sdmx_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSourceFile, match=r"data\.xml: It cannot be read as SDMX"):
        rows(tmp_path, data="<html/>")
    with pytest.raises(BadSourceFile, match="no observation"):
        rows(tmp_path, data=re.sub("<gen:Series>.*</gen:Series>", "", generic()))


def test_a_known_service_is_asked_at_the_address_that_sdmx1_makes(world: World, tmp_path: Path) -> None:
    world.handler = lambda request: httpx.Response(200, text=generic())
    given = order(
        tmp_path / "a", source="ESTAT", flow="nama_10r_3gdp", key="A.MIO_EUR.UKH23", params={"startPeriod": "2015"}
    )
    delivery = sdmx.deliver(given, world.http())
    assert [path.name for path in delivery.paths] == ["vale-counts.xml", "vale-counts.structure.xml"]
    data = world.asked[0]
    assert data.url.path == "/eurostat/api/dissemination/sdmx/2.1/data/nama_10r_3gdp/A.MIO_EUR.UKH23"
    assert data.url.params["startPeriod"] == "2015"
    assert data.headers["accept"] == sdmx.ACCEPT["2.1"]


def test_any_other_service_is_asked_at_its_own_address(world: World, tmp_path: Path) -> None:
    world.handler = lambda request: httpx.Response(200, text=generic())
    given = order(tmp_path / "a", url="https://vale.example/sdmx/3.0", version="3.0.0", flow="GDP", key="A.UKH23")
    sdmx.deliver(given, world.http())
    assert str(world.asked[0].url).startswith("https://vale.example/sdmx/3.0/data/")
    assert world.asked[0].headers["accept"] == sdmx.ACCEPT["3.0.0"]


def test_an_unknown_service_or_version_is_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadRecord, match="Did you mean 'ESTAT'"):
        sdmx.deliver(order(tmp_path / "a", source="ESTATS", flow="x"), world.http())
    with pytest.raises(BadRecord, match=r"Write 2\.1 or 3\.0\.0"):
        sdmx.deliver(order(tmp_path / "a", url="https://vale.example", version="2.0", flow="x"), world.http())
