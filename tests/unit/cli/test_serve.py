"""The static server shows a site on this machine only, with strict headers and its own words for what is missing."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from placewright.cli.serve import run, site_server
from placewright.core.errors import PlacewrightError


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    (tmp_path / "index.html").write_text("<h1>Home</h1>")
    (tmp_path / "404.html").write_text("<h1>Not here</h1>")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.csv").write_text("a\n")
    with site_server(tmp_path, port=0) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield running
        running.shutdown()


def get(server: ThreadingHTTPServer, path: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=120)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer, answer.read()


def test_pages_come_with_strict_headers(server: ThreadingHTTPServer) -> None:
    answer, body = get(server, "/")
    assert (answer.status, body) == (200, b"<h1>Home</h1>")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_missing_page_is_answered_in_the_sites_own_words(server: ThreadingHTTPServer) -> None:
    answer, body = get(server, "/nothing.html")
    assert (answer.status, body) == (404, b"<h1>Not here</h1>")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_folder_is_not_listed_and_nothing_above_the_site_is_shown(server: ThreadingHTTPServer) -> None:
    assert get(server, "/folder/")[0].status == 404
    assert get(server, "/../../etc/passwd")[0].status == 404


def test_a_csv_says_what_it_is(server: ThreadingHTTPServer) -> None:
    assert get(server, "/folder/a.csv")[0].headers["Content-Type"] == "text/csv; charset=utf-8"


def test_the_next_free_port_is_taken(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    with site_server(tmp_path, port=server.server_port) as second:
        assert second.server_port != server.server_port


def test_it_listens_to_this_machine_only(server: ThreadingHTTPServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_workspace_that_was_not_built_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PlacewrightError, match="placewright build"):
        run(argparse.Namespace(static=True, workspace=str(tmp_path), out=None, port=0))


def test_ctrl_c_ends_it_with_130_and_one_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_server: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>Home</h1>")
    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", interrupt)
    assert run(argparse.Namespace(static=True, workspace="vale", out=tmp_path, port=0)) == 130
    assert capsys.readouterr().err == "Stopped.\n"
