"""Pages are pure functions of their views: escaped, linked, labelled, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import pickle
import posixpath
import re
from dataclasses import replace
from functools import lru_cache

import pytest

from placewright.publish import site
from placewright.publish.views import CaveatNote, MapChart
from placewright.publish.views_strategy import Link

from . import invented
from .invented import DISTRICTS, PAY, SITE, VALE, indicator_page, pay, squares


@lru_cache(maxsize=1)
def whole_site() -> dict[str, bytes]:
    """Every page of a small site, without the chart library."""
    indexes = invented.index_pages()
    outlines = squares()
    files = site.assets() | site.render_fixed(SITE)
    files |= site.render_home(SITE, invented.home_page(), outlines)
    files |= site.render_indicator_index(SITE, indexes[0]) | site.render_place_index(SITE, indexes[1])
    files |= site.render_data(SITE, indexes[2]) | site.render_method(SITE, indexes[3])
    work = replace(indicator_page(), indicator=invented.WORK, line=None, strip=None, map=None)
    for page in (indicator_page(), work):
        files |= site.render_indicator(SITE, page, outlines)
    for place in (*DISTRICTS, VALE):
        files |= site.render_place(SITE, invented.place_page(place), outlines)
    for slug, title, _ in SITE.analyses:
        files |= site.render_analysis(SITE, replace(invented.analysis_page(), slug=slug, title=title), outlines)
    return files


def pages() -> dict[str, str]:
    """The HTML pages of the small site."""
    return {path: content.decode() for path, content in whole_site().items() if path.endswith(".html")}


def test_every_link_leads_somewhere() -> None:
    files = whole_site() | {"assets/vega.js": b""}
    for path, text in pages().items():
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if link.startswith(("http", "#", "/")):
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.split("#")[0]))
            assert target in files, f"{path} links to {link}"


def test_every_link_within_a_page_has_its_target() -> None:
    for path, text in pages().items():
        identifiers = set(re.findall(r' id="([^"]+)"', text))
        assert len(identifiers) == len(re.findall(r' id="([^"]+)"', text)), f"{path} repeats an id"
        wanted = re.findall(r'(?:href="#|aria-labelledby="|for="|data-chart="|data-layers=")([^"]+)"', text)
        assert set(wanted) <= identifiers, f"{path} lacks {set(wanted) - identifiers}"


def test_every_page_has_one_main_heading_a_title_and_a_language() -> None:
    for path, text in pages().items():
        assert text.count("<h1") == 1, path
        assert '<html lang="en-GB">' in text and re.search(r"<title>.+ – North Vale in figures</title>", text), path


def test_a_page_that_is_called_what_the_site_is_called_says_it_once() -> None:
    named = replace(SITE, title=f"{SITE.place.name}’s economy")
    page = site.render_home(named, invented.home_page(), squares())["index.html"].decode()
    assert f"<title>{named.title}</title>" in page


def test_no_page_has_a_script_or_a_style_of_its_own() -> None:
    for path, text in pages().items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text), path
        for attributes in re.findall(r"<script([^>]*)>", text):
            assert "src=" in attributes or 'type="application/json"' in attributes, path


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path, text in pages().items():
        assert not re.search(r'(?:src|<link[^>]*href)="(?:https?:)?//', text), path
    assert b"url(http" not in whole_site()["assets/site.css"]


def test_a_name_cannot_break_out_of_the_page() -> None:
    rude = replace(indicator_page(), definition="</script><script>alert(1)</script>")
    rude = replace(rude, line=replace(rude.line, series=(replace(rude.line.series[0], name="</script><b>'\\"),)))
    text = site.render_indicator(SITE, rude, squares())[PAY.href].decode()
    assert "<script>alert" not in text and "</script><b>" not in text


def test_the_data_in_a_page_are_json() -> None:
    for text in pages().values():
        for block in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL):
            json.loads(block)


def test_a_page_is_the_same_bytes_every_time() -> None:
    first = site.render_indicator(SITE, indicator_page(), squares())
    assert site.render_indicator(SITE, indicator_page(), squares()) == first


def test_views_can_be_sent_to_another_process() -> None:
    for view in (SITE, squares(), indicator_page(), invented.home_page(), invented.analysis_page()):
        assert pickle.loads(pickle.dumps(view)) == view


def test_an_indicator_comes_with_csv_and_svg() -> None:
    files = site.render_indicator(SITE, indicator_page(), squares())
    assert set(files) == {f"indicators/pay{kind}" for kind in (".html", ".csv", ".svg", "-narrow.svg")}
    rows = list(csv.DictReader(io.StringIO(files["indicators/pay.csv"].decode())))
    assert rows[0]["value"] == "612.5" and rows[0]["high"] == "" and rows[0]["unit"] == "GBP/week"


def test_a_caveat_shows_the_result_without_its_cells_beside_it() -> None:
    text = pages()[PAY.href]
    assert re.search(r"As published.*£400.*Without those cells.*£610", text, re.DOTALL)


def test_a_caveated_figure_points_at_its_caveat() -> None:
    page = replace(indicator_page(), headline=replace(pay(), caveated=True))
    text = site.render_indicator(SITE, page, squares())[PAY.href].decode()
    assert 'class="flag" href="#caveats"' in text and 'id="caveats"' in text


def test_a_gap_within_its_uncertainty_is_not_coloured() -> None:
    assert "too close to call" in pages()["index.html"]
    assert 'class="gap worse"' not in pages()["index.html"]
    assert 'class="gap worse"' in pages()[PAY.href]


def test_a_missing_value_is_words_and_never_zero() -> None:
    text = pages()[f"places/{DISTRICTS[1].code}.html"]
    assert "not available (hidden by the publisher" in text


def test_what_the_data_cannot_show_is_on_the_page() -> None:
    assert "What the self-employed earn." in pages()[PAY.href]
    assert "What this cannot show" in pages()["analysis/productivity.html"]


def test_each_figure_has_words_beside_it() -> None:
    text = pages()["analysis/productivity.html"]
    assert text.count('<p class="says">What it says.</p>') == text.count("<figure")


def test_a_picture_stands_in_for_a_chart_without_a_script() -> None:
    text = pages()["analysis/productivity.html"]
    assert text.count('<img src="../analysis/productivity/') == text.count("data-chart=")


def test_a_page_without_charts_does_not_load_the_library() -> None:
    assert "vega.js" not in pages()["index.html"]
    assert "vega.js" in pages()[PAY.href]


def test_the_script_that_draws_charts_goes_along_with_the_licences_of_what_it_is_made_of() -> None:
    files = site.chart_library()
    assert files["assets/vega.js"].startswith(b"/*!") and b"vega-licences.txt" in files["assets/vega.js"][:200]
    licences = files["assets/vega-licences.txt"].decode()
    for package in ("vega ", "vega-lite ", "vega-embed ", "d3-scale ", "topojson-client ", "fast-json-patch "):
        assert re.search(rf"(^|, ){package}\d", licences, re.MULTILINE), package
    assert "University of Washington Interactive Data Lab" in licences and "Mike Bostock" in licences


def test_an_indicator_without_figures_still_has_its_page() -> None:
    bare = replace(
        indicator_page(),
        headline=None,
        comparisons=(),
        standing=None,
        trends=(),
        line=None,
        strip=None,
        map=None,
        ranked=(),
        rows=(),
        caveats=(CaveatNote("Only words", "No figures yet."),),
    )
    files = site.render_indicator(SITE, bare, None)
    assert list(files) == [PAY.href]


def test_a_map_without_boundaries_is_left_out() -> None:
    text = site.render_home(SITE, invented.home_page(), None)["index.html"].decode()
    assert 'class="map"' not in text


def test_a_district_without_a_value_is_on_the_map_all_the_same() -> None:
    page = replace(indicator_page(), map=MapChart(invented.map_chart().layers[:1]))
    text = site.render_indicator(SITE, page, squares())[PAY.href].decode()
    assert text.count('class="area f-') == len(DISTRICTS)


def test_the_fingerprint_of_the_code_is_stable() -> None:
    assert site.code_fingerprint() == site.code_fingerprint()
    assert re.fullmatch("[0-9a-f]{64}", site.code_fingerprint())


@pytest.mark.parametrize("name", ["site.css", "site.js", "theme.js", "mark.svg", "source-sans-3.woff2"])
def test_the_assets_are_all_there(name: str) -> None:
    assert whole_site()[f"assets/{name}"]


def test_the_page_for_an_unknown_address_links_from_the_root() -> None:
    assert 'href="/index.html"' in pages()["404.html"]


def test_a_page_of_a_place_calls_it_and_what_it_lies_in_as_sentences_do() -> None:
    island, region = replace(DISTRICTS[1], name="Isle of Wight"), replace(VALE, name="East of England")
    page = replace(invented.place_page(island), parents=(region,))
    text = "".join(content.decode() for content in site.render_place(SITE, page, squares()).values())
    assert " in the Isle of Wight</span></caption>" in text
    assert " in <a" in text and ">the East of England</a>" in text
    assert not re.search(r"\b(in|of|for) Isle of Wight", text)


def test_a_page_of_a_place_leads_to_what_the_strategy_says_of_it_and_folds_its_tables() -> None:
    said = (("Claims", (Link("Young Watford", "ledger/young.html"),)),)
    page = replace(invented.place_page(DISTRICTS[1]), said=said)
    text = "".join(content.decode() for content in site.render_place(SITE, page, squares()).values())
    assert '<li><a href="../ledger/young.html">Young Watford</a></li>' in text
    assert re.search(r'<h3 id="[a-z-]+-title">[^<]+</h3>\s*<details class="folds" open><summary>\d+ indicator', text)
    assert "What the strategy says" not in pages()["places/E07000902.html"]
