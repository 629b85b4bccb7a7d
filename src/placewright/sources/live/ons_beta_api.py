"""The ONS beta API: a dataset's versions, dimensions, single observations, and its CSV with the CSV-W beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from placewright.core.said import worded
from placewright.sources.live.delivery import Delivery, Order, day_of
from placewright.sources.live.http import Http, PublisherRefused

ADDRESS = "https://api.beta.ons.gov.uk/v1"
_PAGE = 500


def deliver(order: Order, http: Http) -> Delivery:
    """Fetch the CSV of a dataset's version, and its CSV-W metadata where there are any.

    `live.dataset` names it; `live.edition` and `live.version` choose, else it is the newest version. The release date,
    next release and licence that the API states are recorded.
    """
    name = order.text("dataset")
    dataset = _mapping(http.get(f"{ADDRESS}/datasets/{name}").json())
    version = find_version(http, name, dataset, edition=order.text("edition", ""), version=order.text("version", ""))
    downloads = version.get("downloads") or {}
    if not (href := (downloads.get("csv") or {}).get("href")):
        raise PublisherRefused(
            worded("This version has no CSV."), where=f"dataset '{name}'", fix=worded("Choose another version.")
        )
    paths = [order.put(http.get(href), f"{order.source.id}.csv")]
    if metadata := (downloads.get("csvw") or {}).get("href"):
        paths.append(order.put(http.get(metadata), f"{order.source.id}.csv-metadata.json"))
    return Delivery(
        tuple(paths[:1]),
        release=f"{version.get('edition', '')} version {version.get('version', '')}".strip(),
        released=day_of(version.get("release_date")),
        next_release=day_of(dataset.get("next_release")),
        licence=str(dataset.get("license") or ""),
    )


def find_version(
    http: Http, name: str, dataset: Mapping[str, Any], *, edition: str = "", version: str = ""
) -> Mapping[str, Any]:
    """A version of a dataset: the one named, else the newest of the edition, else the newest there is.

    Raises:
        PublisherRefused: the dataset names no newest version and none was asked for.
    """
    if edition and version:
        return _mapping(http.get(f"{ADDRESS}/datasets/{name}/editions/{edition}/versions/{version}").json())
    if edition:
        items = list(items_of(http, f"{ADDRESS}/datasets/{name}/editions/{edition}/versions"))
        if items:
            return max(items, key=lambda item: int(item.get("version") or 0))
    href = ((dataset.get("links") or {}).get("latest_version") or {}).get("href")
    if not href:
        raise PublisherRefused(
            worded("It names no newest version."), where=f"dataset '{name}'", fix=worded("Give `live.edition`.")
        )
    return _mapping(http.get(href).json())


def dimensions(http: Http, version_address: str) -> dict[str, list[str]]:
    """The codes of each dimension of a version."""
    found: dict[str, list[str]] = {}
    for item in items_of(http, f"{version_address}/dimensions"):
        name = str(item.get("name") or item.get("id"))
        options = items_of(http, f"{version_address}/dimensions/{name}/options")
        found[name] = [str(option["option"]) for option in options]
    return found


def observations(http: Http, version_address: str, **chosen: str) -> list[Mapping[str, Any]]:
    """The observations for one option of every dimension; one dimension may be `*`, which gives all its options."""
    answer = _mapping(http.get(f"{version_address}/observations", chosen).json())
    return list(answer.get("observations") or [])


def items_of(http: Http, address: str) -> Iterator[Mapping[str, Any]]:
    """Every item of a list that the API gives in pages."""
    offset = 0
    while True:
        page = _mapping(http.get(address, {"offset": str(offset), "limit": str(_PAGE)}).json())
        items = page.get("items") or []
        yield from items
        offset += len(items)
        if not items or offset >= int(page.get("total_count") or 0):
            return


def _mapping(found: object) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise PublisherRefused(
            worded("The answer is not what the API promises."), where=ADDRESS, fix=worded("Try again later.")
        )
    return found
