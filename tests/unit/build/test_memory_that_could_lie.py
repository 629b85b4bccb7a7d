"""What is kept between checks and builds is never believed where it may be of something else."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import astuple
from datetime import date
from pathlib import Path
from threading import Thread
from time import sleep

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from placewright.build import everything, judging
from placewright.build.check_outcome import CheckOutcome, check_outcome
from placewright.build.checking import current_evidence
from placewright.build.checks_in_turn import checks_in_turn
from placewright.build.evidence_held import BESIDE, QUICK
from placewright.build.one_at_a_time import alone_in
from placewright.build.pipeline import build_workspace
from placewright.build.starting_strategy import write_start
from placewright.build.state import Left
from placewright.cli._evidence import evidence_of
from placewright.core.fingerprints import fingerprint_of_file
from placewright.evidence.table import read_evidence
from placewright.workspace.authored import read_authored
from placewright.workspace.folder import open_workspace

from .conftest import make_small_workspace

TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a starting strategy and its first build, made once and never changed."""
    folder = make_small_workspace(tmp_path_factory.mktemp("kept") / "hertfordshire")
    write_start(open_workspace(folder), today=TODAY)
    build(folder)
    return folder


@pytest.fixture
def workspace(built_once: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(built_once, tmp_path / "hertfordshire")


def build(folder: Path, out: Path | None = None, *, today: date = TODAY) -> Path:
    build_workspace(open_workspace(folder), out or folder / "build", today=today, processes=1)
    return out or folder / "build"


def check(folder: Path, out: Path | None = None) -> CheckOutcome:
    return check_outcome(open_workspace(folder), out or folder / "build", today=TODAY)


def multiply(folder: Path, times: float, dataset: str = "ons-population-mye") -> None:
    """Bring in other figures, whose file is as long as the last."""
    path, record = folder / f"figures/{dataset}.parquet", folder / f"datasets/{dataset}.toml"
    table, old = pq.read_table(path), fingerprint_of_file(path)
    at = table.schema.get_field_index("value")
    pq.write_table(table.set_column(at, table.schema.field(at), pc.multiply(table["value"], times)), path)
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace(old, fingerprint_of_file(path)), encoding="utf-8")


def rows(out: Path) -> pa.Table:
    return read_evidence(out / "evidence.parquet")


def test_rows_that_another_check_left_beside_the_table_are_not_taken(workspace: Path, tmp_path: Path) -> None:
    kept = workspace / "build"
    shutil.copytree(workspace, tmp_path / "other")
    multiply(workspace, 2.0)
    check(workspace)
    multiply(tmp_path / "other", 4.0)
    check(tmp_path / "other")
    state, other = kept / ".state.json", tmp_path / "other" / "build" / BESIDE
    shutil.copy(other, kept)  # as a check leaves it that was stopped, or ran at the same time
    told = json.loads(state.read_text(encoding="utf-8"))  # say that it is the right one
    step = next(step for step in told["steps"].values() if BESIDE in step["files"])
    step["files"][BESIDE] = astuple(Left.of(kept / BESIDE))
    state.write_text(json.dumps(told), encoding="utf-8")

    assert rows(build(workspace)).equals(rows(build(workspace, tmp_path / "fresh")))


def test_a_page_that_was_edited_is_written_as_it_was_though_it_is_as_long(workspace: Path) -> None:
    build(workspace)
    page = workspace / "build" / "site" / "index.html"
    made = page.read_bytes()
    page.write_bytes(made.replace(b"e", b"a"))
    build(workspace)

    assert page.read_bytes() == made


def test_a_table_that_another_check_left_is_not_taken(workspace: Path, tmp_path: Path) -> None:
    shutil.copytree(workspace, tmp_path / "other")
    multiply(tmp_path / "other", 4.0)
    build(tmp_path / "other")
    for name in ("evidence.parquet", "without.parquet"):
        shutil.copy(tmp_path / "other" / "build" / name, workspace / "build")
    multiply(workspace, 1.25, "ons-affordability")

    assert rows(build(workspace)).equals(rows(build(workspace, tmp_path / "fresh")))


def test_evidence_that_a_build_kept_is_known_to_the_next(workspace: Path) -> None:
    chapter = next((workspace / "strategy").glob("*.md"))
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\nSo it was.\n", encoding="utf-8")
    build(workspace)
    multiply(workspace, 2.0)
    check(workspace)

    assert (workspace / "build" / BESIDE).is_file()


