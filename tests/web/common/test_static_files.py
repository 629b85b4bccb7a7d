"""A static file that is changed under a running server is served as it is now, whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from placewright.web.common.static_files import StaticFiles


@pytest.fixture
def style(tmp_path: Path) -> Path:
    """A file of the server's."""
    file = tmp_path / "static" / "style.css"
    file.parent.mkdir()
    file.write_text("a { color: red }")
    return file


@pytest.fixture
def server(style: Path, settings: LazySettings) -> StaticFiles:
    """A server that has read its files."""
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = str(style.parent), False
    settings.WHITENOISE_AUTOREFRESH = False
    return StaticFiles(lambda request: HttpResponse("the application", status=404))


def ask(server: StaticFiles) -> Any:
    request: HttpRequest = RequestFactory().get("/static/style.css")
    return server(request)


@pytest.mark.parametrize("text", ["a { color: red } b { color: blue }", "a {}", "b { color: red }"])
def test_a_file_that_grew_shrank_or_was_written_again_is_served_whole(
    server: StaticFiles, style: Path, text: str
) -> None:
    before = ask(server)
    assert b"".join(before.streaming_content) == b"a { color: red }"
    style.write_text(text)
    os.utime(style, (style.stat().st_atime, style.stat().st_mtime + 5))
    after = ask(server)
    assert b"".join(after.streaming_content) == text.encode()
    assert after.headers["Content-Length"] == str(len(text)) and after.headers["ETag"] != before.headers["ETag"]


def test_a_file_that_is_gone_is_not_found(server: StaticFiles, style: Path) -> None:
    style.unlink()
    assert ask(server).status_code == 404


def test_a_file_that_stays_is_not_read_anew(server: StaticFiles) -> None:
    held = server.files["/static/style.css"]
    ask(server)
    assert server.files["/static/style.css"] is held
