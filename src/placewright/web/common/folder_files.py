"""Serving what was made into a folder, pages, pictures, documents and data, as it lies there."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import quote_etag

from placewright.web.common.media_types import MEDIA_TYPES

FOR_A_MINUTE = "public, max-age=60"
FOR_EVER = "public, max-age=31536000, immutable"
PRIVATE = "private, no-store"
_AT_ONCE = 1 << 20


def file_response(
    request: HttpRequest,
    folder: Path,
    path: str,
    *,
    cache: str = FOR_A_MINUTE,
    page_cache: str = "",
    change: Callable[[str], str] | None = None,
    swap: tuple[re.Pattern[bytes], bytes] | None = None,
) -> HttpResponseBase:
    """The file below the folder that a path names; a folder answers with its first page.

    Args:
        request: what was asked.
        folder: where the files lie.
        path: the way below it.
        cache: how long a file may be kept.
        page_cache: how long a page may be kept, where that is not as long as other files.
        change: gives a page as it is to be shown.
        swap: what of a page gives way to what: a page that need not be sent twice is not, as long as both are the same.

    Raises:
        Http404: there is no such file, or the path leads out of the folder.
    """
    found = file_below(folder, path) or file_below(folder, f"{path or '.'}/index.html")
    if found is None:
        raise Http404
    is_page = found.suffix == ".html"
    kind = MEDIA_TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    if is_page and change is not None:
        response: HttpResponseBase = HttpResponse(change(found.read_text(encoding="utf-8")), content_type=kind)
    else:
        response = _as_it_lies(request, found, kind, swap if is_page else None)
    response.headers["Cache-Control"] = (is_page and page_cache) or cache
    return response


def file_below(folder: Path, path: str) -> Path | None:
    """The file below the folder that a path from outside names; None where there is none, or it leads out of it."""
    try:
        found = (folder / path).resolve()
        return found if found.is_relative_to(folder.resolve()) and found.is_file() else None
    except (OSError, ValueError):  # a name longer than disks take, or with a zero byte in it
        return None


def _as_it_lies(
    request: HttpRequest, found: Path, kind: str, swap: tuple[re.Pattern[bytes], bytes] | None
) -> HttpResponseBase:
    about = found.stat()
    swapped = f"-{crc32(swap[1]):x}" if swap else ""
    etag = quote_etag(f"{about.st_mtime_ns:x}-{about.st_size:x}{swapped}")
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    elif swap is not None:
        response = HttpResponse(swap[0].sub(lambda _old: swap[1], found.read_bytes(), count=1), content_type=kind)
    elif about.st_size <= _AT_ONCE:
        response = HttpResponse(found.read_bytes(), content_type=kind)
    else:
        response = FileResponse(found.open("rb"), content_type=kind)
    response.headers["ETag"] = etag
    return response
