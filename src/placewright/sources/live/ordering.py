"""Fetching a source from its publisher: the connector that its `[live]` table names, and what it may hold besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from placewright.core.errors import BadRecord, UnknownName
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.live.delivery import Connector, Order
from placewright.sources.live.http import Http

CONNECTORS = {
    "nomis": "nomis",
    "ons-download": "ons_download",
    "ons-beta-api": "ons_beta_api",
    "arcgis": "arcgis",
    "sdmx": "sdmx",
    "http": "download",
}
"""Each connector's name in a source's `[live]` table, and the module whose `deliver` it is."""


class UnknownConnector(UnknownName):
    """A connector that no module provides."""

    kind = "connector"


@dataclass(frozen=True, slots=True)
class Delivered:
    """A source as its publisher describes it now, read as its live files need to be, and those files."""

    source: Source
    paths: tuple[Path, ...]


def fetch_live(source: Source, http: Http, folder: Path, *, keys: Mapping[str, str] | None = None) -> Delivered:
    """The source's files from its publisher, put into `folder`.

    Where the live files have another layout than those that the source lists, `live.reader` and `live.options` say how
    they are read.

    Raises:
        BadRecord: the source has no `[live]` table, or it lacks what its connector needs.
        UnknownConnector: it names a connector that there is not.
        Offline, PublisherRefused: the publisher could not be reached, or did not give what was asked for.
    """
    if not source.live:
        raise BadRecord(
            worded("It cannot be fetched from its publisher."),
            where=f"source '{source.id}'",
            fix=worded(
                "Download its files from %(landing_page)s and use --from FOLDER.", landing_page=source.landing_page
            ),
        )
    folder.mkdir(parents=True, exist_ok=True)
    delivery = _connector(source)(Order(source, folder, keys or {}), http)
    reader, options = source.live.get("reader"), source.live.get("options")
    read_as = replace(
        source,
        reader=reader if isinstance(reader, str) else source.reader,
        options=options if isinstance(options, Mapping) else source.options,
    )
    return Delivered(delivery.recorded_in(read_as), delivery.paths)


def _connector(source: Source) -> Connector:
    name = str(source.live.get("connector", ""))
    if name not in CONNECTORS:
        raise UnknownConnector.named(name, CONNECTORS, where=f"source '{source.id}'", see="the reference of connectors")
    return cast(Connector, import_module(f"placewright.sources.live.{CONNECTORS[name]}").deliver)
