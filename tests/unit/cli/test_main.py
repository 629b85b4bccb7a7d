"""The command line finds commands without importing them, and never shows a traceback unasked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from placewright import __version__
from placewright.cli import fetch
from placewright.cli._output import Output, columns
from placewright.cli.main import COMMANDS, main
from placewright.cli.new import places_named

from .conftest import Vale


def test_help_names_every_command_and_imports_none(capsys: pytest.CaptureFixture[str]) -> None:
    program = (
        "import sys; from placewright.cli.main import main; main(['--help']);"
        "own = ('placewright.cli.main', 'placewright.cli._stopping');"
        "print([name for name in sys.modules if name.startswith('placewright.cli.') and name not in own])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.splitlines()[-1] == "[]"
    here = Path(fetch.__file__).parent
    for name, help_text, module in COMMANDS:
        if (here / f"{module}.py").is_file():
            assert name in told and help_text.split()[0] in told


def test_a_name_that_has_commas_itself_is_one_place_and_a_list_is_several() -> None:
    assert places_named("Bournemouth, Christchurch and Poole") == ["Bournemouth, Christchurch and Poole"]
    assert places_named("Bristol, City of") == ["Bristol, City of"]
    assert places_named("E07000099, Broxbourne") == ["E07000099", "Broxbourne"]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"placewright {__version__}\n"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["fetch"],
        ["ftch", "a"],
        ["--no-such"],
        *([command, "a", "--jobs", jobs] for command in ("fetch", "build") for jobs in ("0", "-1", "9" * 20, "²")),
        *(["serve", "a", "--port", port] for port in ("-5", "0", "65536")),
    ],
)
def test_misuse_ends_with_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2


def test_an_unknown_command_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ftch", "a"])
    assert "Did you mean 'fetch'?" in capsys.readouterr().err


def test_an_unknown_option_offers_the_nearest_of_that_command(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    assert vale.run("check", "--tody", "2026-01-31") == 2
    said = capsys.readouterr().err
    assert "usage: placewright check" in said and "'--tody'" in said and "Did you mean '--today'?" in said


@pytest.mark.parametrize("error", [KeyError("x"), FileNotFoundError(2, "No such file", "a.txt"), MemoryError()])
def test_no_error_shows_a_traceback_unless_asked(
    vale: Vale, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_arguments: object) -> int:
        raise error

    monkeypatch.setattr(fetch, "run", fail)
    assert vale.fetch() == 1
    assert "Traceback" not in (told := capsys.readouterr().err) and told.startswith("placewright: ")
    with pytest.raises(type(error)):
        vale.fetch("--debug")


def test_ctrl_c_ends_with_130(vale: Vale, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(_arguments: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(fetch, "run", stop)
    assert vale.fetch() == 130
    assert "Stopped" in capsys.readouterr().err


def test_common_flags_stand_before_or_after_the_command(vale: Vale, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["--json", "list", str(vale.folder), "places"], ["list", str(vale.folder), "places", "--json"]):
        assert main(argv) == 0
        assert capsys.readouterr().out.startswith("{")


def test_columns_of_numbers_stand_to_the_right() -> None:
    assert columns([("a", "1"), ("bb", "1,000")], header=("id", "rows")) == ["id   rows", "a       1", "bb  1,000"]


def test_no_colour_where_the_environment_asks_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Output().colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Output().colour


def test_an_interrupt_that_a_library_makes_an_error_of_is_still_one(
    vale: Vale, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_arguments: object) -> int:
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise RuntimeError("Query interrupted") from None
        return 0

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(fetch, "run", interrupted)
    try:
        assert vale.fetch() == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == "Stopped. What was finished is kept.\n"


def test_a_full_disk_is_said_with_the_mend(
    vale: Vale, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(_arguments: object) -> int:
        raise OSError(28, "No space left on device", "figures/gva.parquet")

    monkeypatch.setattr(fetch, "run", fill)
    assert vale.fetch() == 1
    assert capsys.readouterr().err.startswith("placewright: figures/gva.parquet: The disk is full. Free some space")


def test_a_file_in_the_place_of_a_workspace_is_called_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file := tmp_path / "notes.txt").write_text("of no use")
    assert main(["check", str(file)]) == 1
    assert "This is a file, not a workspace's folder. Name the folder" in capsys.readouterr().err
    assert main(["new", str(file / "vale"), "--place", "Cornwall"]) == 1
    assert "A part of this path is a file. Name a folder" in capsys.readouterr().err


@pytest.mark.parametrize(("make", "said"), [(os.mkfifo, "a device or a pipe"), (os.mkdir, "a folder")])
def test_an_export_takes_the_place_of_nothing_but_a_file(
    vale: Vale, tmp_path: Path, make: Callable[[Path], None], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make(there := tmp_path / "there")
    before = there.stat().st_mode
    assert vale.run("export", str(there), "--force") == 1
    assert f"This is {said}. It is left as it is." in capsys.readouterr().err
    assert there.stat().st_mode == before


def test_a_workspace_from_a_folder_without_files_says_to_fetch_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files := tmp_path / "files").mkdir()
    assert main(["new", str(tmp_path / "vale"), "--place", "Cornwall", "--from", str(files)]) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("Next: placewright fetch") and "--start, placewright build" in last
