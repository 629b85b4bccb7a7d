"""How the interface behaves towards any program: freshness, sharing, methods, limits, and what it says of mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from placewright.web.strategy.models import Build, BuildState, Switch

Ask = Callable[..., Any]


def test_an_answer_that_did_not_change_is_not_sent_again(ask: Ask) -> None:
    first = ask("indicators")
    again = ask("indicators", **{"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]


def test_showing_another_build_makes_answers_stale(ask: Ask, built_data: Any, shown_number: int) -> None:
    before = ask("indicators").headers["ETag"]
    (built_data / "builds" / "7002").symlink_to(built_data / "builds" / str(shown_number))
    other = Build.objects.create(pk=7002, evidence=Build.objects.get().evidence, state=BuildState.READY)
    Switch.objects.create(build=other)
    try:
        assert ask("indicators", **{"If-None-Match": before}).status_code == 200
        moved = ask(f"indicators?cursor={shown_number}-5")
        assert moved.status_code == 422
        assert "built anew" in moved.json()["what"]
    finally:
        (built_data / "builds" / "7002").unlink()


def test_any_web_page_may_read_and_no_cookie_matters(ask: Ask) -> None:
    answer = ask("indicators", Origin="https://example.org")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Cookie" not in answer.headers["Vary"]
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies


def test_a_browser_is_told_that_it_may_read_but_not_write(client: Client, shown_number: int) -> None:
    answer = client.options("/api/v1/indicators", headers={"Origin": "https://example.org"})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_head_gives_the_headers_alone(client: Client, shown_number: int) -> None:
    got, head = client.get("/api/v1/indicators"), client.head("/api/v1/indicators")
    assert head.content == b""
    assert head.headers["ETag"] == got.headers["ETag"]
    assert int(head.headers["Content-Length"]) == len(got.content)


@pytest.mark.parametrize(
    ("address", "status", "where", "hint"),
    [
        ("indicators/gva-hour", 404, "path.id", "gva-per-hour"),
        ("claims/air-qualty", 404, "path.id", "air-quality"),
        ("places/E07000999", 404, "path.code", "E0700"),
        ("datasets/beis-places", 404, "path.id", "beis-place"),
        ("editions/first-drat", 404, "path.id", "first-draft"),
        ("downloads/claim.csv", 404, "path.path", "claims.csv"),
        ("observations?indicator=gva-hour", 422, "query.indicator", "gva-per-hour"),
        ("observations?indicater=gva-per-hour&indicator=gva-per-hour", 422, "query.indicater", "indicator"),
        ("observations?indicator=gva-per-hour&place=E0700024", 422, "query.place", "E0700024"),
        ("observations?indicator=gva-per-hour&period=1832", 422, "query.period", "2022"),
        ("observations?indicator=gva-per-hour&level=district", 422, "query.level", "lad"),
        ("observations?indicator=gva-share-by-section&dimensions=industry=Ä", 422, "query.dimensions", "industry="),
        ("observations", 422, "query.indicator", ""),
        ("indicators?limit=0", 422, "query.limit", ""),
        ("indicators?foundation=peple", 422, "query.foundation", "people"),
        ("indicators?cursor=abc", 422, "query.cursor", "next"),
        ("claims?verdict=true", 422, "query.verdict", ""),
        ("places?within=nowhere", 422, "query.within", ""),
        ("downloads?format=xml", 422, "query.format", "CSV"),
        ("nothing", 404, "path", "/api/"),
    ],
)
def test_a_mistake_is_told_what_where_and_how_to_mend_it(
    ask: Ask, address: str, status: int, where: str, hint: str
) -> None:
    answer = ask(address)
    problem = answer.json()
    assert answer.status_code == status
    assert problem["where"] == where
    assert problem["what"] and hint in problem["fix"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_method_that_an_address_does_not_take_is_a_problem_too(client: Client, shown_number: int) -> None:
    answer = client.delete("/api/v1/indicators")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.json()["what"]
