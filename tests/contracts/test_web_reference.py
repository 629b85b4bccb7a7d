"""The reference pages of the web application say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from placewright.web.accounts.roles_reference import roles_page
from placewright.web.config.environment import BadSetting, read_environment

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")


def test_the_page_on_roles_is_the_table_of_capabilities() -> None:
    page = (ROOT / "docs/reference/roles.md").read_text(encoding="utf-8")
    assert page == roles_page(), "Write it again: python tools/make_roles_reference.py"


def test_every_variable_that_the_web_application_reads_is_described_and_no_other() -> None:
    code = (ROOT / "src/placewright/web/config/environment.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(PLACEWRIGHT_[A-Z_]+)"', code))
    described = set(re.findall(r"^\| `(PLACEWRIGHT_[A-Z_]+)`", SETTINGS, re.MULTILINE))
    assert described == read


def test_a_second_factor_is_required_unless_it_is_said_otherwise(tmp_path: Path) -> None:
    given = {"PLACEWRIGHT_DATA": str(tmp_path)}
    assert read_environment(given).second_factor == "required"
    assert read_environment(given | {"PLACEWRIGHT_SECOND_FACTOR": "optional"}).second_factor == "optional"
    with pytest.raises(BadSetting, match="required, optional"):
        read_environment(given | {"PLACEWRIGHT_SECOND_FACTOR": "off"})
