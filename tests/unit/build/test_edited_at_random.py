"""However a workspace is edited, what is kept between checks and builds changes nothing of what they say and make."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from placewright.build.pipeline import build_workspace
from placewright.build.starting_strategy import write_start
from placewright.workspace.folder import open_workspace

from .conftest import make_small_workspace
from .edited_at_random import BEGIN, EditedAtRandom


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a starting strategy and its first build, made once and never changed."""
    folder = make_small_workspace(tmp_path_factory.mktemp("edited") / "hertfordshire")
    write_start(open_workspace(folder), today=BEGIN)
    build_workspace(open_workspace(folder), folder / "build", today=BEGIN, processes=1)
    return folder


@pytest.mark.parametrize("seed", [1, 2])
def test_a_check_says_with_its_memory_what_it_says_without(built_once: Path, tmp_path: Path, seed: int) -> None:
    edited = EditedAtRandom(shutil.copytree(built_once, tmp_path / "edited"), tmp_path / "fresh", seed)
    done = []
    for _number in range(6):
        done.append(edited.edit())
        kept, anew = edited.check()
        assert kept == anew, done


@pytest.mark.parametrize("seed", [207])
def test_a_build_makes_with_its_memory_what_it_makes_without(built_once: Path, tmp_path: Path, seed: int) -> None:
    edited = EditedAtRandom(shutil.copytree(built_once, tmp_path / "edited"), tmp_path / "fresh", seed, mild=True)
    done = []
    for number in range(6):
        done.append(edited.edit())
        if number % 3 == 2:
            kept, anew = edited.build()
            assert kept == anew, done
