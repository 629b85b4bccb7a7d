"""The search: over claims, indicators, places and chapters of the shown build, and the pages that editors compose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from markupsafe import Markup
from wagtail.models import Page, get_page_models

from placewright.web.common.whole_numbers import sent_number
from placewright.web.explorer.evidence_shown import evidence_shown
from placewright.web.explorer.search_entries import search_index
from placewright.web.explorer.search_index import Entry, Found, excerpt, marked

KINDS = {
    "claim": gettext_lazy("Claims"),
    "indicator": gettext_lazy("Indicators"),
    "place": gettext_lazy("Places"),
    "chapter": gettext_lazy("Chapters"),
    "caveat": gettext_lazy("Caveats"),
    "page": gettext_lazy("Pages"),
}
_NAMES = {
    "claim": gettext_lazy("Claim"),
    "indicator": gettext_lazy("Indicator"),
    "place": gettext_lazy("Place"),
    "chapter": gettext_lazy("Chapter"),
    "caveat": gettext_lazy("Caveat"),
    "page": gettext_lazy("Page"),
}
_ON_A_PAGE = 20
_MOST_PAGES = 20
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Find:
    """One line of what was found."""

    kind: str
    title: Markup
    href: str
    excerpt: Markup
    about: str


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """What holds the words that are asked for, the best first; only what is live."""
    asked = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:_LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    evidence = evidence_shown()
    index = search_index(evidence) if evidence is not None else None
    found = [*index.find(asked), *_pages(asked)] if index is not None else list(_pages(asked))
    counts = Counter(one.entry.kind for one in found)
    chosen = [one for one in found if kind in ("", one.entry.kind)]
    number = _number(request.GET.get("page", ""), len(chosen))
    shown = chosen[(number - 1) * _ON_A_PAGE : number * _ON_A_PAGE]
    better = index.did_you_mean(asked) if index is not None and asked else ""
    context = {
        "asked": asked,
        "kind": kind,
        "kinds": [(name, str(words), counts[name]) for name, words in KINDS.items() if counts[name]],
        "count": len(chosen),
        "all": len(found),
        "first": (number - 1) * _ON_A_PAGE + 1,
        "finds": [_find(one, asked) for one in shown],
        "better": better,
        "names": {name: str(words) for name, words in _NAMES.items()},
        "link": lambda **changes: _link({"q": asked, "kind": kind} | changes),
        "before": number - 1 if number > 1 else 0,
        "after": number + 1 if number * _ON_A_PAGE < len(chosen) else 0,
        "has_evidence": evidence is not None,
    }
    response = render(request, "explorer/search.html", context)
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _find(found: Found, asked: str) -> Find:
    entry = found.entry
    return Find(entry.kind, marked(entry.title, asked), entry.href, excerpt(entry.text, asked), entry.about)


def _pages(asked: str) -> Iterator[Found]:
    """The live pages of Wagtail that hold the words; pages of no type of ours are Wagtail's own and left out."""
    models = [model for model in get_page_models() if model is not Page]
    words = " ".join(re.findall(r"\w+", asked))  # signs would be read as a query's own
    if not models or not words:
        return
    types = ContentType.objects.get_for_models(*models).values()
    pages = Page.objects.live().public().filter(content_type__in=list(types))
    for rank, page in enumerate(pages.search(words)[:_MOST_PAGES]):
        text = page.search_description or ""
        if page.url:
            yield Found(Entry("page", page.title, text, page.url.lstrip("/")), 1.0 / (rank + 1))


def _number(text: str, count: int) -> int:
    last = max(1, -(-count // _ON_A_PAGE))
    return min(sent_number(text) or 1, last)


def _link(values: Mapping[str, str | int]) -> str:
    return "?" + urlencode([(name, value) for name, value in values.items() if value])
