"""Nomis: tables as CSV, in pages no larger than its limits, put together whole and checked against its own count.

Nomis gives at most 25,000 cells an answer, or 100,000 to holders of a key, and cuts off what is beyond without saying
so; every answer is therefore asked for by offset and limit, and the rows are counted against RECORD_COUNT.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from placewright.core.files import replacing
from placewright.core.said import worded
from placewright.sources.live.delivery import Delivery, Order
from placewright.sources.live.http import Http, PublisherRefused

ADDRESS = "https://www.nomisweb.co.uk/api/v01/dataset"
LIMIT = 25_000
LIMIT_WITH_KEY = 100_000
_LONGEST_ADDRESS = 2_000
"""Characters: queries that list more codes than fit are split."""
_NEEDED = ("obs_value", "obs_status", "record_offset", "record_count")


@dataclass(frozen=True, slots=True)
class _Page:
    header: list[str]
    rows: list[list[str]]

    @property
    def total(self) -> int | None:
        """How many rows the whole query has, as Nomis says."""
        if "RECORD_COUNT" not in self.header or not self.rows:
            return None
        return int(self.rows[0][self.header.index("RECORD_COUNT")])


def deliver(order: Order, http: Http) -> Delivery:
    """Fetch a Nomis query: `live.dataset` names the table (`NM_17_5`), `live.query` its parameters.

    The body is written as Nomis gives it, OBS_STATUS and the rest included, all pages in one file. A key, where the
    person has one under `nomis`, is sent as `uid` and stored nowhere.
    """
    query = _complete(order.table("query"))
    key = order.keys.get("nomis", "")
    address = f"{ADDRESS}/{order.text('dataset')}.data.csv"
    path = order.folder / f"{order.source.id}.csv"
    header: list[str] = []
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for piece in split(query, longest=_LONGEST_ADDRESS - len(address)):
            for page in pages(http, address, piece, key=key):
                if not header:
                    header = page.header
                    writer.writerow(header)
                elif page.header != header:
                    raise PublisherRefused(
                        worded("Two pages have different columns."), where=address, fix=worded("Try again later.")
                    )
                writer.writerows(page.rows)
    return Delivery((path,))


def pages(http: Http, address: str, query: Mapping[str, str], *, key: str = "") -> Iterator[_Page]:
    """The pages of one query, each within the limit, until Nomis has given every row it counted.

    Raises:
        PublisherRefused: the answer is no table, or has fewer rows than Nomis counted.
    """
    limit = LIMIT_WITH_KEY if key else LIMIT
    given, counted = 0, None
    while True:
        params = {**query, "recordoffset": str(given), "recordlimit": str(limit)}
        page = _read(http.get(address, params, secret={"uid": key} if key else None).text(), address)
        given += len(page.rows)
        counted = page.total if counted is None else counted
        yield page
        if not page.rows or (given >= counted if counted is not None else len(page.rows) < limit):
            break
    if counted is not None and given != counted:
        raise PublisherRefused(
            worded("Nomis counts %(counted)s rows and gave %(given)s.", counted=counted, given=given),
            where=address,
            fix=worded("Try again later, or give a key."),
        )


def split(query: Mapping[str, str], *, longest: int) -> list[dict[str, str]]:
    """The query in as many pieces as are needed for each to fit an address, split along its longest list of codes.

    >>> [piece["geography"] for piece in split({"geography": "11,12,13,14"}, longest=20)]
    ['11,12', '13,14']
    """
    size = sum(len(name) + len(value) + 2 for name, value in query.items())
    if size <= longest:
        return [dict(query)]
    name = max(query, key=lambda item: len(query[item]))
    codes = query[name].split(",")
    if len(codes) < 2:
        return [dict(query)]
    middle = len(codes) // 2
    halves = (",".join(codes[:middle]), ",".join(codes[middle:]))
    return [piece for half in halves for piece in split({**query, name: half}, longest=longest)]


def _complete(query: Mapping[str, str]) -> dict[str, str]:
    """The query with the columns that counting and reading need, where it chooses columns at all."""
    if "select" not in query:
        return dict(query)
    chosen = [column.strip().lower() for column in query["select"].split(",")]
    return {**query, "select": ",".join(dict.fromkeys([*chosen, *_NEEDED]))}


def _read(text: str, address: str) -> _Page:
    rows = list(csv.reader(io.StringIO(text)))
    header = [name.strip().upper() for name in rows[0]] if rows else []
    if "OBS_VALUE" not in header:
        raise PublisherRefused(
            worded("The answer is not a table with OBS_VALUE."),
            where=address,
            fix=worded("Check `live.dataset` and `live.query`."),
        )
    return _Page(header, [row for row in rows[1:] if len(row) == len(header)])
