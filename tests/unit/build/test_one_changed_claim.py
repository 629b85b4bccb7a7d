"""After one claim's words changed a build makes what a whole one would, and leaves alone what does not show it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from placewright.build import page_jobs
from placewright.build.claims_memory import what_claims_share
from placewright.build.pipeline import build_workspace, records_as_they_are
from placewright.build.report import BuildReport
from placewright.build.starting_strategy import write_start
from placewright.core import words
from placewright.ledger import claims
from placewright.workspace.authored import read_authored
from placewright.workspace.folder import open_workspace

from .conftest import make_small_workspace

TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a starting strategy and its first build, made once and never changed."""
    folder = make_small_workspace(tmp_path_factory.mktemp("claims") / "hertfordshire")
    write_start(open_workspace(folder), today=TODAY)
    build(folder)
    return folder


@pytest.fixture
def workspace(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(built_once, tmp_path / "hertfordshire")


def build(folder: Path, out: Path | None = None) -> BuildReport:
    return build_workspace(open_workspace(folder), out or folder / "build", today=TODAY, processes=1)


def change_a_claim(folder: Path) -> str:
    """Add two words to the first claim, and clear its links; its id."""
    path = sorted((folder / "claims").glob("*.md"))[0]
    text = path.read_text(encoding="utf-8").rstrip()
    path.write_text(f"{text.removesuffix('.')}, so far.\n", encoding="utf-8")
    (folder / "reviews.toml").unlink(missing_ok=True)
    return path.stem


def made(out: Path) -> dict[str, bytes]:
    """Every file of an output but what it remembers and its report."""
    files = (path for path in out.rglob("*") if path.is_file())
    relative = {path.relative_to(out): path for path in files}
    return {
        path.as_posix(): whole.read_bytes()
        for path, whole in relative.items()
        if not any(part.startswith(".") for part in path.parts) and path.name != "report.json"
    }


def test_it_makes_what_a_whole_build_would(workspace: Path, tmp_path: Path) -> None:
    before = made(workspace / "build")
    change_a_claim(workspace)
    build(workspace)
    after = made(workspace / "build")
    build(workspace, tmp_path / "fresh")
    assert after == made(tmp_path / "fresh")
    assert {"strategy.pdf", "strategy.docx", "claims.json"} <= {
        name for name in after if after[name] != before.get(name)
    }


def test_it_judges_and_draws_only_what_shows_it(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = change_a_claim(workspace)
    judged: list[str] = []
    judge = claims.judge_claim

    def watched(claim: claims.Claim, *given: object, **more: object) -> object:
        judged.append(claim.id)
        return judge(claim, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(claims, "judge_claim", watched)
    report = build(workspace)
    ran, kept = ({step.name for step in report.steps if step.outcome == outcome} for outcome in ("ran", "kept"))
    assert judged == [changed] and f"claim {changed}" in ran
    assert {"evidence", "page evidence", "data"} <= kept and not any(name.startswith("analysis ") for name in ran)


def test_of_pages_of_evidence_only_those_of_places_that_it_names_are_assembled(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assembled: list[str] = []
    place_page, indicator_page = page_jobs.place_page, page_jobs.indicator_page
    monkeypatch.setattr(page_jobs, "place_page", lambda world, id: assembled.append(id) or place_page(world, id))
    monkeypatch.setattr(
        page_jobs, "indicator_page", lambda world, item: assembled.append(item.id) or indicator_page(world, item)
    )
    stevenage, watford = "E07000243", "E07000103"
    for place, known in ((stevenage, [stevenage]), (watford, sorted((stevenage, watford)))):
        path = sorted((workspace / "claims").glob("*.md"))[0]
        text = re.sub(r"^places = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace('id = "', f'places = ["{place}"]\nid = "', 1), encoding="utf-8")
        (workspace / "reviews.toml").unlink(missing_ok=True)
        assembled.clear()
        build(workspace)
        assert sorted(assembled) == known
        after = made(workspace / "build")
        build(workspace, tmp_path / place)
        assert after == made(tmp_path / place)
        assert path.stem in after[f"site/places/{place}.html"].decode()


def test_a_picture_that_did_not_change_is_not_drawn_again_for_word(workspace: Path) -> None:
    kept = {path: path.stat().st_mtime_ns for path in (workspace / "build" / ".pictures").glob("*.png")}
    change_a_claim(workspace)
    build(workspace)
    assert kept == {path: path.stat().st_mtime_ns for path in (workspace / "build" / ".pictures").glob("*.png")}


def test_claims_are_judged_again_where_the_place_speaks_another_language(workspace: Path) -> None:
    opened = open_workspace(workspace)
    authored = read_authored(workspace)[0]
    keys = []
    for language in ("", "cy", ""):
        words.speak(str, words.ngettext, lambda language=language: language)  # type: ignore[misc]
        keys.append(what_claims_share(opened, authored, records_as_they_are(workspace), today=TODAY))
    assert keys[0] == keys[2] != keys[1]
