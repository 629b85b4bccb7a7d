"""claims.json: every claim with its verdict, marks and figures, for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from placewright.build.judging import Judged
from placewright.ledger.caveat_pins import caveat_pins
from placewright.records.caveat import Caveat
from placewright.records.verdict import CellRef, ClaimResult, FigureResult


def claims_file(judged: Judged, caveats: Iterable[Caveat] = ()) -> bytes:
    """The claims as JSON, in the order of their ids, and the caveats; values at twelve significant digits.

    `caveats` holds the words of each by its id, and each figure that rests on it by `id.claim.figure`, as editions do.
    """
    claims = [_claim(judged, id, result) for id, result in sorted(judged.results.items())]
    pins = caveat_pins(caveats, judged.results)
    content = {"workspace": judged.context.area_name, "claims": claims, "caveats": dict(pins.words)}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _claim(judged: Judged, id: str, result: ClaimResult) -> dict[str, Any]:
    claim = judged.authored.claims[id]
    return {
        "id": id,
        "title": claim.title,
        "stance": str(claim.stance),
        "foundation": str(claim.foundation),
        "text": result.text,
        "verdict": str(result.verdict),
        "marks": [str(mark) for mark in result.marks],
        "why": str(result.why),
        "tests": [{"test": test.words, "verdict": str(test.verdict)} for test in result.tests],
        "figures": [_figure(figure) for figure in result.figures.values()],
        "evidence": result.evidence,
    }


def _figure(figure: FigureResult) -> dict[str, Any]:
    known = {
        "name": figure.name,
        "text": figure.text,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "error": str(figure.error) if figure.low is not None else None,
        "unit": figure.unit,
        "as": figure.as_,
        "from": figure.from_period or None,
        "period": figure.period,
        "place": figure.place,
        "status": str(figure.status),
        "of": figure.of,
        "without": _number(figure.without),
        "origin": figure.origin,
        "datasets": list(figure.datasets),
        "caveats": list(figure.caveats),
        "cells": [_cell(cell) for cell in figure.cells],
    }
    return {name: value for name, value in known.items() if value not in (None, [])}


def _cell(cell: CellRef) -> dict[str, str]:
    content = {
        "indicator": cell.indicator,
        "dimensions": cell.dimensions,
        "place": cell.place,
        "period": cell.period,
        "fingerprint": cell.fingerprint,
    }
    return {name: value for name, value in content.items() if value}


def _number(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.12g}")
