"""The trace of a record as a picture: publishers, releases and figures on the left, what rests on them to the right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import urlsplit

from placewright.build.chains import Chain
from placewright.core.errors import did_you_mean
from placewright.core.periods import day_if_one
from placewright.core.words import gettext as _
from placewright.core.words import spoken
from placewright.ledger.chain import ChainNode
from placewright.ledger.link_reviews import UnknownRecord
from placewright.places import registry
from placewright.publish.views_diagrams import TraceLink, TraceNode, TraceView
from placewright.records.verdict import ClaimResult, FigureResult

_COLUMNS: Mapping[str, int] = {
    "publisher": 0,
    "dataset": 1,
    "study": 1,
    "caveat": 2,
    "indicator": 2,
    "result": 2,
    "finding": 2,
    "event": 2,
    "summary": 2,
    "place": 2,
    "figure": 3,
    "claim": 4,
    "funding": 4,
    "priority": 5,
    "chapter": 5,
    "choice": 5,
    "decision": 5,
    "intervention": 6,
    "alignment": 6,
    "programme": 7,
    "measure": 8,
    "checklist": 8,
    "edition": 8,
}
"""In which column a kind of thing stands, from publishers on the left to what is watched on the right."""

KINDS: Mapping[str, str] = spoken(
    {
        "publisher": "Publisher",
        "dataset": "Release",
        "study": "Study",
        "caveat": "Caveat",
        "indicator": "Indicator",
        "result": "Result of an analysis",
        "finding": "Finding",
        "event": "Event",
        "summary": "Summary",
        "place": "Place",
        "figure": "Figure",
        "claim": "Claim",
        "funding": "Funding stream",
        "priority": "Priority",
        "chapter": "Chapter",
        "choice": "Choice of priorities",
        "decision": "Decision",
        "intervention": "Action",
        "alignment": "Partner's strategy",
        "programme": "Programme",
        "measure": "Measure",
        "checklist": "Checklist",
        "edition": "Edition",
    }
)
"""What a kind of thing is called in the picture."""


class UnknownTrace(UnknownRecord):
    """There is nothing of that name to trace; `near` are those nearest to it."""

    def __init__(self, reference: str, near: tuple[str, ...]) -> None:
        self.near = near
        super().__init__(f"There is no record '{reference}'.", fix=did_you_mean(reference, near) or None)


@dataclass(slots=True)
class _Graph:
    """Nodes and links while they are gathered."""

    nodes: dict[str, TraceNode] = field(default_factory=dict)
    links: dict[tuple[str, str], str] = field(default_factory=dict)


def trace_view(
    chain: Chain, reference: str, results: Mapping[str, ClaimResult], *, href: Callable[[str], str]
) -> TraceView:
    """The chain of a record both ways, from publishers to measures.

    Args:
        chain: the records and definitions.
        reference: the record, as `kind:id`.
        results: the claims as the evidence has them, where they are known.
        href: the address of a record's own trace; empty for what has none.

    Raises:
        UnknownRecord: there is no such record; the message offers the nearest.
    """
    _refuse_unknown(chain, reference)
    graph = _Graph()
    root = _Walk(chain, results, href, graph)
    root.walk(chain.down(reference), upward=False)
    root.walk(chain.up(reference), upward=True)
    kind, _rest, id = reference.partition(":")
    if kind == "claim" and id in results:
        root.figures_of(id, results[id])
    root.publishers()
    nodes = sorted(graph.nodes.values(), key=lambda node: (node.column, node.kind, node.title, node.id))
    links = tuple(TraceLink(source, target, words) for (source, target), words in graph.links.items())
    title = graph.nodes[reference].title
    return TraceView(reference, title, tuple(nodes), links)


class _Walk:
    """Walks the trees of a chain and gathers what they hold."""

    def __init__(
        self, chain: Chain, results: Mapping[str, ClaimResult], href: Callable[[str], str], graph: _Graph
    ) -> None:
        self.chain, self.results, self.href, self.graph = chain, results, href, graph

    def walk(self, node: ChainNode, *, upward: bool) -> None:
        self.add(node.reference, node.title)
        for below in node.below:
            if below.is_missing:
                continue
            lower, upper = (node, below) if upward else (below, node)
            self.link(lower.reference, upper.reference, below.words.rstrip(":").removesuffix(" it"))
            self.walk(below, upward=upward)

    def add(self, reference: str, title: str, note: str = "") -> None:
        if reference in self.graph.nodes:
            return
        kind, _rest, id = reference.partition(":")
        if kind in ("caveat", "place"):
            title = self.chain.title(reference) or title
        if kind == "result" and id in self.chain.results:
            title = _(self.chain.results[id].name)
        if kind == "claim" and id in self.results:
            note = _(str(self.results[id].verdict))
        if kind == "dataset" and id in self.chain.workspace.sources:
            source = self.chain.workspace.sources[id]
            title, note = source.title, day_if_one(source.release)
        self.graph.nodes[reference] = TraceNode(
            reference, KINDS.get(kind, kind), title or id, _COLUMNS.get(kind, 5), note, self.href(reference)
        )

    def link(self, source: str, target: str, words: str) -> None:
        self.graph.links.setdefault((source, target), words)

    def figures_of(self, id: str, result: ClaimResult) -> None:
        """Put the figures of a claim between it and what they are computed from."""
        claim = f"claim:{id}"
        for figure in result.figures.values():
            origin = self._origin(figure)
            name = f"figure:{id}.{figure.name}"
            printed = figure.text if figure.value is not None else _("not available")
            note = ", ".join(part for part in (figure.place_name, figure.period_label) if part)
            self.graph.nodes[name] = TraceNode(name, KINDS["figure"], printed, _COLUMNS["figure"], note, "")
            self.link(name, claim, _("prints"))
            if origin in self.graph.nodes:
                self.graph.links.pop((origin, claim), None)
                self.link(origin, name, _("is taken from"))

    def publishers(self) -> None:
        """Put the publisher behind each release."""
        for reference in [name for name in self.graph.nodes if name.startswith("dataset:")]:
            source = self.chain.workspace.sources.get(reference.partition(":")[2])
            if source is None:
                continue
            name = f"publisher:{source.publisher}"
            page = source.landing_page if urlsplit(source.landing_page).scheme in ("http", "https") else ""
            if name not in self.graph.nodes:
                self.graph.nodes[name] = TraceNode(name, KINDS["publisher"], source.publisher, 0, "", page)
            self.link(name, reference, _("is published by"))

    def _origin(self, figure: FigureResult) -> str:
        if ":" in figure.origin:
            return figure.origin
        kind = "result" if figure.origin in self.chain.results else "indicator"
        return f"{kind}:{figure.origin}"


def known_references(chain: Chain) -> Iterator[str]:
    """Everything that can be traced, as `kind:id`."""
    yield from (reference for reference, _record in chain.authored)
    yield from (f"caveat:{id}" for id in chain.caveats)
    yield from (f"indicator:{id}" for id in chain.indicators)
    yield from (f"result:{id}" for id in chain.results)
    yield from (f"dataset:{id}" for id in chain.workspace.sources)


def _refuse_unknown(chain: Chain, reference: str) -> None:
    known = list(known_references(chain))
    kind, _rest, id = reference.partition(":")
    if reference not in known and not (kind == "place" and registry().is_known(id)):
        raise UnknownTrace(reference, _nearest(chain, kind, id, known))


def _nearest(chain: Chain, kind: str, id: str, known: Collection[str]) -> tuple[str, ...]:
    """What may have been meant; of a place's code those that the workspace names."""
    places = [f"place:{code}" for code in chain.workspace.record.codes()] if kind == "place" else []
    return tuple(get_close_matches(f"{kind}:{id}", [*places, *known], n=3, cutoff=0.6))
