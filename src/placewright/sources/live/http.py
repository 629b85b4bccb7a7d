"""One polite way to ask publishers: cached, conditional, resumed, paced, patient, and plain about being offline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx

from placewright import __version__
from placewright.core.errors import Offline, PlacewrightError
from placewright.core.files import replacing, write_text
from placewright.core.said import sentences, worded

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another one a little later."""

_CONNECTING = 3
"""How often a host that cannot even be connected to is tried, before it counts as out of reach for this run."""


class PublisherRefused(PlacewrightError):
    """A publisher answered, but not with what was asked for."""


class NotByTls(PlacewrightError):
    """An address, or one that a publisher leads to, that is not asked for by https."""


class TooLarge(PlacewrightError):
    """An answer larger than any real release."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How publishers are asked: who asks, how often, how patiently and for how much.

    `contact` is an address at which a publisher can reach whoever runs this; it is part of the user agent.
    """

    contact: str = ""
    per_second: float = 2.0
    tries: int = 5
    first_wait: float = 1.0
    longest_wait: float = 120.0
    timeout: float = 60.0
    largest: int = 500_000_000

    @property
    def user_agent(self) -> str:
        """What a publisher reads in its log."""
        return f"Placewright/{__version__} ({self.contact or 'official statistics for a place'})"


