"""What stands out in the evidence that the public sees, found once for each build and kept beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from placewright.analysis.signals import Signal, SignalKind
from placewright.core.files import write_text
from placewright.core.said import from_plain, plain
from placewright.web.strategy.bench import bench
from placewright.web.strategy.building import shown_build

FILE = "signals.json"


def signals_now() -> tuple[Signal, ...]:
    """What stands out, the strongest first; nothing before the first build."""
    build = shown_build()
    return _signals(build.folder / FILE) if build else ()


def key_of_signal(signal: Signal) -> str:
    """What names a signal among those of a build."""
    return "|".join((signal.indicator, signal.place, signal.dimensions, str(signal.kind)))


@lru_cache(maxsize=2)
def _signals(path: Path) -> tuple[Signal, ...]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return tuple(
            Signal(**(item | {"kind": SignalKind(item["kind"]), "said": from_plain(item["said"])})) for item in held
        )
    except (OSError, ValueError, TypeError, KeyError):
        built = bench()
        found = built.signals if built else ()
        write_text(path, json.dumps([_plain(signal) for signal in found], ensure_ascii=False))
        return found


def _plain(signal: Signal) -> dict[str, object]:
    """The signal as JSON values: why it stands out is kept in no language."""
    return {**asdict(signal), "said": plain(signal.said)}
