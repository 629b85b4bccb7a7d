"""Files are replaced whole, and fingerprints depend on content alone."""

from __future__ import annotations

import errno
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from placewright.core.files import NotWritable, check_writable, is_disk_full, remove_leftovers, replacing, write_text
from placewright.core.fingerprints import fingerprint, fingerprint_of_file


def test_a_fingerprint_is_that_of_the_letters_whatever_their_alphabet() -> None:
    canonical = '{"a":1,"place":"Ynys Môn"}'
    assert fingerprint({"place": "Ynys Môn", "a": 1}) == hashlib.sha256(canonical.encode()).hexdigest()


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]


def test_writing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a.txt"
    assert write_text(path, "same")
    before = path.stat().st_mtime_ns
    assert not write_text(path, "same")
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_others_may_read_what_the_umask_lets_them_and_nothing_private(tmp_path: Path, umask: int, mode: int) -> None:
    program = (
        "from pathlib import Path; from placewright.core.files import replacing, write_text\n"
        f"write_text(Path({str(tmp_path / 'open')!r}), 'read me')\n"
        f"with replacing(Path({str(tmp_path / 'private')!r}), is_private=True) as temporary:\n"
        "    temporary.write_text('do not')\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, umask=umask)
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {"open": mode, "private": 0o600}


def test_a_fingerprint_ignores_the_order_of_keys_and_the_last_digits_of_floats() -> None:
    assert fingerprint({"a": 0.1 + 0.2, "b": 1}) == fingerprint({"b": 1, "a": 0.3})
    assert fingerprint({"a": 0.3}) != fingerprint({"a": 0.300000001})


def test_a_files_fingerprint_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    assert fingerprint_of_file(path) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.EROFS, "read-only file system"), (errno.EACCES, "chmod u\\+w"), (errno.ENOSPC, "The disk is full. Free")],
)
def test_a_folder_that_cannot_be_written_in_is_named_with_the_mend(
    number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(number, {errno.EROFS: "Read-only file system"}.get(number, "Refused"))

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(NotWritable, match=f"(?i){tmp_path}: .*{said}.* Or write elsewhere."):
        check_writable(tmp_path, elsewhere="Or write elsewhere.")


def test_a_folder_is_made_where_there_is_none_and_left_empty(tmp_path: Path) -> None:
    check_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_full_disk_is_known_by_what_libraries_say_of_it() -> None:
    assert is_disk_full(OSError("[Errno 28] Error writing bytes to file. Detail: No space left on device"))
    assert not is_disk_full(ValueError("No space left on device"))


def test_what_a_killed_writer_left_is_removed_and_what_somebody_writes_is_not(tmp_path: Path) -> None:
    lines = (
        "import os, pathlib, sys\nfrom placewright.core.files import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_text('half')\n    os.kill(os.getpid(), 9)\n"
    )
    path = tmp_path / "a.txt"
    assert subprocess.run([sys.executable, "-c", lines, path], check=False).returncode == -9
    [left] = tmp_path.iterdir()
    with replacing(tmp_path / "b.txt") as temporary:
        temporary.write_text("whole")
        assert remove_leftovers(tmp_path) == [left]
    assert [item.name for item in tmp_path.iterdir()] == ["b.txt"]
    assert remove_leftovers(tmp_path / "nowhere") == []


def test_a_writer_whose_file_was_taken_for_a_leftover_begins_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, make = [], tempfile.mkstemp

    def taken_at_once(**given: Any) -> tuple[int, str]:
        made.append(make(**given))
        if len(made) == 1:
            remove_leftovers(tmp_path)
        return made[-1]

    monkeypatch.setattr(tempfile, "mkstemp", taken_at_once)
    assert write_text(tmp_path / "a.txt", "whole")
    assert len(made) == 2
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]
