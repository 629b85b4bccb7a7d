"""Any SDMX 2.1 or 3.0 service: addresses made by sdmx1, asked for through the polite layer, read into observations.

sdmx1 brings pandas and lxml, so it is imported only when an SDMX source is fetched or read.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from placewright.core.errors import BadRecord, BadSourceFile, did_you_mean
from placewright.core.quantities import Status
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.live.delivery import Delivery, Order
from placewright.sources.live.http import Http
from placewright.sources.live.mapped import Grid, observations
from placewright.sources.live.mapping import TableMapping, read_mapping
from placewright.sources.reading import Reading, SourceFile, WrongRows, read_each

ACCEPT = {
    "2.1": "application/vnd.sdmx.genericdata+xml;version=2.1",
    "3.0.0": "application/vnd.sdmx.data+xml;version=3.0.0",
}
STATUSES = {
    "": Status.OK, "A": Status.OK, "B": Status.OK, "D": Status.OK, "N": Status.OK, "W": Status.OK,
    "E": Status.ESTIMATED, "F": Status.ESTIMATED, "I": Status.ESTIMATED, "U": Status.ESTIMATED,
    "P": Status.PROVISIONAL, "Q": Status.SUPPRESSED, "S": Status.SUPPRESSED, "C": Status.SUPPRESSED,
    "M": Status.NOT_AVAILABLE, "O": Status.NOT_AVAILABLE, "L": Status.NOT_APPLICABLE, "Z": Status.NOT_APPLICABLE,
}  # fmt: skip
"""What the codes of SDMX's code list of observation statuses mean here; sources may declare their own."""


def deliver(order: Order, http: Http) -> Delivery:
    """Fetch a dataflow's data, and its structure, which tells how the data are to be read.

    `live.source` is a service that sdmx1 knows (`ESTAT`, `OECD`), or `live.url` the address of one, with
    `live.version` `2.1` or `3.0.0`. `live.flow` is the dataflow, `live.key` picks series (`A.MIO_EUR.`), and
    `live.params` holds the service's parameters, such as `startPeriod`.
    """
    client, version = _client(order)
    flow, key = order.text("flow"), order.text("key", "")
    params = dict(order.table("params"))
    data = _address(client, "data", flow, key=key, params=params)
    structure = _address(client, "dataflow", flow, params={"references": "descendants"})
    accept = {"Accept": order.text("accept", ACCEPT[version])}
    paths = [order.put(http.get(data, headers=accept), f"{order.source.id}.xml")]
    if order.source.live.get("structure", True):
        paths.append(order.put(http.get(structure), f"{order.source.id}.structure.xml"))
    return Delivery(tuple(paths))


def read(files: Sequence[SourceFile], source: Source) -> Reading:
    """The observations in SDMX messages, under the mapping that the source declares.

    Dimensions and attributes are columns under their own names, the value is `OBS_VALUE`. A file named
    `*.structure.xml` describes the others.
    """
    mapping = read_mapping(source)
    structures = [file for file in files if file.name.endswith(".structure.xml")]
    definition = _definition(structures[0]) if structures else None
    data = [file for file in files if file not in structures]
    return read_each(data, lambda file: _read_file(file, source, mapping, definition))


def _client(order: Order) -> tuple[Any, str]:
    import sdmx

    name = order.text("source", "")
    if url := order.text("url", ""):
        version = order.text("version", "2.1")
        if version not in ACCEPT:
            raise BadRecord(
                worded("There is no SDMX version '%(version)s'.", version=version),
                where=f"source '{order.source.id}'",
                fix=worded("Write 2.1 or 3.0.0."),
            )
        name = name or order.source.id.upper().replace("-", "_")
        sdmx.add_source({"id": name, "name": name, "url": url, "versions": [version]}, override=True)
        return sdmx.Client(name), version
    if name not in sdmx.list_sources():
        raise BadRecord(
            worded("sdmx1 knows no service '%(name)s'.", name=name),
            where=f"source '{order.source.id}'",
            fix=did_you_mean(name, sdmx.list_sources()) or worded("Give the address of the service as `live.url`."),
        )
    client = sdmx.Client(name)
    versions = {str(version.value if hasattr(version, "value") else version) for version in client.source.versions}
    return client, "2.1" if any(version.startswith("2") for version in versions) else "3.0.0"


def _address(client: Any, resource: str, flow: str, **given: Any) -> str:
    """The address that sdmx1 makes; nothing is sent."""
    wanted = {name: value for name, value in given.items() if value}
    return str(client.get(resource, flow, dry_run=True, **wanted).url)


def _definition(file: SourceFile) -> Any:
    message = _message(file)
    found = list(getattr(message, "structure", {}).values())
    if not found:
        raise BadSourceFile(
            worded("It holds no data structure definition."), where=file.name, fix=worded("Fetch it again.")
        )
    return found[0]


def _message(file: SourceFile, definition: Any = None) -> Any:
    import sdmx

    logging.getLogger("sdmx").setLevel(logging.ERROR)
    known = {} if definition is None else {"structure": definition}
    try:
        return sdmx.read_sdmx(file.path, **known)
    except Exception as error:  # sdmx1 raises whatever its XML or JSON parser does
        what = worded("It cannot be read as SDMX (%(name)s).", name=type(error).__name__)
        raise BadSourceFile(what, where=file.name, fix=worded("Fetch it again.")) from error


def _read_file(file: SourceFile, source: Source, mapping: TableMapping, definition: Any) -> Reading:
    message = _message(file, definition)
    rows = [_row(item) for held in getattr(message, "data", ()) for item in held.obs]
    if not rows:
        raise BadSourceFile(
            worded("It holds no observation."), where=file.name, fix=worded("Check `live.key` and `live.params`.")
        )
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    for name in mapping.columns():
        columns.setdefault(name, [""] * len(rows))  # an attribute that no observation carries
    table = pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})
    grid = Grid(table, np.arange(1, len(rows) + 1, dtype=np.int64))
    return observations(grid, file, source, _with_statuses(mapping), WrongRows(file.name))


def _row(item: Any) -> dict[str, str]:
    row = {str(name): str(value.value) for name, value in item.key.values.items()}
    attributes: Mapping[str, Any] = dict(item.attrib)
    for name, value in attributes.items():
        row[str(name)] = "" if value is None else str(getattr(value, "value", value))
    row["OBS_VALUE"] = "" if item.value is None else str(item.value)
    return row


def _with_statuses(mapping: TableMapping) -> TableMapping:
    """The mapping, with SDMX's own status codes where the source declares none."""
    if mapping.status is None or mapping.status.names:
        return mapping
    names = {code: str(status) for code, status in STATUSES.items()}
    return replace(mapping, status=replace(mapping.status, names=names, closed=True))
