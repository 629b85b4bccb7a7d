"""Bulk downloads: listed with size and digest, whole or in stretches, and the same bytes as the build's."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

Ask = Callable[..., Any]


def body(answer: Any) -> bytes:
    """All bytes of an answer."""
    return bytes(answer.getvalue() if answer.streaming else answer.content)


def test_every_file_is_as_large_as_listed_and_has_the_digest_listed(ask: Ask) -> None:
    listed = ask("downloads?limit=500").json()["items"]
    kinds = {item["format"] for item in listed}
    assert kinds == {"CSV", "Excel", "JSON", "JSON-stat", "Parquet", "ZIP"}
    for item in listed:
        answer = ask(item["url"].partition("/api/v1/")[2])
        content = body(answer)
        assert len(content) == item["bytes"]
        assert hashlib.sha256(content).hexdigest() == item["sha256"]
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert answer.headers["Repr-Digest"] == f"sha-256=:{digest}:"


@pytest.mark.parametrize(
    ("asked", "status", "expected"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=100-", 206, slice(100, None)),
        ("bytes=-20", 206, slice(-20, None)),
        ("bytes=0-99999999", 206, slice(0, None)),
        ("bytes=9-3", 200, slice(0, None)),
        ("bytes=0-1,5-6", 200, slice(0, None)),
        pytest.param(f"bytes={'9' * 5_000}-", 200, slice(0, None), id="from thousands of digits"),
        pytest.param(f"bytes=0-{'9' * 5_000}", 200, slice(0, None), id="to thousands of digits"),
        ("lines=0-1", 200, slice(0, None)),
    ],
)
def test_a_stretch_of_a_file_is_given_where_it_is_asked_for(ask: Ask, asked: str, status: int, expected: slice) -> None:
    whole = body(ask("downloads/measures.csv"))
    answer = ask("downloads/measures.csv", Range=asked)
    assert answer.status_code == status
    assert body(answer) == whole[expected]
    if status == 206:
        assert answer.headers["Content-Range"].endswith(f"/{len(whole)}")


def test_a_stretch_beyond_the_end_is_refused_with_the_size(ask: Ask) -> None:
    answer = ask("downloads/measures.csv", Range="bytes=99999999-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"].startswith("bytes */")


def test_a_stretch_of_a_file_that_changed_is_answered_with_the_whole(ask: Ask) -> None:
    answer = ask("downloads/measures.csv", **{"Range": "bytes=0-9", "If-Range": '"another"'})
    assert answer.status_code == 200


def test_a_file_that_did_not_change_is_not_sent_again(ask: Ask) -> None:
    first = ask("downloads/measures.csv")
    again = ask("downloads/measures.csv", **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_place_is_one_line_of_a_cube_however_many_sets_of_codes_its_years_come_from(ask: Ask) -> None:
    cube = json.loads(body(ask("downloads/json-stat/business-birth-rate.json")))
    assert " " in cube["extension"]["place_vintages"]
    assert not [id for id in cube["dimension"]["place"]["category"]["index"] if "@" in id]


def test_the_packed_tables_say_by_themselves_what_they_hold(ask: Ask) -> None:
    with zipfile.ZipFile(io.BytesIO(body(ask("downloads/data-package.zip")))) as packed:
        said = packed.read("README.md").decode()
        tables = [name for name in packed.namelist() if name.endswith(".csv")]
    assert len(tables) > 10 and all(f"`{name}` (" in said for name in tables)


def test_every_field_of_the_ledger_as_data_is_named_in_the_reference(ask: Ask) -> None:
    reference = (Path(__file__).parents[3] / "docs" / "reference" / "output.md").read_text(encoding="utf-8")
    said = set(re.findall(r"`([a-z]+)`", reference.partition("## `claims.json`")[2].partition("\n## ")[0]))
    ledger = json.loads(body(ask("downloads/claims.json")))
    figures = [figure for claim in ledger["claims"] for figure in claim["figures"]]
    each = (ledger, *ledger["claims"], *figures)
    parts = (part for claim in ledger["claims"] for part in claim["tests"])
    cells = (cell for figure in figures for cell in figure.get("cells", ()))
    assert {name for item in (*each, *parts, *cells) for name in item} <= said


def test_parquet_csv_and_json_stat_say_the_same(ask: Ask) -> None:
    table = pq.read_table(io.BytesIO(body(ask("downloads/evidence.parquet")))).to_pylist()
    cube = json.loads(body(ask("downloads/json-stat/jobs-density.json")))
    texts = list(csv.DictReader(io.StringIO(body(ask("downloads/evidence.csv")).decode("utf-8-sig"))))
    wanted = {"indicator": "jobs-density", "place": "E07000243", "period": "2022"}
    in_table = next(row for row in table if wanted.items() <= row.items())
    in_csv = next(row for row in texts if wanted.items() <= row.items())
    at_place = cube["dimension"]["place"]["category"]["index"].index("E07000243")
    at_period = cube["dimension"]["period"]["category"]["index"].index("2022")
    number = (at_place * cube["size"][1] + at_period) * 3
    values = cube["value"]
    in_cube = values[str(number)] if isinstance(values, dict) else values[number]
    assert in_table["value"] == pytest.approx(float(in_csv["value"])) == pytest.approx(in_cube)


def test_the_data_package_unpacks_to_its_description_and_tables(ask: Ask) -> None:
    with zipfile.ZipFile(io.BytesIO(body(ask("downloads/data-package.zip")))) as packed:
        described = json.loads(packed.read("datapackage.json"))
        assert {item["path"] for item in described["resources"]} <= set(packed.namelist())


def test_no_path_leads_out_of_the_downloads(ask: Ask) -> None:
    for path in ("../workspace/workspace.toml", "..%2f..%2fworkspace%2fworkspace.toml", "/etc/passwd", ".state.json"):
        assert ask(f"downloads/{path}").status_code == 404
