"""A whole site built in a language without Latin letters says nothing of the program's in them, on any page."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from built_pilot import BUILT_ON
from kept import MADE_THERE, PILOT, PROGRAM, kept
from placewright.analysis.industry_accounts import NAMES
from placewright.build.pipeline import build_workspace
from placewright.core import words
from placewright.ledger.frameworks import FRAMEWORKS, framework
from placewright.sources.industries import industries
from placewright.web.strategy.build_process import BESIDE, spoken
from placewright.workspace.folder import open_workspace
from pseudo_catalogue import write_pseudo_catalogue
from pseudo_language import has_left_over, left_over, words_of

pytestmark = pytest.mark.long

AS_WRITTEN = re.compile(
    r"^\. .*\.(csv|xlsx|zip|json|geojson|xls|ods)"  # a source's files
    r"|Open Government Licence|SIC 2007|Contains National Statistics"  # what publishers call things
    r"|square metres m2$"  # a number as a study words it, with its unit
)

_NO_WORDS = re.compile(r"=.*|[\w-]+-[\w-]+( [\w-]+)+|\w+( [\w-]+)* [\w-]+-[\w-]+|[a-z]+ E\d{8}")
"""Formulas, and lists of ids."""


@pytest.fixture(scope="module")
def site() -> Path:
    """The pilot's site in the pseudo-language; read it, never write there."""
    return kept("pseudo-pilot", _build) / "out" / "site"


def _build(folder: Path) -> None:
    workspace, catalogue = folder / "workspace", folder / "django.mo"
    shutil.copytree(PILOT, workspace, ignore=shutil.ignore_patterns(*MADE_THERE))
    write_pseudo_catalogue(catalogue)
    speaker = vars(words._SPEAKER)
    before = dict(speaker)  # a fixture of a module comes before the one that restores it after each test
    try:
        beside = spoken(BESIDE, "cy", str(catalogue))
        build_workspace(open_workspace(workspace), folder / "out", today=BUILT_ON, processes=2, beside=beside)
    finally:
        speaker.update(before)


@pytest.fixture(scope="module")
def data() -> str:
    """What people and publishers wrote, and what indicators, industries, frameworks and places are called."""
    named = [*NAMES.values(), *(one.name for one in industries().values())]
    for asked in map(framework, FRAMEWORKS):
        named += [asked.name, asked.by, asked.issued, *(source.title for source in asked.sources.values())]
    folders = [PROGRAM / name for name in ("evidence", "sources", "places")]
    written = words_of(*folders, PILOT)
    members = " ".join(re.findall(r"=[a-z-]+", written)).replace("-", " ")  # sector=digital-and-technology
    return " ".join([written, members, *named, *(word.lower() for word in named)])


def test_no_page_of_a_whole_site_has_words_that_cannot_be_translated(site: Path, data: str) -> None:
    left = {}
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        found = [text for text in left_over(path.read_text(encoding="utf-8"), data) if not AS_WRITTEN.search(text)]
        left |= dict.fromkeys(found, address)
    assert not left, "\n".join(f"{address}: {text}" for text, address in left.items())


def test_no_feed_has_words_that_cannot_be_translated(site: Path, data: str) -> None:
    feeds = sorted(site.rglob("*.xml"))
    assert {"changes.xml", "the-place.xml"} <= {path.name for path in feeds}
    for path in feeds:
        texts = re.findall("<(?:title|summary|content)[^>]*>([^<]*)<", path.read_text(encoding="utf-8"))
        said = [re.sub("<[^>]*>", " ", unescape(text)) for text in texts]
        assert said
        assert [text for text in said if has_left_over(" ".join(text.split()), data)] == [], path.name


@pytest.mark.parametrize("name", ["evidence.xlsx", "strategy.xlsx", "workings.xlsx"])
def test_a_spreadsheet_has_no_words_that_cannot_be_translated(site: Path, data: str, name: str) -> None:
    [path] = site.rglob(name)
    left = {}
    for sheet in load_workbook(path, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            said = [cell for cell in row if isinstance(cell, str) and not _NO_WORDS.fullmatch(cell)]
            left |= {text: sheet.title for text in (sheet.title, *said) if has_left_over(text, data)}
    assert not left, "\n".join(f"{title}: {text}" for text, title in left.items())


def test_the_pages_of_the_site_say_which_language_they_are_in(site: Path) -> None:
    assert '<html lang="cy">' in (site / "index.html").read_text(encoding="utf-8")
