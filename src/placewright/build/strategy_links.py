"""Where each record stands on the site: its address and its words, as pages link to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from placewright.core.errors import PlacewrightError
from placewright.core.late_dataclass import dataclass
from placewright.core.words import spoken
from placewright.ledger.chapters import read_chapter
from placewright.ledger.frameworks import FRAMEWORKS, framework
from placewright.ledger.resolver import WorkspaceResolver
from placewright.places import registry
from placewright.publish.views_strategy import ClaimLine, Link
from placewright.records.chapter import Chapter
from placewright.records.indicator import Indicator
from placewright.records.prose import Listing, Paragraph, Passage, Quote
from placewright.records.verdict import ClaimResult
from placewright.workspace.authored import Authored

_PAGES: Mapping[str, str] = {
    "claim": "ledger/{}.html",
    "chapter": "strategy/{}.html",
    "priority": "priorities.html#{}",
    "intervention": "actions/{}.html",
    "programme": "actions/index.html",
    "funding": "funds.html#{}",
    "measure": "measures.html#{}",
    "event": "process.html#{}",
    "alignment": "alignments.html",
    "study": "studies.html#study-{}",
    "finding": "studies.html#finding-{}",
    "decision": "studies.html#decision-{}",
    "checklist": "framework-{}.html",
    "indicator": "indicators/{}.html",
    "dataset": "data.html",
    "edition": "changes.html",
}

KIND_WORDS: Mapping[str, str] = spoken(
    {
        "chapter": "Chapter",
        "priority": "Priority",
        "intervention": "Action",
        "measure": "Measure",
        "checklist": "Checklist",
        "claim": "Claim",
        "decision": "Decision",
    }
)
"""What a record is called before its title."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What pages name records and places by: everything written, the claims as judged, and the definitions."""

    authored: Authored
    results: Mapping[str, ClaimResult]
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    _read: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Texts that were read before: the same sentence stands on many pages."""

    def link(self, reference: str, *, with_kind: bool = False) -> Link:
        """The record that `kind:id` names, as a link; plain words where it has no page."""
        kind, _, id = reference.partition(":")
        words = self.title(reference)
        if with_kind and kind in KIND_WORDS:
            words = f"{KIND_WORDS[kind]}: {words}"
        is_there = self.authored.find(reference) is not None or kind in ("indicator", "dataset")
        return Link(words, _PAGES[kind].format(id) if kind in _PAGES and is_there else "")

    def links(self, kind: str, ids: Iterable[str]) -> tuple[Link, ...]:
        """The records of a kind, as links."""
        return tuple(self.link(f"{kind}:{id}") for id in ids)

    def title(self, reference: str) -> str:
        """What a record is called."""
        kind, _, id = reference.partition(":")
        if kind == "indicator" and id in self.indicators:
            return self.indicators[id].name
        if kind == "claim" and id in self.results:
            claim = self.authored.claims.get(id)
            return (claim.title if claim else "") or self.results[id].text
        if kind == "checklist" and id in FRAMEWORKS:
            return framework(id).name
        record = self.authored.find(reference)
        title = getattr(record, "title", "") or getattr(record, "name", "") or getattr(record, "text", "")
        return str(title) or id

    def claim(self, id: str) -> ClaimLine | None:
        """A claim in short; None where there is none of that id."""
        claim, result = self.authored.claims.get(id), self.results.get(id)
        if claim is None or result is None:
            return None
        marks = tuple(str(mark) for mark in result.marks)
        return ClaimLine(
            id, result.text, str(result.verdict), str(claim.stance), str(claim.foundation), marks, claim.title
        )

    def claims(self, ids: Iterable[str]) -> tuple[ClaimLine, ...]:
        """Claims in short."""
        return tuple(line for id in dict.fromkeys(ids) if (line := self.claim(id)) is not None)

    def place_name(self, code: str) -> str:
        """A place's name: of the workspace's own places, of a named place, or of a code."""
        if code in self.names:
            return self.names[code]
        if code in self.authored.places:
            return self.authored.places[code].name
        places = registry()
        return places.name(code) if places.is_known(code) else code

    def place_names(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The names of places."""
        return tuple(self.place_name(code) for code in codes)

    def paragraphs(self, text: str) -> tuple[str, ...]:
        """A record's text as plain paragraphs, its placeholders resolved; what cannot be resolved is left out."""
        if text not in self._read:
            self._read[text] = tuple(self._paragraphs(text)) if text.strip() else ()
        return self._read[text]

    def _paragraphs(self, text: str) -> Iterator[str]:
        try:
            read, _ = read_chapter(
                Chapter("text", "", 0, text), resolve=WorkspaceResolver(self.authored, self.results), where="text"
            )
        except PlacewrightError:
            yield text.strip()
            return
        found: list[str] = []
        for block in read.blocks:
            if isinstance(block, Paragraph | Quote):
                found.append(_plain(block.passages))
            elif isinstance(block, Listing):
                found += [f"{n}. {_plain(item)}" if block.numbered else f"– {_plain(item)}"
                          for n, item in enumerate(block.items, start=1)]  # fmt: skip
        yield from (words for words in found if words)

    def sentence(self, text: str) -> str:
        """A record's text in one paragraph."""
        return " ".join(self.paragraphs(text))


def source_link(words: str, url: str) -> Link | None:
    """A source as a link; None where nothing is said of it."""
    return Link(words or url, url) if words or url else None


def _plain(passages: Iterable[Passage]) -> str:
    return " ".join("".join(passage.text for passage in passages).split())
