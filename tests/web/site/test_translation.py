"""Promises about other languages: a catalogue of the team changes the words of served and of built pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import trans_real

from placewright.core.words import speak_catalogue
from placewright.publish import render
from placewright.publish.beside import Beside
from placewright.publish.views import PlaceRef, SiteInfo
from placewright.web.strategy.build_process import spoken
from pseudo_catalogue import compiled

TOY = {"Skip to content": "Neidio i'r cynnwys", "Home": "Hafan", "There is no such page": "Nid oes tudalen o'r fath"}


@pytest.fixture
def plain_words() -> Iterator[None]:
    """Afterwards the pages speak as the templates do."""
    yield
    speak_catalogue("")


def test_a_built_page_speaks_the_language_of_its_catalogue(tmp_path: Path, plain_words: None) -> None:
    path = tmp_path / "django.mo"
    path.write_bytes(compiled(TOY))
    site = SiteInfo("Town", PlaceRef("x", "X"), date(2026, 1, 1), beside=spoken(Beside(), "cy", str(path)))
    page = render.page("missing.html", site, root="/", here="404.html", trail=(("x", ""),)).decode()
    assert '<html lang="cy">' in page and "Neidio i'r cynnwys" in page.replace("&#39;", "'") and ">Hafan<" in page
    assert site.beside.words, "another catalogue is another page"


def test_without_a_catalogue_the_words_are_those_of_the_templates() -> None:
    site = SiteInfo("Town", PlaceRef("x", "X"), date(2026, 1, 1), beside=spoken(Beside(), "cy", "/nowhere/django.mo"))
    page = render.page("missing.html", site, root="/", here="404.html").decode()
    assert '<html lang="en-GB">' in page and "Skip to content" in page


@pytest.mark.django_db
def test_a_served_page_speaks_the_language_that_the_reader_asks_for(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = GNUTranslations(BytesIO(compiled(TOY)))
    welsh = trans_real.translation("cy")
    monkeypatch.setattr(welsh, "_catalog", trans_real.TranslationCatalog(toy))
    page = client.get("/no-such-page/", headers={"Accept-Language": "cy"}).content.decode()
    assert "Nid oes tudalen" in page and '<html lang="cy">' in page
    assert "There is no such page" in client.get("/no-such-page/").content.decode()


def test_every_marked_word_is_listed_for_translators(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    target = tmp_path / "placewright.pot"
    subprocess.run([sys.executable, str(root / "tools" / "make_messages.py"), str(target)], check=True)
    text = target.read_text(encoding="utf-8")
    for words in ("Skip to content", "The story at a glance", "Have your say", "Refresh the data", "The disk is full."):
        assert f'msgid "{words}"' in text, words
