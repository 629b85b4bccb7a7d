"""`placewright adopt` says what changes, then pins and writes."""

from __future__ import annotations

import json

import pytest

from placewright.evidence.extracts import read_figures
from placewright.workspace.folder import open_workspace

from .conftest import COUNTS, Vale


def test_adopting_pins_the_snapshot_and_writes_the_rows_the_place_needs(
    vale: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    vale.fetch()
    assert vale.run("adopt", "vale-counts") == 0
    assert "3 added" in capsys.readouterr().out
    workspace = open_workspace(vale.folder)
    dataset = workspace.datasets["vale-counts"]
    assert dataset.is_pinned
    assert dataset.selection.levels == ("lad-england", "region-england", "country", "kingdom")
    assert set(read_figures(workspace.figures()["vale-counts"].path)["place"].to_pylist()) == {"E07000243", "E07000095"}
    assert workspace.check() == []


def test_datasets_may_be_named_behind_an_option(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    vale.fetch()
    assert vale.run("adopt", "--dry-run", "vale-counts") == 0
    assert "Nothing was written" in capsys.readouterr().out


def test_what_an_adoption_that_was_killed_left_is_gone_after_the_next(vale: Vale) -> None:
    vale.fetch()
    (vale.folder / "figures").mkdir(exist_ok=True)
    left = vale.folder / "figures" / ".vale-counts.parquet.abc123.part"
    left.write_bytes(b"half")
    assert vale.run("adopt", "vale-counts") == 0
    assert not left.exists()


def test_adopting_again_changes_nothing(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    before = (vale.folder / "datasets" / "vale-counts.toml").read_bytes()
    capsys.readouterr()
    assert vale.run("adopt") == 0
    assert "Nothing to adopt" in capsys.readouterr().out
    assert (vale.folder / "datasets" / "vale-counts.toml").read_bytes() == before


def test_a_new_release_is_described_before_it_is_adopted(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    pinned = open_workspace(vale.folder).datasets["vale-counts"].snapshot
    (vale.files / "counts.csv").write_text(COUNTS.replace("440", "484") + "E07000243,2024,450\n")
    vale.fetch()
    capsys.readouterr()
    assert vale.run("adopt", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "1 added, 1 revised (median 10.00%, largest 10.00%)" in told
    assert "new periods: 2024" in told
    assert "E07000243, 2023, births: 440 -> 484 (+10.0%)" in told
    assert open_workspace(vale.folder).datasets["vale-counts"].snapshot == pinned
    assert vale.run("adopt", "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out)["adopted"][0]["changes"]["revised"] == 1
    assert open_workspace(vale.folder).datasets["vale-counts"].snapshot != pinned


def test_another_selection_is_adopted_though_the_snapshot_is_the_same(vale: Vale) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    path = vale.folder / "datasets" / "vale-counts.toml"
    path.write_text(path.read_text().replace('"lad-england"', '"lad"'))
    assert vale.run("adopt") == 0
    assert open_workspace(vale.folder).datasets["vale-counts"].figures_rows == 4


def test_figures_changed_by_hand_are_noticed_and_written_again(vale: Vale) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    path = vale.folder / "figures" / "vale-counts.parquet"
    good = path.read_bytes()
    path.write_bytes(good[:-10])
    assert [str(issue.severity) for issue in open_workspace(vale.folder).check()] == ["error"]
    assert vale.run("adopt") == 0
    assert path.read_bytes() == good


def test_a_snapshot_with_a_refused_file_is_adopted_only_when_named(
    vale: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    (vale.files / "counts-bad.csv").write_text("code,year,count\nnowhere,2023,1\n")
    vale.fetch()
    capsys.readouterr()
    assert vale.run("adopt") == 1
    assert "Left alone: counts-bad.csv was refused" in capsys.readouterr().err
    assert vale.run("adopt", "vale-counts") == 0


def test_a_workspace_without_datasets_says_what_to_name(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    assert vale.run("adopt") == 1
    assert "declares no dataset" in capsys.readouterr().err


def test_a_dataset_that_was_never_fetched_says_so(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    assert vale.run("adopt", "vale-counts") == 1
    said = capsys.readouterr()
    assert "No snapshot of it has been fetched" in said.err
    assert "Nothing to adopt" not in said.out


def test_what_was_fetched_and_adopted_is_listed(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    capsys.readouterr()
    assert vale.run("list", "snapshots", "--json") == 0
    assert json.loads(capsys.readouterr().out)["snapshots"][0]["is"] == "newest, pinned"
    assert vale.run("list", "dataset") == 0
    assert "vale-counts" in capsys.readouterr().out
    assert vale.run("list", "clams") == 1
    assert "Did you mean 'claims'" in capsys.readouterr().err


INDICATOR = """
id = "vale-births"
name = "Births of firms in the Vale"
short_name = "Births"
theme = "business"
unit = "enterprises"
decimals = 0
polarity = "higher"
foundation = "business-environment"
levels = ["lad"]
definition = "Firms that were born in the year."
method = "As published."
not_shown = "Firms that died."
sources = ["vale-counts"]
[compute]
kind = "level"
[compute.of]
dataset = "vale-counts"
measure = "births"
"""
CLAIM = """+++
id = "births"
stance = "strength"
foundation = "business-environment"
title = "Births"
holds = [ { figure = "born", is = "above", than = 439.0 } ]

[figures.born]
indicator = "vale-births"
place = "E07000243"
+++
In {{ born.period }} {{ born }} firms were born in Stevenage.
"""


def _write_a_claim(vale: Vale) -> None:
    for name, text in {"indicators/vale-births.toml": INDICATOR, "claims/births.md": CLAIM}.items():
        (vale.folder / name).parent.mkdir(exist_ok=True)
        (vale.folder / name).write_text(text)


def test_adopting_says_which_claims_the_new_figures_turned_and_leaves_the_check_nothing_to_compute(
    vale: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    _write_a_claim(vale)
    assert vale.run("check") == 0, capsys.readouterr()
    (vale.files / "counts.csv").write_text(COUNTS.replace("440", "430"))
    vale.fetch()
    capsys.readouterr()
    assert vale.run("adopt") == 0
    told = capsys.readouterr().out
    assert "claim births: holds -> fails: In 2023 430 firms were born in Stevenage." in told
    remembered = (vale.folder / "build" / ".check.json").read_bytes()
    vale.run("check")
    assert (vale.folder / "build" / ".check.json").read_bytes() == remembered


def test_adopting_in_a_workspace_that_was_never_checked_does_not_check_it(
    vale: Vale, capsys: pytest.CaptureFixture[str]
) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    _write_a_claim(vale)
    (vale.files / "counts.csv").write_text(COUNTS.replace("440", "430"))
    vale.fetch()
    capsys.readouterr()
    assert vale.run("adopt", "--json") == 0
    assert json.loads(capsys.readouterr().out)["turned"] is None
    assert not (vale.folder / "build").exists()


def test_adopting_leaves_the_claims_alone_where_it_is_asked_to(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    vale.fetch()
    vale.run("adopt", "vale-counts")
    _write_a_claim(vale)
    vale.run("check")
    (vale.files / "counts.csv").write_text(COUNTS.replace("440", "430"))
    vale.fetch()
    capsys.readouterr()
    assert vale.run("adopt", "--no-check") == 0
    assert "claim births" not in capsys.readouterr().out
    vale.run("check")
    assert "1 fails" in capsys.readouterr().out