def test_a_build_says_that_a_stream_of_money_has_closed_since_the_last(workspace: Path, tmp_path: Path) -> None:
    (workspace / "funding").mkdir(exist_ok=True)
    stream = 'id = "seed"\ntitle = "Seed money"\nfunder = "Us"\nopened = 2026-01-01\nclosed = 2026-02-28\n'
    (workspace / "funding" / "seed.toml").write_text(stream, encoding="utf-8")
    build(workspace, today=date(2026, 2, 28))
    later = date(2026, 3, 1)

    page = "site/funds.html"
    assert (build(workspace, today=later) / page).read_bytes() == (
        build(workspace, tmp_path / "fresh", today=later) / page
    ).read_bytes()


def doubt(folder: Path, place: str, dataset: str) -> None:
    """Write a caveat on a place's figures in a dataset."""
    of = f'id = "doubt"\ndataset = "{dataset}"\nplaces = ["{place}"]\n'
    text = f'{of}text = "Not so."\nby = "analyst"\ndate = 2026-01-01\n'
    (folder / "caveats" / "doubt.toml").write_text(text, encoding="utf-8")


def test_a_new_caveat_gives_what_a_build_without_memory_gives(workspace: Path, tmp_path: Path) -> None:
    doubt(workspace, "E07000243", "ons-affordability")
    out, fresh = build(workspace), build(workspace, tmp_path / "fresh")

    for name in ("without.parquet", "site/indicators/jobs.html", "site/indicators/house-price-to-earnings.html"):
        assert (out / name).read_bytes() == (fresh / name).read_bytes()


def test_a_figure_is_computed_without_the_places_of_its_own_caveats_alone(workspace: Path) -> None:
    doubt(workspace, "E07000243", "ons-affordability")
    aside = read_evidence(build(workspace) / "without.parquet").to_pylist()
    left_out = {name: {row["place"] for row in aside if row["indicator"] == name} for name in ("jobs", "population")}

    assert left_out == {"jobs": {"E10000015 without E07000096"}, "population": set()}
    assert {row["place"] for row in aside if row["indicator"] == "house-price-to-earnings"} == {
        "E10000015 without E07000243"
    }


