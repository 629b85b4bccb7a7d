"""What Git is told: output and private data stay out, and no byte of the rest is changed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from placewright.workspace.version_control import holds_only_version_control, tell_version_control

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="Git is not installed")


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True, text=True).stdout


def filled(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"one\r\ntwo\n")


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("/notes/\n")
    assert tell_version_control(tmp_path) == (".gitattributes",)
    assert tell_version_control(tmp_path) == ()
    assert (tmp_path / ".gitignore").read_text() == "/notes/\n"


def test_a_folder_with_files_of_git_alone_can_become_a_workspace(tmp_path: Path) -> None:
    filled(tmp_path, ".git/HEAD", ".gitignore")
    assert holds_only_version_control(tmp_path)
    filled(tmp_path, "notes.md")
    assert not holds_only_version_control(tmp_path)


@needs_git
def test_output_and_private_data_stay_out_and_everything_that_editions_need_comes_in(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    tell_version_control(tmp_path)
    kept = ["claims/a.md", "editions/held/ab", "editions/one.zip", "figures/a.parquet", "strategy/build/a.md"]
    filled(tmp_path, *kept, "build/site/index.html", ".web/secret-key", "snapshots/a/1/a.csv", "figures/.a.csv.x1.part")
    found = git(tmp_path, "ls-files", "--others", "--exclude-standard").split()
    assert sorted(found) == [".gitattributes", ".gitignore", *kept]


@needs_git
def test_line_ends_stay_where_git_is_told_to_change_them(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "core.autocrlf", "true")
    tell_version_control(tmp_path)
    filled(tmp_path, "boundaries/lad.geojson")
    git(tmp_path, "add", "--all")
    (tmp_path / "boundaries" / "lad.geojson").unlink()
    git(tmp_path, "checkout", "--", "boundaries")
    assert (tmp_path / "boundaries" / "lad.geojson").read_bytes() == b"one\r\ntwo\n"
