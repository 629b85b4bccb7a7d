"""What can be put into a chapter's text: claims, figures, numbers, charts, maps, tables and lists, by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from placewright.build.judging import Judged
from placewright.ledger.placeholders import EMBEDS
from placewright.ledger.stated_figures import decided, quoted
from placewright.web.strategy.bench import bench, judged_now

KINDS_TO_PICK: Mapping[str, Any] = {
    "claim": gettext_lazy("A claim"),
    "figure": gettext_lazy("A figure of a claim"),
    "quoted": gettext_lazy("A quoted or decided number"),
    "chart": gettext_lazy("A chart"),
    "bars": gettext_lazy("Bars"),
    "map": gettext_lazy("A map"),
    "table": gettext_lazy("A table"),
    "other": gettext_lazy("Lists and diagrams"),
}
"""What a text can hold, by the word that the picker asks with."""

_MOST = 40


@dataclass(frozen=True, slots=True)
class Pick:
    """Something to put into a text: the placeholder, what it prints or shows, and how it stands."""

    write: str
    says: str
    about: str = ""
    is_block: bool = False


def pickable(kind: str, words: str = "") -> list[Pick]:
    """The first of that kind that hold all the words."""
    judged = judged_now()
    if judged is None:
        return []
    wanted = words.casefold().split()
    found = (
        pick
        for pick in _KINDS[kind](judged)
        if all(word in f"{pick.write} {pick.says} {pick.about}".casefold() for word in wanted)
    )
    return list(islice(found, _MOST))


def _claims(judged: Judged) -> Iterator[Pick]:
    for id, result in judged.results.items():
        yield Pick(f"{{{{ claim:{id} }}}}", result.text, str(result.verdict))


def _figures(judged: Judged) -> Iterator[Pick]:
    for id, result in judged.results.items():
        for name, figure in result.figures.items():
            about = f"{figure.place_name}, {figure.period_label}. {judged.authored.claims[id].title}"
            yield Pick(f"{{{{ {id}.{name} }}}}", figure.text, about)


def _quoted(judged: Judged) -> Iterator[Pick]:
    authored = judged.authored
    for kind in ("finding", "event", "funding", "summary"):
        for id, record in authored.of_kind(kind).items():
            for name in ("", *getattr(record, "figures", ())):
                if name != "main" and (stated := quoted(authored, id, name)) is not None:
                    path = f"{id}.{name}" if name else id
                    yield Pick(
                        f"{{{{ quoted:{path} }}}}", stated.text, str(getattr(record, "title", record.text))[:160]
                    )
    for id, decision in authored.decisions.items():
        if (stated := decided(authored, id)) is not None:
            yield Pick(f"{{{{ decided:{id} }}}}", stated.text, decision.text[:160])


def _pictures(kind: str) -> Callable[[Judged], Iterator[Pick]]:
    def listed(judged: Judged) -> Iterator[Pick]:
        built = bench()
        for id, item in built.indicators.items() if built else ():
            yield Pick(f"{{{{ {kind}:{id} }}}}", item.name, item.unit, is_block=True)

    return listed


def _others(judged: Judged) -> Iterator[Pick]:
    said = {
        "swot": _("Strengths, needs, opportunities and threats"),
        "priorities": _("The order of the priorities"),
        "continuity": _("What became of the earlier plan"),
        "timeline": _("The process as a time line"),
        "actions": _("The list of actions"),
        "funds": _("Funds and what draws on them"),
        "measures": _("The list of measures"),
        "alignments": _("How partners' strategies stand to the priorities"),
    }
    for name, needs in EMBEDS.items():
        if not needs:
            yield Pick(f"{{{{ {name} }}}}", said.get(name, name), is_block=True)
    for id, item in judged.authored.interventions.items():
        if item.nodes:
            yield Pick(f"{{{{ logic:{id} }}}}", item.title, _("logic model"), is_block=True)


_KINDS: Mapping[str, Callable[[Judged], Iterator[Pick]]] = {
    "claim": _claims,
    "figure": _figures,
    "quoted": _quoted,
    "chart": _pictures("chart"),
    "bars": _pictures("bars"),
    "map": _pictures("map"),
    "table": _pictures("table"),
    "other": _others,
}
