"""Traces of records as pages show them: for the team from what is live now, for the public from the build it sees."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from placewright.analysis.results import result_definitions
from placewright.build.chains import Chain
from placewright.build.trace_pictures import trace_view
from placewright.core.quantities import ErrorKind, Status
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.places import registry
from placewright.publish.diagrams import trace_picture
from placewright.publish.document import Picture
from placewright.publish.inline_svg import inline_svg
from placewright.publish.views_diagrams import TraceNode, TraceView
from placewright.records.indicator import Indicator
from placewright.records.verdict import ClaimResult, FigureResult, Verdict
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.current import Shown, shown

_PAGES = {
    "claim": "/ledger/{}.html",
    "chapter": "/strategy/{}.html",
    "indicator": "/indicators/{}.html",
    "intervention": "/actions/{}.html",
    "priority": "/priorities.html#{}",
    "measure": "/measures.html",
    "funding": "/funds.html",
    "study": "/studies.html",
    "dataset": "/data.html",
}


@dataclass(frozen=True, slots=True)
class Traced:
    """A trace ready for a page: the picture, inline with links, and the things in it by column."""

    view: TraceView
    picture: Picture
    svg: SafeString
    page: str

    @property
    def groups(self) -> list[tuple[str, list[TraceNode]]]:
        """The things by their kind, in the order of the picture."""
        found: dict[str, list[TraceNode]] = {}
        for node in self.view.nodes:
            found.setdefault(node.kind, []).append(node)
        return list(found.items())


def team_trace(reference: str, *, href: Callable[[str], str]) -> Traced | None:
    """The trace of a record as the records are now; None before the first build.

    Raises:
        UnknownRecord: there is no such record.
    """
    now, judged = shown(), judged_now()
    if now is None or judged is None:
        return None
    chain = Chain(now.workspace, judged.authored, _indicators(now.number, now.workspace.folder), result_definitions())
    return _traced(trace_view(chain, reference, judged.results, href=href), themed=False)


def public_trace(reference: str, *, href: Callable[[str], str]) -> Traced | None:
    """The trace of a record as the public sees it; None before the first build.

    Raises:
        UnknownRecord: there is no such record.
    """
    now = shown()
    if now is None:
        return None
    indicators = _indicators(now.number, now.workspace.folder)
    chain = Chain(now.workspace, now.world.authored, indicators, result_definitions())
    return _traced(trace_view(chain, reference, _results(now), href=href), themed=True)


def _traced(view: TraceView, *, themed: bool) -> Traced:
    picture = trace_picture(view)
    inlined = inline_svg(picture.svg, "trace") if themed else None
    svg = str(inlined) if inlined else _hidden(picture.svg)
    kind, _, id = view.id.partition(":")
    page = _PAGES.get(kind, "").format(id)
    return Traced(view, picture, mark_safe(svg), page)  # noqa: S308 - our own drawing, its words escaped


def _hidden(svg: str) -> str:
    """The picture for a page whose list says the same to those who listen."""
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


@lru_cache(maxsize=2)
def _indicators(number: int, folder: Path) -> dict[str, Indicator]:
    return {**packaged_indicators(), **read_indicators(folder / "indicators")}


def _results(now: Shown) -> dict[str, ClaimResult]:
    return _claims_of(now.number, now.out / "claims.json")


@lru_cache(maxsize=2)
def _claims_of(number: int, path: Path) -> dict[str, ClaimResult]:
    """The claims of a build with their verdicts and what their figures print, as its file of claims has them."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))["claims"]
    except (OSError, ValueError, KeyError):
        return {}
    return {
        item["id"]: ClaimResult(
            item["id"],
            item["text"],
            Verdict(item["verdict"]),
            (),
            {figure["name"]: _figure(figure) for figure in item["figures"]},
        )
        for item in listed
    }


def _figure(item: Mapping[str, Any]) -> FigureResult:
    place, period = item.get("place", ""), str(item.get("period", ""))
    return FigureResult(
        name=item["name"],
        text=item["text"],
        value=item["value"],
        low=item.get("low"),
        high=item.get("high"),
        error=ErrorKind.UNKNOWN,
        unit=item["unit"],
        status=Status(item["status"]),
        origin=item["origin"],
        place=place,
        place_name=registry().name(place) if registry().is_known(place) else "",
        period=period,
        period_label=period,
    )
