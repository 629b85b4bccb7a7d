"""The explorer's pages: what they show is the evidence, they say how sure it is, and no address breaks them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from placewright.places import registry

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
VIEWS = ("line", "bars", "map", "scatter", "table")
Rows = dict[tuple[str, str, str, str], dict[str, Any]]


def test_a_visitor_who_chose_nothing_sees_the_first_headline_indicator(explored: Path, client: Client) -> None:
    page = client.get("/explore/").content.decode()
    assert "<h1>Gross value added per hour worked, against the United Kingdom</h1>" in page
    assert 'value="E10000015" checked' in page
    assert "Office for National Statistics" in page and "Open Government Licence v3.0" in page


def test_the_figures_of_the_table_are_those_of_the_evidence(explored: Path, client: Client, rows: Rows) -> None:
    page = client.get("/explore/?indicator=gva-per-hour&set=members&view=bars&period=2022").content.decode()
    table = page[page.index('<table id="figures"') :]
    shown = {float(text) for text in re.findall(r'data-sort="([\d.]+)">£', table)}
    own = {
        row["value"]
        for (indicator, _, place, period), row in rows.items()
        if indicator == "gva-per-hour" and period == "2022" and place in MEMBERS
    }
    assert shown == own


def test_an_interval_stands_beside_its_figure_with_what_it_is(explored: Path, client: Client, rows: Rows) -> None:
    row = rows["annual-pay-workplace", "", "E07000243", latest(rows, "annual-pay-workplace", "E07000243")]
    page = client.get("/explore/?indicator=annual-pay-workplace&place=E07000243&view=table").content.decode()
    assert row["low"] is not None
    assert re.search(r'<span class="span">\(£[\d,]+ to £[\d,]+\)', page)
    assert "95% confidence interval" in page


def test_a_missing_figure_is_words_with_its_reason(explored: Path, client: Client, rows: Rows) -> None:
    indicator, _, place, period = next(key for key, row in sorted(rows.items()) if row["status"] == "suppressed")
    page = client.get(f"/explore/?indicator={indicator}&place={place}&view=bars&period={period}").content.decode()
    assert "not available (the publisher withholds it" in page


def test_a_long_reason_stands_once_under_the_table_and_not_in_every_cell(
    explored: Path, client: Client, rows: Rows
) -> None:
    indicator, _, place, _ = next(key for key, row in sorted(rows.items()) if row["status"] == "suppressed")
    page = client.get(f"/explore/?indicator={indicator}&place={place}&view=table").content.decode()
    table, _, below = page.partition('<table id="figures"')[2].partition("</table>")
    assert "the publisher withholds it" not in table
    assert "not available" in table
    assert below.split("</p>")[0].count("the publisher withholds it") == 1


def test_a_place_without_figures_says_for_what_places_there_are_some(explored: Path, client: Client) -> None:
    page = client.get("/explore/?indicator=imd-average-score&place=K02000001&view=bars").content.decode()
    assert "Nothing is published for the United Kingdom. It has figures for districts" in page


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("where", ["set=members&compare=country", "set=districts", "place=E07000243&place=E06000032"])
def test_every_view_has_words_a_table_and_at_most_twelve_queries(
    explored: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, view: str, where: str
) -> None:
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = client.get(f"/explore/?indicator=gva-per-hour&{where}&view={view}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<p class="says">' in page and '<table id="figures"' in page
    assert ("<svg" in page[page.index('id="look"') :]) == (view != "table")


def test_a_map_of_small_areas_draws_each_of_them(explored: Path, client: Client) -> None:
    page = client.get("/explore/?indicator=neighbourhood-deprivation&view=map&area=lsoa-E07000243").content.decode()
    assert "share the highest, decile " in page and "the lowest, decile " in page
    small = re.findall(r'<path class="area f-q\d" d="[^"]+" data-code="E01\d{6}"><title>Stevenage 0', page)
    assert len(small) == len(registry().small_areas.in_district("E07000243", "lsoa-2021", 2024))


def test_the_shared_link_gives_the_same_view_and_its_parameters_have_one_order(explored: Path, client: Client) -> None:
    mixed = "/explore/?view=bars&compare=kingdom&place=E07000243&indicator=gva-per-hour&compare=country"
    page = client.get(mixed).content.decode()
    shared = re.search(r'rel="canonical" href="([^"]+)"', page)
    assert shared is not None
    link = shared[1].replace("&amp;", "&")
    query = "indicator=gva-per-hour&place=E07000243&compare=country&compare=kingdom&view=bars"
    assert link == f"http://testserver/explore/?{query}"
    again = client.get(link).content.decode()
    assert f'rel="canonical" href="{shared[1]}"' in again
    assert (
        again[again.index('id="look"') : again.index("</figure>")]
        == page[page.index('id="look"') : page.index("</figure>")]
    )


def test_a_name_written_into_the_form_becomes_a_place_of_the_address(explored: Path, client: Client) -> None:
    answer = client.get("/explore/?indicator=gva-per-hour&view=bars&add=stevenage&from=")
    assert answer.status_code == 302
    assert "place=E07000243" in answer.headers["Location"] and "add=" not in answer.headers["Location"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("indicator=gva-hour", "Did you mean &#39;gva-per-hour&#39;"),
        ("indicator=gva-per-hour&place=E07000999", "Did you mean"),
        ("indicator=gva-per-hour&add=Stevenidge", "Did you mean Stevenage (E07000243)"),
        ("indicator=gva-per-hour&view=bras", "Did you mean &#39;bars&#39;"),
        ("indicator=gva-per-hour&view=bars&period=1850", "There are figures for 2004 to"),
        ("indicator=gva-per-hour&from=2020&to=2010", "Swap them."),
        ("indicator=gva-per-hour&from=soon", "Write it as 2019."),
        ("indicator=gva-per-hour&member=industry=C", "not broken down"),
        ("indicator=gva-per-hour&set=district", "Did you mean &#39;districts&#39;"),
        ("indicator=gva-per-hour&view=map&area=lsoa-E06000001", "There is no map of"),
    ],
)
def test_what_there_is_not_is_refused_with_a_mend(explored: Path, client: Client, query: str, words: str) -> None:
    answer = client.get(f"/explore/?{query}")
    assert answer.status_code == 400
    assert words in answer.content.decode()


@pytest.mark.parametrize("path", ["/explore/", "/explore/embed/", "/explore/figures.csv", "/explore/picture.svg"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    asked=st.dictionaries(
        st.sampled_from(
            ["indicator", "member", "place", "set", "compare", "view", "period", "from", "to", "against", "area", "add"]
        ),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                [
                    "gva-per-hour",
                    "employee-share-by-section",
                    "industry=C",
                    "E07000243",
                    "E10000015",
                    "districts",
                    "country",
                    *VIEWS,
                    "latest",
                    "2019",
                    "1850",
                    "lsoa",
                    "lsoa-E07000243",
                    "stevenage",
                    "\0",
                    "TLH23",
                    "neighbourhood-deprivation",
                    "K02000001",
                    "median-house-price",
                ]
            ),
        ),
        max_size=6,
    )
)
def test_no_address_breaks_a_page(explored: Path, client: Client, path: str, asked: dict[str, str]) -> None:
    assert client.get(path, asked).status_code in {200, 302, 400}


def test_the_csv_holds_the_rows_of_the_evidence(explored: Path, client: Client, rows: Rows) -> None:
    answer = client.get("/explore/figures.csv?indicator=gva-per-hour&set=members&compare=country&view=line")
    got = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len({row["place"] for row in got}) == len(MEMBERS) + 1
    for row in got:
        kept = rows[row["indicator"], row["dimensions"], row["place"], row["period"]]
        assert row["value"] == ("" if kept["value"] is None else format(kept["value"], ".12g"))
        assert (row["status"], row["fingerprint"]) == (kept["status"], kept["fingerprint"])


def test_the_workbook_opens_and_holds_figures_and_sources(explored: Path, client: Client) -> None:
    from python_calamine import CalamineWorkbook

    answer = client.get("/explore/figures.xlsx?indicator=gva-per-hour&set=members&view=bars&period=2022")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Cover", "Notes", "Figures", "Sources"]
    figures = book.get_sheet_by_name("Figures").to_python()
    assert sum(row[0] == "gva-per-hour" for row in figures) == len(MEMBERS)
    assert zipfile.is_zipfile(io.BytesIO(answer.content))


def test_the_pictures_are_whole_files_with_title_and_source(explored: Path, client: Client) -> None:
    for view in ("line", "bars", "map", "scatter"):
        svg = client.get(f"/explore/picture.svg?indicator=gva-per-hour&set=members&view={view}").content
        text = "".join(ElementTree.fromstring(svg).itertext())
        assert "per hour worked" in text and "Source: Office for National Statistics" in text
    png = client.get("/explore/picture.png?indicator=gva-per-hour&view=map").content
    assert png.startswith(b"\x89PNG")


def test_a_map_says_whose_boundaries_it_shows_wherever_it_goes(explored: Path, client: Client) -> None:
    for address in ("", "embed/", "picture.svg"):
        answer = client.get(f"/explore/{address}?indicator=gva-per-hour&view=map").content.decode()
        assert "OS data © Crown copyright" in " ".join(answer.split())
    assert "OS data" not in client.get("/explore/embed/?indicator=gva-per-hour&view=bars").content.decode()


def test_only_the_frame_may_stand_on_other_sites(explored: Path, client: Client) -> None:
    framed = client.get("/explore/embed/?indicator=gva-per-hour")
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed.headers
    plain = client.get("/explore/?indicator=gva-per-hour")
    assert "frame-ancestors 'none'" in plain.headers["Content-Security-Policy"]
    assert plain.headers.get("X-Frame-Options", "DENY") == "DENY"


def test_pages_can_be_kept_by_caches_and_set_no_cookie(explored: Path, client: Client) -> None:
    first = client.get("/explore/?indicator=gva-per-hour")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert not first.cookies and "Cookie" not in first.headers.get("Vary", "")
    again = client.get("/explore/?indicator=gva-per-hour", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_nothing_inline_that_a_strict_policy_refuses(explored: Path, client: Client) -> None:
    for view in VIEWS:
        page = client.get(f"/explore/?indicator=gva-per-hour&set=members&view={view}").content.decode()
        assert not re.search(r"<script(?! src| type=\"application/json\")|\sstyle=|\son[a-z]+=", page)


def test_without_a_build_the_explorer_says_so(db: None, client: Client) -> None:
    answer = client.get("/explore/")
    assert answer.status_code == 404 and "no evidence to explore yet" in answer.content.decode()


MEMBERS = {
    "E07000095", "E07000096", "E07000098", "E07000099", "E07000102", "E07000103", "E07000240", "E07000241", "E07000242",
    "E07000243",
}  # fmt: skip


def latest(rows: Rows, indicator: str, place: str) -> str:
    """The newest period of a plain indicator at a place."""
    return max(period for (name, _, code, period) in rows if (name, code) == (indicator, place))
