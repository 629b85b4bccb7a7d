"""`check --watch` says what turned with each change of a file, and what it says is what a fresh check would say."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.cli.strategy_workspace import make_strategy_workspace

from placewright.cli.main import main

DAY = ["--today", "2026-01-31"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_strategy_workspace(tmp_path / "place")
    assert main(["build", str(folder), "--jobs", "1", *DAY]) == 0
    return folder


@pytest.fixture
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A watcher that has made its first check."""
    command = [sys.executable, "-m", "placewright.cli.main", "check", str(folder), "--watch", *DAY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1) as process:
        assert process.stderr is not None
        assert "Watching" in process.stderr.readline()
        yield process
        process.kill()


def said(process: subprocess.Popen[str]) -> list[str]:
    """The lines of the next check, up to the one with its time."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.rstrip().endswith(" s)"):
            return lines
    raise AssertionError("\n".join(lines))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_a_claim_that_breaks_is_told_with_its_mend_and_told_again_when_it_is_mended(
    watching: subprocess.Popen[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = folder / "claims" / "hour.md"
    rewrite(claim, 'is = "above"', 'is = "below"')
    lines = "\n".join(said(watching))
    assert "claims/hour.md changed." in lines and "claim hour: holds -> fails: An hour's work" in lines
    assert "error: claims/hour.md" in lines
    rewrite(claim, 'is = "below"', 'is = "above"')
    lines = "\n".join(said(watching))
    assert "claim hour: fails -> holds" in lines and "mended: claims/hour.md" in lines
    watching.send_signal(signal.SIGINT)
    assert watching.wait() == main(["check", str(folder), *DAY])
    stand = lines.splitlines()[-1].partition(" (")[0].removeprefix("2 claims, ")
    assert stand == "0 errors, 2 warnings" and stand in capsys.readouterr().out


def test_a_workspace_that_cannot_be_read_for_a_while_is_said_and_watched_on(
    watching: subprocess.Popen[str], folder: Path
) -> None:
    record = folder / "workspace.toml"
    whole = record.read_text()
    record.write_text(whole + "\nmembers = [")
    lines = said(watching)
    assert any(line.startswith("error: ") for line in lines) and lines[-1].startswith("Not checked (")
    record.write_text(whole)
    lines = said(watching)
    assert "Nothing that the check says is any different." in lines


def test_watching_goes_with_nothing_that_is_not_for_a_person(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder), "--watch", "--json"]) == 1
    assert "--watch tells a person what turned" in capsys.readouterr().err
