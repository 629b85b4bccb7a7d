"""A watched workspace: which files changed is told once they are at rest, and what turned in what a check says."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from placewright.build.as_they_stand import as_they_stand
from placewright.build.check_outcome import CheckOutcome, Said
from placewright.build.outcome_changes import changes_between
from placewright.build.watching import files_changed
from placewright.core.issues import Issue, Severity
from placewright.ledger.standing import RuledIssue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("claims/a.md", "strategy/one.md", "figures/jobs.parquet", "workspace.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("first")
    return tmp_path


def write(path: Path, text: str, *, second: int) -> None:
    path.write_text(text)
    os.utime(path, (second, second))


def told(folder: Path, steps: list[Callable[[], None]]) -> Iterator[tuple[str, ...]]:
    """What is told while one step after another is taken, each as the watcher waits; it ends after the last."""
    remaining = iter(steps)

    def wait(_seconds: float) -> None:
        step = next(remaining, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    watching = files_changed(folder, since=as_they_stand(folder), wait=wait)
    while True:
        try:
            yield next(watching)
        except KeyboardInterrupt:
            return


def rest() -> None:
    """Nothing happens."""


def test_a_changed_new_or_removed_file_is_told_once_it_is_at_rest(folder: Path) -> None:
    steps = [
        lambda: write(folder / "claims" / "a.md", "half", second=1_000),
        lambda: write(folder / "claims" / "a.md", "the whole", second=1_001),
        lambda: write(folder / "claims" / "b.md", "new", second=1_002),
        rest,
        lambda: (folder / "strategy" / "one.md").unlink(),
        rest,
        rest,
    ]
    assert list(told(folder, steps)) == [("claims/a.md", "claims/b.md"), ("strategy/one.md",)]


def test_figures_are_watched_and_what_a_build_writes_is_not(folder: Path) -> None:
    (folder / "build").mkdir()
    steps = [
        lambda: write(folder / "build" / "evidence.parquet", "output", second=1_000),
        rest,
        lambda: write(folder / "figures" / "jobs.parquet", "newer", second=1_001),
        rest,
    ]
    assert list(told(folder, steps)) == [("figures/jobs.parquet",)]


def test_what_changes_while_the_caller_is_at_work_is_told_next(folder: Path) -> None:
    steps = [lambda: write(folder / "claims" / "a.md", "second", second=1_000), rest, rest, rest]
    watching = told(folder, steps)
    assert next(watching) == ("claims/a.md",)
    write(folder / "workspace.toml", "second", second=1_001)
    assert list(watching) == [("workspace.toml",)]


def issue(where: str, what: str) -> RuledIssue:
    return RuledIssue("chapter:one", "unbound-number", Issue(Severity.ERROR, where, what, "Bind it."))


def test_claims_that_turned_or_moved_and_issues_that_came_or_went_are_told() -> None:
    before = CheckOutcome(
        {"up": Said("holds", "It rose to 5."), "same": Said("holds", "So."), "gone": Said("fails", "No.")},
        (issue("strategy/one.md, line 3", "12 is typed."), issue("strategy/one.md, line 9", "13 is typed.")),
    )
    after = CheckOutcome(
        {"up": Said("fails", "It rose to 4."), "same": Said("holds", "So."), "new": Said("holds", "Yes.")},
        (issue("strategy/one.md, line 5", "12 is typed."), issue("strategy/one.md, line 6", "14 is typed.")),
    )
    changes = changes_between(before, after)
    assert [(claim.id, claim.before, claim.after) for claim in changes.claims] == [
        ("gone", Said("fails", "No."), None),
        ("new", None, Said("holds", "Yes.")),
        ("up", Said("holds", "It rose to 5."), Said("fails", "It rose to 4.")),
    ]
    assert [ruled.issue.what for ruled in changes.come] == ["14 is typed."]
    assert [ruled.issue.what for ruled in changes.mended] == ["13 is typed."]


def test_an_issue_that_now_stands_twice_has_come_once() -> None:
    once, twice = (issue("strategy/one.md, line 3", "12 is typed."), issue("strategy/one.md, line 8", "12 is typed."))
    changes = changes_between(CheckOutcome({}, (once,)), CheckOutcome({}, (once, twice)))
    assert len(changes.come) == 1 and not changes.mended
