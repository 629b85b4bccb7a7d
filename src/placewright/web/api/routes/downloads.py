"""Bulk downloads: whole tables as Parquet, CSV, JSON-stat and packages, with sizes and digests."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema
from pydantic import Field

from placewright.web.api.catalogue import current
from placewright.web.api.files import FORMATS, Download, digest_header, downloads, file_of
from placewright.web.api.paging import AskedPage, Page, page_of
from placewright.web.api.problems import Problem, unknown
from placewright.web.api.ranges import file_answer
from placewright.web.api.reading import PROBLEMS, reads

router = Router(tags=["downloads"])

_BYTES = {"schema": {"type": "string", "format": "binary"}}
_CONTENT = {media_type.partition(";")[0]: _BYTES for _, media_type in FORMATS.values()}


class FileShort(Schema):
    """A file with its size and digest."""

    path: str
    url: str
    title: str
    format: str = Field(description="CSV, Parquet, JSON, JSON-stat, Excel or ZIP.")
    media_type: str
    bytes: int
    sha256: str = Field(description="The digest of its bytes, in hexadecimal digits.")
    licence: str = Field(description="Where the licences of the figures are said.")


class Files(Page):
    """A page of files."""

    items: list[FileShort]


class AskedFiles(AskedPage):
    """Which files."""

    format: str = Field("", max_length=20, description="Only those of a format, such as Parquet.")


@reads(router, "/downloads", Files, summary="List the files for download", operation_id="list_downloads")
def list_downloads(request: HttpRequest, asked: Query[AskedFiles]) -> object:
    """Every file, with size, digest and licence. They are those of the build that is shown."""
    now = current()
    every = downloads(now)
    formats = sorted({item.format for item in every.values()})
    by_name = {name.casefold(): name for name in formats}
    if asked.format and asked.format.casefold() not in by_name:
        raise unknown("format", asked.format, formats, where="query.format", see=f"{', '.join(formats)}.")
    found = [item for item in every.values() if not asked.format or item.format.casefold() == asked.format.casefold()]
    licence = request.build_absolute_uri("/api/v1/datasets")

    def shape(some: list[Download]) -> list[dict[str, Any]]:
        at = request.build_absolute_uri
        return [asdict(item) | {"url": at(f"/api/v1/downloads/{item.path}"), "licence": licence} for item in some]

    return page_of(request, found, shape, limit=asked.limit, cursor=asked.cursor, build=now.number)


@router.get(
    "/downloads/{path:path}",
    response={200: None, 206: None, 304: None, 416: Problem, **PROBLEMS},
    summary="One file",
    operation_id="get_download",
    openapi_extra={"responses": {code: {"content": _CONTENT} for code in (200, 206)}},
)
def get_download(
    request: HttpRequest,
    path: Annotated[str, Path(max_length=200, description="The path as the list of files says it.")],
) -> HttpResponseBase:
    """The bytes of a file; `Range` asks for a stretch, `Repr-Digest` says the digest of the whole."""
    now = current()
    found, at = downloads(now).get(path), file_of(now, path)
    if found is None or at is None:
        see = "See /api/v1/downloads."
        raise unknown("file", path, downloads(now), where="path.path", status=404, see=see)
    etag = f'"{found.sha256[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponseBase = HttpResponseNotModified()
    else:
        response = file_answer(request, at, media_type=found.media_type, etag=etag)
    if response.status_code == 416:
        what = _("The file has %(count)s bytes.") % {"count": found.bytes}
        said = Problem(what=what, where="Range", fix=_("Ask for a stretch within them."))
        bounds = response.headers["Content-Range"]
        response = HttpResponse(said.model_dump_json(), status=416, content_type="application/json; charset=utf-8")
        response.headers["Content-Range"] = bounds
    response.headers["ETag"] = etag
    response.headers["Repr-Digest"] = digest_header(found.sha256)
    return response
