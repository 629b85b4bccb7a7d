"""Plain downloads: the files at fixed addresses, and those that a page of GOV.UK attaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from placewright.core.errors import BadRecord
from placewright.core.said import worded
from placewright.sources.live.delivery import Delivery, Order, day_of, safe_name
from placewright.sources.live.http import Http, PublisherRefused

_GOVUK = "www.gov.uk"


def deliver(order: Order, http: Http) -> Delivery:
    """Fetch the file at `live.url`, or the files at `live.urls`.

    Where the address is a page of GOV.UK, its attachments that match `live.file` are fetched, as its content API
    lists them, with the day they were made public.
    """
    urls = order.source.live.get("urls")
    if isinstance(urls, list | tuple):
        return Delivery(tuple(order.put(http.get(str(url)), str(url)) for url in urls))
    url = order.text("url")
    parts = urlsplit(url)
    if parts.hostname == _GOVUK and "." not in safe_name(parts.path):
        return _from_govuk(order, http, parts.path)
    if "." not in safe_name(parts.path):
        raise BadRecord(
            worded("Its address is a page, not a file."),
            where=f"source '{order.source.id}'",
            fix=worded("Download the files from that page and use --from FOLDER, or name a file in `live.url`."),
        )
    return Delivery((order.put(http.get(url), parts.path),))


def _from_govuk(order: Order, http: Http, path: str) -> Delivery:
    content = http.get(f"https://{_GOVUK}/api/content{path}").json()
    pattern = order.text("file", "*").casefold()
    offered = list(dict.fromkeys(_attachments(content)))
    chosen = [url for url in offered if fnmatchcase(safe_name(urlsplit(url).path).casefold(), pattern)]
    if not chosen:
        names = ", ".join(safe_name(urlsplit(url).path) for url in offered[:12]) or "none"
        raise PublisherRefused(
            worded("No attachment matches '%(pattern)s'.", pattern=pattern),
            where=f"{_GOVUK}{path}",
            fix=worded("It offers %(names)s: mend `live.file`.", names=names),
        )
    paths = tuple(order.put(http.get(url), urlsplit(url).path) for url in chosen)
    return Delivery(paths, released=day_of(content.get("public_updated_at")))


def _attachments(found: Any) -> Iterator[str]:
    """The addresses of attached files, wherever in the content they are listed."""
    if isinstance(found, Mapping):
        url = found.get("url")
        if isinstance(url, str) and found.get("attachment_type", "file") == "file" and "assets." in url:
            yield url
        for value in found.values():
            yield from _attachments(value)
    elif isinstance(found, list):
        for value in found:
            yield from _attachments(value)
