"""Publishers are asked politely: conditionally, paced, patiently, resumed, and within limits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import httpx
import pytest

from placewright import __version__
from placewright.core.errors import Offline
from placewright.sources.live.http import NotByTls, PublisherRefused, TooLarge

from .conftest import World

URL = "https://vale.example/counts.csv"
MONDAY = "Mon, 02 Mar 2026 09:30:00 GMT"


def test_the_user_agent_names_placewright_and_whom_to_reach(world: World) -> None:
    world.handler = lambda request: httpx.Response(200, text="a")
    world.http(contact="mail@vale.example").get(URL)
    assert world.asked[0].headers["user-agent"] == f"Placewright/{__version__} (mail@vale.example)"


def test_what_has_not_changed_is_taken_from_the_cache(world: World) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        if request.headers.get("if-none-match") == '"v1"':
            return httpx.Response(304)
        return httpx.Response(200, text="body", headers={"ETag": '"v1"', "Last-Modified": MONDAY})

    world.handler = handle
    first, again = world.http().get(URL), world.http().get(URL)
    assert (first.text(), first.is_new) == ("body", True)
    assert (again.text(), again.is_new, again.retrieved) == ("body", False, first.retrieved)
    assert world.asked[1].headers["if-modified-since"] == MONDAY


def test_a_download_that_breaks_off_is_taken_up_where_it_stopped(world: World) -> None:
    def broken() -> Iterator[bytes]:
        yield b"first "
        raise httpx.ReadError("connection lost")

    def handle(request: httpx.Request) -> httpx.Response:
        if request.headers.get("range") == "bytes=6-":
            assert request.headers["if-range"] == '"v1"'
            return httpx.Response(206, text="second", headers={"ETag": '"v1"'})
        return httpx.Response(200, content=broken(), headers={"ETag": '"v1"'})

    world.handler = handle
    assert world.http().get(URL).text() == "first second"


def test_a_download_that_changed_meanwhile_begins_again(world: World) -> None:
    def broken() -> Iterator[bytes]:
        yield b"old "
        raise httpx.ReadError("connection lost")

    answers = iter([httpx.Response(200, content=broken(), headers={"ETag": '"v1"'}), httpx.Response(200, text="new")])
    world.handler = lambda request: next(answers)
    assert world.http().get(URL).text() == "new"


def test_a_part_that_no_longer_fits_is_thrown_away(world: World) -> None:
    def broken() -> Iterator[bytes]:
        yield b"old "
        raise httpx.ReadError("connection lost")

    first = httpx.Response(200, content=broken(), headers={"ETag": '"v1"'})
    answers = iter([first, httpx.Response(416), httpx.Response(200, text="whole")])
    world.handler = lambda request: next(answers)
    assert world.http().get(URL).text() == "whole"
    assert "range" not in world.asked[2].headers


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again_after_longer_and_longer_waits(world: World, status: int) -> None:
    answers = iter([httpx.Response(status)] * 3 + [httpx.Response(200, text="at last")])
    world.handler = lambda request: next(answers)
    assert world.http().get(URL).text() == "at last"
    assert [wait for wait in world.slept if wait >= 1] == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(("said", "wait"), [("7", 7.0), ("Wed, 04 Mar 2026 12:00:30 GMT", 30.0), ("soon", 1.0)])
def test_a_publisher_that_says_how_long_to_wait_is_obeyed(world: World, said: str, wait: float) -> None:
    answers = iter([httpx.Response(503, headers={"Retry-After": said}), httpx.Response(200)])
    world.handler = lambda request: next(answers)
    world.http().get(URL)
    assert world.slept[0] == pytest.approx(wait, abs=0.1)


def test_a_host_is_not_asked_more_often_than_agreed(world: World) -> None:
    times = []

    def handle(request: httpx.Request) -> httpx.Response:
        times.append(world.time)
        return httpx.Response(200)

    world.handler = handle
    http = world.http(per_second=2.0)
    for number in range(4):
        http.get(URL, {"page": str(number)})
    assert all((later - sooner).total_seconds() >= 0.5 for sooner, later in pairwise(times))


def test_being_offline_says_what_stays_usable_and_what_to_do(world: World) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    world.handler = handle
    http = world.http()
    with pytest.raises(Offline) as caught:
        http.get(URL)
    told = str(caught.value)
    assert told.startswith("vale.example: It could not be reached.")
    assert "stays usable" in told and "--from FOLDER" in told
    asked = len(world.asked)
    with pytest.raises(Offline):
        http.get(URL + "?other")
    assert len(world.asked) == asked, "a host out of reach is not asked again in the same run"


def test_a_refusal_is_told_without_the_text_of_the_answer(world: World) -> None:
    world.handler = lambda request: httpx.Response(404, text="secret text")
    with pytest.raises(PublisherRefused, match=r"vale\.example/counts\.csv: The publisher answered 404") as caught:
        world.http().get(URL)
    assert "secret" not in str(caught.value)
    assert len(world.asked) == 1


def test_a_secret_is_sent_but_neither_kept_nor_shown(world: World) -> None:
    answers = iter([httpx.Response(200, text="a"), httpx.Response(403)])
    world.handler = lambda request: next(answers)
    answer = world.http().get(URL, {"q": "1"}, secret={"uid": "0xkey"})
    assert world.asked[0].url.params["uid"] == "0xkey"
    kept = b"".join(path.read_bytes() + path.name.encode() for path in world.cache.rglob("*"))
    assert b"0xkey" not in kept and "0xkey" not in answer.url
    with pytest.raises(PublisherRefused) as caught:
        world.http().get(URL, {"q": "2"}, secret={"uid": "0xkey"})
    assert "0xkey" not in str(caught.value)


@pytest.mark.parametrize("announced", [True, False])
def test_an_answer_larger_than_any_release_is_not_kept(world: World, announced: bool) -> None:
    def body() -> Iterator[bytes]:
        yield from [b"x" * 600, b"x" * 600]

    headers = {"Content-Length": "1200"} if announced else {}
    world.handler = lambda request: httpx.Response(200, content=body(), headers=headers)
    with pytest.raises(TooLarge):
        world.http(largest=1000).get(URL)
    assert not list(world.cache.glob("*.part")) and not list(world.cache.glob("*.body"))


def test_an_answer_that_should_be_json_and_is_not_is_named(world: World) -> None:
    world.handler = lambda request: httpx.Response(200, text="<html>")
    with pytest.raises(PublisherRefused, match="no JSON"):
        world.http().get(URL).json()


def test_nothing_is_asked_for_without_tls_not_even_where_a_publisher_leads_to_it(world: World) -> None:
    world.handler = lambda request: httpx.Response(302, headers={"Location": "http://vale.example/counts.csv"})
    with pytest.raises(NotByTls, match="changed on the way"):
        world.http().get(URL)
    with pytest.raises(NotByTls):
        world.http().get("http://vale.example/counts.csv")
    assert [str(request.url) for request in world.asked] == [URL]
