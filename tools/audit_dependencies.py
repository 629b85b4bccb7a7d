"""Ask whether a published advisory names one of the pinned packages; part of `make check`.

Usage: python tools/audit_dependencies.py [--service URL]

It reads `requirements/*.txt`, sends names and versions, nothing else, to the OSV service (https://osv.dev), and fails
on an advisory that `requirements/accepted-advisories.toml` does not accept. Where the service cannot be reached it says
so, and fails only where PLACEWRIGHT_REQUIRE names `audit`; `all` means every test, which needs nobody else's service.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tomllib
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SERVICE = "https://api.osv.dev"
LONGEST_ACCEPTED = 180
"""Days for which an advisory may be accepted at a time."""

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_AT_ONCE = 500
_PATIENCE = 20

Ask = Callable[[str, "Mapping[str, Any] | None"], Any]
"""Asks the service at a path, with what is posted, and gives its answer."""


@dataclass(frozen=True, slots=True, order=True)
class Pin:
    """A package in exactly one version, by its normalised name."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


@dataclass(frozen=True, slots=True)
class Advisory:
    """What is known against a pinned package; `ids` holds every name of the advisory."""

    pin: Pin
    ids: tuple[str, ...]
    summary: str
    mended_in: tuple[str, ...]

    def __str__(self) -> str:
        mended = f"mended in {', '.join(self.mended_in)}" if self.mended_in else "not mended yet"
        return f"{self.pin}: {' = '.join(self.ids)}: {self.summary or 'no summary'} ({mended})"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An advisory that somebody judged not to matter here, until a day."""

    id: str
    package: str
    reason: str
    until: date


def pins(texts: Iterable[str]) -> list[Pin]:
    """The pinned packages of locks, each once."""
    found = {
        Pin(re.sub(r"[-_.]+", "-", name).lower(), version) for text in texts for name, version in _PIN.findall(text)
    }
    return sorted(found)


def accepted(text: str, *, today: date) -> list[Accepted]:
    """The advisories that are accepted.

    Raises:
        ValueError: one has no reason, or is accepted for longer than may be.
    """
    found = [Accepted(**one) for one in tomllib.loads(text).get("accepted", [])]
    for one in found:
        if not one.reason.strip():
            raise ValueError(f"{one.id} is accepted without a reason. Say why it does not matter here.")
        if (one.until - today).days > LONGEST_ACCEPTED:
            raise ValueError(f"{one.id} is accepted until {one.until}. At most {LONGEST_ACCEPTED} days at a time.")
    return found


def advisories(wanted: list[Pin], ask: Ask) -> list[Advisory]:
    """What the service knows against the packages; advisories that were withdrawn are left out."""
    found: list[Advisory] = []
    known: dict[str, Mapping[str, Any]] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        queries = [_query(pin) for pin in wanted[first : first + _AT_ONCE]]
        for pin, ids in zip(wanted[first:], _ids(queries, ask), strict=False):
            for one in ids:
                about = known.setdefault(one, {}) or ask(f"/v1/vulns/{one}", None)
                known[one] = about
                if not about.get("withdrawn"):
                    found.append(_advisory(pin, about))
    return _each_once(found)


def judged(found: list[Advisory], known: list[Accepted], *, today: date) -> tuple[list[str], list[str]]:
    """What stops, and what is worth a word: accepted advisories, and acceptances of what is not there any more."""
    stops, notes, used = [], [], set()
    for one in found:
        match = next((a for a in known if a.package == one.pin.name and a.id in one.ids), None)
        if match is None:
            stops.append(str(one))
            continue
        used.add(match)
        if match.until < today:
            stops.append(f"{one}. It was accepted until {match.until}: {match.reason}")
        else:
            notes.append(f"{one}. Accepted until {match.until}: {match.reason}")
    notes += [
        f"{one.id} is accepted, but names no pinned package any more. Remove it." for one in known if one not in used
    ]
    return stops, notes


def main(arguments: list[str]) -> int:
    """Say what was found; 1 where something stops."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--service", default=SERVICE, help="another service with the interface of OSV")
    service = parser.parse_args(arguments).service
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    wanted = pins(lock.read_text(encoding="utf-8") for lock in locks)
    today = datetime.now(tz=UTC).date()
    text = (ROOT / "requirements" / "accepted-advisories.toml").read_text(encoding="utf-8")
    try:
        known = accepted(text, today=today)
    except (ValueError, TypeError) as error:
        _say(f"AUDIT: requirements/accepted-advisories.toml: {error}")
        return 1
    try:
        found = advisories(wanted, _asking(service))
    except (OSError, ValueError, KeyError) as error:  # a proxy may answer in the service's place, with a page
        return _unreachable(service, error)
    stops, notes = judged(found, known, today=today)
    for line in notes:
        _say(f"audit: {line}")
    for line in stops:
        _say(f"AUDIT: {line}")
    _say(f"audit: {len(wanted)} pinned packages asked for, {len(stops)} to be mended, {len(notes)} noted.")
    return 1 if stops else 0


def _query(pin: Pin) -> dict[str, Any]:
    return {"package": {"name": pin.name, "ecosystem": "PyPI"}, "version": pin.version}


def _ids(queries: list[dict[str, Any]], ask: Ask) -> list[list[str]]:
    """The advisories on each query; the service gives long lists in pieces."""
    found: list[list[str]] = [[] for _ in queries]
    waiting = dict(enumerate(queries))
    while waiting:
        places = list(waiting)
        results = ask("/v1/querybatch", {"queries": [waiting[place] for place in places]})["results"]
        following = {}
        for place, result in zip(places, results, strict=True):
            found[place] += [one["id"] for one in (result or {}).get("vulns", [])]
            if token := (result or {}).get("next_page_token"):
                following[place] = waiting[place] | {"page_token": token}
        waiting = following
    return found


def _advisory(pin: Pin, about: Mapping[str, Any]) -> Advisory:
    mended = {
        event["fixed"]
        for affected in about.get("affected", [])
        if affected.get("package", {}).get("ecosystem") == "PyPI"
        for span in affected.get("ranges", [])
        if span.get("type") == "ECOSYSTEM"
        for event in span.get("events", [])
        if "fixed" in event
    }
    ids = (about["id"], *sorted(set(about.get("aliases", [])) - {about["id"]}))
    return Advisory(pin, ids, about.get("summary", "").strip(), tuple(sorted(mended)))


def _each_once(found: list[Advisory]) -> list[Advisory]:
    """The same advisory is published under several names, each of which lists the others."""
    kept: list[Advisory] = []
    for one in found:
        if not any(one.pin == other.pin and set(one.ids) & set(other.ids) for other in kept):
            kept.append(one)
    return kept


def _asking(service: str) -> Ask:
    def ask(path: str, posted: Mapping[str, Any] | None) -> Any:
        body = None if posted is None else json.dumps(posted).encode()
        request = urllib.request.Request(service + path, data=body, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
            return json.load(answer)

    return ask


def _unreachable(service: str, error: Exception) -> int:
    _say("!" * 100)
    _say(f"AUDIT NOT DONE: {service} could not be reached or gave no answer of its kind ({error}).")
    _say("Whether an advisory names a pinned package is not known. Run `make audit` where there is a network.")
    _say("!" * 100)
    return 1 if "audit" in os.environ.get("PLACEWRIGHT_REQUIRE", "").split(",") else 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
