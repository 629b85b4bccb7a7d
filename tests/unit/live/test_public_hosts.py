"""The server asks publishers alone: hosts in private networks are refused, by whatever way they are named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import httpx
import pytest

from placewright.sources.live.http import Http, Manners
from placewright.sources.live.public_hosts import NotPublic, PublicHosts, is_public

from .conftest import World

PUBLISHER, OTHER = "93.184.216.34", "93.184.216.35"


def http(
    world: World,
    names: Mapping[str, Sequence[str]],
    *,
    allowed: Sequence[str] = (),
    is_proxied: bool = False,
    connects: Callable[[httpx.Request], None] = lambda request: None,
) -> Http:
    """A way to hosts of these names and addresses, all of which answer what the world's handler says."""

    def resolve(host: str) -> Sequence[str]:
        if host not in names:
            raise OSError("Name or service not known")
        return names[host]

    def handle(request: httpx.Request) -> httpx.Response:
        world.asked.append(request)
        connects(request)
        return world.handler(request)

    transport = PublicHosts(lambda: httpx.MockTransport(handle), resolve, allowed, is_proxied=is_proxied)
    return Http(transport, world.cache, world.sleep, lambda: world.time, Manners(tries=2))


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.7", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1",
        "::ffff:10.0.0.7", "2002:0a00:0007::1", "64:ff9b::10.0.0.7",
    ],
)  # fmt: skip
def test_a_host_in_a_private_network_is_not_asked(world: World, address: str) -> None:
    with pytest.raises(NotPublic, match="PLACEWRIGHT_PRIVATE_HOSTS"):
        http(world, {"inner.example": [address]}).get("https://inner.example/secret")
    assert not world.asked


@pytest.mark.parametrize("address", [PUBLISHER, "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_a_publishers_address_is_public(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse(world: World) -> None:
    with pytest.raises(NotPublic):
        http(world, {"both.example": [PUBLISHER, "10.0.0.7"]}).get("https://both.example/")
    assert not world.asked


def test_an_address_in_place_of_a_name_is_looked_at_too(world: World) -> None:
    with pytest.raises(NotPublic):
        http(world, {"10.0.0.7": ["10.0.0.7"]}).get("https://10.0.0.7/")


def test_what_was_looked_at_is_what_is_connected_to_under_the_publishers_name(world: World) -> None:
    world.handler = lambda request: httpx.Response(200, text="figures")
    answers = iter([[PUBLISHER], ["10.0.0.7"]])  # a name that answers otherwise the second time

    class Turning(dict[str, Sequence[str]]):
        def __getitem__(self, host: str) -> Sequence[str]:
            return next(answers)

    given = http(world, Turning({"ons.example": ()}))
    assert given.get("https://ons.example:8443/file?a=1").text() == "figures"
    [asked] = world.asked
    assert str(asked.url) == f"https://{PUBLISHER}:8443/file?a=1"
    assert asked.headers["host"] == "ons.example:8443"
    assert asked.extensions["sni_hostname"] == "ons.example"
    with pytest.raises(NotPublic):
        given.get("https://ons.example:8443/file?a=2")


def test_a_redirect_into_a_private_network_is_not_followed(world: World) -> None:
    world.handler = lambda request: httpx.Response(302, headers={"location": "https://inner.example/secret"})
    with pytest.raises(NotPublic):
        http(world, {"ons.example": [PUBLISHER], "inner.example": ["192.168.1.1"]}).get("https://ons.example/file")
    assert [request.headers["host"] for request in world.asked] == ["ons.example"]


def test_a_redirect_to_another_publisher_is_followed_and_a_relative_one_stays(world: World) -> None:
    where = {"/file": "https://other.example/moved", "/moved": "here", "/here": ""}

    def answer(request: httpx.Request) -> httpx.Response:
        to = where[request.url.path]
        return httpx.Response(302, headers={"location": to}) if to else httpx.Response(200, text="figures")

    world.handler = answer
    given = http(world, {"ons.example": [PUBLISHER], "other.example": [OTHER]})
    assert given.get("https://ons.example/file").text() == "figures"
    assert [request.headers["host"] for request in world.asked] == ["ons.example", "other.example", "other.example"]


def test_the_next_address_is_tried_where_one_takes_no_connection(world: World) -> None:
    def connects(request: httpx.Request) -> None:
        if request.url.host == PUBLISHER:
            raise httpx.ConnectError("no route", request=request)

    world.handler = lambda request: httpx.Response(200, text="figures")
    given = http(world, {"ons.example": [PUBLISHER, OTHER]}, connects=connects)
    assert given.get("https://ons.example/file").text() == "figures"


def test_a_host_that_the_operator_named_may_lie_in_a_private_network(world: World) -> None:
    world.handler = lambda request: httpx.Response(200, text="figures")
    given = http(world, {"data.council.example": ["10.0.0.7"]}, allowed=["data.council.example"])
    assert given.get("https://data.council.example/file").text() == "figures"


def test_behind_a_proxy_names_that_this_machine_cannot_resolve_are_left_to_it(world: World) -> None:
    world.handler = lambda request: httpx.Response(200, text="figures")
    given = http(world, {"inner.example": ["10.0.0.7"]}, is_proxied=True)
    assert given.get("https://ons.example/file").text() == "figures"
    assert world.asked[0].url.host == "ons.example"
    with pytest.raises(NotPublic):
        given.get("https://inner.example/secret")