@dataclass(frozen=True, slots=True)
class Answer:
    """A publisher's answer: the file that holds its body, and what its headers said. `is_new` after a change."""

    path: Path
    url: str
    etag: str = ""
    modified: str = ""
    content_type: str = ""
    retrieved: str = ""
    is_new: bool = True

    def text(self) -> str:
        """The body as text."""
        return self.path.read_text(encoding="utf-8-sig")

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            PublisherRefused: it is no JSON.
        """
        try:
            return json.loads(self.path.read_bytes())
        except ValueError as error:
            raise PublisherRefused(
                worded("The answer is no JSON."), where=self.url, fix=worded("Try again later.")
            ) from error


@dataclass(slots=True)
class Http:
    """Asks publishers for files. The network, the clock and sleeping are given, so that tests need none of them."""

    transport: httpx.BaseTransport
    cache: Path
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    manners: Manners = Manners()
    _asked: dict[str, datetime] = field(default_factory=dict)
    _out_of_reach: set[str] = field(default_factory=set)

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        secret: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to a GET; from the cache where the publisher says that nothing has changed.

        A download that breaks off is taken up where it stopped. `secret` parameters, such as a key, are sent but
        neither stored nor shown.

        Raises:
            Offline: the host could not be reached.
            PublisherRefused: it answered that there is no such thing, or kept failing.
            NotByTls: the address, or one that it leads to, is not `https`.
            TooLarge: the body is larger than `manners.largest`.
        """
        asked = httpx.URL(url, params=dict(params)) if params else httpx.URL(url)
        _require_tls(asked)
        sent = asked.copy_merge_params(dict(secret)) if secret else asked
        entry = _Entry(self.cache, str(asked), dict(headers or {}))
        if asked.host in self._out_of_reach:
            raise _offline(asked.host, None)
        for attempt in range(self.manners.tries):
            last = attempt == self.manners.tries - 1
            self._pace(asked.host)
            try:
                with self._asked_for(sent, entry, headers or {}) as response:
                    if response.status_code in _PASSING and not last:
                        self.sleep(self._wait(attempt, response))
                        continue
                    return self._taken(response, entry, asked)
            except (httpx.TimeoutException, httpx.TransportError) as error:
                if last or (isinstance(error, httpx.ConnectError) and attempt >= _CONNECTING - 1):
                    self._out_of_reach.add(asked.host)
                    raise _offline(asked.host, error) from None
                self.sleep(self._wait(attempt, None))
        raise _offline(asked.host, None)

    @contextmanager
    def _asked_for(self, url: httpx.URL, entry: _Entry, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        sent = {"User-Agent": self.manners.user_agent, "Accept-Encoding": "identity", **headers, **entry.conditions()}
        with (
            httpx.Client(
                transport=_Kept(self.transport),
                timeout=self.manners.timeout,
                follow_redirects=True,
                max_redirects=5,
                event_hooks={"request": [lambda request: _require_tls(request.url)]},
            ) as client,
            client.stream("GET", url, headers=sent) as response,
        ):
            yield response

    def _taken(self, response: httpx.Response, entry: _Entry, asked: httpx.URL) -> Answer:
        if response.status_code == 304 and (held := entry.held()):
            return held
        if response.status_code == 416:
            entry.forget_part()
            raise httpx.ReadError("The part that was kept fits no longer.")
        if response.status_code not in (200, 206):
            raise _refused(asked, response)
        announced = int(response.headers.get("content-length") or 0)
        begun = entry.part_size() if response.status_code == 206 else 0
        if begun + announced > self.manners.largest:
            raise _too_large(asked, begun + announced)
        entry.begin(response, afresh=response.status_code == 200)
        with entry.part.open("ab") as stream:
            size = begun
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > self.manners.largest:
                    entry.forget_part()
                    raise _too_large(asked, size)
                stream.write(chunk)
        return entry.finish(response, self.now())

    def _pace(self, host: str) -> None:
        """Wait until the host may be asked again."""
        now = self.now()
        if before := self._asked.get(host):
            left = 1.0 / self.manners.per_second - (now - before).total_seconds()
            if left > 0:
                self.sleep(left)
        self._asked[host] = self.now()

    def _wait(self, attempt: int, response: httpx.Response | None) -> float:
        """Seconds to wait: as long as the publisher says, else twice as long each time."""
        said = response.headers.get("retry-after", "") if response is not None else ""
        if said.isdigit():
            return min(float(said), self.manners.longest_wait)
        if said:
            try:
                until = (parsedate_to_datetime(said) - self.now()).total_seconds()
            except ValueError:
                until = 0.0
            return min(max(until, self.manners.first_wait), self.manners.longest_wait)
        return min(self.manners.first_wait * 2.0**attempt, self.manners.longest_wait)


class _Kept(httpx.BaseTransport):
    """A transport that a client may be done with while others still use it."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._transport.handle_request(request)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One address in the cache: its body, what its headers said, and a part of a body that broke off."""

    cache: Path
    url: str
    headers: Mapping[str, str]

    @property
    def _stem(self) -> Path:
        asked = json.dumps([self.url, sorted(self.headers.items())])
        return self.cache / hashlib.sha256(asked.encode()).hexdigest()

    @property
    def body(self) -> Path:
        return self._stem.with_suffix(".body")

    @property
    def part(self) -> Path:
        return self._stem.with_suffix(".part")

    def held(self) -> Answer | None:
        known = _read(self._stem.with_suffix(".json"))
        if not known or not self.body.is_file():
            return None
        return Answer(self.body, self.url, **{**known, "is_new": False})

    def conditions(self) -> dict[str, str]:
        begun = _read(self._stem.with_suffix(".begun"))
        if self.part_size() and (mark := begun.get("etag") or begun.get("modified")):
            return {"Range": f"bytes={self.part_size()}-", "If-Range": mark}
        if not (held := self.held()):
            return {}
        found = {"If-None-Match": held.etag, "If-Modified-Since": held.modified}
        return {name: value for name, value in found.items() if value}

    def part_size(self) -> int:
        return self.part.stat().st_size if self.part.is_file() else 0

    def begin(self, response: httpx.Response, *, afresh: bool) -> None:
        self.cache.mkdir(parents=True, exist_ok=True)
        if afresh:
            self.forget_part()
        etag = response.headers.get("etag", "")
        marks = {"etag": "" if etag.startswith("W/") else etag, "modified": response.headers.get("last-modified", "")}
        if response.headers.get("content-encoding", "identity") != "identity":
            marks = {}  # what is kept is unpacked: its size is not where the publisher would take it up
        write_text(self._stem.with_suffix(".begun"), json.dumps(marks))

    def forget_part(self) -> None:
        self.part.unlink(missing_ok=True)
        self._stem.with_suffix(".begun").unlink(missing_ok=True)

    def finish(self, response: httpx.Response, now: datetime) -> Answer:
        answer = Answer(
            self.body,
            self.url,
            response.headers.get("etag", ""),
            response.headers.get("last-modified", ""),
            response.headers.get("content-type", ""),
            now.astimezone(UTC).isoformat(timespec="seconds"),
        )
        kept = asdict(answer)
        for name in ("path", "url", "is_new"):
            del kept[name]
        self.part.replace(self.body)
        with replacing(self._stem.with_suffix(".json")) as temporary:
            temporary.write_text(json.dumps(kept), encoding="utf-8")
        self.forget_part()
        return answer


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _require_tls(url: httpx.URL) -> None:
    if url.scheme != "https":
        raise NotByTls(
            worded("It is not asked for by https, so it could be changed on the way."),
            where=f"{url.scheme}://{url.host}{url.path}",
            fix=worded("Declare the publisher's https address."),
        )


def _offline(host: str, error: Exception | None) -> Offline:
    cause = worded("It could not be reached in time.") if isinstance(error, httpx.TimeoutException) else ""
    return Offline(
        sentences(
            cause or worded("It could not be reached."), worded("Every snapshot and figure already here stays usable.")
        ),
        where=host,
        fix=worded(
            "Try again later, or download the files by hand and run `placewright fetch WORKSPACE --from FOLDER`."
        ),
    )


def _refused(asked: httpx.URL, response: httpx.Response) -> PublisherRefused:
    later = response.status_code in _PASSING
    return PublisherRefused(
        worded("The publisher answered %(status)s.", status=f"{response.status_code} {response.reason_phrase}".strip()),
        where=f"{asked.host}{asked.path}",
        fix=worded("Try again later.")
        if later
        else worded("The address may have moved: see the source's landing page."),
    )


def _too_large(asked: httpx.URL, size: int) -> TooLarge:
    return TooLarge(
        worded("The answer is larger than %(size)s MB; it was not kept.", size=f"{size / 1e6:,.0f}"),
        where=f"{asked.host}{asked.path}",
        fix=worded("Ask for less, or raise the limit if the publisher's file is really that large."),
    )
