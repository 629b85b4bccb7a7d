"""A command beside a PostgreSQL of its own finds it, ends as it would alone, and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import with_postgresql

TOOL = Path(with_postgresql.__file__)
LOOK = """
import os, psycopg
with psycopg.connect(os.environ["PLACEWRIGHT_TEST_DATABASE"]) as connection:
    print("folder", connection.execute("SHOW data_directory").fetchone()[0])
raise SystemExit(7)
"""


def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(TOOL), *arguments], capture_output=True, text=True, env=os.environ | more, check=False
    )


@pytest.mark.postgresql
def test_the_command_finds_the_database_and_nothing_is_left_of_it() -> None:
    done = run(sys.executable, "-c", LOOK)
    assert done.returncode == 7, done.stderr
    folder = next(line.split()[1] for line in done.stdout.splitlines() if line.startswith("folder "))
    assert not Path(folder).exists()


def test_a_machine_without_postgresql_says_so_and_passes_unless_it_is_required(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(with_postgresql, "programs", lambda: None)
    monkeypatch.delenv("PLACEWRIGHT_REQUIRE", raising=False)
    assert with_postgresql.main(["--if-there", "true"]) == 0
    assert capsys.readouterr().out.startswith("not run: true on PostgreSQL, since PostgreSQL is not installed")
    monkeypatch.setenv("PLACEWRIGHT_REQUIRE", "all")
    assert with_postgresql.main(["--if-there", "true"]) == 1
