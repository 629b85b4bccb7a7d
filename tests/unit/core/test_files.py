"""Files are replaced whole, and fingerprints depend on content alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.core.files import replacing, write_text
from placewright.core.fingerprints import fingerprint, fingerprint_of_file


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


def test_a_fingerprint_ignores_the_order_of_keys_and_the_last_digits_of_floats() -> None:
    assert fingerprint({"a": 0.1 + 0.2, "b": 1}) == fingerprint({"b": 1, "a": 0.3})
    assert fingerprint({"a": 0.3}) != fingerprint({"a": 0.300000001})


def test_a_files_fingerprint_is_that_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"")
    assert fingerprint_of_file(path) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
