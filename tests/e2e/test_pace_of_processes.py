"""What is let through from one address in a minute is counted over all processes of a server."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from kill_test import Installation

from migrated import copy_migrated
from placewright.web.common.shared_counts import PARTS

LIMIT, PROCESSES, SENT = 200, 2, 400
COUNT = f"""
import sys
from placewright.web.common.shared_counts import SharedCounts
counts = SharedCounts("test", 60)
print("ready", flush=True)
sys.stdin.readline()
print(sum(not counts.is_over("an-address", {LIMIT}, 600.0) for _each in range({SENT})))
"""


def _let_through(here: Installation) -> list[int]:
    """How many of what each process was sent, all at once, it let through."""
    started = [
        subprocess.Popen(
            here.command(COUNT), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=here.environment
        )
        for _each in range(PROCESSES)
    ]
    for one in started:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    return [int(one.communicate(timeout=600)[0]) for one in _all_told_to_go(started)]


def _all_told_to_go(started: list[subprocess.Popen[str]]) -> list[subprocess.Popen[str]]:
    for one in started:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    return started


def _check(here: Installation) -> None:
    let_through = sum(_let_through(here))
    assert LIMIT <= let_through <= LIMIT + (PROCESSES - 1) * LIMIT // PARTS


def test_two_processes_hold_one_limit_on_the_embedded_database(tmp_path: Path) -> None:
    copy_migrated(tmp_path)
    _check(Installation(tmp_path, 0, ""))


@pytest.mark.postgresql
def test_two_processes_hold_one_limit_on_postgresql(tmp_path: Path, migrated_postgresql: str) -> None:
    _check(Installation(tmp_path, 0, migrated_postgresql))
