"""Traces of records as pages show them: for the team from what is live now, for the public from the build it sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from placewright.analysis.results import result_definitions
from placewright.build.chains import Chain
from placewright.build.claims_read import claims_read
from placewright.build.trace_pictures import trace_view
from placewright.evidence.catalogue import packaged_indicators, read_indicators
from placewright.publish.diagrams import trace_picture
from placewright.publish.document import Picture
from placewright.publish.inline_svg import inline_svg
from placewright.publish.views_diagrams import TraceNode, TraceView
from placewright.records.caveat import Caveat, caveats_by_id, read_caveats
from placewright.records.indicator import Indicator
from placewright.records.verdict import ClaimResult
from placewright.web.strategy.bench import judged_now
from placewright.web.strategy.current import Shown, shown
from placewright.workspace.authored import Authored

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
    "place": "/explore/place/{}/",
}


@dataclass(frozen=True, slots=True)
class Traced:
    """A trace ready for a page: the picture with links, the things in it, and of a caveat or place what it is."""

    view: TraceView
    picture: Picture
    svg: SafeString
    page: str
    words: tuple[str, ...] = ()

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
    chain = _chain(now, judged.authored, judged.results)
    view = trace_view(chain, reference, judged.results, href=href)
    return _traced(view, chain.words(reference), themed=False)


def public_trace(reference: str, *, href: Callable[[str], str]) -> Traced | None:
    """The trace of a record as the public sees it; None before the first build.

    Raises:
        UnknownRecord: there is no such record.
    """
    now = shown()
    if now is None:
        return None
    results = _results(now)
    chain = _chain(now, now.world.authored, results)
    return _traced(trace_view(chain, reference, results, href=href), chain.words(reference), themed=True)


def _chain(now: Shown, authored: Authored, results: Mapping[str, ClaimResult]) -> Chain:
    indicators = _indicators(now.number, now.workspace.folder)
    caveats = _caveats(now.number, now.workspace.folder)
    return Chain(now.workspace, authored, indicators, result_definitions(), caveats=caveats, told=results)


def _traced(view: TraceView, words: tuple[str, ...], *, themed: bool) -> Traced:
    picture = trace_picture(view)
    inlined = inline_svg(picture.svg, "trace") if themed else None
    svg = str(inlined) if inlined else _hidden(picture.svg)
    kind, _, id = view.id.partition(":")
    page = _PAGES.get(kind, "").format(id)
    return Traced(view, picture, mark_safe(svg), page, words)  # noqa: S308 - our own drawing, its words escaped


def _hidden(svg: str) -> str:
    """The picture for a page whose list says the same to those who listen."""
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


@lru_cache(maxsize=2)
def _indicators(number: int, folder: Path) -> dict[str, Indicator]:
    return {**packaged_indicators(), **read_indicators(folder / "indicators")}


@lru_cache(maxsize=2)
def _caveats(number: int, folder: Path) -> dict[str, Caveat]:
    return caveats_by_id(read_caveats(folder / "caveats"))


def _results(now: Shown) -> dict[str, ClaimResult]:
    return _claims_of(now.number, now.out / "claims.json")


@lru_cache(maxsize=2)
def _claims_of(number: int, path: Path) -> dict[str, ClaimResult]:
    """The claims of a build, read once."""
    return claims_read(path)
