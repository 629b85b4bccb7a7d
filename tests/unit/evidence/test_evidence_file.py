"""A file of evidence gives back what was written, whole or by indicator, and equal rows give equal bytes."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from placewright.evidence import table as tables
from placewright.evidence.table import (
    EVIDENCE,
    EvidenceFile,
    join_evidence,
    read_evidence,
    read_quickly,
    write_evidence,
    write_quickly,
)

NAMES = ("births", "gva", "hours", "jobs")


def rows(*names: str, each: int = 5) -> pa.Table:
    made = [
        {
            "indicator": name, "place": f"E0700{place:04}", "place_vintage": "lad-2023", "period": "2022",
            "dimensions": "", "value": float(place), "low": None, "high": None, "error": "unknown", "status": "ok",
            "caveat": None, "unit": "people", "dataset": name, "fingerprint": f"{name}{place}",
        }
        for name in names
        for place in range(each)
    ]  # fmt: skip
    return pa.Table.from_pylist(made, schema=EVIDENCE)


@pytest.fixture(params=[1, 7, 1_000])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with four indicators, in as many pieces as the parameter makes."""
    monkeypatch.setattr(tables, "ROWS_TOGETHER", request.param)
    write_evidence(rows(*NAMES), tmp_path / "evidence.parquet")
    return tmp_path / "evidence.parquet"


def test_what_was_written_is_read(path: Path) -> None:
    assert read_evidence(path).equals(rows(*NAMES))


def test_an_indicator_is_read_by_itself(path: Path) -> None:
    file = EvidenceFile(path)
    assert file.rows_of(["gva"]).to_pylist() == rows("gva").to_pylist()
    assert file.rows_of(["jobs", "births"]).to_pylist() == rows("births", "jobs").to_pylist()
    assert file.rows_of(["none"]).num_rows == file.rows_of([]).num_rows == 0


def test_equal_rows_give_equal_bytes_in_whatever_order_they_were_joined(path: Path) -> None:
    other = path.with_name("other.parquet")
    write_evidence(join_evidence([rows("jobs"), rows("gva"), rows("births", "hours")]), other)
    assert other.read_bytes() == path.read_bytes()


def test_no_rows_are_a_file_too(tmp_path: Path) -> None:
    write_evidence(rows(), tmp_path / "none.parquet")
    assert read_evidence(tmp_path / "none.parquet").equals(rows())
    assert EvidenceFile(tmp_path / "none.parquet").rows_of(["gva"]).num_rows == 0


def test_what_was_written_quickly_is_read_where_it_is_of_what_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "rows.arrow"
    write_quickly(rows(*NAMES), path, of="the table of May")
    read = read_quickly(path, of="the table of May")
    assert read is not None and read.equals(rows(*NAMES)) and read.schema.equals(EVIDENCE, check_metadata=True)
    assert read_quickly(path, of="the table of June") is None


@pytest.mark.parametrize("damage", [b"", b"ARROW1 and no more", None])
def test_a_quick_file_that_is_gone_or_damaged_is_not_read(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "rows.arrow"
    if damage is not None:
        path.write_bytes(damage)
    assert read_quickly(path) is None


def test_a_quick_file_that_was_cut_off_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.arrow"
    write_quickly(rows(*NAMES), path)
    whole = path.read_bytes()
    for size in range(0, len(whole), 97):
        path.write_bytes(whole[:size])
        assert read_quickly(path) is None
