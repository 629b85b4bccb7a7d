"""What adopting changes is counted before anything is written."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placewright.core.fingerprints import fingerprint_of_file
from placewright.evidence.adoption import carry_out, compare, plan_adoption
from placewright.evidence.snapshots import DamagedSnapshot
from placewright.records.dataset import Selection

from .test_extracts import a_table
from .test_snapshots import a_snapshot


def revised(table: pa.Table, row: int, value: float | None) -> pa.Table:
    values = table["value"].to_pylist()
    values[row] = value
    status = ["ok" if held is not None else "suppressed" for held in values]
    index = {name: table.schema.get_field_index(name) for name in ("value", "status")}
    table = table.set_column(index["value"], "value", pa.array(values, pa.float64()))
    return table.set_column(index["status"], "status", pa.array(status).dictionary_encode())


def test_the_same_figures_are_no_change() -> None:
    changes = compare(a_table(), a_table())
    assert changes.is_none
    assert str(changes) == "no change in 48 cells"


def test_added_removed_and_revised_cells_are_counted() -> None:
    before, after = a_table().slice(0, 40), revised(a_table(), 39, 78.0).slice(8)
    changes = compare(before, after)
    assert (changes.added, changes.removed, changes.revised) == (8, 8, 1)
    assert changes.median_share == pytest.approx(1.0)
    assert [(item.before, item.after) for item in changes.largest] == [(39.0, 78.0)]
    assert "E12000006" in changes.largest[0].cell


def test_a_value_that_is_now_suppressed_is_another_status_and_no_revision() -> None:
    changes = compare(a_table(), revised(a_table(), 5, None))
    assert (changes.revised, changes.status_changed) == (0, 1)


def test_a_difference_beyond_twelve_digits_is_none() -> None:
    assert compare(a_table(), revised(a_table(), 7, 7.0 * (1 + 1e-14))).is_none


def test_new_and_lost_periods_are_named() -> None:
    old = a_table().filter(pc.not_equal(a_table()["period"].cast("string"), "2023-24"))
    assert compare(old, a_table()).periods_added == ("2023-24",)
    assert compare(a_table(), old).periods_removed == ("2023-24",)


def test_a_dimension_that_appears_makes_other_cells() -> None:
    changes = compare(a_table().drop_columns(["industry"]), a_table())
    assert changes.added == 48


@given(st.sets(st.integers(0, 47)), st.sets(st.integers(0, 47)))
def test_what_is_there_before_and_after_adds_up(left: set[int], right: set[int]) -> None:
    before, after = (a_table().take(pa.array(sorted(rows), pa.int64())) for rows in (left, right))
    changes = compare(before, after)
    assert changes.added == len(right - left)
    assert changes.removed == len(left - right)
    assert changes.before - changes.removed + changes.added == changes.after


def test_carrying_out_a_plan_writes_the_figures_and_pins_the_snapshot(tmp_path: Path) -> None:
    snapshot = a_snapshot(tmp_path, 3.0, 4.0)
    plan = plan_adoption(snapshot, Selection(places=("E07000001",)))
    dataset = carry_out(plan, tmp_path)
    path = tmp_path / dataset.figures
    assert dataset.figures == "figures/vale-counts.parquet"
    assert dataset.figures_sha256 == fingerprint_of_file(path)
    assert (dataset.snapshot, dataset.rows, dataset.figures_rows) == (snapshot.id, 2, 1)
    assert [file.name for file in dataset.files] == ["counts.csv"]
    assert plan_adoption(snapshot, dataset.selection, current=path).changes.is_none


def test_a_damaged_snapshot_is_not_adopted(tmp_path: Path) -> None:
    snapshot = a_snapshot(tmp_path)
    snapshot.path.chmod(0o644)
    snapshot.path.write_bytes(b"x" * snapshot.manifest.observations_bytes)
    with pytest.raises(DamagedSnapshot):
        plan_adoption(snapshot, Selection())
