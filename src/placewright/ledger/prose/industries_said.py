"""Industries: a figure of one is not told of another, nor a qualification of one level of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from placewright.core.errors import PlacewrightError
from placewright.core.said import worded
from placewright.ledger.prose.material import Material, Sentence
from placewright.ledger.prose.meanings import AS_DEFINED, Fault, values_defined, words_of
from placewright.records.claim import FigureSpec
from placewright.sources.industries import divisions_of, find_industry

_CALLED: dict[str, tuple[str, tuple[int, int]]] = {
    "farming": (r"agriculture|farming|farms", (1, 3)),
    "manufacturing": (r"manufactur(?:ing|ers?)|(?<!policy )makers", (10, 33)),
    "construction": (r"construction|builders|the building trades?", (41, 43)),
    "trade": (r"wholesale|retail(?:ing|ers?)?", (45, 47)),
    "transport": (r"logistics|transport and storage|warehousing|hauliers", (49, 53)),
    "hospitality": (r"hospitality|accommodation and food|hotels|restaurants", (55, 56)),
    "information": (
        r"information and communication|digital(?: and technology)? (?:firms|work|jobs|companies)|software|"
        r"film(?: and television)?",
        (58, 63),
    ),
    "finance": (r"finance and insurance|financial (?:services|work|firms)|banking|insurance|insurers", (64, 66)),
    "professional": (r"professional, scientific and technical|(?:professional|scientific) (?:work|services)", (69, 75)),
    "administration": (r"administrative(?: and support)?(?: services)?", (77, 82)),
    "health": (r"health and (?:social )?care|social care|care homes", (86, 88)),
}
"""Industries as sentences call them, with their divisions in the classification of 2007."""

_ANY = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, (words, _) in _CALLED.items())})\b(?!-)", re.IGNORECASE
)
_WORDS = frozenset(
    """
    agriculture farming farms manufacturing manufacturer manufacturers makers construction builders building wholesale
    retail retailing retailer retailers logistics transport warehousing hauliers hospitality accommodation hotels
    restaurants information digital software film finance financial banking insurance insurers professional scientific
    administrative health social care
    """.split()  # noqa: SIM905
)
"""The words of which one stands wherever an industry is named."""
_LEVELS = frozenset({"level", "levels"})
_INDUSTRY = re.compile(r"\bindustry=(?P<code>[\w-]+)")
_LEVEL = re.compile(r"\blevels? (?P<level>[1-8])\b", re.IGNORECASE)


def of_another_industry(sentence: Sentence, material: Material) -> Fault | None:
    """`{{ share }} of output came from construction`, of the part that manufacturing has."""
    if sentence.form != "claim" or sentence.vocabulary.isdisjoint(_WORDS):
        return None
    claim = material.claim(sentence.claim)
    printed = list(values_defined(sentence, material))
    said = [(match, match.lastgroup or "") for match in _ANY.finditer(sentence.words)]
    if claim is None or not printed or not said:
        return None
    known = set[str]()
    for figure in material.figures_of(claim.id).values():
        definition, spec = material.definition(figure), claim.figures.get(figure.name)
        if definition is None or spec is None:
            continue
        known |= set(_named(f"{words_of(definition)} {definition.not_shown} {spec.member.replace('-', ' ')}"))
        known |= _of_member(spec)
    own = {one for _, figure, _ in printed if (spec := claim.figures.get(figure.name)) for one in _of_member(spec)}
    if not own or not (wrong := [match for match, name in said if name not in known]):
        return None
    return wrong[0], worded("it is of %(industries)s", industries=", ".join(sorted(own))), AS_DEFINED


def of_another_level(sentence: Sentence, material: Material) -> Fault | None:
    """`at Level 3 or above`, of qualifications at Level 4 and above."""
    if sentence.vocabulary.isdisjoint(_LEVELS):
        return None
    said = list(_LEVEL.finditer(sentence.words))
    meant = {
        match["level"]
        for _, _, definition in (values_defined(sentence, material) if said else ())
        for match in _LEVEL.finditer(words_of(definition))
    }
    wrong = next((match for match in said if match["level"] not in meant), None) if meant else None
    if wrong is None:
        return None
    return wrong, worded("the indicator is of Level %(levels)s", levels=", ".join(sorted(meant))), AS_DEFINED


def _named(words: str) -> Iterator[str]:
    return (match.lastgroup or "" for match in _ANY.finditer(words))


def _of_member(spec: FigureSpec) -> frozenset[str]:
    match = _INDUSTRY.search(spec.member)
    return frozenset() if match is None else _of_code(match["code"])


@lru_cache(maxsize=200)
def _of_code(code: str) -> frozenset[str]:
    """What the industry of a code is called here; nothing where it is called nothing."""
    try:
        divisions = {int(one) for one in divisions_of(code)}
        name = find_industry(code).name
    except PlacewrightError:
        return frozenset()
    found = {one for one, (_, (first, last)) in _CALLED.items() if divisions & set(range(first, last + 1))}
    return frozenset(found | set(_named(name)))
