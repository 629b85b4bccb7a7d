"""The examples that the documentation and the page show read the interface as they say; they are run as they stand."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DEFAULT_DB_ALIAS, connections
from django.test import Client

from placewright.web.api.about import examples, sample
from placewright.web.api.catalogue import current
from placewright.web.api.reference import as_markdown, reference

ROOT = Path(__file__).resolve().parents[3]
HOW_TO = ROOT / "docs" / "how-to" / "use-the-api.md"
IN_DOCS = "http://127.0.0.1:8000"


@pytest.fixture
def address(shown_number: int) -> Iterator[str]:
    """The address of a server that sees what the test sees."""
    wsgi, shared = WSGIHandler(), connections[DEFAULT_DB_ALIAS]
    shared.inc_thread_sharing()

    def application(environ: Any, start_response: Any) -> Any:
        connections[DEFAULT_DB_ALIAS] = shared  # the thread of the server sees the transaction of the test
        return wsgi(environ, start_response)

    with make_server("127.0.0.1", 0, application, handler_class=_Quiet) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
    shared.dec_thread_sharing()


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def shown_examples(shown_number: int) -> dict[str, str]:
    """The examples as the page shows them for the pilot."""
    return examples(IN_DOCS, sample(current()))


def run(*command: str) -> str:
    """What a program prints; it must end well."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_documentation_shows_the_examples_that_the_page_shows(shown_examples: dict[str, str]) -> None:
    text = HOW_TO.read_text(encoding="utf-8")
    assert [name for name, example in shown_examples.items() if example.rstrip("\n") not in text] == []


@pytest.mark.embedded
def test_the_python_example_reads_every_page(address: str, shown_examples: dict[str, str], tmp_path: Path) -> None:
    program = tmp_path / "read.py"
    program.write_text(shown_examples["python"].replace(IN_DOCS, address), encoding="utf-8")
    lines = run(sys.executable, str(program)).splitlines()
    assert lines[1] == "Licence: Open Government Licence v3.0"
    assert [line.split()[0] for line in lines[2:]] == [str(year) for year in range(2015, 2023)]


@pytest.mark.examples
def test_the_r_example_reads_a_table_and_the_claims(
    address: str, shown_examples: dict[str, str], tmp_path: Path
) -> None:
    program = tmp_path / "read.R"
    program.write_text(shown_examples["r"].replace(IN_DOCS, address), encoding="utf-8")
    printed = run("Rscript", "--vanilla", str(program))
    assert re.search(r"^8\s+2022\s+\S+", printed, re.MULTILINE)
    assert printed.rstrip().endswith("claims hold")


@pytest.mark.examples
def test_the_curl_example_runs_and_leaves_whole_files(
    address: str, shown_examples: dict[str, str], tmp_path: Path
) -> None:
    script = shown_examples["curl"].replace(IN_DOCS, address)
    subprocess.run(["bash", "-e"], input=script, text=True, cwd=tmp_path, timeout=300, check=True, capture_output=True)
    assert (tmp_path / "evidence.parquet").stat().st_size > 1_000_000
    assert (tmp_path / "latest.json").stat().st_size > 1000
    assert (tmp_path / "tag.txt").read_text().startswith('"')


def test_the_query_for_excel_reads_the_columns_that_it_types(client: Client, shown_examples: dict[str, str]) -> None:
    text = shown_examples["power query"]
    site = re.search(r'Site = "([^"]+)"', text)
    path = re.search(r'Site & "([^"]+)"', text)
    assert site and path and site[1] == IN_DOCS
    answer: Any = client.get(path[1])
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    head = b"".join(answer.streaming_content).decode().splitlines()[0].split(",")
    assert set(re.findall(r'\{"(\w+)", type number\}', text)) == {"value", "low", "high"} <= set(head)


def test_the_query_for_excel_holds_together_and_its_steps_work_on_what_the_site_answers(
    client: Client, shown_examples: dict[str, str]
) -> None:
    text = shown_examples["power query"]
    for opens, closes in ("()", "[]", "{}"):
        assert text.count(opens) == text.count(closes)
    assert text.count('"') % 2 == 0
    steps = re.findall(r"^    (\w+) =", text, flags=re.MULTILINE)
    assert steps == ["Site", "Address", "Source", "Headed", "Typed"] and text.rstrip().endswith("in\n    Typed")
    for before, step in pairwise(steps):
        assert re.search(rf"^    {step} =[^=]*\b{before}\b", text, flags=re.MULTILINE), f"{step} uses {before}"
    path = re.search(r'Site & "([^"]+)"', text)
    assert path and 'Delimiter = ","' in text and "Encoding = 65001" in text  # UTF-8, by Windows' number

    answer: Any = client.get(path[1])
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8"), newline="")))

    assert len(rows) > 5 and {len(row) for row in rows} == {len(rows[0])}
    for name in ("value", "low", "high"):
        cells = [row[rows[0].index(name)] for row in rows[1:]]
        assert all(re.fullmatch(r"|-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?", cell) for cell in cells), "a number or nothing"
    assert any(row[rows[0].index("value")] for row in rows[1:])


def test_the_formula_for_excel_reads_a_number(client: Client, shown_examples: dict[str, str]) -> None:
    address = re.search(r'WEBSERVICE\("([^"]+)"\)', shown_examples["formula"])
    assert address and len(address[1]) <= 255  # what Excel takes as a text in a formula
    parts = urlsplit(address[1])
    assert float(client.get(f"{parts.path}?{parts.query}").content) > 0


def test_the_reference_in_the_documentation_is_that_of_the_interface() -> None:
    written = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    assert written == as_markdown(), "Make it again: python -m placewright.web api_reference > docs/reference/api.md"


def test_every_operation_declares_its_problems_in_one_shape() -> None:
    for operations in reference().groups.values():
        assert operations
        for one in operations:
            problems = {answer.status: answer.shape for answer in one.answers if answer.status >= 400}
            assert {404, 405, 422} <= set(problems)
            assert set(problems.values()) == {"Problem"}
            assert one.about and one.summary
            assert all(item.about for item in one.parameters)


def test_the_page_shows_examples_files_and_licences_without_scripts_of_others(
    client: Client, shown_number: int, shown_examples: dict[str, str]
) -> None:
    page = client.get("/api/").content.decode()
    assert "/api/v1/downloads/evidence.parquet" in page
    assert "Open Government Licence v3.0" in page
    assert "http://testserver/api/v1/observations?" in page
    assert re.findall(r"<script(?![^>]*src=\"/assets/)", page) == []
    assert "style=" not in page


def test_the_page_says_so_before_anything_is_published(client: Client, db: None) -> None:
    assert "Nothing has been published yet" in client.get("/api/").content.decode()


def test_the_reference_for_people_has_every_operation_and_a_form_to_try_reading(client: Client, db: None) -> None:
    page = client.get("/api/reference/").content.decode()
    for operations in reference().groups.values():
        for one in operations:
            assert f'id="{one.id}"' in page
    assert '<form method="get" action="/api/v1/observations"' in page


def test_what_a_form_leaves_empty_is_not_asked_for(client: Client, shown_number: int) -> None:
    filled = client.get("/api/v1/claims?verdict=holds")
    left_empty = client.get("/api/v1/claims?verdict=holds&mark=&limit=&q=")
    assert left_empty.json()["total"] == filled.json()["total"]
