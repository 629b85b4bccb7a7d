"""What a build remembers decides what it runs again."""

from __future__ import annotations

from pathlib import Path

from placewright.build.state import BuildState


def built(folder: Path) -> BuildState:
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
