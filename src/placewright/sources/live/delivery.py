"""What a connector is given and what it delivers: files of the publisher, and what it said of the release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from placewright.core.errors import BadRecord
from placewright.core.files import replacing
from placewright.core.said import worded
from placewright.records.source import Source
from placewright.sources.live.http import Answer, Http


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files a publisher delivered, and what it says of their release and licence, where it says anything."""

    paths: tuple[Path, ...]
    release: str = ""
    released: date | None = None
    next_release: date | None = None
    licence: str = ""

    def recorded_in(self, source: Source) -> Source:
        """The source's record with what the publisher says in place of what was declared."""
        return replace(
            source,
            release=self.release or source.release,
            released=self.released or source.released,
            next_release=self.next_release or source.next_release,
            licence=self.licence or source.licence,
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What a connector is to fetch: the source, the folder to put files in, and keys the person holds."""

    source: Source
    folder: Path
    keys: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, default: str | None = None) -> str:
        """A text in the source's `[live]` table.

        Raises:
            BadRecord: it is missing and there is no default, or it is no text.
        """
        found = self.source.live.get(name, default)
        if not isinstance(found, str):
            raise BadRecord(
                worded("Its [live] table has no text '%(name)s'.", name=name)
                if found is None
                else worded("'live.%(name)s' is %(found)s, no text.", name=name, found=f"{found!r}"),
                where=f"source '{self.source.id}'",
                fix=worded('Add `%(name)s = "..."`, or fetch from a folder of files with --from FOLDER.', name=name),
            )
        return found

    def table(self, name: str) -> dict[str, str]:
        """A table of texts (or lists of them, joined by commas) in the source's `[live]` table; empty if left out."""
        found = self.source.live.get(name, {})
        if not isinstance(found, Mapping):
            raise BadRecord(
                worded("'live.%(name)s' is %(found)s, no table.", name=name, found=f"{found!r}"),
                where=f"source '{self.source.id}'",
            )
        return {str(key): _joined(value) for key, value in found.items()}

    def put(self, answer: Answer, name: str) -> Path:
        """The answer's body under a file name in the order's folder."""
        path = self.folder / safe_name(name)
        with replacing(path) as temporary:
            temporary.write_bytes(answer.path.read_bytes())
        return path


class Connector(Protocol):
    """Fetches a source's files from its publisher."""

    def __call__(self, order: Order, http: Http) -> Delivery:
        """The files, put into the order's folder."""
        ...


def safe_name(name: str) -> str:
    """The last part of a name, without anything that a file system minds.

    >>> safe_name("/economy/current/itl productivity.xls")
    'itl-productivity.xls'
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(letter if letter.isalnum() or letter in "._-()" else "-" for letter in last).lstrip(".")
    return kept or "download"


def day_of(text: object) -> date | None:
    """The day that a publisher's moment falls on in the United Kingdom; None where the text is none.

    Midnight of British Summer Time is written 23:00 of the day before in UTC, which is why two hours are added.

    >>> day_of("2024-06-16T23:00:00.000Z")
    datetime.date(2024, 6, 17)
    """
    if not isinstance(text, str) or not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (moment + timedelta(hours=2)).date() if "T" in text else moment.date()


def _joined(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
