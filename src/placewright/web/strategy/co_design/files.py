"""Files of an edition as they lie in its folder, with what the application says put before the page's own content."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from placewright.web.common.media_types import MEDIA_TYPES

_FOR_EVER = "public, max-age=31536000, immutable"
_MAIN = '<main id="main"'


def edition_file(
    request: HttpRequest,
    folder: Path,
    path: str,
    *,
    before_main: Callable[[], str] | None = None,
    change: Callable[[str], str] | None = None,
    cache: str = "",
) -> HttpResponseBase:
    """The file below an edition's folder that a path names; a folder answers with its first page.

    Args:
        request: what was asked.
        folder: the edition's pages.
        path: the way below it.
        before_main: gives HTML that stands before a page's main content.
        change: gives a page as it is to be shown.
        cache: how long it may be kept; an edition's files, which never change, for ever without it.

    Raises:
        Http404: there is no such file, or the path leads out of the folder.
    """
    found = (folder / path).resolve()
    if found.is_dir():
        found = found / "index.html"
    if not found.is_relative_to(folder.resolve()) or not found.is_file():
        raise Http404
    kind = MEDIA_TYPES.get(found.suffix) or mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    response: HttpResponseBase
    if found.suffix == ".html":
        text = found.read_text(encoding="utf-8")
        if before_main is not None:
            text = text.replace(_MAIN, before_main() + _MAIN, 1)
        response = HttpResponse(change(text) if change is not None else text, content_type=kind)
        response.headers["Cache-Control"] = cache or "public, max-age=60"
    else:
        response = FileResponse(found.open("rb"), content_type=kind)
        response.headers["Cache-Control"] = cache or _FOR_EVER
    return response
