"""Runs one piece of work, ours or a peer's, in a process of its own; measures it and compares the answers.

A module `bench_*.py` of this folder has a list `BENCHES`. A bench prepares its data (not measured), then does the work.
Each side runs in a fresh process, so that neither sees the other's imports, memory or warm caches. What is measured:

- seconds: the best of `repeats` runs after `warm_ups` unmeasured ones (for packages that compile at first use);
- first: the seconds of the very first run, where there were warm-ups: what a user waits for in each new process;
- memory: the most that the process held at any time, data and imports included.

A peer that is not installed, fails or takes too long is a row that says so. Nothing here fails a build.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

Answer = Mapping[str, np.ndarray]
"""What a side found, by name: arrays, so that they can be handed from process to process and compared."""

Work = Callable[[Any], Answer]

OURS = "ours"
LONGEST_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Peer:
    """A package that does the same work; `needs` are the modules it takes.

    `convert` turns the data into the form it wants, and `read` what it found into an answer; neither is measured.
    Where the whole work would take too long `work` does a part of it and `whole` says how many times that the whole is:
    its seconds are multiplied by it, and the table says so.
    """

    name: str
    work: Callable[[Any], Any]
    needs: tuple[str, ...]
    convert: Callable[[Any], Any] = lambda data: data
    read: Callable[[Any], Answer] = lambda found: found
    warm_ups: int = 0
    repeats: int = 1
    whole: float = 1


@dataclass(frozen=True, slots=True)
class Bench:
    """One piece of work: its data, our way, the peers' ways, the goal, and how to say whether the answers agree.

    `goal` is how many times faster than each peer we mean to be. `agree` gets our answer and a peer's. `repeats` and
    `warm_ups` are of our own runs; where peers are warmed up ours is too, so that first runs stand beside first runs.
    """

    work: str
    prepare: Callable[[], Any]
    ours: Work
    peers: tuple[Peer, ...]
    goal: float
    agree: Callable[[Answer, Answer], str]
    repeats: int = 3
    goal_note: str = ""
    warm_ups: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """What one side took and found, or why it did not."""

    seconds: float = float("nan")
    first_seconds: float | None = None
    mebibytes: float = float("nan")
    answer: Answer | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a bench beside one peer."""

    work: str
    ours: str
    peer: str
    ratio: str
    goal: str
    agreement: str


def rows_of(module: str, index: int, bench: Bench) -> Iterator[Row]:
    """Runs both sides of a bench, ours once and each peer, and yields a row for each peer."""
    ours = _run_apart(module, index, OURS)
    for number, peer in enumerate(bench.peers):
        missing = [name for name in peer.needs if importlib.util.find_spec(name) is None]
        theirs = Measured(trouble="not installed") if missing else _run_apart(module, index, str(number))
        yield _row(bench, ours, peer, theirs)


def largest_difference(*names: str) -> Callable[[Answer, Answer], str]:
    """An agreement: the largest absolute difference of the named arrays, or that their shapes or gaps differ."""

    def agree(ours: Answer, theirs: Answer) -> str:
        worst = 0.0
        for name in names or ours:
            one, other = np.asarray(ours[name], dtype=float), np.asarray(theirs[name], dtype=float)
            if one.shape != other.shape:
                return f"NO: {name} {one.shape} against {other.shape}"
            if (np.isnan(one) != np.isnan(other)).any():
                return f"NO: {name} is missing in different places"
            if one.size:
                worst = max(worst, float(np.nanmax(np.abs(one - other), initial=0)))
        return f"largest difference {worst:.1e}"

    return agree


def print_table(rows: Iterable[Row]) -> None:
    """Prints rows as they come, since some take minutes."""
    widths = (53, 32, 52, 6, 5, 0)
    heads = Row("work", "ours", "peer", "ratio", "goal", "agreement")
    for row in chain([heads], rows):
        cells = (row.work, row.ours, row.peer, row.ratio, row.goal, row.agreement)
        line = " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        print(line.rstrip(), flush=True)


def _row(bench: Bench, ours: Measured, peer: Peer, theirs: Measured) -> Row:
    seconds = theirs.seconds * peer.whole
    ratio = seconds / ours.seconds
    agreement = ""
    if ours.answer is not None and theirs.answer is not None:
        try:
            agreement = bench.agree(ours.answer, theirs.answer)
        except Exception as error:
            agreement = f"not compared: {type(error).__name__}: {error}"
    note = f" (from 1/{peer.whole:.0f} of the work)" if peer.whole != 1 else ""
    return Row(
        work=bench.work,
        ours=ours.trouble or _cost(ours.seconds, ours),
        peer=f"{peer.name}: {theirs.trouble or _cost(seconds, theirs) + note}",
        ratio="" if np.isnan(ratio) else f"{ratio:,.1f}" if ratio < 100 else f"{ratio:,.0f}",
        goal=f"{bench.goal:g}{bench.goal_note}",
        agreement=agreement,
    )


def _cost(seconds: float, measured: Measured) -> str:
    first = f", first {_figures(measured.first_seconds)} s" if measured.first_seconds is not None else ""
    return f"{_figures(seconds)} s{first}, {measured.mebibytes:.0f} MiB"


def _figures(seconds: float) -> str:
    digits = 0 if seconds >= 100 else 1 if seconds >= 10 else 2 if seconds >= 1 else 3
    return f"{seconds:.{digits}f}"


def _run_apart(module: str, index: int, side: str) -> Measured:
    """Runs one side in a fresh process and reads what it measured."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.npz"
        command = [sys.executable, "-m", "benchmarks.harness", module, str(index), side, str(answer)]
        root = Path(__file__).resolve().parent.parent
        try:
            done = subprocess.run(
                command, cwd=root, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return Measured(trouble=f"stopped after {LONGEST_SECONDS} s")
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
            return Measured(trouble=f"failed: {last[0][:120]}")
        figures = json.loads(done.stdout.strip().splitlines()[-1])
        with np.load(answer) as arrays:
            return Measured(answer=dict(arrays), **figures)


def _run_here(module: str, index: int, side: str, answer: Path) -> None:
    """What the fresh process does: prepare, warm up, measure, leave the answer in a file, print the figures."""
    bench: Bench = importlib.import_module(f"benchmarks.{module}").BENCHES[index]
    peer = None if side == OURS else bench.peers[int(side)]
    if peer is None:
        peer = Peer(OURS, bench.ours, needs=(), repeats=bench.repeats, warm_ups=bench.warm_ups)
    seconds: list[float] = []
    found: Any = None
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = peer.convert(bench.prepare())
        for _ in range(peer.warm_ups + peer.repeats):
            start = time.perf_counter()
            found = peer.work(data)
            seconds.append(time.perf_counter() - start)
        arrays = {name: np.asarray(array) for name, array in peer.read(found).items()}
    np.savez(answer, **arrays)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    first = seconds[0] if peer.warm_ups else None
    print(json.dumps({"seconds": min(seconds[peer.warm_ups :]), "first_seconds": first, "mebibytes": peak}))


if __name__ == "__main__":
    _run_here(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
