"""ONS downloads: the files of a dataset's page, its newest edition or a named one, with the page's release dates.

Every page of the ONS website has its content as JSON under the same address with `/data` behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import parse_qs, urlsplit

from placewright.core.said import worded
from placewright.sources.live.delivery import Delivery, Order, day_of
from placewright.sources.live.http import Http, PublisherRefused

SITE = "https://www.ons.gov.uk"


def deliver(order: Order, http: Http) -> Delivery:
    """Fetch the file, or the files, that `live.url` names.

    `live.url` is a dataset's page, or the address of one file (`.../file?uri=/...`). Of a page's files those are
    fetched that match `live.file` (a pattern; all if left out), of the edition `live.edition` (the newest if left out).
    """
    url = order.text("url")
    if wanted := file_of(url):
        page = _page(http, wanted.rpartition("/")[0], optional=True)
        path = order.put(http.get(f"{SITE}/file", {"uri": wanted}), wanted)
        return Delivery((path,), **_release(page))
    landing = _page(http, urlsplit(url).path)
    editions = [str(item["uri"]) for item in landing.get("datasets", ()) if item.get("uri")]
    edition = _edition(editions, order.text("edition", ""), url) if editions else str(landing.get("uri"))
    page = _page(http, edition) if editions else landing
    names = [str(item["file"]) for item in page.get("downloads", ()) if item.get("file")]
    pattern = order.text("file", "*").casefold()
    chosen = [name for name in names if fnmatchcase(name.casefold(), pattern)]
    if not chosen:
        offered = ", ".join(names) or "none"
        raise PublisherRefused(
            worded("No file of the page matches '%(pattern)s'.", pattern=pattern),
            where=url,
            fix=worded("It offers %(offered)s: mend `live.file`.", offered=offered),
        )
    paths = tuple(order.put(http.get(f"{SITE}/file", {"uri": f"{edition}/{name}"}), name) for name in chosen)
    return Delivery(paths, **(_release(landing) | _release(page)))


def file_of(url: str) -> str:
    """The path of the file that an address names; empty where it names a page.

    >>> file_of("https://www.ons.gov.uk/file?uri=/economy/datasets/gva/current/gva.xlsx")
    '/economy/datasets/gva/current/gva.xlsx'
    """
    parts = urlsplit(url)
    return parse_qs(parts.query).get("uri", [""])[0] if parts.path == "/file" else ""


def _page(http: Http, path: str, *, optional: bool = False) -> Mapping[str, Any]:
    try:
        found = http.get(f"{SITE}{path.rstrip('/')}/data").json()
    except PublisherRefused:
        if optional:
            return {}
        raise
    return found if isinstance(found, Mapping) else {}


def _edition(editions: list[str], wanted: str, url: str) -> str:
    if not wanted:
        current = [uri for uri in editions if uri.endswith("/current")]
        return (current or editions)[0]
    for uri in editions:
        if uri.rstrip("/").rpartition("/")[2] == wanted:
            return uri
    offered = ", ".join(uri.rpartition("/")[2] for uri in editions)
    raise PublisherRefused(
        worded("There is no edition '%(wanted)s'.", wanted=wanted),
        where=url,
        fix=worded("It offers %(offered)s.", offered=offered),
    )


def _release(page: Mapping[str, Any]) -> dict[str, Any]:
    said = page.get("description") or {}
    found = {
        "release": said.get("edition") or said.get("versionLabel") or "",
        "released": day_of(said.get("releaseDate")),
        "next_release": _next(said.get("nextRelease")),
    }
    return {name: value for name, value in found.items() if value}


def _next(text: object) -> Any:
    """The day of the next release, which ONS writes in words (`19 June 2026`) or leaves open (`To be announced`)."""
    from datetime import datetime

    if not isinstance(text, str):
        return None
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 -- a day, not a moment
        except ValueError:
            continue
    return day_of(text)
