"""A publisher that answers from a script, and a clock that only moves when someone sleeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from placewright.sources.live.http import Http, Manners

Handler = Callable[[httpx.Request], httpx.Response]


@dataclass
class World:
    """The network, the clock and what was asked and slept."""

    cache: Path
    handler: Handler = lambda request: httpx.Response(404)
    asked: list[httpx.Request] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    time: datetime = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

    def http(self, **manners: object) -> Http:
        def handle(request: httpx.Request) -> httpx.Response:
            self.asked.append(request)
            return self.handler(request)

        kind = Manners(**{"per_second": 1000.0, **manners})  # type: ignore[arg-type]
        return Http(httpx.MockTransport(handle), self.cache, self.sleep, lambda: self.time, kind)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "cache")
