"""Links: which record points at which, read off the records themselves and off the placeholders in their prose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from placewright.core.fingerprints import fingerprint
from placewright.core.late_dataclass import dataclass
from placewright.ledger.placeholders import Placeholder, find_placeholders
from placewright.records.alignment import Alignment
from placewright.records.checklist import Checklist
from placewright.records.claim import Claim, FigureSpec
from placewright.records.decision import Decision
from placewright.records.edition import Edition
from placewright.records.finding import Finding
from placewright.records.intervention import Intervention
from placewright.records.measure import Measure
from placewright.records.priority import Choice, Priority
from placewright.records.programme import Programme
from placewright.records.summary import Summary
from placewright.workspace.authored import Authored

CHOICE = "choice:priorities"
"""The reference of how priorities were chosen, which is one record without an id of its own."""

QUOTABLE = ("finding", "event", "funding", "summary")
"""The kinds that `{{ quoted:id }}` may name, in the order in which an id is looked for."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_QUOTED = {"quoted": "quoted", "decided": "decision"}
_SHOWN = {
    "chart": "indicator",
    "map": "indicator",
    "bars": "indicator",
    "table": "indicator",
    "figure": "result",
    "logic": "intervention",
    "checklist": "framework",
}
_BLOCK_START = re.compile(r"\s*(?:[#>|*+-]|\d+[.)]\s|\{\{)")
_OWN_LINE = re.compile(r"\s*[#|]")


class Role(StrEnum):
    """What a link means: how its source uses its target."""

    COMPUTED_FROM = "is computed from"
    RESTS_ON = "rests on"
    QUOTES = "quotes"
    STATES = "states"
    SHOWS = "shows"
    ARGUED_FROM = "is argued from"
    SERVES = "serves"
    PAID_FROM = "is paid from"
    SHOWN_BY = "is shown by"
    HOLDS = "holds"
    IN_PLACE = "is about the place"
    COMPARES = "compares"
    CONTRADICTS = "speaks against"
    ABOUT = "is about"
    MET_BY = "is met by"
    FOLLOWS = "follows"
    CONTINUES = "is continued by"
    TROUBLES = "is a known trouble of"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """An arrow from one record to another, each as `kind:id`; its words are "source role target"."""

    source: str
    target: str
    role: Role

    def __str__(self) -> str:
        return f"{self.source} {self.role} {self.target}"


def links_of(reference: str, record: Any) -> tuple[Link, ...]:
    """Every link that a record makes, each once, in the order of its fields and then of its prose.

    A number that is quoted by id alone has the target `quoted:id`, since the record does not say which kind it is;
    `all_links` knows. Indicators are `indicator:id`, results of an analysis `result:analysis/name`.

    >>> links_of("programme:a", Programme("a", "A", interventions=("b",)))
    (Link(source='programme:a', target='intervention:b', role=<Role.HOLDS: 'holds'>),)
    """
    own = set(record.figures) if isinstance(record, Claim) else set()
    found = list(_LINKS[type(record)](record)) if type(record) in _LINKS else []
    found += [(Role.IN_PLACE, f"place:{name}") for name in getattr(record, "places", ()) if _SLUG.fullmatch(name)]
    for text in texts_with_placeholders(record):
        for placeholder in find_placeholders(text, where=reference)[0]:
            found += _of_placeholder(placeholder, own)
    made = (Link(reference, target, role) for role, target in found if target.partition(":")[2])
    return tuple(dict.fromkeys(link for link in made if link.target != reference))


def all_links(authored: Authored) -> tuple[Link, ...]:
    """The links of every record, with each quoted id resolved to the record that it names where there is one.

    Those of one workspace are found once, however often they are asked for.
    """
    return _links_in(_TheVeryOne(authored))


def resolved(link: Link, authored: Authored) -> Link:
    """The link with its target's kind, where it was quoted by id alone; unchanged where nothing has that id."""
    kind, _, id = link.target.partition(":")
    if kind != "quoted":
        return link
    holder = next((name for name in QUOTABLE if id in authored.of_kind(name)), None)
    return link if holder is None else Link(link.source, f"{holder}:{id}", link.role)


class _TheVeryOne:
    """Records that are equal to themselves alone, since comparing them takes as long as reading their links."""

    __slots__ = ("authored",)

    def __init__(self, authored: Authored) -> None:
        self.authored = authored

    def __hash__(self) -> int:
        return id(self.authored)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _TheVeryOne) and other.authored is self.authored


@lru_cache(maxsize=2)
def _links_in(one: _TheVeryOne) -> tuple[Link, ...]:
    authored = one.authored
    found: list[Link] = []
    for reference, record in authored:
        found += links_of(reference, record)
    found += links_of(CHOICE, authored.choice)
    return tuple(resolved(link, authored) for link in found)


def record_fingerprint(record: Any) -> str:
    """The fingerprint of what a record says: its fields that differ from their defaults, with prose unwrapped.

    Wrapping lines anew, trailing spaces and another Unicode form of a letter leave it as it was; so does a new kind of
    field that the record does not use.
    """
    return fingerprint({"kind": type(record).__name__, "says": _said(record)})


