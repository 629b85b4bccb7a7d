"""A file of reviews or waivers that cannot be read is an error that names it, never taken for a missing one."""

from __future__ import annotations

from pathlib import Path

import pytest

from placewright.core.issues import Severity
from placewright.workspace.authored import read_authored, read_waivers


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


WAIVER = """[[waiver]]
record = "claim:a"
rule = "fails"
by = "director"
why = "Announced."
until = 2026-12-31
date = 2026-11-30
"""
REVIEW = '[[review]]\nrecord = "claim:%s"\nby = "analyst"\ndate = 2026-11-30\n[review.targets]\nevidence = "ab"\n'


def test_a_waiver_that_is_wrong_leaves_the_others_in_force(tmp_path: Path) -> None:
    spoilt = WAIVER.replace("until", "untill")
    (tmp_path / "waivers.toml").write_text(WAIVER + spoilt + WAIVER.replace("claim:a", "claim:b"), encoding="utf-8")
    authored, [issue] = read_authored(tmp_path)
    assert [waiver.record for waiver in authored.waivers] == ["claim:a", "claim:b"]
    assert [waiver.record for waiver in read_waivers(tmp_path)] == ["claim:a", "claim:b"]
    assert (issue.severity, issue.where) == (Severity.ERROR, "waivers.toml, line 13")
    assert issue.fix == "Did you mean 'until'?"


def test_a_review_that_is_wrong_leaves_the_others_seen(tmp_path: Path) -> None:
    texts = [REVIEW % "a", (REVIEW % "b").replace("2026-11-30", '"today"'), REVIEW % "c"]
    (tmp_path / "reviews.toml").write_text("".join(texts), encoding="utf-8")
    authored, [issue] = read_authored(tmp_path)
    assert list(authored.reviews) == ["claim:a", "claim:c"]
    assert issue.where == "reviews.toml, line 10"


def test_what_is_no_list_of_waivers_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "waivers.toml").write_text("waiver = 3\nwaver = 4\n", encoding="utf-8")
    [issue] = read_authored(tmp_path)[1]
    assert (issue.where, issue.fix) == ("waivers.toml, line 1", "It should be a list.")
    (tmp_path / "waivers.toml").write_text(f"waver = 4\n{WAIVER}", encoding="utf-8")
    authored, [issue] = read_authored(tmp_path)
    assert (issue.where, issue.fix) == ("waivers.toml, line 1", "Did you mean 'waiver'?")
    assert len(authored.waivers) == 1
