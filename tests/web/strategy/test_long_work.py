"""Promises about long work: what it says arrives, how it failed is told, and it ends with whoever asked for it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from placewright.web.strategy.long_work import follow

TESTS = Path(__file__).resolve().parents[2]
MODULE = "endless_work"
ASKING = f"""
from placewright.web.strategy.long_work import follow
follow({MODULE!r}, progress=lambda words: print(words, flush=True))
"""


@pytest.fixture(autouse=True)
def _modules_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(TESTS), *(one for one in sys.path if one)]))


def is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_what_it_was_given_and_what_it_says_arrive() -> None:
    ended = follow(MODULE, given={"ends": "well", "name": "Hertford “new”"})
    assert ended.said == {"ready": {"ends": "well", "name": "Hertford “new”"}}
    assert ended.code == 0


def test_how_it_failed_is_told() -> None:
    ended = follow(MODULE, given={"ends": "badly"})
    assert (ended.said, ended.code, ended.trouble) == ({}, 1, "It went wrong.")


def test_it_ends_with_all_it_started_when_who_asked_for_it_is_killed() -> None:
    asking = subprocess.Popen([sys.executable, "-c", ASKING], stdout=subprocess.PIPE, text=True)
    assert asking.stdout is not None
    numbers = [int(one) for one in asking.stdout.readline().split()]
    assert all(is_running(one) for one in numbers)
    asking.kill()
    asking.wait()
    for _ in range(1200):
        if not any(is_running(one) for one in numbers):
            break
        time.sleep(0.05)
    assert not any(is_running(one) for one in numbers)
