"""What is kept between runs of the tests is never out of date, and never what a test wrote to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kept


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were made, with a shelf and a program of this test's own."""
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "one.py").write_text("1")
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "shelf")
    monkeypatch.setattr(kept, "PROGRAM", tmp_path / "program")
    monkeypatch.setattr(kept, "everything", kept.everything.__wrapped__)
    return []


@pytest.fixture
def ask(made: list[Path]) -> Callable[..., Path]:
    """Asks for what takes long to make."""

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "figure").write_text("42")

    return lambda **made_of: kept.kept("thing", make, **made_of)


def test_it_is_made_once(ask: Callable[..., Path], made: list[Path]) -> None:
    assert (ask() / "figure").read_text() == "42"
    assert ask() == ask()
    assert len(made) == 1


def test_it_is_made_again_when_the_program_changed(ask: Callable[..., Path], made: list[Path], tmp_path: Path) -> None:
    ask()
    (tmp_path / "program" / "one.py").write_text("2")
    ask()
    assert len(set(made)) == 2


def test_it_is_made_again_when_the_part_of_the_program_that_builds_changed(
    ask: Callable[..., Path], made: list[Path], tmp_path: Path
) -> None:
    """The package is called as the folder that a build makes, which is passed over beside the pilot's files."""
    ask()
    (tmp_path / "program" / "build").mkdir()
    (tmp_path / "program" / "build" / "pages.py").write_text("1")
    ask()
    assert len(set(made)) == 2


def test_it_is_made_again_when_what_its_maker_says_changed(ask: Callable[..., Path], made: list[Path]) -> None:
    ask(day="2026-11-28")
    ask(day="2026-11-29")
    assert len(set(made)) == 2


@pytest.mark.parametrize(
    "meddle",
    [
        lambda folder: (folder / "figure").write_text("43"),
        lambda folder: (folder / "figure").unlink(),
        lambda folder: (folder / "more").write_text("43"),
    ],
    ids=["written to", "removed", "added to"],
)
def test_it_is_made_again_when_somebody_changed_it(
    ask: Callable[..., Path], made: list[Path], meddle: Callable[[Path], object]
) -> None:
    meddle(ask())
    folder = ask()
    assert [path.name for path in folder.iterdir()] == ["figure"]
    assert (folder / "figure").read_text() == "42"
    assert len(made) == 2


def test_what_could_not_be_made_is_not_kept(ask: Callable[..., Path], tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError

    with pytest.raises(OSError):
        kept.kept("thing", fail)
    ask()
    assert not list((tmp_path / "shelf").glob("*/*/half"))


def test_only_two_are_kept(ask: Callable[..., Path], tmp_path: Path) -> None:
    folders = [ask(day=str(number)) for number in range(4)]
    assert {path for path in (tmp_path / "shelf" / "thing").iterdir() if path.is_dir()} == set(folders[-2:])
