"""Other places: a figure printed in a sentence that names only a place that it is not of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from placewright.core.issues import Severity
from placewright.core.said import worded
from placewright.ledger.prose.behind import figures_behind, has_typed_company
from placewright.ledger.prose.material import Material, ProseIssue, excerpt, finder

RULE = "other-place"
_find = finder(RULE)
_WIDE = frozenset({"country", "nations", "region", "itl1"})
"""The levels to which most places belong, and with which they are compared: naming one names no other place."""

_UNKNOWN = frozenset({"", "other"})
"""What a place's level is where it is not known, as that of a bundle of places."""


def check(material: Material) -> Iterator[ProseIssue]:
    """Sentences whose named places are all of the level of their figures' places, and none of them those places."""
    names = _names(material)
    if not names:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})\b")
    for sentence in material.sentences:
        if not sentence.spans or sentence.form in ("heading", "cell") or has_typed_company(sentence):
            continue
        match = pattern.search(sentence.words)
        # a place that the sentence prints is the figure's own, and a claim in it may name one
        if match is None or "□" in sentence.words or any(span.number.part == "place" for span in sentence.spans):
            continue
        behind = figures_behind(sentence, material)
        if any(material.level_of(figure.place) in _UNKNOWN for figure in behind):
            continue
        against = {figure.as_.partition(":")[2] for figure in behind}
        places = {figure.place for figure in behind}
        places |= {code for code in against if code and material.level_of(code) not in _UNKNOWN}
        places = {code for code in places if material.level_of(code) not in _WIDE}
        levels = {material.level_of(place) for place in places}
        found = {one[0]: names[one[0]] for one in pattern.finditer(sentence.words)}
        named = {code for code in found.values() if material.level_of(code) not in _WIDE}
        # places of two levels may contain one another; of two places of one level neither does
        if not places or not named or named & places or any({material.level_of(code)} != levels for code in named):
            continue
        match = next(one for one in pattern.finditer(sentence.words) if names[one[0]] in named)
        own = next(figure for figure in behind if figure.place in places)
        what = worded(
            "The sentence names %(match)s, and '%(name)s' is of %(place_name)s, in '%(excerpt)s'.",
            match=match[0],
            name=own.name,
            place_name=own.place_name,
            excerpt=excerpt(sentence.text, *match.span()),
        )
        fix = worded("Name %(place_name)s, or take the figure of %(match)s.", place_name=own.place_name, match=match[0])
        yield _find(sentence.record, sentence.where, what, fix, Severity.WARNING)


def _names(material: Material) -> Mapping[str, str]:
    """The codes of the places that are known, by name: those of figures, and the workspace's own."""
    codes = {figure.place for result in material.results.values() for figure in result.figures.values()}
    named = {
        code: material.name_of(code)
        for code in (*sorted(codes), *material.places)
        if material.level_of(code) not in _UNKNOWN
    }
    return {name: code for code, name in named.items() if name and name != code}
