"""What one release changed in another becomes the interval of today's figures of the same age."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from placewright.evidence.catalogue import packaged_indicators
from placewright.evidence.engine import compute_evidence
from placewright.evidence.revisions import FEWEST, revision_statistics
from placewright.places import registry
from placewright.sources.tidy import Origin, tidy_table

PLACES = sorted(code for code in registry().known_codes("lad", "lad-2023") if code.startswith("E07"))[: FEWEST + 5]


def write(path: Path, values: dict[tuple[str, str], float]) -> Path:
    table = tidy_table(
        place=[place for place, _ in values],
        place_vintage="lad-2023",
        period=[period for _, period in values],
        measure="gva-per-hour",
        unit="GBP/hour",
        value=list(values.values()),
        origin=Origin(file="invented.csv", row=list(range(len(values)))),
    )
    pq.write_table(table, path)
    return path


def test_revisions_are_grouped_by_how_long_ago_the_period_was() -> None:
    then = {("A", 2019): 100.0, ("B", 2019): 50.0, ("A", 2018): 100.0, ("C", 2018): 1.0}
    now = {("A", 2019): 110.0, ("B", 2019): 50.0, ("A", 2018): 90.0, ("A", 2020): 1.0}
    found = {item.horizon: item for item in revision_statistics(then, now)}
    assert (found[0].count, found[0].mean, found[0].spread) == pytest.approx((2, 0.05, 0.05))
    assert (found[1].count, found[1].low, found[1].high) == pytest.approx((1, -0.1, -0.1))


def test_no_earlier_release_gives_no_statistics() -> None:
    assert revision_statistics({}, {("A", 2019): 1.0}) == []


def test_figures_get_the_interval_of_past_revisions_and_keep_their_value(tmp_path: Path) -> None:
    earlier = {(place, year): 20.0 for place in PLACES for year in ("2019", "2020")}
    later = {(p, y): 20.0 * (1 + 0.01 * (n % 5)) for n, p in enumerate(PLACES) for y in ("2019", "2020")}
    later.update({(place, "2022"): 30.0 for place in PLACES})
    files = {
        "ons-productivity-lad": write(tmp_path / "now.parquet", later),
        "ons-productivity-itl": write(tmp_path / "itl.parquet", {("TLH23", "2022"): 1.0}),
        "ons-productivity-lad-2022": write(tmp_path / "then.parquet", earlier),
    }
    indicator = packaged_indicators()["gva-per-hour"]
    rows = compute_evidence(files, [indicator]).to_pylist()
    newest = [row for row in rows if row["period"] == "2022" and row["place"] in PLACES]
    assert len(newest) == len(PLACES)
    for row in newest:
        assert (row["value"], row["error"]) == (30.0, "revision")
        assert (row["low"], row["high"]) == pytest.approx((30.0, 31.2), abs=0.01)


def test_too_few_revisions_give_no_interval(tmp_path: Path) -> None:
    few = {(place, "2020"): 20.0 for place in PLACES[: FEWEST - 1]}
    files = {
        "ons-productivity-lad": write(tmp_path / "now.parquet", few),
        "ons-productivity-itl": write(tmp_path / "itl.parquet", {("TLH23", "2020"): 1.0}),
        "ons-productivity-lad-2022": write(tmp_path / "then.parquet", few),
    }
    rows = compute_evidence(files, [packaged_indicators()["gva-per-hour"]]).to_pylist()
    assert {row["error"] for row in rows} == {"unknown"}
