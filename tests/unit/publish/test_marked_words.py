"""Every fixed word of a built page can be translated: in a pseudo-language no words are left but those of data."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from placewright.core import words
from placewright.publish import formats, site, strategy_site
from placewright.publish.views import Reading

from . import invented
from .invented import DISTRICTS, VALE, squares
from .invented_strategy import strategy, strategy_site_info
from .pseudo_words import ASKED, left_over, spoken_pseudo, texts_in


@pytest.fixture
def pseudo_language() -> Iterator[None]:
    """Fixed words in the pseudo-language for as long as a test runs."""
    with spoken_pseudo():
        yield


def evidence_views() -> list[Any]:
    """What the pages of the evidence show."""
    places = [invented.place_page(place) for place in (*DISTRICTS, VALE)]
    return [invented.indicator_page(), invented.analysis_page(), *places]


def built_pages() -> dict[str, str]:
    """Every kind of page of a built site."""
    of, info = strategy(), strategy_site_info()
    files = strategy_site.render_strategy_home(info, of.home, squares())
    files |= strategy_site.render_evidence_home(info, invented.home_page(), squares())
    files |= strategy_site.render_contents(info, of.contents) | strategy_site.render_ledger(info, of.ledger)
    for page in of.chapters:
        files |= strategy_site.render_chapter(info, page)
    for claim in of.claims:
        files |= strategy_site.render_claim(info, claim)
    for action in of.interventions:
        files |= strategy_site.render_intervention(info, action)
    for framework in of.frameworks:
        files |= strategy_site.render_framework(info, framework)
    assert of.swot and of.priorities and of.actions and of.funds and of.alignments and of.process and of.measures
    files |= strategy_site.render_swot(info, of.swot) | strategy_site.render_priorities(info, of.priorities)
    files |= strategy_site.render_actions(info, of.actions) | strategy_site.render_funds(info, of.funds)
    files |= strategy_site.render_alignments(info, of.alignments) | strategy_site.render_process(info, of.process)
    files |= strategy_site.render_measures(info, of.measures)
    assert of.changes and of.studies
    files |= strategy_site.render_changes(info, of.changes) | strategy_site.render_studies(info, of.studies)
    indexes, figures = invented.index_pages(), (invented.indicator_page(), invented.analysis_page())
    files |= site.render_fixed(info) | site.render_data(info, indexes[2]) | site.render_method(info, indexes[3])
    files |= site.render_indicator_index(info, indexes[0]) | site.render_place_index(info, indexes[1])
    files |= site.render_indicator(info, figures[0], squares()) | site.render_analysis(info, figures[1], squares())
    for place in (*DISTRICTS, VALE):
        files |= site.render_place(info, invented.place_page(place), squares())
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def test_no_page_of_a_built_site_has_fixed_words_that_cannot_be_translated(pseudo_language: None) -> None:
    data = texts_of_views()
    left = {path: found for path, page in built_pages().items() if (found := left_over(page, data))}
    assert not left, "\n".join(f"{path}: {text}" for path, found in left.items() for text in found)


def test_every_word_that_a_page_asks_for_is_listed_for_translators(pseudo_language: None, tmp_path: Path) -> None:
    root, target = Path(__file__).resolve().parents[3], tmp_path / "placewright.pot"
    built_pages()
    asked = set(ASKED)
    subprocess.run([sys.executable, str(root / "tools" / "make_messages.py"), str(target)], check=True)
    listed = set(re.findall(r'^msgid(?:_plural)? "(.*)"$', target.read_text(encoding="utf-8"), re.MULTILINE))
    data = texts_of_views()
    unlisted = {one for one in asked if one.replace('"', '\\"') not in listed and one not in data}
    assert not unlisted, sorted(unlisted)


def texts_of_views() -> str:
    """Everything that the pages' views say."""
    views = [strategy(), strategy_site_info(), invented.home_page(), *invented.index_pages(), *evidence_views()]
    return "\n".join(" ".join(text.split()) for text in texts_in(views))


def test_a_figure_is_printed_in_the_language_of_whoever_asks_next() -> None:
    reading = Reading(34.2, "GBP/hour", low=33.1, high=35.3)
    assert formats.interval(reading) == "£33.10 to £35.30"
    words.speak(lambda message: message.replace(" to ", " i "), words.ngettext, lambda: "cy")
    try:
        assert formats.interval(reading) == "£33.10 i £35.30"
    finally:
        words.speak_catalogue("")
    assert formats.interval(reading) == "£33.10 to £35.30"
