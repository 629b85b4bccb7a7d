"""Public pages under load: gunicorn and PostgreSQL on this machine, asked over the loopback without a pause.

Usage: python tools/with_postgresql.py --durable python -m benchmarks.web_load [--seconds 20] [--connections 16]

It takes over and builds the pilot, starts the server as in production, and asks for a mix of public pages over
connections that are kept open: the front page, chapters, the ledger, indicators, places and the explorer's entry. The
goal is 200 pages a second with 95 of 100 answers under 300 ms and no error. It never fails a build.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "PLACEWRIGHT_TEST_DATABASE"
GOAL = (200.0, 0.300)
HOST = "127.0.0.1"
_LONGEST_START = 300
_SHARES = (("front page", 20), ("chapters", 25), ("ledger", 15), ("indicators", 20), ("places", 10), ("explorer", 10))


@dataclass(slots=True)
class Answers:
    """How long each answer took in seconds, by kind of page, and what was no page."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    varying: set[str] = field(default_factory=set)

    def add(self, kind: str, seconds: float) -> None:
        """Note a page."""
        self.seconds.setdefault(kind, []).append(seconds)


def addresses(site: Path) -> dict[str, list[str]]:
    """The pages of a built site that visitors look at, by kind."""

    def pages(folder: str) -> list[str]:
        return sorted(f"/{path.relative_to(site).as_posix()}" for path in (site / folder).glob("*.html"))

    return {
        "front page": ["/"],
        "chapters": pages("strategy"),
        "ledger": pages("ledger") or ["/ledger.html"],
        "indicators": pages("indicators"),
        "places": pages("places"),
        "explorer": ["/explore/"],
    }


def ask(port: int, pages: dict[str, list[str]], *, until: float, seed: int, answers: Answers) -> None:
    """Ask for one page after the other over one connection."""
    rng = random.Random(seed)
    kinds, shares = zip(*((kind, share) for kind, share in _SHARES if pages[kind]), strict=True)
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    while time.monotonic() < until:
        kind = rng.choices(kinds, shares)[0]
        address = rng.choice(pages[kind])
        began = time.monotonic()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            answers.errors[f"{type(error).__name__} at {address}"] += 1
            connection.close()
            continue
        if answer.status != 200:
            answers.errors[f"{answer.status} at {address}"] += 1
            continue
        answers.add(kind, time.monotonic() - began)
        if "cookie" in (answer.headers.get("Vary") or "").lower():
            answers.varying.add(kind)


def load(port: int, site: Path, *, seconds: float, connections: int) -> Answers:
    """Ask over many connections at once for a while."""
    answers, until = Answers(), time.monotonic() + seconds
    pages = addresses(site)
    threads = [
        threading.Thread(target=ask, args=(port, pages), kwargs={"until": until, "seed": at, "answers": answers})
        for at in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def report(answers: Answers, *, seconds: float) -> None:
    """Print a line for each kind of page and one for all."""
    print(f"{'pages':12} {'a second':>9} {'median ms':>10} {'p95 ms':>8} {'worst ms':>9}")
    everything = [one for listed in answers.seconds.values() for one in listed]
    for kind, listed in [*answers.seconds.items(), ("all", everything)]:
        middle, high = np.percentile(listed, (50, 95)) * 1000
        print(f"{kind:12} {len(listed) / seconds:9.1f} {middle:10.1f} {high:8.1f} {max(listed) * 1000:9.1f}")
    rate, p95 = len(everything) / seconds, float(np.percentile(everything, 95))
    is_met = rate >= GOAL[0] and p95 <= GOAL[1] and not answers.errors
    print(f"errors: {sum(answers.errors.values())} {dict(answers.errors.most_common(3)) or ''}")
    print(f"pages that vary by cookie: {', '.join(sorted(answers.varying)) or 'none'}")
    print(f"goal of 200 pages a second, p95 under 300 ms, no error: {'met' if is_met else 'NOT met'}")


def main(argv: Sequence[str]) -> int:
    """Serve, ask, report; 1 only where it could not be measured."""
    parser = argparse.ArgumentParser(prog="web_load", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20, help="how long pages are asked for (20)")
    parser.add_argument("--connections", type=int, default=16, help="how many ask at once (16)")
    parser.add_argument("--data", type=Path, help="a data folder that is served already as the pilot")
    given = parser.parse_args(argv)
    data = given.data or Path(tempfile.mkdtemp(prefix="placewright-load-"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLACEWRIGHT_")}
    if database := os.environ.get(DATABASE):
        environment["PLACEWRIGHT_DATABASE_URL"] = database
    print(f"{'PostgreSQL' if database else 'the embedded database'}, {os.cpu_count()} cores", flush=True)
    command = [sys.executable, "-m", "placewright.cli.main", "serve", str(ROOT / "places" / "hertfordshire")]
    command += ["--data", str(data), "--port", "23900"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        found = re.search(r":(\d+)/", line)
        if found is None:
            print("The server did not start.", file=sys.stderr)
            return 1
        port = int(found[1])
        site = max((data / "builds").iterdir(), key=lambda path: int(path.name)) / "out" / "site"
        _wait(port)
        load(port, site, seconds=3, connections=4)
        report(load(port, site, seconds=given.seconds, connections=given.connections), seconds=given.seconds)
    finally:
        server.terminate()
        server.wait(timeout=30)
        if given.data is None:
            shutil.rmtree(data, ignore_errors=True)
    return 0


def _wait(port: int) -> None:
    until = time.monotonic() + _LONGEST_START
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