def test_what_a_watching_check_found_while_somebody_wrote_is_not_remembered(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = next((workspace / "claims").glob("*.md"))
    text = claim.read_text(encoding="utf-8").rstrip().removesuffix(".")

    def read_and_then_write(folder: Path) -> object:
        found = read_authored(folder)
        claim.write_text(f"{text}, and that is the second.\n", encoding="utf-8")
        return found

    with checks_in_turn(workspace, today=lambda: TODAY) as checks:
        checks.check()
        claim.write_text(f"{text}, and that is a first.\n", encoding="utf-8")
        with monkeypatch.context() as patched:
            patched.setattr("placewright.build.checks_in_turn.read_authored", read_and_then_write)
            checks.check()
        found = checks.check()

    assert found == check(workspace, tmp_path / "fresh")
    assert "the second" in found.claims[claim.stem].text


def test_a_build_that_files_changed_under_says_so_and_is_not_remembered(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = next((workspace / "claims").glob("*.md"))
    text = claim.read_text(encoding="utf-8").rstrip().removesuffix(".")
    claim.write_text(f"{text}, and more.\n", encoding="utf-8")
    judge = everything.judge_build

    def judge_and_then_write(*arguments: object, **named: object) -> object:
        found = judge(*arguments, **named)  # type: ignore[arg-type]
        claim.write_text(f"{text}, and most.\n", encoding="utf-8")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(everything, "judge_build", judge_and_then_write)
        report = build_workspace(open_workspace(workspace), workspace / "build", today=TODAY, processes=1)
    assert "written to while it was built" in report.issues[-1].what

    claim.write_text(f"{text}, and more.\n", encoding="utf-8")
    again = build_workspace(open_workspace(workspace), workspace / "build", today=TODAY, processes=1)
    assert all(step.outcome == "ran" for step in again.steps if step.name == "claims")


def test_a_profile_takes_no_table_of_other_figures_however_old_their_files_are(workspace: Path) -> None:
    before, _indicators = evidence_of(open_workspace(workspace))
    assert before.equals(rows(workspace / "build"))

    multiply(workspace, 2.0)
    for path in (*(workspace / "figures").iterdir(), *(workspace / "datasets").iterdir()):
        os.utime(path, (1_000_000_000, 1_000_000_000))  # as an archive puts files back, or a clock that was wrong

    after, _indicators = evidence_of(open_workspace(workspace))
    assert not after.equals(before)


@pytest.mark.parametrize("name", [".claims.json", ".found.json", ".embeds.json", ".check.json", ".state.json"])
@pytest.mark.parametrize("depth", [1, 2])
def test_memory_of_another_shape_is_as_good_as_none(workspace: Path, tmp_path: Path, name: str, depth: int) -> None:
    path = workspace / "build" / name
    path.write_text(json.dumps(emptied(json.loads(path.read_text(encoding="utf-8")), depth)), encoding="utf-8")
    chapter = next((workspace / "strategy").glob("*.md"))
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\nSo it was.\n", encoding="utf-8")

    assert check(workspace) == check(workspace, tmp_path / "fresh")


def emptied(content: object, depth: int) -> object:
    """The same with nothing of what stands so deep in it, keys and fingerprints besides."""
    if not isinstance(content, dict):
        return content
    if depth == 0:
        return {name: value if isinstance(value, str) else None for name, value in content.items()}
    return {name: emptied(value, depth - 1) for name, value in content.items()}


def test_a_check_does_not_take_back_what_a_build_remembered_meanwhile(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chapter = next((workspace / "strategy").glob("*.md"))
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\nSo it was.\n", encoding="utf-8")
    state, judge = workspace / "build" / ".state.json", judging.judge_in
    saved = ""

    def build_and_then_judge(*arguments: object, **named: object) -> object:
        nonlocal saved
        monkeypatch.undo()
        build(workspace)
        saved = state.read_text(encoding="utf-8")
        return judge(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "judge_in", build_and_then_judge)
    check(workspace)

    assert saved
    assert state.read_text(encoding="utf-8") == saved


def test_a_second_build_of_a_folder_waits_for_the_first(tmp_path: Path) -> None:
    told: list[str] = []
    second = Thread(target=lambda: _hold(tmp_path, told, "second"))
    with alone_in(tmp_path, lambda: None):
        second.start()
        while "waits" not in told:
            sleep(0.01)
        told.append("first is done")
    second.join()

    assert told == ["waits", "first is done", "second"]


def _hold(folder: Path, told: list[str], name: str) -> None:
    with alone_in(folder, lambda: told.append("waits")):
        told.append(name)


def test_a_file_that_a_step_makes_no_more_is_taken_away(workspace: Path, tmp_path: Path) -> None:
    (workspace / "decisions").mkdir(exist_ok=True)
    decision = 'id = "on"\nkind = "choice"\ntext = "We go on."\nby = "board"\ndate = 2026-01-01\n'
    (workspace / "decisions" / "on.toml").write_text(decision, encoding="utf-8")
    build(workspace)
    for chapter in (workspace / "strategy").glob("*.md"):
        chapter.unlink()
    out, fresh = build(workspace), build(workspace, tmp_path / "fresh")

    names = [{path.relative_to(at).as_posix() for path in at.rglob("[!.]*") if path.is_file()} for at in (out, fresh)]
    assert names[0] == names[1]


def test_a_build_says_of_how_many_indicators_it_computes_evidence(workspace: Path) -> None:
    multiply(workspace, 2.0)
    check(workspace)
    told: list[tuple[str, int, int]] = []
    build_workspace(
        open_workspace(workspace),
        workspace / "build",
        today=TODAY,
        processes=1,
        progress=lambda name, done, of: told.append((name, done, of)),
    )

    assert [item for item in told if item[0] == "evidence"] == [("evidence", 0, 1), ("evidence", 1, 1)]


def test_rows_that_lie_in_memory_are_taken_only_where_they_are_those_of_the_table(
    workspace: Path, tmp_path: Path
) -> None:
    build(workspace)
    shutil.copytree(workspace, tmp_path / "other")
    multiply(tmp_path / "other", 4.0)
    build(tmp_path / "other")
    shutil.copy(tmp_path / "other" / "build" / QUICK, workspace / "build")

    evidence = current_evidence(open_workspace(workspace), workspace / "build", today=TODAY)
    assert evidence.table.equals(rows(workspace / "build"))