def normalised_text(text: str) -> str:
    """The text in composed Unicode, without trailing spaces, its paragraphs on one line each.

    >>> normalised_text("One line \\nand the next.\\n\\n\\n- an item")
    'One line and the next.\\n\\n- an item'
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    for line in (item.rstrip() for item in lines):
        before = kept[-1] if kept else ""
        if not line and not before:
            continue
        if line and before and not _BLOCK_START.match(line) and not _OWN_LINE.match(before):
            kept[-1] = f"{before} {line.lstrip()}"
        else:
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _said(value: Any) -> object:
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return normalised_text(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _said(held) for field, held in _stated(value)}
    if isinstance(value, Mapping):
        return {str(name): _said(held) for name, held in value.items()}
    if isinstance(value, tuple | list):
        return [_said(held) for held in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _stated(record: Any) -> Iterator[tuple[Any, Any]]:
    for field in fields(record):
        held = getattr(record, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if held != default:
            yield field, held


def texts_with_placeholders(value: Any) -> Iterator[str]:
    """Every text in a record that has a placeholder."""
    if isinstance(value, str):
        if "{{" in value:
            yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_with_placeholders(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from texts_with_placeholders(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from texts_with_placeholders(held)


_Found = Iterator[tuple[Role, str]]


def _of_placeholder(placeholder: Placeholder, own: set[str]) -> _Found:
    kind, name = placeholder.kind, placeholder.path[0]
    if (not kind and len(placeholder.path) > 1 and name not in own) or kind == "claim":
        yield Role.STATES, f"claim:{name}"
    elif kind in _QUOTED:
        yield Role.QUOTES, f"{_QUOTED[kind]}:{name}"
    elif kind in _SHOWN:
        yield Role.SHOWS, f"{_SHOWN[kind]}:{name}"


def _of_figure(figure: FigureSpec) -> _Found:
    yield from ((Role.COMPUTED_FROM, f"indicator:{figure.indicator}"),) if figure.indicator else ()
    yield from ((Role.COMPUTED_FROM, f"result:{figure.result}"),) if figure.result else ()
    yield from ((Role.RESTS_ON, f"summary:{figure.summary.partition('/')[0]}"),) if figure.summary else ()
    yield from ((Role.RESTS_ON, f"finding:{figure.finding.partition('/')[0]}"),) if figure.finding else ()
    if isinstance(figure.place, str) and _SLUG.fullmatch(figure.place):
        yield Role.IN_PLACE, f"place:{figure.place}"


def _of_claim(claim: Claim) -> _Found:
    for figure in claim.figures.values():
        yield from _of_figure(figure)
    yield from _each(Role.RESTS_ON, "finding", claim.findings)
    yield from _each(Role.RESTS_ON, "event", claim.events)
    yield from _each(Role.CONTRADICTS, "claim", claim.contradicts)


def _of_intervention(item: Intervention) -> _Found:
    yield from _each(Role.SERVES, "priority", item.priorities)
    yield from _each(Role.PAID_FROM, "funding", (money.stream for money in item.funding))
    for node in item.nodes:
        yield from ((Role.SHOWN_BY, f"indicator:{node.indicator}"),) if node.indicator else ()
        yield from ((Role.IN_PLACE, f"place:{node.place}"),) if _SLUG.fullmatch(node.place) else ()
    for step in item.steps:
        yield from _each(Role.RESTS_ON, "finding", step.findings)
        yield from _each(Role.RESTS_ON, "claim", step.claims)


def _of_measure(measure: Measure) -> _Found:
    yield from ((Role.COMPUTED_FROM, f"indicator:{measure.indicator}"),) if measure.indicator else ()
    yield from ((Role.IN_PLACE, f"place:{measure.place}"),) if _SLUG.fullmatch(measure.place) else ()
    yield from _each(Role.SERVES, "priority", measure.priorities)
    yield from _each(Role.SERVES, "intervention", measure.interventions)
    yield from _each(Role.SERVES, "programme", (measure.programme,))


def _of_checklist(checklist: Checklist) -> _Found:
    for answer in checklist.answers:
        yield from ((Role.MET_BY, target) for target in answer.by)


def _of_choice(choice: Choice) -> _Found:
    for earlier in choice.earlier:
        yield from _each(Role.CONTINUES, "priority", earlier.by)


def _of_decision(decision: Decision) -> _Found:
    yield from ((Role.ABOUT, target) for target in decision.about)


def _each(role: Role, kind: str, ids: Any) -> _Found:
    yield from ((role, f"{kind}:{id}") for id in ids)


_LINKS: Mapping[type[Any], Callable[[Any], _Found]] = {
    Finding: lambda finding: _each(Role.RESTS_ON, "study", (finding.study,)),
    Summary: lambda summary: _each(Role.RESTS_ON, "event", (summary.event,)),
    Claim: _of_claim,
    Priority: lambda priority: _each(Role.ARGUED_FROM, "claim", priority.claims),
    Alignment: lambda alignment: _each(Role.COMPARES, "priority", (alignment.priority,)),
    Intervention: _of_intervention,
    Programme: lambda programme: _each(Role.HOLDS, "intervention", programme.interventions),
    Measure: _of_measure,
    Decision: _of_decision,
    Checklist: _of_checklist,
    Choice: _of_choice,
    Edition: lambda edition: _each(Role.FOLLOWS, "edition", (edition.parent,)),
}
