"""Publishers' files that people upload: checked by what they hold, and kept where a refresh looks for them."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from placewright.core.errors import PlacewrightError
from placewright.records.source import Source
from placewright.web.accounts.models import Account
from placewright.web.common.event_log import record_event
from placewright.web.common.folder_files import file_below
from placewright.web.strategy.refresh_work import publisher_files

LARGEST = 500 * 1024 * 1024
"""Bytes of the largest file that is taken: as large as the largest release that a connector fetches."""

_LOOKED_AT = 1 << 16
_ZIPPED = {".xlsx": "xl/workbook.xml", ".xlsm": "xl/workbook.xml", ".ods": "content.xml", ".zip": ""}
_BEGINNINGS = {".xls": b"\xd0\xcf\x11\xe0", ".gz": b"\x1f\x8b", ".parquet": b"PAR1"}
_TEXT = frozenset({".csv", ".txt", ".tsv", ".json", ".geojson", ".xml"})


class WrongFile(PlacewrightError):
    """A file that is not what its name says, or that no dataset asks for."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An uploaded file: its path below the folder, its size, when it came, and the datasets that ask for it."""

    path: str
    size: int
    at: datetime
    datasets: tuple[str, ...]


def keep_upload(upload: UploadedFile[bytes], sources: Iterable[Source], *, by: Account) -> Path:
    """Keep a publisher's file under its name, in place of an earlier one of that name.

    Raises:
        WrongFile: no dataset asks for a file of that name, it is too large, or it is not what its name says.
    """
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    if not name or name.startswith("."):
        raise WrongFile(_("The file has no name."), fix=_("Give it the publisher's name."))
    if (upload.size or 0) > LARGEST:
        raise WrongFile(_("The file is larger than 500 MB."), where=name, fix=_("Take the release apart by year."))
    pattern = next((pattern for source in sources for pattern in source.files if _fits(name, pattern)), None)
    if pattern is None:
        raise WrongFile(
            _("No dataset of this workspace asks for a file of this name."),
            where=name,
            fix=_("Keep the publisher's file name; the list below says which are asked for."),
        )
    _require_content(upload, name)
    target = publisher_files() / _folders(pattern) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".upload-")
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    record_event("uploaded", "publisher's file", name, by=by)
    return target


def kept_files(datasets: Mapping[str, Source]) -> list[Kept]:
    """What was uploaded, by path, with the datasets that ask for each."""
    return sorted(_kept(datasets), key=lambda kept: kept.path)


def _kept(datasets: Mapping[str, Source]) -> Iterator[Kept]:
    folder = publisher_files()
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and not path.name.startswith("."):
            about = path.stat()
            asking = [id for id, source in datasets.items() if any(_fits(path.name, one) for one in source.files)]
            at = datetime.fromtimestamp(about.st_mtime, UTC)
            yield Kept(path.relative_to(folder).as_posix(), about.st_size, at, tuple(asking))


def remove_upload(path: str, *, by: Account) -> None:
    """Remove an uploaded file; what was fetched from it stays.

    Raises:
        WrongFile: there is none of that path.
    """
    found = file_below(publisher_files(), path)
    if found is None:
        raise WrongFile(_("There is no such file."), where=path, fix=_("Choose one of the list."))
    found.unlink()
    record_event("removed", "publisher's file", path, by=by)


def _fits(name: str, pattern: str) -> bool:
    return fnmatchcase(name.casefold(), PurePosixPath(pattern.casefold()).name)


def _folders(pattern: str) -> PurePosixPath:
    """The folders that a pattern wants above the file; one that may be any is called `any`."""
    parents = PurePosixPath(pattern).parent.parts
    return PurePosixPath(
        *(part if not set("*?[") & set(part) else "any" for part in parents if part not in ("..", "/"))
    )


def _require_content(upload: UploadedFile[bytes], name: str) -> None:
    """Look into the file, since a name can say anything."""
    suffix, file = Path(name).suffix.lower(), upload.file
    if file is None:
        return
    file.seek(0)
    begin = file.read(_LOOKED_AT)
    file.seek(0)
    if not begin:
        raise WrongFile(_("The file is empty."), where=name, fix=_("Download it again."))
    if begin.lstrip()[:100].lower().startswith((b"<!doctype html", b"<html")):
        raise WrongFile(
            _("This is a web page, not the publisher's file."), where=name, fix=_("Download the file behind the link.")
        )
    if not _is(suffix, begin, file):
        raise WrongFile(
            _("The file does not hold what its ending %(suffix)s says.") % {"suffix": suffix or "-"},
            where=name,
            fix=_("Download it again from the publisher, and keep its name."),
        )
    file.seek(0)


def _is(suffix: str, begin: bytes, file: IO[bytes]) -> bool:
    if suffix in _ZIPPED:
        try:
            with zipfile.ZipFile(file) as held:
                return not _ZIPPED[suffix] or _ZIPPED[suffix] in held.namelist()
        except zipfile.BadZipFile:
            return False
    if suffix in _BEGINNINGS:
        return begin.startswith(_BEGINNINGS[suffix])
    if suffix in _TEXT:
        return b"\0" not in begin or begin.startswith((b"\xff\xfe", b"\xfe\xff"))
    return False
