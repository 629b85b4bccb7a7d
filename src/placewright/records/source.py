"""A publisher's series: who publishes it, under which licence, in which files, and what its numbers may be off by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from placewright.core.late_dataclass import dataclass
from placewright.core.quantities import ErrorKind


@dataclass(frozen=True, slots=True)
class Source:
    """One release of a publisher's series: provenance, the files it comes in, and how they are read.

    `series` joins the releases of one series (its vintages); two of them are never one series in time.
    `files` are patterns of file names, looked for anywhere below a folder; `reader` names the reader that knows their
    layout and `options` are that reader's own. `live` tells a connector how to fetch it from the publisher.
    `not_in_interval` is an error of all its figures of which the publisher gives no size, so that no interval holds it;
    it is said beside each of them.
    """

    id: str
    title: str
    publisher: str
    licence: str
    attribution: str
    landing_page: str
    series: str
    release: str
    released: date | None
    reader: str
    files: tuple[str, ...]
    place_vintage: str
    dimensions: tuple[str, ...] = ()
    next_release: date | None = None
    revises: bool = True
    rounding: str = ""
    not_in_interval: str = ""
    error: ErrorKind = ErrorKind.UNKNOWN
    coverage: str = ""
    notes: str = ""
    optional: bool = False
    options: Mapping[str, object] = field(default_factory=dict)
    live: Mapping[str, object] = field(default_factory=dict)
