"""What a browser keeps for when it has no connection: one page with its looks, and the worker that shows it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from placewright.publish import render as publisher
from placewright.web.common.media_types import MEDIA_TYPES
from placewright.web.strategy.current import site_info

WORKER = "/offline-worker.js"
LEFT_ALONE = ("/team/", "/api/", "/account/", "/review/", "/documents/", "/static/", "/healthz")
"""Where the worker never answers, with or without a connection: what is private, and what is no page."""

_HERE = "/offline/"
_LOOKS = ("site.css", "theme.js", "mark.svg", "source-sans-3.woff2")
_FOR_A_WHILE = {"Cache-Control": "public, max-age=600"}
"""Browsers ask for the worker with every page they open; so long they, and the proxy, may do with the last answer."""


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker; where the settings switch it off, one that takes itself and all that was kept out of the browser."""
    if not settings.PLACEWRIGHT_OFFLINE_PAGE:
        return _script(_file("gone.js"))
    told = {
        "version": _version(),
        "page": _HERE,
        "keep": [_HERE + name for name in ("", *_kept())],
        "alone": LEFT_ALONE,
    }
    return _script(f"const TOLD = {json.dumps(told)};\n".encode() + _file("worker.js"))


@require_safe
def kept(request: HttpRequest, name: str = "") -> HttpResponse:
    """The page that is shown without a connection, or one of the files that it needs, as the worker fetches them."""
    if not name:
        return HttpResponse(_page(), headers=_FOR_A_WHILE | {"X-Robots-Tag": "noindex"})
    content = _kept().get(name)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=MEDIA_TYPES[f".{name.rpartition('.')[2]}"], headers=_FOR_A_WHILE)


def registering() -> bytes:
    """What pages add to the script that all of them share; nothing where the settings switch the worker off."""
    return (
        _file("register.js").replace(b"WORKER", json.dumps(WORKER).encode())
        if settings.PLACEWRIGHT_OFFLINE_PAGE
        else b""
    )


def _page() -> bytes:
    """The page: what is wrong and what to do, in each language that the place has, its own first."""
    said = [words for _code, words in _in_each_language()]
    text = render_to_string("site/offline.html", {"said": said, "title": site_info().title, "here": _HERE})
    return text.encode()


def _in_each_language() -> Iterator[tuple[str, dict[str, str]]]:
    """The words by language; a language without a catalogue says what English does, and is left out."""
    seen: list[list[str]] = []
    codes = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    for code in codes:
        with translation.override(code):
            words = {
                "title": _("No connection to this site"),
                "why": _(
                    "The page could not be fetched: this device has no connection, or the site does not answer. What "
                    "you have saved or sent in is not lost."
                ),
                "again": _("Try again"),
                "itself": _("The page also comes by itself as soon as there is a connection."),
            }
        if list(words.values()) not in seen:
            seen.append(list(words.values()))
            yield code, words | {"language": code}


def _version() -> str:
    """Another one as soon as anything that is kept is another; browsers then keep it anew."""
    parts = [_file("worker.js"), _page(), *_kept().values()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


@cache
def _kept() -> dict[str, bytes]:
    assets = publisher.site_assets()
    return {name: assets[f"assets/{name}"] for name in _LOOKS} | {"back.js": _file("back.js")}


@cache
def _file(name: str) -> bytes:
    return (Path(__file__).parent / "offline_files" / name).read_bytes()


def _script(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="text/javascript; charset=utf-8", headers=_FOR_A_WHILE)
