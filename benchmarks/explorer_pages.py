"""How long the server takes for each kind of view of the explorer: `python -m benchmarks.explorer_pages [ROUNDS]`.

The pilot's whole evidence is computed into a temporary folder and shown. Each kind of view is asked for at as many
indicators as there are rounds, so that most of them are new to the process, with nothing kept between requests but what
the application itself keeps; then the same addresses once more. Printed are the median and the 95th percentile of the
server's milliseconds, and the most queries of one page. Goals: 40 and 150 ms, 12 queries.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

_ROUNDS = 40
_PILOT = Path(__file__).resolve().parents[1] / "places" / "hertfordshire"
_WHERE = {
    "line": "place=E10000015&compare=region&compare=country&compare=kingdom&view=line",
    "line, 10 districts": "set=members&compare=country&view=line",
    "bars, 10 districts": "set=members&compare=country&view=bars",
    "bars, all districts": "set=districts&place=E07000243&view=bars",
    "map of districts": "view=map",
    "scatter, all districts": "place=E07000243&view=scatter&against=gva-per-hour",
    "table, 10 districts": "set=members&view=table",
    "table, all districts": "set=districts&view=table",
}


def main(rounds: int) -> None:
    """Compute, show, ask and print."""
    with tempfile.TemporaryDirectory(prefix="placewright-bench-") as folder:
        data = Path(folder)
        os.environ |= {"PLACEWRIGHT_DATA": folder, "PLACEWRIGHT_SECRET_KEY": "for a benchmark alone"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "placewright.web.config.settings"
        import django

        django.setup()
        _show(data)
        from placewright.web.config.warming import set_apart, warm

        warm()  # as a server does before the first visitor comes
        set_apart()
        print(f"{'':26} {'first: clock':>13} {'processor':>13} {'again: clock':>13} {'processor':>13}")
        print(f"{'view':26} {'p50    p95    ' * 4} {'kB':>6} {'queries':>8}")
        for name, paths in _asked(rounds):
            first, again = _measured(paths), _measured(paths)
            columns = (first.clock, first.processor, again.clock, again.processor)
            ms = " ".join(f"{p50:6.0f} {p95:6.0f}" for p50, p95 in (np.percentile(one, (50, 95)) for one in columns))
            print(f"{name:26} {ms} {max(first.sizes) / 1000:6.0f} {max(first.queries):8d}", flush=True)


def _show(data: Path) -> None:
    from django.conf import settings
    from django.core.management import call_command

    from placewright.build.checking import current_evidence
    from placewright.web.strategy.models import Build, BuildState, Evidence, Switch
    from placewright.workspace.folder import open_workspace

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0, interactive=False)
    build = Build.objects.create(evidence=Evidence.objects.create(digest="0" * 64), state=BuildState.READY)
    (build.folder / "out" / "site").mkdir(parents=True)
    (build.folder / "workspace").symlink_to(_PILOT)
    current_evidence(open_workspace(_PILOT), build.out, today=date(2026, 11, 23))
    Switch.objects.create(build=build)


def _asked(rounds: int) -> Iterator[tuple[str, list[str]]]:
    from placewright.web.explorer.evidence_shown import evidence_shown

    evidence = evidence_shown()
    assert evidence is not None
    names = [name for name in evidence.indicators if "" in evidence.figures.members(name)]
    step = max(1, len(names) // rounds)
    chosen = names[::step][:rounds]
    for kind, where in _WHERE.items():
        yield kind, [f"/explore/?indicator={name}&{where}" for name in chosen]
    small = ["lsoa", *(f"lsoa-{code}" for code in evidence.world.members)]
    at = "/explore/?indicator=neighbourhood-deprivation&view=map&area="
    yield "map of small areas", [at + small[number % len(small)] for number in range(rounds)]
    places = [code for _, code in evidence.named]
    yield "place", [f"/explore/place/{code}/" for code in places[:: max(1, len(places) // rounds)][:rounds]]
    words = ["pay", "housing", "Stevenage", "productivity", "skills", "E07000243", "busness", "gva per hour"]
    yield "search", [f"/search/?q={words[number % len(words)]}" for number in range(rounds)]


@dataclass(slots=True)
class _Measured:
    """What each page took, in milliseconds by the clock and of the processor, its bytes and its queries."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)


def _measured(paths: list[str]) -> _Measured:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, found = Client(), _Measured()
    for path in paths:
        with CaptureQueriesContext(connection) as asked:
            start, spent = time.perf_counter(), time.process_time()
            answer = client.get(path)
            found.processor.append(1000 * (time.process_time() - spent))
            found.clock.append(1000 * (time.perf_counter() - start))
        assert answer.status_code == 200, (path, answer.status_code)
        found.sizes.append(len(answer.content))
        found.queries.append(len(asked))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
