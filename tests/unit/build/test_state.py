"""What a build remembers decides what it runs again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from placewright.build import state as state_module
from placewright.build.state import BuildState


def built(folder: Path) -> BuildState:
    folder.mkdir(exist_ok=True)
    (folder / "a.html").write_text("a")
    (folder / "b.html").write_text("b")
    state = BuildState.load(folder)
    state.ran("page a", "key-a", ["a.html"])
    state.ran("page b", "key-b", ["b.html"])
    state.save()
    return BuildState.load(folder)


def test_a_step_with_the_same_inputs_and_its_files_in_place_is_current(tmp_path: Path) -> None:
    state = built(tmp_path)
    assert state.is_current("page a", "key-a")
    assert not state.is_current("page a", "another key")
    assert not state.is_current("page c", "key-a")


def test_a_step_whose_file_was_removed_or_cut_runs_again(tmp_path: Path) -> None:
    state = built(tmp_path)
    (tmp_path / "a.html").unlink()
    (tmp_path / "b.html").write_text("")
    assert not state.is_current("page a", "key-a")
    assert not state.is_current("page b", "key-b")


def test_a_step_whose_file_was_written_over_with_another_as_long_runs_again(tmp_path: Path) -> None:
    state = built(tmp_path)
    (tmp_path / "a.html").write_text("c")
    assert not state.is_current("page a", "key-a")
    assert state.is_current("page b", "key-b")


def test_putting_back_when_a_file_was_written_does_not_hide_that_it_was(tmp_path: Path) -> None:
    state = built(tmp_path)
    before = (tmp_path / "a.html").stat()
    (tmp_path / "a.html").write_text("c")
    os.utime(tmp_path / "a.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not state.is_current("page a", "key-a")


def test_files_of_a_copied_folder_are_believed_by_their_content_and_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path / "first")
    shutil.copytree(tmp_path / "first", tmp_path / "copied", copy_function=shutil.copyfile)
    state = BuildState.load(tmp_path / "copied")
    assert state.is_current("page a", "key-a")
    assert state.is_touched
    assert state.is_current("page b", "key-b")
    state.save()

    monkeypatch.setattr(state_module, "fingerprint_of_file", lambda path: pytest.fail(f"{path} was read again"))
    again = BuildState.load(tmp_path / "copied")
    assert again.is_current("page a", "key-a")
    assert not again.is_touched


def test_a_step_that_is_gone_takes_its_files_with_it(tmp_path: Path) -> None:
    state = built(tmp_path)
    assert state.forget(["page b"]) == ["a.html"]
    assert not (tmp_path / "a.html").exists()
    assert (tmp_path / "b.html").exists()


def test_a_state_that_cannot_be_read_builds_everything(tmp_path: Path) -> None:
    built(tmp_path)
    (tmp_path / ".state.json").write_text("{ half")
    assert BuildState.load(tmp_path).steps == {}


def test_a_step_that_was_not_finished_runs_again_and_its_files_are_still_known(tmp_path: Path) -> None:
    state = built(tmp_path)
    state.save(finished=["page b"])
    state = BuildState.load(tmp_path)
    assert not state.is_current("page a", "key-a")
    assert state.is_current("page b", "key-b")
    assert state.forget(["page b"]) == ["a.html"]
