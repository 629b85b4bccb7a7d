"""Serving what a build made: pages, pictures, documents and data, exactly as they lie in its folder."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import quote_etag

from placewright.web.common.media_types import MEDIA_TYPES

_AT_ONCE = 1 << 20


def file_response(
    request: HttpRequest, folder: Path, path: str, *, cache: str = "public, max-age=60"
) -> HttpResponseBase:
    """The file below the folder that a path names; a folder answers with its first page.

    Raises:
        Http404: there is no such file, or the path leads out of the folder.
    """
    found = (folder / path).resolve()
    if found.is_dir():
        found = found / "index.html"
    if not found.is_relative_to(folder.resolve()) or not found.is_file():
        raise Http404
    about = found.stat()
    etag = quote_etag(f"{about.st_mtime_ns:x}-{about.st_size:x}")
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        kind = MEDIA_TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        if about.st_size <= _AT_ONCE:
            response = HttpResponse(found.read_bytes(), content_type=kind)
        else:
            response = FileResponse(found.open("rb"), content_type=kind)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = cache
    return response
