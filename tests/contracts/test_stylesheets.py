"""A class of the shared stylesheet means one thing: no stylesheet of the web application gives it another look."""

from __future__ import annotations

import re
from pathlib import Path

import placewright

HOUSE = Path(placewright.__file__).parent
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)


def _classes_alone(sheet: Path) -> set[str]:
    """The classes that a stylesheet gives a look by their name alone."""
    text = _REMARK.sub("", sheet.read_text(encoding="utf-8"))
    selectors = (one.strip() for found in re.findall(r"([^{}]+)\{", text) for one in found.split(","))
    return {match[1] for one in selectors if (match := re.fullmatch(r"\.([\w-]+)", one))}


def test_no_stylesheet_of_the_web_application_gives_a_shared_class_another_look() -> None:
    shared = _classes_alone(HOUSE / "publish" / "assets" / "site.css")
    sheets = sorted((HOUSE / "web").glob("*/static/*/*.css"))
    assert len(shared) > 50 and len(sheets) > 5
    assert {sheet.name: _classes_alone(sheet) & shared for sheet in sheets if _classes_alone(sheet) & shared} == {}
