"""A dataset: one snapshot of a source that a workspace has pinned, and which of its rows the place needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from placewright.core.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of a snapshot a place needs; an empty part leaves that part unrestricted.

    A row is kept when its place is one of `places` or of a level in `levels` (such as `lad-england`), and its measure,
    period and dimension members are among those named. `since` and `until` are the first and last calendar year.
    """

    places: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A publisher's file as it was when the snapshot was made: its name, the sha256 of its bytes and its size."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Dataset:
    """The snapshot of a source that a workspace builds from, and the figures file with the rows it needs.

    `snapshot` is the snapshot's identifier, empty while nothing is pinned. `next_release` is the day that its publisher
    announced for the release after it: from then on claims on it are stale. `figures_sha256` is the fingerprint of the
    figures file as `adopt` wrote it, so that a change by hand is noticed; `selected` is that of the selection it was
    written with, so that another selection is.
    """

    source: str
    selection: Selection = field(default_factory=Selection)
    snapshot: str = ""
    release: str = ""
    released: date | None = None
    next_release: date | None = None
    retrieved: datetime | None = None
    rows: int = 0
    licence: str = ""
    attribution: str = ""
    figures: str = ""
    figures_rows: int = 0
    figures_sha256: str = ""
    selected: str = ""
    files: tuple[PinnedFile, ...] = ()

    @property
    def is_pinned(self) -> bool:
        """Whether a snapshot has been adopted."""
        return bool(self.snapshot)
