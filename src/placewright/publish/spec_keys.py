"""The key of a chart told from its specification, for pages that have the drawing but not the view behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from placewright.publish.chart_parts import Key
from placewright.publish.theme import ROLE_DASH


def line_keys(spec: Mapping[str, Any]) -> tuple[Key, ...]:
    """The lines of a chart whose names stand at their ends, which a narrow screen leaves out; empty for one line."""
    named = [layer for layer in spec.get("layer", ()) if layer.get("name") == "end-labels"]
    values = [value for layer in named for value in layer["data"]["values"]]
    keys = tuple(_line(value["n"], str(value["c"]).removeprefix("@")) for value in values)
    return keys if len(keys) > 1 else ()


def part_keys(spec: Mapping[str, Any]) -> tuple[Key, ...]:
    """The parts of stacked bars, with the mark of their total where there is one; empty for plain bars."""
    scales = {id(scale): scale for scale in _scales(spec)}
    found = next((scale for scale in scales.values() if scale.get("range")), None)
    if found is None:
        return ()
    tones = [str(tone).removeprefix("@") for tone in found["range"]]
    keys = tuple(Key(str(part), tone, "block") for part, tone in zip(found["domain"], tones, strict=False))
    has_total = any(_mark(layer) == "point" for layer in spec.get("layer", ()))
    return (*keys, Key("Total", "ink", "diamond")) if has_total else keys


def _line(name: str, tone: str) -> Key:
    return Key(name, tone, "line", " ".join(str(part) for part in ROLE_DASH.get(tone, ())))


def _scales(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for layer in spec.get("layer", ()):
        if _mark(layer) != "bar":
            continue
        for channel in ("color", "fill"):
            scale = layer.get("encoding", {}).get(channel, {}).get("scale")
            if isinstance(scale, Mapping) and scale.get("domain"):
                yield scale


def _mark(layer: Mapping[str, Any]) -> str:
    mark = layer.get("mark", "")
    return str(mark.get("type", "")) if isinstance(mark, Mapping) else str(mark)
