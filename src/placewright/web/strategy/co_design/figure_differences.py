"""The figures that differ between two states of a strategy: before, after, by how much, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from placewright.ledger.editions import Change, What
from placewright.publish import formats
from placewright.publish.views import Reading

Claims = Mapping[str, Mapping[str, Any]]
"""The claims of a state by id, as `claims.json` has them."""

_DEFINITION = ("origin", "as", "place", "unit")
"""What of a figure its author writes; a figure for which one of these differs was edited."""


class Why(models.TextChoices):
    """Why a figure differs."""

    NEW_CLAIM = "new claim", _("The claim is new")
    CLAIM_GONE = "claim taken out", _("The claim was taken out")
    EDITED = "claim edited", _("The claim was edited")
    PERIOD = "another period", _("It is of another period")
    REVISED = "data revised", _("The data were revised")
    TESTS = "tests edited", _("The claim's tests were edited")
    OTHERS = "other figures", _("The figure is the same: the verdict follows from others of the claim")


@dataclass(frozen=True, slots=True)
class FigureSide:
    """A figure on one side: as it is printed, with its interval, and the verdict on its claim."""

    text: str
    interval: str
    verdict: str
    period: str = ""


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """A figure of a claim that differs, or whose claim has another verdict.

    `change` is how much it rose or fell, empty where both sides cannot be compared as numbers.
    """

    claim: str
    title: str
    figure: str
    before: FigureSide | None
    after: FigureSide | None
    change: str
    why: Why


def figure_differences(found: Sequence[Change], old: Claims, new: Claims) -> Iterator[FigureDifference]:
    """Each figure that differs, and each of a claim whose verdict does."""
    wanted: dict[tuple[str, str], None] = {}
    for change in found:
        claim, _dot, figure = change.name.partition(".")
        if change.what is What.FIGURE:
            wanted[claim, figure] = None
        elif change.what is What.VERDICT:
            wanted |= dict.fromkeys((claim, name) for name in (*_figures(old.get(claim)), *_figures(new.get(claim))))
    for claim, figure in wanted:
        mine, theirs = old.get(claim), new.get(claim)
        before, after = _figures(mine).get(figure), _figures(theirs).get(figure)
        yield FigureDifference(
            claim,
            (theirs or mine or {}).get("title") or claim,
            figure,
            _side(mine, before),
            _side(theirs, after),
            _change(before, after),
            _why(mine, theirs, figure),
        )


def _why(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, name: str) -> Why:
    if old is None or new is None:
        return Why.NEW_CLAIM if old is None else Why.CLAIM_GONE
    before, after = _figures(old).get(name), _figures(new).get(name)
    if before is None or after is None or any(before.get(key) != after.get(key) for key in _DEFINITION):
        return Why.EDITED
    if before.get("period") != after.get("period"):
        return Why.PERIOD
    if _cells(before) != _cells(after) or before.get("value") != after.get("value"):
        return Why.REVISED
    if before.get("text") != after.get("text"):
        return Why.EDITED
    return Why.OTHERS if _tests(old) == _tests(new) else Why.TESTS


def _change(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """How much the value rose or fell, where both are numbers of one unit, with the decimals that are printed."""
    if before is None or after is None or before.get("unit") != after.get("unit") or before["text"] == after["text"]:
        return ""
    old, new = before.get("value"), after.get("value")
    if not isinstance(old, int | float) or not isinstance(new, int | float) or "unit" not in after:
        return ""
    unit = {"%": "percentage points"}.get(after["unit"], after["unit"])
    printed = max(_decimals(before["text"]), _decimals(after["text"]))
    return formats.signed(Reading(float(new) - float(old), unit, decimals=printed))


def _decimals(text: str) -> int:
    found = re.search(r"\d\.(\d+)", text)
    return len(found[1]) if found else 0


def _figures(claim: Mapping[str, Any] | None) -> Mapping[str, Mapping[str, Any]]:
    return {figure["name"]: figure for figure in claim["figures"]} if claim else {}


def _cells(figure: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    return sorted(
        (one.get("indicator"), one.get("place"), one.get("period"), one.get("fingerprint"))
        for one in figure.get("cells", ())
    )


def _tests(claim: Mapping[str, Any]) -> list[str]:
    return [test["test"] for test in claim.get("tests", ())]


def _side(claim: Mapping[str, Any] | None, figure: Mapping[str, Any] | None) -> FigureSide | None:
    if claim is None or figure is None:
        return None
    low, high = figure.get("low"), figure.get("high")
    interval = "" if low is None or high is None else _between(low, high, figure.get("error") or "")
    return FigureSide(
        figure.get("text") or gettext("not available"),
        interval,
        claim["verdict"],
        str(figure.get("period") or ""),
    )


def _between(low: float, high: float, error: str) -> str:
    words = gettext("%(low)s to %(high)s") % {"low": _short(low), "high": _short(high)}
    return f"{words} ({error})" if error else words


def _short(value: float) -> str:
    return f"{value:,.4g}" if abs(value) < 1_000 else f"{value:,.0f}"
