"""Sending a file, whole or a stretch of it: what lets a long download go on where it broke off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)  # no file is longer; Python reads not thousands
_AT_ONCE = 1 << 16


def file_answer(request: HttpRequest, path: Path, *, media_type: str, etag: str) -> HttpResponseBase:
    """The file, or the one stretch that the request names (RFC 9110, 14).

    Several stretches, ends of more digits than files have, and a stretch of a file that has changed (`If-Range`), are
    answered with the whole.
    """
    size = path.stat().st_size
    wanted = _stretch(request, etag, size)
    response: HttpResponseBase
    if wanted is None:
        response = FileResponse(path.open("rb"), content_type=media_type, filename=path.name, as_attachment=True)
    elif not wanted:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = StreamingHttpResponse(_read(path, wanted), status=206, content_type=media_type)
        response.headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
        response.headers["Content-Length"] = str(len(wanted))
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _stretch(request: HttpRequest, etag: str, size: int) -> range | None:
    """The bytes that are asked for; None for the whole file, an empty stretch where it has no such bytes."""
    read = _RANGE.fullmatch(request.headers.get("Range", ""))
    if read is None or not any(read.groups()) or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = read.groups()
    if not first:
        return range(max(size - int(last), 0), size) if int(last) else range(0)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < int(first):
        return None
    return range(int(first), end + 1) if int(first) < size else range(0)


def _read(path: Path, wanted: range) -> Iterator[bytes]:
    left = len(wanted)
    with path.open("rb") as file:
        file.seek(wanted.start)
        while left and (piece := file.read(min(left, _AT_ONCE))):
            left -= len(piece)
            yield piece
