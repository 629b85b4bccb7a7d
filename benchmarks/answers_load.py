"""Sending in answers under load: gunicorn and PostgreSQL on this machine, a page of ten questions over the loopback.

Usage: python tools/with_postgresql.py --durable python -m benchmarks.answers_load [--seconds 20] [--connections 24]

What is measured is the request that makes a response: the POST of a page of ten questions with the sum against machines
done beforehand, from as many network addresses as there are people, over connections that are kept open; page views are
left out. The goal is 150 a second with 95 of 100 answers under 500 ms, no error, and one row for each. It never fails a
build.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from free_ports import HOST, free_port  # noqa: E402
from kill_answers import MAKE  # noqa: E402 - tools are no package
from kill_test import Installation, below, served  # noqa: E402
from ten_questions import FIRST, ONE, SECOND  # noqa: E402

GOAL = (150.0, 0.500)
_CSRF = "k" * 32
_PATH = f"/have-your-say/{ONE}/answer/all/"
_FORMS = f"""
import sys, json
sys.path.insert(0, {str(ROOT / "tools")!r})
import ten_questions
print(json.dumps(ten_questions.ready_forms({{number}})))
"""


@dataclass(slots=True)
class Sent:
    """How long each answer took in seconds, and what was none."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


def send(port: int, forms: list[dict[str, str]], *, until: float, seed: int, sent: Sent) -> None:
    """Send one form in after the other over one connection."""
    rng = random.Random(seed)
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    while time.monotonic() < until and forms:
        form = forms.pop()
        body = urlencode({**FIRST, **SECOND, "proof": form["proof"], "csrfmiddlewaretoken": _CSRF})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"say-{ONE}={form['cookie']}; csrftoken={_CSRF}",
            "X-Forwarded-For": f"10.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(256)}",
            "User-Agent": "Mozilla/5.0 (a browser that does not exist)",
        }
        began = time.monotonic()
        try:
            connection.request("POST", _PATH, body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            sent.errors[type(error).__name__] += 1
            connection.close()
            continue
        if answer.status != 302 or not (answer.headers["Location"] or "").endswith("/done/"):
            sent.errors[f"{answer.status} {answer.headers['Location'] or ''}"] += 1
            continue
        sent.seconds.append(time.monotonic() - began)


def load(port: int, forms: list[dict[str, str]], *, seconds: float, connections: int) -> tuple[Sent, float]:
    """Send over many connections at once for a while; what came back, and how long it took."""
    sent, began = Sent(), time.monotonic()
    people = [
        threading.Thread(target=send, args=(port, forms), kwargs={"until": began + seconds, "seed": at, "sent": sent})
        for at in range(connections)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return sent, time.monotonic() - began


def main(argv: Sequence[str]) -> int:
    """Serve, send, report; 1 only where it could not be measured."""
    parser = argparse.ArgumentParser(prog="answers_load", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20, help="how long answers are sent in (20)")
    parser.add_argument("--connections", type=int, default=24, help="how many send at once (24)")
    given = parser.parse_args(argv)
    database = os.environ.get("PLACEWRIGHT_TEST_DATABASE", "")
    data = Path(tempfile.mkdtemp(prefix="placewright-load-"))
    here = Behind(data, free_port(), database)
    load_before = os.getloadavg()[0]
    print(f"{'PostgreSQL' if database else 'the embedded database'}, {os.cpu_count()} cores, load {load_before:.1f}")
    try:
        here.python(MAKE)
        number = int(given.seconds * 400) + 1_000
        forms = json.loads(here.python(_FORMS.format(number=number)).splitlines()[-1])
        with served(here) as server:
            load(here.port, forms, seconds=3, connections=8)
            used = _seconds_used(server.pid)
            before = int(str(here.rows("SELECT count(*) FROM engagement_response")[0][0]))
            sent, took = load(here.port, forms, seconds=given.seconds, connections=given.connections)
            used = _seconds_used(server.pid) - used
        states = {
            str(row[0]): row[1] for row in here.rows("SELECT state, count(*) FROM engagement_response GROUP BY 1")
        }
        after = int(str(here.rows("SELECT count(*) FROM engagement_response")[0][0]))
        _report(sent, took, rows=after - before, states=states, used=used)
    finally:
        shutil.rmtree(data, ignore_errors=True)
    return 0


class Behind(Installation):
    """An installation behind one proxy, so that each person has an address of their own."""

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        return super().environment | {"PLACEWRIGHT_PROXIES": "1"}


def _seconds_used(pid: int) -> float:
    """Processor seconds that a process and those below it have used."""
    ticks = os.sysconf("SC_CLK_TCK")
    used = 0
    for one in (pid, *below(pid)):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        used += int(fields[11]) + int(fields[12])
    return used / ticks


def _report(sent: Sent, took: float, *, rows: int, states: dict[str, object], used: float) -> None:
    if not sent.seconds:
        print(f"nothing was taken: {dict(sent.errors)}")
        return
    middle, high = np.percentile(sent.seconds, (50, 95))
    rate = len(sent.seconds) / took
    print(f"{rate:.1f} responses a second, median {middle * 1000:.0f} ms, p95 {high * 1000:.0f} ms")
    print(f"{len(sent.seconds)} acknowledged, {rows} rows; states {states}; errors {dict(sent.errors)}")
    print(f"{used / len(sent.seconds) * 1000:.1f} ms of the server's processor time each, PostgreSQL's apart")
    is_met = rate >= GOAL[0] and high <= GOAL[1] and not sent.errors and rows == len(sent.seconds)
    print(f"goal of 150 a second, p95 under 500 ms, one row each, no error: {'met' if is_met else 'NOT met'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
