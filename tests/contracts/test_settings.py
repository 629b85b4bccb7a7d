"""Every setting that the environment may hold is in the reference, and the files of a deployment name no other."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READ = ROOT / "src" / "placewright" / "web" / "config" / "environment.py"
PAGE = ROOT / "docs" / "reference" / "settings.md"


def read_names() -> set[str]:
    return set(re.findall(r'"(PLACEWRIGHT_[A-Z_]+)"', READ.read_text(encoding="utf-8")))


def test_every_setting_is_in_the_reference() -> None:
    described = set(re.findall(r"^\| `(PLACEWRIGHT_[A-Z_]+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert described == read_names()


def test_the_files_of_a_deployment_set_what_there_is() -> None:
    for path in (ROOT / "deploy").iterdir():
        assert set(re.findall(r"PLACEWRIGHT_[A-Z_]+", path.read_text(encoding="utf-8"))) <= read_names(), path.name
