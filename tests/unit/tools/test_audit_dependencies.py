"""The audit of dependencies stops on advisories, lets accepted ones pass until a day, and says when it was not done."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import audit_dependencies
import pytest
from audit_dependencies import Accepted, Advisory, Pin, accepted, advisories, judged, main, pins

TODAY = date(2026, 11, 28)
LOCK = """annotated-types==0.8.0 \\
    --hash=sha256:13b2beaad985e05e2d6407ee4c4f35590b11f8d693a258a561055cac8f64cab7
    # via pydantic
Zope.Interface==7.1 ; python_version < "3.12" \\
    --hash=sha256:f072f4d804ea359e4eaf198b1af7a8b0943881a87f31bb764f8bf219bb9419e0
"""
KNOWN = {
    "GHSA-1": {
        "id": "GHSA-1",
        "aliases": ["CVE-2026-1", "PYSEC-1"],
        "summary": "Reads other people's files",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": "sample"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.1"}]}],
            }
        ],
    },
    "PYSEC-1": {"id": "PYSEC-1", "aliases": ["CVE-2026-1", "GHSA-1"], "summary": ""},
    "GHSA-2": {"id": "GHSA-2", "withdrawn": "2026-01-01T00:00:00Z", "summary": "Was no weakness"},
}
SAMPLE = Pin("sample", "2.0")
FOUND = Advisory(SAMPLE, ("GHSA-1", "CVE-2026-1", "PYSEC-1"), "Reads other people's files", ("2.1",))


def service(path: str, posted: Mapping[str, Any] | None) -> Any:
    """Answers as OSV does, in pieces: the second piece for a package is asked for with a token."""
    if posted is None:
        return KNOWN[path.rpartition("/")[2]]
    results: list[dict[str, Any]] = []
    for query in posted["queries"]:
        if query["package"]["name"] != "sample":
            results.append({})
        elif "page_token" in query:
            results.append({"vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]})
        else:
            results.append({"vulns": [{"id": "GHSA-1"}], "next_page_token": "more"})
    return {"results": results}


@pytest.fixture
def served() -> Iterator[str]:
    """The same service over HTTP on this machine."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(service(self.path, None))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            queries = json.loads(body)["queries"]
            if not any("page_token" in query for query in queries):
                queries[0]["package"]["name"] = "sample"
            self._answer(service(self.path, {"queries": queries}))

        def _answer(self, found: Any) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_every_pin_of_a_lock_is_asked_for_by_its_normal_name() -> None:
    assert pins([LOCK, LOCK]) == [Pin("annotated-types", "0.8.0"), Pin("zope-interface", "7.1")]


def test_the_projects_own_locks_hold_the_packages_it_rests_on() -> None:
    texts = [path.read_text() for path in (audit_dependencies.ROOT / "requirements").glob("*.txt")]
    assert {"django", "wagtail", "pytest", "uv"} <= {pin.name for pin in pins(texts)}


def test_an_advisory_is_found_once_under_all_its_names_and_a_withdrawn_one_not_at_all() -> None:
    assert advisories([Pin("other", "1"), SAMPLE], service) == [FOUND]


def test_an_advisory_that_nobody_accepted_stops() -> None:
    stops, notes = judged([FOUND], [], today=TODAY)
    assert stops == ["sample 2.0: GHSA-1 = CVE-2026-1 = PYSEC-1: Reads other people's files (mended in 2.1)"]
    assert not notes


def test_an_accepted_advisory_passes_under_any_of_its_names_until_its_day() -> None:
    one = Accepted("CVE-2026-1", "sample", "No files are served.", TODAY)
    assert judged([FOUND], [one], today=TODAY)[0] == []
    stops, _ = judged([FOUND], [one], today=date(2026, 11, 29))
    assert "It was accepted until 2026-11-28: No files are served." in stops[0]


def test_an_acceptance_that_is_not_needed_any_more_is_noted() -> None:
    stops, notes = judged([], [Accepted("GHSA-9", "gone", "Not used.", TODAY)], today=TODAY)
    assert not stops
    assert notes == ["GHSA-9 is accepted, but names no pinned package any more. Remove it."]


@pytest.mark.parametrize(
    ("reason", "until", "what"), [("", "2026-12-01", "without a reason"), ("x", "2028-01-01", "At most 180 days")]
)
def test_an_acceptance_needs_a_reason_and_a_near_day(reason: str, until: str, what: str) -> None:
    text = f'[[accepted]]\nid = "GHSA-1"\npackage = "sample"\nreason = "{reason}"\nuntil = {until}\n'
    with pytest.raises(ValueError, match=what):
        accepted(text, today=TODAY)


@pytest.mark.enable_socket
def test_the_command_asks_the_service_and_fails_on_what_it_knows(
    served: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--service", served]) == 1
    assert "GHSA-1 = CVE-2026-1 = PYSEC-1" in capsys.readouterr().err


@pytest.mark.enable_socket
@pytest.mark.parametrize(("required", "status"), [("", 0), ("browser,audit", 1), ("all", 0)])
def test_without_the_service_it_says_loudly_that_nothing_was_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], required: str, status: int
) -> None:
    monkeypatch.setenv("PLACEWRIGHT_REQUIRE", required)
    assert main(["--service", "http://127.0.0.1:9"]) == status
    assert "AUDIT NOT DONE" in capsys.readouterr().err


@pytest.mark.enable_socket
@pytest.mark.parametrize("content", [b"<h1>Sign in to this network</h1>", b"{}"])
def test_a_page_in_the_services_place_is_no_answer_that_nothing_is_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    class Proxy(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    monkeypatch.setenv("PLACEWRIGHT_REQUIRE", "audit")
    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        status = main(["--service", f"http://127.0.0.1:{server.server_port}"])
        server.shutdown()
    assert status == 1 and "AUDIT NOT DONE" in capsys.readouterr().err
