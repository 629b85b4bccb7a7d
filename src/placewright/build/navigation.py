"""Which pages a strategy will have, known from its records alone, so that every page of the site can lead there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from placewright.core.words import gettext as _
from placewright.core.words import marked, spoken
from placewright.ledger.frameworks import framework
from placewright.ledger.link_checks import FRAMEWORKS
from placewright.workspace.authored import Authored

EDITION_WORDS: Mapping[str, str] = spoken(
    {"draft": "Draft", "consultation": "Consultation draft", "co-design": "Co-design draft", "agreed": "Agreed"}
)
"""An edition in words, by its kind."""


def strategy_navigation(authored: Authored, chosen: str) -> tuple[tuple[str, str], ...]:
    """The pages that the site's header and foot lead to, as address and words, the chief ones first.

    Args:
        authored: every authored record.
        chosen: the framework of the workspace.
    """
    if not authored.claims and not authored.strategy:
        return ()
    return tuple((href, words) for href, words, is_there in _pages(authored, chosen) if is_there)


def _pages(authored: Authored, chosen: str) -> Iterator[tuple[str, str, bool]]:
    yield "strategy/index.html", marked("Strategy"), bool(authored.strategy)
    yield "priorities.html", marked("Priorities"), bool(authored.priorities)
    yield "actions/index.html", marked("Actions"), bool(authored.interventions)
    yield "measures.html", marked("Measures"), bool(authored.measures)
    yield "process.html", marked("Process"), bool(authored.events)
    yield "ledger.html", marked("Ledger"), bool(authored.claims)
    yield "swot.html", marked("Strengths and needs"), bool(authored.claims)
    yield "funds.html", marked("Funds"), bool(authored.funding)
    yield "alignments.html", marked("Partners"), bool(authored.alignments)
    if chosen in FRAMEWORKS:
        yield f"framework-{chosen}.html", _("Checklist: %(name)s") % {"name": framework(chosen).name}, True
    yield (
        "studies.html",
        marked("Studies and sources"),
        bool(authored.studies or authored.findings or authored.decisions),
    )
    yield "changes.html", marked("What changed"), bool(authored.editions)
