"""What every answer of the interface carries: who may read it, how long it is fresh, and problems as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.utils.translation import gettext as _

from placewright import __version__
from placewright.web.strategy.building import shown_build

_ROOT = "/api/v1/"
_READS = ("GET", "HEAD")
_DRAFTS = f"{_ROOT}drafts/"
_SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Range, If-Range, Accept",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Range, Accept-Ranges, Repr-Digest",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Interface:
    """Lets any page read, keeps answers fresh by the build that is shown, and says in JSON what has no route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the headers of the interface where it is one of the interface."""
        if not request.path.startswith(_ROOT):
            return self._get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=_SHARED | {"Allow": "GET, HEAD, OPTIONS"})
        if request.method not in _READS or "Authorization" in request.headers or request.path.startswith(_DRAFTS):
            response = _in_json(self._get_response(request))
            response.headers["Cache-Control"] = "no-store"
            return response
        return self._read(request)

    def _read(self, request: HttpRequest) -> HttpResponse:
        is_head = request.method == "HEAD"
        request.method = "GET"
        request.GET = _given(request)  # type: ignore[assignment]
        tag = _tag(request)
        response: HttpResponse
        if tag and request.headers.get("If-None-Match") in (tag, f"W/{tag}"):
            response = HttpResponseNotModified()
        else:
            response = _in_json(self._get_response(request))
        if response.status_code in (200, 206, 304):
            response.headers.setdefault("ETag", tag)
            response.headers["Cache-Control"] = "public, max-age=60"
        else:
            response.headers["Cache-Control"] = "no-cache"
        response.headers["Vary"] = "Accept-Language"  # never by cookie: nothing here depends on who is signed in
        for name, value in _SHARED.items():
            response.headers[name] = value
        return _without_body(response) if is_head else response


def _given(request: HttpRequest) -> QueryDict:
    """What is asked for, without what a form left empty."""
    given = QueryDict(mutable=True)
    for name, values in request.GET.lists():
        if kept := [value for value in values if value]:
            given.setlist(name, kept)
    return given


def _tag(request: HttpRequest) -> str:
    """What stands for all answers of a build; an answer with a digest of its own, a file, says another."""
    if request.path.startswith(f"{_ROOT}downloads/"):
        return ""
    build = shown_build()
    return f'"{build.pk if build else 0}-{__version__}"'


def _in_json(response: HttpResponse) -> HttpResponse:
    """The answer; that there is no such route, or not by this method, as a problem in JSON."""
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    if response.status_code not in (404, 405) or is_json:
        return response
    if response.status_code == 405:
        what, fix = _("This address does not take this method."), _("Use GET; see the reference of the interface.")
    else:
        what, fix = _("There is nothing at this address."), _("See /api/ for what there is.")
    said = json.dumps({"what": what, "where": "path", "fix": fix}, ensure_ascii=False)
    answer = HttpResponse(said, status=response.status_code, content_type="application/json; charset=utf-8")
    if "Allow" in response.headers:
        answer.headers["Allow"] = response.headers["Allow"]
    return answer


def _without_body(response: HttpResponse) -> HttpResponse:
    length = response.headers.get("Content-Length")
    if length is None and not response.streaming:
        length = str(len(response.content))
    bare = HttpResponse(status=response.status_code, headers=dict(response.headers))
    if length is not None:
        bare.headers["Content-Length"] = length
    response.close()
    return bare
