"""What the server asks over the network on behalf of a workspace: publishers, and no host of the operator's own."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import httpx
import pytest

from placewright.sources.live.public_hosts import NotPublic
from placewright.web.config.environment import read_environment
from placewright.web.strategy.network import polite_http


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that are connected to, where every name lies in a private network."""
    hosts: list[str] = []

    def handle(transport: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        hosts.append(request.url.host)
        return httpx.Response(200, text="figures")

    at = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 0))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **more: [at, at])
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", handle)
    return hosts


@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:3128"])
def test_a_source_of_a_workspace_leads_to_no_host_of_the_operators_own_network(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    with pytest.raises(NotPublic, match=r"inner\.example"):
        polite_http(tmp_path).get("https://inner.example/secret")
    assert asked == []


def test_the_operator_names_hosts_of_the_own_network_that_hold_figures(
    asked: list[str], tmp_path: Path, settings: Any
) -> None:
    given = {"PLACEWRIGHT_DATA": str(tmp_path), "PLACEWRIGHT_PRIVATE_HOSTS": "other.example, Data.Council.Example"}
    settings.PLACEWRIGHT_PRIVATE_HOSTS = read_environment(given).private_hosts
    assert polite_http(tmp_path).get("https://data.council.example/file").text() == "figures"
    assert asked == ["data.council.example"]
