"""What the search finds in the build that the public sees: claims, indicators, places and chapters."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from placewright.build.world import LEVEL_NAMES
from placewright.evidence.levels import level_of
from placewright.publish.views import FOUNDATIONS
from placewright.records.caveat import read_caveats
from placewright.web.explorer.evidence_shown import EvidenceShown
from placewright.web.explorer.search_index import Entry, SearchIndex

_MARKS = re.compile(r"\{\{[^{}]*\}\}|[*_`#>|]|\[([^\[\]]*)\]\([^)\n]{0,2000}\)")
_LEVEL_WEIGHTS = {"lad": 1.3, "county": 1.3, "region": 1.2, "country": 1.3, "cauth": 1.1}


def search_index(evidence: EvidenceShown) -> SearchIndex:
    """The index of a build, made when it is first asked for."""
    if evidence.key not in _made:
        made = SearchIndex(_entries(evidence))
        while len(_made) >= _KEPT:
            _made.pop(next(iter(_made)), None)
        _made[evidence.key] = made
    return _made[evidence.key]


_KEPT = 2
_made: dict[str, SearchIndex] = {}


def _entries(evidence: EvidenceShown) -> Iterator[Entry]:
    foundations: dict[str, str] = {slug: name for slug, name, _about in FOUNDATIONS}
    yield from _claims(evidence.shown.out)
    for indicator in evidence.indicators.values():
        foundation = foundations.get(str(indicator.foundation), "")
        text = f"{indicator.definition} {indicator.method}"
        keys = f"{indicator.id} {indicator.short_name} {indicator.theme} {foundation}"
        href = f"explore/?indicator={indicator.id}"
        yield Entry("indicator", indicator.name, text, href, keys, 1.25, foundation)
    yield from _places(evidence)
    yield from _chapters(evidence)
    yield from _caveats(evidence)


def _claims(out: Path) -> Iterator[Entry]:
    path = out / "claims.json"
    if not path.is_file():
        return
    for claim in json.loads(path.read_bytes())["claims"]:
        keys = f"{claim['id']} {claim['stance']} {claim['foundation'].replace('-', ' ')}"
        title = claim["title"] or claim["id"].replace("-", " ").capitalize()
        about = f"{claim['stance']}, {claim['verdict'].replace('-', ' ')}"
        yield Entry("claim", title, claim["text"], f"ledger/{claim['id']}.html", keys, 1.1, about)


def _places(evidence: EvidenceShown) -> Iterator[Entry]:
    pages = frozenset(evidence.world.pages)
    for name, code in evidence.named:
        level = LEVEL_NAMES[level_of(code)][0]
        count = len(evidence.figures.latest_of(code)) if code in pages else 0
        text = f"{name} is a {level}. {code}" + (f" {count} indicators have figures there." if count else "")
        href = f"places/{code}.html" if code in pages else f"explore/place/{code}/"
        weight = _LEVEL_WEIGHTS.get(level_of(code), 0.8) * (1.3 if code in pages else 1.0)
        yield Entry("place", name, text, href, code, weight, level)


def _caveats(evidence: EvidenceShown) -> Iterator[Entry]:
    """The known troubles of the data, each leading to what rests on it."""
    for caveat in read_caveats(evidence.shown.workspace.folder / "caveats"):
        title = caveat.id.replace("-", " ").capitalize()
        keys = f"{caveat.id} {caveat.dataset} {' '.join(caveat.places)}"
        yield Entry("caveat", title, caveat.text, f"trace/caveat:{caveat.id}/", keys, 0.9, caveat.dataset)


def _chapters(evidence: EvidenceShown) -> Iterator[Entry]:
    """Each chapter, and its paragraphs as they were built, where the build kept them; else as they were written."""
    kept = evidence.shown.out / "words.json"
    if kept.is_file():
        for chapter in json.loads(kept.read_bytes())["chapters"]:
            text = " ".join(str(one["text"]) for one in chapter["paragraphs"])
            yield Entry("chapter", chapter["title"], text, f"strategy/{chapter['id']}.html", chapter["id"])
        return
    for chapter in evidence.world.authored.strategy.values():
        text = f"{chapter.summary} {_MARKS.sub(lambda found: found[1] or ' ', chapter.text)}"
        yield Entry("chapter", chapter.title, " ".join(text.split()), f"strategy/{chapter.id}.html", chapter.id)
