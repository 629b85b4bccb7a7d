"""The picture in a first chapter: what has figures enough, also where a claim is taken out after the first check."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from placewright.build import starting_strategy
from placewright.build.starting_strategy import CHAPTER, write_start
from placewright.records.verdict import Verdict
from placewright.workspace.folder import WorkspaceFolder, open_workspace

from .conftest import make_small_workspace

TODAY = date(2026, 1, 31)


def refusing(monkeypatch: pytest.MonkeyPatch, *refused: str) -> None:
    """Let the check refuse these words of the chapter, and these claims."""

    def check(workspace: WorkspaceFolder, build: Path, *, today: date) -> SimpleNamespace:
        texts = {f"strategy/{CHAPTER}.md": (workspace.folder / "strategy" / f"{CHAPTER}.md").read_text("utf-8")}
        texts |= {f"claims/{one.name}": one.read_text("utf-8") for one in (workspace.folder / "claims").glob("*.md")}
        found = [where for where, text in texts.items() for word in refused if word in text]
        return SimpleNamespace(errors=[SimpleNamespace(issue=SimpleNamespace(where=where)) for where in found])

    monkeypatch.setattr(starting_strategy, "check_workspace", check)


def start(folder: Path) -> tuple[list[str], str]:
    made = write_start(open_workspace(folder), today=TODAY)
    return list(made.claims), (folder / "strategy" / f"{CHAPTER}.md").read_text("utf-8")


def test_a_chart_without_figures_becomes_bars_and_the_claims_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "{{ chart:")
    claims, chapter = start(make_small_workspace(tmp_path / "hertfordshire"))
    assert claims
    assert "{{ bars:" in chapter
    assert "{{ chart:" not in chapter


def test_no_picture_is_shown_where_none_has_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, "{{ chart:", "{{ bars:")
    claims, chapter = start(make_small_workspace(tmp_path / "hertfordshire"))
    assert claims
    assert "{{ bars:" not in chapter
    assert "{{ chart:" not in chapter


def test_a_claim_that_is_refused_takes_its_picture_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing(monkeypatch, 'indicator = "gva-per-hour"')
    claims, chapter = start(make_small_workspace(tmp_path / "hertfordshire"))
    assert "hour-of-work" not in claims
    assert "gva-per-hour" not in chapter


def test_what_is_written_passes_the_check(tmp_path: Path) -> None:
    folder = make_small_workspace(tmp_path / "hertfordshire")
    made = write_start(open_workspace(folder), today=TODAY)
    workspace = open_workspace(folder)
    assert not starting_strategy.check_workspace(workspace, workspace.build, today=TODAY).errors
    assert {one.verdict for one in made.claims.values()} <= {Verdict.HOLDS, Verdict.CANNOT_TELL}
