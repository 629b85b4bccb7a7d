"""A file of reviews or waivers that cannot be read is an error that names it, never taken for a missing one."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.core.issues import Severity
from placewright.workspace.authored import read_authored


@pytest.mark.parametrize("name", ["reviews.toml", "waivers.toml"])
def test_a_folder_in_place_of_the_file_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    [issue] = read_authored(tmp_path)[1]
    assert issue.severity is Severity.ERROR and issue.where == name


@pytest.mark.parametrize("name", ["reviews.toml", "waivers.toml"])
def test_a_link_that_leads_nowhere_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / name).symlink_to(tmp_path / "gone")
    [issue] = read_authored(tmp_path)[1]
    assert issue.severity is Severity.ERROR and issue.where == name


def test_missing_files_are_none(tmp_path: Path) -> None:
    assert read_authored(tmp_path)[1] == ()
