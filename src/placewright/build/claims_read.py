"""The claims as a build's file of claims has them, read back with their verdicts and what their figures print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from placewright.core.quantities import ErrorKind, Status
from placewright.places import registry
from placewright.records.verdict import ClaimResult, FigureResult, Verdict

CLAIMS = "claims.json"


def claims_read(path: Path) -> dict[str, ClaimResult]:
    """The claims by id; none where there is no such file or it cannot be read."""
    try:
        return {item["id"]: _claim(item) for item in json.loads(path.read_text(encoding="utf-8"))["claims"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _claim(item: Mapping[str, Any]) -> ClaimResult:
    figures = {figure["name"]: _figure(figure) for figure in item["figures"]}
    return ClaimResult(item["id"], item["text"], Verdict(item["verdict"]), (), figures)


def _figure(item: Mapping[str, Any]) -> FigureResult:
    place, period = item.get("place", ""), str(item.get("period", ""))
    return FigureResult(
        name=item["name"],
        text=item["text"],
        value=item.get("value"),
        low=item.get("low"),
        high=item.get("high"),
        error=ErrorKind.UNKNOWN,
        unit=item.get("unit", ""),
        status=Status(item["status"]),
        origin=item.get("origin", ""),
        place=place,
        place_name=registry().name(place) if registry().is_known(place) else "",
        period=period,
        period_label=period,
        datasets=tuple(item.get("datasets", ())),
        caveats=tuple(item.get("caveats", ())),
    )
