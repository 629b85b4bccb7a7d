"""Results of analyses are made only where a claim asks for them, and again only where what they rest on changed."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from placewright.analysis.results import make_part
from placewright.analysis.results_series import ResultInputs, ResultPart
from placewright.build import results_step
from placewright.build.checking import check_workspace
from placewright.build.judging import Judged
from placewright.build.pipeline import open_build
from placewright.build.results_step import ASIDE, FILE, ResultsMade, make_results, results_wanted
from placewright.records.verdict import Verdict
from placewright.workspace.authored import read_authored
from placewright.workspace.folder import open_workspace

from .conftest import PILOT

TODAY = date(2026, 1, 31)
DATASETS = ("census-2021-commuting", "voa-office-floorspace")
CLAIM = """+++
id = "{id}"
stance = "need"
foundation = "places"
title = "A claim"
holds = [{{ figure = "here", is = "above", than = 0.0 }}]

[figures.here]
result = "{result}"
{more}
+++
{text}
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The pilot with the figures of commuting and floorspace alone."""
    folder = tmp_path / "hertfordshire"
    for part, ending in (("datasets", "toml"), ("figures", "parquet")):
        (folder / part).mkdir(parents=True)
        for name in DATASETS:
            shutil.copy(PILOT / part / f"{name}.{ending}", folder / part)
    shutil.copy(PILOT / "workspace.toml", folder)
    return folder


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts of analyses that are computed, in their order."""
    seen: list[str] = []

    def watched(part: ResultPart, inputs: ResultInputs) -> tuple[pa.Table, pa.Table]:
        seen.append(part.id)
        return make_part(part, inputs)

    monkeypatch.setattr(results_step, "make_part", watched)
    return seen


def made(workspace: Path, wanted: Collection[str]) -> ResultsMade:
    build = open_build(open_workspace(workspace), workspace / "build", today=TODAY)
    results = make_results(build, wanted)
    build.state.save()
    return results


def ids(results: ResultsMade) -> set[str]:
    return {str(id).partition("/")[0] for id in results.table["indicator"].to_pylist()}


def test_nothing_is_computed_or_written_where_no_claim_asks(workspace: Path, computed: list[str]) -> None:
    results = made(workspace, [])
    assert (results.table.num_rows, computed) == (0, [])
    assert not (workspace / "build" / FILE).exists()
    assert "commuting/out" in results.definitions


def test_only_the_analysis_that_is_asked_for_is_computed(workspace: Path, computed: list[str]) -> None:
    results = made(workspace, ["commuting/out"])
    assert (computed, ids(results)) == (["commuting"], {"commuting"})
    assert (workspace / "build" / FILE).is_file() and (workspace / "build" / ASIDE).is_file()


def test_what_was_computed_is_read_again(workspace: Path, computed: list[str]) -> None:
    first = made(workspace, ["commuting/out"])
    computed.clear()
    again = made(workspace, ["commuting/net"])
    assert computed == [] and again.table.equals(first.table)


def test_another_analysis_is_computed_beside_the_first(workspace: Path, computed: list[str]) -> None:
    made(workspace, ["commuting/out"])
    computed.clear()
    both = made(workspace, ["commuting/out", "floorspace/offices"])
    assert (computed, ids(both)) == (["floorspace"], {"commuting", "floorspace"})


def test_what_no_claim_asks_for_any_more_is_dropped(workspace: Path, computed: list[str]) -> None:
    made(workspace, ["commuting/out", "floorspace/offices"])
    computed.clear()
    assert (ids(made(workspace, ["commuting/out"])), computed) == ({"commuting"}, [])


def test_another_district_in_the_record_computes_again(workspace: Path, computed: list[str]) -> None:
    made(workspace, ["commuting/out"])
    computed.clear()
    record = workspace / "workspace.toml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace('"E07000095",', "", 1), encoding="utf-8")
    made(workspace, ["commuting/out"])
    assert computed == ["commuting"]


def test_the_same_inputs_give_the_same_bytes(workspace: Path) -> None:
    made(workspace, ["commuting/out", "floorspace/offices"])
    first = (workspace / "build" / FILE).read_bytes()
    shutil.rmtree(workspace / "build")
    made(workspace, ["floorspace/offices"])
    made(workspace, ["commuting/out", "floorspace/offices"])
    assert (workspace / "build" / FILE).read_bytes() == first


def judged(workspace: Path, result: str, *, more: str = "", text: str = "It is {{ here }}.") -> Judged:
    (workspace / "claims").mkdir(exist_ok=True)
    content = CLAIM.format(id="here", result=result, more=more, text=text)
    (workspace / "claims" / "here.md").write_text(content, encoding="utf-8")
    return check_workspace(open_workspace(workspace), workspace / "build", today=TODAY)


def test_a_claim_is_held_against_a_result(workspace: Path) -> None:
    found = judged(
        workspace,
        "commuting/out",
        more='member = "place=E12000007"',
        text="Of the residents {{ here }} work in London.",
    )
    result = found.results["here"]
    assert (result.verdict, result.text) == (Verdict.HOLDS, "Of the residents 55,900 work in London.")
    figure = result.figures["here"]
    assert figure.datasets == ("census-2021-commuting",) and figure.cells[0].indicator == "commuting/out"
    assert results_wanted(read_authored(workspace)[0]) == {"commuting/out"}


def test_a_result_can_be_set_against_another_place(workspace: Path) -> None:
    found = judged(
        workspace, "floorspace/change-since-peak", more='place = "E07000095"\nas = "difference-from:E92000001"'
    )
    figure = found.results["here"].figures["here"]
    assert figure.unit == "percentage points" and figure.value is not None and len(figure.cells) == 2


def test_a_result_without_its_figures_is_unmeasured(workspace: Path) -> None:
    assert judged(workspace, "productivity/gap").results["here"].verdict is Verdict.UNMEASURED


def test_an_unknown_result_is_an_error_that_offers_the_nearest(workspace: Path) -> None:
    found = judged(workspace, "commuting/outt")
    assert any("Did you mean 'commuting/out'" in str(ruled.issue) for ruled in found.errors)
